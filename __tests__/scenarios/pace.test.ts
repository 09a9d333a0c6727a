import { expect, test } from '@jest/globals'
import { createFeishu } from '../../sandbox/feishu.ts'
import { sleep } from '../../src/feishu/clock.ts'
import type { HttpRequest, Transport } from '../../src/feishu/transport.ts'
import { received } from '../support/received.ts'
import { runSource, type SourceOptions } from '../support/source.ts'
import { virtualClock } from '../support/virtual-clock.ts'
import { base } from './requests.ts'
import { token } from './scenario.ts'

/**
 * Runs a step against a Feishu in memory, on a clock that leaps from wait to wait.
 * @param latency milliseconds that each request takes
 * @returns when each update was sent
 */
async function sendTimes(count: number, latency: number, options: SourceOptions = {}) {
  const ids = Array.from({ length: count }, (_, index) => `${index + 1}`)
  const workflows = ids.map((workflow_id) => ({ workflow_id, title: '', status: 'Disable' }))
  const feishu = createFeishu({
    tokens: [{ token, kind: 'tenant', valid: true }],
    bases: [{ app_token: base, workflows }],
  })
  const clock = virtualClock()
  const times: number[] = []
  const send = async (request: HttpRequest) => {
    if (request.method === 'PUT') times.push(clock.now())
    await sleep(clock, latency, new AbortController().signal)
    const response = feishu.handle(received(request))
    if (!response) throw new Error('Feishu did not respond')
    const header = (name: string) => response.headers[name]
    return { kind: 'response', http_status: response.status, header, text: response.body, complete: true } as const
  }
  const openTransport = (): Transport => ({ send, close() {} })
  const inputs = {
    access_token: token,
    app_token: base,
    ...(options.action ? {} : { operation: 'update-workflow', status: 'Enable', workflow_id: ids.join(',') }),
  }
  const result = await clock.run(runSource({ inputs, ...options, runtime: { clock, openTransport, random: () => 0 } }))
  expect(result.exitCode).toBe(0)
  return times
}

/** The most updates within any 1.1 s. */
const busiest = (times: readonly number[]) =>
  Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + 1100).length))

test.each([0, 1, 20, 99, 110, 300])('sends 25 updates at ten per 1.1 s, with a latency of %i ms', async (latency) => {
  const times = await sendTimes(25, latency)
  expect(times).toHaveLength(25)
  expect(busiest(times)).toBeLessThanOrEqual(10)
  expect(times.at(-1)).toBe(Math.max(2200 + 4 * latency, 24 * latency))
})

test('paces what post enables again', async () => {
  const workflows = Array.from({ length: 25 }, (_, index) => ({ workflow_id: `${index + 1}`, type: 'automation' }))
  const paused = JSON.stringify({ base_url: 'https://open.feishu.cn', app_token: base, link: '', workflows })
  const times = await sendTimes(25, 0, { action: 'pause', phase: 'post', state: { paused } })
  expect(times).toHaveLength(25)
  expect(busiest(times)).toBe(10)
})
