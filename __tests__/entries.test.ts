import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from '@jest/globals'
import { createFeishu } from '../sandbox/feishu.ts'
import { inputVariables, scriptOf } from '../sandbox/runner/action.ts'
import { runStep } from '../sandbox/runner/step.ts'
import { runnerVariables } from '../sandbox/runner/variables.ts'
import { type Server, startServer } from '../sandbox/server.ts'
import type { Clock } from '../src/feishu/clock.ts'
import { runEntry, runSource } from './support/source.ts'

const token = 't-g1044known'
let server: Server

afterEach(() => server.stop())

/** A sandbox whose answer to the flow takes its time, and the inputs of a step that waits for it. */
async function slowFlow(fault: Parameters<Server['inject']>[0], inputs: Record<string, string> = {}) {
  server = await startServer(createFeishu({ tokens: [{ token, kind: 'tenant', valid: true }] }))
  server.inject({ on: 'execute', ...fault })
  return {
    operation: 'execute-flow',
    namespace: 'package_7344545d87__c',
    flow_id: 'deleteObject_99c656599f',
    operator: '1111',
    idempotent_key: 'k-1',
    timeout_seconds: '600',
    access_token: token,
    domain: server.url,
    ...inputs,
  }
}

/** Runs a hundred times as fast as the machine's own clock. */
const fast: Clock = {
  now: () => performance.now() * 100,
  after(ms, action) {
    const timer = setTimeout(action, ms / 100)
    return () => clearTimeout(timer)
  },
}

/** Variables with which a process runs a module's code before its own. */
function preloading(code: string): { NODE_OPTIONS: string } {
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` }
}

/** The fast clock for a process. */
const fastModule = `
  const { setTimeout: later, Date: { now } } = globalThis
  const started = now()
  globalThis.setTimeout = (action, ms, ...rest) => later(action, ms / 100, ...rest)
  Date.now = () => started + (performance.now() * 100)
`

const waiting = (log: string) => log.split('\n').filter((line) => line.startsWith('Still waiting'))

describe('while a flow is awaited', () => {
  test('a line every 15 seconds says for how long, in the source', async () => {
    const inputs = await slowFlow({ delayAfterActing: 520 })
    const result = await runSource({ inputs, world: { clock: fast } })
    expect(result).toMatchObject({ exitCode: 0, annotations: [] })
    const said = waiting(result.log).map((line) => Number(/the flow: (\d+) s so far\.$/.exec(line)?.[1]))
    expect(said).toHaveLength(3)
    // A busy machine's timers come late, a hundredfold here.
    for (const [index, seconds] of said.entries()) {
      expect(seconds).toBeGreaterThanOrEqual(15 * (index + 1))
      expect(seconds).toBeLessThan(15 * (index + 2))
    }
  })

  test('and in the bundle', async () => {
    const inputs = await slowFlow({ delayAfterActing: 520 })
    const result = await runStep({ inputs, env: preloading(fastModule) })
    expect(result).toMatchObject({ exitCode: 0, annotations: [] })
    expect(waiting(result.log).length).toBeGreaterThanOrEqual(2)
    expect(waiting(result.log)[0]).toMatch(/^Still waiting for the flow: (1[5-9]|2\d) s so far\.$/)
  })

  test('but not for one that nobody waits for', async () => {
    const inputs = await slowFlow({ delayAfterActing: 320 }, { is_async: 'true' })
    const result = await runSource({ inputs, world: { clock: fast } })
    expect(result.exitCode).toBe(0)
    expect(waiting(result.log)).toEqual([])
  })
})

describe('the entry', () => {
  test('runs a step with the machine behind it', async () => {
    const inputs = await slowFlow({})
    const result = await runEntry({ inputs })
    expect(result).toMatchObject({ exitCode: 0, outputs: { execution_id: '1816970091484211001' } })
  })

  test('ends with the step, whatever is still open', async () => {
    const inputs = await slowFlow({})
    const result = await runStep({ inputs, env: preloading('setInterval(() => {}, 1000)') })
    expect(result).toMatchObject({ exitCode: 0, timedOut: false, outputs: { execution_id: '1816970091484211001' } })
  })

  test('ends when all that it printed is out', async () => {
    const feishu = createFeishu({ tokens: [{ token, kind: 'tenant', valid: true }] })
    server = await startServer(feishu)
    // More than a pipe holds.
    const workflows = Array.from({ length: 500 }, (_, index) => {
      return { workflow_id: String(index), status: 'Enable', title: 't'.repeat(400) }
    })
    feishu.next({ body: { code: 0, msg: '', data: { workflows } } }, { on: 'list' })
    const inputs = { operation: 'list-workflows', app_token: 'appb', access_token: token, domain: server.url }
    const { stdout } = await promisify(exec)(`"${process.execPath}" "${scriptOf('main')}" | (sleep 0.2; cat)`, {
      env: { ...runnerVariables(), ...inputVariables(inputs) },
    })
    const lines = stdout.trim().split('\n')
    expect(lines.slice(2)).toHaveLength(502)
    expect(lines.at(-1)).toMatch(/^code 0, HTTP status 200, /)
  })

  test('ends at once when the job is cancelled', async () => {
    const inputs = await slowFlow({ stop: { at: 'acted', by: 'hang' } })
    const going = runEntry({ inputs })
    while (server.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    process.emit('SIGINT', 'SIGINT')
    const { exitCode, annotations, ms } = await going
    expect(exitCode).toBe(1)
    expect(annotations.map(({ message }) => message)).toEqual([expect.stringContaining('idempotent_key k-1')])
    expect(ms).toBeLessThan(5000)
  })
})
