import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { errorDetails, withoutTokens } from '../../src/feishu/details.ts'
import { say } from '../support/inputs.ts'

describe('details', () => {
  const url = 'https://open.feishu.cn/app/cli_x/auth'
  const read = (body: Record<string, unknown>) => {
    const { details, links } = errorDetails(body)
    return { details: say(details), links: links.map(({ quoted }) => quoted) }
  }

  test.each<[form: string, body: Record<string, unknown>, details: string, links: string[]]>([
    [
      'as they are on the wire',
      {
        error: {
          permission_violations: [{ subject: 'bitable:app' }, { subject: 'base:workflow:write' }],
          helps: [{ url, description: 'apply' }],
          field_violations: [
            { field: 'status', value: 'private', description: 'not one of Enable, Disable' },
            { field: 'x' },
            { value: 'private' },
          ],
          troubleshooter: `Troubleshooting: ${url}?log_id=1`,
        },
      },
      'Missing scope (any one of): bitable:app, base:workflow:write. Details from Feishu: status: not one of Enable, Disable; x.',
      [url, `${url}?log_id=1`],
    ],
    [
      'as the documents have them',
      { error: { permission_violations: [{ scope: 'bitable:app', url }], troubleshooter: url } },
      'Missing scope: bitable:app.',
      [url],
    ],
    [
      'of base/v3',
      {
        error: { hint: 'one' },
        data: { error: { hint: 'Two.', message: 'no such field', docs_url: url }, challenge_url: `${url}/c` },
      },
      'Details from Feishu: no such field one Two.',
      [url, `${url}/c`],
    ],
    ['as text', { error: 'one', data: { error: 'two' } }, 'Details from Feishu: one two.', []],
    [
      'without what msg says already, with the pages they mention',
      {
        msg: 'FieldNameNotFound',
        error: { message: `no (see ${url}/x?a=1).`, hint: 'FieldName', details: [{ value: 'row 1' }, {}] },
      },
      `Details from Feishu: no (see ${url}/x?a=1). row 1.`,
      [`${url}/x?a=1`],
    ],
  ])('are read %s', (_, body, details, links) => {
    expect(read(body)).toEqual({ details, links })
  })

  test.each([
    undefined,
    [],
    { message: {}, details: 'text', permission_violations: 'text', helps: {}, field_violations: [[], null, 5] },
    { permission_violations: [{}], helps: [{}], field_violations: [{ value: 'private' }], troubleshooter: 'no link' },
    {
      helps: [{ url: 'http://plain.example' }, { url: 'javascript:https://' }],
      troubleshooter: 'http://plain.example',
    },
  ])('are none in %j', (error) => {
    expect(read({ error })).toEqual({ details: '', links: [] })
  })

  test('come from any JSON without a crash', () => {
    const lists = ['permission_violations', 'helps', 'field_violations', 'details']
    const members = fc.constantFrom(...lists, 'troubleshooter', 'hint', 'message')
    fc.assert(
      fc.property(fc.dictionary(members, fc.jsonValue()), fc.jsonValue(), (error, data) => {
        expect(read({ error, data }).links.filter((link) => !link.startsWith('https://'))).toEqual([])
      }),
    )
  })
})

describe('withoutTokens', () => {
  const token = 't-g1044ghJRUIJJ5ZPPZMOHKWZISL33E4Q'

  test.each([
    ['{\\"tenant_access_token\\":\\"t-abc\\"}', '{\\"tenant_access_token\\":\\"***\\"}'],
    ['"app_secret": "abc"', '"app_secret": "***"'],
    ['token=t-abc&SECRET=y', 'token=***&SECRET=***'],
    ['Authorization: Bearer t-abc, x', 'Authorization: Bearer ***, x'],
    ['Proxy-Authorization: Basic dTpwYXNz', 'Proxy-Authorization: Basic ***'],
    [token, '***'],
    ['it is u-7Qn1EExqh7CrKfLzZ6wTdR0lmRSp1hhXVMG0k0000Cak.', 'it is ***.'],
    ['eyJa.b.c eyJd.e.f', '*** ***'],
    ['<b>eyJhbGciOi.eyJzdWIiOi.c2ln-_5hdHVyZQ</b>', '<b>***</b>'],
    // What an escape ends with belongs to no token.
    [`x=%22${token}%22`, 'x=%22***%22'],
    [`x\\n${token}`, 'x\\n***'],
    [`x\\u0022${token}`, 'x\\u0022***'],
    [`a-${token}`, `a-${token}`],
    ['t-shirt', 't-shirt'],
  ])('leaves none in %j', (text, safe) => {
    expect(withoutTokens(text)).toBe(safe)
  })

  test('takes a long text in one go', () => {
    const started = performance.now()
    withoutTokens('token'.repeat(200_000))
    withoutTokens(`token${' '.repeat(1_000_000)}`)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
