import fc from 'fast-check'
import type { Outcome } from '../../sandbox/state.ts'
import type { Repeat } from './meaning.ts'
import {
  app,
  app_token,
  idsOf,
  type Setup,
  tenantToken,
  titleOf,
  userToken,
  webhook_token,
  webhook_url,
  wikiLink,
} from './setup.ts'

/** What a step is to achieve. */
export type Goal =
  | { kind: 'update'; ids: string[]; status: string }
  /** Nothing may be changed. */
  | { kind: 'ambiguous title' }
  | { kind: 'list' }
  | { kind: 'execute'; is_async: boolean; key?: string }
  | { kind: 'trigger'; key?: string }
  | { kind: 'call'; endpoint: string; repeat: Repeat }
  | { kind: 'pause'; ids: string[] }

/** One step, as plain data. */
export interface Plan {
  inputs: Record<string, string>
  setup: Setup
  goal: Goal
}

export interface Scenario {
  name: string
  plans: fc.Arbitrary<Plan>
}

const params = '{"order": "O-7719-bravo", "amount": 12.50, "note": "\\"quoted\\" \\u4f60\\n::error::x", "n": 42}'
const person = { _id: '1816970091484299', email: 'lin.wei@example.com' }

/** Values of params and operator: they are nowhere but where the server's text is an output as it is. */
export const privates = [...Object.values(person), params, 'O-7719-bravo', '"quoted" 你\n::error::x']

const letters = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom('E', 'D'), minLength, maxLength, size: 'max' })
const few = letters(1, 4)
const many = fc.oneof({ weight: 3, arbitrary: letters(0, 4) }, { weight: 1, arbitrary: letters(99, 230) })
const bases: fc.Arbitrary<Setup> = fc.record({ automations: few, workflows: few })
const statuses = fc.constantFrom('Enable', 'Disable')
const anyToken = fc.constantFrom<Record<string, string>>(
  app,
  { access_token: tenantToken },
  { access_token: userToken },
)
const tenantOnly = fc.constantFrom<Record<string, string>>(app, { access_token: tenantToken })
const availability = fc.constantFrom(
  'available' as const,
  'available' as const,
  'no permission' as const,
  'absent' as const,
)
const mostlyAvailable = fc.oneof(
  { weight: 4, arbitrary: fc.constant('available' as const) },
  { weight: 1, arbitrary: availability },
)
const flag = fc.boolean()

/** Some of what a base has. */
const some = (ids: readonly string[], maxLength: number) =>
  fc.shuffledSubarray([...ids], { minLength: 1, maxLength: Math.min(ids.length, maxLength) })

function update(
  name: string,
  setups: fc.Arbitrary<Setup>,
  select: (setup: Setup) => fc.Arbitrary<{ ids: string[]; inputs: Record<string, string> }>,
): Scenario {
  const plans = setups.chain((setup) =>
    fc
      .record({ selection: select(setup), status: statuses, token: anyToken })
      .map(({ selection, status, token }): Plan => {
        const { ids, inputs } = selection
        const all = { operation: 'update-workflow', app_token, ...token, status: status.toLowerCase(), ...inputs }
        return { inputs: all, setup, goal: { kind: 'update', ids, status } }
      }),
  )
  return { name: `update-workflow, ${name}`, plans }
}

const byIds = (separator: string) => (ids: string[]) => ({ ids, inputs: { workflow_id: ids.join(separator) } })
const byTitles = (setup: Setup) => (ids: string[]) => ({
  ids,
  inputs: { workflow_title: ids.map((id) => titleOf(setup, id)).join('\n') },
})
const automationsOf = (setup: Setup) => idsOf({ ...setup, workflows: '' })
const workflowsOf = (setup: Setup) => idsOf(setup).slice(setup.automations.length)

const ambiguous: Scenario = {
  name: 'update-workflow, ambiguous title',
  plans: fc.record({ setup: bases, token: anyToken }).map(({ setup, token }) => ({
    inputs: {
      ...{ operation: 'update-workflow', app_token, ...token, status: 'Disable' },
      workflow_title: workflowsOf(setup)
        .slice(0, 2)
        .map((id) => titleOf(setup, id))
        .join('\n'),
    },
    setup: { ...setup, sameTitle: true },
    goal: { kind: 'ambiguous title' },
  })),
}

const list: Scenario = {
  name: 'list-workflows',
  plans: fc
    .record({ automations: many, workflows: many, v3: availability, wiki: flag, token: anyToken })
    .map(({ wiki, token, ...setup }) => ({
      inputs: { operation: 'list-workflows', app_token: wiki ? wikiLink : app_token, ...token },
      setup,
      goal: { kind: 'list' },
    })),
}

const outcomes = fc.constantFrom<Outcome>(
  { status: 'end', code: '', error_msg: '' },
  { status: ' END', code: '', error_msg: 'done, but look', out_params: '[{"api_name":"n","value":9007199254740993}]' },
  { status: 'agreed', code: '', error_msg: '' },
  { status: 'wait', code: '', error_msg: '', out_params: '[]' },
  { status: 'In Process', code: '', error_msg: '' },
  { status: 'sideways', code: '', error_msg: '', out_params: 'not a list' },
  { status: 'failed', code: '', error_msg: 'a node failed' },
  { status: 'rejected', code: '', error_msg: '' },
  { status: 'cancelled', code: '', error_msg: '' },
  { status: 'end', code: 'k_wf_ec_2001002', error_msg: 'input missing' },
  { status: 'failed', code: 'k_ec_000010', error_msg: 'node "idempotency check" failed: idempotent_key used' },
)

