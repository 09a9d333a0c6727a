import { memberOf } from '../../feishu/body.ts'
import type { FeishuResponse } from '../../feishu/response.ts'
import { parseVerbatim } from '../../json.ts'

/** The `data` of a response. An integer beyond 2^53 is a string: `fromJSON` would round it. */
export interface Data {
  /** An object, as a rule. For JSON.stringify alone: its numbers keep their spelling. */
  value: unknown
  /** As JSON. */
  text: string
}

/** @returns undefined where it is so deeply nested that its conversion overflows the stack, and for a file */
export function readData({ text }: FeishuResponse): Data | undefined {
  try {
    const { data } = memberOf({ response: parseVerbatim(text) }, 'response')
    return dataOf(data ?? {})
  } catch {
    return undefined
  }
}

/** @param value to be written as JSON */
export function dataOf(value: unknown): Data {
  return { value, text: JSON.stringify(value) }
}
