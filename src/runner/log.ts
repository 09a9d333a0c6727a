import * as core from '@actions/core'
import type { Message, Say } from '../messages/index.ts'
import { shorten, withoutControls, withoutInvisibles } from '../text.ts'

/** The step's log. Each message is one line to the runner, whatever it contains, and never a command. */
export interface Log {
  info(message: Message): void
  /** An annotation that does not fail the step. */
  warning(message: Message): void
  /** The one annotation of a failed step; exit code 1. */
  error(messages: readonly Message[]): void
}

/** A runner cuts a message at 4096 characters; a server can send megabytes. */
const longest = 4000

/** @param redact removes secrets */
export function createLog(say: Say, redact: (text: string) => string): Log {
  const safe = (message: Message | readonly Message[]) => oneLine(redact(say(message)))
  return {
    info: (message) => core.info(safe(message)),
    warning: (message) => core.warning(safe(message)),
    error: (messages) => core.setFailed(safe(messages)),
  }
}

/**
 * Makes a text harmless to the runner, which reads `::command::` at a line's start and `##[command]` anywhere, on
 * stdout and stderr alike (actions/runner, ActionCommand.cs). It compares by culture, which ignores characters that
 * show nothing, so they are removed too. So are terminal and bidirectional controls.
 */
export function oneLine(text: string): string {
  return withoutControls(withoutInvisibles(shorten(text, longest)))
    .replaceAll('##[', '## [')
    .replace(/^\s*::/, ': :')
}
