import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { jsonErrorOffset, parseObject, parseValue, sensitiveValues, withMember } from '../../src/inputs/json-text.ts'
import { messageOf } from '../support/inputs.ts'

/** What V8 says of a text: where it stops being JSON, if it names the place. */
function byEngine(text: string): { valid: boolean; message: string; position: number | undefined } {
  try {
    JSON.parse(text)
    return { valid: true, message: '', position: undefined }
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const position = /at position (\d+)/.exec(message)?.[1]
    return { valid: false, message, position: position === undefined ? undefined : Number(position) }
  }
}

const space = fc.constantFrom('', ' ', '\n', '\r\n\t')
const valid = fc.tuple(space, fc.json(), space).map((parts) => parts.join(''))
const tokens = '{ } [ ] , : "a" " \\ 1 - 01 1. 1e true nul x \''.split(' ')
const token = fc.constantFrom(...tokens, ' ', '\n')
/** JSON with something put in, taken out or cut off; and heaps of tokens. */
const broken = fc.oneof(
  fc.tuple(valid, fc.nat(), fc.nat({ max: 2 }), token).map(([text, at, gone, put]) => {
    const place = at % (text.length + 1)
    return text.slice(0, place) + put + text.slice(place + gone)
  }),
  fc.tuple(valid, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
  fc.array(token, { maxLength: 8 }).map((parts) => parts.join('')),
)

describe('where a text stops being JSON', () => {
  test('is its end for what JSON.parse accepts', () => {
    fc.assert(fc.property(valid, (text) => jsonErrorOffset(text) === text.length))
  })

  test('is where JSON.parse says, or at the start of the literal that is wrong', () => {
    fc.assert(
      fc.property(broken, (text) => {
        const { valid: accepted, message, position } = byEngine(text)
        const at = jsonErrorOffset(text)
        if (accepted) return expect(at).toBe(text.length)
        const inLiteral = /string|escape|control character|number|Unexpected token/
        if (position !== undefined && !inLiteral.test(message)) expect([at, message]).toEqual([position, message])
        if (position !== undefined) expect(at).toBeLessThanOrEqual(position)
        // What is before it is JSON so far.
        const before = byEngine(text.slice(0, at))
        if (before.position !== undefined) expect(before.position).toBe(at)
        return undefined
      }),
      { numRuns: 500 },
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
  ])('in %j is %d', (text, at) => {
    expect(jsonErrorOffset(text)).toBe(at)
  })
})

test('a text of 10 MiB is read like a short one', async () => {
  for (const long of ['x'.repeat(10 * 1024 * 1024), '\\n'.repeat(1024 * 1024)]) {
    expect(jsonErrorOffset(`{"a":"${long}"`)).toBe(long.length + 7)
    expect(parseObject('params', `{"a":"${long}"}`, { kind: 'params' }).text).toHaveLength(long.length + 8)
    expect(jsonErrorOffset(`{${' '.repeat(long.length)}`)).toBe(long.length + 1)
    expect(await messageOf(() => parseValue('params', `{"a":"${long}`))).toMatch(
      /^Input params: invalid JSON at line 1, column 6\. /,
    )
  }
})

describe('a JSON object', () => {
  const read = (text: string) => parseObject('params', text, { kind: 'params' })

  test.each([
    ['[1]', 'Input params: expected a JSON object or a YAML mapping, got a different type of JSON.'],
    ['{"a": 1,}', 'Input params: invalid JSON at line 1, column 9.'],
    ['{"a":', 'Input params: invalid JSON at line 1, column 6.'],
    ['{\n', 'Input params: invalid JSON at line 2, column 1.'],
  ])('is not %j', async (text, message) => {
    expect(await messageOf(() => read(text))).toBe(message)
  })

  test('is nested 100 levels deep at most', async () => {
    const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`
    expect(read(nested(100)).text).toBe(nested(100))
    expect(await messageOf(() => read(nested(101)))).toBe('Input params is nested more than 100 levels deep.')
    expect(await messageOf(() => parseValue('loop_masks', '['.repeat(100_000) + ']'.repeat(100_000)))).toMatch(
      /more than 100 levels/,
    )
    // Siblings are no levels.
    expect(read(`{"a":[${'{},'.repeat(149)}{}]}`).text).toHaveLength(457)
  })

  test('takes one more member and keeps every other byte', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), space, (value, name, around) => {
        const text = around + JSON.stringify(value, null, around === '' ? undefined : 2) + around
        fc.pre(!Object.hasOwn(value, name))
        const added = withMember({ text, value }, name, '"new"')
        const parsed = JSON.parse(added)
        expect(Object.getOwnPropertyDescriptor(parsed, name)?.value).toBe('new')
        expect(Object.keys(parsed)).toHaveLength(Object.keys(value).length + 1)
        expect(added.startsWith(text.slice(0, text.lastIndexOf('}')))).toBe(true)
      }),
    )
  })
})

test('values that may be private are all but those that are true, false or null', () => {
  const value = { name: 'x', list: [1, { deep: '1816970091484211234' }, null, true], none: {} }
  expect(sensitiveValues(value)).toEqual(['x', '1', '1816970091484211234'])
  expect(sensitiveValues('alone')).toEqual(['alone'])
})
