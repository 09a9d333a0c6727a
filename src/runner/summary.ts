import { appendFileSync } from 'node:fs'
import type { Message } from '../messages/index.ts'
import { shorten, withoutControls } from '../text.ts'

/** Text as it is, or what a message or several say. */
export type Cell = string | Message | readonly Message[]

/** A row of the summary; `link` makes the value one. */
export interface Row {
  label: string | Message
  value: string
  link?: string
}

export interface Table {
  head: readonly (string | Message)[]
  rows: readonly (readonly Cell[])[]
}

/** What a job summary tells about a step: first what a person wants to know, last what support asks for. */
export interface Summary {
  failed: boolean
  heading: Message
  /** What happened, a sentence or paragraph each. */
  outcome: readonly Cell[]
  /** What was changed, or found. */
  table?: Table
  /** What to do next, and what else to know. */
  notes: readonly Cell[]
  links: readonly Message[]
  /** On one small line: what the step was about, and what is known of its last response. */
  facts: readonly Row[]
}

/** GitHub drops a summary over 1 MiB (actions/runner: FileCommandManager.cs); the few bytes around the parts count too. */
const mostBytes = 990_000
/** Nobody reads a longer table. */
const mostRows = 500
const longestCell = 500
const longestNote = 4000

/**
 * Appends to the job summary, where the runner has one.
 * @param text gives what a cell says, without secrets
 * @throws Error where its file cannot be written
 */
export function writeSummary(summary: Summary, text: (cell: Cell) => string): void {
  const file = process.env.GITHUB_STEP_SUMMARY
  if (file) appendFileSync(file, markdown(summary, text))
}

/** The summary as GitHub Flavored Markdown; no text in it can become markup, a mention or a link of its own. */
export function markdown(
  { failed, heading, outcome, table, notes, links, facts }: Summary,
  text: (cell: Cell) => string,
): string {
  let bytesLeft = mostBytes
  /** As many of the lines as there is room for, and how many are left out. */
  function fitting(lines: readonly string[], total = lines.length): { shown: string[]; more: string[] } {
    const shown = lines.filter((line) => {
      bytesLeft -= Buffer.byteLength(line) + 2
      return bytesLeft >= 0
    })
    const count = total - shown.length
    return { shown, more: count > 0 ? [text({ message: 'moreRows', count })] : [] }
  }
  const paragraphs = (cells: readonly Cell[]) => {
    const { shown, more } = fitting(cells.map((cell) => plain(text(cell), longestNote)))
    return [...shown, ...more]
  }
  const fact = ({ label, value, link }: Row) => {
    const shown = plain(text(value), longestCell)
    return `${text(label)} ${link ? `[${shown}](${address(link)})` : shown}`
  }

  const small = fitting(facts.map(fact)).shown
  const first = paragraphs(outcome)
  const last = [...paragraphs(notes), ...fitting(links.map((link) => `<${address(text(link))}>`)).shown]
  // Last, because it is what can be long.
  const { head = [], rows = [] } = table ?? {}
  const cells = rows.slice(0, mostRows).map((row) => row.map((cell) => plain(text(cell), longestCell)))
  // A column that nothing is known for says nothing.
  const filled = head.flatMap((_, i) => (cells.some((row) => row[i]) ? [i] : []))
  const line = (row: readonly string[]) => `| ${filled.map((i) => row[i]).join(' | ')} |`
  const lines = fitting(cells.map(line), rows.length)
  const grid = [line(head.map(text)), line(head.map(() => '---')), ...lines.shown].join('\n')
  return [
    `### ${failed ? '❌' : '✅'} ${text(heading)}`,
    ...first,
    ...(rows.length > 0 ? [grid, ...lines.more] : []),
    ...last,
    ...(small.length > 0 ? [`<sub>${small.join(' · ')}</sub>`] : []),
    '',
  ].join('\n\n')
}

/**
 * All ASCII punctuation as character references, which read the same and are never markup. GitHub makes a mention, a
 * reference to an issue, an emoji or a mail address something of its own even so; a place where a line may break prevents it.
 */
function plain(text: string, longest: number): string {
  return shorten(withoutControls(text).trim(), longest)
    .replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`)
    .replace(/&#(?:35|58|64);/g, '$&<wbr>')
}

function address(link: string): string {
  return (URL.parse(link)?.href ?? '').replace(/[()<>|\\]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
}
