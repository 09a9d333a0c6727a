import type { Scalar } from 'yaml'
import type { YamlError, YamlErrorKind } from '../messages/index.ts'
import { hasInvisible } from '../text.ts'

/** Why YAML is refused, and where. */
export interface Invalid {
  error: YamlError
  /** In UTF-16 units. */
  offset: number
}

/** @param offset in UTF-16 units */
export function invalid(kind: YamlErrorKind, offset: number): Invalid {
  return { error: { kind }, offset }
}

/** A library breaks a text at 80 columns; whoever ends a line before this one means a line. */
const shortLine = 60

/** A Chinese keyboard's colon after a key makes the line plain text. */
const fullWidthColon = /^[^\s：:]+[ \u3000]?：/
/** What opens JSON on a Chinese keyboard. */
const fullWidthBracket = /^[｛［]/
/** `Version:v1`, but not `12:30`, `repo/app:v1` or `https://…`; other white space than YAML's is no space after it. */
const colonWithoutSpace = /^(?:(?!\d+:)[^\s:：/\\@"']+:[^ \t\r\n:/\\]|("[^"]*"|'[^']*'):\S)/
const listItem = /^(?:[-*+•－–—]|\d+[.)])\s/
const dashWithoutSpace = /^-[^\s\d.-]/
/** White space that YAML takes for letters. */
const blank = /[^\S \t\r\n]/

/** What keeps a line from being an entry of a mapping or a list. */
export function entryProblem(line: string): YamlErrorKind | undefined {
  const entry = line.replace(/^(?:[ \t]|-[ \t])+/, '')
  if (startsBlank(entry)) return 'blank'
  if (fullWidthBracket.test(entry)) return 'fullWidthBracket'
  if (fullWidthColon.test(entry)) return 'fullWidthColon'
  if (colonWithoutSpace.test(entry)) return 'colonWithoutSpace'
  return dashWithoutSpace.test(entry) ? 'dashWithoutSpace' : undefined
}

function startsBlank(text: string): boolean {
  const [first = ''] = text
  return blank.test(first) || hasInvisible(first)
}

/** @param key a plain scalar */
export function misreadKey(key: Scalar): YamlErrorKind | undefined {
  const name = String(key.value)
  if (name === '') return 'notAnEntry'
  if (fullWidthBracket.test(name)) return 'fullWidthBracket'
  return startsBlank(name) || blank.test(name.slice(-1)) || /\p{Cf}$/u.test(name) ? 'blank' : undefined
}

/**
 * Reads a value line by line, as a person does.
 * @param text the whole YAML
 * @param start where the value begins: a plain scalar of a mapping or a list in block style
 * @param end where it ends
 */
export function misreadValue(text: string, start: number, end: number): Invalid | undefined {
  const line = lineStart(text, start)
  const isBelow = text.slice(line, start).trim() === ''
  let offset = isBelow ? lineStart(text, line - 1) : line
  let above = ''
  for (const [index, line] of text.slice(offset, end).split('\n').entries()) {
    const entry = line.replace(/^[ \t]+/, '')
    const at = offset + line.length - entry.length
    const [word = ''] = entry.split(/\s/, 1)
    if (index > 0 && above.trimEnd().length + word.length < shortLine) {
      const problem = entryProblem(entry)
      if (at === start && problem) return invalid(problem, at)
      if (at > start && (problem || listItem.test(entry))) return invalid('foldedEntry', at)
    }
    offset += line.length + 1
    above = line
  }
  return undefined
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}
