import { type Answer, detailsOf, type ForeignAnswer, logIdOf, readAnswer, withoutTokens } from './answer.ts'
import { type Call, isDuplicate } from './call.ts'
import { type Clock, sleep } from './clock.ts'
import { usedKeyHint } from './error-table.ts'
import { type Failure, FeishuFailure } from './failure.ts'
import { type History, judge, nextStep, type Verdict } from './retry.ts'
import { mint } from './token.ts'
import type { Exchange, Transport } from './transport.ts'

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

type Attempt = Answer | ForeignAnswer | Extract<Exchange, { kind: 'unanswered' }>
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
  const { clock, cancelled, onRepeat } = surroundings
  const { maxAttempts } = connection
  const history: History = { attempts: 0, waits: 0, internal: 0 }
  let ambiguous = false
  let answered: Partial<Failure> = {}
  for (;;) {
    const token = await tokens?.get().catch((error: unknown) => {
      if (!(error instanceof FeishuFailure)) throw error
      const what = `no tenant_access_token: ${error.failure.what}`
      const response = withoutTokens(error.failure.response ?? '') || undefined
      throw ending(call, { ...error.failure, call: call.name, what, response, attempts: history.attempts }, ambiguous)
    })
    const attempt = await once(call, token, connection, surroundings)
    history.attempts += 1
    if (attempt.kind === 'feishu') {
      const reply = { answer: attempt, attempts: history.attempts }
      if (ambiguous && isDuplicate(call, attempt)) return { kind: 'already accepted', ...reply }
      if (attempt.code === 0) return { kind: 'accepted', ...reply }
    }

    const verdict = judge(call, attempt)
    const failure = { ...answered, ...failureOf(call, attempt, verdict, history.attempts) }
    answered = factsOf(failure)
    // Whatever its code, a used key is no reason to try again, and says nothing of this step's own requests.
    if (attempt.kind === 'feishu' && isDuplicate(call, attempt)) throw ending(call, failure, false)
    ambiguous ||= verdict.ambiguous
    if (attempt.kind === 'unanswered' && cancelled.aborted) {
      throw ending(call, interrupted(failure, 'before the answer came'), ambiguous)
    }
    const asked = attempt.kind === 'unanswered' ? undefined : attempt.retryAfter
    const next = nextStep(verdict, history, maxAttempts, asked, surroundings.random())
    if (next.kind === 'stop') throw ending(call, withNote(failure, next.note), ambiguous)
    if (next.kind === 'renew') {
      if (!tokens?.renew()) throw ending(call, failure, ambiguous)
      onRepeat(failure, `attempt ${history.attempts + 1} of ${maxAttempts} at once, with a new token`)
      continue
    }
    history.waits += 1
    if (verdict.repeat === 'twice') history.internal += 1
    onRepeat(failure, `attempt ${history.attempts + 1} of ${maxAttempts} in ${next.ms / 1000} s`)
    await sleep(clock, next.ms, cancelled)
    if (cancelled.aborted) throw ending(call, interrupted(failure, `before attempt ${history.attempts + 1}`), ambiguous)
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

function failureOf(call: Call, attempt: Attempt, { hint }: Verdict, attempts: number): Failure {
  const common = { call: call.name, details: [], notes: [], hint, links: [], cancelled: false, attempts }
  if (attempt.kind === 'unanswered') {
    const { cause, began } = attempt
    if (!began) return { ...common, what: cause }
    return {
      ...common,
      what: cause,
      http_status: began.http_status,
      log_id: logIdOf(began.header),
      response: undefined,
    }
  }
  const { http_status, log_id, text } = attempt
  if (attempt.kind === 'foreign') {
    const { problem, firstLine } = attempt
    return { ...common, what: problem, firstLine, http_status, log_id, response: text }
  }
  const { code, msg } = attempt
  return {
    ...common,
    ...detailsOf(attempt),
    ...(isDuplicate(call, attempt) && { hint: usedKeyHint }),
    what: 'Feishu refused it',
    code: String(code),
    msg,
    http_status,
    log_id,
    response: text,
  }
}

/** What outputs tell of the last answer, also when a later attempt got none. */
function factsOf({ http_status, log_id, response }: Failure): Partial<Failure> {
  return { http_status, log_id, response }
}

function withNote(failure: Failure, note: string | undefined): Failure {
  return note === undefined ? failure : { ...failure, notes: [...failure.notes, note] }
}

function interrupted(failure: Failure, when: string): Failure {
  return {
    ...failure,
    what: `the job was cancelled ${when}`,
    firstLine: undefined,
    cancelled: true,
    hint: 'Nothing further was sent.',
  }
}

/** The last word on a call, with what an earlier attempt may have left behind. */
function ending(call: Call, failure: Failure, ambiguous: boolean): FeishuFailure {
  const key = call.repeat.safe === 'with key' ? ` with idempotent_key ${call.repeat.idempotent_key}` : ''
  const unknown = `outcome unknown: the request may have been carried out, and running again${key} is safe.`
  const tries = failure.attempts > 1 ? [`${failure.attempts} attempts were made.`] : []
  return new FeishuFailure({ ...failure, notes: [...failure.notes, ...tries, ...(ambiguous ? [unknown] : [])] })
}
