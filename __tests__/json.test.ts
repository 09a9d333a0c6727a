import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { breakOf, parseExact, parseVerbatim, placeOf } from '../src/json.ts'

/** What V8 says of a text: where it breaks, if it names the place. */
function judged(text: string): { valid: boolean; message: string; position: number | undefined } {
  try {
    JSON.parse(text)
    return { valid: true, message: '', position: undefined }
  } catch (error) {
    const { message } = error as SyntaxError
    const position = /at position (\d+)/.exec(message)?.[1]
    return { valid: false, message, position: position === undefined ? undefined : Number(position) }
  }
}

const space = fc.constantFrom('', ' ', '\n', '\r\n\t')
const valid = fc.tuple(space, fc.json(), space).map((parts) => parts.join(''))
const token = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"a"',
  '"',
  '\\',
  '1',
  '-',
  '01',
  '1.',
  '1e',
  'true',
  'nul',
  ' ',
  '\n',
  'x',
  "'",
)
/** JSON with something put in, taken out or cut off; and heaps of tokens. */
const torn = fc.oneof(
  fc.tuple(valid, fc.nat(), fc.nat({ max: 2 }), token).map(([text, at, gone, put]) => {
    const place = at % (text.length + 1)
    return text.slice(0, place) + put + text.slice(place + gone)
  }),
  fc.tuple(valid, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
  fc.array(token, { maxLength: 8 }).map((tokens) => tokens.join('')),
)

describe('where a text stops being JSON', () => {
  test('is its end for what JSON.parse takes', () => {
    fc.assert(fc.property(valid, (text) => breakOf(text) === text.length))
  })

  test('is where JSON.parse says, or at the start of the literal it stumbles in', () => {
    fc.assert(
      fc.property(torn, (text) => {
        const { valid: taken, message, position } = judged(text)
        const at = breakOf(text)
        if (taken) return expect(at).toBe(text.length)
        const inLiteral = /string|escape|control character|number|Unexpected token/
        if (position !== undefined && !inLiteral.test(message)) expect([at, message]).toEqual([position, message])
        if (position !== undefined) expect(at).toBeLessThanOrEqual(position)
        // What stands before it is JSON so far.
        const before = judged(text.slice(0, at))
        if (before.position !== undefined) expect(before.position).toBe(at)
        return undefined
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['', 0],
    ['  ', 2],
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ["{'a':1}", 1],
    ['{"a":1}}', 7],
    ['[}', 1],
    ['{]', 1],
    ['[,1]', 1],
    ['{"a":', 5],
    ['"a', 0],
    ['"a\nb"', 0],
    ['01', 1],
    ['nulll', 4],
    ['{"a":1', 6],
    ['[1],', 3],
  ])('%j: %d', (text, at) => {
    expect(breakOf(text)).toBe(at)
  })
})

describe('a place', () => {
  test('counts lines and columns from 1', () => {
    expect(placeOf('a\n  b\r\nc', 4)).toEqual({ line: 2, column: 3, excerpt: 'b' })
    expect(placeOf('', 0)).toEqual({ line: 1, column: 1, excerpt: '' })
    expect(placeOf('a\n', 2)).toEqual({ line: 2, column: 1, excerpt: '' })
  })

  test('shows a window of a long line, and no other line', () => {
    const text = `private\n${'x'.repeat(100)}!${'y'.repeat(100)}\nprivate`
    expect(placeOf(text, 108)).toEqual({
      line: 2,
      column: 101,
      excerpt: `…${'x'.repeat(40)}!${'y'.repeat(39)}…`,
    })
  })
})

describe('numbers', () => {
  const digits = fc.stringMatching(/^-?[1-9]\d{0,60}$/)

  test('that are integers keep every digit', () => {
    fc.assert(
      fc.property(digits, (number) => {
        const safe = Number.isSafeInteger(Number(number))
        const kept = safe ? Number(number) : number
        expect(parseExact(`{"a":[${number}]}`)).toEqual({ a: [kept] })
        expect(JSON.stringify(parseVerbatim(`{"a":[${number}]}`))).toBe(`{"a":[${safe ? number : `"${number}"`}]}`)
      }),
    )
  })

  test('of any other form keep their spelling where they are written again', () => {
    const number = fc.stringMatching(/^-?(0|[1-9]\d{0,20})\.\d{1,30}([eE][+-]?\d{1,3})?$/)
    fc.assert(fc.property(number, (text) => JSON.stringify(parseVerbatim(`[${text}]`)) === `[${text}]`))
  })

  test('and everything else is what JSON.parse says', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        if (/\d{16}|[\d.][eE]/.test(text)) return
        expect(parseExact(text)).toEqual(JSON.parse(text))
        expect(JSON.stringify(parseVerbatim(text))).toBe(
          text.includes('-0') ? expect.anything() : JSON.stringify(JSON.parse(text)),
        )
      }),
    )
  })
})
