import * as core from '@actions/core'
import type { Secrets } from './secrets.ts'

/** The step's log. Each line is one line to the runner, whatever stands in it, and never a command. */
export interface Log {
  info(line: string): void
  /** An annotation that does not fail the step. */
  warning(line: string): void
  /** The one annotation of a failed step; exit code 1. */
  error(line: string): void
}

/** A runner's annotation has room for little more; a server can send megabytes. */
const longest = 4000

export function createLog(secrets: Secrets): Log {
  const safe = (line: string) => oneLine(secrets.hide(line))
  return {
    info: (line) => core.info(safe(line)),
    warning: (line) => core.warning(safe(line)),
    error: (line) => core.setFailed(safe(line)),
  }
}

/** Most lines. */
const printable = /^[ -~]*$/

// As text, since V8 reads the tables of Unicode where it only comes across such a literal, and a start would feel that.
/** What breaks a line, moves a cursor or turns the reading direction. */
const controls = '[\\p{Cc}\\p{Zl}\\p{Zp}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+'
const invisibles = '[\\p{Cf}\\p{Default_Ignorable_Code_Point}]+'

/** A text as one line that stays where it is. */
export function withoutControls(text: string): string {
  return printable.test(text) ? text : text.replace(new RegExp(controls, 'gu'), ' ')
}

function withoutInvisibles(text: string): string {
  return printable.test(text) ? text : text.replace(new RegExp(invisibles, 'gu'), '')
}

/**
 * Makes a text harmless to the runner, which reads `::command::` at a line's start and `##[command]` anywhere, on
 * stdout and stderr alike (actions/runner, ActionCommand.cs). It compares by culture, which passes over characters that
 * show nothing, so they go too. Terminal and bidirectional controls go too.
 */
export function oneLine(text: string): string {
  const line = withoutControls(withoutInvisibles(text.slice(0, longest)))
    .replaceAll('##[', '## [')
    .replace(/^\s*::/, ': :')
  return text.length > longest ? `${line}…` : line
}
