import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { control } from './control.ts'
import type { Fault } from './fault.ts'
import { breakOff, send } from './fault.ts'
import type { Feishu } from './feishu.ts'
import type { Request } from './wire.ts'

/** A request as it came over the wire, also one that Feishu never got to see. */
export interface Arrival extends Request {
  page: string
  /** Number of the TCP connection, counted from 1. */
  connection: number
  /** Milliseconds since the server started. */
  at: number
  /** Bytes of answer body handed to the connection. */
  sent: number
}

export interface ServerOptions {
  /** TCP port; 0 takes a free one. */
  port?: number
  /** PEM texts; with them the server speaks TLS. */
  tls?: { key: string; cert: string }
  /** Milliseconds every answer takes. */
  latency?: number
}

export interface Server {
  /** `http://127.0.0.1:PORT`, or https. */
  url: string
  port: number
  arrivals: Arrival[]
  /** TCP connections and TLS handshakes so far. */
  counts: { connections: number; handshakes: number }
  /** Queues a fault for the next request that fits. */
  fault: (fault: Fault) => void
  /** Closes the port and every connection at once. */
  stop: () => Promise<void>
}

/** Puts an embedded Feishu on a loopback port. */
export async function startServer(feishu: Feishu, options: ServerOptions = {}): Promise<Server> {
  const started = performance.now()
  const arrivals: Arrival[] = []
  const faults: Fault[] = []
  const counts = { connections: 0, handshakes: 0 }
  const sockets = new Map<number, { socket: Socket; number: number }>()
  const stopping = new AbortController()

  function takeFault(page: string): Fault {
    const index = faults.findIndex((fault) => fault.on === undefined || fault.on === page)
    return (index < 0 ? undefined : faults.splice(index, 1)[0]) ?? {}
  }

  /** Answers a request; what becomes of a connection that breaks meanwhile is the client's to notice. */
  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = { ...headOf(message), body: '' }
    if (request.path.startsWith('/__sandbox__/')) {
      const reply = control(feishu, { arrivals, faults }, { ...request, body: await bodyOf(message) })
      response.writeHead(reply.status, reply.headers).end(reply.body)
      return
    }
    const page = feishu.pageOf(request)
    const { socket, number } = sockets.get(message.socket.remotePort ?? 0) ?? { socket: message.socket, number: 0 }
    const arrival: Arrival = { ...request, page, connection: number, at: performance.now() - started, sent: 0 }
    arrivals.push(arrival)
    const fault = takeFault(page)
    if (fault.stop?.at === 'unread') return breakOff(socket, fault.stop.by)
    arrival.body = await bodyOf(message)
    await pause(fault.delayBeforeActing)
    if (fault.stop?.at === 'read') return breakOff(socket, fault.stop.by)
    const reply = feishu.handle({ ...request, body: arrival.body })
    await pause((options.latency ?? 0) + (fault.delayAfterActing ?? 0))
    if (fault.stop?.at === 'acted') return breakOff(socket, fault.stop.by)
    arrival.sent = await send(response, socket, reply, fault, stopping.signal)
  }

  async function pause(ms = 0): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, { signal: stopping.signal })
  }

  function listener(message: IncomingMessage, response: ServerResponse): void {
    answer(message, response).catch(() => message.socket.destroy())
  }

  const server = options.tls ? createHttpsServer(options.tls, listener) : createHttpServer(listener)
  server.keepAliveTimeout = 60_000
  server.on('connection', (socket: Socket) => {
    counts.connections += 1
    const port = socket.remotePort ?? 0
    sockets.set(port, { socket, number: counts.connections })
    socket.on('close', () => sockets.delete(port))
    socket.on('error', () => socket.destroy())
  })
  server.on('secureConnection', () => {
    counts.handshakes += 1
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    arrivals,
    counts,
    fault: (fault) => {
      faults.push(fault)
    },
    stop: async () => {
      stopping.abort()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const { socket } of sockets.values()) socket.destroy()
      await closed
    },
  }
}

function headOf(message: IncomingMessage): Omit<Request, 'body'> {
  const headers = Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')])
  return { method: message.method ?? '', path: message.url ?? '', headers: Object.fromEntries(headers) }
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of message) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}
