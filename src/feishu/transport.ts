import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import fetch from 'node-fetch'

export interface HttpRequest {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  body?: string
}

/** What became of one request: an answer of any kind, or none. */
export type Exchange =
  | {
      kind: 'answered'
      http_status: number
      header: (name: string) => string | undefined
      text: string
      whole: boolean
    }
  /** `sent`: the connection stood, so the server may have acted; `http_status`: an answer began, and broke off. */
  | { kind: 'unanswered'; cause: string; sent: boolean; http_status?: number }

/** Sends one request at a time; all of them share what connection the server keeps open. */
export interface Transport {
  /** Never rejects. An abort ends it as unanswered. */
  exchange(request: HttpRequest, signal: AbortSignal): Promise<Exchange>
  /** Closes the idle connection, so that nothing keeps the process alive. */
  close(): void
}

/** The longest answer that is read, in bytes after decompression. */
export const answerLimit = 10 * 1024 * 1024

const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const

/**
 * Passwords that the proxy variables carry, in every form in which they could come back in a message.
 * @param env the process's environment
 */
export function proxySecrets(env: NodeJS.ProcessEnv): string[] {
  return proxyVariables.flatMap((name) => {
    const value = (env[name] ?? '').replace(/^[a-z]+:\/\//i, '')
    const [, user = '', password = ''] = /^([^:@/]*):(.*)@/.exec(value) ?? []
    if (password === '') return []
    const [plainUser, plain] = [decode(user), decode(password)]
    return [password, plain, Buffer.from(`${plainUser}:${plain}`).toString('base64')]
  })
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * Opens nothing yet; the first request does.
 * @param baseUrl https or http: one transport serves one host
 * @param env proxies are taken from HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in either case, as the runner passes them
 * @throws Error where a proxy variable holds no URL
 */
export function createTransport(baseUrl: string, env: NodeJS.ProcessEnv): Transport {
  let ready = false
  const sockets = new Set<Duplex>()
  const onReady = () => {
    ready = true
  }
  const agent = watchedAgent(baseUrl.startsWith('https:'), env, sockets, onReady)
  return {
    async exchange({ url, ...request }, signal) {
      ready = false
      let http_status: number | undefined
      try {
        // A redirect would carry the token to another host: it is an answer here, and refused by the reader.
        const response = await fetch(url, { ...request, agent, signal, redirect: 'manual' })
        http_status = response.status
        const { text, whole } = await read(response.body ?? [])
        const header = (name: string) => response.headers.get(name) ?? undefined
        return { kind: 'answered', http_status, header, text, whole }
      } catch (error) {
        const cause = causeOf(error)
        if (http_status === undefined) return { kind: 'unanswered', cause, sent: ready }
        return { kind: 'unanswered', cause: `the answer cannot be read to its end: ${cause}`, sent: true, http_status }
      }
    },
    // The agent does not know of a socket whose proxy has opened no tunnel yet.
    close() {
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Node's agent reads the proxy variables itself, but passes over one without a scheme, which curl and others take. */
function proxies(secure: boolean, env: NodeJS.ProcessEnv): { proxyEnv?: NodeJS.ProcessEnv } {
  const names = proxyVariables.filter(
    (name) => env[name] && name.toLowerCase() === (secure ? 'https_proxy' : 'http_proxy'),
  )
  if (names.length === 0) return {}
  const urls = names.map((name) => {
    const value = env[name]?.trim() ?? ''
    const url = URL.parse(value.includes('://') ? value : `http://${value}`)
    if (!url || !/^https?:$/.test(url.protocol))
      throw new Error(`The variable ${name} holds no http or https URL of a proxy.`)
    return [name, url.href]
  })
  return { proxyEnv: { ...env, ...Object.fromEntries(urls), no_proxy: bypassed(env.no_proxy || env.NO_PROXY) } }
}

/** To Node, `example.com` in NO_PROXY is that host alone; to the runner's own tools and curl, the hosts below it too. */
function bypassed(noProxy = ''): string {
  const entries = noProxy.split(/[\s,]+/).filter((entry) => entry !== '')
  return entries.flatMap((entry) => (/^[.*]/.test(entry) ? [entry] : [entry, `.${entry}`])).join(',')
}

/**
 * Node's own agent, which also speaks to proxies, and that tells when a connection can carry a request.
 * @param sockets gets every connection that is open
 */
function watchedAgent(secure: boolean, env: NodeJS.ProcessEnv, sockets: Set<Duplex>, onReady: () => void): http.Agent {
  const options = { keepAlive: true, ...proxies(secure, env) }
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

/** Reads to the end or to the limit, whichever comes first; leaving the loop early closes the connection. */
async function read(
  body: AsyncIterable<string | Buffer> | Iterable<Buffer>,
): Promise<{ text: string; whole: boolean }> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(Buffer.from(chunk))
    size += chunk.length
    if (size > answerLimit) break
  }
  return {
    text: Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
    whole: size <= answerLimit,
  }
}

/** `ENOTFOUND: getaddrinfo ENOTFOUND open.feishu.cn`: the code to search for, then the system's own words. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const reason = error.message.replace(/^request to \S+ failed, reason: ?/, '').trim()
  return reason === '' || reason === code ? code : `${code}: ${reason}`
}
