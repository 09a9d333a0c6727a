import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, request as httpRequest } from 'node:http'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'

/** What the proxy was asked: `CONNECT host:port`, or a method and an absolute URL. */
export interface Asked {
  method: string
  target: string
  /** The proxy-authorization header; undefined when there was none. */
  authorization: string | undefined
  /** Its response: 200 for a tunnel that was opened, 407, 502, or the server's own status. */
  status: number
}

export interface ProxyOptions {
  /** User and password that every request must have (Basic). Default: anyone may use it. */
  credentials?: { user: string; password: string }
  /** Where a host and port really are: lets a test send open.feishu.cn to a server on loopback. */
  resolve?: (host: string, port: number) => { host: string; port: number }
}

export interface Proxy {
  /** Without credentials: the test adds its own, right or wrong. */
  url: string
  port: number
  asked: Asked[]
  stop: () => Promise<void>
}

/** A forward proxy on loopback, for CONNECT tunnels and plain HTTP. */
export async function startProxy(options: ProxyOptions = {}): Promise<Proxy> {
  const asked: Asked[] = []
  const sockets = new Set<Duplex>()
  const resolve = options.resolve ?? ((host, port) => ({ host, port }))

  /** Records what is asked, and whether it is allowed. */
  function admit(message: IncomingMessage): { record: Asked; allowed: boolean } {
    const { user, password } = options.credentials ?? {}
    const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
    const authorization = message.headers['proxy-authorization']
    const record = { method: message.method ?? '', target: message.url ?? '', authorization, status: 407 }
    asked.push(record)
    return { record, allowed: options.credentials === undefined || authorization === expected }
  }

  function track(socket: Duplex): void {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  }

  function forward(message: IncomingMessage, response: ServerResponse): void {
    const { record, allowed } = admit(message)
    if (!allowed) {
      response.writeHead(407, CHALLENGE).end()
      return
    }
    const url = new URL(message.url ?? '')
    const { 'proxy-authorization': _, 'proxy-connection': __, ...headers } = message.headers
    const target = { ...resolve(url.hostname, Number(url.port || 80)), path: url.pathname + url.search }
    const onward = httpRequest({ ...target, method: message.method, headers }, (result) => {
      record.status = result.statusCode ?? 0
      response.writeHead(record.status, result.headers)
      result.pipe(response)
    })
    onward.on('error', () => {
      record.status = 502
      response.writeHead(502).end()
    })
    message.pipe(onward)
  }

  function tunnel(message: IncomingMessage, client: Duplex, head: Buffer): void {
    track(client)
    const { record, allowed } = admit(message)
    if (!allowed) {
      client.end(
        `HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: ${CHALLENGE['proxy-authenticate']}\r\ncontent-length: 0\r\n\r\n`,
      )
      return
    }
    const url = new URL(`http://${message.url}`)
    const { host, port } = resolve(url.hostname, Number(url.port || 80))
    const onward: Socket = connect(port, host, () => {
      record.status = 200
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      onward.write(head)
      client.pipe(onward).pipe(client)
    })
    track(onward)
    client.on('close', () => onward.destroy())
    onward.on('error', () => {
      record.status = 502
      client.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n')
    })
  }

  const server = createServer(forward).on('connect', tunnel).on('connection', track)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    stop: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

const CHALLENGE = { 'proxy-authenticate': 'Basic realm="sandbox"' }
