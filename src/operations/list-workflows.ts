import { type Answer, scalarText } from '../feishu/answer.ts'
import type { Call } from '../feishu/call.ts'
import type { Feishu, Reply } from '../feishu/client.ts'
import { unexpected } from '../feishu/failure.ts'
import { path, segmentFault } from '../feishu/path.ts'
import { isObject } from '../json.ts'
import { baseLookUps, baseRow, findAppToken, readBase, shownToken } from './base.ts'
import { answerOutputs, type Operation, rowLines } from './operation.ts'

/** Docs: bitable-v1/app-workflow/list. The answer has no pages. */
export const listWorkflows: Operation = {
  name: 'list-workflows',
  inputs: ['app_token'],
  tokens: 'tenant or user',
  async plan() {
    const base = readBase()
    return {
      doing: 'Listing the workflows of a base',
      platform: base.platform,
      requests: [...baseLookUps(base), plannedList(shownToken(base))],
      target: [baseRow(base)],
      outputs: {},
      warnings: [],
      private: [],
      async perform(feishu) {
        const { reply, workflows } = await fetchWorkflows(await findAppToken(base, feishu), feishu)
        const { code, msg } = reply.answer
        const table = {
          head: ['workflow_id', 'status', 'title'],
          rows: workflows.map(({ workflow_id, status, title }) => [workflow_id, status, title]),
        }
        const headline = `The base has ${workflows.length} workflow${workflows.length === 1 ? '' : 's'}.`
        return {
          outputs: {
            ...answerOutputs(reply.answer, reply.attempts),
            workflows: JSON.stringify(workflows.map((workflow) => ({ ...workflow, code, msg }))),
          },
          lines: [headline, ...rowLines(table)],
          warnings: [],
          rows: [],
          table,
        }
      },
    }
  },
}

export interface Workflow {
  workflow_id: string
  title: string
  status: string
}

/** What a dry run shows of the call; `app_token` is already encoded, or words in its place. */
export function plannedList(app_token: string) {
  const name = 'list-workflows'
  return { name, method: 'GET', path: `/open-apis/bitable/v1/apps/${app_token}/workflows`, fields: [] }
}

/**
 * Asks a base for its workflows.
 * @throws FeishuFailure when Feishu gives no list
 */
export async function fetchWorkflows(
  app_token: string,
  feishu: Feishu,
): Promise<{ reply: Reply; workflows: Workflow[] }> {
  const call: Call = {
    name: 'list-workflows',
    method: 'GET',
    path: path`/open-apis/bitable/v1/apps/${app_token}/workflows`,
    repeat: { safe: 'always' },
  }
  const reply = await feishu.call(call)
  const workflows = workflowsOf(reply.answer)
  if (workflows) return { reply, workflows }
  throw unexpected(
    call,
    reply,
    'the answer holds no list of workflows',
    'Run again, and give Feishu support the log_id.',
  )
}

/** An empty base may leave the list out; anything but a list of objects with ids in it is no list. */
function workflowsOf({ body: { data } }: Answer): Workflow[] | undefined {
  if (!isObject(data)) return undefined
  const list = data.workflows ?? []
  if (!Array.isArray(list)) return undefined
  const workflows = list.filter(isObject).map(({ workflow_id, title, status }) => ({
    workflow_id: scalarText(workflow_id) ?? '',
    title: scalarText(title) ?? '',
    status: scalarText(status) ?? '',
  }))
  return workflows.length === list.length && workflows.every(({ workflow_id }) => !segmentFault(workflow_id))
    ? workflows
    : undefined
}
