/** JSON text whose numbers keep every digit, and where such text breaks. */

/** A place in a text a person wrote: line and column count from 1, `excerpt` is that line alone. */
export interface Place {
  line: number
  column: number
  excerpt: string
}

/** A literal as ECMA-404 writes it; sticky, so that it is tried at one place only. */
const scalar =
  /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const space = /[ \t\n\r]*/y
const longDigits = /\d{16}/

/**
 * Parses JSON and loses no digit: an integer beyond 2^53 becomes a string of its digits.
 * @param text JSON text, as a server wrote it
 * @returns the value; a number where it is safe, else its digits as a string
 * @throws SyntaxError where the text is not JSON
 */
export function parseExact(text: string): unknown {
  // The reviver visits every value; most answers have no long number and need none of it.
  return longDigits.test(text)
    ? JSON.parse(text, (_key, value, { source }) => exactInteger(value, source))
    : JSON.parse(text)
}

/**
 * Like {@link parseExact}, for a value that is written out as JSON again: every other number keeps its own spelling too.
 * @param text JSON text
 * @returns a value for JSON.stringify alone: its numbers are raw JSON
 * @throws SyntaxError where the text is not JSON
 */
export function parseVerbatim(text: string): unknown {
  return JSON.parse(text, (_key, value, { source }) => {
    const exact = exactInteger(value, source)
    return typeof exact === 'number' && source !== undefined ? JSON.rawJSON(source) : exact
  })
}

function exactInteger(value: unknown, source: string | undefined): unknown {
  const rounded = typeof value === 'number' && !Number.isSafeInteger(value)
  return rounded && source !== undefined && /^-?\d+$/.test(source) ? source : value
}

/** True for what JSON calls an object: neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Finds where a text stops being JSON. JSON.parse tells this for some faults only.
 * @param text any text
 * @returns the offset of the first character that cannot stand there; the text's length where it ends too early
 */
export function breakOf(text: string): number {
  const open: ('{' | '[')[] = []
  let at = 0
  let wanted: 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' = 'value'
  for (;;) {
    space.lastIndex = at
    space.test(text)
    at = space.lastIndex
    const next = text[at]
    const inside = open.at(-1)
    if (wanted === 'colon') {
      if (next !== ':') return at
      wanted = 'value'
    } else if (wanted === 'comma or end' && next === ',' && inside !== undefined) {
      wanted = inside === '{' ? 'key' : 'value'
    } else if (
      (next === '}' && inside === '{' && (wanted === 'comma or end' || wanted === 'key or }')) ||
      (next === ']' && inside === '[' && (wanted === 'comma or end' || wanted === 'value or ]'))
    ) {
      open.pop()
      wanted = 'comma or end'
    } else if (wanted === 'comma or end') {
      return at
    } else if ((next === '{' || next === '[') && (wanted === 'value' || wanted === 'value or ]')) {
      open.push(next)
      wanted = next === '{' ? 'key or }' : 'value or ]'
    } else {
      const key: boolean = wanted === 'key' || wanted === 'key or }'
      scalar.lastIndex = at
      if ((key && next !== '"') || !scalar.test(text)) return at
      at = scalar.lastIndex
      wanted = key ? 'colon' : 'comma or end'
      continue
    }
    at += 1
  }
}

/**
 * Names an offset the way a person finds it.
 * @param text the whole text
 * @param offset a place in it, in UTF-16 units
 * @returns line, column, and that line cut to a window round the place: the rest of the text may be private
 */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  const begin = before.lastIndexOf('\n') + 1
  const column = offset - begin + 1
  const whole = text.slice(begin).replace(/[\r\n].*$/s, '')
  const start = Math.max(0, column - 41)
  const excerpt = `${start > 0 ? '…' : ''}${whole.slice(start, start + 80)}${whole.length > start + 80 ? '…' : ''}`
  return { line: before.split('\n').length, column, excerpt: excerpt.trim() }
}
