import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { createFeishu } from '../sandbox/feishu.ts'
import { inputVariables, scriptOf } from '../sandbox/runner/action.ts'
import { runnerVariables } from '../sandbox/runner/variables.ts'
import { type Server, startServer } from '../sandbox/server.ts'
import { nodeTooOld } from '../src/messages/node-version.ts'
import { start as startStep } from '../src/runner/process.ts'
import { runEntry } from './support/source.ts'

const token = 't-g1044known'
const base = 'appbcbWCzen6D8dezh'
let server: Server | undefined

afterEach(async () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK']) process.removeAllListeners(signal)
  process.stdout.removeAllListeners('error')
  jest.restoreAllMocks()
  await server?.stop()
  server = undefined
})

async function start() {
  const feishu = createFeishu({ tokens: [{ token, kind: 'tenant', valid: true }] })
  server = await startServer(feishu)
  return { feishu, server, inputs: { access_token: token, domain: server.url } }
}

/** The state that main of pause saves for its post step, which enables these. */
function pausedAt(base_url: string, ids: readonly string[]): string {
  const workflows = ids.map((workflow_id) => ({ workflow_id }))
  return JSON.stringify({ base_url, app_token: base, link: '', answered: true, workflows })
}

describe('the entry', () => {
  test.each([
    ['index', { operation: 'list-workflows', app_token: base }],
    ['call', { request: 'GET /open-apis/x' }],
    ['message', { to: 'oc_1', text: 'a' }],
    ['pause', { app_token: base }],
    ['resume', { app_token: base, workflows: '[{"workflow_id":"1","previous_status":"Enable"}]' }],
    ['trigger', { webhook_url: 'https://x.feishu.cn/base/automation/webhook/event/x' }],
  ] as const)('of %s runs a step', async (entry, inputs) => {
    const action = entry === 'index' ? {} : { action: entry }
    expect(await runEntry(entry, { ...action, inputs: { ...inputs, dry_run: 'true' } })).toMatchObject({ exitCode: 0 })
  })

  test('of restore enables what was paused', async () => {
    const { feishu, server, inputs } = await start()
    const [automation] = feishu.state.bases[0]?.workflows.filter(({ status }) => status === 'Disable') ?? []
    const state = { paused: pausedAt(server.url, [String(automation?.workflow_id)]) }
    await runEntry('restore', { action: 'pause', phase: 'post', inputs: { ...inputs, app_token: base }, state })
    expect(automation?.status).toBe('Enable')
  })

  test.each(['index', 'pause', 'restore'] as const)('of %s says which Node it needs', async (entry) => {
    const real = process.versions
    Object.defineProperty(process, 'versions', { value: { ...real, node: '20.19.0' } })
    try {
      const result = await runEntry(entry, { state: { paused: '{}' }, env: { INPUT_LANGUAGE: undefined } }, false)
      expect(result.exitCode).toBe(1)
      expect(result.annotations.map(({ message }) => message)).toEqual([nodeTooOld('en', '20.19.0', 24)])
    } finally {
      Object.defineProperty(process, 'versions', { value: real })
    }
  })
})

test('the bundle ends when all that it printed is out', async () => {
  const { feishu, inputs } = await start()
  // More than a pipe holds.
  const workflows = Array.from({ length: 500 }, (_, index) => {
    return { workflow_id: String(index), status: 'Enable', title: 't'.repeat(400) }
  })
  feishu.next({ body: { code: 0, msg: '', data: { workflows } } }, { on: 'list' })
  const { stdout } = await promisify(exec)(`"${process.execPath}" "${scriptOf('main')}" | (sleep 0.2; cat)`, {
    env: { ...runnerVariables(), ...inputVariables({ ...inputs, operation: 'list-workflows', app_token: base }) },
  })
  const lines = stdout.trim().split('\n')
  expect(lines.filter((line) => /^\d+ {2}automation/.test(line)).length).toBe(500)
  expect(lines.at(-1)).toMatch(/^code 0, http_status 200, /)
})

test('the bundle finishes its work where nobody reads its log', async () => {
  const { server, inputs } = await start()
  const ids = ['1', '2', '3']
  await promisify(exec)(`"${process.execPath}" "${scriptOf('post', 'pause')}" | true`, {
    env: {
      ...runnerVariables(),
      ...inputVariables({ ...inputs, app_token: base, max_attempts: '1' }, 'pause'),
      STATE_paused: pausedAt(server.url, ids),
    },
  })
  expect(server.received.filter(({ method }) => method === 'PUT')).toHaveLength(ids.length)
})

describe('a step that was started', () => {
  const signalOf = () => new Promise<AbortSignal>((resolve) => startStep(async (cancelled) => resolve(cancelled)))

  test('is not ended by an error of stdout', async () => {
    await signalOf()
    expect(process.stdout.emit('error', new Error('EPIPE'))).toBe(true)
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGBREAK'] as const)(
    'is cancelled by %s, and not ended by another',
    async (signal) => {
      const cancelled = await signalOf()
      expect(cancelled.aborted).toBe(false)
      expect(process.emit(signal, signal)).toBe(true)
      expect(cancelled.aborted).toBe(true)
      expect(process.emit(signal, signal)).toBe(true)
    },
  )
})
