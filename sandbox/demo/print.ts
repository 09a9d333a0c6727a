import { styleText } from 'node:util'
import type { HandledRequest } from '../feishu.ts'
import { linesOf, parseOutput } from '../runner/commands.ts'
import type { StepResult } from '../runner/step.ts'

/** Columns the demo keeps to. */
const WIDTH = 100
const INDENT = '    '

type Style = 'bold' | 'cyan' | 'dim' | 'green' | 'red' | 'yellow'

/** A line to print; a style is put on after it is broken at the right margin. */
export interface Line {
  text: string
  style?: Style
}

/** Text in a colour; plain where the output is no terminal. */
function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout })
}

export function printTitle(title: string): void {
  console.log(`\n${paint('bold', `━━ ${title} ${'━'.repeat(Math.max(0, WIDTH - title.length - 4))}`)}`)
}

/** Prints a headline with lines under it. */
export function printBlock(headline: string, lines: readonly Line[]): void {
  console.log(`\n  ${paint('cyan', headline)}`)
  for (const { text, style } of lines) {
    for (const piece of text.split('\n').flatMap(wrap)) console.log(INDENT + (style ? paint(style, piece) : piece))
  }
}

/** Lines without a style. */
export function plain(text: string): Line[] {
  return text.trim() === ''
    ? []
    : text
        .replace(/\n+$/, '')
        .split('\n')
        .map((line) => ({ text: line }))
}

/** A step's log as the runner shows it: its commands are carried out, not shown. */
export function logLines(result: StepResult): Line[] {
  return linesOf(result.stdout + result.stderr).flatMap((text): Line[] => {
    const [command] = parseOutput(text).commands
    switch (command?.name) {
      case undefined:
        return [{ text }]
      case 'error':
        return [{ text: `Error: ${command?.data}`, style: 'red' }]
      case 'warning':
        return [{ text: `Warning: ${command?.data}`, style: 'yellow' }]
      case 'notice':
        return [{ text: `Notice: ${command?.data}` }]
      case 'group':
        return [{ text: `▾ ${command?.data}` }]
      default:
        return []
    }
  })
}

/** A job summary as it reads on the page: without tags, character references and the tables' rulers. */
export function summaryLines(markdown: string): Line[] {
  const text = markdown
    .replace(/^\|[ |-]*\|\n/gm, '')
    .replace(/<\/?\w+>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  return plain(text)
}

/** The requests that Feishu saw and what it answered, without the token itself. */
export function visitLines(requests: readonly HandledRequest[]): Line[] {
  return requests.flatMap(({ method, path, headers, body, response }): Line[] => {
    const authorization = headers.authorization?.replace(/^(Bearer [tu]-).*$/, '$1…')
    return [
      { text: `${method} ${path}`, style: 'bold' },
      ...(authorization ? [{ text: `  Authorization: ${authorization}` }] : []),
      ...(body ? [{ text: `  ${body}` }] : []),
      { text: `  → ${response?.status} ${response?.body}`, style: 'dim' },
    ]
  })
}

/** Breaks a line after a space, comma or slash if one is near the margin, else right there; the rest is indented. */
function wrap(line: string): string[] {
  const width = WIDTH - INDENT.length
  const indent = `${/^ */.exec(line)?.[0] ?? ''}  `
  const pieces: string[] = []
  let rest = line
  while (rest.length > width) {
    const near = /^.*[ ,/]/s.exec(rest.slice(0, width))?.[0].length ?? 0
    const end = near > width / 2 ? near : width
    pieces.push(rest.slice(0, end).trimEnd())
    rest = indent + rest.slice(end).trimStart()
  }
  return [...pieces, rest]
}
