import type { At } from '../messages/index.ts'

/** @param offset in UTF-16 units */
export function locate(text: string, offset: number): At {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
