import { en } from '../../src/messages/en.ts'
import { base, first, inventory, list, lists, logId, ok } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const automations = inventory.filter(({ type }) => type === 'automation')

/** What the sandbox sends of the sample base's automations. */
const responseV1 = JSON.stringify({
  code: 0,
  data: { workflows: automations.map(({ workflow_id, status, title }) => ({ workflow_id, status, title })) },
  msg: 'success',
})

/** Output workflows. */
const listed = (entries: readonly object[]) =>
  JSON.stringify(entries.map((entry) => ({ ...entry, code: 0, msg: 'success' })))
const lines = (entries: typeof automations) =>
  entries.map(({ workflow_id, type, status, title }) => `${workflow_id}  ${type}  ${status.toLowerCase()}d  ${title}`)

const scenarios: Scenario[] = [
  {
    name: 'lists the automations and workflows of a base',
    bundle: true,
    inputs: list,
    wants: {
      requests: lists,
      outputs: { workflows: listed(inventory), complete: 'true' },
      log: [
        'Listing the automations and workflows of the base.',
        'The base has 3 automations and 2 workflows.',
        ...lines([...inventory]),
      ],
      summary: {
        heading: 'list-workflows: succeeded',
        about: [['base', base]],
        table: [
          ['Title', 'Type', 'Status', 'Trigger', 'ID'],
          ...inventory.map(({ title, type, status, workflow_id, ...rest }) => {
            const trigger = 'trigger_type' in rest ? rest.trigger_type : ''
            return [title, type, `${status.toLowerCase()}d`, trigger, workflow_id]
          }),
        ],
        outcome: 'The base has 3 automations and 2 workflows.',
      },
    },
  },
  {
    name: 'succeeds without the permission on workflows, and says that the list is not complete',
    inputs: list,
    state: { v3: 'no permission' },
    wants: {
      requests: lists,
      outputs: {
        code: '0',
        msg: 'success',
        http_status: '200',
        log_id: logId(1),
        response: responseV1,
        workflows: listed(automations),
        complete: 'false',
      },
      log: [
        'Listing the automations and workflows of the base.',
        'The base has 3 automations; its workflows could not be read.',
        ...lines(automations),
      ],
      warnings: [
        `The workflows (wkf…) of the base cannot be read: No permission (code 230013, HTTP 403, log_id ${logId(2)}). ${en.hints.workflowScopeMissing} Only its automations are known.`,
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
      requests: lists,
      outputs: {
        workflows: listed([
          { workflow_id: first, type: 'automation', title: '', status: 'Disable' },
          { workflow_id: '2', type: 'automation', title: '', status: 'Draft' },
        ]),
        complete: 'false',
      },
    },
  },
]

check(scenarios)
