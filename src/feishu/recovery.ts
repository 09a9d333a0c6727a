import { type Answer, type ForeignAnswer, logIdOf, withoutTokens } from './answer.ts'
import { type Call, isDuplicate } from './call.ts'
import type { Reply, Surroundings } from './client.ts'
import { sleep } from './clock.ts'
import { detailsOf } from './details.ts'
import { type Failure, FeishuFailure } from './failure.ts'
import { usedKeyHint } from './inner-codes.ts'
import { judge, nextStep } from './retry.ts'
import type { Exchange } from './transport.ts'

/** What one request came to. */
export type Attempt = Answer | ForeignAnswer | Extract<Exchange, { kind: 'unanswered' }>

/** What has happened to a call so far. */
export interface History {
  /** Requests sent. */
  attempts: number
  /** Repeats that waited. */
  waits: number
  /** Repeats after an internal error, which are two at the most. */
  internal: number
  /** An earlier attempt may have been carried out. */
  ambiguous: boolean
  /** Of the last answer, also when a later attempt got none. */
  answered: Pick<Failure, 'http_status' | 'log_id' | 'response'>
}

export interface Limits {
  maxAttempts: number
  /** Makes the next attempt take a new token; false where there is none to get. */
  renew: () => boolean
}

/**
 * Goes on after an attempt that is no plain success: waits until the call may be sent again.
 * @param history with this attempt counted
 * @returns the history to go on with, or the reply of a call that was accepted after all
 * @throws FeishuFailure where the call has failed
 */
export async function recover(
  call: Call,
  attempt: Attempt,
  history: History,
  { maxAttempts, renew }: Limits,
  { clock, random, cancelled, onRepeat }: Pick<Surroundings, 'clock' | 'random' | 'cancelled' | 'onRepeat'>,
): Promise<{ kind: 'again'; history: History } | { kind: 'done'; reply: Reply }> {
  const { attempts, waits, internal } = history
  // Loaded here alone: most calls succeed at once, and a start would feel it.
  const table = await import('./error-table.ts')
  const duplicate =
    attempt.kind === 'feishu' && isDuplicate(call, attempt, (code) => table.entryFor(code) !== undefined)
  if (attempt.kind === 'feishu' && history.ambiguous) {
    const reply = { answer: attempt, attempts }
    if (duplicate) return { kind: 'done', reply: { kind: 'already accepted', ...reply } }
    if (attempt.code === 0) return { kind: 'done', reply: { kind: 'accepted', ...reply } }
  }

  const verdict = judge(call, attempt, table)
  const failure = { ...history.answered, ...failureOf(call, attempt, duplicate ? usedKeyHint : verdict.hint, attempts) }
  // Whatever its code, a used key is no reason to try again, and says nothing of this step's own requests.
  if (duplicate) throw ending(call, failure, false)
  const ambiguous = history.ambiguous || verdict.ambiguous
  if (attempt.kind === 'unanswered' && cancelled.aborted) {
    throw ending(call, interrupted(failure, 'before the answer came'), ambiguous)
  }
  const asked = attempt.kind === 'unanswered' ? undefined : attempt.retryAfter
  const next = nextStep(verdict, history, maxAttempts, asked, random())
  if (next.kind === 'stop') throw ending(call, withNote(failure, next.note), ambiguous)
  const { http_status, log_id, response } = failure
  const known = { attempts, ambiguous, answered: { http_status, log_id, response } }
  const which = `attempt ${attempts + 1} of ${maxAttempts}`
  if (next.kind === 'renew') {
    if (!renew()) throw ending(call, failure, ambiguous)
    onRepeat(failure, `${which} at once, with a new token`)
    return { kind: 'again', history: { ...known, waits, internal } }
  }
  onRepeat(failure, `${which} in ${next.ms / 1000} s`)
  await sleep(clock, next.ms, cancelled)
  if (cancelled.aborted) throw ending(call, interrupted(failure, `before attempt ${attempts + 1}`), ambiguous)
  const repeated = verdict.repeat === 'twice' ? internal + 1 : internal
  return { kind: 'again', history: { ...known, waits: waits + 1, internal: repeated } }
}

/**
 * What a call comes to that gets no token.
 * @param error why there is none
 * @returns what to throw
 */
export function withoutToken(call: Call, error: unknown, { attempts, ambiguous }: History): unknown {
  if (!(error instanceof FeishuFailure)) return error
  const what = `no tenant_access_token: ${error.failure.what}`
  const response = withoutTokens(error.failure.response ?? '') || undefined
  return ending(call, { ...error.failure, call: call.name, what, response, attempts }, ambiguous)
}

function failureOf(call: Call, attempt: Attempt, hint: string, attempts: number): Failure {
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
    what: 'Feishu refused it',
    code: String(code),
    msg,
    http_status,
    log_id,
    response: text,
  }
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
