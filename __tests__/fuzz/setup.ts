import { createFeishu, type Feishu } from '../../sandbox/feishu.ts'
import type { Outcome } from '../../sandbox/state.ts'

/** What the sandbox has when a step starts, as plain data. Its automations and workflows are letters: E is enabled, D disabled. */
export interface Setup {
  automations: string
  workflows: string
  /** The first automation has the title of the first workflow. */
  sameTitle?: boolean
  v3?: 'available' | 'no permission' | 'absent'
  outcome?: Outcome
  /** How a used key is reported: in `data.code`, or in `msg` with a code of the gateway's. */
  inner?: { status: number; code: number }
  /** An idempotent_key that has started a flow before. */
  usedKey?: string
}

export const app_token = 'appbcbWCzen6D8dezh'
export const wikiLink = 'https://acme.feishu.cn/wiki/wikcnKQ1k3p8Vabcef7lmnoPQrs?table=tblx&view=vewx'
const webhook = 'Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp'
export const app = { app_id: 'cli_a1b2c3d4e5f60718', app_secret: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K' }
export const tenantToken = 't-existingToken7Kq2Vb9XsLmE41'
export const userToken = 'u-existingToken7Kq2Vb9XsLmE42'
export const webhook_token = 'bearer-9aXk2LmQ7'
export const webhook_url = `https://open.feishu.cn/base/automation/webhook/event/${webhook}`

/** Credentials: they are nowhere. */
export const secrets = [app.app_secret, tenantToken, userToken, webhook_token, webhook]

/** The ids of what a setup has, in the order of the lists. */
export function idsOf({ automations, workflows }: Setup): string[] {
  const numbers = [...automations].map((_, index) => `73088712345526${39000 + index}`)
  return [...numbers, ...[...workflows].map((_, index) => `wkfGx2kQ7mLp${1000 + index}`)]
}

/** The title of an id. */
export function titleOf({ sameTitle }: Setup, id: string): string {
  if (sameTitle && id.endsWith('39000')) return 'Title of wkfGx2kQ7mLp1000'
  return `Title of ${id}`
}

export function createSandbox(setup: Setup): Feishu {
  const { automations, outcome, inner, usedKey, v3 = 'available' } = setup
  const all = idsOf(setup).map((workflow_id, index) => ({
    workflow_id,
    title: titleOf(setup, workflow_id),
    enabled: (automations + setup.workflows)[index] === 'E',
  }))
  const feishu = createFeishu({
    tokens: [
      { token: tenantToken, kind: 'tenant', valid: true },
      { token: userToken, kind: 'user', valid: true },
    ],
    v3,
    ...(inner && { inner }),
    webhooks: [{ token: webhook, enabled: true, bearer: webhook_token, starts: [] }],
  })
  const [base] = feishu.state.bases
  if (base) {
    base.workflows = all
      .slice(0, automations.length)
      .map(({ enabled, ...entry }) => ({ ...entry, status: enabled ? 'Enable' : 'Disable' }))
    base.v3 = all.slice(automations.length).map(({ enabled, ...entry }) => ({
      ...entry,
      status: enabled ? 'enabled' : 'disabled',
      trigger_type: 'Timer',
    }))
  }
  for (const flow of feishu.state.flows) if (outcome) flow.outcome = outcome
  if (usedKey) {
    feishu.state.keys.add(usedKey)
    const earlier = { namespace: '', flow_id: '', operator: '', params: undefined, is_async: false }
    feishu.state.executions.push({ ...earlier, execution_id: '1816970091484210000', idempotent_key: usedKey })
  }
  return feishu
}

/** Every status of the sandbox's base. */
export function statusesOf(feishu: Feishu): Record<string, string> {
  const [base] = feishu.state.bases
  const automations = base?.workflows.map(({ workflow_id, status }) => [workflow_id, status]) ?? []
  const workflows = base?.v3?.map(({ workflow_id, status }) => [
    workflow_id,
    status === 'enabled' ? 'Enable' : 'Disable',
  ])
  return Object.fromEntries([...automations, ...(workflows ?? [])])
}
