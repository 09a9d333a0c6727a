import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { createAuthority } from '../../sandbox/certificates.ts'
import { type ProxyOptions, startProxy } from '../../sandbox/proxy.ts'
import { errorOf, openFeishu, openPort, runBundle, runFast, secret, started, steps, stopAll, withApp } from './wire.ts'

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
    for (const inputs of [{ ...withApp(steps.update), ...several }, withApp(steps.execute)]) {
      const { feishu, server } = await openFeishu({ tls: await authority.issue() })
      const tokens = () => feishu.state.tokens.map(({ token }) => token)
      const result = await runBundle({ inputs: { ...inputs, domain: server.url }, env: trusted }, tokens())
      expect([result.exitCode, errorOf(result)]).toEqual([0, ''])
      expect(server.counts).toEqual({ connections: 1, handshakes: 1 })
      expect(server.received.length).toBe(inputs.workflow_id?.includes('\n') ? 4 : 2)
    }
  })

  test.concurrent('that the server ends is followed by another', async () => {
    const { feishu, server } = await openFeishu()
    // The first response says that the connection goes on; then it does not.
    server.inject({ stop: { at: 'read', by: 'reset' }, on: 'update' })
    const result = await runBundle({ inputs: { ...withApp(steps.update), max_attempts: '2', domain: server.url } })
    expect(result).toMatchObject({ exitCode: 0, outputs: { attempts: '2' } })
    expect(server.counts.connections).toBe(2)
    expect(feishu.handled.map(({ endpoint }) => endpoint)).toEqual(['token', 'update'])
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

describe('TLS', () => {
  test.concurrent.each([
    ['an authority nobody knows', ['127.0.0.1'], {}, /UNABLE_TO_VERIFY_LEAF_SIGNATURE.*NODE_EXTRA_CA_CERTS/],
    ["another host's certificate", ['open.feishu.cn'], trusted, /ERR_TLS_CERT_ALTNAME_INVALID/],
  ] as const)('refuses %s, and says so', async (_, names, env, says) => {
    const { server } = await openFeishu({ tls: await authority.issue(names) })
    const result = await runBundle({ inputs: { ...steps.execute, domain: server.url }, env })
    expect(errorOf(result)).toMatch(says)
    expect(errorOf(result)).toContain('Nothing was sent')
    expect(errorOf(result)).not.toMatch(/outcome unknown/i)
    expect(server.received).toEqual([])
  })
})

describe('a network fault is named:', () => {
  test.concurrent.each(['read', 'mid-body'] as const)('ECONNRESET, %s', async (at) => {
    const { server } = await openFeishu()
    server.inject({ on: 'execute', stop: { at, by: 'reset' } })
    const result = await runBundle({ inputs: { ...steps.execute, domain: server.url } })
    expect(errorOf(result)).toMatch(/ECONNRESET.*Outcome unknown: .*Running again with idempotent_key key-of-this-run/)
    expect(result.outputs).toMatchObject({ attempts: '1', idempotent_key: 'key-of-this-run' })
  })
})

describe('a flow whose response is lost', () => {
  test.concurrent.each([
    ['over TLS', 'true', false],
    ['through a tunnel', 'false', true],
  ])('%s is started once, and known by its key', async (_, is_async, tunnel) => {
    const { feishu, server } = await openFeishu({ tls: await authority.issue() })
    const proxy = await openProxy()
    server.inject({ on: 'execute', stop: { at: 'acted', by: 'reset' } })
    const inputs = { ...steps.execute, is_async, max_attempts: '2', domain: server.url }
    const result = await runBundle({ inputs, env: { ...trusted, ...(tunnel && { HTTPS_PROXY: proxy.url }) } })
    expect(feishu.state.executions).toHaveLength(1)
    expect(server.received.map(({ body }) => JSON.parse(body).idempotent_key)).toEqual(Array(2).fill('key-of-this-run'))
    expect(result).toMatchObject({ exitCode: is_async === 'true' ? 0 : 1, outputs: { attempts: '2' } })
    expect(result.annotations.map(({ message }) => message).join()).toMatch(
      /was started with idempotent_key \S+, by an earlier attempt/,
    )
  })
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

  test.concurrent('in http_proxy passes plain requests on', async () => {
    const { server } = await openFeishu()
    const { url, asked } = await lockedProxy()
    const result = await runBundle({
      inputs: { ...withApp(steps.update), domain: server.url },
      env: { http_proxy: url },
    })
    expect(result.exitCode).toBe(0)
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'PUT'])
  })

  test.concurrent('with a short password is not printed, and garbles nothing', async () => {
    const { server } = await openFeishu({ tls: await authority.issue() })
    const { port } = await openProxy({ credentials: { user: 'ci', password: '1816' } })
    const env = { ...trusted, HTTPS_PROXY: `http://ci:1816@127.0.0.1:${port}` }
    const result = await runBundle({ inputs: { ...steps.execute, domain: server.url }, env })
    expect(result).toMatchObject({ exitCode: 0, masks: [secret.access_token] })
    expect(result.outputs.execution_id).toBe('1816970091484211001')
    expect(result.log).toContain('execution 1816970091484211001 finished')
    expect(result.summary).toContain('`1816970091484211001`')
  })

  test.concurrent('that refuses the password is named, without it', async () => {
    const { server } = await openFeishu({ tls: await authority.issue() })
    const { port, asked } = await openProxy({ credentials: { user: 'ci', password: 'another' } })
    const url = `http://ci:${encodeURIComponent(secret.proxy_password)}@127.0.0.1:${port}`
    const inputs = { ...steps.execute, max_attempts: '4' }
    const tunnel = await runBundle({
      inputs: { ...inputs, domain: server.url },
      env: { ...trusted, HTTPS_PROXY: url },
    })
    const plain = await openFeishu()
    const passed = await runBundle({ inputs: { ...inputs, domain: plain.server.url }, env: { HTTP_PROXY: url } })
    for (const result of [tunnel, passed]) {
      expect(errorOf(result)).toMatch(
        /^execute-flow failed: the proxy requires authentication \(HTTP 407\)\.(?: The response begins with: [^.]+\.| Nothing was sent\.) The proxy did not accept the credentials\. Put user and password into the proxy variable/,
      )
      expect(errorOf(result)).not.toMatch(/unknown|started/)
      expect(result.outputs).toMatchObject({ http_status: '407', attempts: '1' })
    }
    expect([asked.length, server.received.length, plain.server.received.length]).toEqual([2, 0, 0])
  })

  test.concurrent('that echoes what it was asked tells nobody', async () => {
    const { port } = await openPort((socket) => {
      socket.once('data', (data) => socket.end(`HTTP/1.1 403 ${data.toString().replace(/\s+/g, ' ')}\r\n\r\n`))
    })
    const url = `http://ci:${encodeURIComponent(secret.proxy_password)}@127.0.0.1:${port}`
    for (const domain of ['https://127.0.0.1:9', 'http://127.0.0.1:9']) {
      const result = await runBundle({
        inputs: { ...steps.execute, domain },
        env: { HTTPS_PROXY: url, HTTP_PROXY: url },
      })
      expect(errorOf(result)).toMatch(/403/)
    }
  })

  test.concurrent('that cannot be reached or finds nobody is named', async () => {
    const mentioning = await openPort((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 502 port 407 is closed\r\n\r\n'))
    })
    const { url } = await openProxy()
    for (const [proxy, says] of [
      ['http://127.0.0.1:1', /the proxy cannot be reached: .*ECONNREFUSED 127\.0\.0\.1:1\)/],
      [url, /the proxy could not connect to the host \(HTTP 500\)/],
      [`http://127.0.0.1:${mentioning.port}`, /the proxy could not connect to the host \(HTTP 502\)/],
    ] as const) {
      const inputs = { ...steps.execute, domain: 'https://127.0.0.1:1' }
      const result = await runBundle({ inputs, env: { HTTPS_PROXY: proxy } })
      expect(errorOf(result)).toMatch(says)
      expect(errorOf(result)).toContain('Nothing was sent')
    }
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
  const bound = { timeout_seconds: '1.5' }

  test.concurrent.each([
    ['a TLS peer that never shakes hands', 'https', {}],
    ['a peer that sends nothing', 'http', {}],
    ['a proxy that opens no tunnel', 'https', { HTTPS_PROXY: 'PEER' }],
  ])('%s', async (_, scheme, env) => {
    const { port } = await openPort((socket) => socket.resume())
    const peer = `http://127.0.0.1:${port}`
    const proxied = Object.fromEntries(Object.keys(env).map((name) => [name, peer]))
    const domain = 'HTTPS_PROXY' in env ? 'https://127.0.0.1:9' : `${scheme}://127.0.0.1:${port}`
    const result = await runBundle({ inputs: { ...steps.execute, ...bound, domain }, env: proxied })
    expect(errorOf(result)).toMatch(/^execute-flow failed: timed out after 1\.5 s/)
    expect(/outcome unknown/i.test(errorOf(result))).toBe(scheme === 'http')
    expect(result.ms).toBeLessThan(10_000)
  })

  test.concurrent('headers and bodies that trickle, in each attempt again', async () => {
    const { port } = await openPort((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 x\r\n')
        const timer = setInterval(() => socket.write('x: y\r\n'), 50)
        socket.on('close', () => clearInterval(timer))
      })
    })
    const { server } = await openFeishu()
    server.inject({ trickle: { bytes: 1, ms: 50 } })
    server.inject({ trickle: { bytes: 1, ms: 50 } })
    const inputs = { ...steps.update, ...bound }
    const [headers, body] = await Promise.all([
      runBundle({ inputs: { ...inputs, domain: `http://127.0.0.1:${port}` } }),
      runBundle({ inputs: { ...inputs, max_attempts: '3', domain: server.url } }),
    ])
    expect(errorOf(headers)).toMatch(/timed out after 1\.5 s/)
    expect(body).toMatchObject({ exitCode: 0, outputs: { attempts: '3' } })
    expect(body.log.match(/timed out after 1\.5 s/g)).toHaveLength(2)
    expect(headers.ms).toBeLessThan(10_000)
  })

  test.concurrent("the token's attempts as well", async () => {
    const { feishu, server } = await openFeishu()
    server.inject({ on: 'token', stop: { at: 'read', by: 'hang' } })
    const result = await runBundle({ inputs: { ...withApp(steps.execute), ...bound, domain: server.url } })
    expect(errorOf(result)).toMatch(
      /^execute-flow failed during the tenant_access_token request: timed out after 1\.5 s/,
    )
    expect(errorOf(result)).not.toMatch(/outcome unknown/i)
    expect(feishu.handled).toEqual([])
  })
})
