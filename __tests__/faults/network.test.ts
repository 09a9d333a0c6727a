import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { createAuthority } from '../../sandbox/certificates.ts'
import { type ProxyOptions, startProxy } from '../../sandbox/proxy.ts'
import { errorOf, faultyStep, minting, openFeishu, openPort, secret, started, steps, stopAll } from './site.ts'

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
    for (const inputs of [minting(steps.update), { ...minting(steps.update), ...several }, minting(steps.execute)]) {
      const { feishu, server } = await openFeishu({ tls: await authority.issue() })
      const tokens = () => feishu.state.tokens.map(({ token }) => token)
      const result = await faultyStep({ inputs: { ...inputs, domain: server.url }, env: trusted }, tokens())
      expect([result.exitCode, errorOf(result)]).toEqual([0, ''])
      expect(server.counts).toEqual({ connections: 1, handshakes: 1 })
      expect(server.received.length).toBe(inputs.workflow_id?.includes('\n') ? 4 : 2)
    }
  })

  test.concurrent('serves repeats as well', async () => {
    const { feishu, server } = await openFeishu()
    const limited = { status: 429, headers: { 'x-ogw-ratelimit-reset': '0.05' }, body: { code: 99991400, msg: 'slow' } }
    feishu.next(limited, { on: 'update' })
    feishu.next({ status: 502 }, { on: 'update' })
    const result = await faultyStep({
      inputs: { ...minting(steps.update), max_attempts: '3', domain: server.url },
    })
    expect(result).toMatchObject({ exitCode: 0, outputs: { attempts: '3' } })
    expect(server.counts.connections).toBe(1)
    expect(result.log).toMatch(/^update-workflow: HTTP 429, code 99991400 slow; attempt 2 of 3 in 0\.05 s\.$/m)
    expect(result.log).toMatch(/^update-workflow: HTTP 502, the answer is empty; attempt 3 of 3 in [\d.]+ s\.$/m)
    const [, first, second] = server.received
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(49)
  })

  test.concurrent.each(['close', 'reset'] as const)('that the server ends (%s) is followed by another', async (by) => {
    const { feishu, server } = await openFeishu()
    // The first answer says that the connection goes on; then it does not.
    const pairs = [...Array(4)].map(() => ({ stop: { at: 'read', by } as const, on: 'update' }))
    for (const fault of pairs.slice(0, 1)) server.inject(fault)
    const result = await faultyStep({ inputs: { ...minting(steps.update), max_attempts: '2', domain: server.url } })
    expect(result).toMatchObject({ exitCode: 0, outputs: { attempts: '2' } })
    expect(server.counts.connections).toBe(2)
    expect(feishu.handled.map(({ endpoint }) => endpoint)).toEqual(['token', 'update'])
  })

  test.concurrent("that the token's answer closes is followed by another", async () => {
    const { feishu, server } = await openFeishu()
    feishu.next((_, normal) => ({ headers: { connection: 'close' }, body: normal?.body }), { on: 'token', act: true })
    const result = await faultyStep({ inputs: { ...minting(steps.execute), domain: server.url } })
    expect(result).toMatchObject({ exitCode: 0, outputs: { attempts: '1' } })
    expect(server.counts.connections).toBe(2)
  })

  test.concurrent("of many workflows brings no warning of Node's", async () => {
    const { feishu, server } = await openFeishu()
    for (let i = 0; i < 40; i += 1) feishu.next({ body: { code: 0 } }, { on: 'update' })
    const workflow_id = Array.from({ length: 40 }, (_, i) => `73088712345526${1000 + i}`).join('\n')
    const result = await faultyStep({ inputs: { ...minting(steps.update), workflow_id, domain: server.url } })
    expect(result).toMatchObject({ exitCode: 0, stderr: '', outputs: { attempts: '40' } })
    expect(server.counts.connections).toBe(1)
  })
})

