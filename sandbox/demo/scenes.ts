import { createFeishu, type Feishu } from '../feishu.ts'
import { sampleState } from '../sample.ts'

/** One step of the demo: what the workflow file says, and what has to come of it. Texts are in English and Chinese. */
export interface Scene {
  title: [string, string]
  /** What a workflow file has under `steps`, as a user would write it. SANDBOX is the embedded Feishu's URL. */
  steps: string
  outputs?: Record<string, string>
  /** Texts in the error annotation; without them, the step has to succeed. */
  error?: string[]
  /** What else has to be true afterwards, and whether it is. */
  fact?: [string, string]
  holds?: (feishu: Feishu) => boolean
}

/** The variables and secrets of the demo's repository: sample data, which opens nothing. */
export const vars = { FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718' }
export const secrets = {
  FEISHU_APP_SECRET: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K',
  FEISHU_WEBHOOK_URL: 'SANDBOX/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp',
  FEISHU_WEBHOOK_TOKEN: 'Zr8vT3nXw5QmK2cY7bLd',
}

/** The sample data, two flows, and what makes some of the steps fail. */
export function demoFeishu(): Feishu {
  const { bases, webhooks } = sampleState()
  const out_params = '[{"api_name":"ticket_id","value":1816970091484213377},{"api_name":"approved","value":true}]'
  const ended = { status: 'end', code: '', error_msg: '', out_params }
  const failed = { status: 'failed', code: 'k_wf_ec_2001002', error_msg: 'a required input is missing' }
  const namespace = 'package_7344545d87__c'
  return createFeishu({
    bases: bases.map((base, i) => ({ ...base, collaborator: i === 0 })),
    missingScopes: ['wiki:node:read', 'wiki:wiki', 'wiki:wiki:readonly'],
    flows: [
      { namespace, flow_id: 'releaseApproval_99c656599f', outcome: ended },
      { namespace, flow_id: 'syncOrders_5d1f0c2a77', outcome: failed },
    ],
    webhooks: webhooks.map((webhook) => ({ ...webhook, bearer: secrets.FEISHU_WEBHOOK_TOKEN })),
  })
}

/** The titles of what is enabled in the first base. */
export function enabledTitles({ state }: Feishu): string[] {
  const all = state.bases.slice(0, 1).flatMap(({ workflows, v3 = [] }) => [...workflows, ...v3])
  return all.filter(({ status }) => /^enabled?$/i.test(status)).map(({ title }) => title)
}

/** The comments in the steps. */
export const comments: Readonly<Record<'domain' | 'migration', [string, string]>> = {
  domain: ["this demo's Feishu; leave it out for the real one", '演示内置的飞书；实际使用时删去此行'],
  migration: ['a migration that fails', '失败的数据迁移'],
}

/** A step with the credentials where an example has them; `_` indents a member of params. */
function use(inputs: string, action = ''): string {
  const [, operation = '', rest = ''] = /^(operation: [^\n]*\n)?(.*)$/s.exec(inputs) ?? []
  const credentials = `app_id: \${{ vars.FEISHU_APP_ID }}\napp_secret: \${{ secrets.FEISHU_APP_SECRET }}`
  const domain = `domain: SANDBOX # ${comments.domain[0]}`
  const lines = `${operation}${credentials}\n${domain}\n${rest}`.replace(/^\s*/gm, '    ').replace(/^ {4}_/gm, '      ')
  return `- uses: your-org/feishu-automation-action${action}@v1\n  with:\n${lines}`
}

const base = 'app_token: https://your-company.feishu.cn/base/appbcbWCzen6D8dezh?table=tblsRc9GRRXKqhvW'
const flow = 'operation: execute-flow\nnamespace: package_7344545d87__c\noperator: release-bot@your-company.com'

export const scenes: readonly Scene[] = [
  {
    title: ['Pause a base for a job that fails', '作业期间暂停多维表格；作业失败也会恢复'],
    steps: `${use(base, '/pause')}\n- run: exit 1 # ${comments.migration[0]}`,
    outputs: { paused: '3', code: '0' },
    fact: ['what was enabled is enabled again, and nothing else', '原先开启的已全部恢复，原先关闭的仍然关闭'],
    holds: (feishu) => enabledTitles(feishu).length === 3,
  },
  {
    title: ['Disable an automation by its title', '按标题关闭一个自动化流程'],
    steps: use(`operation: update-workflow\n${base}\nworkflow_title: Notify the on-call group\nstatus: Disable`),
    outputs: { status: 'Disable', code: '0', attempts: '1' },
    fact: ['it is disabled', '该自动化流程已关闭'],
    holds: (feishu) => enabledTitles(feishu).length === 2,
  },
  {
    title: ['List the automations and workflows of a base', '列出多维表格的自动化流程和工作流'],
    steps: use(`operation: list-workflows\n${base}`),
    outputs: { complete: 'true', code: '0' },
    fact: ['both kinds were read', '自动化流程和工作流均已读取'],
    holds: ({ handled }) => ['list', 'list-v3'].every((name) => handled.some(({ endpoint }) => endpoint === name)),
  },
  {
    title: ['Run a flow and read its outputs', '执行流程并读取输出变量'],
    steps: use(`${flow}\nflow_id: releaseApproval_99c656599f\nparams: |\n_service: web\n_version: 1.10`),
    outputs: { status: 'end', values: '{"ticket_id":"1816970091484213377","approved":true}' },
    fact: ['version 1.10 arrived as text, not as 1.1', '版本号 1.10 原样送达，没有变成 1.1'],
    holds: ({ state }) => state.executions[0]?.params === '{"service":"web","version":"1.10"}',
  },
  {
    title: ['A flow that fails inside HTTP 200 and code 0', 'HTTP 200、code 0，但流程执行失败'],
    steps: use(`${flow}\nflow_id: syncOrders_5d1f0c2a77`),
    outputs: { status: 'failed', code: 'k_wf_ec_2001002', http_status: '200' },
    error: ['k_wf_ec_2001002', 'a required input is missing'],
    fact: ['it was started once', '该流程只发起了一次'],
    holds: ({ state }) => state.executions.length === 2,
  },
  {
    title: ['The app is not a collaborator of the base', '应用不是多维表格的协作者'],
    steps: use('operation: list-workflows\napp_token: Kb3nQ7xZ2mVfLpR8tYcW5sDgJ4h'),
    outputs: { code: '91403', http_status: '403' },
    error: ['91403', 'log_id'],
  },
  {
    title: ['The app lacks a scope', '应用缺少 API 权限'],
    steps: use('operation: list-workflows\napp_token: https://your-company.feishu.cn/wiki/wikcnKQ1k3p8Vabcef7lmnoPQrs'),
    outputs: { code: '99991672' },
    error: ['99991672', 'wiki:node:read', 'https://open.feishu.cn/app/cli_a1b2c3d4e5f60718/auth?'],
  },
  {
    title: ['Trigger an automation through its webhook', '通过 webhook 触发自动化流程'],
    steps: `- uses: your-org/feishu-automation-action/trigger@v1\n  with:
    webhook_url: \${{ secrets.FEISHU_WEBHOOK_URL }}
    webhook_token: \${{ secrets.FEISHU_WEBHOOK_TOKEN }}
    params: |\n      service: web`,
    outputs: { code: '0', attempts: '1' },
    fact: ['it was started once', '该自动化流程只触发了一次'],
    holds: ({ state }) => state.webhooks[0]?.starts.length === 1,
  },
  {
    title: ['Make any other call: send a message', '调用其他接口：发送消息'],
    steps: use(
      `request: POST /open-apis/im/v1/messages?receive_id_type=chat_id
      params: |\n_receive_id: oc_5ad11d72b830411d72b836c20\n_msg_type: text\n_content: '{"text":"web 1.10 is deployed"}'`,
      '/call',
    ),
    outputs: { code: '0', attempts: '1' },
    fact: ['the message was sent', '消息已发送'],
    holds: ({ state }) => state.messages[0]?.content === '{"text":"web 1.10 is deployed"}',
  },
  {
    title: ['A dry run', '试运行（dry_run）'],
    steps: use(`operation: update-workflow\n${base}\nworkflow_id: all\nstatus: Disable\ndry_run: true`),
    fact: ['nothing was sent', '没有发送任何请求'],
    holds: ({ handled }) => handled.length === 0,
  },
]
