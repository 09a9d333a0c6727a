import dns from 'node:dns'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer, getDefaultAutoSelectFamilyAttemptTimeout, type Server, type Socket } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { createAuthority } from '../../sandbox/certificates.ts'
import { createFeishu } from '../../sandbox/feishu.ts'
import { listen } from '../../sandbox/listen.ts'
import { type ProxyOptions, startProxy } from '../../sandbox/proxy.ts'
import { type ServerOptions, startServer } from '../../sandbox/server.ts'
import { type Clock, systemClock } from '../../src/feishu/clock.ts'
import { type FileContent, responseLimit } from '../../src/feishu/content.ts'
import { createTransport, type HttpRequest, type HttpResult } from '../../src/feishu/transport.ts'
import { StepError } from '../../src/messages/index.ts'

const authorities = getCACertificates('default')
const stops: (() => unknown)[] = []
const stopAll = () => Promise.all(stops.splice(0).map((stop) => stop()))
afterEach(async () => {
  jest.restoreAllMocks()
  setDefaultCACertificates(authorities)
  await stopAll()
})

function untilEnd<Started extends { stop: () => unknown }>(started: Started): Started {
  stops.push(started.stop)
  return started
}

const serve = async (options: ServerOptions = {}) => untilEnd(await startServer(createFeishu(), options))
const proxy = async (options: ProxyOptions = {}) => untilEnd(await startProxy(options))
const urlOf = async (server: Server) => `http://127.0.0.1:${untilEnd(await listen(server)).port}`
/** A server that handles each request by hand, or each connection; returns its URL. */
const http = (handler: RequestListener) => urlOf(createHttpServer(handler))
const tcp = (handler: (socket: Socket) => void) => urlOf(createServer(handler))
const secure = (url: string) => url.replace('http:', 'https:')

const never = new AbortController().signal

interface Options extends Partial<HttpRequest> {
  env?: NodeJS.ProcessEnv
  clock?: Clock
  cancelled?: AbortSignal
  seconds?: number
}

/** A transport that sends a request whenever it is called. */
function sender(url: string, { env = {}, clock = systemClock, cancelled = never, seconds = 15, ...all }: Options = {}) {
  const transport = createTransport(url, env, clock)
  stops.push(transport.close)
  return (request: Partial<HttpRequest> = {}) =>
    transport.send({ method: 'GET', url: `${url}/x`, headers: {}, ...all, ...request }, seconds, cancelled)
}

/** Sends one request over a transport of its own. */
const ask = (url: string, options: Options = {}) => sender(url, options)()

/** A clock on which the time of an attempt is over as soon as something has happened. */
function overAfter(happened: Promise<unknown>): Options {
  const after = (_: number, action: () => void) => {
    happened.then(action)
    return () => {}
  }
  return { seconds: 60, clock: { now: () => 0, after } }
}

/** A URL where connections are taken and nothing is sent, and when the first was taken. */
async function silent() {
  const { promise: taken, resolve } = Promise.withResolvers<void>()
  return { url: await tcp(() => resolve()), taken }
}

/** Requests without a complete response: the network failed, the time was over, or the body ended too early. */
const lost = (sent: boolean, code: RegExp, fault: unknown = expect.any(String)) => ({
  kind: 'no response',
  sent,
  fault,
  error: { message: 'networkError', proxy: false, tried: [{ code: expect.stringMatching(code) }] },
})
const timedOut = (sent: boolean) => ({
  kind: 'no response',
  sent,
  error: sent
    ? { message: 'timedOut', seconds: 60 }
    : { message: 'connectingTimedOut', seconds: 60, tried: [expect.stringMatching(/^127\.0\.0\.1:\d+$/)] },
})
const cutOff = (http_status: number) => ({
  kind: 'no response',
  sent: true,
  head: { http_status },
  error: { message: 'responseCutOff', reason: { tried: [{ fault: 'closed' }] } },
})

