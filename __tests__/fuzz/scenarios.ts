import fc from 'fast-check'
import type { Outcome } from '../../sandbox/state.ts'
import { type Entry, entryPoints } from '../../src/operations/index.ts'
import { listRules, pauseRules, statusRules } from './base-rules.ts'
import { type Conditions, ofPause } from './conditions.ts'
import type { Sent } from './network.ts'
import { play, type Run, type Task, type Trace } from './play.ts'
import { attemptRules, broken, confirmed, gateRules, proven, type Rules, startRules, stepRules } from './rules.ts'
import * as known from './setup.ts'
import { app_token, type Setup, targetsOf, wikiLink } from './setup.ts'

/** What steps may be asked to do, how that may go, and what has to hold then, beside the rules of every step. */
export interface Scenario {
  name: string
  tasks: fc.Arbitrary<Task>
  conditions: (any: fc.Arbitrary<Conditions>) => fc.Arbitrary<Conditions>
  rules: Rules
}

/** Plays a sequence. Every rule that does not hold, with what is wrong. */
export async function problemsOf({ rules }: Scenario, task: Task, conditions: Conditions, step?: Run) {
  const trace = await play(task, conditions, step)
  const ofPost = trace.post ? broken(stepRules, trace.post) : []
  // Polls of a value are no repeats of a call.
  const ofAttempts = task.setup.approvalEnd ? {} : attemptRules
  return [...broken({ ...stepRules, ...ofAttempts, ...rules }, trace), ...ofPost.map((problem) => `post: ${problem}`)]
}

type Inputs = Record<string, string>

/** The calls of an operation, as Feishu's documents have them. */
interface Calls extends Pick<Task, 'own' | 'repeat'> {
  /** The ways to say who makes them, and of which base. */
  by: readonly Inputs[]
}

/**
 * Declares a scenario.
 * @param name begins with the operation
 * @param asked what differs from task to task
 */
function scenario(
  name: string,
  { by, ...calls }: Calls,
  asked: fc.Arbitrary<Pick<Task, 'ids' | 'status' | 'key'> & { inputs: Inputs; setup?: Setup }>,
  rules: Rules,
  conditions: Scenario['conditions'] = (any) => any,
): Scenario {
  const [operation = ''] = name.split(',')
  const entry = operation in entryPoints ? (operation as Entry) : 'main'
  const tasks = fc.tuple(asked, fc.constantFrom(...by)).map(([{ inputs, ...wanted }, common]): Task => {
    const all = { ...(entry === 'main' && { operation }), ...common, ...inputs }
    return { entry, setup: none, ...calls, ...wanted, inputs: all }
  })
  return { name, tasks, rules, conditions }
}

const none: Setup = { automations: '', workflows: '' }
const nobody: readonly Inputs[] = [{}]
const tenant: readonly Inputs[] = [known.app, { access_token: known.tenantToken }]
const anybody: readonly Inputs[] = [...tenant, { access_token: known.userToken }]
const inBase = anybody.flatMap((token) =>
  [app_token, app_token, wikiLink].map((link) => ({ ...token, app_token: link })),
)

const switching: Calls = { own: ['update', 'enable', 'disable'], repeat: 'harmless', by: inBase }
const listing: Calls = { own: ['list', 'list-v3'], repeat: 'harmless', by: inBase }

const letters = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom('E', 'D'), minLength, maxLength, size: 'max' })
const v3 = fc.constantFrom<NonNullable<Setup['v3']>[]>('available', 'available', 'no permission', 'absent')
const many = fc.oneof({ weight: 3, arbitrary: letters(0, 4) }, { weight: 1, arbitrary: letters(99, 230) })
const lists = fc.record({ automations: many, workflows: many, v3 }).map((setup) => ({ setup, inputs: {} }))

type Targets = ReturnType<typeof targetsOf>
const idsOf = (targets: Targets) => targets.map(({ workflow_id }) => workflow_id)

/** Targets that are named by their ids or titles, or everything. */
function selected(setup: Setup, everything: Inputs): fc.Arbitrary<{ targets: Targets; inputs: Inputs }> {
  const all = targetsOf(setup)
  const every = fc.constant({ targets: all, inputs: everything })
  if (all.length === 0) return every
  const some = fc.shuffledSubarray(all, { minLength: 1 })
  const byId = some.map((targets) => ({ targets, inputs: { workflow_id: idsOf(targets).join(', ') } }))
  const byTitle = some.map((targets) => {
    return { targets, inputs: { workflow_title: targets.map(({ title }) => title).join('\n') } }
  })
  return fc.oneof(byId, byTitle, every)
}

const updates = fc.record({ automations: letters(0, 6), workflows: letters(0, 5), v3 }).chain((setup) =>
  fc
    .tuple(selected(setup, { workflow_id: 'all' }), fc.constantFrom('Enable', 'Disable'))
    .map(([{ targets, inputs }, status]) => {
      return { setup, ids: idsOf(targets), status, inputs: { status: status.toLowerCase(), ...inputs } }
    }),
)

/** The ids are what is enabled among what is selected. */
const pauses = fc.record({ automations: letters(0, 4), workflows: letters(0, 3), v3 }).chain((setup) =>
  selected(setup, {}).map(({ targets, inputs }) => {
    return { setup, ids: idsOf(targets.filter(({ status }) => status === 'Enable')), status: 'Disable', inputs }
  }),
)

