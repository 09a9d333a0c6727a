import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Endpoint, isId, requestTo } from '../../src/feishu/request.ts'

const endpoint = {
  name: 'updateAutomation',
  method: 'PUT',
  path: '/apps/:app_token/workflows/:workflow_id',
  tokens: 'tenant',
  scopes: [],
} as const satisfies Endpoint
const idempotency = { kind: 'read' } as const

/** Any text, halves of surrogate pairs and control characters among it. */
const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
const pieces = [...'./\\?#;% \t\n\0流a', ...'.. %2e%2e %2F \ud800'.split(' '), '']
const id = fc.oneof(
  units.map((codes) => String.fromCharCode(...codes)),
  fc.array(fc.constantFrom(...pieces), { maxLength: 4 }).map((parts) => parts.join('')),
)

describe('a path', () => {
  test('has an id as exactly one segment', () => {
    fc.assert(
      fc.property(id, id, (app_token, workflow_id) => {
        fc.pre(isId(app_token) && isId(workflow_id))
        const { path } = requestTo(endpoint, { app_token, workflow_id }, { idempotency })
        const url = new URL(`https://open.feishu.cn${path}`)
        expect(url.pathname).toBe(path)
        expect(url.search + url.hash).toBe('')
        const segments = url.pathname.split('/').map(decodeURIComponent)
        expect(segments).toEqual(['', 'apps', app_token, 'workflows', workflow_id])
      }),
      { numRuns: 500 },
    )
  })

  test('keeps the name of an id that is not known yet, and takes a query', () => {
    const ids = { app_token: undefined, workflow_id: '1' }
    const { path } = requestTo(endpoint, ids, { query: { token: 'a b&c' }, idempotency })
    expect(path).toBe('/apps/:app_token/workflows/1?token=a+b%26c')
  })
})

describe('isId', () => {
  test.each(['...', '7308871234552638996', '流程', 'wkfGx2kQ7mLp4nRt', 'package_7344545d87__c', 'a-b_c:d'])(
    'takes %j',
    (text) => expect(isId(text)).toBe(true),
  )

  test.each([
    '',
    '.',
    '..',
    'a\0b',
    'a\u0085',
    '\ud800',
    ' ',
    'a/b',
    'a\\b',
    'a,b',
    '"a"',
    "'a'",
    'a#',
    'a?b',
    '%2e',
    'a，b',
    ...'`()[]{}<>&=;|、；“”‘’\t\u00a0\u3000\u0007\u007f\u00ad\u200b\ufeff\u3164\ufe0f',
    '\u{e0100}',
  ])('does not take %j', (text) => expect(isId(text)).toBe(false))
})
