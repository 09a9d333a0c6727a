import type { Call, Page } from '../page.ts'
import type { Execution, Flow, Outcome, State } from '../state.ts'
import type { Answer } from '../wire.ts'
import { json, readBody, readObject, refusal, success, unknownFields } from '../wire.ts'

/** Starts a flow, and unless is_async is true answers when it has ended. */
export const execute: Page = {
  name: 'execute',
  method: 'POST',
  template: '/open-apis/apaas/v1/applications/:namespace/flows/:flow_id/execute',
  tokens: ['tenant'],
  answer,
}

const FIELDS = ['operator', 'params', 'is_async', 'idempotent_key', 'loop_masks']

/** More than 2^53, so that a client which reads it as a number is found out. */
const FIRST_EXECUTION = 1816970091484211001n

function answer({ request, path, state }: Call): Answer {
  const body = readBody(request)
  if (body.kind !== 'object') return invalid('body', body.kind)
  const fault = findFault(body.value)
  if (fault) return invalid(fault.field, fault.description)
  const inNamespace = state.flows.filter((entry) => entry.namespace === path.namespace)
  if (inNamespace.length === 0) return invalid('namespace', 'no such application')
  const flow = inNamespace.find((entry) => entry.flow_id === path.flow_id)
  if (!flow) return inner(state, 'k_wf_ec_2001006', 'flow does not exist')
  const key = text(body.value.idempotent_key)
  if (key !== undefined && state.keys.has(key)) return inner(state, 'k_wf_ec_2001008', 'idempotent key already used')
  if (key !== undefined) state.keys.add(key)
  return run(state, flow, body.value)
}

function run(state: State, flow: Flow, fields: Record<string, unknown>): Answer {
  const execution: Execution = {
    execution_id: String(FIRST_EXECUTION + BigInt(state.executions.length)),
    namespace: flow.namespace,
    flow_id: flow.flow_id,
    operator: text(fields.operator) ?? '',
    params: text(fields.params),
    is_async: fields.is_async === true,
    idempotent_key: text(fields.idempotent_key),
  }
  state.executions.push(execution)
  const { execution_id } = execution
  if (execution.is_async) {
    return success({ code: '', error_msg: '', execution_id, out_params: '[]', status: 'in_process' })
  }
  const outcome: Outcome = flow.outcome ?? { status: 'end', code: '', error_msg: '' }
  const out_params = outcome.out_params ?? `[{"api_name":"_flowExecutionID","value":${execution_id}}]`
  return success({ code: outcome.code, error_msg: outcome.error_msg, execution_id, out_params, status: outcome.status })
}

/** The first field that is not what the document says it is. */
function findFault(fields: Record<string, unknown>): { field: string; description: string } | undefined {
  const { operator, params, is_async, idempotent_key, loop_masks } = fields
  const stranger = unknownFields(fields, FIELDS)[0]
  if (stranger !== undefined) return { field: stranger, description: 'unknown field' }
  if (!isOperator(operator)) return { field: 'operator', description: 'a JSON object in a string, with _id or email' }
  if (params !== undefined && objectIn(params) === undefined) {
    return { field: 'params', description: 'a JSON object in a string' }
  }
  if (is_async !== undefined && typeof is_async !== 'boolean') return { field: 'is_async', description: 'a boolean' }
  if (idempotent_key !== undefined && typeof idempotent_key !== 'string') {
    return { field: 'idempotent_key', description: 'a string' }
  }
  if (loop_masks !== undefined && !(Array.isArray(loop_masks) && loop_masks.length <= 20)) {
    return { field: 'loop_masks', description: 'an array of at most 20 entries' }
  }
  return undefined
}

function isOperator(value: unknown): boolean {
  const operator = objectIn(value)
  return operator !== undefined && ('_id' in operator || 'email' in operator)
}

function objectIn(value: unknown): Record<string, unknown> | undefined {
  const body = typeof value === 'string' ? readObject(value) : undefined
  return body?.kind === 'object' ? body.value : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function invalid(field: string, description: string): Answer {
  return refusal(400, 2320001, 'param is invalid', { field_violations: [{ field, description }] })
}

/** A refusal of the flow engine behind the gateway; see State.inner. */
function inner(state: State, code: string, error_msg: string): Answer {
  const { status, code: top } = state.inner
  if (top !== 0) return refusal(status, top, `[${code}] ${error_msg}`)
  const data = { code, error_msg, execution_id: '', out_params: '', status: '' }
  return json(status, { code: 0, data, msg: 'success' })
}
