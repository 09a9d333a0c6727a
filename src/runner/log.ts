import * as core from '@actions/core'
import type { Message, Say } from '../messages/index.ts'

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

/** Most lines. For the others, V8 has to read Unicode's tables; as literals, those below would do so at every start. */
const printable = /^[ -~]*$/

/** What breaks a line, moves a cursor or changes the reading direction. */
const controls = String.raw`[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+`
const invisibles = String.raw`[\p{Cf}\p{Default_Ignorable_Code_Point}]+`

/** A text as one line that stays where it is. */
export function withoutControls(text: string): string {
  return printable.test(text) ? text : text.replace(new RegExp(controls, 'gu'), ' ')
}

/** A text without the characters that show nothing. */
export function withoutInvisibles(text: string): string {
  return printable.test(text) ? text : text.replace(new RegExp(invisibles, 'gu'), '')
}

/**
 * Makes a text harmless to the runner, which reads `::command::` at a line's start and `##[command]` anywhere, on
 * stdout and stderr alike (actions/runner, ActionCommand.cs). It compares by culture, which ignores characters that
 * show nothing, so they are removed too. So are terminal and bidirectional controls.
 */
export function oneLine(text: string): string {
  const line = withoutControls(withoutInvisibles(text.slice(0, longest)))
    .replaceAll('##[', '## [')
    .replace(/^\s*::/, ': :')
  return text.length > longest ? `${line}…` : line
}
