import * as core from '@actions/core'
import type { Message, Say } from '../messages/index.ts'
import { shorten, withoutControls, withoutInvisibles } from '../text.ts'

/** The step's log. Each message is one line to the runner, whatever it contains, and never a command. */
export interface Log {
  info(message: Message): void
  /** An annotation that does not fail the step. */
  warning(message: Message): void
  /** The one annotation of a failed step; exit code 1. */
  error(annotation: Annotation): void
  /** A line that only a run with step debugging shows. */
  debug(line: string): void
}

/** Why a step failed. */
export interface Annotation {
  title: Message
  /** It is cut where all of the annotation would be too long. */
  happened: readonly Message[]
  /** What to do next, and links: lines of their own, which are never cut. */
  lines: readonly (readonly Message[])[]
}

/** A runner cuts a message at 4096 characters, after masking; a server can send megabytes. */
const longest = 4000

/** @param redact removes secrets */
export function createLog(say: Say, redact: (text: string) => string): Log {
  const safe = (message: Message | readonly Message[], most?: number) => oneLine(redact(say(message)), most)
  return {
    info: (message) => core.info(safe(message)),
    warning: (message) => core.warning(safe(message)),
    error({ title, happened, lines }) {
      const others = lines.map((line) => safe(line)).filter((line) => line !== '')
      const room = longest - others.join('\n').length - 1
      core.error([safe(happened, room), ...others].join('\n'), { title: safe(title) })
      process.exitCode = core.ExitCode.Failure
    },
    debug(line) {
      if (core.isDebug()) core.debug(oneLine(redact(line)))
    },
  }
}

/**
 * Makes a text harmless to the runner, which reads `::command::` at a line's start and `##[command]` anywhere, on
 * stdout and stderr alike (actions/runner, ActionCommand.cs). It compares by culture, which ignores characters that
 * show nothing, so they are removed too. So are terminal and bidirectional controls.
 */
export function oneLine(text: string, most = longest): string {
  const line = withoutControls(withoutInvisibles(text.slice(0, 5 * longest)))
  return shorten(line.replaceAll('##[', '## [').replace(/^\s*::/, ': :'), most)
}
