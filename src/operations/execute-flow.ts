import { randomUUID } from 'node:crypto'
import { joinMembers, jsonValue, readParams, withMember } from '../document.ts'
import { type Answer, scalarText } from '../feishu/answer.ts'
import type { Call } from '../feishu/call.ts'
import { path } from '../feishu/path.ts'
import { assertDigits, flag, id, quoted, text, verbatim, wrong } from '../fields.ts'
import { readOperator } from '../operator.ts'
import { runFacts } from '../runner/facts.ts'
import { readExecution } from './execution.ts'
import { lostResult, resultOf } from './flow-result.ts'
import type { Operation, Progress } from './operation.ts'

const name = 'execute-flow'

/** Docs: apaas-v1/application-flow/execute. */
export const executeFlow: Operation = {
  name,
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
  tokens: 'tenant',
  async plan() {
    const namespace = id('namespace', 'the namespace of a low-code app, such as package_7344545d87__c')
    const flow_id = id('flow_id', "the flow's API name, such as deleteObject_99c656599f")
    const operator = readOperator()
    const params = await paramsText()
    const is_async = flag('is_async')
    const idempotent_key = readKey()
    const loop_masks = readLoopMasks()
    const members = {
      operator: JSON.stringify(operator.text),
      ...(params && { params: JSON.stringify(params.text) }),
      is_async: String(is_async),
      idempotent_key: JSON.stringify(idempotent_key),
      ...(loop_masks && { loop_masks }),
    }
    const call: Call = {
      name,
      method: 'POST',
      path: path`/open-apis/apaas/v1/applications/${namespace}/flows/${flow_id}/execute`,
      body: joinMembers(members),
      repeat: { safe: 'with key', idempotent_key, isDuplicate },
    }
    return {
      doing: `Executing flow ${flow_id} of ${namespace}`,
      requests: [{ ...call, fields: Object.keys(members) }],
      target: [
        { label: 'namespace', value: namespace },
        { label: 'flow_id', value: flow_id },
      ],
      outputs: { idempotent_key },
      warnings: [],
      private: [operator.text, ...leaves(operator.value), ...(params?.private ?? [])],
      async perform(feishu, progress) {
        const stop = is_async ? () => {} : everyFifteenSeconds(progress)
        try {
          const reply = await feishu.call(call)
          if (reply.kind === 'already accepted') return lostResult(call, reply, idempotent_key, is_async)
          return resultOf(call, reply, idempotent_key, progress.hide)
        } finally {
          stop()
        }
      },
    }
  },
}

/** What params become: the user's text, with this run's facts in the variable that context_param names. */
async function paramsText(): Promise<{ text: string; private: string[] } | undefined> {
  const params = await readParams()
  const variable = text('context_param')
  const hidden = params ? [params.text, ...leaves(params.value)] : []
  if (variable === '') return params && { text: params.text, private: hidden }
  if (params && Object.hasOwn(params.value, variable)) {
    throw wrong('context_param', quoted(variable), 'a flow variable that params does not set itself')
  }
  const facts = JSON.stringify(await runFacts())
  return { text: withMember(params ?? { text: '{}', value: {} }, variable, facts), private: hidden }
}

/** Feishu advises a locally made UUID; a key serves one execution only. */
function readKey(): string {
  const key = text('idempotent_key')
  assertDigits('idempotent_key', key)
  return key || randomUUID()
}

function readLoopMasks(): string | undefined {
  const wants = 'a JSON array with at most 20 entries'
  const masks = verbatim('loop_masks')
  if (masks === '') return undefined
  const value = jsonValue('loop_masks', masks, wants)
  if (!Array.isArray(value)) throw wrong('loop_masks', 'JSON that is no array', wants)
  if (value.length > 20) throw wrong('loop_masks', `an array with ${value.length} entries`, wants)
  return masks
}

/** Values that a person would know somebody by; short ones, and the names of variables, say nothing. */
function leaves(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leaves)
  const text = scalarText(value) ?? ''
  return text.length >= 6 ? [text] : []
}

function everyFifteenSeconds({ clock, info }: Progress): () => void {
  const started = clock.now()
  const next = () =>
    clock.after(15_000, () => {
      info(`Still waiting for the flow: ${Math.round((clock.now() - started) / 1000)} s so far.`)
      callOff = next()
    })
  let callOff = next()
  return () => callOff()
}

/**
 * Whether Feishu refuses the key as used. Under which top-level code it does so is undocumented: it is known by the
 * low-code platform's own inner code, or by a message that names the key under a code that does not mean another thing.
 */
function isDuplicate(answer: Answer, isListed: (code: number) => boolean): boolean {
  const { code, error_msg } = readExecution(answer.body)
  if (answer.code === 0 && code === '') return false
  const words = `${code} ${error_msg} ${answer.msg}`
  const ofPlatform = answer.code === 0 || Math.floor(answer.code / 1000) === 2320
  const open = ofPlatform || !isListed(answer.code)
  return words.includes('k_wf_ec_2001008') || (open && /幂等|idempoten/i.test(words))
}