describe('whether a request was sent', () => {
  test('is no where nobody listens any more', async () => {
    const send = sender(await http((_, response) => response.writeHead(200, { connection: 'close' }).end('{}')))
    expect(await send()).toMatchObject({ text: '{}' })
    await stopAll()
    expect(await send()).toMatchObject(lost(false, /^ECONNREFUSED$/, 'refused'))
  })

  test('is no where nobody listens at any address of a name, and each is named', async () => {
    const url = await tcp(() => {})
    await stopAll()
    const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }))
    const lookup = (_name: string, _options: unknown, done: (error: null, found: unknown) => void) =>
      done(null, addresses)
    jest.spyOn(dns, 'lookup').mockImplementation(lookup as unknown as typeof dns.lookup)
    const { port } = new URL(url)
    const tried = [1, 2].map((end) => ({ where: `127.0.0.${end}:${port}`, code: expect.any(String) }))
    const failed = { sent: false, fault: 'refused', error: { message: 'networkError', tried } }
    expect(await ask(`http://localhost:${port}`)).toMatchObject(failed)
  })

  test.each([
    ['unread', 'reset', lost(true, /ECONNRESET/)],
    ['read', 'close', lost(true, /ECONNRESET/)],
    ['mid-body', 'reset', cutOff(404)],
  ] as const)('is yes where the connection ends: %s, by %s', async (at, by, expected) => {
    const server = await serve()
    server.inject({ stop: { at, by } })
    expect(await ask(server.url)).toMatchObject(expected)
  })

  test('is yes over a connection that was used before', async () => {
    const server = await serve()
    const send = sender(server.url)
    await send()
    server.inject({ stop: { at: 'read', by: 'reset' } })
    expect(await send()).toMatchObject(lost(true, /ECONNRESET/))
    expect(server.counts.connections).toBe(1)
  })

  test('is no where the job was cancelled before', async () => {
    const server = await serve()
    const result = await ask(server.url, { cancelled: AbortSignal.abort() })
    expect(result).toEqual({ kind: 'no response', sent: false, error: { message: 'requestCancelled' } })
    expect(server.received).toEqual([])
  })

  test('is no while TLS is not agreed on, and where it cannot be', async () => {
    const server = await serve({ tls: await (await createAuthority()).issue() })
    expect(await ask(server.url)).toMatchObject(lost(false, /LEAF_SIGNATURE/, 'certificateUntrusted'))
    expect(server.received).toEqual([])
    const { url, taken } = await silent()
    expect(await ask(secure(url), overAfter(taken))).toMatchObject(timedOut(false))
    const closing = await tcp((socket) => socket.destroy())
    expect(await ask(secure(closing))).toMatchObject(lost(false, /ECONNRESET/, 'closed'))
    const plain = await tcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await ask(secure(plain))).toMatchObject(lost(false, /^ERR_SSL_/, 'tlsFailed'))
  })

  test('is told apart through a tunnel too', async () => {
    const authority = await createAuthority()
    const server = await serve({ tls: await authority.issue() })
    const env = { HTTPS_PROXY: (await proxy()).url }
    expect(await ask(server.url, { env })).toMatchObject(lost(false, /LEAF_SIGNATURE/, 'certificateUntrusted'))
    setDefaultCACertificates([authority.cert])
    server.inject({ stop: { at: 'read', by: 'reset' } })
    expect(await ask(server.url, { env })).toMatchObject(lost(true, /./))
    const send = sender(server.url, { env })
    for (let count = 0; count < 3; count += 1) expect(await send()).toMatchObject({ http_status: 404 })
    expect(server.counts).toEqual({ connections: 3, handshakes: 2 })
  })

  test('is no where a proxy opens no tunnel', async () => {
    const through = (HTTPS_PROXY: string, options: Options = {}) =>
      ask('https://127.0.0.1:9', { env: { HTTPS_PROXY }, ...options })
    const { port } = await proxy({ credentials: { user: 'u', password: 'right' } })
    for (const [http_status, message, url] of [
      [407, 'proxyAuthenticationRequired', `http://u:wrong@127.0.0.1:${port}`],
      [302, 'proxyRefused', await tcp((socket) => socket.end('HTTP/1.1 302 no\r\n\r\n'))],
      [499, 'proxyRefused', await tcp((socket) => socket.end('HTTP/1.1 499 no\r\n\r\n'))],
      [500, 'proxyFailed', await tcp((socket) => socket.end('HTTP/1.1 500 u:hush\r\n\r\n'))],
      [429, 'proxyFailed', await tcp((socket) => socket.end('HTTP/1.1 429 no\r\n\r\n'))],
    ] as const) {
      const head = { http_status, header: expect.any(Function) }
      const result = await through(url)
      // Nothing of what the proxy wrote, which may repeat a password.
      expect(result).toEqual({ kind: 'no response', sent: false, head, error: { message }, fault: message })
      expect(result.kind === 'no response' && result.head?.header('x-tt-logid')).toBeUndefined()
    }
    const dropping = await tcp((socket) => socket.destroy())
    expect(await through(dropping)).toMatchObject({ sent: false, fault: 'proxyUnreachable' })
    const { url, taken } = await silent()
    expect(await through(url, overAfter(taken))).toMatchObject(timedOut(false))
  })

  test('is yes through a proxy for plain HTTP, whose password may have any character', async () => {
    const server = await serve()
    const { port, asked } = await proxy({ credentials: { user: 'me@corp', password: 'p:ss/wörd' } })
    const credentials = `${encodeURIComponent('me@corp')}:${encodeURIComponent('p:ss/wörd')}`
    const env = { http_proxy: `${credentials}@127.0.0.1:${port}` }
    expect(await ask(server.url, { env })).toMatchObject({ http_status: 404 })
    expect(asked).toMatchObject([{ method: 'GET' }])
  })
})

