import type { Call } from '../feishu/call.ts'
import type { Reply } from '../feishu/client.ts'
import { type Failure, type Hide, unexpected } from '../feishu/failure.ts'
import { innerHint } from '../feishu/inner-codes.ts'
import { quoted } from '../fields.ts'
import { type Execution, executionOutputs, readExecution, stateOf } from './execution.ts'
import { answerOutputs, type Result } from './operation.ts'

/**
 * What a step comes to whose execute call was accepted.
 * @param idempotent_key the key it was sent with
 */
export function resultOf(call: Call, reply: Reply, idempotent_key: string, hide: Hide): Result {
  const execution = readExecution(reply.answer.body)
  const { execution_id, status } = execution
  const outputs = { ...answerOutputs(reply.answer, reply.attempts), ...executionOutputs(execution) }
  const rows = [
    { label: 'execution_id', value: execution_id },
    { label: 'status', value: status },
  ].filter(({ value }) => value !== '')
  const common = { outputs, lines: [], warnings: [], rows }
  if (execution.fault !== undefined) {
    const hint = `The flow may have been started under idempotent_key ${idempotent_key}: look on the low-code platform before you start it again.`
    return { ...common, failure: unexpected(call, reply, execution.fault, hint).failure }
  }
  const odd = outputs.values === undefined
  const warnings = odd ? ['out_params is no list of named values, so output values is not set.'] : []
  const named = execution_id ? `Execution ${hide(execution_id)}` : 'The execution'
  switch (stateOf(execution)) {
    case 'failed': {
      const { decided, failure } = failedFlow(call, reply, execution, hide)
      return { ...common, warnings, outputs: { ...outputs, ...decided }, failure }
    }
    case 'ended':
      return { ...common, warnings, lines: [`Done: ${named} has ended.`] }
    case 'running':
      return { ...common, warnings, lines: [`${named} is still running, or waits for a person: status ${status}.`] }
    case 'unknown': {
      const shown = status === '' ? 'no status' : `status ${quoted(hide(status))}, which is not a known one`
      return { ...common, warnings: [...warnings, `${named} was accepted with ${shown}.`] }
    }
  }
}

/** The flow's own error, and the outputs that it decides in place of the answer's code. */
function failedFlow(
  call: Call,
  reply: Reply,
  execution: Execution,
  hide: Hide,
): { decided: Result['outputs']; failure: Failure } {
  const { execution_id, status, code, error_msg } = execution
  const hint = innerHint(code) ?? 'Check the flow and what it was given.'
  const { failure } = unexpected(call, reply, code === '' ? `the flow's status is ${status}` : 'the flow failed', hint)
  const notes = execution_id ? [`execution_id ${hide(execution_id)}.`] : []
  const own = code === '' ? { firstLine: error_msg } : { code, msg: error_msg }
  const decided = { ...(code !== '' && { code }), ...((code !== '' || error_msg !== '') && { msg: error_msg }) }
  return { decided, failure: { ...failure, ...own, notes } }
}

/** What a step comes to whose earlier attempt got through, but whose answer was lost. */
export function lostResult(call: Call, reply: Reply, idempotent_key: string, is_async: boolean): Result {
  const outputs = answerOutputs(reply.answer, reply.attempts)
  const common = { lines: [], warnings: [], rows: [] }
  const started = 'an earlier attempt, whose answer was lost, started the flow'
  if (is_async) {
    const warning = `execute-flow succeeded: ${started}. It runs, but its execution_id is unknown.`
    return { ...common, outputs: { ...outputs, code: '0' }, warnings: [warning] }
  }
  const what = `${started} under idempotent_key ${idempotent_key}, and its result is unknown`
  const hint = 'Look on the low-code platform at what became of it before you start it again under a new key.'
  const { code, error_msg } = readExecution(reply.answer.body)
  const inner = code === '' ? {} : { code, msg: error_msg }
  return { ...common, outputs: { ...outputs, ...inner }, failure: unexpected(call, reply, what, hint).failure }
}
