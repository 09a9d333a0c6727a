import { isObject } from '../json.ts'

/** A member that should be an object; an empty one where it is not. */
export function memberOf(value: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  const member = value[name]
  return isObject(member) ? member : {}
}

/**
 * Text where Feishu documents text; a number there gives its digits.
 * @returns undefined for anything else
 */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : undefined
}

/** The same as a list, without what says nothing. */
export function texts(value: unknown): string[] {
  const text = textOf(value)
  return text ? [text] : []
}

/** The objects of a list. */
export function objects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** `error`, and `data.error`, which base/v3 has (seen). */
export function errorsIn(body: Readonly<Record<string, unknown>>): [Record<string, unknown>, Record<string, unknown>] {
  return [memberOf(body, 'error'), memberOf(memberOf(body, 'data'), 'error')]
}
