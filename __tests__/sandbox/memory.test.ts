import { expect, test } from '@jest/globals'
import { exchange, type MemoryFault } from '../../sandbox/memory.ts'
import { feishuWithTokens, TENANT, UPDATE_PATH } from './client.ts'

const request = {
  method: 'PUT',
  url: `https://open.feishu.cn${UPDATE_PATH}`,
  headers: { 'Content-Type': 'application/json', Authorization: TENANT.authorization },
  body: '{"status":"Disable"}',
}

test('exchanges a request in memory', async () => {
  const feishu = feishuWithTokens()
  const result = await exchange(feishu, request)
  expect(result).toMatchObject({ kind: 'response', response: { status: 200 }, complete: true })
  expect(feishu.handled).toMatchObject([{ endpoint: 'update', path: UPDATE_PATH, body: request.body }])
})

test.each<[MemoryFault, { at: string; sent: number; handled: number; head?: number }]>([
  [{ stop: { at: 'connect', by: 'refused' } }, { at: 'connect', sent: 0, handled: 0 }],
  [{ stop: { at: 'unread', by: 'reset' } }, { at: 'unread', sent: 1, handled: 0 }],
  [{ stop: { at: 'read', by: 'reset' } }, { at: 'read', sent: 1, handled: 0 }],
  [{ stop: { at: 'acted', by: 'close' } }, { at: 'acted', sent: 1, handled: 1 }],
  [{ stop: { at: 'mid-body', by: 'reset' } }, { at: 'mid-body', sent: 1, handled: 1, head: 200 }],
])('loses it with %j', async (fault, wanted) => {
  const feishu = feishuWithTokens()
  let sent = 0
  const result = await exchange(feishu, request, fault, {
    onSent: () => {
      sent += 1
    },
  })
  if (result.kind !== 'lost') throw new Error('expected a lost request')
  expect({ at: result.at, sent, handled: feishu.handled.length, head: result.head?.status }).toEqual(wanted)
})

test('cuts a response', async () => {
  const cut = (length: 'full' | 'sent') => exchange(feishuWithTokens(), request, { cut: { bytes: 5, length } })
  expect(await cut('sent')).toMatchObject({ response: { body: '{"cod' }, complete: true })
  expect(await cut('full')).toMatchObject({ response: { body: '{"cod' }, complete: false })
})

test('waits on a clock of the caller, which may give up', async () => {
  const feishu = feishuWithTokens()
  const waits: number[] = []
  const giveUp = new AbortController()
  const wait = async (ms: number) => {
    waits.push(ms)
    if (ms === 7) giveUp.abort()
  }
  const options = { wait, cancelled: giveUp.signal }
  await exchange(feishu, request, { delayBeforeSending: 1, delayBeforeActing: 2, delayAfterActing: 7 }, options)
  expect(waits).toEqual([1, 2, 7])
  expect(await exchange(feishu, request, {}, options)).toMatchObject({ kind: 'lost', by: 'cancelled' })
  expect(feishu.handled).toHaveLength(1)
})

test('never settles where Feishu does not respond, or the fault hangs', async () => {
  const url = request.url.replace(/bitable.*/, 'base/v3/bases/appbcbWCzen6D8dezh/workflows/wkfGx2kQ7mLp4nRt/enable')
  const silent = exchange(feishuWithTokens(), { ...request, method: 'PATCH', url, body: '' })
  const hanging = exchange(feishuWithTokens(), request, { stop: { at: 'read', by: 'hang' } })
  const soon = new Promise((resolve) => setImmediate(resolve, 'pending'))
  expect(await Promise.race([silent, hanging, soon])).toBe('pending')
})
