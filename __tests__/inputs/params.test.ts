import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readParams } from '../../src/inputs/params.ts'
import { inputsOf, messageOf, say } from '../support/inputs.ts'

const folder = mkdtempSync(join(tmpdir(), 'params-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const textOf = async (params: string) => (await readParams(inputsOf({ params })))?.text
const errorOf = (given: Parameters<typeof inputsOf>[0]) => messageOf(() => readParams(inputsOf(given)))

describe('params', () => {
  test('may be absent', async () => {
    expect(await readParams(inputsOf())).toBeUndefined()
  })

  test('as JSON are sent as they are, and as YAML with every digit', async () => {
    const integer = fc.stringMatching(/^-?[1-9]\d{0,39}$/, { size: 'max' })
    await fc.assert(
      fc.asyncProperty(integer, async (digits) => {
        expect(await textOf(` {"a": [${digits}]}\n`)).toBe(` {"a": [${digits}]}\n`)
        expect(await textOf(`a:\n  - ${digits}\n`)).toBe(`{"a":[${digits}]}`)
      }),
      { numRuns: 50 },
    )
  })

  test('lose a byte order mark', async () => {
    expect(await textOf('\uFEFF{"a":1}')).toBe('{"a":1}')
    expect(await textOf('\uFEFFa: 1')).toBe('{"a":1}')
  })

  test('tell which of their values are private', async () => {
    const params = await readParams(inputsOf({ params: 'name: Zhang\nlist: [1]' }))
    expect(params?.sensitive).toEqual(['{"name":"Zhang","list":[1]}', 'Zhang', '1'])
  })

  test.each([
    ['{"a": 1 // x\n}', 'Input params: invalid JSON at line 1, column 9. JSON has no comments.'],
    ['{“a”: 1}', /^Input params: invalid JSON at line 1, column 2\. Write quotes, .* in ASCII\.$/],
    ['{\u200b"a": 1}', /column 2\. Write quotes, .* in ASCII\.$/],
    [
      '{"a": "say "hi""}',
      /^Input params: invalid JSON at line 1, column 13\. Put names .* toJSON\(\), without quotes\.$/,
    ],
    ["{'a': 1}", /column 2\. Put names and text in double quotes/],
    [
      'a: Fix #12',
      /^Input params: invalid YAML at line 1, column 8: a comment \(#\) cuts off the text here\. Put quotes .* toJSON/,
    ],
    // The parser's own message would quote the password.
    ['password: |hunter2', /^Input params: invalid YAML at line 1, column 12: unexpected text\. (?!.*hunter2)/],
    ['a: 1\n键：值', /^Input params: invalid YAML at line 2, column 1: a full-width colon \(：\) after a key .*\.$/],
  ])('are not %j', async (params, message) => {
    expect(await errorOf({ params })).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })
})

describe('what may be meant otherwise', () => {
  test.each([
    ['a: 1 # b\nb: 2 # c', ['Input params at line 1, column 6 and 1 more: a comment (#), which is not sent.']],
    ['{"a": 7.30887123456789E+18}', ['Input params at line 1, column 7: a number that was rounded on its way here.']],
    [
      '{"a": [\n"1E+15", "Array" ], "b": "some 1E+15 of", "c": 1e+21, "d": "an Object"}',
      [
        'Input params at line 2, column 2: a number that was rounded on its way here.',
        'Input params at line 2, column 11: GitHub writes a list or an object as "Array" or "Object".',
      ],
    ],
    [`{"a": "\${{ x }}"}`, []],
  ])('in %j', async (params, expected) => {
    const { warnings = [] } = (await readParams(inputsOf({ params }))) ?? {}
    expect(warnings.map((warning) => say(warning).replace(/(?<=\.) .*$/, ''))).toEqual(expected)
  })

  test('in a file is an expression', async () => {
    const params_file = file('expressions', `a: \${{ x }}\nb: "\${{ y }}"`)
    const { warnings = [] } = (await readParams(inputsOf({ params_file }))) ?? {}
    expect(warnings.map((warning) => say(warning))).toEqual([
      'Input params_file at line 1, column 4 and 1 more: GitHub evaluates no expressions in a file: they are sent as they are.',
    ])
  })
})

describe('params_file', () => {
  test('holds the same as params', async () => {
    const read = async (content: string) => (await readParams(inputsOf({ params_file: file('a', content) })))?.text
    expect(await read('{"a": 1}\n')).toBe('{"a": 1}\n')
    expect(await read('\uFEFFa: 流程\r\n')).toBe('{"a":"流程"}')
  })

  test('excludes params', async () => {
    const message = 'Inputs params and params_file are mutually exclusive: set one of them.'
    expect(await errorOf({ params: '{}', params_file: 'x' })).toBe(message)
  })

  test.each([
    ['nothing', /^Input params_file: ".*nothing" cannot be read \(ENOENT\)/],
    // No file has such a name.
    ['a\0b', /cannot be read \(ERR_INVALID_ARG_VALUE\)/],
    ['.', /params_file: ".*" is not a regular file\.$/],
    ['big', /params_file: ".*big" is 10485761 bytes; the limit is 10 MiB\.$/],
    ['latin', /params_file: ".*latin" is not UTF-8\.$/],
    ['empty', /^Input params_file is required: a JSON object or a YAML mapping\.$/],
    ['bad', /^Input params_file: invalid JSON at line 2, column 1\. /],
  ])('cannot be %s', async (name, message) => {
    truncateSync(file('big', ''), 10 * 1024 * 1024 + 1)
    file('latin', new Uint8Array([0x61, 0xe4]))
    file('empty', ' \n')
    file('bad', '{\nx')
    expect(await errorOf({ params_file: resolve(folder, name) })).toMatch(message)
  })
})

describe('context_param', () => {
  test('adds the run metadata, whose values are private too', async () => {
    const { env } = process
    process.env = { ...env, GITHUB_REF_NAME: 'feature' }
    const params = await readParams(inputsOf({ params: 'name: Zhang', context_param: 'run' }))
    process.env = env
    expect(params?.text).toMatch(/^\{"name":"Zhang", "run": "\{.*\}"\}$/)
    expect(params?.sensitive).toEqual(expect.arrayContaining(['{"name":"Zhang"}', 'Zhang', 'feature']))
  })

  test.each(['a', '__proto__'])('cannot be a name that params has: %s', async (context_param) => {
    const message = `Input context_param: params already has a member "${context_param}". Use another name.`
    expect(await errorOf({ params: '{"a": 1, "__proto__": 2}', context_param })).toBe(message)
  })

  test('can have a name that every object inherits', async () => {
    const params = await readParams(inputsOf({ params: '{}', context_param: 'constructor' }))
    expect(params?.text).toMatch(/^\{"constructor": "\{/)
  })
})
