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

const statuses = (feishu: ReturnType<typeof createFeishu>) =>
  feishu.state.bases.flatMap(({ workflows }) => workflows.map(({ status }) => status))

describe('the entry', () => {
  test('of the action runs a step', async () => {
    const { inputs } = await start()
    const options = { inputs: { ...inputs, operation: 'list-workflows', app_token: base } }
    const result = await runEntry('index', options)
    expect(result).toMatchObject({ exitCode: 0, outputs: { complete: 'true' } })
  })

  test.each([
    ['call', { request: 'GET /open-apis/x' }],
    ['message', { to: 'oc_1', text: 'a' }],
    ['resume', { app_token: base, workflows: '[{"workflow_id":"1","previous_status":"Enable"}]' }],
    ['trigger', { webhook_url: 'https://x.feishu.cn/base/automation/webhook/event/x' }],
  ] as const)('of %s runs a step', async (action, inputs) => {
    expect(await runEntry(action, { action, inputs: { ...inputs, dry_run: 'true' } })).toMatchObject({ exitCode: 0 })
  })

  test('of pause disables what is enabled, and that of restore enables it again', async () => {
    const { inputs, feishu } = await start()
    const before = statuses(feishu)
    const options = { inputs: { ...inputs, app_token: base }, action: 'pause' } as const
    const main = await runEntry('pause', options)
    expect(main).toMatchObject({ exitCode: 0, outputs: { paused: '3' } })
    expect(new Set(statuses(feishu))).toEqual(new Set(['Disable']))
    const post = await runEntry('restore', { ...options, phase: 'post', state: main.state })
    expect(post).toMatchObject({ exitCode: 0, annotations: [] })
    expect(statuses(feishu)).toEqual(before)
  })

  test('of restore does nothing where nothing was saved', async () => {
    const { inputs } = await start()
    const result = await runEntry('restore', { inputs, action: 'pause', phase: 'post' }, false)
    expect(result).toMatchObject({ exitCode: 0, stdout: '' })
  })

  test.each(['index', 'pause', 'restore'] as const)('%s says which Node it needs', async (entry) => {
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

  test('ends at once when the job is cancelled, however often', async () => {
    const { server, inputs } = await start()
    server.inject({ on: 'execute', stop: { at: 'acted', by: 'hang' } })
    const flow = { namespace: 'package_7344545d87__c', flow_id: 'deleteObject_99c656599f', operator: '1111' }
    const options = { inputs: { ...inputs, ...flow, operation: 'execute-flow', idempotent_key: 'k-1' } }
    const running = runEntry('index', options)
    await server.whenReceived('execute')
    for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM'] as const) process.emit(signal, signal)
    const { exitCode, annotations } = await running
    expect(exitCode).toBe(1)
    expect(annotations.map(({ message }) => message)).toEqual([expect.stringContaining('idempotent_key (k-1)')])
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
  const workflows = ['1', '2', '3'].map((workflow_id) => ({ workflow_id }))
  await promisify(exec)(`"${process.execPath}" "${scriptOf('post', 'pause')}" | true`, {
    env: {
      ...runnerVariables(),
      ...inputVariables({ ...inputs, app_token: base, max_attempts: '1' }, 'pause'),
      STATE_paused: JSON.stringify({ base_url: server.url, app_token: base, link: '', answered: true, workflows }),
    },
  })
  expect(server.received.filter(({ method }) => method === 'PUT')).toHaveLength(workflows.length)
})

describe('a step that was started', () => {
  const signalOf = () => new Promise<AbortSignal>((resolve) => startStep(async (cancelled) => resolve(cancelled)))

  test('is not ended by an error of stdout', async () => {
    await signalOf()
    expect(process.stdout.emit('error', new Error('EPIPE'))).toBe(true)
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGBREAK'] as const)('is cancelled by %s', async (signal) => {
    const cancelled = await signalOf()
    expect(cancelled.aborted).toBe(false)
    process.emit(signal, signal)
    expect(cancelled.aborted).toBe(true)
  })
})