describe('TLS', () => {
  test.concurrent.each([
    ['an authority nobody knows', ['127.0.0.1'], 0, {}, /UNABLE_TO_VERIFY_LEAF_SIGNATURE.*NODE_EXTRA_CA_CERTS/],
    ["another host's certificate", ['open.feishu.cn'], 0, trusted, /ERR_TLS_CERT_ALTNAME_INVALID/],
    ['a certificate of yesterday', ['127.0.0.1'], 2, trusted, /CERT_HAS_EXPIRED/],
  ] as const)('refuses %s, and says so', async (_, names, days, env, says) => {
    const day = 24 * 60 * 60 * 1000
    const period = { from: new Date(Date.now() - 9 * day), to: new Date(Date.now() + (1 - days) * day) }
    const { server } = await openFeishu({ tls: await authority.issue(names, period) })
    const result = await faultyStep({ inputs: { ...steps.execute, domain: server.url }, env })
    expect(errorOf(result)).toMatch(says)
    expect(errorOf(result)).toContain('Nothing was sent')
    expect(errorOf(result)).not.toContain('outcome unknown')
    expect(server.received).toEqual([])
  })

  test.concurrent('does not fall back to a server that speaks none', async () => {
    const { server } = await openFeishu()
    const result = await faultyStep({ inputs: { ...steps.update, domain: server.url.replace('http:', 'https:') } })
    expect(errorOf(result)).toMatch(/ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|EPROTO/)
    expect(errorOf(result)).toContain('Nothing was sent')
  })
})

describe('a network fault is named:', () => {
  test.concurrent('ENOTFOUND', async () => {
    const result = await faultyStep({ inputs: { ...steps.update, domain: 'https://feishu.invalid' } })
    expect(errorOf(result)).toMatch(/^update-workflow failed: (ENOTFOUND|EAI_AGAIN): getaddrinfo .*Nothing was sent/)
  })

  test.concurrent('ECONNREFUSED', async () => {
    const { server } = await openFeishu()
    await server.stop()
    const result = await faultyStep({ inputs: { ...minting(steps.execute), domain: server.url } })
    expect(errorOf(result)).toMatch(/^execute-flow failed: no tenant_access_token: ECONNREFUSED: .*Nothing was sent/)
    expect(result.outputs.attempts).toBe('0')
  })

  test.concurrent.each(['unread', 'read', 'acted', 'mid-body'] as const)('ECONNRESET, %s', async (at) => {
    const { server } = await openFeishu()
    server.inject({ on: 'execute', stop: { at, by: 'reset' } })
    const result = await faultyStep({ inputs: { ...steps.execute, domain: server.url } })
    expect(errorOf(result)).toMatch(/ECONNRESET.*outcome unknown.*running again with idempotent_key key-of-this-run/)
    expect(result.outputs).toMatchObject({ attempts: '1', idempotent_key: 'key-of-this-run' })
  })
})

describe('a flow whose answer is lost', () => {
  test.concurrent.each([
    ['over TLS', {}, false],
    ['through a tunnel', {}, true],
    ['in plain', undefined, false],
  ])('%s is started once, and known by its key', async (_, tls, tunnel) => {
    for (const is_async of ['true', 'false']) {
      const { feishu, server } = await openFeishu(tls && { tls: await authority.issue() })
      const proxy = await openProxy()
      server.inject({ on: 'execute', stop: { at: 'acted', by: 'reset' } })
      const inputs = { ...steps.execute, is_async, max_attempts: '2', domain: server.url }
      const result = await faultyStep({ inputs, env: { ...trusted, ...(tunnel && { HTTPS_PROXY: proxy.url }) } })
      expect(feishu.state.executions).toHaveLength(1)
      expect(server.received.map(({ body }) => JSON.parse(body).idempotent_key)).toEqual(
        Array(2).fill('key-of-this-run'),
      )
      expect(result).toMatchObject({ exitCode: is_async === 'true' ? 0 : 1, outputs: { attempts: '2' } })
      expect(result.annotations.map(({ message }) => message).join()).toMatch(/started the flow/)
    }
  })
})

