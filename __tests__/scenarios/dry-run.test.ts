import { base, execute, first, flow_id, namespace, update } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const [first_line, second_line] = ['Dry run: nothing was sent.', 'A real run would send:']
const bare = { access_token: '', dry_run: 'true' }
const flow = `URL/open-apis/apaas/v1/applications/${namespace}/flows/${flow_id}/execute`

const scenarios: Scenario[] = [
  {
    name: 'shows one update, without credentials',
    inputs: { ...update, ...bare },
    wants: {
      outputs: {},
      log: [
        first_line,
        second_line,
        `update-workflow  PUT URL/open-apis/bitable/v1/apps/${base}/workflows/${first}  status`,
        'duration N ms.',
      ],
      summary: [
        '### update-workflow: dry run',
        `| name | value |\n| --- | --- |\n| base | \`${base}\` |\n| duration | \`N ms\` |`,
        `| call | request | fields |\n| --- | --- | --- |\n| \`update-workflow\` | \`PUT URL/open-apis/bitable/v1/apps/${base}/workflows/${first}\` | \`status\` |`,
        `<pre>${first_line}</pre>`,
        '',
      ].join('\n\n'),
    },
  },
  {
    name: 'lists the look-ups of a wiki link and titles',
    inputs: {
      ...update,
      ...bare,
      app_token: 'https://acme.feishu.cn/wiki/wikcn1',
      workflow_id: '',
      workflow_title: 'one\ntwo "quoted"',
      status: 'disable',
    },
    wants: {
      log: [
        first_line,
        second_line,
        'wiki node look-up  GET URL/open-apis/wiki/v2/spaces/get_node?token=wikcn1',
        'list-workflows  GET URL/open-apis/bitable/v1/apps/<app_token of the wiki page>/workflows',
        'update-workflow  PUT URL/open-apis/bitable/v1/apps/<app_token of the wiki page>/workflows/<workflow_id of "one">  status',
        'update-workflow  PUT URL/open-apis/bitable/v1/apps/<app_token of the wiki page>/workflows/<workflow_id of "two "quoted"">  status',
        'duration N ms.',
      ],
    },
  },
  {
    name: 'names the fields of a flow, and shows no value',
    inputs: {
      ...execute,
      ...bare,
      idempotent_key: '',
      operator: 'apaas@bytedance.com',
      params: 'secret: not to be shown',
      loop_masks: '[]',
      context_param: 'ci',
    },
    wants: {
      outputs: {},
      log: [
        first_line,
        second_line,
        `execute-flow  POST ${flow}  operator, params, is_async, idempotent_key, loop_masks`,
        'duration N ms.',
      ],
    },
  },
  {
    name: 'takes credentials, and masks them',
    inputs: { ...execute, dry_run: 'True' },
    wants: {
      log: [
        first_line,
        second_line,
        `execute-flow  POST ${flow}  operator, is_async, idempotent_key`,
        'duration N ms.',
      ],
    },
  },
  {
    name: 'still refuses what is wrong',
    inputs: { ...execute, ...bare, operator: '{}' },
    wants: {
      log: [],
      error:
        'Input operator: got an object with neither _id nor email; it wants a JSON object with _id or email of a low-code platform user, or the bare email or id.',
    },
  },
  {
    name: 'warns as a real run does',
    inputs: { ...update, ...bare, params: '{}' },
    wants: { warnings: ['Input params is not used by operation update-workflow.'] },
  },
]

check(scenarios)
