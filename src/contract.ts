/** The names and defaults of action.yml, which a test compares with this file. */

export const inputNames = [
  'operation',
  'app_id',
  'app_secret',
  'access_token',
  'domain',
  'app_token',
  'workflow_id',
  'workflow_title',
  'status',
  'namespace',
  'flow_id',
  'operator',
  'params',
  'params_file',
  'context_param',
  'is_async',
  'idempotent_key',
  'loop_masks',
  'timeout_seconds',
  'max_attempts',
  'dry_run',
  'summary',
] as const

export type InputName = (typeof inputNames)[number]

/** What an input is when the workflow leaves it out. */
export const defaults: Readonly<Partial<Record<InputName, string>>> = {
  is_async: 'false',
  timeout_seconds: '60',
  max_attempts: '4',
  dry_run: 'false',
  summary: 'true',
}

/** The inputs of every operation; each operation names its own beside them. */
export const commonInputs: readonly InputName[] = [
  'operation',
  'app_id',
  'app_secret',
  'access_token',
  'domain',
  'timeout_seconds',
  'max_attempts',
  'dry_run',
  'summary',
]

export const outputNames = [
  'execution_id',
  'status',
  'out_params',
  'values',
  'idempotent_key',
  'workflows',
  'code',
  'msg',
  'log_id',
  'http_status',
  'response',
  'attempts',
] as const

/** An output that is not known stays unset. */
export type Outputs = Partial<Record<(typeof outputNames)[number], string>>
