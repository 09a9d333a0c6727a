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
  { hint, anchor, affectsEveryTarget }: RetryRule,
): CallFailure {
  const common = { call: request.name, hint, anchor, affectsEveryTarget }
  if (attempt.kind === 'no response') {
    const { error: reason, head } = attempt
    // Not the body of an earlier attempt, which had another status.
    const own = head && { http_status: head.http_status, log_id: logIdOf(head.header), response: undefined }
    return { ...common, reason, ...own }
  }
  const { http_status, log_id, text } = attempt
  const envelope = { http_status, log_id, response: text, askedSeconds: attempt.retryAfter }
  if (attempt.kind === 'unexpected') {
    const { problem, details } = attempt
    return { ...common, ...envelope, reason: problem, details }
  }
  const { code, msg, body } = attempt
  const said = errorDetails(body)
  const shown = said.details.some(({ message }) => message === 'missingScopes') ? withoutScopes(msg) : msg
  const reason: Message = msg
    ? { message: 'feishuMessage', msg: quote(shown) }
    : { message: 'feishuErrorWithoutMessage' }
  return { ...common, ...envelope, ...said, reason, code: String(code), msg }
}

/**
 * "Access denied. One of the following scopes is required: […]", without the list, and a link, that the details name:
 * once is enough.
 */
function withoutScopes(msg: string): string {
  return /^[^[.。]+[.。](?=[^[]*\[)/.exec(msg)?.[0] ?? msg
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
  return new FeishuError({
    call: request.name,
    reason,
    hint: 'cancelled',
    cancelled: true,
    affectsEveryTarget: true,
    http_status,
    log_id,
    response,
    ...outcomeOf(request, history, attempt === history.attempts),
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
  const { notes: unknown, ...outcome } = outcomeOf(request, history, rule.ambiguous)
  const notes: Message[] = [
    ...(asked === undefined
      ? []
      : [{ message: 'askedToWait', seconds: Math.ceil(asked), limit: longestWaitSeconds } as const]),
    ...(history.attempts > 1 ? [{ message: 'attempts', attempts: history.attempts } as const] : []),
    ...(history.sent ? [] : [{ message: 'nothingSent' } as const]),
    ...unknown,
  ]
  return new FeishuError({ ...failure, ...outcome, notes })
}

/** What an attempt may have left behind, and what sending the request once more would do. */
export function outcomeOf(
  { idempotency }: Request,
  { ambiguous, elapsed }: History,
  lastIsAmbiguous: boolean,
): Required<Pick<CallFailure, 'outcomeUnknown' | 'again' | 'notes'>> {
  const { kind } = idempotency
  const forgotten = kind === 'idempotent' && elapsed >= (idempotency.rememberedMs ?? Number.POSITIVE_INFINITY)
  return {
    outcomeUnknown: ambiguous,
    again: forgotten ? 'none' : kind,
    notes: ambiguous ? [{ message: 'outcomeUnknown', earlier: !lastIsAmbiguous }] : [],
  }
}

/** What happened, with Feishu's code and log_id in brackets. */
export function reasonWithCode({ reason, code, http_status, log_id }: CallFailure): Message {
  return { message: 'reasonWithCode', reason, code, http_status, log_id }
}
