import { app, base, dryRunHead, execute, first, flow_id, list, namespace, update, wkfEnabled } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const tokenUrl = 'URL/open-apis/auth/v3/tenant_access_token/internal'
const token = `obtain a tenant_access_token  POST ${tokenUrl}  app_id, app_secret`
const onFeishu = (text: string) => text.replace('URL', 'https://open.feishu.cn')
const v1 = (app_token: string) => `URL/open-apis/bitable/v1/apps/${app_token}/workflows`
const v3 = (app_token: string) => `URL/open-apis/base/v3/bases/${app_token}/workflows`
const lists = (app_token: string) => [
  `list automations  GET ${v1(app_token)}?page_size=100`,
  `list workflows  POST ${v3(app_token)}/list  page_size`,
]
const dry = { access_token: '', dry_run: 'true' }

/** The step's inputs, and the requests that it lists beside the one for a token; URL is the host. */
const requests: [name: string, inputs: Record<string, string>, lines: string[], host?: string][] = [
  ['of both lists', list, lists(base)],
  [
    'of all of a base, which its link says is on Lark',
    {
      ...update,
      domain: '',
      app_token: `https://acme.larksuite.com/base/${base}`,
      workflow_id: 'all',
      status: 'Disable',
    },
    [
      ...lists(base),
      `update an automation  (each automation)  PUT ${v1(base)}/:workflow_id  status`,
      `disable a workflow  (each workflow)  PATCH ${v3(base)}/:workflow_id/disable`,
    ],
    'https://open.larksuite.com',
  ],
  [
    'of a wiki link and titles',
    {
      ...update,
      app_token: 'https://acme.feishu.cn/wiki/wikcn1',
      workflow_id: '',
      workflow_title: 'one\ntwo "quoted"',
      status: 'disable',
    },
    [
      'look up the wiki page  GET URL/open-apis/wiki/v2/spaces/get_node?token=wikcn1',
      ...lists(':app_token'),
      ...['one', 'two "quoted"'].flatMap((title) => [
        `update an automation  "${title}" (if it is an automation)  PUT ${v1(':app_token')}/:workflow_id  status`,
        `disable a workflow  "${title}" (if it is a workflow)  PATCH ${v3(':app_token')}/:workflow_id/disable`,
      ]),
    ],
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
    [
      `execute the flow  POST URL/open-apis/apaas/v1/applications/${namespace}/flows/${flow_id}/execute  operator, params, is_async, idempotent_key, loop_masks`,
    ],
  ],
  [
    'of a webhook, without its URL',
    {
      domain: '',
      webhook_url: 'URL/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp?x=1',
      webhook_token: 'bearer-of-the-webhook-1f0c',
      params: 'secret: not to be shown\nsecond: 1',
    },
    ['trigger the automation  POST <webhook_url>  secret, second'],
  ],
  [
    'of a list, page by page',
    { request: 'GET /open-apis/a/b?page_size=50', all_pages: 'true' },
    ['make the call  (each page)  GET URL/open-apis/a/b?page_size=…'],
  ],
  [
    'of a wait, with its conditions',
    {
      request: 'GET /open-apis/a/b',
      until: 'status = APPROVED',
      fail_if: 'status = REJECTED\nreverted = true',
    },
    [
      'make the call  (until status = APPROVED; fail_if status = REJECTED; fail_if reverted = true)  GET URL/open-apis/a/b',
    ],
  ],
]

const scenarios: Scenario[] = [
  {
    name: 'lists the requests for each target, and where they go by default',
    bundle: true,
    inputs: { ...update, ...dry, domain: '', workflow_id: `${first}, ${wkfEnabled}` },
    wants: {
      outputs: {},
      log: [
        ...dryRunHead,
        token,
        `update an automation  PUT ${v1(base)}/${first}  status`,
        `enable a workflow  PATCH ${v3(base)}/${wkfEnabled}/enable`,
      ].map(onFeishu),
      summary: {
        heading: 'update-workflow: dry run',
        about: [['base', base]],
        table: [
          ['Call', 'Request', 'Fields'],
          ['obtain a tenant_access_token', `POST ${tokenUrl}`, 'app_id, app_secret'],
          ['update an automation', `PUT ${v1(base)}/${first}`, 'status'],
          ['enable a workflow', `PATCH ${v3(base)}/${wkfEnabled}/enable`, ''],
        ].map((row) => row.map(onFeishu)),
        outcome: 'Dry run: nothing was sent.',
      },
    },
  },
  {
    name: 'lists no request for a token where there is one',
    inputs: { ...update, dry_run: 'true' },
    wants: { outputs: {}, log: [...dryRunHead, `update an automation  PUT ${v1(base)}/${first}  status`] },
  },
  ...requests.map(
    ([name, inputs, lines, host = 'URL']): Scenario => ({
      name: `lists the requests ${name}`,
      inputs: { ...dry, ...inputs },
      wants: {
        outputs: {},
        log: [...dryRunHead, ...(inputs.webhook_url ? [] : [token]), ...lines].map((line) => line.replace('URL', host)),
      },
    }),
  ),
]

check(scenarios)
