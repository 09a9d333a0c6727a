import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { createAuthority } from '../../sandbox/certificates.ts'
import { type ProxyOptions, startProxy } from '../../sandbox/proxy.ts'
import {
  errorOf,
  openFeishu,
  openPort,
  runBundle,
  runFast,
  secret,
  started,
  steps,
  stopAll,
  warningsOf,
  withApp,
} from './wire.ts'

const directory = mkdtempSync(join(tmpdir(), 'network-'))
afterAll(async () => {
  await stopAll()
  rmSync(directory, { recursive: true, force: true })
})

const authority = await createAuthority()
const trusted = { NODE_EXTRA_CA_CERTS: join(directory, 'ca.pem') }
writeFileSync(trusted.NODE_EXTRA_CA_CERTS, authority.cert)

const several = { workflow_id: '7308871234552638996\n7308871234552638997\n7308871234552638998' }

async function openProxy(options: ProxyOptions = {}) {
  return started(await startProxy(options))
}

/** A proxy that wants the password, its URL with it, and what it is asked. */
async function lockedProxy(options: ProxyOptions = {}) {
  const proxy = await openProxy({ credentials: { user: 'ci@corp', password: secret.proxy_password }, ...options })
  const credentials = `${encodeURIComponent('ci@corp')}:${encodeURIComponent(secret.proxy_password)}`
  return { ...proxy, url: `http://${credentials}@127.0.0.1:${proxy.port}` }
}

describe('one connection', () => {
  test.concurrent('serves the token and the call, over TLS with one handshake', async () => {
    const { feishu, server } = await openFeishu({ tls: await authority.issue() })
    const tokens = feishu.state.tokens.map(({ token }) => token)
    const inputs = { ...withApp(steps.update), ...several, domain: server.url }
    const result = await runBundle({ inputs, env: trusted }, tokens)
    expect([result.exitCode, errorOf(result)]).toEqual([0, ''])
    expect(server.counts).toEqual({ connections: 1, handshakes: 1 })
    expect(server.received.length).toBe(4)
  })

  test.concurrent('is not what carries a call that must not be repeated: it has one of its own', async () => {
    const { feishu, server } = await openFeishu()
    feishu.next({ body: { code: 0 } }, { on: 'none' })
    const inputs = { ...withApp(steps.update), operation: 'call', request: 'POST /open-apis/x', domain: server.url }
    const result = await runBundle({ inputs })
    expect([result.exitCode, server.counts.connections]).toEqual([0, 2])
  })

  test.concurrent("of many workflows brings no warning of Node's", async () => {
    const { feishu, server } = await openFeishu()
    for (let i = 0; i < 40; i += 1) feishu.next({ body: { code: 0 } }, { on: 'update' })
    const workflow_id = Array.from({ length: 40 }, (_, i) => `73088712345526${1000 + i}`).join('\n')
    const result = await runBundle({ inputs: { ...withApp(steps.update), workflow_id, domain: server.url } })
    expect(result).toMatchObject({ exitCode: 0, stderr: '', outputs: { attempts: '40' } })
    expect(server.counts.connections).toBe(1)
  })
})

test.concurrent('a flow whose response is lost in a tunnel is started once, and known by its key', async () => {
  const { feishu, server } = await openFeishu({ tls: await authority.issue() })
  const { url } = await openProxy()
  server.inject({ on: 'execute', stop: { at: 'acted', by: 'reset' } })
  const inputs = { ...steps.execute, is_async: 'true', max_attempts: '2', domain: server.url }
  const result = await runBundle({ inputs, env: { ...trusted, HTTPS_PROXY: url } })
  expect(feishu.state.executions).toHaveLength(1)
  expect(server.received.map(({ body }) => JSON.parse(body).idempotent_key)).toEqual(Array(2).fill('key-of-this-run'))
  expect(result).toMatchObject({ exitCode: 0, outputs: { attempts: '2' } })
  expect(warningsOf(result)).toEqual([
    expect.stringMatching(/was started with idempotent_key \S+, by an earlier attempt/),
  ])
})

describe('a proxy', () => {
  test.concurrent('in HTTPS_PROXY tunnels token and call, password and all', async () => {
    const { feishu, server } = await openFeishu({ tls: await authority.issue(['open.feishu.cn']) })
    const { url, asked } = await lockedProxy({ tunnelTo: `127.0.0.1:${server.port}` })
    const result = await runBundle({ inputs: withApp(steps.update), env: { ...trusted, HTTPS_PROXY: url } })
    expect([result.exitCode, errorOf(result)]).toEqual([0, ''])
    const authorization = `Basic ${Buffer.from(`ci@corp:${secret.proxy_password}`).toString('base64')}`
    expect(asked).toEqual([{ method: 'CONNECT', target: 'open.feishu.cn:443', authorization }])
    expect(server.counts).toEqual({ connections: 1, handshakes: 1 })
    expect(feishu.handled.map(({ endpoint, headers }) => [endpoint, headers['proxy-authorization']])).toEqual([
      ['token', undefined],
      ['update', undefined],
    ])
    expect(result.masks).toEqual([secret.app_secret, secret.access_token])
  })

  test('that cannot be used is named before anything is sent', async () => {
    const env = { https_proxy: `http://u:${secret.proxy_password}@h:1` }
    const result = await runFast({ inputs: { ...steps.execute, domain: 'https://127.0.0.1:1' }, env })
    expect(errorOf(result)).toMatch(
      /^The user name or password in the environment variable https_proxy is not percent-encoded\./,
    )
    expect(result.outputs).toEqual({ idempotent_key: 'key-of-this-run' })
  })
})

describe('timeout_seconds covers', () => {
  test('headers and bodies that trickle, in each attempt again', async () => {
    const { port } = await openPort((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 x\r\n')
        const timer = setInterval(() => socket.write('x: y\r\n'), 100)
        socket.on('close', () => clearInterval(timer))
      })
    })
    const { server } = await openFeishu()
    server.inject({ trickle: { bytes: 1, ms: 100 } })
    const inputs = { ...steps.update, max_attempts: '2', timeout_seconds: '50' }
    const headers = await runFast({ inputs: { ...inputs, max_attempts: '1', domain: `http://127.0.0.1:${port}` } })
    expect(errorOf(headers)).toMatch(/timed out after 50 s/)
    const body = await runFast({ inputs: { ...inputs, domain: server.url } })
    expect(body).toMatchObject({ exitCode: 0, outputs: { attempts: '2' } })
    expect(body.log).toContain('timed out after 50 s')
  })

  test.concurrent('what a proxy takes to open a tunnel, in the bundle too', async () => {
    const { port } = await openPort((socket) => socket.resume())
    const inputs = { ...steps.execute, timeout_seconds: '1.5', domain: 'https://127.0.0.1:9' }
    const result = await runBundle({ inputs, env: { HTTPS_PROXY: `http://127.0.0.1:${port}` } })
    expect(errorOf(result)).toMatch(/^execute-flow failed: timed out after 1\.5 s/)
    expect(errorOf(result)).not.toMatch(/outcome unknown/i)
  })
})
