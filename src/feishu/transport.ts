import type { Duplex } from 'node:stream'
import fetch from 'node-fetch'
import { watchedAgent } from './agent.ts'
import { readBody } from './body.ts'
import { causeOf } from './cause.ts'

export interface HttpRequest {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  body?: string
}

/** Looks a header up, in any case. */
export type Header = (name: string) => string | undefined

/** What an answer begins with. */
export interface Began {
  http_status: number
  header: Header
}

/** What became of one request: an answer of any kind, or none. */
export type Exchange =
  | {
      kind: 'answered'
      http_status: number
      header: Header
      text: string
      whole: boolean
    }
  /** `sent`: the connection stood, so the server may have acted; `began`: an answer did, and broke off. */
  | { kind: 'unanswered'; cause: string; sent: boolean; began?: Began }

/** Sends one request at a time; all of them share what connection the server keeps open. */
export interface Transport {
  /** Never rejects. An abort ends it as unanswered. */
  exchange(request: HttpRequest, signal: AbortSignal): Promise<Exchange>
  /** Closes the idle connection, so that nothing keeps the process alive. */
  close(): void
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
  // The agent does not know of a socket whose proxy has opened no tunnel yet.
  const close = () => {
    for (const socket of sockets) socket.destroy()
  }
  const agent = watchedAgent(baseUrl.startsWith('https:'), env, sockets, onReady)
  return {
    async exchange({ url, ...request }, signal) {
      // node-fetch would destroy the body of a request that it never sends, and nobody would hear the error.
      if (signal.aborted) return { kind: 'unanswered', cause: 'it was called off', sent: false }
      ready = false
      let began: Began | undefined
      try {
        // A redirect would carry the token to another host: it is an answer here, and refused by the reader.
        const response = await fetch(url, { ...request, agent, signal, redirect: 'manual' })
        began = { http_status: response.status, header: (name) => response.headers.get(name) ?? undefined }
        const body = await readBody(response.body)
        if (!body.whole) close()
        return { kind: 'answered', ...began, ...body }
      } catch (error) {
        const cause = causeOf(error)
        if (!began) return { kind: 'unanswered', cause, sent: ready }
        return { kind: 'unanswered', cause: `the answer cannot be read to its end: ${cause}`, sent: true, began }
      }
    },
    close,
  }
}
