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

/** Text in a colour; plain where the output is not a terminal. */
function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout })
}

/** Prints a rule with a title in it. */
export function printTitle(title: string): void {
  console.log(`\n${paint('bold', `━━ ${title} ${'━'.repeat(Math.max(0, WIDTH - columns(title) - 4))}`)}`)
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
  const lines = text.trimEnd().split('\n')
  return lines.map((line) => ({ text: line }))
}

const shown: Record<string, [string, Style]> = { error: ['Error: ', 'red'], warning: ['Warning: ', 'yellow'] }

/** A step's log as the runner shows it: its commands are carried out, not shown. */
export function logLines(result: StepResult): Line[] {
  return linesOf(result.stdout + result.stderr).flatMap((text): Line[] => {
    const [command] = parseOutput(text).commands
    if (!command) return [{ text }]
    const [prefix, style] = shown[command.name] ?? []
    return style ? [{ text: prefix + command.data, style }] : []
  })
}

/** A job summary as it reads on the page: without tags and character references. */
export function summaryLines(markdown: string): Line[] {
  const text = markdown
    .replace(/\n\n+/g, '\n')
    .replace(/<\/?\w+>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
  return plain(text)
}

/** The requests that Feishu received and its responses, without tokens. */
export function requestLines(requests: readonly HandledRequest[]): Line[] {
  return requests.flatMap(({ method, path, body, response }): Line[] => [
    { text: `${method} ${path}`, style: 'bold' },
    ...(body ? [{ text: `  ${body}` }] : []),
    { text: `  → ${response?.status} ${response?.body.replace(/"t-\w+"/, '"t-…"')}`, style: 'dim' },
  ])
}

/** Breaks a line after a space or between members of JSON, so that links stay in one piece; the rest is indented. */
function wrap(line: string): string[] {
  const indent = `${/^ */.exec(line)?.[0] ?? ''}  `
  const pieces = ['']
  for (const word of line.split(/(?<=[ ，。、]|,(?=["{]))/)) {
    const last = pieces.pop() ?? ''
    const fits = last.trim() === '' || columns(last + word.trimEnd()) <= WIDTH - INDENT.length
    pieces.push(...(fits ? [last + word] : [last.trimEnd(), indent + word]))
  }
  return pieces
}

/** How many columns of a terminal a text takes: a Chinese character takes two. */
function columns(text: string): number {
  return text.length + (text.match(/[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60]/g)?.length ?? 0)
}
