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

/** What a job summary tells about a step. */
export interface Summary {
  heading: Message
  rows: readonly Row[]
  table?: Table
  /** Sentences below the rows. */
  notes: readonly Message[]
  links: readonly Message[]
  /** The page that explains an error. */
  docs?: Message
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
export function markdown({ heading, rows, table, notes, links, docs }: Summary, text: (cell: Cell) => string): string {
  let bytesLeft = mostBytes
  /** As many of the lines as there is room for, and how many are left out. */
  function fitting(lines: readonly string[], total = lines.length): { shown: string[]; more: string[] } {
    const shown = lines.filter((line) => {
      bytesLeft -= Buffer.byteLength(line) + 1
      return bytesLeft >= 0
    })
    const count = total - shown.length
    return { shown, more: count > 0 ? [text({ message: 'moreRows', count })] : [] }
  }

  const facts = rows.map(({ label, value, link }) => {
    const shown = code(text(value))
    return row([text(label), link ? `[${shown}](${address(link)})` : shown])
  })
  const shownFacts = fitting(facts)
  const shownNotes = fitting(notes.map((note) => html(text(note))))
  const shownLinks = fitting([...links, ...(docs ? [docs] : [])].map((link) => `<${address(text(link))}>`))
  // Last, because it is what can be long.
  const cells = table?.rows.slice(0, mostRows).map((cells) => row(cells.map((cell) => code(text(cell))))) ?? []
  const shownRows = fitting(cells, table?.rows.length)
  return [
    `### ${text(heading)}`,
    ...(facts.length > 0
      ? [grid([text({ message: 'headName' }), text({ message: 'headValue' })], shownFacts.shown), ...shownFacts.more]
      : []),
    ...(table ? [grid(table.head.map(text), shownRows.shown), ...shownRows.more] : []),
    ...(notes.length > 0 ? [`<pre>${shownNotes.shown.join('\n')}</pre>`, ...shownNotes.more] : []),
    ...shownLinks.shown,
    ...shownLinks.more,
    '',
  ].join('\n\n')
}

function grid(head: readonly string[], rows: readonly string[]): string {
  return [row(head), row(head.map(() => '---')), ...rows].join('\n')
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** Nothing in a code span is markup; a text that could end it, or the cell, is written in character references instead. */
function code(text: string): string {
  const line = withoutControls(text).trim()
  if (line === '') return ''
  return /^[^`|\\<>&]+$/.test(line) && line.length <= longestCell ? `\`${line}\`` : `<code>${spelledOut(line)}</code>`
}

/**
 * Inline: all ASCII punctuation as character references, which read the same and are never markup. A mail address becomes
 * a link even so; a place where a line may break prevents it.
 */
function spelledOut(text: string): string {
  const spelled = shorten(withoutControls(text), longestCell).replace(
    /[!-/:-@[-`{-~]/g,
    (mark) => `&#${mark.charCodeAt(0)};`,
  )
  return spelled.replaceAll('&#64;', '&#64;<wbr>')
}

/**
 * In an HTML block, where only HTML is read; it scrolls sideways, so lines are broken before they get long: at spaces,
 * and after the punctuation of Chinese, whose characters are wider and have no spaces between them.
 */
function html(text: string): string {
  const line = shorten(withoutControls(text), longestNote).trim()
  const lines = /[\u4e00-\u9fff]/.test(line)
    ? line.replace(/(?=.{61})(.{1,60})(?:\s+|(?<=[，。；：、]))/g, '$1\n')
    : line.replace(/(?=.{91})(.{1,90})\s+/g, '$1\n')
  return lines.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`)
}

function address(link: string): string {
  return (URL.parse(link)?.href ?? '').replace(/[()<>|\\]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
}
