import { createFeishu, type Feishu } from '../../sandbox/feishu.ts'
import type { Outcome, State } from '../../sandbox/state.ts'

/** What the sandbox has when a step starts, as plain data. Its automations and workflows are letters: E is enabled, D disabled. */
export interface Setup {
  automations: string
  workflows: string
  v3?: 'available' | 'no permission' | 'absent'
  outcome?: Outcome
  /** How the approval release-1 ends. */
  approvalEnd?: State['approvalEnd']
}

export const app_token = 'appbcbWCzen6D8dezh'
export const wikiLink = 'https://acme.feishu.cn/wiki/wikcnKQ1k3p8Vabcef7lmnoPQrs?table=tblx&view=vewx'
const webhook = 'Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp'
export const app = { app_id: 'cli_a1b2c3d4e5f60718', app_secret: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K' }
export const tenantToken = 't-existingToken7Kq2Vb9XsLmE41'
export const userToken = 'u-existingToken7Kq2Vb9XsLmE42'
export const webhook_token = 'bearer-9aXk2LmQ7'
const bot = '9f2c1c7e-6a5b-4d38-8f0e-1b7c2d3e4f50'
export const bot_url = `https://open.feishu.cn/open-apis/bot/v2/hook/${bot}`
export const webhook_url = `https://open.feishu.cn/base/automation/webhook/event/${webhook}`

/** Credentials: they are nowhere. */
export const secrets = [app.app_secret, tenantToken, userToken, webhook_token, webhook, bot]

export const params = '{"order": "O-7719-bravo", "amount": 12.50, "note": "\\"quoted\\" \\u4f60\\n::error::x", "n": 42}'
export const person = { _id: '1816970091484299', email: 'lin.wei@example.com' }

/** Values of params and operator: they are nowhere but where the server's text is an output as it is. */
export const privates = [...Object.values(person), params, 'O-7719-bravo', '"quoted" 你\n::error::x']

/** The automations of a setup, then its workflows, in the order of the lists. */
export function targetsOf({ automations, workflows }: Setup) {
  const numbers = [...automations].map((_, index) => `73088712345526${39000 + index}`)
  const ids = [...numbers, ...[...workflows].map((_, index) => `wkfGx2kQ7mLp${1000 + index}`)]
  return ids.map((workflow_id, index) => {
    const status = (automations + workflows)[index] === 'E' ? 'Enable' : 'Disable'
    return { workflow_id, title: `Title of ${workflow_id}`, status }
  })
}

export function createSandbox(setup: Setup): Feishu {
  const { automations, outcome, approvalEnd, v3 = 'available' } = setup
  const feishu = createFeishu({
    tokens: [tenantToken, userToken].map((token) => {
      return { token, kind: token === userToken ? 'user' : 'tenant', valid: true }
    }),
    v3,
    approvals: [{ instance_code: 'release-1', uuid: 'release-1', reads: 0 }],
    ...(approvalEnd && { approvalEnd }),
    webhooks: [{ token: webhook, enabled: true, bearer: webhook_token, starts: [] }],
  })
  const targets = targetsOf(setup)
  for (const base of feishu.state.bases) {
    base.workflows = targets.slice(0, automations.length)
    base.v3 = targets.slice(automations.length).map(({ status, ...rest }) => {
      return { ...rest, status: status === 'Enable' ? 'enabled' : 'disabled', trigger_type: 'Timer' }
    })
  }
  for (const flow of feishu.state.flows) if (outcome) flow.outcome = outcome
  return feishu
}

/** Every status of the sandbox's base. */
export function statusesOf({ state }: Feishu): Record<string, string> {
  const [base] = state.bases
  const all = [...(base?.workflows ?? []), ...(base?.v3 ?? [])]
  const statusOf = (status: string) => (/^enable/i.test(status) ? 'Enable' : 'Disable')
  return Object.fromEntries(all.map(({ workflow_id, status }) => [workflow_id, statusOf(status)]))
}
