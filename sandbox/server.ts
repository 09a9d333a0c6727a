import { EventEmitter, once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { control } from './control.ts'
import type { Feishu } from './feishu.ts'
import type { HttpRequest, HttpResponse } from './http.ts'
import type { InjectedFault } from './injected-fault.ts'
import { breakOff, send } from './injected-fault.ts'
import { type Listening, listen } from './listen.ts'

/** A request as it came over the network, also one that Feishu never got to see. */
export interface ReceivedRequest extends HttpRequest {
  endpoint: string
  /** Number of the TCP connection, counted from 1. */
  connection: number
  /** Milliseconds since the server started. */
  at: number
  /** Bytes of response body handed to the connection. */
  bytesSent: number
}

export interface ServerOptions {
  /** TCP port; 0 takes a free one. */
  port?: number
  /** PEM texts; with them the server speaks TLS. */
  tls?: { key: string; cert: string }
  /** Milliseconds every response takes. */
  latency?: number
}

export interface Server extends Listening {
  /** `http://127.0.0.1:PORT`, or https. */
  url: string
  received: ReceivedRequest[]
  /** Resolves when so many requests to an endpoint have been received. */
  whenReceived: (endpoint: string, count?: number) => Promise<void>
  /** TCP connections and TLS handshakes so far. */
  counts: { connections: number; handshakes: number }
  /** Queues a fault for the next request that matches. */
  inject: (fault: InjectedFault) => void
}

/** Puts an embedded Feishu on a loopback port. */
export async function startServer(feishu: Feishu, options: ServerOptions = {}): Promise<Server> {
  const started = performance.now()
  const received: ReceivedRequest[] = []
  const arrivals = new EventEmitter()
  const faults: InjectedFault[] = []
  const counts = { connections: 0, handshakes: 0 }
  const sockets = new Map<number, { socket: Socket; number: number }>()
  const stopping = new AbortController()

  function takeFault(endpoint: string): InjectedFault {
    const index = faults.findIndex((fault) => fault.on === undefined || fault.on === endpoint)
    return (index < 0 ? undefined : faults.splice(index, 1)[0]) ?? {}
  }

  async function respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = { ...headOf(message), body: '' }
    if (request.path.startsWith('/__sandbox__/')) {
      const { status, headers, body } = control(feishu, { received, faults }, { ...request, body: await read(message) })
      response.writeHead(status, headers).end(body)
      return
    }
    const endpoint = feishu.endpointOf(request)
    const { socket, number } = sockets.get(message.socket.remotePort ?? 0) ?? { socket: message.socket, number: 0 }
    const record = { ...request, endpoint, connection: number, at: performance.now() - started, bytesSent: 0 }
    received.push(record)
    const fault = takeFault(endpoint)
    if (fault.stop?.at !== 'unread') record.body = await read(message)
    arrivals.emit('request')
    if (fault.stop?.at === 'unread') return breakOff(socket, fault.stop.by)
    await pause(fault.delayBeforeActing)
    if (fault.stop?.at === 'read') return breakOff(socket, fault.stop.by)
    const result = feishu.handle({ ...request, body: record.body })
    await pause((options.latency ?? 0) + (fault.delayAfterActing ?? 0))
    if (fault.stop?.at === 'acted') return breakOff(socket, fault.stop.by)
    if (result) record.bytesSent = await send(response, socket, named(result), fault)
  }

  async function pause(ms = 0): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, { signal: stopping.signal })
  }

  /** If the connection breaks meanwhile, the client notices. */
  function listener(message: IncomingMessage, response: ServerResponse): void {
    respond(message, response).catch(() => message.socket.destroy())
  }

  const server = options.tls ? createHttpsServer(options.tls, listener) : createHttpServer(listener)
  server.keepAliveTimeout = 60_000
  server.on('connection', (socket: Socket) => {
    counts.connections += 1
    const port = socket.remotePort ?? 0
    sockets.set(port, { socket, number: counts.connections })
    socket.on('close', () => sockets.delete(port))
  })
  server.on('secureConnection', () => {
    counts.handshakes += 1
  })
  const { port, stop } = await listen(server, options.port)
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    received,
    whenReceived: async (endpoint, count = 1) => {
      while (received.filter((request) => request.endpoint === endpoint).length < count) await once(arrivals, 'request')
    },
    counts,
    inject: (fault) => {
      faults.push(fault)
    },
    stop: () => {
      stopping.abort()
      return stop()
    },
  }
}

function headOf(message: IncomingMessage): Omit<HttpRequest, 'body'> {
  const headers = Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')])
  return { method: message.method ?? '', path: message.url ?? '', headers: Object.fromEntries(headers) }
}

/** Writes header names as Feishu does (`X-Tt-Logid`): its Python SDK looks for exactly these. */
function named(response: HttpResponse): HttpResponse {
  const nameOf = (name: string) =>
    name === 'content-length' ? name : name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
  const headers = Object.entries(response.headers).map(([name, value]) => [nameOf(name), value])
  return { ...response, headers: Object.fromEntries(headers) }
}

async function read(message: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of message) pieces.push(piece)
  const form = message.headers['content-type']?.startsWith('multipart/')
  return Buffer.concat(pieces).toString(form ? 'latin1' : 'utf8')
}
