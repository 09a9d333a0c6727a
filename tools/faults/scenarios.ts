import type { Feishu } from '../../sandbox/feishu.ts'
import { createFeishu } from '../../sandbox/feishu.ts'
import { sampleState } from '../../sandbox/sample.ts'
import type { Execution, Outcome } from '../../sandbox/state.ts'
import type { Dice } from './dice.ts'

/** What a step is for, as the sandbox's records can prove it. */
export type Goal =
  | { operation: 'update-workflow'; workflow_ids: readonly string[]; status: string }
  | { operation: 'list-workflows' }
  | { operation: 'execute-flow'; is_async: boolean; key: string | undefined; outcome: Outcome }

/** One step: its inputs, the Feishu it meets, and what must not be seen of it. */
export interface Plan {
  inputs: Record<string, string>
  feishu: Feishu
  goal: Goal
  /** The page of the operation's own call. */
  ownPage: string
  /** Whether the step can get a new token. */
  mints: boolean
  /** Credentials: nowhere. */
  secrets: readonly string[]
  /** What the user gave the flow: nowhere but where the server said it. */
  privates: readonly string[]
  /** Executions that were there before. */
  earlier: number
}

/** A kind of step, made anew for every sequence. */
export interface Scenario {
  name: string
  prepare: (dice: Dice) => Plan
}

const [sampleBase] = sampleState().bases
const base = sampleBase ?? { app_token: '', workflows: [] }
const wiki = 'https://acme.feishu.cn/wiki/wikcnKQ1k3p8Vabcef7lmnoPQrs?table=tblx&view=vewx'
const params = '{"order": "O-7719-bravo", "amount": 12.50, "note": "\\"quoted\\" \\u4f60\\n::error::x", "n": 42}'
const paramValues = ['O-7719-bravo', '"quoted" 你\n::error::x']

/** Every operation, by each way of saying what it is about. */
export const scenarios: readonly Scenario[] = [
  { name: 'update-workflow, one id', prepare: (dice) => update(dice, { workflow_id: ids(dice, 1) }) },
  {
    name: 'update-workflow, several ids',
    prepare: (dice) => update(dice, { workflow_id: ids(dice, dice.between(2, 3)) }),
  },
  { name: 'update-workflow, by title', prepare: (dice) => update(dice, { workflow_title: titles(dice) }) },
  {
    name: 'update-workflow, wiki link',
    prepare: (dice) =>
      update(dice, {
        app_token: wiki,
        ...(dice.chance(0.5) ? { workflow_id: ids(dice, 1) } : { workflow_title: titles(dice) }),
      }),
  },
  { name: 'list-workflows', prepare: list },
  { name: 'execute-flow sync, given key', prepare: (dice) => execute(dice, false, true) },
  { name: 'execute-flow sync, generated key', prepare: (dice) => execute(dice, false, false) },
  { name: 'execute-flow async, given key', prepare: (dice) => execute(dice, true, true) },
  { name: 'execute-flow async, generated key', prepare: (dice) => execute(dice, true, false) },
]

function ids(dice: Dice, count: number): string {
  return some(dice, count)
    .map(({ workflow_id }) => workflow_id)
    .join('\n')
}

function titles(dice: Dice): string {
  return some(dice, dice.between(1, 2))
    .map(({ title }) => title)
    .join('\n')
}

function some(dice: Dice, count: number) {
  const first = dice.between(0, base.workflows.length - count)
  return base.workflows.slice(first, first + count)
}

