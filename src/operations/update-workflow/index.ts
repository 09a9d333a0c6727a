import { getChoice, invalidInput } from '../../inputs/read.ts'
import type { Message } from '../../messages/index.ts'
import { baseLookups, baseRow, findAppToken, knownToken, readBase, wikiNode } from '../app-token.ts'
import {
  type Inventory,
  inventoryRequests,
  listAutomations,
  listWorkflowsV3,
  readInventory,
  type Status,
  workflowTypes,
} from '../inventory.ts'
import { type Operation, type PlannedRequest, type Result, responseOutputs } from '../operation.ts'
import { resultOf } from './result.ts'
import { hitsEveryTarget, switchAll, switches, switchRequest } from './switch.ts'
import { findTargets, otherIds, readSelection, type Selection, type Target, typeOf } from './targets.ts'

/** Enables or disables automations and workflows of a base. */
export const updateWorkflow: Operation = {
  name: 'update-workflow',
  inputs: ['app_token', 'workflow_id', 'workflow_title', 'status'],
  endpoints: switches,
  lookups: [wikiNode, listAutomations, listWorkflowsV3],
  tokens: 'tenant or user',
  async prepare(inputs) {
    const base = readBase(inputs)
    const selection = readSelection(inputs)
    if (!selection) throw invalidInput('workflow_id', { kind: 'workflows' })
    const status = getChoice(inputs, 'status', ['Enable', 'Disable'], { kind: 'status' })
    const known = knownToken(base)
    const lists = selection.kind === 'ids' ? [] : inventoryRequests(known)
    return {
      description: { message: 'switching', status, ...namesOf(selection) },
      platform: base.platform,
      requests: [...baseLookups(base), ...lists, ...switchRequests(selection, known, status)],
      target: [baseRow(base)],
      warnings: [...base.warnings, ...otherIds(selection)],
      async perform(client, context) {
        const app_token = await findAppToken(base, client)
        if (selection.kind === 'ids') {
          const targets = selection.ids.map((workflow_id): Target => ({ workflow_id, type: typeOf(workflow_id) }))
          return resultOf(await switchAll(app_token, targets, status, hitsEveryTarget, client, context), status)
        }
        const inventory = await readInventory(app_token, client)
        // Part of a base is not all of it.
        if (selection.kind === 'all' && inventory.unreadable) throw inventory.unreadable
        const found = findTargets(selection, inventory)
        if (found.kind === 'not found') return notFound(found.problems, inventory)
        const result = resultOf(
          await switchAll(app_token, found.targets, status, hitsEveryTarget, client, context),
          status,
        )
        if (found.targets.length > 0) return result
        // An empty base: the list is the last response.
        return { ...result, outputs: { ...responseOutputs({ ...inventory.last, attempts: 0 }), ...result.outputs } }
      },
    }
  },
}

/** What is selected, for the log; nothing for all of a base. */
export function namesOf(selection: Selection): { ids: readonly string[]; titles: readonly string[] } {
  return {
    ids: selection.kind === 'ids' ? selection.ids : [],
    titles: selection.kind === 'titles' ? selection.titles : [],
  }
}

/** The updates of what is selected, for a dry run. */
export function switchRequests(selection: Selection, app_token: string | undefined, status: Status): PlannedRequest[] {
  switch (selection.kind) {
    case 'ids':
      return selection.ids.map((workflow_id) => ({
        request: switchRequest(app_token, { workflow_id, type: typeOf(workflow_id) }, status),
      }))
    case 'titles':
      // Which of the two it is, the lists will tell.
      return selection.titles.flatMap((title) =>
        workflowTypes.map((type) => ({
          request: switchRequest(app_token, { workflow_id: undefined, type }, status),
          about: { message: 'forTitle', title, type },
        })),
      )
    case 'all':
      return workflowTypes.map((type) => ({
        request: switchRequest(app_token, { workflow_id: undefined, type }, status),
        about: { message: 'forEach', type },
      }))
  }
}

/** Nothing was changed: the response is the list's, but its code decides nothing. */
export function notFound(problems: readonly Message[], { last }: Inventory): Result {
  const { code: _code, msg: _msg, ...outputs } = responseOutputs({ ...last, attempts: 0 })
  return { outputs, error: { kind: 'message', messages: problems } }
}
