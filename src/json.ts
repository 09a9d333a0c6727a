/** JSON whose numbers keep every digit. */

declare global {
  // ES2026 "JSON.parse source text access", which Node 24 has and TypeScript's libraries do not describe yet.
  interface JSON {
    parse(
      text: string,
      reviver: (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown,
    ): unknown
    rawJSON(text: string): object
    isRawJSON(value: unknown): boolean
  }
}

const longDigits = /\d{16}/

/**
 * Parses JSON and loses no digit: an integer beyond 2^53 becomes a string of its digits.
 * @param text JSON text, as a server wrote it
 * @throws SyntaxError where the text is not JSON
 */
export function parseExact(text: string): unknown {
  // The reviver visits every value; most responses have no long number and need none of it.
  return longDigits.test(text)
    ? JSON.parse(text, (_key, value, { source }) => exactInteger(value, source))
    : JSON.parse(text)
}

/** The same; undefined where the text is not JSON. */
export function parseOrUndefined(text: string): unknown {
  try {
    return parseExact(text)
  } catch {
    return undefined
  }
}

/**
 * Like {@link parseExact}, for a value that is written as JSON again: every other number keeps its own spelling too.
 * @returns a value for JSON.stringify alone: its numbers are raw JSON
 * @throws SyntaxError where the text is not JSON
 */
export function parseVerbatim(text: string): unknown {
  return JSON.parse(text, (_key, value, { source }) => {
    const exact = exactInteger(value, source)
    return typeof exact === 'number' && source !== undefined ? JSON.rawJSON(source) : exact
  })
}

/**
 * Parses JSON whose primitive values are written as JSON again just as they were spelled.
 * @returns a value for JSON.stringify alone
 * @throws SyntaxError where the text is not JSON
 */
export function parseSpelled(text: string): unknown {
  return JSON.parse(text, (_key, value, { source }) => (source === undefined ? value : JSON.rawJSON(source)))
}

function exactInteger(value: unknown, source: string | undefined): unknown {
  const rounded = typeof value === 'number' && !Number.isSafeInteger(value)
  return rounded && source !== undefined && /^-?\d+$/.test(source) ? source : value
}

/** True for what JSON calls an object: neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
