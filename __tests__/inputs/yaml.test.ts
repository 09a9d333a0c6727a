import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parse, stringify } from 'yaml'
import { mappingToJson } from '../../src/inputs/yaml.ts'

function read(text: string) {
  const result = mappingToJson(text)
  if (!('json' in result)) return { refused: `${result.error.kind} at ${result.offset}` }
  return { json: result.json, doubts: result.doubts.map(({ kind, offset }) => `${kind} at ${offset}`) }
}

function json(text: string): string | undefined {
  const { json, refused } = read(text)
  return json ?? refused
}

/** As a library writes it, nothing of it is refused or doubted. */
function expectSame(yaml: string, value: unknown): void {
  const result = read(yaml)
  expect([yaml, result]).toEqual([yaml, { json: expect.any(String), doubts: [] }])
  expect(JSON.parse(result.json ?? '')).toEqual(value)
}

/** JSON.stringify writes -0 as 0. */
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value))
/**
 * A library leaves these without quotes, and the reader refuses or doubts them on purpose: what nobody sees, and brackets
 * and commas of a Chinese keyboard.
 */
const likelySlip = /[^\S ]|\p{Cf}|\p{Default_Ignorable_Code_Point}|[｛［，]/u
const object = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }))
const value = object.filter((written) => !likelySlip.test(JSON.stringify(written))).map(asJson)
/** Without it, fc.stringMatching gives a dozen characters at most. */
const full = { size: 'max' } as const
/** Text with everything that means something to YAML, long enough to be folded. */
const word = fc.constantFrom(
  ...['-', '# x', 'k: v', '\n', ...'a #1 k:v 12:30 名称：x "x" ` | https://example.com'.split(' ')],
)
const prose = fc
  .array(fc.oneof(word, fc.stringMatching(/^[a-z]{1,20}$/, full)), { maxLength: 40 })
  .map((words) => words.join(' '))
const longText = fc.record({ key: fc.stringMatching(/^[a-z ]{0,79}$/, full), value: prose, depth: fc.nat(6) })

describe('YAML of a library', () => {
  test('of any JSON value reads back as that value', () => {
    fc.assert(
      fc.property(value, (written) => expectSame(stringify(written, { aliasDuplicateObjects: false }), written)),
    )
  })

  test('with long text reads back, however it is folded', () => {
    fc.assert(
      fc.property(longText, fc.boolean(), ({ key, value, depth }, inList) => {
        const inner: unknown = { [key]: inList ? [value, { [key]: value }] : value }
        const written = Array.from({ length: depth }).reduce((held) => ({ nested: held }), inner)
        // What it writes of white space alone, the library itself does not read back.
        const text = stringify(written)
        expectSame(text, parse(text))
      }),
      { numRuns: 200 },
    )
  })
})

describe('a value that toJSON() wrote', () => {
  // As GitHub writes it: two spaces for each level, from column 0 on.
  const pasted = fc.oneof(object, fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 3 })).map((written) => ({
    written: asJson(written),
    text: JSON.stringify(written, null, 2),
  }))
  const places: [place: string, yaml: (text: string) => string, holds: (written: unknown) => unknown][] = [
    ['a key', (text) => `a: ${text}\nz: 1`, (a) => ({ a, z: 1 })],
    [
      'a nested key',
      (text) => `a:\n  b:\n    c: ${text}\n    d: ${text}\nz: 1`,
      (c) => ({ a: { b: { c, d: c } }, z: 1 }),
    ],
    ['an entry', (text) => `a:\n  - ${text}\n  - k: ${text}\n    l: x`, (k) => ({ a: [k, { k, l: 'x' }] })],
    ['brackets', (text) => `a:\n  b: { c: [x, ${text}], d: ${text} }`, (c) => ({ a: { b: { c: ['x', c], d: c } } })],
    [
      'a block scalar beside it',
      (text) => `a:\n  b: ${text}\n  c: |\n    [\n      1\n    ]\n  d: ${text}`,
      (b) => ({ a: { b, c: '[\n  1\n]\n', d: b } }),
    ],
    ['Windows line ends', (text) => `a:\r\n  b: ${text.replaceAll('\n', '\r\n')}\r\n`, (b) => ({ a: { b } })],
  ]

  test.each(places)('arrives as it was: %s', (_place, yaml, holds) => {
    fc.assert(fc.property(pasted, ({ text, written }) => expectSame(yaml(text), holds(written))))
  })

  test.each([
    ['a: |\n  [\n1\n]\nb: 1', 'notAnEntry at 9'],
    ['a:\n  b: [\n1\n', 'syntax at 10'],
    ['a:\n  b: [\nx: 1,\n]', 'syntax at 10'],
    ['a:\n  b: [\n1\n] more', 'syntax at 14'],
    ['a:\n  b: "[\n1\n]"', 'syntax at 10'],
    // With the list on one line, the parser loses it.
    ['   ? |\n    a: [\n   - d: [\n ]\n    1,', 'syntax at 27'],
  ])('is not %j', (text, error) => {
    expect(json(text)).toBe(error)
  })
})

