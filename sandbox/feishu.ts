import { authorize } from './authorization.ts'
import { matchEndpoints, queryOf } from './endpoint.ts'
import { endpoints } from './endpoints/index.ts'
import type { HttpRequest, HttpResponse } from './http.ts'
import { error, json, LOG_ID, pageNotFound } from './http.ts'
import { sampleState } from './sample.ts'
import type { State } from './state.ts'

/** A request that Feishu handled, and its endpoint (`none` when there is no such endpoint). */
export interface HandledRequest extends HttpRequest {
  endpoint: string
  /** undefined when Feishu never responds. */
  response: HttpResponse | undefined
}

/** A response to give instead of the normal one. A body that is not a string is sent as JSON; LOG_ID is filled in. */
export interface ScriptedResponse {
  status?: number
  headers?: Record<string, string>
  body?: unknown
}

/** Makes the response from the request and, if the request had its normal effect, the normal response. */
export type Script = (request: HttpRequest, normal: HttpResponse | undefined) => ScriptedResponse

export interface ScriptOptions {
  /** The endpoint whose next request gets the response. Default: any. */
  on?: string
  /** Whether the request has its normal effect first. Default: no. */
  act?: boolean
}

export interface Feishu {
  state: State
  /** Every request so far, oldest first. */
  handled: HandledRequest[]
  /** Handles one request. Gives undefined where the real server never responds. */
  handle: (request: HttpRequest) => HttpResponse | undefined
  /** Queues a response for the next request that matches. */
  next: (script: ScriptedResponse | Script, options?: ScriptOptions) => void
  /** The name of a request's endpoint; `none` when there is none. */
  endpointOf: (request: Pick<HttpRequest, 'method' | 'path'>) => string
  /** Makes every token invalid that was issued so far. */
  revokeTokens: () => void
}

/**
 * A Feishu without HTTP: deterministic, with no timers and no randomness.
 * @param differences what differs from the sample data
 */
export function createFeishu(differences: Partial<State> = {}): Feishu {
  const state: State = { ...sampleState(), ...differences }
  const handled: HandledRequest[] = []
  const queue: { script: Script; options: ScriptOptions }[] = []

  function endpointOf({ method, path }: Pick<HttpRequest, 'method' | 'path'>): string {
    const match = matchEndpoints(endpoints, path).find((each) => each.method === method)
    return match?.endpoint.name ?? 'none'
  }

  function respond(request: HttpRequest, name: string): HttpResponse | undefined {
    const index = queue.findIndex(({ options }) => options.on === undefined || options.on === name)
    const [scripted] = index < 0 ? [] : queue.splice(index, 1)
    if (!scripted) return dispatch(state, request)
    const normal = scripted.options.act ? dispatch(state, request) : undefined
    const { status = 200, headers, body = '' } = scripted.script(request, normal)
    const response = json(status, body)
    return { ...response, headers: { ...response.headers, ...headers } }
  }

  return {
    state,
    handled,
    handle: (request) => {
      const endpoint = endpointOf(request)
      const plain = respond(request, endpoint)
      const response = plain && withLogId(plain, handled.length + 1)
      handled.push({ ...request, endpoint, response })
      return response
    },
    endpointOf,
    next: (script, options = {}) => {
      queue.push({ script: typeof script === 'function' ? script : () => script, options })
    },
    revokeTokens: () => {
      for (const token of state.tokens) token.valid = false
    },
  }
}

function dispatch(state: State, request: HttpRequest): HttpResponse | undefined {
  const matches = matchEndpoints(endpoints, request.path)
  if (matches.length === 0) {
    return request.path.startsWith('/open-apis/') ? error(404, 99991201, 'path not found') : pageNotFound()
  }
  const match = matches.find(({ method }) => method === request.method)
  if (!match) return error(405, 99991301, `method ${request.method} is not supported here`)
  const { endpoint, path } = match
  const denied = authorize({ request, state }, endpoint)
  return denied ?? endpoint.handle({ request, path, query: queryOf(request.path), state })
}

/**
 * Puts a log id into the header x-tt-logid, unless a script set one, and wherever the body has LOG_ID. Real ids are a
 * time and a hash; these count up.
 */
function withLogId(response: HttpResponse, count: number): HttpResponse {
  const id = `20240807103000${String(count).padStart(18, '0')}`
  const headers = { 'x-tt-logid': id, ...response.headers }
  return { ...response, headers, body: response.body.replaceAll(LOG_ID, id) }
}
