import { type CallResult, createClient } from '../../src/feishu/client.ts'
import { type CallFailure, FeishuError } from '../../src/feishu/error.ts'
import { networkError } from '../../src/feishu/network-error.ts'
import { json, type Request } from '../../src/feishu/request.ts'
import type { Credentials } from '../../src/feishu/token.ts'
import type { HttpRequest, HttpResponse, HttpResult, NoResponse, Transport } from '../../src/feishu/transport.ts'
import { say } from './inputs.ts'

/** One response of a scripted transport, or what becomes of the request instead. */
export type Reaction = HttpResult | (() => HttpResult)

/** An HTTP response; a body that is not a string is written as JSON. */
export function respond(body: unknown, http_status = 200, headers: Record<string, string> = {}): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { kind: 'response', http_status, header: (name) => headers[name], text, complete: true }
}

/** An error response in Feishu's form. */
export function feishuError(code: number, http_status = 200, headers: Record<string, string> = {}): HttpResponse {
  return respond({ code, msg: `msg of ${code}` }, http_status, headers)
}

export const success = respond({ code: 0, msg: 'success', data: {} })
export const token = respond({ code: 0, msg: 'ok', tenant_access_token: 't-obtained', expire: 7200 })

/** A connection that was made and gave nothing back. */
export const reset = noResponse('ECONNRESET', true)
/** A connection that was never made. */
export const refused = noResponse('ECONNREFUSED', false)

function noResponse(code: string, sent: boolean): NoResponse {
  return { kind: 'no response', sent, ...networkError({ code }, false) }
}

/** Requests of each kind of idempotency, one for each column of the error table. */
export const requests = {
  read: { name: 'listAutomations', method: 'GET', path: '/list', idempotency: { kind: 'read' } },
  update: {
    name: 'updateAutomation',
    method: 'PUT',
    path: '/update',
    body: json('{}'),
    idempotency: { kind: 'idempotent' },
  },
  execute: {
    name: 'execute',
    method: 'POST',
    path: '/execute',
    body: json('{"idempotent_key":"key-1"}'),
    idempotency: {
      kind: 'key',
      idempotent_key: 'key-1',
      isDuplicate: ({ code, msg }) => code !== 0 && msg.includes('used'),
    },
  },
  call: { name: 'call', method: 'POST', path: '/call', body: json('{}'), idempotency: { kind: 'none' } },
} satisfies Record<string, Request>

export interface Setting {
  request?: Request
  credentials?: Credentials
  maxAttempts?: number
  /** What every draw gives. Default: 0.5. */
  random?: number
  /** Milliseconds that each request takes. */
  took?: number
  /** Fired by a reaction that wants to; with it, no wait ends by itself. */
  cancel?: AbortController
}

/** Makes one call against a script, with a clock on which every wait is over at once. */
export async function play(script: readonly Reaction[], setting: Setting = {}) {
  const { request = requests.update, maxAttempts = 4, random = 0.5, took = 0, cancel } = setting
  const { credentials = { kind: 'token', access_token: 't-given' } } = setting
  const queue = [...script]
  const outcome = {
    result: undefined as CallResult | undefined,
    failure: undefined as CallFailure | undefined,
    /** What the notes of the failure say. */
    notes: '',
    /** Milliseconds of each wait, in order. */
    waits: [] as number[],
    sent: [] as HttpRequest[],
    /** How each retry was announced. */
    retries: [] as string[],
    secrets: [] as string[],
  }
  // Only differences have a meaning.
  let time = 1_000_000_000
  const transport: Transport = {
    async send(sent) {
      outcome.sent.push(sent)
      time += took
      const reaction = queue.shift()
      if (!reaction) throw new Error(`nothing is scripted for request ${outcome.sent.length}`)
      return typeof reaction === 'function' ? reaction() : reaction
    },
    close: () => {},
  }
  const clock = {
    now: () => time,
    after(ms: number, action: () => void) {
      outcome.waits.push(ms)
      time += ms
      const timer = cancel ? undefined : setImmediate(action)
      return () => clearImmediate(timer)
    },
  }
  const client = createClient(
    { baseUrl: 'https://open.feishu.cn', credentials, timeoutSeconds: 60, maxAttempts },
    {
      transport,
      clock,
      random: () => random,
      cancelled: (cancel ?? new AbortController()).signal,
      onSecret: (secret) => outcome.secrets.push(secret),
      onSent: () => {},
      onRetry: ({ call, reason }, next) => outcome.retries.push(`${call} ${say(reason)}: ${say(next)}`),
    },
  )
  try {
    outcome.result = await client.call(request)
  } catch (error) {
    if (!(error instanceof FeishuError)) throw error
    outcome.failure = error.failure
    outcome.notes = say(error.failure.notes ?? [])
  }
  /** How many requests the client has counted for the call itself. */
  return { ...outcome, attempts: client.attempts([{ ...request, tokens: 'tenant', scopes: [] }]) }
}
