import { type Message, quote } from '../messages/index.ts'
import { errorDetails } from './details.ts'
import { type CallFailure, FeishuError } from './error.ts'
import type { Request } from './request.ts'
import { logIdOf } from './response.ts'
import { type Attempt, type History, longestWaitSeconds, type NextRetry, type RetryRule } from './retry.ts'

/** What one failed attempt says, and what the error table says of it. */
export function failureOf(
  request: Request,
  attempt: Attempt,
  { hint, anchor, affectsEveryTarget, ambiguous }: RetryRule,
): CallFailure {
  const common = { call: request.name, hint, anchor, affectsEveryTarget, outcomeUnknown: ambiguous }
  if (attempt.kind === 'no response') {
    const { error, head } = attempt
    if (!head) return { ...common, reason: error }
    return {
      ...common,
      reason: error,
      http_status: head.http_status,
      log_id: logIdOf(head.header),
      // Not that of an earlier attempt, which had another status.
      response: undefined,
    }
  }
  const { http_status, log_id, text } = attempt
  const envelope = { http_status, log_id, response: text }
  if (attempt.kind === 'unexpected') {
    const { problem, details } = attempt
    return { ...common, ...envelope, reason: problem, details }
  }
  const { code, msg, body } = attempt
  const reason: Message = msg ? { message: 'feishuMessage', msg: quote(msg) } : { message: 'feishuErrorWithoutMessage' }
  return { ...common, ...envelope, ...errorDetails(body), reason, code: String(code), msg }
}

/** @param attempt the number of the attempt that the job's cancellation prevented or interrupted */
export function cancelledBefore(
  request: Request,
  { http_status, log_id, response }: Pick<CallFailure, 'http_status' | 'log_id' | 'response'>,
  history: History,
  attempt: number,
  { reason: why }: AbortSignal,
): FeishuError {
  const outOfTime = String(why).startsWith('TimeoutError')
  const before: Message =
    attempt > history.attempts ? { message: 'cancelledBeforeAttempt', attempt } : { message: 'cancelledBeforeResponse' }
  const reason: Message = outOfTime ? { message: 'outOfTime' } : before
  const notes = outcomeNotes(request, history, attempt === history.attempts)
  return new FeishuError({
    call: request.name,
    reason,
    hint: 'cancelled',
    notes,
    cancelled: true,
    affectsEveryTarget: true,
    http_status,
    log_id,
    response,
    outcomeUnknown: history.ambiguous,
  })
}

/** The final error of a call, with what is known of its attempts. */
export function finalError(
  request: Request,
  failure: CallFailure,
  history: History,
  { askedSeconds: asked }: Extract<NextRetry, { kind: 'stop' }>,
  rule: RetryRule,
): FeishuError {
  const notes: Message[] = [
    ...(asked === undefined
      ? []
      : [{ message: 'askedToWait', seconds: Math.ceil(asked), limit: longestWaitSeconds } as const]),
    ...(history.attempts > 1 ? [{ message: 'attempts', attempts: history.attempts } as const] : []),
    ...(history.sent ? [] : [{ message: 'nothingSent' } as const]),
    ...outcomeNotes(request, history, rule.ambiguous),
  ]
  const passes = rule.retry === 'yes' || rule.retry === 'twice'
  return new FeishuError({
    ...failure,
    notes,
    outcomeUnknown: history.ambiguous,
    ...(passes && { passesAfter: asked ?? 0 }),
  })
}

/** What an attempt may have left behind, and with which key running again is safe. */
export function outcomeNotes({ idempotency }: Request, history: History, lastIsAmbiguous: boolean): Message[] {
  if (!history.ambiguous) return []
  switch (idempotency.kind) {
    case 'read':
      return []
    case 'idempotent': {
      const { idempotent_key, rememberedMs } = idempotency
      if (!idempotent_key) return [{ message: 'outcomeUnknownIdempotent' }]
      if (rememberedMs !== undefined && history.elapsed >= rememberedMs) return [{ message: 'outcomeUnknown' }]
      return [{ message: 'outcomeUnknownRemembered', idempotent_key, rememberedMs }]
    }
    case 'key': {
      const { idempotent_key } = idempotency
      return [{ message: lastIsAmbiguous ? 'outcomeUnknownKey' : 'earlierAttemptMayHaveStarted', idempotent_key }]
    }
    case 'none':
      return [{ message: 'outcomeUnknown' }]
  }
}

/** A failure as a person reads it: what happened, what Feishu says, what we know, what to do next. */
export function failureMessages(failure: CallFailure): Message[] {
  return [{ message: 'sentence', clause: reasonWithCode(failure) }, ...explanation(failure)]
}

/** The same without what happened. */
export function explanation({ details = [], notes = [], hint }: CallFailure): Message[] {
  return [...details, ...notes, { message: 'hint', hint }]
}

/** What happened, with Feishu's code and log_id in brackets. */
export function reasonWithCode({ reason, code, http_status, log_id }: CallFailure): Message {
  return { message: 'reasonWithCode', reason, code, http_status, log_id }
}
