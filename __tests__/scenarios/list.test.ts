import type { Automation, State, Workflow } from '../../sandbox/state.ts'
import { en } from '../../src/messages/en.ts'
import {
  base,
  execute,
  first,
  hintOf,
  inventory,
  list,
  listRequest,
  listRequestV3,
  logId,
  ok,
  wkfDisabled,
  wkfEnabled,
} from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const automations = inventory.filter(({ type }) => type === 'automation')

/** What the sandbox sends of the sample base's automations. */
const responseV1 = JSON.stringify({
  code: 0,
  data: { workflows: automations.map(({ workflow_id, status, title }) => ({ workflow_id, status, title })) },
  msg: 'success',
})

/** Output workflows. */
const listed = (entries: readonly object[], msg = 'success') =>
  JSON.stringify(entries.map((entry) => ({ ...entry, code: 0, msg })))

/** A base with so many of each kind. */
function sized(count: number, countV3 = 0): Partial<State> {
  const automation = (index: number): Automation => ({
    workflow_id: `${1000 + index}`,
    title: `a${index}`,
    status: 'Enable',
  })
  const workflow = (index: number): Workflow => ({
    workflow_id: `wkf${1000 + index}`,
    title: `w${index}`,
    status: 'disabled',
    trigger_type: 'Timer',
  })
  const several = <Each>(length: number, make: (index: number) => Each) =>
    Array.from({ length }, (_, index) => make(index))
  return { bases: [{ app_token: base, workflows: several(count, automation), v3: several(countV3, workflow) }] }
}

const entriesOf = (state: Partial<State>) => [
  ...(state.bases?.[0]?.workflows ?? []).map(({ workflow_id, title, status }) => ({
    workflow_id,
    type: 'automation',
    title,
    status,
  })),
  ...(state.bases?.[0]?.v3 ?? []).map(({ workflow_id, title, trigger_type }) => ({
    workflow_id,
    type: 'workflow',
    title,
    status: 'Disable',
    trigger_type,
  })),
]

const page = (token: string) => `${listRequest}&page_token=${token}`
const pageV3 = (token: string) => listRequestV3.replace('}', `,"page_token":"${token}"}`)

/** What only the automations could be read of. */
const incomplete = {
  ...{ code: '0', msg: 'success', http_status: '200', log_id: logId(1), response: responseV1 },
  workflows: listed(automations),
  complete: 'false',
}
const warning = (reason: string, hint: string) =>
  `The workflows (wkf…) of the base cannot be read: ${reason} ${hint} Only its automations are known.`

/** Lists of automations that are no such thing, and why. */
const unreadable: [string, string][] = [
  ['{"code":0,"msg":"success"}', 'the response has no list'],
  ['{"code":0,"data":[],"msg":"success"}', 'the response has no list'],
  ['{"code":0,"data":{"workflows":{}},"msg":"success"}', 'the response has no list'],
  ['{"code":0,"data":{"workflows":[1]},"msg":"success"}', 'the response has no list'],
  [
    '{"code":0,"data":{"workflows":[{"title":"x"}]},"msg":"success"}',
    'an entry of the list has no valid workflow_id: "x"',
  ],
  [
    '{"code":0,"data":{"workflows":[{"workflow_id":"a/b"}]},"msg":"success"}',
    'an entry of the list has no valid workflow_id',
  ],
  [
    '{"code":0,"data":{"has_more":true,"workflows":[]},"msg":"success"}',
    'the list says that there is more after 0 entries, but not how to read it',
  ],
  [
    '{"code":0,"data":{"has_more":true,"page_token":"","workflows":[{"workflow_id":"1"}]},"msg":"success"}',
    'the list says that there is more after 1 entry, but not how to read it',
  ],
  [
    '{"code":0,"data":{"total":2,"workflows":[{"workflow_id":"1"}]},"msg":"success"}',
    'the list ends after 1 of 2 entries',
  ],
]

