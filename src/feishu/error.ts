import type { CallName, HintName, Message, Quoted } from '../messages/index.ts'
import type { Idempotency, Request } from './request.ts'
import type { FeishuResponse } from './response.ts'

/** Why a call did not succeed, as data: what outputs carry and what a person reads. */
export interface CallFailure {
  /** The call that failed: a token request or a lookup can fail before the step's own call. */
  call: CallName
  /** What happened. */
  reason: Message
  /** What to do next. */
  hint: HintName
  code?: string | undefined
  msg?: string | undefined
  http_status?: number | undefined
  log_id?: string | undefined
  /** The body of the last response. */
  response?: string | undefined
  /** What Feishu says beyond code and msg: missing scopes, wrong fields. */
  details?: readonly Message[]
  /** What we know beyond that: how often it was tried, what is unknown. */
  notes?: readonly Message[]
  /** Feishu's own pages about it. */
  links?: readonly Quoted[]
  /** The entry of docs/troubleshooting that explains it. */
  anchor?: string
  /** True when the request, or an earlier attempt of it, may have been processed. */
  outcomeUnknown?: boolean
  /** What sending the request once more would do then. */
  again?: Idempotency['kind']
  /** True when its key belongs to an execution now: Feishu refuses it a second time. */
  keyUsed?: boolean
  /** True when the job was cancelled meanwhile. */
  cancelled?: boolean
  /** True when the same request may succeed later. */
  passing?: boolean
  /** Seconds that the response asks to wait. */
  askedSeconds?: number | undefined
  /** True when the same call for another target would fail the same way: no network, no permission, no quota. */
  affectsEveryTarget?: boolean
}

/** Thrown where a call fails. */
export class FeishuError extends Error {
  readonly failure: CallFailure

  constructor(failure: CallFailure) {
    super(failure.reason.message)
    this.failure = failure
  }
}

/**
 * A response with code 0 that does not hold what Feishu documents.
 * @param reason what is missing
 */
export function unexpectedResponse(
  request: Request,
  { response }: { response: FeishuResponse },
  reason: Message,
  hint: HintName,
): FeishuError {
  const { http_status, log_id, text } = response
  // Half a list, or half a confirmation, may be whole the next time.
  const passing = hint === 'responseUndocumented'
  return new FeishuError({ call: request.name, reason, hint, http_status, log_id, response: text, passing })
}
