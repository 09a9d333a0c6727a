import { getInput } from '@actions/core'
import { defaults, type InputName } from './contract.ts'
import { segmentFault } from './feishu/path.ts'

/** An input that cannot be what the user means. Its message names the input, what it got and what it wants. */
export class InputError extends Error {}

/**
 * Says what is wrong with an input.
 * @param got a description, or the value where it is nobody's secret
 * @param wants what would be right
 */
export function wrong(name: InputName, got: string, wants: string): InputError {
  return new InputError(`Input ${name}: got ${got}; it wants ${wants}.`)
}

/** A value in quotes, cut to what a person needs to recognise it. */
export function quoted(value: string): string {
  return `"${value.length > 100 ? `${value.slice(0, 100)}…` : value}"`
}

/** The input without the space around it, or its default; '' where it is not given. */
export function text(name: InputName): string {
  return getInput(name) || (defaults[name] ?? '')
}

/** The input as written, space and all; '' where there is nothing but space. */
export function verbatim(name: InputName): string {
  return getInput(name) && getInput(name, { trimWhitespace: false })
}

/**
 * An id that becomes part of a path, or that Feishu compares letter by letter.
 * @throws InputError where it is missing, cannot stand in a path, or lost its digits
 */
export function id(name: InputName, wants: string): string {
  const value = text(name)
  if (value === '') throw wrong(name, 'nothing', wants)
  return checkedId(name, value, wants)
}

/** The same for a value that is at hand. */
export function checkedId(name: InputName, value: string, wants: string): string {
  assertDigits(name, value)
  const fault = segmentFault(value)
  if (fault) throw wrong(name, `${quoted(value)}: ${fault}`, wants)
  return value
}

/** YAML reads a long number without quotes as a float: by the time it is here, its last digits are lost. */
export function assertDigits(name: InputName, value: string): void {
  if (/^-?\d+(\.\d+)?E\+?\d+$/i.test(value)) {
    throw wrong(name, `${quoted(value)}, a number that has lost digits`, 'the id as text: put quotes around it')
  }
}

/** One value a line; empty lines and repeated ones count for nothing. */
export function lines(name: InputName): string[] {
  const values = text(name)
    .split('\n')
    .map((line) => line.trim())
  return [...new Set(values)].filter((line) => line !== '')
}

/**
 * One of a few words, in any case.
 * @returns the word as `allowed` spells it
 */
export function word<Word extends string>(name: InputName, allowed: readonly Word[]): Word {
  const value = text(name)
  const found = allowed.find((each) => each.toLowerCase() === value.toLowerCase())
  if (found === undefined) throw wrong(name, value === '' ? 'nothing' : quoted(value), allowed.join(' or '))
  return found
}

/** `true` or `false`, spelled as YAML 1.2 allows. */
export function flag(name: InputName): boolean {
  const value = text(name)
  if (['true', 'True', 'TRUE'].includes(value)) return true
  if (['false', 'False', 'FALSE'].includes(value)) return false
  throw wrong(name, quoted(value), 'true or false')
}

/** The longest delay a timer takes, 2^31 - 1 ms, in whole seconds. */
const longestTimer = 2_147_483

/** A positive number of seconds, fractions too. */
export function seconds(name: InputName): number {
  const value = text(name)
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : 0
  if (number > 0 && number <= longestTimer) return number
  throw wrong(name, quoted(value), `a number of seconds above 0 and up to ${longestTimer}`)
}

/** A whole number from 1 to `most`. */
export function count(name: InputName, most: number): number {
  const value = text(name)
  const number = /^\d+$/.test(value) ? Number(value) : 0
  if (number >= 1 && number <= most) return number
  throw wrong(name, quoted(value), `a whole number from 1 to ${most}`)
}
