import { afterAll, describe, expect, test } from '@jest/globals'
import type { InjectedFault } from '../../sandbox/injected-fault.ts'
import { at, errorOf, openFeishu, runFast, secret, steps, stopAll } from './wire.ts'

afterAll(stopAll)

// No automation is started twice, and no request is sent twice that may do its work twice.

const losses: [name: string, fault: InjectedFault, status?: number][] = [
  ['a reset before Feishu reads it', { stop: { at: 'unread', by: 'reset' } }],
  ['a reset after Feishu has acted', { stop: { at: 'acted', by: 'reset' } }],
  ['a response that breaks off', { stop: { at: 'mid-body', by: 'close' } }],
  ['a timeout', { stop: { at: 'acted', by: 'hang' } }],
  ['a truncated gzip body', { encoding: 'gzip', cut: { bytes: 20, length: 'sent' } }],
  ['an empty 502', {}, 502],
  ['HTTP 504', {}, 504],
]

const message = JSON.stringify({ receive_id: 'oc_1', msg_type: 'text', content: '{"text":"hello"}' })
const requests = {
  trigger: { ...steps.trigger, endpoint: 'trigger' },
  'call that is not repeatable': { ...steps.call, params: message, endpoint: 'send-message' },
  'call that is repeatable': {
    ...steps.call,
    request: 'POST /open-apis/bitable/v1/apps/appbcbWCzen6D8dezh/tables/tbl1/records?client_token=c-1',
    params: '{"fields":{}}',
    repeatable: 'true',
    endpoint: 'add-record',
  },
}

/** Runs a step whose first response is lost. */
async function runOnce(name: keyof typeof requests, [, fault, status]: (typeof losses)[number]) {
  const { endpoint, ...inputs } = requests[name]
  const { feishu, server } = await openFeishu()
  server.inject({ on: endpoint, ...fault })
  if (status) feishu.next({ status }, { on: endpoint, act: true })
  const timeout_seconds = fault.stop?.by === 'hang' ? '5' : '60'
  const result = await runFast({ inputs: at(server.url, { ...inputs, max_attempts: '4', timeout_seconds }) })
  return { result, state: feishu.state, received: server.received }
}

describe.each(losses)('after %s', (...loss) => {
  test('an automation is triggered again with the same key, and starts once', async () => {
    const { result, state, received } = await runOnce('trigger', loss)
    expect([result.exitCode, result.outputs.attempts, received.length]).toEqual([0, '2', 2])
    expect(received.map(({ headers }) => headers['client-token'])).toEqual(['key-of-this-run', 'key-of-this-run'])
    expect(state.webhooks[0]?.starts).toHaveLength(1)
  })

  test('a call that is not repeatable is not repeated', async () => {
    const { result, state, received } = await runOnce('call that is not repeatable', loss)
    expect([result.exitCode, result.outputs.attempts, received.length]).toEqual([1, '1', 1])
    expect(state.messages.length).toBeLessThanOrEqual(1)
    expect(errorOf(result)).toMatch(/Outcome unknown: the request may have been processed\. Check in Feishu before/)
    expect(errorOf(result)).not.toMatch(/is safe/)
  })

  test('a call that is repeatable is repeated', async () => {
    const { result, state, received } = await runOnce('call that is repeatable', loss)
    expect([result.exitCode, result.outputs.attempts, received.length]).toEqual([0, '2', 2])
    expect(state.records).toHaveLength(1)
  })
})

/** What tells that nothing was processed; `code` is Feishu's. */
const unprocessed: [endpoint: string, inputs: Record<string, string>, code: number][] = [
  ['trigger', steps.trigger, 800005652],
  ['send-message', { ...steps.call, params: message }, 99991400],
  ['execute', steps.execute, 99991400],
]

test.each(unprocessed)('%s is repeated after a rate limit', async (on, inputs, code) => {
  const { feishu, server } = await openFeishu()
  feishu.next({ status: 429, headers: { 'x-ogw-ratelimit-reset': '0' }, body: { code, msg: 'slow down' } }, { on })
  const result = await runFast({ inputs: at(server.url, { ...inputs, max_attempts: '2' }) })
  expect([result.exitCode, result.outputs.attempts]).toEqual([0, '2'])
})

test.each(unprocessed)('%s is repeated after a connection that was never made', async (on, inputs) => {
  const { feishu, server } = await openFeishu()
  await server.stop()
  const result = await runFast({ inputs: at(server.url, { ...inputs, max_attempts: '2' }) })
  expect(errorOf(result)).toMatch(/failed: ECONNREFUSED: .*Failed after 2 attempts\. Nothing was sent\./)
  expect(errorOf(result)).not.toMatch(/unknown|started/i)
  expect(feishu.handled.filter(({ endpoint }) => endpoint === on)).toEqual([])
})

test('an automation that was rate limited once more than allowed is not started', async () => {
  const { feishu, server } = await openFeishu()
  feishu.state.webhooks = [{ token: secret.webhook_path, enabled: true, rateLimited: 3, starts: [] }]
  const result = await runFast({ inputs: at(server.url, { ...steps.trigger, max_attempts: '3' }) })
  expect(errorOf(result)).toMatch(/\(code 800005652, .*Failed after 3 attempts\. .*5 requests per second/)
  expect(errorOf(result)).not.toMatch(/unknown/i)
  expect(feishu.state.webhooks[0]?.starts).toEqual([])
})
