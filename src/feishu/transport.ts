import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net'
import fetch from 'node-fetch'
import { type Message, type NetworkFault, StepError } from '../messages/index.ts'
import { createLine, type Line } from './agent.ts'
import type { Clock } from './clock.ts'
import { decoded, type FileContent, isFile, type ResponseHead, readText, type TextContent } from './content.ts'
import { watchIdle } from './idle.ts'
import { networkError } from './network-error.ts'
import { proxyOptions } from './proxy.ts'

export interface HttpRequest {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  body?: string | Blob
  /**
   * It must not be repeated, so it must not be lost on a connection that the server has closed meanwhile: it opens one
   * of its own.
   */
  ownConnection?: boolean
  /** Saves a response that is a file; what it throws as a StepError, sending throws. */
  save?: (content: FileContent) => Promise<void>
}

/** A response of any kind. */
export interface HttpResponse extends ResponseHead, TextContent {
  kind: 'response'
  /** Its body was a file, and is saved. */
  saved?: true
}

/** Why a proxy opens no tunnel. */
export type ProxyFault = 'proxyAuthenticationRequired' | 'proxyRefused' | 'proxyFailed'

/** No complete response. */
export interface NoResponse {
  kind: 'no response'
  error: Message
  /** The connection was made, so the server may have acted. */
  sent: boolean
  /** What the response begins with, even from a proxy that refused the tunnel. */
  head?: ResponseHead
  /** What the network or a proxy did, where it was one of them. */
  fault?: NetworkFault | ProxyFault
}

export type HttpResult = HttpResponse | NoResponse

/** Sends one request at a time. They share the connection that the server keeps open. */
export interface Transport {
  /**
   * @param timeoutSeconds for connecting, headers and body together; with a file, for as long as no byte moves
   * @param cancelled ends it at once
   * @throws StepError where a file cannot be saved, and nothing else
   */
  send(request: HttpRequest, timeoutSeconds: number, cancelled: AbortSignal): Promise<HttpResult>
  /** Closes the idle connection, so that nothing keeps the process alive. */
  close(): void
}

/** The longest that an address of a name may take before the next is tried, in ms: Node's 250 ms fail what is far away. */
const connectMs = 2500

/**
 * Opens nothing yet; the first request does.
 * @param baseUrl https or http: one transport serves one host
 * @param env names proxies
 * @throws StepError where a proxy variable cannot be used
 */
export function createTransport(baseUrl: string, env: NodeJS.ProcessEnv, clock: Clock): Transport {
  const secure = baseUrl.startsWith('https:')
  const proxy = proxyOptions(baseUrl, env)
  const shared = createLine(secure, { keepAlive: true, ...proxy })
  const single = createLine(secure, { keepAlive: false, ...proxy })
  return {
    async send({ url, ownConnection, save, ...request }, timeoutSeconds, cancelled) {
      // node-fetch would destroy the body of a request that it never sends, and nobody would handle that error.
      if (cancelled.aborted) return { kind: 'no response', error: { message: 'requestCancelled' }, sent: false }
      const line = ownConnection ? single : shared
      Object.assign(line, { connected: false, tried: [], error: undefined })
      // Several addresses share the time of the attempt. An option of the agent would not reach a proxy's connections.
      setDefaultAutoSelectFamilyAttemptTimeout(Math.ceil(Math.min(connectMs, timeoutSeconds * 250)))
      let head: ResponseHead | undefined
      let result: HttpResult
      const timer = new AbortController()
      const ms = timeoutSeconds * 1000
      const expire = () => timer.abort()
      const watch = () => watchIdle(clock, ms, line.moved, expire)
      let stopTimer = request.body instanceof Blob ? watch() : clock.after(ms, expire)
      try {
        // A redirect would carry the token to another host. Decompression is ours: node-fetch takes a truncated one as complete.
        const response = await fetch(url, {
          ...request,
          agent: line.agent,
          signal: AbortSignal.any([timer.signal, cancelled]),
          redirect: 'manual',
          compress: false,
        })
        head = { http_status: response.status, header: (name) => response.headers.get(name) ?? undefined }
        if (save && response.body && isFile(head)) {
          stopTimer()
          stopTimer = watch()
          await save(decoded(response.body, head.header('content-encoding')))
          result = { kind: 'response', ...head, text: '', complete: true, saved: true }
        } else {
          const content = await readText(response.body, head.header)
          if (!content.complete) line.close()
          result = { kind: 'response', ...head, ...content }
        }
      } catch (error) {
        if (error instanceof StepError) throw error
        const timedOut = timer.signal.aborted ? timeoutSeconds : undefined
        result = { kind: 'no response', ...whyNone(line, head, error, timedOut, 'proxyEnv' in proxy) }
      } finally {
        stopTimer()
      }
      return result
    },
    close() {
      shared.close()
      single.close()
    },
  }
}

/** Statuses below 500 that ask to come again later (RFC 9110, 8470, 6585). */
const notNow = [408, 425, 429]

/** @param http_status of the response to CONNECT: below 500 the proxy will not connect later either, and may be no proxy */
function proxyFault(http_status: number): ProxyFault {
  if (http_status === 407) return 'proxyAuthenticationRequired'
  return http_status < 500 && !notNow.includes(http_status) ? 'proxyRefused' : 'proxyFailed'
}

/** @param timedOut the seconds after which the attempt was ended, if it was */
function whyNone(
  { connected, tried, error: connection }: Line,
  head: ResponseHead | undefined,
  error: unknown,
  timedOut: number | undefined,
  proxied: boolean,
): Omit<NoResponse, 'kind'> {
  const sent = connected || head !== undefined
  const known = { sent, ...(head && { head }) }
  if (timedOut !== undefined) {
    return sent
      ? { ...known, error: { message: 'timedOut', seconds: timedOut } }
      : { ...known, error: { message: 'connectingTimedOut', seconds: timedOut, tried }, fault: 'connectTimedOut' }
  }
  const refused = connection?.statusCode ?? 0
  if (refused >= 300) {
    const fault = proxyFault(refused)
    return { sent, head: { http_status: refused, header: () => undefined }, error: { message: fault }, fault }
  }
  const failure = networkError(connection ?? error, proxied)
  return head ? { ...known, error: { message: 'responseCutOff', reason: failure.error } } : { ...known, ...failure }
}
