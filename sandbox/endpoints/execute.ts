import type { Call, Endpoint } from '../endpoint.ts'
import type { HttpResponse } from '../http.ts'
import { error, json, readBody, readObject, success, unknownFields } from '../http.ts'
import type { Execution, Flow, Outcome, State } from '../state.ts'

/** Starts a flow, and unless is_async is true responds when it has ended. */
export const execute: Endpoint = {
  name: 'execute',
  request: 'POST /open-apis/apaas/v1/applications/:namespace/flows/:flow_id/execute',
  tokens: ['tenant'],
  scopes: ['app_engine:flow:write'],
  handle,
}

/** Over 2^53, so that a client which reads it as a number is caught. */
const FIRST_EXECUTION = 1816970091484211001n

function handle({ request, path, state }: Call): HttpResponse {
  const body = readBody(request)
  if (body.kind !== 'object') return invalid('body', body.kind)
  const field = invalidField(body.value)
  if (field !== undefined) return invalid(field, 'not what the documentation says')
  const inNamespace = state.flows.filter((entry) => entry.namespace === path.namespace)
  if (inNamespace.length === 0) return invalid('namespace', 'no such application')
  const flow = inNamespace.find((entry) => entry.flow_id === path.flow_id)
  if (!flow) return innerError(state, 'k_wf_ec_2001006', 'flow does not exist')
  const key = text(body.value.idempotent_key)
  if (key !== undefined && state.keys.has(key)) {
    return innerError(state, 'k_wf_ec_2001008', 'idempotent key already used')
  }
  if (key !== undefined) state.keys.add(key)
  return start(state, flow, body.value)
}

function start(state: State, flow: Flow, fields: Record<string, unknown>): HttpResponse {
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

/** The first field that is not what the documentation says. */
function invalidField(fields: Record<string, unknown>): string | undefined {
  const { operator, params, is_async, idempotent_key, loop_masks } = fields
  const operatorObject = objectIn(operator)
  const valid = {
    operator: operatorObject !== undefined && ('_id' in operatorObject || 'email' in operatorObject),
    params: params === undefined || objectIn(params) !== undefined,
    is_async: is_async === undefined || typeof is_async === 'boolean',
    idempotent_key: idempotent_key === undefined || typeof idempotent_key === 'string',
    loop_masks: loop_masks === undefined || (Array.isArray(loop_masks) && loop_masks.length <= 20),
  }
  return unknownFields(fields, Object.keys(valid))[0] ?? Object.entries(valid).find(([, holds]) => !holds)?.[0]
}

function objectIn(value: unknown): Record<string, unknown> | undefined {
  const body = typeof value === 'string' ? readObject(value) : undefined
  return body?.kind === 'object' ? body.value : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function invalid(field: string, description: string): HttpResponse {
  return error(400, 2320001, 'param is invalid', { field_violations: [{ field, description }] })
}

/** An error of the flow engine behind the gateway; see State.inner. */
function innerError(state: State, code: string, error_msg: string): HttpResponse {
  const { status, code: top } = state.inner
  if (top !== 0) return error(status, top, `[${code}] ${error_msg}`)
  const data = { code, error_msg, execution_id: '', out_params: '', status: '' }
  return json(status, { code: 0, data, msg: 'success' })
}
