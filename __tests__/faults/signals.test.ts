import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { errorOf, openFeishu, runBundle, steps, stopAll } from './wire.ts'

const directory = mkdtempSync(join(tmpdir(), 'signals-'))
afterAll(async () => {
  await stopAll()
  rmSync(directory, { recursive: true, force: true })
})

// Real signals and real processes; what becomes of a step at each moment is held by the tests of src/feishu/client.ts.
describe('a job that is cancelled while a flow is awaited ends at once, in order, by', () => {
  // Right after the first signal the step writes its report, in which a second one must not end it.
  test.concurrent.each([
    ['SIGINT', undefined],
    ['SIGTERM', undefined],
    ['SIGINT', 'SIGINT'],
    ['SIGINT', 'SIGTERM'],
  ] as const)('%s, and %s a millisecond later', async (signal, second) => {
    const { feishu, server } = await openFeishu()
    server.inject({ on: 'execute', delayAfterActing: 20_000 })
    const preload = join(directory, `${signal}-${second}.mjs`)
    const again = `setTimeout(() => process.kill(process.pid, '${second}'), 1)`
    writeFileSync(preload, `process.once('${signal}', () => ${second && again})`)
    // A little later, when the step's request has been read.
    const signalAfter = server.whenReceived('execute').then(() => new Promise((done) => setTimeout(done, 40)))
    const inputs = { ...steps.execute, domain: server.url }
    const result = await runBundle({ inputs, env: { NODE_OPTIONS: `--import=${preload}` }, signal, signalAfter })
    expect([result.exitCode, result.signal]).toEqual([1, null])
    expect(errorOf(result)).toMatch(
      /: cancelled before the response arrived\. Outcome unknown: .* with the same idempotent_key \(key-of-this-run\), Feishu does not/s,
    )
    expect(result.outputs).toEqual({ idempotent_key: 'key-of-this-run', attempts: '1' })
    expect(result.summary).toContain('### ❌ execute-flow: failed')
    expect(feishu.state.executions).toHaveLength(1)
  })
})
