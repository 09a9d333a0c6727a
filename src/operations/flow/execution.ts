import { memberOf, textOf } from '../../feishu/body.ts'
import { isObject, parseVerbatim } from '../../json.ts'
import type { Message } from '../../messages/index.ts'
import type { Outputs } from '../operation.ts'

/** `data` of an execute response: every field is text, and any may be missing (docs: apaas-v1/application-flow/execute). */
export interface Execution {
  execution_id: string
  status: string
  /** The flow's inner error, '' on success. */
  code: string
  error_msg: string
  out_params: string
  /** What is wrong with the response: the fields are then what could be read. */
  invalid?: Message
}

const fields = ['execution_id', 'status', 'code', 'error_msg', 'out_params'] as const

/** Reads `data` of an execute response. A number where text is documented counts as its digits. */
export function readExecution(body: Readonly<Record<string, unknown>>): Execution {
  const data = memberOf(body, 'data')
  const [execution_id = '', status = '', code = '', error_msg = '', out_params = ''] = fields.map((field) =>
    textOf(data[field]),
  )
  // A zero says no more than the top-level one does.
  const execution = { execution_id, status, code: code.trim() === '0' ? '' : code.trim(), error_msg, out_params }
  if (!isObject(body.data)) return { ...execution, invalid: { message: 'responseWithout', member: 'data' } }
  const field = fields.find((name) => textOf(data[name] ?? '') === undefined)
  return field ? { ...execution, invalid: { message: 'fieldNotText', field: `data.${field}` } } : execution
}

/** `waiting` is for a person. */
export type ExecutionState = 'ended' | 'waiting' | 'running' | 'rejected' | 'failed' | 'unknown'

/** `end` is documented; the others are from ByteDance's own platform SDK (seen). */
const states: Readonly<Record<string, ExecutionState>> = {
  end: 'ended',
  agreed: 'ended',
  wait: 'waiting',
  inprocess: 'running',
  failed: 'failed',
  rejected: 'rejected',
  canceled: 'failed',
  cancelled: 'failed',
}

/**
 * What the execution led to. A flow can fail under top-level code 0: its inner code and its status count too. Status
 * words count without regard to case, space and underscore.
 */
export function stateOf({ code, status }: Execution): ExecutionState {
  const word = status.toLowerCase().replace(/[\s_-]+/g, '')
  const state = Object.hasOwn(states, word) ? states[word] : undefined
  if (state === 'rejected') return 'rejected'
  return code === '' ? (state ?? 'unknown') : 'failed'
}

/** The outputs of an execution; a field that Feishu omitted stays unset. */
export function executionOutputs({ execution_id, status, out_params }: Execution): Outputs<'main'> {
  const values = valuesOf(out_params)
  return {
    ...(execution_id && { execution_id }),
    ...(status && { status }),
    ...(out_params && { out_params }),
    ...(values !== undefined && { values }),
  }
}

/**
 * Turns out_params, a JSON array of `{api_name, value}`, into one JSON object, for `fromJSON`. Workflow expressions
 * would round an integer beyond 2^53, so it becomes a string there; other numbers keep their spelling.
 * @returns undefined where out_params is not such an array
 */
export function valuesOf(out_params: string): string | undefined {
  if (out_params === '') return '{}'
  try {
    const list = parseVerbatim(out_params)
    if (!Array.isArray(list) || !list.every(isNamed)) return undefined
    return JSON.stringify(Object.fromEntries(list.map(({ api_name, value }) => [api_name, value ?? null])))
  } catch {
    return undefined
  }
}

function isNamed(entry: unknown): entry is { api_name: string; value?: unknown } {
  return isObject(entry) && typeof entry.api_name === 'string'
}
