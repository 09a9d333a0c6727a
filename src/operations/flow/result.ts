import type { CallResult } from '../../feishu/client.ts'
import { unexpectedResponse } from '../../feishu/error.ts'
import { innerHint, usedKeyCode } from '../../feishu/error-codes.ts'
import type { Request } from '../../feishu/request.ts'
import type { FeishuResponse } from '../../feishu/response.ts'
import { type Message, quote } from '../../messages/index.ts'
import { type Outputs, type Result, responseOutputs, type StepFailure } from '../operation.ts'
import { type Execution, executionOutputs, readExecution, stateOf } from './execution.ts'

/**
 * Whether Feishu rejects the key as used: by the low-code platform's own code alone, inner or top-level. A text beside
 * another code may come from the flow itself.
 */
export function isDuplicate({ code, body }: FeishuResponse): boolean {
  return code === usedKeyCode || readExecution(body).code === usedKeyCode
}

/** The result of an accepted execute call. */
export function executionResult(request: Request, call: CallResult): Result<'main'> {
  const execution = readExecution(call.response.body)
  const { execution_id, status, error_msg } = execution
  const outputs = { ...responseOutputs(call), ...executionOutputs(execution) }
  const warnings: Message[] = outputs.values === undefined ? [{ message: 'outParamsUnreadable' }] : []
  const common = { outputs, warnings }
  const named: Message[] = execution_id ? [{ message: 'executionId', execution_id }] : []
  if (execution.invalid) {
    const unknown = unknownOutcome(false)
    const { code: _code, msg: _msg, ...undecided } = outputs
    const { failure } = unexpectedResponse(request, call, execution.invalid, 'checkFlow')
    return {
      ...common,
      // Its code 0 has decided nothing.
      outputs: undecided,
      error: {
        kind: 'call',
        failure: { ...failure, ...unknown, notes: [...unknown.notes, ...named] },
      },
    }
  }
  const state = stateOf(execution)
  switch (state) {
    case 'failed':
    case 'rejected': {
      const { decided, error } = failedFlow(request, call, execution, state)
      return { ...common, outputs: { ...outputs, ...decided }, error }
    }
    case 'ended':
      if (error_msg) warnings.push({ message: 'endedWithError', execution_id, error_msg: quote(error_msg) })
      return { ...common, log: [{ message: 'flowEnded', execution_id }] }
    case 'waiting':
      return { ...common, log: [{ message: 'flowWaits', execution_id, status }] }
    case 'running':
      return { ...common, log: [{ message: 'flowRuns', execution_id, status }] }
    case 'unknown':
      return { ...common, warnings: [...warnings, { message: 'flowStatusUnknown', execution_id, status }] }
  }
}

/** @param earlier whether it is an earlier attempt that may have started the flow */
function unknownOutcome(earlier: boolean): { outcomeUnknown: true; again: 'key'; notes: Message[] } {
  return { outcomeUnknown: true, again: 'key', notes: [{ message: 'outcomeUnknown', earlier }] }
}

/** The flow's own error, and the outputs that it decides instead of the response's code. */
function failedFlow(
  request: Request,
  call: CallResult,
  { execution_id, status, code, error_msg }: Execution,
  state: 'failed' | 'rejected',
): { decided: Outputs<'main'>; error: StepFailure } {
  const reason: Message =
    code === '' || state === 'rejected' ? { message: 'flowStatus', status } : { message: 'flowFailed' }
  // A person's decision is not a configuration error.
  const hint = state === 'rejected' ? 'flowRejected' : (innerHint(code) ?? 'flowFailed')
  const { failure } = unexpectedResponse(request, call, reason, hint)
  const decided = { code: code || status, msg: error_msg }
  const details: Message[] = error_msg ? [{ message: 'flowMessage', error_msg: quote(error_msg) }] : []
  const started: Message[] = execution_id ? [{ message: 'executionId', execution_id }] : []
  // The response tells of this attempt alone.
  const { notes, ...outcome } = call.ambiguous ? unknownOutcome(true) : { notes: [] }
  const anchor = innerHint(code) ? code : 'flow-status'
  return {
    decided,
    error: {
      kind: 'call',
      failure: {
        ...failure,
        ...decided,
        ...outcome,
        details,
        notes: [...started, ...notes],
        anchor,
        keyUsed: execution_id !== '',
      },
    },
  }
}

/**
 * The result when Feishu rejects the key as used: by a run before it, or by its own earlier attempt, whose response
 * was lost.
 */
export function duplicateResult(
  request: Request,
  call: CallResult,
  idempotent_key: string,
  is_async: boolean,
): Result<'main'> {
  const { response } = call
  const execution = readExecution(response.body)
  // The values of the earlier execution are unknown.
  const { values: _unknown, ...known } = { ...responseOutputs(call), ...executionOutputs(execution) }
  const { execution_id } = execution
  if (call.ambiguous && is_async) {
    // A status here may be that of the refusal.
    const { status: _refused, ...started } = known
    return {
      outputs: { ...started, code: '0' },
      warnings: [{ message: 'startedByEarlierAttempt', idempotent_key, execution_id }],
    }
  }
  const { code, error_msg } = execution
  const decided = response.code === 0 ? { code, msg: error_msg } : { code: String(response.code), msg: response.msg }
  const said: Message = decided.msg
    ? { message: 'feishuMessage', msg: quote(decided.msg) }
    : { message: 'feishuErrorWithoutMessage' }
  const reason: Message = call.ambiguous ? { message: 'startedResultUnknown', idempotent_key } : said
  const { failure } = unexpectedResponse(request, call, reason, call.ambiguous ? 'checkFlow' : 'keyUsed')
  const notes: Message[] = [
    ...(execution_id ? [{ message: 'executionId', execution_id } as const] : []),
    ...(call.ambiguous ? [] : [{ message: 'keySent', idempotent_key } as const]),
  ]
  return {
    outputs: { ...known, ...decided },
    error: { kind: 'call', failure: { ...failure, ...decided, notes, anchor: usedKeyCode } },
  }
}
