import { spawn } from 'node:child_process'
import dns from 'node:dns'
import { createServer as createHttpServer } from 'node:http'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { createAuthority } from '../../sandbox/certificates.ts'
import { createFeishu } from '../../sandbox/feishu.ts'
import { listen } from '../../sandbox/listen.ts'
import { type ProxyOptions, startProxy } from '../../sandbox/proxy.ts'
import { type ServerOptions, startServer } from '../../sandbox/server.ts'
import { systemClock } from '../../src/feishu/clock.ts'
import { createTransport, type HttpResult, responseLimit } from '../../src/feishu/transport.ts'

const authorities = getCACertificates('default')
const stops: (() => Promise<void> | void)[] = []
afterEach(async () => {
  jest.restoreAllMocks()
  setDefaultCACertificates(authorities)
  await Promise.all(stops.splice(0).map((stop) => stop()))
})

async function serve(options: ServerOptions = {}) {
  const feishu = createFeishu()
  const server = await startServer(feishu, options)
  stops.push(server.stop)
  return { feishu, server }
}

async function proxy(options: ProxyOptions = {}) {
  const started = await startProxy(options)
  stops.push(started.stop)
  return started
}

/** Puts a server on a port until the test ends. */
async function openPort(server: Server): Promise<number> {
  const { port, stop } = await listen(server)
  stops.push(stop)
  return port
}

/** A port on which every connection is handled by hand; returns its number. */
const handled = (onConnection: (socket: Socket) => void) => openPort(createServer(onConnection))

const never = new AbortController().signal

/** Sends requests one after the other over one transport. */
async function ask(url: string, env: NodeJS.ProcessEnv = {}, paths = ['/x'], seconds = 15, cancelled = never) {
  const transport = createTransport(url, env, systemClock)
  stops.push(transport.close)
  const results: HttpResult[] = []
  for (const path of paths) {
    results.push(await transport.send({ method: 'GET', url: url + path, headers: {} }, seconds, cancelled))
  }
  return results
}

/** The same with a time that is over as soon as something has happened. */
async function askUntil(happened: Promise<unknown>, url: string, env: NodeJS.ProcessEnv = {}) {
  const after = (_: number, action: () => void) => {
    happened.then(action)
    return () => {}
  }
  const transport = createTransport(url, env, { now: () => 0, after })
  stops.push(transport.close)
  return transport.send({ method: 'GET', url: `${url}/x`, headers: {} }, 60, never)
}

/** A port that takes connections and sends nothing, and when it has taken one. */
async function silentPort() {
  const { promise: taken, resolve } = Promise.withResolvers<void>()
  return { port: await handled(() => resolve()), taken }
}

/** Makes every name have these addresses, in this order. */
function resolveTo(...addresses: string[]) {
  const found = addresses.map((address) => ({ address, family: 4 }))
  const lookup = (_name: string, _options: unknown, done: (error: null, found: unknown) => void) => done(null, found)
  jest.spyOn(dns, 'lookup').mockImplementation(lookup as unknown as typeof dns.lookup)
}

/** A port whose connections are made late: the process is stopped, its queue is full, and the kernel asks again later. */
async function stalledPort() {
  const script = `require('http').createServer((q, r) => r.end('late')).listen(0, '127.0.0.1', 1, function () {
    console.log(this.address().port) })`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  stops.push(() => void child.kill('SIGKILL'))
  const port = Number(String(await new Promise((resolve) => child.stdout.once('data', resolve))))
  child.kill('SIGSTOP')
  const fillers = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => {}))
  stops.push(() => fillers.forEach((socket) => void socket.destroy()))
  await new Promise((resolve) => setTimeout(resolve, 200))
  return { port, goOn: () => child.kill('SIGCONT') }
}