function update(dice: Dice, inputs: Record<string, string>): Plan {
  const status = dice.pick(['Enable', 'Disable'])
  const feishu = createFeishu()
  // All of them stand the other way, so that every success shows.
  for (const { workflows } of feishu.state.bases) {
    for (const workflow of workflows) workflow.status = status === 'Enable' ? 'Disable' : 'Enable'
  }
  const named = [inputs.workflow_id, inputs.workflow_title].join('\n').split('\n')
  const workflow_ids = base.workflows
    .filter(({ workflow_id, title }) => named.includes(workflow_id) || named.includes(title))
    .map(({ workflow_id }) => workflow_id)
  const own = { operation: 'update-workflow', app_token: base.app_token, status: status.toLowerCase(), ...inputs }
  return {
    ...withCredentials(dice, feishu, own, ['t-', 'u-']),
    goal: { operation: 'update-workflow', workflow_ids, status },
    ownPage: 'update',
    privates: [],
    earlier: 0,
  }
}

function list(dice: Dice): Plan {
  const inputs = { operation: 'list-workflows', app_token: dice.chance(0.3) ? wiki : base.app_token }
  return {
    ...withCredentials(dice, createFeishu(), inputs, ['t-', 'u-']),
    goal: { operation: 'list-workflows' },
    ownPage: 'list',
    privates: [],
    earlier: 0,
  }
}

const outcomes: readonly Outcome[] = [
  ...Array<Outcome>(6).fill({ status: 'end', code: '', error_msg: '' }),
  { status: 'agreed', code: '', error_msg: '' },
  { status: 'wait', code: '', error_msg: '', out_params: '[]' },
  { status: 'in_process', code: '', error_msg: '' },
  { status: 'sideways', code: '', error_msg: '', out_params: 'no list' },
  { status: 'failed', code: '', error_msg: 'a node failed' },
  { status: 'rejected', code: '', error_msg: '' },
  { status: 'canceled', code: '', error_msg: '' },
  { status: 'failed', code: 'k_wf_ec_2001002', error_msg: 'input missing' },
]

function execute(dice: Dice, is_async: boolean, withKey: boolean): Plan {
  const feishu = createFeishu()
  const [flow] = feishu.state.flows
  const { namespace = '', flow_id = '' } = flow ?? {}
  const outcome = dice.pick(outcomes)
  if (flow) flow.outcome = outcome
  const person = { _id: '1816970091484299', email: 'lin.wei@example.com' }
  const operator = dice.pick([JSON.stringify(person), person.email, person._id])
  const key = withKey ? `deploy-${dice.between(1000, 9999)}` : undefined
  const inputs = {
    operation: 'execute-flow',
    namespace,
    flow_id,
    operator,
    params,
    is_async: String(is_async),
    idempotent_key: key ?? '',
  }
  // Now and then the key has started a flow already, in an earlier run.
  const earlier = key !== undefined && dice.chance(0.1)
  if (earlier) {
    const used: Execution = {
      ...{ execution_id: '1816970091484210000', namespace, flow_id, operator: '', params, is_async },
      idempotent_key: key,
    }
    feishu.state.keys.add(key)
    feishu.state.executions.push(used)
  }
  return {
    ...withCredentials(dice, feishu, inputs, ['t-']),
    goal: { operation: 'execute-flow', is_async, key, outcome },
    ownPage: 'execute',
    privates: [...Object.values(person).filter((value) => operator.includes(value)), params, ...paramValues],
    earlier: earlier ? 1 : 0,
  }
}

/** Half of the steps have an app's credentials, half a token. */
function withCredentials(
  dice: Dice,
  feishu: Feishu,
  inputs: Record<string, string>,
  prefixes: readonly string[],
): Pick<Plan, 'inputs' | 'feishu' | 'mints' | 'secrets'> {
  const [app] = feishu.state.apps
  if (app && dice.chance(0.5)) {
    return { inputs: { ...inputs, ...app }, feishu, mints: true, secrets: [app.app_secret] }
  }
  const prefix = dice.pick(prefixes)
  const access_token = `${prefix}readyToken7Kq2Vb9XsLmE4${dice.between(1000, 9999)}`
  feishu.state.tokens.push({ token: access_token, kind: prefix === 't-' ? 'tenant' : 'user', valid: true })
  return { inputs: { ...inputs, access_token }, feishu, mints: false, secrets: [access_token] }
}
