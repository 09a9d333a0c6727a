import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { createAuthority } from '../../sandbox/certificates.ts'
import { createFeishu } from '../../sandbox/feishu.ts'
import { startProxy } from '../../sandbox/proxy.ts'
import { runStep, type StepOptions } from '../../sandbox/runner/step.ts'
import { type ServerOptions, startServer } from '../../sandbox/server.ts'
import { nodeTooOld } from '../../src/messages/node-version.ts'
import { errorOf, expectHarmless, secret, steps, withApp } from './steps.ts'

const directory = mkdtempSync(join(tmpdir(), 'bundle-'))
const stops: (() => Promise<void>)[] = []
afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()))
  rmSync(directory, { recursive: true })
})

/** An embedded Feishu on a port, which knows the token of the steps. */
async function openFeishu(options: ServerOptions = {}) {
  const feishu = createFeishu({ tokens: [{ token: secret.access_token, kind: 'tenant', valid: true }] })
  const server = await startServer(feishu, options)
  stops.push(server.stop)
  return { feishu, server }
}

/** Runs the bundle in a process of its own and checks what holds for every step. */
async function runBundle(options: StepOptions) {
  const result = await runStep(options)
  expectHarmless(result)
  return result
}

/** Code that runs in the process before the step. */
const preload = (code: string) => ({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` })

/** Every Node before 24 on this machine: only these show that the entry has no syntax that is too new for them. */
const found = (process.env.PATH ?? '').split(delimiter).flatMap((folder): [string, StepOptions][] => {
  const node = join(folder, 'node')
  const version = existsSync(node) ? execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1) : '24'
  return Number.parseInt(version, 10) < 24 ? [[version, { node }]] : []
})
const pretended = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '12.22.12' } })`

describe('the bundle', () => {
  test.concurrent('sends all through one TLS connection in a tunnel, password and all', async () => {
    const authority = await createAuthority()
    const ca = join(directory, 'ca.pem')
    writeFileSync(ca, authority.cert)
    const { feishu, server } = await openFeishu({ tls: await authority.issue(['open.feishu.cn']) })
    const credentials = { user: 'ci@corp', password: secret.proxy_password }
    const proxy = await startProxy({ credentials, tunnelTo: `127.0.0.1:${server.port}` })
    stops.push(proxy.stop)
    // More than the ten listeners after which Node warns.
    const ids = Array.from({ length: 12 }, (_, index) => `73088712345526${1000 + index}`)
    for (const _ of ids) feishu.next({ body: { code: 0 } }, { on: 'update' })
    const [user, password] = [credentials.user, credentials.password].map(encodeURIComponent)
    const result = await runBundle({
      inputs: { ...withApp(steps.update), workflow_id: ids.join() },
      env: { NODE_EXTRA_CA_CERTS: ca, HTTPS_PROXY: `http://${user}:${password}@127.0.0.1:${proxy.port}` },
    })
    expect(result).toMatchObject({ exitCode: 0, masks: [secret.app_secret, secret.access_token] })
    const authorization = `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`
    expect(proxy.asked).toEqual([{ method: 'CONNECT', target: 'open.feishu.cn:443', authorization }])
    expect(server.counts).toEqual({ connections: 1, handshakes: 1 })
    expect(feishu.handled.map(({ endpoint }) => endpoint)).toEqual(['token', ...ids.map(() => 'update')])
    expect(feishu.handled.filter(({ headers }) => 'proxy-authorization' in headers)).toEqual([])
  })

  // What becomes of a step at each moment: the tests of src/feishu/client.ts.
  test.concurrent('ends at once and in order when its job is cancelled, however often', async () => {
    const { feishu, server } = await openFeishu()
    server.inject({ on: 'execute', delayAfterActing: 20_000 })
    // Right after the first signal the step writes its report, in which a second one must not end it.
    const again = `process.once('SIGTERM', () => setTimeout(() => process.kill(process.pid, 'SIGINT'), 1))`
    // A little later, when the step's request has been read.
    const signalAfter = server.whenReceived('execute').then(() => new Promise((done) => setTimeout(done, 40)))
    const inputs = { ...steps.execute, domain: server.url }
    const result = await runBundle({ inputs, env: preload(again), signal: 'SIGTERM', signalAfter })
    expect(result).toMatchObject({ exitCode: 1, signal: null })
    expect(errorOf(result)).toMatch(
      /: cancelled before the response arrived\. Outcome unknown: .* with the same idempotent_key \(key-of-this-run\), Feishu does not/s,
    )
    expect(result.outputs).toEqual({ idempotent_key: 'key-of-this-run', attempts: '1' })
    expect(result.summary).toContain('### ❌ execute-flow: failed')
    expect(feishu.state.executions).toHaveLength(1)
  })

  // Gitea's runner and others start whatever `node` they find, whatever action.yml says.
  test.concurrent.each([['12.22.12', { env: preload(pretended) }], ...new Map(found)] as const)(
    'says that Node %s is too old, and sends nothing',
    async (version, options) => {
      const { server } = await openFeishu()
      for (const [language, action] of [['en'], ['zh-CN', 'pause']] as const) {
        const inputs = { ...steps.update, domain: server.url, language }
        const result = await runBundle({ ...options, inputs, ...(action && { action }) })
        const sentence = nodeTooOld(language, version, 24)
        expect(result).toMatchObject({ stdout: `::error::${sentence}\n`, exitCode: 1, outputs: {}, summary: '' })
        expect(errorOf(result)).toBe(sentence)
      }
      expect(server.counts.connections).toBe(0)
    },
  )
})
