import { FeishuError } from '../feishu/error.ts'
import { getText, invalidInput } from '../inputs/read.ts'
import { baseLookups, baseRow, findAppToken, readBase, wikiNode } from './base/app-token.ts'
import { inventoryRequests, listCalls, readInventory } from './base/inventory.ts'
import { updateResult } from './base/result.ts'
import {
  findTargets,
  namesOf,
  notFound,
  otherIds,
  plannedSwitches,
  readSelection,
  targetsOf,
} from './base/selection.ts'
import { afterReading, changesTo, switchAll, switches, type Update } from './base/switch.ts'
import { isStatus, type Status, statusOf } from './base/target.ts'
import { type Operation, type Result, responseOutputs } from './operation.ts'

/** Enables or disables automations and workflows of a base. */
export const updateWorkflow: Operation<'main'> = {
  name: 'update-workflow',
  subject: 'base',
  inputs: ['app_token', 'workflow_id', 'workflow_title', 'status'],
  endpoints: switches,
  lookups: [wikiNode, ...listCalls],
  async prepare(inputs) {
    const base = readBase(inputs)
    const selection = readSelection(inputs)
    if (!selection) throw invalidInput('workflow_id', { kind: 'workflows' })
    const given = getText(inputs, 'status')
    const status = statusOf(given)
    if (!isStatus(status)) throw invalidInput('status', { kind: 'status' }, given)
    return {
      description: { message: 'switching', status, ...namesOf(selection) },
      baseUrl: base.baseUrl,
      requests: () => [
        ...baseLookups(base),
        ...(selection.kind === 'ids' ? [] : inventoryRequests(base.app_token)),
        ...plannedSwitches(selection, base.app_token, status),
      ],
      target: [baseRow(base)],
      warnings: [...base.warnings, ...otherIds(selection)],
      async perform(client, context) {
        const app_token = await findAppToken(base, client)
        if (selection.kind === 'ids') {
          return resultOf(await switchAll(app_token, changesTo(status, targetsOf(selection)), client, context), status)
        }
        const inventory = await readInventory(app_token, client)
        // Part of a base is not all of it.
        if (selection.kind === 'all' && inventory.unreadable) throw new FeishuError(inventory.unreadable)
        const found = findTargets(selection, inventory)
        if (found.kind === 'not found') return notFound(found.problems, inventory)
        const changes = changesTo(status, found.targets)
        const result = resultOf(afterReading(await switchAll(app_token, changes, client, context)), status)
        if (found.targets.length > 0) return result
        // An empty base: the list is the last response.
        return { ...result, outputs: { ...responseOutputs(inventory.last), ...result.outputs } }
      },
    }
  },
}

function resultOf(updates: readonly Update[], status: Status): Result<'main'> {
  const result = updateResult(updates)
  if (result.error) return result
  const targets = updates.map(({ target }) => target)
  return {
    ...result,
    outputs: { ...result.outputs, status },
    log: [{ message: 'switched', status, targets }],
  }
}