describe('a proxy', () => {
  test.concurrent.each(['HTTPS_PROXY', 'https_proxy'])(
    'in %s tunnels token and call, password and all',
    async (name) => {
      const { feishu, server } = await openFeishu({ tls: await authority.issue(['open.feishu.cn']) })
      const resolve = () => ({ host: '127.0.0.1', port: server.port })
      const { url, asked } = await lockedProxy({ resolve })
      const result = await faultyStep({ inputs: minting(steps.update), env: { ...trusted, [name]: url } })
      expect([result.exitCode, errorOf(result)]).toEqual([0, ''])
      const authorization = `Basic ${Buffer.from(`ci@corp:${secret.proxy_password}`).toString('base64')}`
      expect(asked).toEqual([{ method: 'CONNECT', target: 'open.feishu.cn:443', authorization, status: 200 }])
      expect(server.counts).toEqual({ connections: 1, handshakes: 1 })
      expect(feishu.handled.map(({ endpoint, headers }) => [endpoint, headers['proxy-authorization']])).toEqual([
        ['token', undefined],
        ['update', undefined],
      ])
      expect(result.masks).toEqual(
        expect.arrayContaining([secret.proxy_password, encodeURIComponent(secret.proxy_password)]),
      )
    },
  )

  test.concurrent.each(['HTTP_PROXY', 'http_proxy'])('in %s passes plain requests on', async (name) => {
    const { server } = await openFeishu()
    const { url, asked } = await lockedProxy()
    const result = await faultyStep({ inputs: { ...minting(steps.update), domain: server.url }, env: { [name]: url } })
    expect(result.exitCode).toBe(0)
    expect(asked.map(({ method, status }) => [method, status])).toEqual([
      ['POST', 200],
      ['PUT', 200],
    ])
  })

  test.concurrent('is left out for what NO_PROXY names', async () => {
    for (const [name, value] of [
      ['NO_PROXY', '127.0.0.1'],
      ['no_proxy', '*'],
    ]) {
      const { server } = await openFeishu()
      const { url, asked } = await lockedProxy()
      const env = { HTTP_PROXY: url, [name ?? '']: value }
      expect((await faultyStep({ inputs: { ...steps.update, domain: server.url }, env })).exitCode).toBe(0)
      expect(asked).toEqual([])
    }
  })

  test.concurrent('that refuses the password is named, without it', async () => {
    const { server } = await openFeishu({ tls: await authority.issue() })
    const { port, asked } = await openProxy({ credentials: { user: 'ci', password: 'another' } })
    const url = `http://ci:${encodeURIComponent(secret.proxy_password)}@127.0.0.1:${port}`
    const inputs = { ...steps.execute, domain: server.url }
    const tunnel = await faultyStep({ inputs, env: { ...trusted, HTTPS_PROXY: url } })
    expect(errorOf(tunnel)).toMatch(/ERR_PROXY_TUNNEL: .*407.*Nothing was sent.*HTTPS_PROXY/)
    const plain = await openFeishu()
    const passed = await faultyStep({ inputs: { ...inputs, domain: plain.server.url }, env: { HTTP_PROXY: url } })
    expect(errorOf(passed)).toMatch(/HTTP status 407/)
    expect([asked.length, server.received.length, plain.server.received.length]).toEqual([2, 0, 0])
  })

  test.concurrent('that echoes what it was asked tells nobody', async () => {
    const { port } = await openPort((socket) => {
      socket.once('data', (data) => socket.end(`HTTP/1.1 403 ${data.toString().replace(/\s+/g, ' ')}\r\n\r\n`))
    })
    const url = `http://ci:${encodeURIComponent(secret.proxy_password)}@127.0.0.1:${port}`
    for (const domain of ['https://127.0.0.1:9', 'http://127.0.0.1:9']) {
      const result = await faultyStep({
        inputs: { ...steps.execute, domain },
        env: { HTTPS_PROXY: url, HTTP_PROXY: url },
      })
      expect(errorOf(result)).toMatch(/403/)
    }
  })

  test.concurrent('that cannot be reached, drops the line or finds nobody is named', async () => {
    const gone = await openPort(() => {})
    const dropping = await openPort((socket) => socket.destroy())
    const { url } = await openProxy()
    for (const [proxy, says] of [
      ['http://proxy.invalid:3128', /ENOTFOUND|EAI_AGAIN/],
      ['http://127.0.0.1:1', /ECONNREFUSED/],
      [`http://127.0.0.1:${dropping.port}`, /ERR_PROXY_TUNNEL|ECONNRESET/],
      [url, /ERR_PROXY_TUNNEL: .*502/],
    ] as const) {
      const inputs = { ...steps.execute, domain: 'https://127.0.0.1:1' }
      const result = await faultyStep({ inputs, env: { HTTPS_PROXY: proxy } })
      expect(errorOf(result)).toMatch(says)
      expect(errorOf(result)).toContain('Nothing was sent')
    }
    expect(gone.connections).toBe(0)
  })

  test.concurrent.each(['not a url', `http://u:${secret.proxy_password}@h:p`, 'socks5://127.0.0.1:1'])(
    'that is none is refused before anything is sent: %s',
    async (value) => {
      const result = await faultyStep({ inputs: steps.execute, env: { HTTPS_PROXY: value } })
      expect(errorOf(result)).toBe('The variable HTTPS_PROXY holds no http or https URL of a proxy.')
    },
  )
})

