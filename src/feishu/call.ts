import type { Answer } from './answer.ts'

type IsDuplicate = (answer: Answer, isListed: (code: number) => boolean) => boolean

/** May a request be sent again when nobody knows whether the first one was carried out? */
export type Repeat =
  /** Reads, and writes that set a state: the second time changes nothing. */
  | { safe: 'always' }
  /** Starts something: only under the same idempotent_key, by which Feishu refuses the second one. */
  | { safe: 'with key'; idempotent_key: string; isDuplicate: IsDuplicate }

/** One request to the Open Platform, declared. */
export interface Call {
  /** What a message calls it: `update-workflow`, `wiki node look-up`. */
  name: string
  method: 'GET' | 'POST' | 'PUT'
  /** Path and query, already encoded. */
  path: string
  /** JSON text; none for a GET. */
  body?: string
  repeat: Repeat
}

/**
 * Whether an answer refuses a call because its key was used before.
 * @param isListed whether the error table has a code, and so knows what it means
 */
export function isDuplicate({ repeat }: Call, answer: Answer, isListed: (code: number) => boolean): boolean {
  return repeat.safe === 'with key' && repeat.isDuplicate(answer, isListed)
}