const lost = (sent: boolean, code: RegExp, fault: unknown = expect.any(String)) => ({
  ...{ kind: 'no response', sent, fault },
  error: { message: 'networkError', proxy: false, tried: [{ code: expect.stringMatching(code) }] },
})
const notSent = (code: RegExp, fault?: unknown) => lost(false, code, fault)
const sent = (code: RegExp) => lost(true, code)
/** What a proxy did, that was asked for a tunnel. */
const tunnelless = (http_status: number) => ({ kind: 'no response', sent: false, head: { http_status } })
const noProxy = { kind: 'no response', sent: false, fault: 'proxyUnreachable' }
const timedOut = (sent: boolean) => ({
  ...{ kind: 'no response', sent },
  error: sent
    ? { message: 'timedOut', seconds: 60 }
    : { message: 'connectingTimedOut', seconds: 60, tried: [expect.stringMatching(/^127\.0\.0\.1:\d+$/)] },
})
const cutOff = (http_status: number) => ({
  kind: 'no response',
  sent: true,
  error: { message: 'responseCutOff' },
  head: { http_status },
})

describe('whether a request was sent', () => {
  test('is no where nobody listens', async () => {
    const port = await handled(() => {})
    await stops.pop()?.()
    expect(await ask(`http://127.0.0.1:${port}`)).toMatchObject([notSent(/^ECONNREFUSED$/, 'refused')])
  })

  test('is no where nobody listens at any address of a name, and each is named', async () => {
    const port = await handled(() => {})
    await stops.pop()?.()
    resolveTo('127.0.0.1', '127.0.0.2')
    const [result] = await ask(`http://localhost:${port}`)
    const tried = [1, 2].map((end) => ({ where: `127.0.0.${end}:${port}`, code: expect.any(String) }))
    expect(result).toMatchObject({ sent: false, fault: 'refused', error: { message: 'networkError', tried } })
  })

  test('is no where the name is unknown', async () => {
    expect(await ask('https://feishu.invalid')).toMatchObject([
      notSent(/^(ENOTFOUND|EAI_AGAIN)$/, expect.stringMatching(/^name/)),
    ])
  })

  test.each(['unread', 'read', 'acted', 'mid-body'] as const)(
    'is yes where the connection is reset: %s',
    async (at) => {
      const { server } = await serve()
      for (const by of ['reset', 'close'] as const) {
        server.inject({ stop: { at, by } })
        const lost = at === 'mid-body' ? cutOff(404) : sent(/ECONNRESET/)
        expect(await ask(server.url)).toMatchObject([lost])
      }
    },
  )

  test('is yes over a connection that was used before', async () => {
    const { server } = await serve()
    const transport = createTransport(server.url, {}, systemClock)
    stops.push(transport.close)
    const request = { method: 'GET', url: `${server.url}/x`, headers: {} }
    await transport.send(request, 15, never)
    server.inject({ stop: { at: 'read', by: 'reset' } })
    expect(await transport.send(request, 15, never)).toMatchObject(sent(/ECONNRESET/))
    expect(server.counts.connections).toBe(1)
  })

  test('is no where the job was cancelled before', async () => {
    const { server } = await serve()
    const [result] = await ask(server.url, {}, ['/x'], 5, AbortSignal.abort())
    expect(result).toEqual({ kind: 'no response', sent: false, error: { message: 'requestCancelled' } })
    expect(server.received).toEqual([])
  })

  test('is no while TLS is not agreed on, and where it cannot be', async () => {
    const { server } = await serve({ tls: await (await createAuthority()).issue() })
    expect(await ask(server.url)).toMatchObject([notSent(/LEAF_SIGNATURE/, 'certificateUntrusted')])
    expect(server.received).toEqual([])
    const { port, taken } = await silentPort()
    expect(await askUntil(taken, `https://127.0.0.1:${port}`)).toMatchObject(timedOut(false))
    const closing = await handled((socket) => socket.destroy())
    expect(await ask(`https://127.0.0.1:${closing}`)).toMatchObject([notSent(/ECONNRESET/, 'closed')])
  })

  test('is no where the other side speaks no TLS, or an old one', async () => {
    const authority = await createAuthority()
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    const oldServer = createTlsServer({ ...(await authority.issue()), ...old }).on('tlsClientError', () => {})
    expect(await ask(`https://127.0.0.1:${await openPort(oldServer)}`)).toMatchObject([
      notSent(/^ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION$/, 'tlsVersion'),
    ])
    const plain = await handled((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await ask(`https://127.0.0.1:${plain}`)).toMatchObject([notSent(/^ERR_SSL_/, 'tlsFailed')])
  })

  test('is told apart through a tunnel too', async () => {
    const authority = await createAuthority()
    const { server } = await serve({ tls: await authority.issue() })
    const { url } = await proxy()
    const env = { HTTPS_PROXY: url }
    expect(await ask(server.url, env)).toMatchObject([notSent(/LEAF_SIGNATURE/, 'certificateUntrusted')])
    setDefaultCACertificates([authority.cert])
    server.inject({ stop: { at: 'read', by: 'reset' } })
    expect(await ask(server.url, env)).toMatchObject([sent(/./)])
    expect(await ask(server.url, env, ['/x', '/y', '/z'])).toMatchObject(Array(3).fill({ http_status: 404 }))
    expect(server.counts).toEqual({ connections: 3, handshakes: 2 })
  })

  test('is no where a proxy opens no tunnel', async () => {
    const locked = await proxy({ credentials: { user: 'u', password: 'right' } })
    const url = 'https://127.0.0.1:9'
    const wrong = `http://u:wrong-pass@127.0.0.1:${locked.port}`
    const [denied] = await ask(url, { HTTPS_PROXY: wrong })
    expect(denied).toMatchObject({ sent: false, error: { message: 'proxyAuthenticationRequired' } })
    const head = denied?.kind === 'no response' ? denied.head : undefined
    expect([head?.http_status, head?.header('x-tt-logid')]).toEqual([407, undefined])
    expect(await ask(url, { HTTPS_PROXY: (await proxy()).url })).toMatchObject([tunnelless(500)])
    for (const [status, message] of [
      [401, 'proxyRefused'],
      [403, 'proxyRefused'],
      [502, 'proxyFailed'],
    ] as const) {
      const saying = await handled((socket) => socket.end(`HTTP/1.1 ${status} no\r\n\r\n`))
      const [result] = await ask(url, { HTTPS_PROXY: `http://127.0.0.1:${saying}` })
      expect(result).toMatchObject({ ...tunnelless(status), error: { message } })
    }
    const dropping = await handled((socket) => socket.destroy())
    expect(await ask(url, { https_proxy: `http://127.0.0.1:${dropping}` })).toMatchObject([noProxy])
    const { port, taken } = await silentPort()
    expect(await askUntil(taken, url, { https_proxy: `http://127.0.0.1:${port}` })).toMatchObject(timedOut(false))
  })
})

describe('a connection', () => {
  const closingSecond = () => {
    const served = new WeakSet<Socket>()
    const server = createHttpServer(({ socket }, response) => {
      if (served.has(socket)) socket.destroy()
      else response.end('{}')
      served.add(socket)
    })
    return openPort(server)
  }

  test('of its own is what a request gets that must not be lost on a closing one', async () => {
    const url = `http://127.0.0.1:${await closingSecond()}`
    const transport = createTransport(url, {}, systemClock)
    stops.push(transport.close)
    const request = { method: 'POST', url, headers: {} }
    const expected = { kind: 'response', text: '{}' }
    expect(await transport.send(request, 15, never)).toMatchObject(expected)
    for (let i = 0; i < 2; i += 1) {
      expect(await transport.send({ ...request, ownConnection: true }, 15, never)).toMatchObject(expected)
    }
    expect(await transport.send(request, 15, never)).toMatchObject(sent(/ECONNRESET/))
  })

  const onLinux = process.platform === 'linux' ? test : test.skip

  onLinux.each(['host', 'proxy'])('is waited for at a slow address, beside one that is dead: %s', async (whose) => {
    const { port, goOn } = await stalledPort()
    resolveTo('127.0.0.1', '127.0.0.2')
    setTimeout(goOn, 400)
    const slow = `http://slow.example:${port}`
    const [result] = whose === 'host' ? await ask(slow) : await ask('http://x.example', { HTTP_PROXY: slow })
    expect(result).toMatchObject({ kind: 'response', text: 'late' })
  })

  onLinux('shares its time with the other addresses of a name, and the error names each', async () => {
    const { port } = await stalledPort()
    resolveTo('127.0.0.1', '127.0.0.2')
    const [result] = await ask(`http://slow.example:${port}`, {}, ['/x'], 1)
    const tried = [1, 2].map((end) => ({ where: `127.0.0.${end}:${port}` }))
    expect(result).toMatchObject({ sent: false, fault: 'connectTimedOut', error: { message: 'networkError', tried } })
  })
})

describe('the time of an attempt', () => {
  test.each(['read', 'mid-body'] as const)('is over where the server hangs: %s', async (at) => {
    const { server } = await serve()
    server.inject({ stop: { at, by: 'hang' } })
    // Long enough for the step to have read what is sent before.
    const hanging = server.whenReceived('none').then(() => new Promise((resolve) => setTimeout(resolve, 100)))
    expect(await askUntil(hanging, server.url)).toMatchObject(timedOut(true))
  })

  test('is no longer counted once it has ended', async () => {
    const { server } = await serve()
    let stopped = 0
    const stop = () => {
      stopped += 1
    }
    const transport = createTransport(server.url, {}, { now: () => 0, after: () => stop })
    stops.push(transport.close)
    await transport.send({ method: 'GET', url: `${server.url}/x`, headers: {} }, 60, never)
    expect(stopped).toBeGreaterThan(0)
  })

  test('is over when the job is cancelled', async () => {
    const { server } = await serve()
    server.inject({ stop: { at: 'read', by: 'hang' } })
    const cancel = new AbortController()
    server.whenReceived('none').then(() => cancel.abort())
    expect(await ask(server.url, {}, ['/x'], 60, cancel.signal)).toMatchObject([sent(/AbortError/)])
  })
})

describe('a response', () => {
  const body = '{"code":0,"msg":"成功"}'

  async function received(raw: Buffer, headers: Record<string, string | number> = {}, status = 200) {
    const server = createHttpServer((_request, response) => response.writeHead(status, headers).end(raw))
    const [result] = await ask(`http://127.0.0.1:${await openPort(server)}`)
    return result
  }

  test.each(['gzip', 'deflate', 'br'] as const)('is decompressed: %s', async (encoding) => {
    const { feishu, server } = await serve()
    feishu.next({ body })
    server.inject({ encoding })
    expect(await ask(server.url)).toMatchObject([{ http_status: 200, text: body, complete: true }])
  })

  test.each(['gzip', 'deflate', 'br'])('that is not what its encoding says stays as it is: %s', async (encoding) => {
    const result = await received(Buffer.from('xyz, no such thing'), { 'content-encoding': encoding })
    expect(result).toMatchObject({ kind: 'response', text: 'xyz, no such thing', wrongEncoding: encoding })
  })

  test.each([
    ['text/html; charset=gb2312', '', '拒绝'],
    ['Text/HTML', '<meta charset="GBK">', '拒绝'],
    ['text/html; charset=no-such', '', '\ufffd\u073e\ufffd'],
    ['text/html', '', '\ufffd\u073e\ufffd'],
  ])('is in the charset of a page: %s %s', async (type, head, text) => {
    const gbk = Buffer.concat([Buffer.from(head), Buffer.from([0xbe, 0xdc, 0xbe, 0xf8])])
    expect(await received(gbk, { 'content-type': type })).toMatchObject({ text: head + text })
    expect(await received(Buffer.from('拒'), { 'content-type': type })).toMatchObject({ text: '拒' })
  })

  test('that breaks off keeps its status', async () => {
    const { server } = await serve()
    server.inject({ cut: { bytes: 5, length: 'full' } })
    expect(await ask(server.url)).toMatchObject([cutOff(404)])
  })

  test('whose compressed body ends too early is cut off too', async () => {
    const bytes = gzipSync(body)
    for (const length of [1, 10, bytes.length - 8, bytes.length - 1]) {
      const result = await received(bytes.subarray(0, length), { 'content-encoding': ' X-GZIP ' })
      expect(result).toMatchObject(cutOff(200))
    }
    expect(await received(bytes, { 'content-encoding': 'x-gzip' })).toMatchObject({ text: body })
  })

  test('is what its bytes say under an encoding that nobody asked for', async () => {
    expect(await received(Buffer.from(body), { 'content-encoding': 'identity' })).toMatchObject({ text: body })
    expect(await received(Buffer.alloc(0), { 'content-encoding': 'gzip' })).toMatchObject({ text: '' })
  })

  test('loses its byte order mark, and bytes that are no UTF-8', async () => {
    expect(await received(Buffer.from(`\uFEFF${body}`))).toMatchObject({ text: body })
    expect(await received(Buffer.from([0x61, 0xff, 0xfe]))).toMatchObject({ text: 'a\uFFFD\uFFFD' })
  })

  test('is read to its limit and no further', async () => {
    const longest = await received(Buffer.alloc(responseLimit, 'a'))
    expect(longest).toMatchObject({ complete: true })
    expect(longest?.kind === 'response' && longest.text.length).toBe(responseLimit)
    expect(await received(Buffer.alloc(responseLimit + 1, 'a'))).toMatchObject({ complete: false, text: '' })
    const bomb = gzipSync(Buffer.alloc(responseLimit + 1, 'a'))
    expect(await received(bomb, { 'content-encoding': 'gzip' })).toMatchObject({ complete: false, text: '' })
    const { feishu, server } = await serve()
    feishu.next({ body: '{}' })
    server.inject({ padMiB: 200 })
    expect(await ask(server.url)).toMatchObject([{ complete: false }])
    while (server.received[0]?.bytesSent === 0) await new Promise((done) => setTimeout(done, 5))
    expect(server.received[0]?.bytesSent).toBeLessThan(40 * 1024 * 1024)
  })

  test('may have no body, and headers by any case', async () => {
    const result = await received(Buffer.alloc(0), { 'X-Tt-Logid': 'log' }, 204)
    expect(result).toMatchObject({ http_status: 204, text: '' })
    expect(result?.kind === 'response' && [result.header('x-tt-logid'), result.header('x')]).toEqual(['log', undefined])
  })
})

describe('proxies', () => {
  test('may lack a scheme, and have a user and a password', async () => {
    const { server } = await serve()
    const { port, asked } = await proxy({ credentials: { user: 'me@corp', password: 'p:ss/wörd' } })
    const credentials = `${encodeURIComponent('me@corp')}:${encodeURIComponent('p:ss/wörd')}`
    expect(await ask(server.url, { http_proxy: `${credentials}@127.0.0.1:${port}` })).toMatchObject([
      { http_status: 404 },
    ])
    expect(asked).toMatchObject([{ method: 'GET' }])
  })

  // Which hosts that means: the tests of proxy.ts.
  test('are passed by where NO_PROXY says so', async () => {
    const { server } = await serve()
    const { url, asked } = await proxy()
    await ask(server.url, { HTTP_PROXY: url, NO_PROXY: '127.0.0.1' })
    expect([asked.length, server.received.length]).toEqual([0, 1])
  })

  test('keep their credentials to themselves', async () => {
    const closing = await handled((socket) => socket.end('HTTP/1.1 503 u:hush u:hush\r\n\r\n'))
    const env = { HTTPS_PROXY: `http://u:hush@127.0.0.1:${closing}` }
    const results = await ask('https://127.0.0.1:9', env)
    expect(results).toMatchObject([tunnelless(503)])
    expect(JSON.stringify(results)).not.toContain('hush')
  })
})
