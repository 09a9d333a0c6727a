import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Endpoint, isId, requestTo } from '../../src/feishu/request.ts'
import { textOf } from '../support/texts.ts'

const endpoint = {
  name: 'updateAutomation',
  method: 'PUT',
  path: '/apps/:app_token/workflows/:workflow_id',
  tokens: 'tenant',
  scopes: [],
} as const satisfies Endpoint
const idempotency = { kind: 'read' } as const

describe('a path', () => {
  test('has an id as exactly one segment', () => {
    const id = textOf([...'./\\?#;% \t\n\0流a', ...'.. %2e%2e %2F \ud800'.split(' ')], 4)
    fc.assert(
      fc.property(id, id, (app_token, workflow_id) => {
        fc.pre(isId(app_token) && isId(workflow_id))
        const { path } = requestTo(endpoint, { app_token, workflow_id }, { idempotency })
        const url = new URL(`https://open.feishu.cn${path}`)
        expect([url.pathname, url.search, url.hash]).toEqual([path, '', ''])
        const segments = url.pathname.split('/').map(decodeURIComponent)
        expect(segments).toEqual(['', 'apps', app_token, 'workflows', workflow_id])
      }),
    )
  })

  test('keeps the name of an id that is not known yet, and takes a query', () => {
    const ids = { app_token: undefined, workflow_id: '1' }
    const { path } = requestTo(endpoint, ids, { query: { token: 'a b&c' }, idempotency })
    expect(path).toBe('/apps/:app_token/workflows/1?token=a+b%26c')
  })
})

describe('isId', () => {
  test.each(['...', '7308871234552638996', '流程', 'package_7344545d87__c', 'a-b_c:d'])('takes %j', (text) => {
    expect(isId(text)).toBe(true)
  })

  test.each(['', '.', '..', '\ud800'])('does not take %j', (text) => expect(isId(text)).toBe(false))

  // Separators, quotes and brackets of any kind; control and invisible characters.
  const odd =
    ' "\'`,#/\\()[]{}<>?&=%;|，、；“”‘’\t\0\u0007\u007f\u0085\u00a0\u00ad\u200b\u3000\u3164\ufe0f\ufeff\u{e0100}'

  test.each([...odd])('does not take a text with %j', (character) => {
    expect(isId(`a${character}b`)).toBe(false)
  })
})