describe('a connection', () => {
  test('of its own is what a request gets that must not be lost on a closing one', async () => {
    const served = new WeakSet<Socket>()
    const url = await http(({ socket }, response) => {
      if (served.has(socket)) socket.destroy()
      else response.end('{}')
      served.add(socket)
    })
    const send = sender(url, { method: 'POST' })
    expect(await send()).toMatchObject({ text: '{}' })
    for (let count = 0; count < 2; count += 1) expect(await send({ ownConnection: true })).toMatchObject({ text: '{}' })
    expect(await send()).toMatchObject(lost(true, /ECONNRESET/))
  })

  test('has 2.5 s for each address of a name, but no more than a quarter of the time', async () => {
    const { url } = await serve()
    for (const [seconds, ms] of [
      [60, 2500],
      [1.001, 251],
    ] as const) {
      await ask(url, { seconds })
      expect(getDefaultAutoSelectFamilyAttemptTimeout()).toBe(ms)
    }
  })
})

/** A clock whose time passes by hand: then every timer that waits fires, however long it was to wait. */
function manualClock() {
  let now = 0
  const timers = new Set<{ ms: number; action: () => void }>()
  const after = (ms: number, action: () => void) => {
    const timer = { ms, action }
    timers.add(timer)
    return () => void timers.delete(timer)
  }
  const pass = (ms: number) => {
    now += ms
    const due = [...timers]
    timers.clear()
    for (const { action } of due) action()
  }
  return { now: () => now, after, pass, timers }
}

const attachment = { 'content-disposition': 'attachment; filename="a.bin"' }

