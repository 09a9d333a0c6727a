import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isObject, parseExact, parseVerbatim } from '../src/json.ts'

describe('numbers', () => {
  const digits = fc.stringMatching(/^-?[1-9]\d{0,60}$/, { size: 'max' })

  test('that are integers keep every digit', () => {
    fc.assert(
      fc.property(digits, (number) => {
        const safe = Number.isSafeInteger(Number(number))
        expect(parseExact(`{"a":[${number}]}`)).toEqual({ a: [safe ? Number(number) : number] })
        expect(JSON.stringify(parseVerbatim(`{"a":[${number}]}`))).toBe(`{"a":[${safe ? number : `"${number}"`}]}`)
      }),
    )
  })

  test('of any other form keep their spelling where they are written again', () => {
    const number = fc.stringMatching(/^-?(0|[1-9]\d{0,20})\.\d{1,30}([eE][+-]?\d{1,3})?$/, { size: 'max' })
    fc.assert(fc.property(number, (text) => JSON.stringify(parseVerbatim(`[${text}]`)) === `[${text}]`))
  })

  test('and everything else are what JSON.parse says', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        fc.pre(!/\d{16}|[\d.][eE]|-0/.test(text))
        expect(parseExact(text)).toEqual(JSON.parse(text))
        expect(JSON.stringify(parseVerbatim(text))).toBe(JSON.stringify(JSON.parse(text)))
      }),
    )
  })
})

test('isObject is true for objects alone', () => {
  expect([{}, [], null, 'x', 1, undefined].map(isObject)).toEqual([true, false, false, false, false, false])
})
