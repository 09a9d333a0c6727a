import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import { createSecrets } from '../src/runner/secrets.ts'

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
    const secrets = createSecrets()
    for (const secret of ['', 'line one\nline two', 'line one\nline two', 'abc']) secrets.learn(secret)
    expect(printed).toBe('::add-mask::line one%0Aline two\n::add-mask::abc\n')
  })

  test('is hidden in every form it may come back in', () => {
    const text = fc.string({ unit: 'binary', minLength: 4, maxLength: 30 })
    const property = fc.property(text, text, (secret, other) => {
      const secrets = createSecrets()
      secrets.learn(secret)
      const json = JSON.stringify({ secret })
      for (const form of [secret, json, JSON.stringify(json), encodeURIComponent(secret.toWellFormed())]) {
        expect(secrets.hide(`${other} ${form}`).replaceAll('***', '')).not.toContain(secret)
        expect(secrets.hidePrivate(form)).toContain('***')
      }
    })
    fc.assert(property, { numRuns: 300 })
  })

  test('that is part of another leaves nothing of it', () => {
    const secrets = createSecrets()
    for (const secret of ['inner', 'outer inner outer']) secrets.learn(secret)
    expect(secrets.hide('x outer inner outer, inner y')).toBe('x ***, *** y')
    secrets.learn('x outer inner outer, later')
    expect(secrets.hide('x outer inner outer, later inner y')).toBe('*** *** y')
  })
})

test('a private text is hidden where a server speaks, and not masked', () => {
  const secrets = createSecrets()
  secrets.learnPrivate('zhang.san@corp.example')
  secrets.learnPrivate('abc')
  expect(secrets.hidePrivate('abc of zhang.san@corp.example, zhang.san%40corp.example')).toBe('abc of ***, ***')
  expect(secrets.hide('of zhang.san@corp.example')).toBe('of zhang.san@corp.example')
  expect(printed).toBe('')
})