describe('the time of an attempt', () => {
  test('is over where the server hangs, even in the middle of the body', async () => {
    const server = await serve()
    server.inject({ stop: { at: 'mid-body', by: 'hang' } })
    // Long enough for the step to have read what is sent before.
    const hanging = server.whenReceived('none').then(() => new Promise((resolve) => setTimeout(resolve, 100)))
    expect(await ask(server.url, overAfter(hanging))).toMatchObject(timedOut(true))
  })

  test('is over when the job is cancelled', async () => {
    const server = await serve()
    server.inject({ stop: { at: 'read', by: 'hang' } })
    const cancel = new AbortController()
    server.whenReceived('none').then(() => cancel.abort())
    expect(await ask(server.url, { cancelled: cancel.signal })).toMatchObject(lost(true, /AbortError/))
  })

  test('is that without a byte moving in an upload, which arrives whole, with its length', async () => {
    const clock = manualClock()
    const url = await http(async (request, response) => {
      expect([...clock.timers]).toMatchObject([{ ms: 1500 }])
      clock.pass(15_000)
      const { length } = Buffer.concat(await request.toArray())
      response.end(`${request.headers['content-length']} ${request.headers['transfer-encoding']} ${length}`)
    })
    const body = new Blob(['x'.repeat(1000)])
    expect(await ask(url, { clock, method: 'POST', body })).toMatchObject({ text: '1000 undefined 1000' })
    expect(clock.timers.size).toBe(0)
  })

  test('is that without a byte moving in a download', async () => {
    const clock = manualClock()
    const { promise: saving, resolve } = Promise.withResolvers<void>()
    const url = await http(async (_, response) => {
      response.writeHead(200, attachment).write('x')
      await saving
      response.write('y')
    })
    const timers: unknown[] = []
    const save = async (content: FileContent) => {
      for await (const piece of content) {
        resolve()
        if (String(piece) !== 'y') continue
        clock.pass(15_000)
        timers.push(...clock.timers)
        clock.pass(15_000)
      }
    }
    expect(await ask(url, { clock, save })).toMatchObject({ sent: true, error: { message: 'timedOut' } })
    expect(timers).toMatchObject([{ ms: 1500 }])
    expect(clock.timers.size).toBe(0)
  })
})

describe('a file', () => {
  /** What a response with this body leads to, and what of it is saved. */
  async function download(headers: Record<string, string>, body: string | Buffer, breaksOff = false) {
    const url = await http((_, response) => {
      response.writeHead(200, headers).write(body)
      if (breaksOff) setTimeout(() => response.destroy(), 20)
      else response.end()
    })
    let saved = ''
    const save = async (content: FileContent) => {
      for await (const piece of content) saved += piece
    }
    const clock = manualClock()
    const result = await ask(url, { save, clock })
    expect(clock.timers.size).toBe(0)
    return { result, saved }
  }

  test('is saved, decompressed', async () => {
    const { result, saved } = await download({ ...attachment, 'content-encoding': 'gzip' }, gzipSync('bytes'))
    expect(result).toMatchObject({ kind: 'response', http_status: 200, text: '', complete: true, saved: true })
    expect(saved).toBe('bytes')
  })

  test('is the only kind of response that is saved', async () => {
    const { result, saved } = await download({ 'content-type': 'text/plain' }, 'text')
    expect([result, saved]).toMatchObject([{ text: 'text' }, ''])
    expect(result).not.toHaveProperty('saved')
  })

  test.each<[headers: Record<string, string>, body: string | Buffer]>([
    [{ 'content-length': '10' }, 'bytes'],
    [{ 'content-encoding': 'gzip' }, gzipSync('bytes').subarray(0, 12)],
  ])('is no response where it is cut off: %j', async (headers, body) => {
    const { result } = await download({ ...attachment, ...headers }, body, true)
    expect(result).toMatchObject(cutOff(200))
  })

  test('that cannot be saved ends the step', async () => {
    const url = await http((_, response) => response.writeHead(200, attachment).end('x'))
    const clock = manualClock()
    const save = async () => {
      throw new StepError({ message: 'noCredentials' })
    }
    await expect(ask(url, { clock, save })).rejects.toThrow(StepError)
    expect(clock.timers.size).toBe(0)
  })
})

