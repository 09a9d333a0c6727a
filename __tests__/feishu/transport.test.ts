import { createServer as createHttpServer } from 'node:http'
import { createServer, type Socket } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, describe, expect, test } from '@jest/globals'
import { createAuthority } from '../sandbox/certificates.ts'
import { createFeishu } from '../sandbox/feishu.ts'
import { type ProxyOptions, startProxy } from '../sandbox/proxy.ts'
import { type ServerOptions, startServer } from '../sandbox/server.ts'
import { answerLimit } from '../src/feishu/body.ts'
import { proxyOptions, proxySecrets } from '../src/feishu/proxy.ts'
import { createTransport, type Exchange } from '../src/feishu/transport.ts'

const authorities = getCACertificates('default')
const stops: (() => Promise<void> | void)[] = []
afterEach(async () => {
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

/** A port on which every connection is handled by hand; returns its number. */
async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    onConnection(socket)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  stops.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** Sends requests one after the other over one transport. */
async function ask(url: string, env: NodeJS.ProcessEnv = {}, paths = ['/x'], signal = AbortSignal.timeout(5000)) {
  const transport = createTransport(url, env)
  stops.push(transport.close)
  const exchanges: Exchange[] = []
  for (const path of paths) {
    exchanges.push(await transport.exchange({ method: 'GET', url: url + path, headers: {} }, signal))
  }
  return exchanges
}

const notSent = (cause: RegExp) => ({ kind: 'unanswered', sent: false, cause: expect.stringMatching(cause) })
const sent = (cause: RegExp) => ({ kind: 'unanswered', sent: true, cause: expect.stringMatching(cause) })

describe('whether a request was sent', () => {
  test('is no where nobody listens', async () => {
    const port = await listen(() => {})
    await stops.pop()?.()
    expect(await ask(`http://127.0.0.1:${port}`)).toEqual([notSent(/^ECONNREFUSED: connect ECONNREFUSED 127/)])
    // A name with several addresses has several faults, and a message that is empty.
    expect(await ask(`http://localhost:${port}`)).toEqual([notSent(/^ECONNREFUSED/)])
  })

  test('is no where the name is unknown', async () => {
    expect(await ask('https://feishu.invalid')).toEqual([notSent(/^(ENOTFOUND|EAI_AGAIN): getaddrinfo/)])
  })

  test.each(['unread', 'read', 'acted', 'mid-body'] as const)(
    'is yes where the connection is reset: %s',
    async (at) => {
      const { server } = await serve()
      for (const by of ['reset', 'close'] as const) {
        server.inject({ stop: { at, by } })
        expect(await ask(server.url)).toMatchObject([sent(/ECONNRESET|aborted/)])
      }
    },
  )

  test('is yes over a connection that was used before', async () => {
    const { server } = await serve()
    const transport = createTransport(server.url, {})
    stops.push(transport.close)
    const request = { method: 'GET', url: `${server.url}/x`, headers: {} }
    await transport.exchange(request, AbortSignal.timeout(5000))
    server.inject({ stop: { at: 'read', by: 'reset' } })
    expect(await transport.exchange(request, AbortSignal.timeout(5000))).toEqual(sent(/ECONNRESET/))
    expect(server.counts.connections).toBe(1)
  })

  test('is no where the job was cancelled before', async () => {
    const { server } = await serve()
    expect(await ask(server.url, {}, ['/x'], AbortSignal.abort())).toEqual([notSent(/called off/)])
    expect(server.received).toEqual([])
  })

  test('is no while TLS is not agreed on, and where it cannot be', async () => {
    const { server } = await serve({ tls: await (await createAuthority()).issue() })
    expect(await ask(server.url)).toEqual([notSent(/certificate/)])
    expect(server.received).toEqual([])
    const silent = await listen(() => {})
    expect(await ask(`https://127.0.0.1:${silent}`, {}, ['/x'], AbortSignal.timeout(100))).toEqual([notSent(/Abort/)])
    const closing = await listen((socket) => socket.destroy())
    expect(await ask(`https://127.0.0.1:${closing}`)).toEqual([notSent(/ECONNRESET/)])
  })

  test('is told apart through a tunnel too', async () => {
    const authority = await createAuthority()
    const { server } = await serve({ tls: await authority.issue() })
    const { url } = await proxy()
    const env = { HTTPS_PROXY: url }
    expect(await ask(server.url, env)).toEqual([notSent(/certificate/)])
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
    expect(await ask(url, { HTTPS_PROXY: wrong })).toEqual([notSent(/^ERR_PROXY_TUNNEL: .*407/)])
    expect(await ask(url, { HTTPS_PROXY: (await proxy()).url })).toEqual([notSent(/502/)])
    const dropping = await listen((socket) => socket.destroy())
    expect(await ask(url, { https_proxy: `http://127.0.0.1:${dropping}` })).toEqual([notSent(/./)])
    const silent = await listen(() => {})
    const late = AbortSignal.timeout(100)
    expect(await ask(url, { https_proxy: `http://127.0.0.1:${silent}` }, ['/x'], late)).toEqual([notSent(/Abort/)])
  })
})

describe('an answer', () => {
  const body = '{"code":0,"msg":"成功"}'

  async function answered(raw: Buffer, headers: Record<string, string | number> = {}, status = 200) {
    const server = createHttpServer((_request, response) => response.writeHead(status, headers).end(raw))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    stops.push(() => {
      server.closeAllConnections()
      server.close()
    })
    const address = server.address()
    const [exchange] = await ask(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
    return exchange
  }

  test.each(['gzip', 'deflate', 'br'] as const)('is unpacked: %s', async (encoding) => {
    const { feishu, server } = await serve()
    feishu.next({ body })
    server.inject({ encoding })
    expect(await ask(server.url)).toMatchObject([{ http_status: 200, text: body, whole: true }])
  })

  test.each(['gzip', 'deflate', 'br'])('that is not what its encoding says keeps its status: %s', async (encoding) => {
    const exchange = await answered(Buffer.from('xyz, no such thing'), { 'content-encoding': encoding })
    expect(exchange).toMatchObject({ kind: 'unanswered', sent: true, began: { http_status: 200 } })
  })

  test('that breaks off keeps its status', async () => {
    const { server } = await serve()
    server.inject({ cut: { bytes: 5, length: 'full' } })
    expect(await ask(server.url)).toMatchObject([{ kind: 'unanswered', sent: true, began: { http_status: 404 } }])
  })

  test('loses its byte order mark, and bytes that are no UTF-8', async () => {
    expect(await answered(Buffer.from(`\uFEFF${body}`))).toMatchObject({ text: body })
    expect(await answered(Buffer.from([0x61, 0xff, 0xfe]))).toMatchObject({ text: 'a\uFFFD\uFFFD' })
  })

  test('is read to its limit and no further', async () => {
    const whole = await answered(Buffer.alloc(answerLimit, 'a'))
    expect(whole).toMatchObject({ whole: true })
    expect(whole?.kind === 'answered' && whole.text.length).toBe(answerLimit)
    expect(await answered(Buffer.alloc(answerLimit + 1, 'a'))).toMatchObject({ whole: false })
    const { feishu, server } = await serve()
    feishu.next({ body: '{}' })
    server.inject({ padMiB: 200 })
    expect(await ask(server.url)).toMatchObject([{ whole: false }])
    while (server.received[0]?.bytesSent === 0) await new Promise((done) => setTimeout(done, 5))
    expect(server.received[0]?.bytesSent).toBeLessThan(40 * 1024 * 1024)
  })

  test('may have no body, and headers by any case', async () => {
    const exchange = await answered(Buffer.alloc(0), { 'X-Tt-Logid': 'log' }, 204)
    expect(exchange).toMatchObject({ http_status: 204, text: '' })
    expect(exchange?.kind === 'answered' && [exchange.header('x-tt-logid'), exchange.header('x')]).toEqual([
      'log',
      undefined,
    ])
  })

  test('that sends elsewhere is left at that', async () => {
    const other = await serve()
    expect(await answered(Buffer.alloc(0), { location: `${other.server.url}/x` }, 302)).toMatchObject({
      http_status: 302,
    })
    expect(other.server.counts.connections).toBe(0)
  })
})

describe('proxies', () => {
  test.each(['HTTP_PROXY', 'http_proxy'])('are taken from %s for http', async (name) => {
    const { server } = await serve()
    const { url, asked } = await proxy()
    const [first] = await ask(server.url, { [name]: url, HTTPS_PROXY: 'http://127.0.0.1:9' })
    expect(first).toMatchObject({ http_status: 404 })
    expect(asked).toMatchObject([{ method: 'GET', target: `${server.url}/x` }])
  })

  test('may lack a scheme, and have a user and a password', async () => {
    const { server } = await serve()
    const { port, asked } = await proxy({ credentials: { user: 'me@corp', password: 'p:ss/wörd' } })
    const credentials = `${encodeURIComponent('me@corp')}:${encodeURIComponent('p:ss/wörd')}`
    expect(await ask(server.url, { http_proxy: `${credentials}@127.0.0.1:${port}` })).toMatchObject([
      { http_status: 404 },
    ])
    expect(asked).toMatchObject([{ status: 404 }])
  })

  test.each([
    ['127.0.0.1', true],
    ['127.0.0.1:PORT', true],
    ['localhost, 127.0.0.1', true],
    ['*', true],
    ['127.0.0.1:1', false],
    ['127.0.0.2', false],
    ['', false],
  ])('are passed by where NO_PROXY is %j: %j', async (value, passed) => {
    const { server } = await serve()
    const { url, asked } = await proxy()
    for (const name of ['NO_PROXY', 'no_proxy']) {
      await ask(server.url, { HTTP_PROXY: url, [name]: value.replace('PORT', String(server.port)) })
    }
    expect(asked.length).toBe(passed ? 0 : 2)
  })

  test.each([
    ['nowhere.invalid', true],
    ['.nowhere.invalid', true],
    ['*.nowhere.invalid', true],
    ['NoWhere.Invalid', true],
    ['open.nowhere.invalid', true],
    ['open.nowhere.invalid:443', true],
    ['where.invalid', false],
    ['en.nowhere.invalid', false],
  ])('are passed by for open.nowhere.invalid where NO_PROXY is %s: %j', async (value, passed) => {
    const { url, asked } = await proxy()
    const exchanges = await ask('https://open.nowhere.invalid', { HTTPS_PROXY: url, NO_PROXY: value })
    expect(exchanges).toEqual([notSent(passed ? /getaddrinfo/ : /ERR_PROXY_TUNNEL/)])
    expect(asked.length).toBe(passed ? 0 : 1)
  })

  test.each(['not a url', 'socks5://127.0.0.1:1', 'http://u:pa/ss@h:8080', 'http://'])(
    'that are none are refused without repeating them: %s',
    (value) => {
      expect(() => createTransport('http://127.0.0.1:1', { HTTP_PROXY: value })).toThrow(
        /^The variable HTTP_PROXY holds no http or https URL of a proxy\.$/,
      )
    },
  )
})

describe('proxyOptions', () => {
  test('refuses what Node cannot decode', () => {
    const refused = /^The variable HTTPS_PROXY holds no http or https URL of a proxy\.$/
    for (const part of ['%zz:p', 'u:%zz', 'u:%e4']) {
      expect(() => proxyOptions(true, { HTTPS_PROXY: `http://${part}@127.0.0.1:1` })).toThrow(refused)
    }
  })

  test('refuses a Node that would pass the proxy over', () => {
    const env = { HTTPS_PROXY: 'http://127.0.0.1:1' }
    expect(() => proxyOptions(true, env, '24.4.1')).toThrow(
      /^Node 24\.4\.1 cannot go through a proxy: update the runner/,
    )
    expect(proxyOptions(false, env, '24.4.1')).toEqual({})
    expect(proxyOptions(true, env, '24.5.0').proxyEnv).toMatchObject({ HTTPS_PROXY: 'http://127.0.0.1:1/' })
  })
})

describe('proxySecrets', () => {
  test('has a password in every form it could come back in', () => {
    expect(proxySecrets({ HTTPS_PROXY: 'http://me:p%40ss@proxy:8080' })).toEqual(['p%40ss', 'p@ss', btoa('me:p@ss')])
    expect(proxySecrets({ http_proxy: 'me:50%@proxy' })).toEqual(['50%', '50%', btoa('me:50%')])
    expect(proxySecrets({ http_proxy: '5%:word@proxy' })).toEqual(['word', 'word', btoa('5%:word')])
  })

  test('has the whole of a password that stands there as it is', () => {
    expect(proxySecrets({ HTTP_PROXY: 'http://me:p@ss@proxy' })).toContain('p@ss')
    expect(proxySecrets({ HTTP_PROXY: 'http://me:pa/ss@proxy' })).toContain('pa/ss')
    expect(proxySecrets({ https_proxy: 'http://:only@proxy' })).toContain('only')
  })

  test('has nothing where there is no password', () => {
    expect(proxySecrets({ HTTPS_PROXY: 'http://me@proxy', http_proxy: 'http://proxy:80', HTTP_PROXY: '' })).toEqual([])
  })
})
