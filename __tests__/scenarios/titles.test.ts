import {
  advice,
  annotation,
  base,
  errorBody,
  first,
  inventory,
  listRequest,
  listRequestV3,
  second,
  third,
  update,
  updateRequest,
  wkfDisabled,
  wkfEnabled,
} from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const titled = (workflow_title: string) => ({ ...update, workflow_id: '', workflow_title })
const everything = (status: string) => ({ ...update, workflow_id: 'all', status })
const lists = [listRequest, listRequestV3]
const everyId = inventory.map(({ workflow_id }) => workflow_id)

/** Output workflows for targets that were read from the base first. */
function entries(ids: readonly string[], status: string) {
  return ids.map((workflow_id) => {
    const { type, title, status: previous_status } = inventory.find((each) => each.workflow_id === workflow_id) ?? {}
    return { workflow_id, type, title, status, previous_status, code: 0, msg: 'success' }
  })
}

const known =
  `The base has automation "Notify the on-call group" (${first}), automation "Sync orders to the warehouse" (${second}), ` +
  `automation "每日汇总" (${third}), workflow "Approve refunds" (${wkfEnabled}), workflow "Weekly report" (${wkfDisabled}).`
const no = (title: string) => `Input workflow_title: no automation or workflow has the title "${title}".`

const scenarios: Scenario[] = [
  {
    name: 'finds automations and workflows by title, and tells what they were before',
    bundle: true,
    inputs: titled(' Notify the on-call group \nWeekly report\n每日汇总\nWeekly report'),
    wants: {
      requests: [...lists, updateRequest(first), updateRequest(wkfDisabled), updateRequest(third)],
      outputs: {
        status: 'Enable',
        workflows: JSON.stringify(entries([first, wkfDisabled, third], 'Enable')),
      },
      log: [
        'Enabling "Notify the on-call group", "Weekly report", "每日汇总".',
        `"Notify the on-call group" (${first}): enabled`,
        `"Weekly report" (${wkfDisabled}): enabled`,
        `"每日汇总" (${third}): enabled`,
        'Done: 3 automations and workflows are enabled.',
      ],
      summary: {
        heading: 'update-workflow: succeeded',
        about: [['base', base]],
        table: [
          ['Title', 'Type', 'Before', 'Result', 'ID'],
          ['Notify the on-call group', 'automation', 'enabled', 'enabled', first],
          ['Weekly report', 'workflow', 'disabled', 'enabled', wkfDisabled],
          ['每日汇总', 'automation', 'disabled', 'enabled', third],
        ],
        outcome: 'Done: 3 automations and workflows are enabled.',
      },
      enabled: [first, second, third, wkfEnabled, wkfDisabled],
    },
  },

  // Nothing is changed
  {
    name: 'names every title that is missing, and changes nothing',
    bundle: true,
    inputs: titled('Nightly\nWeekly report\nMorning'),
    wants: {
      requests: lists,
      error: `${no('Nightly')} ${no('Morning')} Nothing was changed. ${known}`,
      outputs: { code: '', msg: '' },
      enabled: [first, second, wkfEnabled],
    },
  },
  {
    name: 'says that an app which can read the base may not change it',
    inputs: titled('每日汇总'),
    prepare: (feishu) => feishu.next({ status: 403, body: errorBody(91403, 'Forbidden', 3) }, { on: 'update' }),
    wants: {
      requests: [...lists, updateRequest(third)],
      error: new RegExp(`^update-workflow failed: Forbidden \\(code 91403, .*${advice('readOnly')}`),
    },
  },

  // Everything
  {
    name: 'disables everything in the base, and tells what it was before',
    bundle: true,
    inputs: everything('Disable'),
    wants: {
      requests: [...lists, ...everyId.map((id) => updateRequest(id, 'Disable'))],
      outputs: {
        status: 'Disable',
        workflows: JSON.stringify(entries(everyId, 'Disable')),
      },
      log: [
        'Disabling all automations and workflows of the base.',
        ...inventory.map(({ workflow_id, title }) => `"${title}" (${workflow_id}): disabled`),
        'Done: 5 automations and workflows are disabled.',
      ],
      enabled: [],
    },
  },
  {
    name: 'succeeds with all of an empty base',
    inputs: everything('Enable'),
    state: { bases: [{ app_token: base, workflows: [] }] },
    wants: {
      requests: lists,
      outputs: { status: 'Enable', workflows: '[]' },
      log: [
        'Enabling all automations and workflows of the base.',
        'Done: the base has no automations and no workflows.',
      ],
    },
  },
  {
    name: 'changes nothing where all was asked for and the workflows cannot be read',
    inputs: everything('Disable'),
    state: { v3: 'no permission' },
    wants: {
      requests: lists,
      outputs: {},
      error: annotation('update-workflow failed while listing workflows', {
        code: 230013,
        msg: 'No permission',
        status: 403,
        count: 2,
        path: '/open-apis/base/v3/',
      }),
      enabled: [first, second, wkfEnabled],
    },
  },
]

check(scenarios)
