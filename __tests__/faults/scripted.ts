import type { Call } from '../../src/feishu/call.ts'
import { type Credentials, connect, type Reply } from '../../src/feishu/client.ts'
import { type Failure, FeishuFailure } from '../../src/feishu/failure.ts'
import type { Exchange, HttpRequest, Transport } from '../../src/feishu/transport.ts'

/** One answer of a scripted transport, or what becomes of the request instead. */
export type Reaction = Exchange | ((request: HttpRequest, signal: AbortSignal) => Exchange | Promise<Exchange>)

/** An HTTP answer; a body that is no string is written as JSON. */
export function answer(body: unknown, http_status = 200, headers: Record<string, string> = {}): Exchange {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { kind: 'answered', http_status, header: (name) => headers[name], text, whole: true }
}

/** An answer in Feishu's form. */
export function refusal(code: number, http_status = 200, headers: Record<string, string> = {}): Exchange {
  return answer({ code, msg: `msg of ${code}` }, http_status, headers)
}

export const success = answer({ code: 0, msg: 'success', data: {} })
export const token = answer({ code: 0, msg: 'ok', tenant_access_token: 't-minted', expire: 7200 })
/** A connection that stood and gave nothing back. */
export const reset: Exchange = { kind: 'unanswered', cause: 'ECONNRESET: read ECONNRESET', sent: true }
/** A connection that never stood. */
export const refused: Exchange = { kind: 'unanswered', cause: 'ECONNREFUSED: connect ECONNREFUSED', sent: false }

/** The calls a step makes, one for each column of the error table. */
export const calls = {
  read: { name: 'list-workflows', method: 'GET', path: '/list', repeat: { safe: 'always' } },
  update: { name: 'update-workflow', method: 'PUT', path: '/update', body: '{}', repeat: { safe: 'always' } },
  execute: {
    name: 'execute-flow',
    method: 'POST',
    path: '/execute',
    body: '{"idempotent_key":"key-1"}',
    repeat: {
      safe: 'with key',
      idempotent_key: 'key-1',
      isDuplicate: ({ code, msg }) => code !== 0 && msg.includes('used'),
    },
  },
} satisfies Record<string, Call>

export interface Setting {
  call?: Call
  credentials?: Credentials
  maxAttempts?: number
  timeoutSeconds?: number
  /** What every draw gives; without it 0.5. */
  random?: number
  /** Fired by a reaction that wants to; with it, no wait is over before. */
  cancel?: AbortController
}

export interface Outcome {
  reply: Reply | undefined
  failure: Failure | undefined
  /** Milliseconds of each wait, in order. */
  waits: number[]
  requests: HttpRequest[]
  /** How each repeat was announced. */
  repeats: string[]
  secrets: string[]
  /** Reactions nobody asked for. */
  left: number
}

const bound = 777

/** Makes one call against a script, with a clock on which every wait is over at once. */
export async function play(script: readonly Reaction[], setting: Setting = {}): Promise<Outcome> {
  const { call = calls.update, maxAttempts = 4, timeoutSeconds = bound, random = 0.5 } = setting
  const { credentials = { kind: 'token', access_token: 't-given' }, cancel } = setting
  const queue = [...script]
  const outcome: Outcome = {
    reply: undefined,
    failure: undefined,
    waits: [],
    requests: [],
    repeats: [],
    secrets: [],
    left: 0,
  }
  const transport: Transport = {
    async exchange(request, signal) {
      outcome.requests.push(request)
      const reaction = queue.shift()
      if (!reaction) throw new Error(`nothing is scripted for request ${outcome.requests.length}`)
      return typeof reaction === 'function' ? reaction(request, signal) : reaction
    },
    close: () => {},
  }
  const clock = {
    now: () => 0,
    after(ms: number, action: () => void) {
      if (ms === bound * 1000) return () => {}
      if (ms !== timeoutSeconds * 1000) outcome.waits.push(ms)
      const timer = cancel ? undefined : setImmediate(action)
      return () => clearImmediate(timer)
    },
  }
  const feishu = connect(
    { baseUrl: 'https://open.feishu.cn', credentials, timeoutSeconds, maxAttempts },
    {
      transport,
      clock,
      random: () => random,
      cancelled: (cancel ?? new AbortController()).signal,
      onSecret: (secret) => outcome.secrets.push(secret),
      onRepeat: (failure, next) => outcome.repeats.push(`${failure.call} ${failure.code ?? failure.what}: ${next}`),
    },
  )
  try {
    outcome.reply = await feishu.call(call)
  } catch (error) {
    if (!(error instanceof FeishuFailure)) throw error
    outcome.failure = error.failure
  }
  outcome.left = queue.length
  return outcome
}
