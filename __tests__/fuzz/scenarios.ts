import fc from 'fast-check'
import type { Outcome } from '../../sandbox/state.ts'
import { listRules, pagesRules, pauseRules, resumeRules, updateRules } from './base-rules.ts'
import { type Conditions, ofPause } from './conditions.ts'
import type { Sent } from './network.ts'
import { play, type Run, type Task, type Trace } from './play.ts'
import { attemptRules, broken, confirmed, doubt, failed, once, proven, type Rules, stepRules, when } from './rules.ts'
import * as known from './setup.ts'
import { app_token, idsOf, type Setup, titleOf, wikiLink } from './setup.ts'

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
  credentials: readonly Inputs[]
}

/**
 * Declares a scenario.
 * @param name begins with the operation
 * @param asked what differs from task to task
 */
function scenario(
  name: string,
  { credentials, ...calls }: Calls,
  asked: fc.Arbitrary<Pick<Task, 'ids' | 'status' | 'key'> & { inputs: Inputs; setup?: Setup }>,
  rules: Rules,
  conditions: Scenario['conditions'] = (any) => any,
): Scenario {
  const [operation = ''] = name.split(',')
  const entry =
    (['pause', 'resume', 'trigger', 'call', 'message'] as const).find((name) => name === operation) ?? 'main'
  const tasks = fc.tuple(asked, fc.constantFrom(...credentials)).map(([{ inputs, ...wanted }, token]): Task => {
    const all = { ...(entry === 'main' && { operation }), ...token, ...inputs }
    return { entry, setup: none, ...calls, ...wanted, inputs: all }
  })
  return { name, tasks, rules, conditions }
}

const letters = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom('E', 'D'), minLength, maxLength, size: 'max' })
const many = fc.oneof({ weight: 3, arbitrary: letters(0, 4) }, { weight: 1, arbitrary: letters(99, 230) })
const few: fc.Arbitrary<Setup> = fc.record({ automations: letters(1, 4), workflows: letters(1, 4) })
const v3 = fc.constantFrom<NonNullable<Setup['v3']>[]>('available', 'available', 'no permission', 'absent')
const base = fc.constantFrom(app_token, app_token, wikiLink)
const none: Setup = { automations: '', workflows: '' }
const tenant: readonly Inputs[] = [known.app, { access_token: known.tenantToken }]
const anybody: readonly Inputs[] = [...tenant, { access_token: known.userToken }]

const switching: Calls = { own: ['update', 'enable', 'disable'], repeat: 'harmless', credentials: anybody }
const listing: Calls = { own: ['list', 'list-v3'], repeat: 'harmless', credentials: anybody }

const some = (ids: readonly string[], maxLength = 4) =>
  fc.shuffledSubarray([...ids], { minLength: Math.min(1, ids.length), maxLength: Math.min(ids.length, maxLength) })
/** Inputs that select some of a base. */
const byId = (ids: readonly string[]) => ({ workflow_id: ids.join(ids.length % 2 ? '\n' : ', ') })
const all = () => ({ workflow_id: 'all' })
const byTitle = (ids: readonly string[]) => ({ workflow_title: ids.map(titleOf).join('\n') })

function update(name: string, setups: fc.Arbitrary<Setup>, select: (ids: readonly string[]) => Inputs) {
  const status = fc.constantFrom('Enable', 'Disable')
  const asked = setups.chain((setup) =>
    fc
      .record({ ids: select === all ? fc.constant(idsOf(setup)) : some(idsOf(setup)), status, app_token: base })
      .map(({ app_token, ...wanted }) => {
        return { setup, ...wanted, inputs: { app_token, status: wanted.status.toLowerCase(), ...select(wanted.ids) } }
      }),
  )
  return scenario(`update-workflow, ${name}`, switching, asked, updateRules)
}

const lists = fc
  .record({ automations: many, workflows: many, v3, app_token: base })
  .map(({ app_token, ...setup }) => ({ setup, inputs: { app_token } }))

