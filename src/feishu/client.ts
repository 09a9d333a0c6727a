import { type Answer, readAnswer } from './answer.ts'
import type { Call } from './call.ts'
import type { Clock } from './clock.ts'
import type { Failure } from './failure.ts'
import { type Attempt, type History, recover, withoutToken } from './recovery.ts'
import { mint } from './token.ts'
import type { Transport } from './transport.ts'

export type Credentials = { kind: 'app'; app_id: string; app_secret: string } | { kind: 'token'; access_token: string }

export interface Connection {
  /** No slash at the end. */
  baseUrl: string
  credentials: Credentials
  /** For each attempt, from its first byte to its last. */
  timeoutSeconds: number
  /** How often one call is sent at the most. */
  maxAttempts: number
}

/** What the client needs of the world outside. */
export interface Surroundings {
  transport: Transport
  clock: Clock
  /** 0 to below 1. */
  random: () => number
  /** Fires when the job is cancelled. */
  cancelled: AbortSignal
  /** Told a minted token before anything else is done with it. */
  onSecret: (secret: string) => void
  /** Told what failed when a call is sent again, and how it goes on. */
  onRepeat: (failure: Failure, next: string) => void
}

/** `already accepted`: a repeat was refused as a duplicate, so an earlier attempt had got through. */
export interface Reply {
  kind: 'accepted' | 'already accepted'
  answer: Answer
  /** Requests sent for this call. */
  attempts: number
}

export interface Feishu {
  /**
   * Makes one call: token, attempts, waits.
   * @throws FeishuFailure when it fails in the end
   */
  call(call: Call): Promise<Reply>
}

type TokenSource = { get: () => Promise<string | undefined>; renew: () => boolean }

/** Opens nothing yet: the first call does. One token and one transport serve all calls of a step. */
export function connect(connection: Connection, surroundings: Surroundings): Feishu {
  const { credentials } = connection
  let token = credentials.kind === 'token' ? credentials.access_token : undefined
  let refused: unknown
  let renewed = false
  const source: TokenSource = {
    async get() {
      // Several calls share one token, and one refusal of it: asking again for each would change nothing.
      if (refused !== undefined) throw refused
      if (token === undefined && credentials.kind === 'app') {
        token = await mint(credentials, (call) => send(call, connection, surroundings)).catch((error: unknown) => {
          refused = error
          throw error
        })
        surroundings.onSecret(token)
      }
      return token
    },
    renew() {
      if (credentials.kind === 'token' || renewed) return false
      renewed = true
      token = undefined
      return true
    },
  }
  return { call: (call) => send(call, connection, surroundings, source) }
}

/** @param tokens none for the call that gets the token */
async function send(
  call: Call,
  connection: Connection,
  surroundings: Surroundings,
  tokens?: TokenSource,
): Promise<Reply> {
  let history: History = { attempts: 0, waits: 0, internal: 0, ambiguous: false, answered: {} }
  for (;;) {
    const token = await tokens?.get().catch((error: unknown) => {
      throw withoutToken(call, error, history)
    })
    const attempt = await once(call, token, connection, surroundings)
    const attempts = history.attempts + 1
    if (attempt.kind === 'feishu' && attempt.code === 0 && !history.ambiguous) {
      return { kind: 'accepted', answer: attempt, attempts }
    }
    const limits = { maxAttempts: connection.maxAttempts, renew: () => tokens?.renew() ?? false }
    const next = await recover(call, attempt, { ...history, attempts }, limits, surroundings)
    if (next.kind === 'done') return next.reply
    history = next.history
  }
}

/** One attempt, whole: connecting, headers and a body that may trickle all count against the time-out. */
async function once(
  call: Call,
  token: string | undefined,
  { baseUrl, timeoutSeconds }: Connection,
  { transport, clock, cancelled }: Surroundings,
): Promise<Attempt> {
  const end = new AbortController()
  const abort = () => end.abort()
  let late = false
  const callOff = clock.after(timeoutSeconds * 1000, () => {
    late = true
    abort()
  })
  // Not AbortSignal.any, which is one more part of Node that a start would have to load.
  cancelled.addEventListener('abort', abort)
  if (cancelled.aborted) abort()
  const exchange = await transport.exchange(
    {
      method: call.method,
      url: baseUrl + call.path,
      headers: {
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        'Content-Type': 'application/json; charset=utf-8',
        'User-Agent': 'feishu-automation-action',
      },
      ...(call.body !== undefined && { body: call.body }),
    },
    end.signal,
  )
  callOff()
  cancelled.removeEventListener('abort', abort)
  if (exchange.kind === 'answered') return readAnswer(exchange)
  return late ? { ...exchange, cause: `no whole answer within ${timeoutSeconds} s` } : exchange
}