describe('timeout_seconds covers', () => {
  const bound = { timeout_seconds: '0.6' }

  test.concurrent.each([
    ['a TLS peer that never shakes hands', 'https', {}],
    ['a peer that sends nothing', 'http', {}],
    ['a proxy that opens no tunnel', 'https', { HTTPS_PROXY: 'PEER' }],
  ])('%s', async (_, scheme, env) => {
    const { port } = await openPort((socket) => socket.resume())
    const peer = `http://127.0.0.1:${port}`
    const proxied = Object.fromEntries(Object.keys(env).map((name) => [name, peer]))
    const domain = 'HTTPS_PROXY' in env ? 'https://127.0.0.1:9' : `${scheme}://127.0.0.1:${port}`
    const result = await faultyStep({ inputs: { ...steps.execute, ...bound, domain }, env: proxied })
    expect(errorOf(result)).toMatch(/^execute-flow failed: no whole answer within 0\.6 s\./)
    expect(errorOf(result).includes('outcome unknown')).toBe(scheme === 'http')
    expect(result.ms).toBeLessThan(2500)
  })

  test.concurrent('headers and bodies that trickle, in each attempt anew', async () => {
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
      faultyStep({ inputs: { ...inputs, domain: `http://127.0.0.1:${port}` } }),
      faultyStep({ inputs: { ...inputs, max_attempts: '3', domain: server.url } }),
    ])
    expect(errorOf(headers)).toMatch(/no whole answer within 0\.6 s/)
    expect(body).toMatchObject({ exitCode: 0, outputs: { attempts: '3' } })
    expect(body.log.match(/no whole answer within 0\.6 s/g)).toHaveLength(2)
    expect(headers.ms).toBeLessThan(2500)
  })

  test.concurrent("the token's attempts as well", async () => {
    const { feishu, server } = await openFeishu()
    server.inject({ on: 'token', stop: { at: 'read', by: 'hang' } })
    const result = await faultyStep({ inputs: { ...minting(steps.execute), ...bound, domain: server.url } })
    expect(errorOf(result)).toMatch(/^execute-flow failed: no tenant_access_token: no whole answer within 0\.6 s\./)
    expect(errorOf(result)).not.toContain('outcome unknown')
    expect(feishu.handled).toEqual([])
  })
})
