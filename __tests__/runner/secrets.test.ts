import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import { createSecrets } from '../../src/runner/secrets.ts'

let printed = ''
beforeEach(() => {
  printed = ''
  jest.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    printed += piece
    return true
  })
})
afterEach(() => {
  jest.restoreAllMocks()
})

describe('a secret', () => {
  test('is masked once, and in one line', () => {
    const secrets = createSecrets(['', ' line one\nline two\n'])
    for (const secret of [' ', 'line one\nline two', 'abc']) secrets.add(secret)
    expect(printed).toBe('::add-mask::line one%0Aline two\n::add-mask::abc\n')
    // Too short to be replaced everywhere.
    expect(secrets.redact('abc')).toBe('abc')
  })

  test('is redacted in every form it may come back in', () => {
    const text = fc.string({ unit: 'binary', minLength: 4, maxLength: 30 }).filter((value) => value.trim().length >= 4)
    const property = fc.property(text, fc.string({ unit: 'binary' }), (given, other) => {
      const secret = given.trim()
      const { redact, redactFreeText } = createSecrets([given])
      const json = JSON.stringify({ secret })
      for (const form of [secret, json, JSON.stringify(json), encodeURIComponent(secret.toWellFormed())]) {
        expect(redact(`${other} ${form}`).replaceAll('***', '')).not.toContain(secret)
        expect(redactFreeText(form)).toContain('***')
      }
    })
    fc.assert(property, { numRuns: 200 })
  })

  test('that is part of another leaves nothing of it', () => {
    const secrets = createSecrets(['inner', 'outer inner outer'])
    expect(secrets.redact('x outer inner outer, inner y')).toBe('x ***, *** y')
    secrets.add('x outer inner outer, later')
    expect(secrets.redact('x outer inner outer, later inner y')).toBe('*** *** y')
  })
})

describe('a value that may be private', () => {
  const redact = (values: readonly string[], text: string) => {
    const secrets = createSecrets([])
    secrets.addSensitive(values)
    expect(secrets.redact(text)).toBe(text)
    expect(printed).toBe('')
    return secrets.redactFreeText(text)
  }

  test.each([
    [['zhang.san@corp.example'], 'of zhang.san@corp.example, zhang.san%40corp.example', 'of ***, ***'],
    [['abc'], 'abc', 'abc'],
    // An id that only contains the value is another id.
    [['1111'], 'no user 1111; see 91111 and 1111_a', 'no user ***; see 91111 and 1111_a'],
    [['张三李四'], '用户张三李四不存在', '用户***不存在'],
    [['Zhang San'], '用户Zhang San不存在', '用户***不存在'],
    [['a.b*c(d'], 'xa.b*c(d a.b*c(d)', 'xa.b*c(d ***)'],
    [['first\n  second'], 'first second, second', '***, ***'],
    [['+86 1234', '1234'], 'tel x+86 1234', 'tel x***'],
    [['"quoted" text'], '{"msg":"\\"quoted\\" text"}', '{"msg":"***"}'],
    [
      ['Zhang San', '张三<1>'],
      'ZHANG SAN, ?q=zhang+san%E5%BC%A0&n=%e5%bc%a0%e4%b8%89%3c1%3e',
      '***, ?q=***%E5%BC%A0&n=***',
    ],
    [['张三<1>'], '\\u5f20\\u4E09<1> 张三\\u003c1\\u003e', '*** ***'],
  ])('%j is redacted as a complete word, and never masked: %j', (values, text, redacted) => {
    expect(redact(values, text)).toBe(redacted)
  })

  test('is redacted wherever it is a word of its own', () => {
    const value = fc.string({ unit: 'binary', minLength: 4, maxLength: 20 }).filter((text) => text.trim() === text)
    fc.assert(
      fc.property(value, (text) => {
        expect(redact([text], `(${text}) ${text}`).replaceAll('***', '')).not.toContain(text)
      }),
      { numRuns: 200 },
    )
  })
})
