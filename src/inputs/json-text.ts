import { isObject, parseExact } from '../json.ts'
import { type Expected, type JsonError, StepError } from '../messages/index.ts'
import { hasInvisible } from '../text.ts'
import { locate } from './place.ts'
import type { InputName } from './read.ts'

/** JSON text as it is sent, and what it holds. */
export interface ObjectText {
  text: string
  value: Record<string, unknown>
}

/** Deeper values would overflow the stack of whoever reads them; no flow needs this much. */
export const deepest = 100

/**
 * Reads a JSON object and keeps its text.
 * @throws StepError where it is not JSON, with the place of the error
 */
export function parseObject(name: InputName, text: string, expected: Expected): ObjectText {
  const value = parseValue(name, text)
  // The text itself may be private.
  if (!isObject(value)) throw new StepError({ message: 'otherJson', input: name, expected })
  return { text, value }
}

/** Any JSON value. */
export function parseValue(name: InputName, text: string): unknown {
  try {
    // What visits each value, as parseExact may, is called as deeply as they are nested.
    if (isDeeper(JSON.parse(text), deepest)) throw new StepError({ message: 'tooDeep', input: name, deepest })
    return parseExact(text)
  } catch (error) {
    if (error instanceof StepError) throw error
    const offset = jsonErrorOffset(text)
    throw new StepError({ message: 'invalidJson', input: name, error: errorAt(text[offset]), ...locate(text, offset) })
  }
}

/** @param character where the text is no longer JSON; undefined where it ends too early */
function errorAt(character = ''): JsonError | undefined {
  if (/[/#]/.test(character)) return 'comment'
  if (/[^\S ]|[“”‘’„＂＇：，｛｝［］【】「」]/.test(character) || hasInvisible(character)) return 'punctuation'
  return /[\w"'$\\]/.test(character) ? 'text' : undefined
}

/** True where arrays and objects are nested more than this many levels deep. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1))
}

/** Literals as ECMA-404 writes them; sticky, so that they are tried at one place only. */
const stringPiece = /[ !#-[\]-\uffff]{1,1000}|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const otherLiteral = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const notSpace = /[^ \t\n\r]/g

/**
 * Finds where a text is no longer JSON. JSON.parse tells this for some errors only.
 * @returns the offset of the first character that is not allowed there; the text's length where it ends too early
 */
export function jsonErrorOffset(text: string): number {
  const open: ('{' | '[')[] = []
  let at = 0
  let expected: 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' = 'value'
  for (;;) {
    notSpace.lastIndex = at
    at = notSpace.test(text) ? notSpace.lastIndex - 1 : text.length
    const next = text[at]
    const inside = open.at(-1)
    if (expected === 'colon') {
      if (next !== ':') return at
      expected = 'value'
    } else if (expected === 'comma or end' && next === ',' && inside !== undefined) {
      expected = inside === '{' ? 'key' : 'value'
    } else if (
      (next === '}' && inside === '{' && (expected === 'comma or end' || expected === 'key or }')) ||
      (next === ']' && inside === '[' && (expected === 'comma or end' || expected === 'value or ]'))
    ) {
      open.pop()
      expected = 'comma or end'
    } else if (expected === 'comma or end') {
      return at
    } else if ((next === '{' || next === '[') && (expected === 'value' || expected === 'value or ]')) {
      open.push(next)
      expected = next === '{' ? 'key or }' : 'value or ]'
    } else {
      const key: boolean = expected === 'key' || expected === 'key or }'
      const end = next === '"' ? endOfString(text, at) : key ? at : endOf(otherLiteral, text, at)
      if (end === at) return at
      at = end
      expected = key ? 'colon' : 'comma or end'
      continue
    }
    at += 1
  }
}

/** @returns where the string that begins at `at` ends; `at` where it does not */
function endOfString(text: string, at: number): number {
  let end = at + 1
  for (let next = endOf(stringPiece, text, end); next !== end; next = endOf(stringPiece, text, end)) end = next
  return text[end] === '"' ? end + 1 : at
}

function endOf(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at
  return sticky.test(text) ? sticky.lastIndex : at
}

/**
 * Adds one member to a JSON object and leaves every other byte as it is.
 * @param member its value, as JSON text
 */
export function withMember({ text, value }: ObjectText, name: string, member: string): string {
  const end = text.lastIndexOf('}')
  const comma = Object.keys(value).length > 0 ? ', ' : ''
  return `${text.slice(0, end)}${comma}${JSON.stringify(name)}: ${member}${text.slice(end)}`
}

/** Values that a person could be recognised by: all of them, however deep. Names of members say nothing. */
export function sensitiveValues(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(sensitiveValues)
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : []
}
