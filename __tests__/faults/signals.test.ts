import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { StepResult } from '../../sandbox/runner/step.ts'
import type { Server } from '../../sandbox/server.ts'
import { errorOf, openFeishu, openPort, runBundle, steps, stopAll, withApp } from './wire.ts'

const directory = mkdtempSync(join(tmpdir(), 'signals-'))
afterAll(async () => {
  await stopAll()
  rmSync(directory, { recursive: true, force: true })
})

/** Resolves a little after a condition holds: what led to it has to reach the step too. */
async function soonAfter(holds: () => boolean, ms = 40): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 5))
  await new Promise((done) => setTimeout(done, ms))
}

function arrived(server: Server, endpoint: string, count = 1): Promise<void> {
  return soonAfter(() => server.received.filter((request) => request.endpoint === endpoint).length >= count)
}

/** Runs a step and cancels its job at a moment. Checks what holds wherever it was: it ends at once, in order. */
async function cancelled(
  inputs: Record<string, string>,
  moment: Promise<unknown>,
  env: Record<string, string> = {},
): Promise<{ result: StepResult; error: string }[]> {
  const runs = (['SIGINT', 'SIGTERM'] as const).map(async (signal) => {
    let sent = 0
    const signalAfter = moment.then(() => {
      sent = performance.now()
    })
    const result = await runBundle({ inputs: { ...inputs, timeout_seconds: '20' }, env, signal, signalAfter })
    expect(performance.now() - sent).toBeLessThan(3000) // at once, on a machine that is busy too
    expect([result.exitCode, result.signal]).toEqual([1, null])
    return { result, error: errorOf(result) }
  })
  return Promise.all(runs)
}

const hang = { stop: { at: 'read', by: 'hang' } } as const

describe('a job that is cancelled', () => {
  test.concurrent('while its step connects', async () => {
    const port = await openPort((socket) => socket.resume())
    const moment = soonAfter(() => port.connections === 2)
    for (const { result, error } of await cancelled(
      { ...steps.execute, domain: `https://127.0.0.1:${port.port}` },
      moment,
    )) {
      expect(error).toMatch(
        /^execute-flow failed: cancelled before the response arrived\. No further requests were sent/,
      )
      expect(error).not.toMatch(/outcome unknown/i)
      expect(result.outputs.idempotent_key).toBe('key-of-this-run')
    }
  })

  test.concurrent('while the token is fetched', async () => {
    const { feishu, server } = await openFeishu()
    server.inject({ on: 'token', ...hang })
    server.inject({ on: 'token', ...hang })
    const runs = await cancelled({ ...withApp(steps.execute), domain: server.url }, arrived(server, 'token', 2))
    for (const { result, error } of runs) {
      expect(error).toMatch(
        /^execute-flow failed during the tenant_access_token request: cancelled before the response arrived/,
      )
      expect(error).not.toMatch(/outcome unknown/i)
      expect(result.outputs).toEqual({ idempotent_key: 'key-of-this-run', attempts: '0' })
    }
    expect(feishu.state.executions).toEqual([])
  })

  test.concurrent('while a flow is awaited', async () => {
    const { feishu, server } = await openFeishu()
    server.inject({ on: 'execute', delayAfterActing: 20_000 })
    server.inject({ on: 'execute', delayAfterActing: 20_000 })
    const runs = await cancelled({ ...steps.execute, domain: server.url }, arrived(server, 'execute', 2))
    for (const { result, error } of runs) {
      expect(error).toMatch(
        /: cancelled before the response arrived\. Outcome unknown: .* with idempotent_key key-of-this-run does not/,
      )
      expect(result.outputs).toEqual({ idempotent_key: 'key-of-this-run', attempts: '1' })
      expect(result.summary).toContain('key-of-this-run')
    }
    expect(feishu.state.executions).toHaveLength(1)
  })

  test.concurrent.each([
    ['the flow may have started', { status: 502 }, true],
    ['nothing was started', { status: 429, body: { code: 99991400, msg: 'slow down' } }, false],
  ])('while its step waits before a repeat: %s', async (_, scripted, unknown) => {
    const { feishu, server } = await openFeishu()
    const answer = { ...scripted, headers: { 'retry-after': '60' } }
    feishu.next(answer, { on: 'execute' })
    feishu.next(answer, { on: 'execute' })
    const inputs = { ...steps.execute, max_attempts: '4', domain: server.url }
    for (const { result, error } of await cancelled(inputs, arrived(server, 'execute', 2))) {
      expect(error).toMatch(/^execute-flow failed: cancelled before attempt 2 \(HTTP \d{3}, log_id \d+\)\./)
      expect(/outcome unknown.*key-of-this-run/i.test(error)).toBe(unknown)
      expect(result.outputs).toMatchObject({ idempotent_key: 'key-of-this-run', attempts: '1' })
      expect(result.outputs.http_status).toBe(String(scripted.status))
    }
    expect(server.received).toHaveLength(2)
  })

  test.concurrent('between several workflows', async () => {
    const { server } = await openFeishu()
    const ids = [1, 2, 3, 4].map((digit) => `730887123455263899${digit + 5}`)
    server.inject({ on: 'update' })
    server.inject({ on: 'update', ...hang })
    const result = await runBundle({
      inputs: { ...steps.update, workflow_id: ids.join('\n'), domain: server.url, timeout_seconds: '20' },
      signal: 'SIGTERM',
      signalAfter: arrived(server, 'update', 2),
    })
    expect(errorOf(result)).toMatch(/cancelled/)
    expect(errorOf(result)).toMatch(new RegExp(`Not tried: ${ids.slice(2).join(', ')}`))
    const type = 'automation'
    expect(JSON.parse(result.outputs.workflows ?? '')).toEqual([
      { workflow_id: ids[0], type, status: 'Disable', code: 0, msg: 'success' },
      { workflow_id: ids[1], type },
      ...ids.slice(2).map((workflow_id) => ({ workflow_id, type, msg: 'not tried' })),
    ])
    expect(result.outputs.attempts).toBe('2')
    expect(server.received).toHaveLength(2)
  })

  // Right after the first signal the step writes its report, in which a second one must not end it.
  test.concurrent.each(['SIGINT', 'SIGTERM'] as const)(
    'with SIGINT and %s a millisecond later reports once',
    async (second) => {
      const { server } = await openFeishu()
      server.inject({ on: 'execute', ...hang })
      const preload = join(directory, `${second}.mjs`)
      writeFileSync(
        preload,
        `process.once('SIGINT', () => setTimeout(() => process.kill(process.pid, '${second}'), 1))`,
      )
      const result = await runBundle({
        inputs: { ...steps.execute, domain: server.url },
        env: { NODE_OPTIONS: `--import=${preload}` },
        signal: 'SIGINT',
        signalAfter: arrived(server, 'execute'),
      })
      expect([result.exitCode, result.signal]).toEqual([1, null])
      expect(errorOf(result)).toMatch(/: cancelled before the response arrived\. Outcome unknown/)
      expect(result.outputs).toEqual({ idempotent_key: 'key-of-this-run', attempts: '1' })
      expect(result.summary).toContain('### execute-flow: failed')
    },
  )
})
