import { causeOf, StepError } from '../messages/index.ts'
import { save } from '../runner/state.ts'
import { baseLookups, baseRow, findAppToken, knownToken, readBase, wikiNode } from './base/app-token.ts'
import {
  inventoryRequests,
  listAutomations,
  listWorkflowsV3,
  readInventory,
  statusWarnings,
  unreadableWarning,
} from './base/inventory.ts'
import { pausedText } from './base/paused.ts'
import { updateResult } from './base/result.ts'
import {
  findTargets,
  namesOf,
  notFound,
  otherIds,
  plannedSwitches,
  readSelection,
  type Selection,
} from './base/selection.ts'
import { switchAll, switches } from './base/switch.ts'
import { type Operation, responseOutputs } from './operation.ts'

/** Main of the sub-action: disables what is enabled, and saves it for the post step. */
export const pause: Operation<'pause'> = {
  name: 'pause',
  inputs: ['app_token', 'workflow_id', 'workflow_title'],
  endpoints: switches,
  lookups: [wikiNode, listAutomations, listWorkflowsV3],
  async prepare(inputs) {
    const base = readBase(inputs)
    const selection: Selection = readSelection(inputs) ?? { kind: 'all' }
    const known = knownToken(base)
    return {
      description: { message: 'pausing', ...namesOf(selection) },
      baseUrl: base.baseUrl,
      requests: () => [
        ...baseLookups(base),
        ...inventoryRequests(known),
        ...plannedSwitches(selection, known, 'Disable'),
      ],
      target: [baseRow(base)],
      warnings: [...base.warnings, ...otherIds(selection)],
      async perform(client, context) {
        const app_token = await findAppToken(base, client)
        const inventory = await readInventory(app_token, client)
        const found = findTargets(selection, inventory)
        if (found.kind === 'not found') return notFound(found.problems, inventory)
        const enabled = found.targets.filter(({ previous_status }) => previous_status === 'Enable')
        const selected = new Set(found.targets.map(({ workflow_id }) => workflow_id))
        const warnings = [
          ...(selection.kind === 'all' && inventory.unreadable ? [unreadableWarning(inventory.unreadable)] : []),
          ...statusWarnings(inventory.workflows.filter(({ workflow_id }) => selected.has(workflow_id))),
        ]
        if (enabled.length === 0) {
          const outputs = { ...responseOutputs(inventory.last), workflows: '[]', paused: '0' }
          return { outputs, log: [{ message: 'nothingToPause', selected: selection.kind !== 'all' }], warnings }
        }
        // Before the first request that changes something: whatever happens to this process, post knows what to enable.
        const state = pausedText({ base_url: base.baseUrl, app_token, link: base.link ?? '', workflows: enabled })
        try {
          save(state)
        } catch (error) {
          throw new StepError({ message: 'stateNotSaved', cause: causeOf(error) })
        }
        const updates = await switchAll(app_token, enabled, 'Disable', client, context)
        const result = updateResult(updates, 'Disable')
        const { status: _status, ...outputs } = result.outputs
        const paused = updates.filter((update) => 'result' in update).length
        return {
          ...result,
          outputs: { ...outputs, paused: String(paused) },
          ...(result.log && { log: [{ message: 'paused', targets: enabled }] }),
          rows: [{ label: 'paused', value: String(paused) }],
          warnings,
        }
      },
    }
  },
}
