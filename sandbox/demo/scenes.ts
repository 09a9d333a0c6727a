import { readFileSync } from 'node:fs'
import { createFeishu, type Feishu } from '../feishu.ts'
import { sampleState } from '../sample.ts'

/** One step of the demo: what the workflow file says, and what has to come of it. */
export interface Scene {
  title: string
  /** What a workflow file has under `steps`, as a user would write it. SANDBOX is the embedded Feishu's URL. */
  steps: string
  /** Prints requests, outputs and the job summary too. */
  full?: true
  fails?: true
  /** What has to be true afterwards, and whether it is. */
  fact: string
  holds: (feishu: Feishu, outputs: Readonly<Record<string, string>>) => boolean
}

/** Chooses between a text in English and the same in Chinese. */
export type Choose = (english: string, chinese: string) => string

export function inLanguage(language: string): Choose {
  return (english, chinese) => (language.toLowerCase() === 'zh-cn' ? chinese : english)
}

/** The variables and secrets of the demo's repository: sample data, which opens nothing. */
export const vars = { FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718' }
export const secrets = {
  FEISHU_APP_SECRET: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K',
  FEISHU_WEBHOOK_URL: 'SANDBOX/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp',
  FEISHU_WEBHOOK_TOKEN: 'Zr8vT3nXw5QmK2cY7bLd',
  FEISHU_BOT_URL: 'SANDBOX/open-apis/bot/v2/hook/9f2c1c7e-6a5b-4d38-8f0e-1b7c2d3e4f50',
  FEISHU_BOT_SECRET: 'Kx7pQ2mN5rT8vX1zWc4b',
}

/** The titles of the sample data, which are in one language each. */
const titles: Readonly<Record<string, [english: string, chinese: string]>> = {
  'Notify the on-call group': ['Notify the on-call group', '通知值班群'],
  'Sync orders to the warehouse': ['Sync orders to the warehouse', '同步订单到仓库'],
  每日汇总: ['Daily digest', '每日汇总'],
  'Approve refunds': ['Approve refunds', '退款审批'],
  'Weekly report': ['Weekly report', '周报'],
  'Archive closed tickets': ['Archive closed tickets', '归档已关闭的工单'],
}

/** The sample data, two flows, and what makes some of the steps fail. */
export function demoFeishu(choose: Choose): Feishu {
  const { bases, webhooks, groupBots } = sampleState()
  const out_params = '[{"api_name":"ticket_id","value":1816970091484213377},{"api_name":"approved","value":true}]'
  const ended = { status: 'end', code: '', error_msg: '', out_params }
  const error_msg = choose('a required input is missing', '缺少必填入参')
  const failed = { status: 'failed', code: 'k_wf_ec_2001002', error_msg }
  const namespace = 'package_7344545d87__c'
  const titled = <Entry extends { title: string }>(entries: readonly Entry[]) =>
    entries.map((entry) => ({ ...entry, title: choose(...(titles[entry.title] ?? [entry.title, entry.title])) }))
  return createFeishu({
    bases: bases.map(({ workflows, v3 = [], ...base }, i) => ({
      ...base,
      workflows: titled(workflows),
      v3: titled(v3),
      collaborator: i === 0,
    })),
    flows: [
      { namespace, flow_id: 'openChangeRecord_99c656599f', outcome: ended },
      { namespace, flow_id: 'syncOrders_5d1f0c2a77', outcome: failed },
    ],
    webhooks: webhooks.map((webhook) => ({ ...webhook, bearer: secrets.FEISHU_WEBHOOK_TOKEN })),
    groupBots: groupBots.map((bot) => ({ ...bot, secret: secrets.FEISHU_BOT_SECRET })),
    approvals: [{ instance_code: '81D31358-93AF-92D6-7425-01A5D67C4E71', uuid: 'release-1.10', reads: 0 }],
    approvalEnd: { reads: 1, status: 'APPROVED' },
    // A signature is of the real time.
    now: Date.now,
  })
}

/** The titles of what is enabled in the first base. */
export function enabledTitles({ state }: Feishu): string[] {
  const all = state.bases.slice(0, 1).flatMap(({ workflows, v3 = [] }) => [...workflows, ...v3])
  return all.filter(({ status }) => /^enabled?$/i.test(status)).map(({ title }) => title)
}

const base = 'app_token: https://your-company.feishu.cn/base/appbcbWCzen6D8dezh'
const flow = 'operation: execute-flow\nnamespace: package_7344545d87__c\noperator: release-bot@your-company.com'

/** In the order of the README: the two calls, every other action, an upload and a wait, and what a failure looks like. */
export function scenes(choose: Choose): readonly Scene[] {
  const language = choose('', '    language: zh-CN\n')
  const comment = choose("this demo's Feishu; leave it out for the real one", '演示内置的飞书；实际使用时删去此行')
  /** A step of an action that needs no app; `_` indents a member of params. */
  const plain = (inputs: string, action: string, id = '') =>
    `- ${id && `id: ${id}\n  `}uses: your-org/feishu-automation-action${action}@v1\n  with:\n${inputs.replace(/^\s*/gm, '    ').replace(/^ {4}_/gm, '      ')}\n${language}`.trimEnd()
  /** A step with the credentials where an example has them. */
  const use = (inputs: string, action = '', id = '') => {
    const [, operation = '', rest = ''] = /^(operation: [^\n]*\n)?(.*)$/s.exec(inputs) ?? []
    const app = `app_id: \${{ vars.FEISHU_APP_ID }}\napp_secret: \${{ secrets.FEISHU_APP_SECRET }}`
    return plain(`${operation}${app}\ndomain: SANDBOX # ${comment}\n${rest}`, action, id)
  }
  const title = choose('Notify the on-call group', '通知值班群')
  return [
    {
      title: choose('Disable an automation by its title', '按标题关闭一个自动化流程'),
      steps: use(`operation: update-workflow\n${base}\nworkflow_title: ${title}\nstatus: Disable`, '', 'notify'),
      full: true,
      fact: choose('it is disabled', '该自动化流程已关闭'),
      holds: (feishu) => enabledTitles(feishu).length === 2,
    },
    {
      title: choose('Run a flow and read its outputs', '执行流程并读取流程出参'),
      steps: use(`${flow}\nflow_id: openChangeRecord_99c656599f\nparams: |\n_service: web\n_version: 1.10`),
      fact: choose(
        'version 1.10 arrived as text, not as 1.1, and ticket_id kept its digits',
        '版本号 1.10 原样送达，没有变成 1.1；ticket_id 没有丢失精度',
      ),
      holds: ({ state }, { values = '' }) =>
        state.executions[0]?.params === '{"service":"web","version":"1.10"}' &&
        values.includes('"1816970091484213377"'),
    },
    {
      title: choose('Pause a base for a job that fails', '作业期间暂停多维表格；作业失败也会恢复'),
      steps: `${use(base, '/pause')}\n- run: exit 1 # ${choose('a migration that fails', '失败的数据迁移')}`,
      fact: choose('what was enabled is enabled again, and nothing else', '原先开启的已全部恢复，原先关闭的仍然关闭'),
      holds: (feishu) => enabledTitles(feishu).length === 2,
    },
    {
      title: choose('Give the first automation its status back', '恢复第一个自动化流程的状态'),
      steps: use(`${base}\nworkflows: \${{ steps.notify.outputs.workflows }}`, '/resume'),
      fact: choose('it is enabled again', '该自动化流程已重新开启'),
      holds: (feishu) => enabledTitles(feishu).length === 3,
    },
    {
      title: choose('List the automations and workflows of a base', '列出多维表格的自动化流程和工作流'),
      steps: use(`operation: list-workflows\n${base}`),
      fact: choose('both kinds were read', '自动化流程和工作流均已读取'),
      holds: ({ handled }) => ['list', 'list-v3'].every((name) => handled.some(({ endpoint }) => endpoint === name)),
    },
    {
      title: choose('Trigger an automation through its webhook', '通过 webhook 触发自动化流程'),
      steps: plain(
        `webhook_url: \${{ secrets.FEISHU_WEBHOOK_URL }}
        webhook_token: \${{ secrets.FEISHU_WEBHOOK_TOKEN }}
        params: |\n_service: web`,
        '/trigger',
      ),
      fact: choose('it was started once', '该自动化流程只触发了一次'),
      holds: ({ state }) => state.webhooks[0]?.starts.length === 1,
    },
    {
      title: choose('Send a message through a group bot', '通过群机器人发送消息'),
      steps: plain(
        `webhook_url: \${{ secrets.FEISHU_BOT_URL }}
        webhook_secret: \${{ secrets.FEISHU_BOT_SECRET }}
        text: ${choose('web 1.10 is deployed', 'web 1.10 已部署')}`,
        '/message',
      ),
      fact: choose('it is in the chat once, with a valid signature', '消息只发送了一次，签名有效'),
      holds: ({ state }) => state.groupBots[0]?.messages.length === 1,
    },
    {
      title: choose('Make any other call: upload a file', '调用其他接口：上传文件'),
      steps: use(
        `request: POST /open-apis/im/v1/files
        file: package.json
        params: |\n_file_type: stream\n_file_name: :file_name`,
        '/call',
      ),
      fact: choose('the file arrived whole', '文件完整送达'),
      holds: ({ state }) => state.files[0]?.content === readFileSync('package.json', 'latin1'),
    },
    {
      title: choose('Make a call until an approval is granted', '重复调用，直到审批通过'),
      steps: use(
        `request: GET /open-apis/approval/v4/instances/release-1.10
        until: status = APPROVED
        fail_if: status = REJECTED, CANCELED, DELETED
        wait_minutes: 1`,
        '/call',
      ),
      fact: choose('it was pending first, then approved', '先是审批中，之后通过'),
      holds: ({ state }) => state.approvals[0]?.reads === 2,
    },
    {
      title: choose('A flow that fails inside HTTP 200 and code 0', 'HTTP 200、code 0，但流程执行失败'),
      steps: use(`${flow}\nflow_id: syncOrders_5d1f0c2a77`),
      fails: true,
      fact: choose('the step failed, and the flow was started once', '步骤失败，流程只发起了一次'),
      holds: ({ state }, { code }) => state.executions.length === 2 && code === 'k_wf_ec_2001002',
    },
  ]
}
