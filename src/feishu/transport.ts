import type { Duplex } from 'node:stream'
import fetch from 'node-fetch'
import { isObject } from '../json.ts'
import type { Message } from '../messages/index.ts'
import { createAgent } from './agent.ts'
import type { Clock } from './clock.ts'
import { withoutProxyCredentials } from './proxy.ts'

export interface HttpRequest {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  body?: string
}

/** Looks up a header, ignoring case. */
export type Header = (name: string) => string | undefined

/** What a response begins with. */
export interface ResponseHead {
  http_status: number
  header: Header
}

/** A response of any kind; incomplete where it exceeds the limit. */
export interface HttpResponse extends ResponseHead {
  kind: 'response'
  text: string
  complete: boolean
}

/**
 * No complete response. `sent`: the connection was made, so the server may have acted; `head`: a response began, be it
 * that of a proxy which opens no tunnel.
 */
export interface NoResponse {
  kind: 'no response'
  error: Message
  sent: boolean
  head?: ResponseHead
}

export type HttpResult = HttpResponse | NoResponse

/** Sends one request at a time; all of them share the connection that the server keeps open. */
export interface Transport {
  /**
   * Never rejects.
   * @param timeoutSeconds for connecting, headers and body together
   * @param cancelled ends it at once
   */
  send(request: HttpRequest, timeoutSeconds: number, cancelled: AbortSignal): Promise<HttpResult>
  /** Closes the idle connection, so that nothing keeps the process alive. */
  close(): void
}

/** The longest response that is read, in bytes, before and after decompression. */
export const responseLimit = 10 * 1024 * 1024

/**
 * Opens nothing yet; the first request does.
 * @param baseUrl https or http: one transport serves one host
 * @param env proxies are taken from HTTPS_PROXY, HTTP_PROXY and NO_PROXY in either case, as the runner passes them
 * @throws StepError where a proxy variable cannot be used
 */
export function createTransport(baseUrl: string, env: NodeJS.ProcessEnv, clock: Clock): Transport {
  let connected = false
  const sockets = new Set<Duplex>()
  const agent = createAgent(baseUrl, env, sockets, () => {
    connected = true
  })
  // The agent does not know of a socket whose proxy has opened no tunnel yet.
  const close = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    async send({ url, ...request }, timeoutSeconds, cancelled) {
      // node-fetch would destroy the body of a request that it never sends, and nobody would handle that error.
      if (cancelled.aborted) return { kind: 'no response', error: { message: 'requestCancelled' }, sent: false }
      connected = false
      let head: ResponseHead | undefined
      let timedOut = false
      const end = new AbortController()
      const abort = () => end.abort()
      const stopTimer = clock.after(timeoutSeconds * 1000, () => {
        timedOut = true
        abort()
      })
      cancelled.addEventListener('abort', abort)
      try {
        return await exchange()
      } finally {
        stopTimer()
        cancelled.removeEventListener('abort', abort)
      }

      async function exchange(): Promise<HttpResult> {
        try {
          // A redirect would carry the token to another host. Decompression is ours: node-fetch takes a truncated one as complete.
          const response = await fetch(url, {
            ...request,
            agent,
            signal: end.signal,
            redirect: 'manual',
            compress: false,
          })
          head = { http_status: response.status, header: (name) => response.headers.get(name) ?? undefined }
          const bytes = await readBody(response.body)
          const body = decode(bytes, response.headers.get('content-encoding'))
          if (body === undefined) close()
          return { kind: 'response', ...head, text: body ?? '', complete: body !== undefined }
        } catch (error) {
          const sent = connected || head !== undefined
          const common = { kind: 'no response', sent, ...(head && { head }) } as const
          if (timedOut) return { ...common, error: { message: 'timedOut', seconds: timeoutSeconds } }
          const cause = withoutProxyCredentials(describeNetworkError(error), env)
          if (head) return { ...common, error: { message: 'responseCutOff', cause } }
          const refused = tunnelStatus(cause)
          if (refused === 407) {
            const proxyHead = { http_status: refused, header: () => undefined }
            return { ...common, head: proxyHead, error: { message: 'proxyAuthenticationRequired' } }
          }
          return { ...common, error: { message: 'networkError', cause } }
        }
      }
    },
    close,
  }
}

/**
 * Reads a body to its end. By events: the stream's iterator costs a start several milliseconds of Node's code.
 * @returns undefined where it exceeds the limit
 */
async function readBody(body: NodeJS.ReadableStream | null): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  if (body) {
    await new Promise<void>((resolve, reject) => {
      body.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size <= responseLimit) return
        body.pause()
        resolve()
      })
      body.on('end', resolve)
      body.on('error', reject)
    })
  }
  return size <= responseLimit ? Buffer.concat(chunks) : undefined
}

/** What decompresses a content-encoding: a function of Node's zlib. */
const decompressors: ReadonlyMap<string, 'gunzipSync' | 'inflateSync' | 'brotliDecompressSync'> = new Map([
  ['gzip', 'gunzipSync'],
  ['x-gzip', 'gunzipSync'],
  ['deflate', 'inflateSync'],
  ['br', 'brotliDecompressSync'],
])

/**
 * @returns undefined where the text exceeds the limit
 * @throws what zlib reports for a body that is cut off or damaged
 */
function decode(bytes: Buffer | undefined, encoding: string | null): string | undefined {
  const decompressor = decompressors.get(encoding?.trim().toLowerCase() ?? '')
  try {
    const compressed = bytes && decompressor && bytes.length > 0
    // Not an import: loading zlib takes half a millisecond, and few responses are compressed. See also tools/build.mjs.
    const plain = compressed
      ? process.getBuiltinModule('node:zlib')[decompressor](bytes, { maxOutputLength: responseLimit })
      : bytes
    return plain?.toString('utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    if (isObject(error) && error.code === 'ERR_BUFFER_TOO_LARGE') return undefined
    throw error
  }
}

/**
 * Names why a request got no response: the code to search for, then the system's own words, such as
 * `ENOTFOUND: getaddrinfo ENOTFOUND open.feishu.cn`.
 */
function describeNetworkError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const reason = error.message.replace(/^request to \S+ failed, reason: ?/, '').trim()
  return reason === '' || reason === code ? code : `${code}: ${reason}`
}

/** What a proxy said that opened no tunnel: Node quotes its status line. Ports and later words may be 407 too. */
function tunnelStatus(cause: string): number | undefined {
  const status = cause.startsWith('ERR_PROXY_TUNNEL') ? /HTTP\/1\.\d (\d{3})/.exec(cause)?.[1] : undefined
  return status === undefined ? undefined : Number(status)
}