/** Everything, or some. The ids are what is enabled among what is selected. */
const pauses = fc.record({ automations: letters(0, 4), workflows: letters(0, 3), v3 }).chain((setup) => {
  const all = idsOf(setup)
  const select = fc.constantFrom(...(all.length > 0 ? [byId, byTitle] : []), undefined)
  return fc.record({ selected: some(all), select, app_token: base }).map(({ selected, select, app_token }) => {
    const enabled = (id: string) => (setup.automations + setup.workflows)[all.indexOf(id)] === 'E'
    const inputs = { app_token, ...select?.(selected) }
    return { setup, ids: (select ? selected : all).filter(enabled), status: 'Disable', inputs }
  })
})

/** What is disabled now was enabled before, by what an earlier step says, and so are some that it did not change. */
const resumes = fc
  .record({ setup: few.map((setup) => ({ ...setup, automations: `D${setup.automations}` })), app_token: base })
  .map(({ setup, app_token }) => {
    const all = idsOf(setup).map((workflow_id, index) => {
      const enabled = (setup.automations + setup.workflows)[index] === 'E'
      return { workflow_id, status: enabled ? 'Enable' : 'Disable', previous_status: 'Enable' }
    })
    const ids = all.filter(({ status }) => status === 'Disable').map(({ workflow_id }) => workflow_id)
    return { setup, ids, status: 'Enable', inputs: { app_token, workflows: JSON.stringify(all) } }
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

const executions = ({ feishu, task }: Trace) => feishu.state.executions.length - (task.setup.usedKey ? 1 : 0)

function execute(is_async: boolean, key?: string) {
  const { _id, email } = known.person
  const flow = { namespace: 'package_7344545d87__c', flow_id: 'deleteObject_99c656599f', params: known.params }
  const asked = fc
    .record({
      outcome: outcomes,
      inner: fc.constantFrom({ status: 200, code: 0 }, { status: 400, code: 2320001 }, { status: 200, code: 2320006 }),
      operator: fc.constantFrom(JSON.stringify(known.person), email, _id),
      usedKey: fc.constantFrom(undefined, undefined, undefined, key),
    })
    .map(({ operator, usedKey, ...setup }) => ({
      inputs: { ...flow, operator, is_async: String(is_async), idempotent_key: key ?? '' },
      setup: { ...none, ...setup, ...(usedKey && { usedKey }) },
      ...(key && { key }),
    }))
  const name = `execute-flow, ${is_async ? 'async' : 'sync'}, key ${key ? 'given' : 'generated'}`
  return scenario(name, { own: ['execute'], repeat: 'key', credentials: tenant }, asked, {
    'runs once': once(executions, ({ body }) => /"idempotent_key":"([^"]*)"/.exec(body)?.[1]),
    'green only with proof': proven,
    'doubt is reported': doubt(executions),
  })
}

const starts = ({ feishu }: Trace) => feishu.state.webhooks.flatMap((webhook) => webhook.starts).length
const triggering = fc.constantFrom('run-7', '').map((key) => {
  const { webhook_url, webhook_token, params } = known
  return { inputs: { webhook_url, webhook_token, params, idempotent_key: key }, ...(key && { key }) }
})

const records = ({ feishu }: Trace) => feishu.state.records.length
const add = `POST /open-apis/bitable/v1/apps/${app_token}/tables/tblsRc9GRRXKqhvW/records`
const body = { params: '{"fields":{"order":"O-7719-bravo"}}' }
const requesting = (request: string, more: Inputs = {}) => fc.constant({ inputs: { request, ...more } })
const calls = (own: string, repeat: Task['repeat']): Calls => ({ own: [own], repeat, credentials: anybody })
const node = 'GET /open-apis/wiki/v2/spaces/get_node?token=wikcnKQ1k3p8Vabcef7lmnoPQrs'

const messages = ({ feishu }: Trace) => feishu.state.messages.length
const ofBot = ({ feishu }: Trace) => feishu.state.groupBots.flatMap((bot) => bot.messages).length
const telling = (inputs: Inputs) =>
  fc
    .constantFrom(
      { text: 'O-7719-bravo\n::error::x' },
      { params: `{"msg_type":"post","content":${known.params}}` },
      { card: known.params },
    )
    .map((content) => ({ inputs: { ...inputs, ...content } }))

/** What may start something. */
const startRules = (count: (trace: Trace) => number, keyOf?: (sent: Sent) => unknown): Rules => ({
  'runs once': once(count, keyOf),
  'green when confirmed': confirmed(count),
  'doubt is reported': doubt(count),
})

const waiting = fc
  .record({ reads: fc.nat(4), status: fc.constantFrom('APPROVED', 'APPROVED', 'REJECTED', 'PENDING') })
  .map((approvalEnd) => ({
    setup: { ...none, approvalEnd },
    inputs: {
      request: 'GET /open-apis/approval/v4/instances/release-1',
      until: 'status = APPROVED',
      fail_if: 'status = REJECTED',
      wait_minutes: '2',
    },
  }))
const gateRules: Rules = {
  'opens on its value': (trace) => {
    const { reads = 0, status } = trace.task.setup.approvalEnd ?? {}
    const [approval] = trace.feishu.state.approvals
    const approved = status === 'APPROVED' && (approval?.reads ?? 0) > reads
    return when(!failed(trace) && !approved, `green, and the approval is not approved after ${approval?.reads} reads`)
  },
}

/** Every operation, by each way of naming what it is about. */
export const scenarios: readonly Scenario[] = [
  update('ids', few, byId),
  update('titles', few, byTitle),
  update('all', fc.record({ automations: letters(0, 9), workflows: letters(0, 5), v3 }), all),
  scenario('list-workflows', listing, lists, listRules),
  scenario('pause, main and post', switching, pauses, pauseRules, ofPause),
  scenario('resume', switching, resumes, resumeRules),
  ...[false, true].flatMap((is_async) => [execute(is_async), execute(is_async, 'deploy-4711')]),
  scenario(
    'trigger',
    { own: ['trigger'], repeat: 'harmless', credentials: [{}] },
    triggering,
    startRules(starts, ({ headers }) => headers['client-token']),
  ),
  scenario(
    'message, group bot',
    { own: ['group-bot'], repeat: 'none', credentials: [{}] },
    telling({ webhook_url: known.bot_url }),
    startRules(ofBot),
  ),
  scenario('message, app', calls('send-message', 'harmless'), telling({ to: 'lin.wei@example.com' }), {
    ...startRules(messages, ({ body }) => /"uuid":"([^"]*)"/.exec(body)?.[1]),
    'green when confirmed': confirmed(messages, ['granted']),
  }),
  scenario(
    'call, all pages',
    calls('list', 'harmless'),
    fc.record({ automations: many, workflows: fc.constant('') }).map((setup) => ({
      setup,
      inputs: { request: `GET /open-apis/bitable/v1/apps/${app_token}/workflows?page_size=40`, all_pages: 'true' },
    })),
    pagesRules,
    // Without the ids of a base, nobody could know that a page was there before.
    (any) => any.filter(({ faults }) => faults.every((fault) => fault.change !== 'same page again')),
  ),
  scenario('call, until', { ...calls('get-approval', 'harmless'), credentials: tenant }, waiting, gateRules),
  scenario('call, GET', calls('wiki', 'harmless'), requesting(node), { 'green when confirmed': confirmed() }),
  scenario(
    'call, repeatable',
    calls('add-record', 'harmless'),
    requesting(`${add}?client_token=:idempotent_key`, body),
    startRules(records, ({ path }) => /client_token=(.*)/.exec(path)?.[1]),
  ),
  scenario('call, not repeatable', calls('add-record', 'none'), requesting(add, body), startRules(records)),
]