describe('a YAML mapping', () => {
  test('keeps any text in double quotes', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 }).filter((value) => value.isWellFormed())
    fc.assert(
      fc.property(text, (written) => {
        expect(JSON.parse(json(`a: ${JSON.stringify(written)}`) ?? '')).toEqual({ a: written })
      }),
    )
  })

  test('makes a number only of what reads back the same', () => {
    const numeric = fc.stringMatching(/^[-+]?[\d._]{1,25}([eE][-+]?\d{1,4})?$/, full)
    fc.assert(
      fc.property(numeric, (text) => {
        const written = json(`a: ${text}`)
        const number = written === `{"a":${text}}`
        if (!number) expect(written).toBe(`{"a":${JSON.stringify(text)}}`)
        const integer = /^-?\d+$/.test(text) && BigInt(text).toString() === text
        expect(number).toBe(integer || String(Number(text)) === text)
      }),
      { numRuns: 500 },
    )
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
  ])('becomes JSON: %j', (text, read) => {
    expect(json(text)).toBe(read)
  })

  test.each([
    ['[1]', 'notAMapping at 0'],
    ['', 'notAMapping at 0'],
    ['\n word', 'notAMapping at 2'],
    ['null\n', 'nothing at 0'],
    ['Object', 'objectAsText at 0'],
    ['"{"a": 1}"', 'quotedJson at 3'],
    ['\'{"a": 1}\'', 'quotedJson at 0'],
    ['// x\n{"a": 1}', 'commentedJson at 0'],
    ['/* x */\n{\n"a": 1\n}', 'commentedJson at 0'],
    ['｛"a": 1｝', 'fullWidthBracket at 0'],
    ['［1］', 'fullWidthBracket at 0'],
    ['键：值', 'fullWidthColon at 0'],
    ['a: 1\n键：值', 'fullWidthColon at 5'],
    ['a:\n  - 键：值\n    b: 1', 'fullWidthColon at 7'],
    ['a:\n  键：值', 'fullWidthColon at 5'],
    ['Version:v1', 'colonWithoutSpace at 0'],
    ['a:\n  Version:v1', 'colonWithoutSpace at 5'],
    ['a:\n  版本:v1\n  b: 1', 'colonWithoutSpace at 5'],
    ['"a":1', 'colonWithoutSpace at 3'],
    ["'a':1", 'colonWithoutSpace at 3'],
    ['a:\u00a01', 'colonWithoutSpace at 0'],
    ['a:\n  -b\n  -c', 'dashWithoutSpace at 5'],
    ['a:\n- b\n-c', 'dashWithoutSpace at 7'],
    ['a: b\n  - c', 'foldedEntry at 7'],
    ['a: b\n  1. c', 'foldedEntry at 7'],
    ['a: b\n  Version:v1', 'foldedEntry at 7'],
    ['a: b\n  c: d', 'foldedEntry at 7'],
    ['\u3000a: 1', 'blank at 0'],
    ['a:\n\u3000\u3000b: 1', 'blank at 3'],
    ['a:\n  - \u200bb: 1', 'blank at 7'],
    ['a\u00a0: 1', 'blank at 0'],
    ['a\u200b: 1', 'blank at 0'],
    ['a:\n\u00a0\u00a0- b', 'blank at 3'],
    ['a: Fix #12: b', 'hash at 7'],
    ['a: #12', 'hash at 3'],
    ['a: b\n  c\t#12', 'hash at 9'],
    ['a:\n  - #b', 'hash at 7'],
    ['a: #b\n  c', 'hash at 3'],
    ['a: [b #c\n  ]', 'hash at 6'],
    ['a: b: c', 'oneLine at 3'],
    ['a: b: c\nd: 1', 'twoColons at 3'],
    ['a: ? b', 'syntax at 3'],
    ['a: b\nc', 'notAnEntry at 5'],
    ['a: |\n  b\nc', 'notAnEntry at 9'],
    ['a: {b}', 'keyAlone at 4'],
    ['a:\n  b: [\n1\n]: c', 'notAnEntry at 13'],
    ['a: >1', 'emptyBlock at 3'],
    ['a: | #1\nb: 1', 'emptyBlock at 3'],
    ['名称 ：x', 'fullWidthColon at 0'],
    ['? [a]\n: b', 'keyNotText at 2'],
    ['a: **bold**', 'undefinedAlias at 3'],
    ['a: &nbsp; b', 'unusedAnchor at 10'],
    ['a: &a [*a]', 'tooDeep at 6'],
    ['a: 1\n---\nb: 2', 'multipleDocuments at 5'],
    ['<<: 1', 'mergeKey at 0'],
    ['a: !own 1', 'tag at 8'],
    ['a: !!set {x: }', 'syntax at 3'],
    ['!own a: 1', 'tag at 5'],
    ['a: 1\na: 2', 'syntax at 5'],
    ['a: [', 'syntax at 4'],
    ['a: "b "c" d"', 'syntax at 7'],
    ['%FOO\n---\na: 1', 'syntax at 0'],
  ])('is not %j', (text, error) => {
    expect(json(text)).toBe(error)
  })

  test.each([
    ['a: im:message\nb: 12:30\nc: repo/app:v1\nd:\n  - im:message\n  - -x', []],
    ['a:\n  12:30\nb:\n  https://example.com\nc:\n  -1.5', []],
    ['a: # on the mapping\n  b: "c" # behind quotes\n  # of its own\n  d: |  # of the scalar\n    e\n', []],
    [`a: a text that its writer has broken where the line was full,\n  - with a dash`, []],
    ['a:\n  - 时间：今天\nb: 时间：今天', []],
    ['❤️: \u00a0x', []],
    ['a: |\nb: >-\nc: |2\n    d\n', []],
    ['a: b # c\nd: # e', ['comment at 5', 'comment at 12']],
    ['a: # b\n  c', ['comment at 3']],
    ['a: "b" #1\nc: [d] #2\ne: \'f\'  # g', ['comment at 7', 'comment at 17']],
    ['a: [b, # c\n  d # e\n  ]', ['comment at 15']],
    ['a: 7.30887123456789E+18\nb: "1E+15"', ['rounded at 3', 'rounded at 27']],
    ['a: 7.308871234552639e+18\nb: 1e+21', ['rounded at 3']],
    ['a: [b，c]\nd: b，c\ne: ["b，c"]', ['fullWidthComma at 5']],
    ['a: Object\nb: [Array]', ['objectAsText at 3', 'objectAsText at 14']],
  ])('is read with doubts, or without: %j', (text, doubts) => {
    expect(read(text)).toMatchObject({ doubts })
  })

  test('is nested 100 levels deep at most, and its parser cannot overflow the stack', () => {
    const nested = (depth: number) => `${'{a: '.repeat(depth)}1${'}'.repeat(depth)}`
    expect(json(nested(100))).toBe(nested(100).replaceAll('a: ', '"a":'))
    expect(json(nested(102))).toMatch(/^tooDeep at \d+$/)
    expect(json(`${'{a: '.repeat(100)}{b}${'}'.repeat(100)}`)).toBe('keyAlone at 401')
    expect(json(nested(20_000))).toMatch(/^tooDeep at \d+$/)
  })

  test('does not grow without end through aliases', () => {
    expect(json(`a: &a [${'x,'.repeat(1000)}]\nb: [${'*a,'.repeat(99)}]`)).toMatch(/^tooLarge at \d+$/)
  })

  test('of any text is read or refused', () => {
    const pieces = [' ', '- ', '? ', '&x ', '!t ', ...`a|:|\n|*x|>|"|'|{|}|[|]|：|#|<<|%`.split('|'), '|']
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (given) => {
        const result = mappingToJson(given)
        if ('json' in result) JSON.parse(result.json)
        else expect(result.offset).toBeLessThanOrEqual(given.length)
      }),
      { numRuns: 500 },
    )
  })
})
