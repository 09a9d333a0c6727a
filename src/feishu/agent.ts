import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { proxyOptions } from './proxy.ts'

/**
 * Node's own agent, which also connects through proxies, extended to report what its connections do.
 * @param baseUrl https or http
 * @param env names proxies
 * @param sockets receives every connection that is open
 * @param onConnected called when a connection can carry a request: from then on the server may have acted on one
 * @throws StepError where a proxy variable cannot be used
 */
export function createAgent(
  baseUrl: string,
  env: NodeJS.ProcessEnv,
  sockets: Set<Duplex>,
  onConnected: () => void,
): http.Agent {
  const secure = baseUrl.startsWith('https:')
  const options = { keepAlive: true, ...proxyOptions(baseUrl, env) }
  const agent = secure ? new https.Agent(options) : new http.Agent(options)
  const watch = (socket: Duplex | null | undefined) => {
    if (socket) sockets.add(socket)
    socket?.once('close', () => sockets.delete(socket))
    // Through a proxy, a plain socket comes first: only the TLS one inside it reaches Feishu.
    if (secure ? socket instanceof TLSSocket : socket) socket?.once(secure ? 'secureConnect' : 'connect', onConnected)
    return socket
  }
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (target, done) =>
    watch(
      connect(target, (error, socket) => {
        // A tunnel's socket arrives when its handshake is over.
        if (!error && socket) onConnected()
        done?.(error, socket)
      }),
    )
  const reuse = agent.reuseSocket.bind(agent)
  agent.reuseSocket = (socket, request) => {
    onConnected()
    reuse(socket, request)
  }
  return agent
}