/** True for a flow that has ended well, or goes on. */
export function endsWell({ status, code }: Outcome): boolean {
  return code === '' && !['failed', 'rejected', 'cancelled'].includes(status)
}

function execute(is_async: boolean, given: boolean): Scenario {
  const wraps = fc.constantFrom(
    { status: 200, code: 0 },
    { status: 400, code: 2320001 },
    { status: 200, code: 2320006 },
  )
  const operators = fc.constantFrom(JSON.stringify(person), person.email, person._id)
  const used = fc.integer({ min: 0, max: 9 }).map((number) => number === 9)
  const plans = fc
    .record({ outcome: outcomes, inner: wraps, operator: operators, token: tenantOnly, used })
    .map(({ outcome, inner, operator, token, used }): Plan => {
      const key = given ? 'deploy-4711' : undefined
      const flow = { namespace: 'package_7344545d87__c', flow_id: 'deleteObject_99c656599f', operator, params }
      return {
        inputs: { operation: 'execute-flow', ...token, ...flow, is_async: String(is_async), idempotent_key: key ?? '' },
        setup: { automations: '', workflows: '', outcome, inner, ...(key && used && { usedKey: key }) },
        goal: { kind: 'execute', is_async, ...(key && { key }) },
      }
    })
  return { name: `execute-flow, ${is_async ? 'async' : 'sync'}, key ${given ? 'given' : 'generated'}`, plans }
}

const emptySetup: Setup = { automations: '', workflows: '' }

const trigger: Scenario = {
  name: 'trigger-workflow',
  plans: flag.map((given) => ({
    inputs: {
      operation: 'trigger-workflow',
      webhook_url,
      webhook_token,
      params,
      ...(given && { idempotent_key: 'run-7' }),
    },
    setup: emptySetup,
    goal: { kind: 'trigger', ...(given && { key: 'run-7' }) },
  })),
}

const records = `/open-apis/bitable/v1/apps/${app_token}/tables/tblsRc9GRRXKqhvW/records`

function call(name: string, endpoint: string, repeat: Repeat, inputs: Record<string, string>): Scenario {
  const plans = anyToken.map((token): Plan => {
    return {
      inputs: { operation: 'call', ...token, ...inputs },
      setup: emptySetup,
      goal: { kind: 'call', endpoint, repeat },
    }
  })
  return { name: `call, ${name}`, plans }
}

/** Every operation but pause, by each way of naming what it is about. */
export const scenarios: readonly Scenario[] = [
  update('one id', bases, (setup) => some(idsOf(setup), 1).map(byIds(','))),
  update('several ids', bases, (setup) => some([...automationsOf(setup), '7308871234552600000'], 4).map(byIds('\n'))),
  update('titles', bases, (setup) => some(idsOf(setup), 3).map(byTitles(setup))),
  update('wiki link', bases, (setup) =>
    fc
      .oneof(some(idsOf(setup), 2).map(byIds(',')), some(idsOf(setup), 2).map(byTitles(setup)))
      .map(({ ids, inputs }) => ({ ids, inputs: { ...inputs, app_token: wikiLink } })),
  ),
  update('wkf and mixed', bases, (setup) =>
    fc
      .record({
        workflows: some(workflowsOf(setup), 2),
        automations: fc.subarray(automationsOf(setup)),
      })
      .map(({ workflows, automations }) => byIds(', ')([...workflows, ...automations])),
  ),
  update('all', fc.record({ automations: letters(0, 9), workflows: letters(0, 5), v3: availability }), (setup) =>
    fc.constant({ ids: idsOf(setup), inputs: { workflow_id: 'all' } }),
  ),
  ambiguous,
  list,
  ...[false, true].flatMap((is_async) => [false, true].map((given) => execute(is_async, given))),
  trigger,
  call('GET', 'wiki', 'read', { request: 'GET /open-apis/wiki/v2/spaces/get_node?token=wikcnKQ1k3p8Vabcef7lmnoPQrs' }),
  call('POST, repeatable', 'add-record', 'idempotent', {
    request: `POST ${records}?client_token=fe599b60-450f-46ff-b2ef-9f6675625b97`,
    repeatable: 'true',
    params: '{"fields":{"order":"O-7719-bravo"}}',
  }),
  call('POST, not repeatable', 'add-record', 'none', {
    request: `POST ${records}`,
    params: '{"fields":{"order":"O-7719-bravo"}}',
  }),
]

/** Steps of the sub-action pause. `ids` is what is enabled among what is selected. */
export const pausePlans: fc.Arbitrary<Plan> = fc
  .record({ automations: letters(0, 4), workflows: letters(0, 3), v3: mostlyAvailable })
  .chain((setup) => {
    const all = idsOf(setup)
    const enabled = all.filter((_, index) => (setup.automations + setup.workflows)[index] === 'E')
    const everything = fc.constant({ ids: all, inputs: {} })
    const selections =
      all.length === 0
        ? everything
        : fc.oneof(everything, some(all, 4).map(byIds(',')), some(all, 4).map(byTitles(setup)))
    return fc.record({ selection: selections, token: anyToken, wiki: flag }).map(
      ({ selection, token, wiki }): Plan => ({
        inputs: { app_token: wiki ? wikiLink : app_token, ...token, ...selection.inputs },
        setup,
        goal: { kind: 'pause', ids: selection.ids.filter((id) => enabled.includes(id)) },
      }),
    )
  })
