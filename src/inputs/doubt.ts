import type { ParamsDoubt } from '../messages/index.ts'

/** What may be meant otherwise, and where. */
export interface Doubt {
  kind: ParamsDoubt
  /** In UTF-16 units. */
  offset: number
}

/**
 * What an expression becomes that is no text: of a number, GitHub writes 15 digits; of a list or an object, one word
 * (actions/runner: src/Sdk/DTExpressions2, NumberToken and EvaluationResult).
 */
const expressionResult = String.raw`(?:(-?\d(?:\.\d+)?E\+\d+)|Object|Array)`
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
