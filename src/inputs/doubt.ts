import type { ParamsDoubt } from '../messages/index.ts'

/** What may be meant otherwise, and where. */
export interface Doubt {
  kind: ParamsDoubt
  /** In UTF-16 units. */
  offset: number
}

/**
 * Part of a regular expression: a number of 16 digits or more, of which GitHub writes 15 as in 7.30887123456789E+18
 * (actions/runner: NumberToken). JavaScript writes no exponent below 21; other languages do.
 */
export const roundedNumber = String.raw`-?\d(?:\.\d+)?(?:E\+\d+|e\+(?:1[5-9]|20))`

/** What an expression becomes that is no text: GitHub writes a list or an object as one word. */
const expressionResult = `(?:(${roundedNumber})|Object|Array)`
const wholeValue = new RegExp(`^${expressionResult}$`)
const jsonValue = new RegExp(String.raw`([[:,]\s*"?)${expressionResult}(?="?\s*[,\]}])`, 'g')

/** A doubt about a value, whether it is in quotes or not. */
export function doubtOf(value: string): ParamsDoubt | undefined {
  const match = wholeValue.exec(value)
  return match ? kindOf(match[1]) : undefined
}

/** Doubts about the values in JSON text, where a number still is as it was written. */
export function doubtsInJson(text: string): Doubt[] {
  return [...text.matchAll(jsonValue)].map(({ 1: before = '', 2: number, index }) => ({
    kind: kindOf(number),
    offset: index + before.length,
  }))
}

function kindOf(number: string | undefined): ParamsDoubt {
  return number === undefined ? 'objectAsText' : 'rounded'
}

/** GitHub evaluates expressions in the workflow, not in a file that it names. */
export function expressionsIn(text: string): Doubt[] {
  return [...text.matchAll(/\$\{\{.*?\}\}/g)].map(({ index }) => ({ kind: 'expression', offset: index }))
}
