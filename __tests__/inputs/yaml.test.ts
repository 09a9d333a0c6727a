import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { mappingToJson } from '../../src/inputs/yaml.ts'

function json(text: string): string {
  const read = mappingToJson(text, 100)
  return 'json' in read ? read.json : `${read.error.kind} at ${read.offset}`
}

describe('a YAML mapping', () => {
  test('of any JSON value reads back as that value', () => {
    const value = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }))
    fc.assert(
      fc.property(value, (written) => {
        // JSON.stringify writes -0 as 0.
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

  test('keeps integers of up to 40 digits', () => {
    const integer = fc.stringMatching(/^-?[1-9]\d{0,39}$/)
    fc.assert(fc.property(integer, (digits) => json(`a:\n  - ${digits}`) === `{"a":[${digits}]}`))
  })

  test.each([
    ['a: 1.10\nb: 0123456\nc: 1e3\nd: 0x10\ne: 1_000', '{"a":"1.10","b":"0123456","c":"1e3","d":"0x10","e":"1_000"}'],
    ['a: yes\nb: True\nc: FALSE\nd: ~\ne:\nf: Null', '{"a":"yes","b":true,"c":false,"d":null,"e":null,"f":null}'],
    [
      'a: untrue\nb: truest\nc: annul\nd: nullify\ne: x1\nf: 1x',
      '{"a":"untrue","b":"truest","c":"annul","d":"nullify","e":"x1","f":"1x"}',
    ],
    ['a: "1"\nb: \'true\'\nc: |\n  x\n  y\n', '{"a":"1","b":"true","c":"x\\ny\\n"}'],
    ['1: a\ntrue: b\n"": c', '{"1":"a","true":"b","":"c"}'],
    ['a: &x [1]\nb: *x', '{"a":[1],"b":[1]}'],
    ['"<<": 1', '{"<<":1}'],
    ['a: 2026-11-24', '{"a":"2026-11-24"}'],
  ])('%j', (text, read) => {
    expect(json(text)).toBe(read)
  })

  test.each([
    ['[1]', 'notAMapping at 0'],
    ['', 'notAMapping at 0'],
    ['# nothing', 'notAMapping at 0'],
    ['word', 'notAMapping at 0'],
    ['键：值', 'fullWidthColon at 0'],
    ['a: 1\n键：值', 'fullWidthColon at 5'],
    ['? [a]\n: b', 'keyNotText at 2'],
    ['x: &x b\n? *x\n: c', 'keyNotText at 10'],
    ['a: *x', 'undefinedAlias at 3'],
    ['a: **bold**', 'undefinedAlias at 3'],
    ['a: &a [*a]', 'tooDeep at 6'],
    ['a: 1\n---\nb: 2', 'multipleDocuments at 5'],
    ['<<: 1', 'mergeKey at 0'],
    ['a: !own 1', 'tag at 8'],
    ['a: !!set {x}', 'tag at 9'],
    ['!own a: 1', 'tag at 5'],
    ['a: 1\na: 2', 'syntax at 5'],
    ['a: [', 'syntax at 4'],
    ['a: @x', 'syntax at 3'],
    ['%FOO\n---\na: 1', 'syntax at 0'],
  ])('is not %j', (text, error) => {
    expect(json(text)).toBe(error)
  })

  test('is nested 100 levels deep at most, and its parser cannot overflow the stack', () => {
    const nested = (depth: number) => `${'{a: '.repeat(depth)}1${'}'.repeat(depth)}`
    expect(json(nested(100))).toBe(nested(100).replaceAll('a: ', '"a":'))
    expect(json(nested(102))).toMatch(/^tooDeep at \d+$/)
    expect(json(nested(20_000))).toMatch(/^tooDeep at \d+$/)
  })

  test('does not grow without end through aliases', () => {
    const line = (_: unknown, i: number) =>
      `k${i}: &a${i} [${Array(8)
        .fill(i ? `*a${i - 1}` : 'x')
        .join(', ')}]`
    expect(json(Array.from({ length: 12 }, line).join('\n'))).toMatch(/^(tooLarge|syntax) at \d+$/)
    expect(json(`a: &a [${'x,'.repeat(1000)}]\nb: [${'*a,'.repeat(99)}]`)).toMatch(/^tooLarge at \d+$/)
  })

  test('of any text is read or refused', () => {
    const pieces = [
      'a',
      ':',
      ' ',
      '\n',
      '- ',
      '? ',
      '&x ',
      '*x',
      '!t ',
      '|',
      '>',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      '：',
      '#',
      '<<',
      '%',
    ]
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (given) => {
        const read = mappingToJson(given, 100)
        if ('json' in read) JSON.parse(read.json)
        else expect(read.offset).toBeLessThanOrEqual(given.length)
      }),
      { numRuns: 500 },
    )
  })
})
