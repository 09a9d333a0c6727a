import type { Client } from '../feishu/client.ts'
import { type CallFailure, FeishuError } from '../feishu/error.ts'
import { baseLookups, baseRow, findAppToken, readBase, wikiNode } from './base/app-token.ts'
import { readUndoing } from './base/changes.ts'
import { type List, listCalls, readList } from './base/inventory.ts'
import { updateResult } from './base/result.ts'
import { isOfTarget, switchAll, switches, switchRequest, type Update } from './base/switch.ts'
import { workflowTypes } from './base/target.ts'
import type { Operation } from './operation.ts'

/** Undoes what a pause or an update-workflow of an earlier job has changed. */
export const resume: Operation<'resume'> = {
  name: 'resume',
  subject: 'base',
  endpoints: switches,
  lookups: [wikiNode, ...listCalls],
  async prepare(inputs) {
    const base = readBase(inputs)
    const { changes, warnings } = readUndoing(inputs)
    const targets = changes.map(({ target }) => target)
    return {
      description: { message: 'resuming', targets },
      baseUrl: base.baseUrl,
      requests: () => [
        ...(changes.length > 0 ? baseLookups(base) : []),
        ...changes.map(({ target, status }) => ({ request: switchRequest(base.app_token, target, status) })),
      ],
      target: [baseRow(base)],
      warnings: [...base.warnings, ...warnings],
      async perform(client, context) {
        if (changes.length === 0) return { ...updateResult([]), log: [{ message: 'nothingToResume' }] }
        const app_token = await findAppToken(base, client)
        const updates = await lookedUp(app_token, await switchAll(app_token, changes, client, context), client)
        const result = updateResult(updates)
        const set = updates.filter((update) => !('gone' in update)).map(({ target }) => target)
        return result.error ? result : { ...result, log: [{ message: 'resumed', targets: set }] }
      },
    }
  },
}

/** What the base says of the updates that failed: one of an unknown outcome may be done, and what is gone needs none. */
async function lookedUp(app_token: string, updates: readonly Update[], client: Client): Promise<readonly Update[]> {
  // A failure that ended all of it stays one.
  if (updates.some((update) => 'notTried' in update)) return updates
  const failed = updates.filter((update) => 'failure' in update && mayDiffer(update.failure))
  const lists = new Map<string, List>()
  for (const type of workflowTypes) {
    if (!failed.some(({ target }) => target.type === type)) continue
    try {
      lists.set(type, await readList(type, app_token, client))
    } catch (error) {
      // The update's own error tells more.
      if (!(error instanceof FeishuError)) throw error
    }
  }
  return updates.map((update) => {
    const { target, status } = update
    const list = failed.includes(update) ? lists.get(target.type) : undefined
    if (!list) return update
    const found = list.workflows.find(({ workflow_id }) => workflow_id === target.workflow_id)
    if (!found)
      return 'failure' in update && isOfTarget(update.failure)
        ? { target, status, result: list.last, gone: true }
        : update
    return found.status === status ? { target, status, result: list.last } : update
  })
}

/** What no target could be given now, the base need not be asked about. */
function mayDiffer({ outcomeUnknown, affectsEveryTarget }: CallFailure): boolean {
  return outcomeUnknown === true || affectsEveryTarget !== true
}
