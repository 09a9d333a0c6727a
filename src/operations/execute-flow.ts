import { type Endpoint, json, requestTo } from '../feishu/request.ts'
import { readBaseUrl } from '../inputs/domain.ts'
import { parseValue, sensitiveValues } from '../inputs/json-text.ts'
import { readParams } from '../inputs/params.ts'
import { getBoolean, getId, getKey, type Inputs } from '../inputs/read.ts'
import { StepError } from '../messages/index.ts'
import { readOperator } from './flow/operator.ts'
import { duplicateResult, executionResult, isDuplicate } from './flow/result.ts'
import type { Context, Operation } from './operation.ts'

/** Docs: apaas-v1/application-flow/execute. */
const execute = {
  name: 'execute',
  method: 'POST',
  path: '/open-apis/apaas/v1/applications/:namespace/flows/:flow_id/execute',
  tokens: 'tenant',
  scopes: ['app_engine:flow:write'],
  rate: '100/min',
} as const satisfies Endpoint

/** Runs a flow of the low-code platform. */
export const executeFlow: Operation<'main'> = {
  name: 'execute-flow',
  subject: 'flow',
  inputs: [
    'namespace',
    'flow_id',
    'operator',
    'params',
    'params_file',
    'context_param',
    'is_async',
    'idempotent_key',
    'loop_masks',
  ],
  endpoints: [execute],
  async prepare(inputs) {
    const namespace = getId(inputs, 'namespace', { kind: 'namespace' })
    const flow_id = getId(inputs, 'flow_id', { kind: 'flowId' })
    const operator = readOperator(inputs)
    const params = await readParams(inputs)
    const is_async = getBoolean(inputs, 'is_async')
    const idempotent_key = getKey(inputs)
    const loop_masks = readLoopMasks(inputs)
    // params and operator are JSON texts inside a JSON string; loop_masks is sent as written.
    const body = [
      `"operator":${JSON.stringify(operator.text)}`,
      ...(params ? [`"params":${JSON.stringify(params.text)}`] : []),
      `"is_async":${is_async}`,
      `"idempotent_key":${JSON.stringify(idempotent_key)}`,
      ...(loop_masks === undefined ? [] : [`"loop_masks":${loop_masks}`]),
    ]
    const request = requestTo(
      execute,
      { namespace, flow_id },
      { body: json(`{${body.join(',')}}`), idempotency: { kind: 'key', idempotent_key, isDuplicate } },
    )
    return {
      description: { message: 'executing', namespace, flow_id },
      baseUrl: readBaseUrl(inputs, undefined),
      requests: () => [{ request }],
      target: [
        { label: 'namespace', value: namespace },
        { label: 'flow_id', value: flow_id },
      ],
      outputs: { idempotent_key },
      warnings: [...operator.warnings, ...(params?.warnings ?? [])],
      sensitive: [operator.text, ...sensitiveValues(operator.value), ...(params?.sensitive ?? [])],
      async perform(client, context) {
        const stop = is_async ? () => {} : reportWaiting(context)
        try {
          const call = await client.call(request)
          if (call.kind === 'duplicate') return duplicateResult(request, call, idempotent_key, is_async)
          return executionResult(request, call)
        } finally {
          stop()
        }
      },
    }
  },
}

function readLoopMasks(inputs: Inputs): string | undefined {
  const text = inputs.loop_masks
  if (text === '') return undefined
  const value = parseValue('loop_masks', text)
  if (!Array.isArray(value) || value.length > 20) {
    throw new StepError({ message: 'otherJson', input: 'loop_masks', expected: { kind: 'loopMasks' } })
  }
  return text.trim()
}

const every = 15_000

/** A flow can take minutes; without a line now and then, the step would look dead. */
function reportWaiting({ clock, log }: Context): () => void {
  const started = clock.now()
  const next = () =>
    clock.after(every, () => {
      log({ message: 'stillWaiting', seconds: Math.round((clock.now() - started) / 1000) })
      stop = next()
    })
  let stop = next()
  return () => stop()
}
