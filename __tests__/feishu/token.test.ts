import { expect, test } from '@jest/globals'
import { tokenKind } from '../../src/feishu/token.ts'

test.each([
  ['t-1', 'tenant'],
  ['u-1', 'user'],
  ['eyJ.a.b', 'unknown'],
])('%s is of the kind %s', (access_token, kind) => {
  expect(tokenKind({ kind: 'token', access_token })).toBe(kind)
})

test('without a token, the kind is that of the credentials', () => {
  expect(tokenKind({ kind: 'app', app_id: 'cli_a', app_secret: 's' })).toBe('app')
  expect(tokenKind(undefined)).toBe('none')
})
