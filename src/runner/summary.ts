import { appendFileSync } from 'node:fs'
import type { Row, Table } from '../operations/operation.ts'
import { withoutControls } from './log.ts'

/** What a job summary tells of a step. */
export interface Summary {
  heading: string
  rows: readonly Row[]
  table?: Table | undefined
  /** Sentences under the rows. */
  notes: readonly string[]
  links: readonly string[]
}

/** GitHub drops a step's summary over 1 MiB; a table this long is nothing to read anyway. */
const mostRows = 500
const longestCell = 500
const longestNote = 4000

/**
 * Appends to the job summary, where the runner has one.
 * @throws Error where its file cannot be written
 */
export function writeSummary(summary: Summary): void {
  const file = process.env.GITHUB_STEP_SUMMARY
  if (file) appendFileSync(file, markdown(summary))
}

/** The summary as GitHub Flavored Markdown; no text in it can become markup, a mention or a link of its own. */
export function markdown({ heading, rows, table, notes, links }: Summary): string {
  const facts = rows.map(({ label, value, link }) => [label, link ? `[${code(value)}](${address(link)})` : code(value)])
  return [
    `### ${heading}`,
    ...(facts.length > 0 ? [grid(['name', 'value'], facts)] : []),
    ...(table
      ? [
          grid(
            table.head,
            table.rows.slice(0, mostRows).map((row) => row.map(code)),
          ),
        ]
      : []),
    ...(table && table.rows.length > mostRows ? [`… and ${table.rows.length - mostRows} more.`] : []),
    ...(notes.length > 0 ? [`<pre>${notes.map(html).join('\n')}</pre>`] : []),
    ...links.map((link) => `<${address(link)}>`),
    '',
  ].join('\n\n')
}

function grid(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A code span is read by nobody as markup; a text that could end it, or the cell, is spelled out instead. */
function code(text: string): string {
  const line = withoutControls(text).trim()
  if (line === '') return ''
  return /^[^`|\\<>&]+$/.test(line) && line.length <= longestCell ? `\`${line}\`` : `<code>${spelledOut(line)}</code>`
}

/**
 * Inline: all ASCII punctuation as character references, which read the same and are never markup. A mail address is
 * made a link even so; a place where a line may break stands in its way.
 */
function spelledOut(text: string): string {
  const spelled = cut(text, longestCell).replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`)
  return spelled.replaceAll('&#64;', '&#64;<wbr>')
}

/** In an HTML block, where only HTML is read; it scrolls sideways, so lines are broken before they get long. */
function html(text: string): string {
  const line = cut(text, longestNote).trim()
  const lines = line.length > 100 ? line.replace(/(?=.{101})(.{1,100})\s+/g, '$1\n') : line
  return lines.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`)
}

function cut(text: string, longest: number): string {
  const line = withoutControls(text)
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}

function address(link: string): string {
  return (URL.parse(link)?.href ?? '').replace(/[()<>|\\]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
}
