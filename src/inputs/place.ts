/** A place in a text a person wrote: line and column count from 1. */
export interface Place {
  line: number
  column: number
  /** That line alone, cut to a window around the place: the rest of the text may be private. */
  excerpt: string
}

/** @param offset in UTF-16 units */
export function locate(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  const begin = before.lastIndexOf('\n') + 1
  const column = offset - begin + 1
  const complete = text.slice(begin).replace(/[\r\n].*$/s, '')
  const start = Math.max(0, column - 41)
  const excerpt = `${start > 0 ? '…' : ''}${complete.slice(start, start + 80)}${complete.length > start + 80 ? '…' : ''}`
  return { line: before.split('\n').length, column, excerpt: excerpt.trim() }
}
