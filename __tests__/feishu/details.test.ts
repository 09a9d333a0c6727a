import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { errorDetails, withoutTokens } from '../../src/feishu/details.ts'
import { say } from '../support/scripted.ts'

describe('details', () => {
  const url = 'https://open.feishu.cn/app/cli_x/auth'
  const read = (error: unknown, data?: unknown) => {
    const { details, links } = errorDetails({ error, data })
    return { details: say(details), links: links.map(({ quoted }) => quoted) }
  }

  test('are read as they are on the wire', () => {
    const error = {
      permission_violations: [
        { type: 'action_scope_required', subject: 'bitable:app' },
        { type: 'action_scope_required', subject: 'base:workflow:write' },
      ],
      helps: [{ url, description: 'apply' }],
      field_violations: [
        { field: 'status', value: 'private', description: 'not one of Enable, Disable' },
        { field: 'x' },
        { value: 'private' },
      ],
      troubleshooter: `Troubleshooting: ${url}?log_id=1`,
    }
    expect(read(error)).toEqual({
      details:
        'Missing scope (any one of): bitable:app, base:workflow:write. Details from Feishu: status: not one of Enable, Disable; x.',
      links: [url, `${url}?log_id=1`],
    })
  })

  test('are read as the documents have them', () => {
    const error = { permission_violations: [{ scope: 'bitable:app', url }], troubleshooter: url }
    expect(read(error)).toEqual({ details: 'Missing scope: bitable:app.', links: [url] })
  })

  test('include what v3 says', () => {
    const dataError = { hint: 'Two.', message: 'no such field', docs_url: url }
    expect(read({ hint: 'one' }, { error: dataError, challenge_url: `${url}/c` })).toEqual({
      details: 'Details from Feishu: no such field one Two.',
      links: [url, `${url}/c`],
    })
  })

  test('say what msg only names, with the pages they mention, and nothing twice', () => {
    const message = `fields.Versoin not found (see ${url}/x?a=1).`
    const body = { msg: 'FieldNameNotFound', error: { message, hint: 'FieldName', details: [{ value: 'row 1' }, {}] } }
    expect(say(errorDetails({ error: 'one', data: { error: 'two' } }).details)).toBe('Details from Feishu: one two.')
    const { details, links } = errorDetails(body)
    expect(say(details)).toBe(`Details from Feishu: ${message} row 1.`)
    expect(links).toEqual([{ quoted: `${url}/x?a=1` }])
  })

  test.each([
    undefined,
    true,
    [],
    {
      message: {},
      details: 'text',
      permission_violations: 'text',
      helps: {},
      field_violations: [[], null, 5],
      troubleshooter: {},
    },
    { permission_violations: [{}], helps: [{}], field_violations: [{ value: 'private' }], troubleshooter: 'no link' },
    {
      helps: [{ url: 'http://plain.example' }, { url: 'javascript:alert(1)' }],
      troubleshooter: 'http://plain.example',
    },
  ])('are none in %j', (error) => {
    expect(read(error)).toEqual({ details: '', links: [] })
  })

  test('come from any JSON without a crash', () => {
    const members = [
      'permission_violations',
      'helps',
      'field_violations',
      'troubleshooter',
      'hint',
      'message',
      'details',
    ]
    const error = fc.dictionary(fc.constantFrom(...members), fc.jsonValue())
    fc.assert(
      fc.property(error, fc.jsonValue(), (value, data) => {
        const { links } = errorDetails({ error: value, data })
        expect(links.filter(({ quoted }) => !quoted.startsWith('https://'))).toEqual([])
      }),
    )
  })
})

describe('withoutTokens', () => {
  test.each([
    ['"tenant_access_token":"t-abc"', '"tenant_access_token":"***"'],
    ['{\\"tenant_access_token\\":\\"t-abc\\"}', '{\\"tenant_access_token\\":\\"***\\"}'],
    ['token=t-abc&SECRET=y', 'token=***&SECRET=***'],
    ['eyJa.b.c eyJd.e.f', '*** ***'],
    ['Authorization: Bearer t-abc, x', 'Authorization: Bearer ***, x'],
    ['Proxy-Authorization: Basic dTpwYXNz', 'Proxy-Authorization: Basic ***'],
    ['"app_secret": "abc"', '"app_secret": "***"'],
    ['t-g1044ghJRUIJJ5ZPPZMOHKWZISL33E4Q', '***'],
    ['it is u-7Qn1EExqh7CrKfLzZ6wTdR0lmRSp1hhXVMG0k0000Cak.', 'it is ***.'],
    ['a-t-g1044ghJRUIJJ5ZPPZMOHKWZISL33E4Q', 'a-t-g1044ghJRUIJJ5ZPPZMOHKWZISL33E4Q'],
    ['x=%22t-g1044ghJRUIJJ5ZPPZMOHKWZISL33E4Q%22', 'x=%22***%22'],
    ['x\\nt-g1044ghJRUIJJ5ZPPZMOHKWZISL33E4Q', 'x\\n***'],
    ['x\\u0022t-g1044ghJRUIJJ5ZPPZMOHKWZISL33E4Q', 'x\\u0022***'],
    ['<b>eyJhbGciOi.eyJzdWIiOi.c2ln-_5hdHVyZQ</b>', '<b>***</b>'],
    ['t-shirt', 't-shirt'],
    ['no token here', 'no token here'],
  ])('%j', (text, safe) => {
    expect(withoutTokens(text)).toBe(safe)
  })

  test('takes a long text in one go', () => {
    const started = performance.now()
    withoutTokens('token'.repeat(200_000))
    withoutTokens(`token${' '.repeat(1_000_000)}`)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