describe('a response', () => {
  const body = '{"code":0,"msg":"成功"}'

  async function received(raw: Buffer, headers: Record<string, string> = {}, status = 200): Promise<HttpResult> {
    return ask(await http((_, response) => response.writeHead(status, headers).end(raw)))
  }

  test('that redirects is not followed', async () => {
    const other = await serve()
    const moved = await received(Buffer.from('Moved'), { location: other.url }, 307)
    expect(moved).toMatchObject({ http_status: 307, text: 'Moved' })
    expect(other.received).toEqual([])
  })

  test.each([
    ['gzip', gzipSync],
    [' X-GZIP ', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('is decompressed, unless it is not what its encoding says: %s', async (encoding, compress) => {
    const headers = { 'content-encoding': encoding }
    expect(await received(compress(body), headers)).toMatchObject({ text: body, complete: true })
    const wrongEncoding = encoding.trim().toLowerCase()
    const text = 'xyz, no such thing'
    expect(await received(Buffer.from(text), headers)).toMatchObject({ text, complete: true, wrongEncoding })
  })

  test('is what its bytes say under an encoding that nobody asked for', async () => {
    expect(await received(Buffer.from(body), { 'content-encoding': 'identity' })).toMatchObject({ text: body })
    expect(await received(Buffer.alloc(0), { 'content-encoding': 'gzip' })).toMatchObject({ text: '' })
  })

  test.each([
    ['text/html; Charset=gb2312', '', '拒绝'],
    ['Text/HTML', '<meta charset="GBK">', '拒绝'],
    ['text/html; charset=no-such', '', '\ufffd\u073e\ufffd'],
    ['text/html', '', '\ufffd\u073e\ufffd'],
  ])('is in the charset of a page: %s %s', async (type, head, text) => {
    const gbk = Buffer.concat([Buffer.from(head), Buffer.from([0xbe, 0xdc, 0xbe, 0xf8])])
    expect(await received(gbk, { 'content-type': type })).toMatchObject({ text: head + text })
    expect(await received(Buffer.from('\ufeff拒'), { 'content-type': type })).toMatchObject({ text: '拒' })
  })

  test('whose compressed body ends too early is cut off', async () => {
    const bytes = gzipSync(body)
    for (const length of [1, 10, bytes.length - 8, bytes.length - 1]) {
      const result = await received(bytes.subarray(0, length), { 'content-encoding': 'gzip' })
      expect(result).toMatchObject(cutOff(200))
    }
  })

  test('is read to its limit and no further', async () => {
    const longest = await received(Buffer.alloc(responseLimit, 'a'))
    expect(longest).toMatchObject({ complete: true })
    expect(longest.kind === 'response' && longest.text.length).toBe(responseLimit)
    expect(await received(Buffer.alloc(responseLimit + 1, 'a'))).toMatchObject({ complete: false, text: '' })
    const bomb = gzipSync(Buffer.alloc(responseLimit + 1, 'a'))
    expect(await received(bomb, { 'content-encoding': 'gzip' })).toMatchObject({ complete: false, text: '' })
    const server = await serve()
    server.inject({ padMiB: 100 })
    expect(await ask(server.url)).toMatchObject({ complete: false })
    while (server.received[0]?.bytesSent === 0) await new Promise((done) => setTimeout(done, 5))
    expect(server.received[0]?.bytesSent).toBeLessThan(40 * 1024 * 1024)
  })

  test('may have no body, and headers by any case', async () => {
    const result = await received(Buffer.alloc(0), { 'X-Tt-Logid': 'log' }, 204)
    expect(result).toMatchObject({ http_status: 204, text: '' })
    expect(result.kind === 'response' && [result.header('x-tt-logid'), result.header('x')]).toEqual(['log', undefined])
  })
})
