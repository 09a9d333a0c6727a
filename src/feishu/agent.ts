import http from 'node:http'
import https from 'node:https'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { hostAndPort } from './network-error.ts'

/** Node's own agent, which also connects through proxies, and what its connections do. */
export interface Line {
  agent: http.Agent
  /** A connection could carry the request: the server may have acted on it. To be reset before each request. */
  connected: boolean
  /** Addresses and ports that were tried. To be reset as well. */
  tried: string[]
  /** Why the connection failed: node-fetch passes on neither the causes of each address nor a proxy's status. */
  error: ConnectionError | undefined
  /** How many bytes its connections have moved so far. */
  moved(): number
  /** Ends every connection, also one whose proxy has opened no tunnel yet, which the agent does not know. */
  close(): void
}

/** `statusCode` is a proxy's, which opens no tunnel. */
type ConnectionError = Error & { statusCode?: number }

/** @param secure whether the requests go to https */
export function createLine(secure: boolean, options: http.AgentOptions): Line {
  const sockets = new Set<Duplex>()
  const agent = secure ? new https.Agent(options) : new http.Agent(options)
  const close = () => {
    for (const socket of sockets) socket.destroy()
  }
  const moved = () =>
    [...sockets]
      .filter((socket) => socket instanceof Socket)
      .reduce((sum, { bytesRead, bytesWritten }) => sum + bytesRead + bytesWritten, 0)
  const line: Line = { agent, connected: false, tried: [], error: undefined, moved, close }
  const onConnected = () => {
    line.connected = true
  }
  const onError = (error: ConnectionError) => {
    line.error = error
  }
  const watch = (socket: Duplex | null | undefined) => {
    if (socket) {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket)).once('error', onError)
      socket.on('connectionAttempt', (address: string, port: number) => line.tried.push(hostAndPort(address, port)))
      // Through a proxy, a plain socket comes first: only the TLS one inside it reaches Feishu.
      if (!secure || socket instanceof TLSSocket) socket.once(secure ? 'secureConnect' : 'connect', onConnected)
    }
    return socket
  }
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (target, done) =>
    watch(
      connect(target, (error, socket) => {
        if (error) onError(error)
        // A tunnel's socket arrives when its handshake is over.
        else if (socket) onConnected()
        done?.(error, socket)
      }),
    )
  const reuse = agent.reuseSocket.bind(agent)
  agent.reuseSocket = (socket, request) => {
    onConnected()
    reuse(socket, request)
  }
  return line
}
