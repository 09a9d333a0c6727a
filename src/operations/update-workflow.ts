import type { Call } from '../feishu/call.ts'
import type { Feishu } from '../feishu/client.ts'
import { FeishuFailure } from '../feishu/failure.ts'
import { path } from '../feishu/path.ts'
import { quoted, word } from '../fields.ts'
import { baseLookUps, baseRow, findAppToken, readBase, shownToken } from './base.ts'
import { plannedList } from './list-workflows.ts'
import type { Operation } from './operation.ts'
import { findTargets, otherInventories, readTargets, shown, type Target } from './targets.ts'
import { name, outcomeOf, resultOf, type Status, type Update } from './update-result.ts'

const statuses = ['Enable', 'Disable'] as const

/** Docs: bitable-v1/app-workflow/update. */
export const updateWorkflow: Operation = {
  name,
  inputs: ['app_token', 'workflow_id', 'workflow_title', 'status'],
  tokens: 'tenant or user',
  async plan() {
    const base = readBase()
    const { ids, titles } = readTargets()
    const status = word('status', statuses)
    const app = shownToken(base)
    const planned = (workflow_id: string) => ({
      name,
      method: 'PUT',
      path: `/open-apis/bitable/v1/apps/${app}/workflows/${workflow_id}`,
      fields: ['status'],
    })
    return {
      doing: `${status === 'Enable' ? 'Enabling' : 'Disabling'} ${[...ids, ...titles.map(quoted)].join(', ')}`,
      platform: base.platform,
      requests: [
        ...baseLookUps(base),
        ...(titles.length > 0 ? [plannedList(app)] : []),
        ...ids.map((workflow_id) => planned(encodeURIComponent(workflow_id))),
        ...titles.map((title) => planned(`<workflow_id of ${quoted(title)}>`)),
      ],
      target: [baseRow(base)],
      outputs: {},
      warnings: otherInventories(ids),
      private: [],
      async perform(feishu, { info, hide }) {
        const app_token = await findAppToken(base, feishu)
        const found =
          titles.length > 0
            ? await findTargets(app_token, titles, feishu)
            : { targets: ids.map((workflow_id) => ({ workflow_id })) }
        if ('result' in found) return found.result
        const { targets } = found
        const updates: Update[] = []
        let cancelled = false
        // One writer a base is what Feishu wants, so one at a time; a refusal does not stop the others.
        for (const target of targets) {
          const update: Update = cancelled ? { target, untried: true } : await put(app_token, target, status, feishu)
          updates.push(update)
          if (targets.length > 1) info(`${shown(update.target)}: ${outcomeOf(update, status, hide)}`)
          cancelled ||= 'failure' in update && update.failure.cancelled
        }
        return resultOf(updates, status, hide)
      },
    }
  },
}

async function put(app_token: string, target: Target, status: Status, feishu: Feishu): Promise<Update> {
  const call: Call = {
    name,
    method: 'PUT',
    path: path`/open-apis/bitable/v1/apps/${app_token}/workflows/${target.workflow_id}`,
    body: JSON.stringify({ status }),
    repeat: { safe: 'always' },
  }
  try {
    return { target, reply: await feishu.call(call) }
  } catch (error) {
    if (error instanceof FeishuFailure) return { target, failure: error.failure }
    throw error
  }
}
