import type { Outputs } from '../contract.ts'
import { scalarText } from '../feishu/answer.ts'
import { isObject, parseVerbatim } from '../json.ts'

/** `data` of an execute answer: every field is text, and any may be missing. */
export interface Execution {
  execution_id: string
  status: string
  /** The flow's inner error, '' on success. */
  code: string
  error_msg: string
  out_params: string
  /** What is wrong with it, as a clause: the fields are then what could be read. */
  fault?: string
}

const fields = ['execution_id', 'status', 'code', 'error_msg', 'out_params'] as const

/**
 * Reads `data` of an execute answer. A number where text is promised counts as its digits.
 */
export function readExecution(body: Readonly<Record<string, unknown>>): Execution {
  const data = isObject(body.data) ? body.data : {}
  const odd = fields.find((field) => scalarText(data[field] ?? '') === undefined)
  const fault = isObject(body.data) ? odd && `data.${odd} of the answer is no text` : 'the answer has no data'
  const [execution_id = '', status = '', code = '', error_msg = '', out_params = ''] = fields.map((field) =>
    scalarText(data[field]),
  )
  // A zero says no more than the top-level one does.
  const execution = { execution_id, status, code: code === '0' ? '' : code, error_msg, out_params }
  return fault === undefined ? execution : { ...execution, fault }
}

/** From ByteDance's own platform SDK, but for `end`, which is documented. */
const statuses = {
  ended: ['end', 'agreed'],
  running: ['wait', 'in_process'],
  failed: ['failed', 'rejected', 'canceled'],
}

/** What the execution came to. A flow can fail under top-level code 0: its inner code and its status count. */
export function stateOf({ code, status }: Execution): 'ended' | 'running' | 'failed' | 'unknown' {
  if (code !== '' || statuses.failed.includes(status)) return 'failed'
  if (statuses.running.includes(status)) return 'running'
  return statuses.ended.includes(status) ? 'ended' : 'unknown'
}

/** The outputs of an execution; a field that Feishu left out stays unset. */
export function executionOutputs({ execution_id, status, out_params }: Execution): Outputs {
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