/** What is disabled now was enabled before, by what an earlier step says, and so are some that it did not change. */
const resumes = fc.record({ automations: letters(1, 4), workflows: letters(1, 4) }).map((some) => {
  const setup = { ...some, automations: `D${some.automations}` }
  const workflows = targetsOf(setup).map((target) => ({ ...target, previous_status: 'Enable' }))
  const ids = idsOf(workflows.filter(({ status }) => status === 'Disable'))
  return { setup, ids, status: 'Enable', inputs: { workflows: JSON.stringify(workflows) } }
})

const ended = { status: 'end', code: '', error_msg: '' }
const outcomes = fc.constantFrom<Outcome[]>(
  ended,
  { ...ended, status: ' END', error_msg: 'done, but look', out_params: '[{"api_name":"n","value":9007199254740993}]' },
  ...['agreed', 'In Process', 'failed', 'rejected', 'cancelled'].map((status) => ({ ...ended, status })),
  { ...ended, status: 'wait', out_params: '[]' },
  { ...ended, status: 'sideways', out_params: 'not a list' },
  { ...ended, code: 'k_wf_ec_2001002', error_msg: 'input missing' },
  { status: 'failed', code: 'k_ec_000010', error_msg: 'node "idempotency check" failed: idempotent_key used' },
)

const executions = ({ feishu }: Trace) => feishu.state.executions.length

function execute(is_async: boolean, key?: string) {
  const { _id, email } = known.person
  const flow = { namespace: 'package_7344545d87__c', flow_id: 'deleteObject_99c656599f', params: known.params }
  const asked = fc
    .record({ outcome: outcomes, operator: fc.constantFrom(JSON.stringify(known.person), email, _id) })
    .map(({ operator, outcome }) => ({
      inputs: { ...flow, operator, is_async: String(is_async), idempotent_key: key ?? '' },
      setup: { ...none, outcome },
      ...(key && { key }),
    }))
  const name = `execute-flow, ${is_async ? 'async' : 'sync'}, key ${key ? 'given' : 'generated'}`
  const keyOf = ({ body }: Sent) => /"idempotent_key":"([^"]*)"/.exec(body)?.[1]
  return scenario(name, { own: ['execute'], repeat: 'key', by: tenant }, asked, startRules(executions, keyOf, proven))
}

const starts = ({ feishu }: Trace) => feishu.state.webhooks.flatMap((webhook) => webhook.starts).length
const triggering = fc.constantFrom('run-7', '').map((key) => {
  const { webhook_url, webhook_token, params } = known
  return { inputs: { webhook_url, webhook_token, params, idempotent_key: key }, ...(key && { key }) }
})

const messages = ({ feishu }: Trace) => feishu.state.messages.length
const ofBot = ({ feishu }: Trace) => feishu.state.groupBots.flatMap((bot) => bot.messages).length
const telling = (to: Inputs) =>
  fc
    .constantFrom<Inputs[]>(
      { text: 'O-7719-bravo\n::error::x' },
      { params: `{"msg_type":"post","content":${known.params}}` },
      { card: known.params },
    )
    .map((content) => ({ inputs: { ...to, ...content } }))

const records = ({ feishu }: Trace) => feishu.state.records.length
const add = `POST /open-apis/bitable/v1/apps/${app_token}/tables/tblsRc9GRRXKqhvW/records`
const adding = (request: string) => fc.constant({ inputs: { request, params: '{"fields":{"order":"O-7719-bravo"}}' } })

const request = 'GET /open-apis/approval/v4/instances/release-1'
const until = { until: 'status = APPROVED', fail_if: 'status = REJECTED', wait_minutes: '2' }
const waiting = fc
  .record({ reads: fc.nat(4), status: fc.constantFrom('APPROVED', 'APPROVED', 'REJECTED', 'PENDING') })
  .map((approvalEnd) => ({ setup: { ...none, approvalEnd }, inputs: { request, ...until } }))

/** Every operation, by each way of naming what it is about. */
export const scenarios: readonly Scenario[] = [
  scenario('update-workflow', switching, updates, statusRules),
  scenario('list-workflows', listing, lists, listRules),
  scenario('pause, main and post', switching, pauses, pauseRules, ofPause),
  scenario('resume', switching, resumes, statusRules),
  ...[false, true].flatMap((is_async) => [execute(is_async), execute(is_async, 'deploy-4711')]),
  scenario(
    'trigger',
    { own: ['trigger'], repeat: 'harmless', by: nobody },
    triggering,
    startRules(starts, ({ headers }) => headers['client-token']),
  ),
  scenario(
    'message, group bot',
    { own: ['group-bot'], repeat: 'none', by: nobody },
    telling({ webhook_url: known.bot_url }),
    startRules(ofBot),
  ),
  scenario(
    'message, app',
    { own: ['send-message'], repeat: 'harmless', by: anybody },
    telling({ to: 'lin.wei@example.com' }),
    startRules(messages, ({ body }) => /"uuid":"([^"]*)"/.exec(body)?.[1]),
  ),
  scenario('call, until', { own: ['get-approval'], repeat: 'harmless', by: tenant }, waiting, gateRules),
  scenario(
    'call, GET',
    { own: ['get-approval'], repeat: 'harmless', by: tenant },
    fc.constant({ inputs: { request } }),
    { 'green when confirmed': confirmed() },
  ),
  scenario(
    'call, repeatable',
    { own: ['add-record'], repeat: 'harmless', by: anybody },
    adding(`${add}?client_token=:idempotent_key`),
    startRules(records, ({ path }) => /client_token=(.*)/.exec(path)?.[1]),
  ),
  scenario(
    'call, not repeatable',
    { own: ['add-record'], repeat: 'none', by: anybody },
    adding(add),
    startRules(records),
  ),
]