const scenarios: Scenario[] = [
  {
    name: 'lists the automations and workflows of a base',
    bundle: true,
    inputs: list,
    wants: {
      requests: [listRequest, listRequestV3],
      outputs: { workflows: listed(inventory), complete: 'true' },
      log: [
        'Listing the automations and workflows of the base.',
        'The base has 3 automations and 2 workflows.',
        ...inventory.map(({ workflow_id, type, status, title }) => `${workflow_id}  ${type}  ${status}  ${title}`),
      ],
      summary: {
        heading: 'list-workflows: succeeded',
        rows: [['base', base]],
        table: [
          ['workflow_id', 'type', 'status', 'title', 'trigger_type'],
          ...automations.map(({ workflow_id, status, title }) => [workflow_id, 'automation', status, title, '']),
          [wkfEnabled, 'workflow', 'Enable', 'Approve refunds', 'AddRecordTrigger'],
          [wkfDisabled, 'workflow', 'Disable', 'Weekly report', 'TimerTrigger'],
        ],
        note: 'The base has 3 automations and 2 workflows.',
      },
    },
  },

  // Pages
  {
    name: 'reads 250 automations and 201 workflows in three pages each',
    bundle: true,
    inputs: list,
    state: sized(250, 201),
    wants: {
      requests: [listRequest, page('100'), page('200'), listRequestV3, pageV3('100'), pageV3('200')],
      outputs: {
        workflows: listed(entriesOf(sized(250, 201))),
        complete: 'true',
      },
    },
  },
  ...unreadable.map(
    ([response, reason]): Scenario => ({
      name: `fails where ${response} is the list`,
      inputs: list,
      prepare: (feishu) => feishu.next({ body: response }),
      wants: {
        requests: [listRequest],
        outputs: {},
        error: `list-workflows failed: ${reason} (HTTP 200, log_id ${logId(1)}). ${en.hints.listIncomplete}`,
      },
    }),
  ),

  // Workflows that cannot be read
  {
    name: 'succeeds without the permission on workflows, and says that the list is not complete',
    bundle: true,
    inputs: list,
    state: { v3: 'no permission' },
    wants: {
      requests: [listRequest, listRequestV3],
      outputs: incomplete,
      log: [
        'Listing the automations and workflows of the base.',
        'The base has 3 automations; its workflows could not be read.',
        ...automations.map(({ workflow_id, status, title }) => `${workflow_id}  automation  ${status}  ${title}`),
      ],
      warnings: [
        warning(`No permission (code 230013, HTTP 403, log_id ${logId(2)}).`, hintOf(230013, '/open-apis/base/v3/')),
      ],
    },
  },

  // Entries
  {
    name: 'lists an automation whose title is markup, a command and lines',
    inputs: list,
    state: {
      bases: [
        { app_token: base, workflows: [{ workflow_id: '9', title: '`|<b>\n::error::x ##[error]y', status: '' }] },
      ],
    },
    wants: {
      warnings: ['The status is neither enabled nor disabled: "`|<b> ::error::x ## [error]y" (9).'],
      requests: [listRequest, listRequestV3],
      log: [
        'Listing the automations and workflows of the base.',
        'The base has 1 automation and 0 workflows.',
        '9  automation  `|<b> ::error::x ## [error]y',
      ],
    },
  },
  {
    name: 'reads ids that came as numbers digit for digit, and any spelling of a status',
    inputs: list,
    prepare: (feishu) => {
      feishu.next({
        body: `{"code":0,"data":{"workflows":[{"workflow_id":${first},"status":"DISABLED"},{"workflow_id":"2","status":"Draft"}]},"msg":"ok"}`,
      })
      feishu.next({ body: ok })
    },
    wants: {
      warnings: ['The status is neither enabled nor disabled: 2.'],
      requests: [listRequest, listRequestV3],
      outputs: {
        workflows: listed([
          { workflow_id: first, type: 'automation', title: '', status: 'Disable' },
          { workflow_id: '2', type: 'automation', title: '', status: 'Draft' },
        ]),
        complete: 'false',
      },
    },
  },
  {
    name: 'warns about inputs it does not use',
    inputs: {
      ...list,
      params: '{}',
      operator: execute.operator,
      workflow_id: 'x',
      is_async: 'true',
    },
    wants: {
      requests: [listRequest, listRequestV3],
      warnings: ['Inputs not used by list-workflows: workflow_id, operator, params, is_async.'],
    },
  },
]

check(scenarios)
