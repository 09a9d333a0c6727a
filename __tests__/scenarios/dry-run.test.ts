import { app, base, execute, first, flow_id, namespace, update } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const head = ['Dry run: nothing was sent.', 'A real run would send:']
const token = 'tenant_access_token request  POST URL/open-apis/auth/v3/tenant_access_token/internal  app_id, app_secret'
const bitable = `URL/open-apis/bitable/v1/apps/${base}/workflows`
const wiki = 'URL/open-apis/bitable/v1/apps/:app_token/workflows'
const flow = `URL/open-apis/apaas/v1/applications/${namespace}/flows/${flow_id}/execute`
const unauthorized = { access_token: '', dry_run: 'true' }
const webhook = {
  operation: 'trigger-workflow',
  access_token: '',
  domain: '',
  webhook_url: 'URL/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp?x=1',
  webhook_token: 'bearer-of-the-webhook-1f0c',
  dry_run: 'true',
}

/** The step's inputs, and the requests that it lists. */
const requests: [name: string, inputs: Record<string, string>, lines: string[]][] = [
  [
    'with a list of targets',
    { ...update, ...unauthorized, workflow_id: `${first}, wkfGx2kQ7mLp4nRt` },
    [
      token,
      `update of an automation  PUT ${bitable}/${first}  status`,
      `enabling of a workflow  PATCH URL/open-apis/base/v3/bases/${base}/workflows/wkfGx2kQ7mLp4nRt/enable`,
    ],
  ],
  [
    'with an access_token, which needs no request for one',
    { ...update, dry_run: 'true' },
    [`update of an automation  PUT ${bitable}/${first}  status`],
  ],
  [
    'of a flow, with names of fields and no values',
    {
      ...execute,
      ...app,
      dry_run: 'TRUE',
      idempotent_key: '',
      operator: 'apaas@bytedance.com',
      params: 'secret: not to be shown',
      loop_masks: '[]',
      context_param: 'ci',
    },
    [token, `execution of the flow  POST ${flow}  operator, params, is_async, idempotent_key, loop_masks`],
  ],
  [
    'of a webhook, without its URL',
    { ...webhook, params: 'secret: not to be shown\nsecond: 1' },
    ['webhook request  POST <webhook_url>  secret, second'],
  ],
  [
    'of any call',
    {
      operation: 'call',
      ...unauthorized,
      request: 'POST /open-apis/im/v1/messages?receive_id_type=chat_id',
      params: '{"receive_id": "oc_1", "content": "not to be shown"}',
    },
    [token, 'call  POST URL/open-apis/im/v1/messages?receive_id_type=…  receive_id, content'],
  ],
  [
    'of a GET call',
    { operation: 'call', ...unauthorized, request: 'GET /open-apis/a/b' },
    [token, 'call  GET URL/open-apis/a/b'],
  ],
]

const scenarios: Scenario[] = [
  {
    name: 'shows one update, without credentials',
    inputs: { ...update, ...unauthorized },
    wants: {
      outputs: {},
      log: [...head, token, `update of an automation  PUT ${bitable}/${first}  status`],
      summary: [
        '### update-workflow: dry run',
        `| name | value |\n| --- | --- |\n| base | \`${base}\` |\n| duration | \`N ms\` |`,
        [
          '| call | request | fields |\n| --- | --- | --- |',
          '| `tenant_access_token request` | `POST URL/open-apis/auth/v3/tenant_access_token/internal` | `app_id, app_secret` |',
          `| \`update of an automation\` | \`PUT ${bitable}/${first}\` | \`status\` |`,
        ].join('\n'),
        `<pre>${head[0]}</pre>`,
        '',
      ].join('\n\n'),
    },
  },
  ...requests.map(
    ([name, inputs, lines]): Scenario => ({
      name: `lists the requests ${name}`,
      inputs,
      wants: { outputs: {}, log: [...head, ...lines] },
    }),
  ),
  {
    name: 'lists the lookups of a wiki link and titles',
    inputs: {
      ...update,
      ...unauthorized,
      app_token: 'https://acme.feishu.cn/wiki/wikcn1',
      workflow_id: '',
      workflow_title: 'one\ntwo "quoted"',
      status: 'disable',
    },
    wants: {
      outputs: {},
      log: [
        ...head,
        token,
        'wiki node lookup  GET URL/open-apis/wiki/v2/spaces/get_node?token=wikcn1',
        `listing of automations  GET ${wiki}?page_size=100`,
        'listing of workflows  POST URL/open-apis/base/v3/bases/:app_token/workflows/list  page_size',
        `update of an automation  "one" (if it is an automation)  PUT ${wiki}/:workflow_id  status`,
        'disabling of a workflow  "one" (if it is a workflow)  PATCH URL/open-apis/base/v3/bases/:app_token/workflows/:workflow_id/disable',
        `update of an automation  "two "quoted"" (if it is an automation)  PUT ${wiki}/:workflow_id  status`,
        'disabling of a workflow  "two "quoted"" (if it is a workflow)  PATCH URL/open-apis/base/v3/bases/:app_token/workflows/:workflow_id/disable',
      ],
    },
  },
  {
    name: 'still refuses what is wrong',
    inputs: { ...execute, ...unauthorized, operator: '{}' },
    wants: { log: [], error: 'Input operator: the object has neither _id nor email.' },
  },
  {
    name: 'warns as a real run does',
    inputs: { ...update, ...unauthorized, params: '{}' },
    wants: { warnings: ['Input params is not used by operation update-workflow.'] },
  },
]

check(scenarios)
