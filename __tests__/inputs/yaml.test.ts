import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { mappingText } from '../src/yaml.ts'

function json(text: string): string {
  const read = mappingText(text)
  return 'json' in read ? read.json : `${read.fault} at ${read.offset}`
}

describe('a YAML mapping', () => {
  test('of any JSON value reads back as that value', () => {
    const value = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }))
    fc.assert(
      fc.property(value, (written) => {
        // JSON has no -0 either: JSON.stringify writes it as 0.
        const plain = JSON.parse(JSON.stringify(written))
        expect(JSON.parse(json(stringify(plain, { aliasDuplicateObjects: false })))).toEqual(plain)
      }),
    )
  })

  test('keeps any text in double quotes', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 }).filter((value) => value.isWellFormed())
    fc.assert(
      fc.property(text, (written) => {
        expect(JSON.parse(json(`a: ${JSON.stringify(written)}`))).toEqual({ a: written })
      }),
      { numRuns: 50 },
    )
  })

  test('makes a number only of what reads back the same', () => {
    const numeric = fc.stringMatching(/^[-+]?[\d._]{1,25}([eE][-+]?\d{1,4})?$/)
    fc.assert(
      fc.property(numeric, (text) => {
        const read = json(`a: ${text}`)
        const number = read === `{"a":${text}}`
        if (!number) expect(read).toBe(`{"a":${JSON.stringify(text)}}`)
        const integer = /^-?\d+$/.test(text) && BigInt(text).toString() === text
        expect(number).toBe(integer || String(Number(text)) === text)
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['[1]', 'YAML that is no mapping at 0'],
    ['', 'YAML that is no mapping at 0'],
    ['# nothing', 'YAML that is no mapping at 0'],
    ['? [a]\n: b', 'YAML with a key that is no text at 2'],
    ['x: &x b\n? *x\n: c', 'YAML with a key that is no text at 10'],
    ['a: *x', 'YAML with an alias that names no anchor at 3'],
    ['a: **bold**', 'YAML with an alias that names no anchor at 3'],
    ['a: &a [*a]', 'YAML that is too large or too deep at 6'],
    ['a: 1\n---\nb: 2', expect.stringMatching(/^YAML that cannot be read \(more than one document\) at \d+$/)],
    ['<<: 1', 'YAML with a merge key, which YAML 1.2 has not at 0'],
    ['a: [', expect.stringMatching(/^YAML that cannot be read \(Flow .* at \d+$/)],
    ['a: !own 1', expect.stringMatching(/^\{"a":"1"\}$|^YAML that cannot be read/)],
    [`${'a: {'.repeat(102)}${'}'.repeat(102)}`, expect.stringContaining('too large or too deep')],
  ])('%j', (text, read) => {
    expect(json(text)).toEqual(read)
  })

  test('does not grow without end through aliases', () => {
    const lines = Array.from(
      { length: 12 },
      (_, i) =>
        `k${i}: &a${i} [${Array(8)
          .fill(i ? `*a${i - 1}` : 'x')
          .join(', ')}]`,
    )
    expect(json(lines.join('\n'))).toMatch(/^YAML that (is too large or too deep|cannot be read)/)
  })
})
