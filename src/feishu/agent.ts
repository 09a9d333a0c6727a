import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { proxyOptions } from './proxy.ts'

/**
 * Node's own agent, which also speaks to proxies, made to tell what its connections are at.
 * @param secure whether it speaks https
 * @param env tells of proxies
 * @param sockets gets every connection that is open
 * @param onReady called when a connection can carry a request: from then on the server may have acted on one
 * @throws Error where a proxy variable holds no URL
 */
export function watchedAgent(
  secure: boolean,
  env: NodeJS.ProcessEnv,
  sockets: Set<Duplex>,
  onReady: () => void,
): http.Agent {
  const options = { keepAlive: true, ...proxyOptions(secure, env) }
  const agent = secure ? new https.Agent(options) : new http.Agent(options)
  const watch = (socket: Duplex | null | undefined) => {
    if (socket) sockets.add(socket)
    socket?.once('close', () => sockets.delete(socket))
    // Through a proxy, a plain socket comes first: only the TLS one inside it reaches Feishu.
    if (secure ? socket instanceof TLSSocket : socket) socket?.once(secure ? 'secureConnect' : 'connect', onReady)
    return socket
  }
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (target, done) =>
    watch(
      connect(target, (error, socket) => {
        // A tunnel's socket comes when its handshake is over.
        if (!error && socket) onReady()
        done?.(error, socket)
      }),
    )
  const reuse = agent.reuseSocket.bind(agent)
  agent.reuseSocket = (socket, request) => {
    onReady()
    reuse(socket, request)
  }
  return agent
}
