import { getChoice } from '../inputs/read.ts'
import { StepError } from '../messages/index.ts'
import { baseLookups, baseRow, findAppToken, knownToken, readBase, wikiNode } from './base/app-token.ts'
import {
  inventoryRequests,
  listAutomations,
  listWorkflowsV3,
  readInventory,
  statusWarnings,
  unreadableWarning,
} from './base/inventory.ts'
import { longestVariable, saveNothing, savePaused } from './base/paused.ts'
import { updateResult, workflowsOutput } from './base/result.ts'
import {
  findTargets,
  namesOf,
  notFound,
  otherIds,
  plannedSwitches,
  readSelection,
  type Selection,
} from './base/selection.ts'
import { afterReading, changesTo, switchAll, switches } from './base/switch.ts'
import type { Target } from './base/target.ts'
import { type Operation, responseOutputs } from './operation.ts'

/** Main of pause: disables what is enabled, and saves it for the post step. */
export const pause: Operation<'pause'> = {
  name: 'pause',
  subject: 'base',
  inputs: ['app_token', 'workflow_id', 'workflow_title', 'resume'],
  endpoints: switches,
  lookups: [wikiNode, listAutomations, listWorkflowsV3],
  defaults: { workflows: '[]' },
  begin: saveNothing,
  async prepare(inputs) {
    const base = readBase(inputs)
    const selection: Selection = readSelection(inputs) ?? { kind: 'all' }
    const atJobEnd = getChoice(inputs, 'resume', ['job-end', 'manual'], { kind: 'resume' }) === 'job-end'
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
          const outputs = { ...responseOutputs(inventory.last), paused: '0' }
          return { outputs, log: [{ message: 'nothingToPause', selected: selection.kind !== 'all' }], warnings }
        }
        // Before the first request that changes something: whatever happens to this process, post knows what to enable.
        if (atJobEnd) savePaused({ base_url: base.baseUrl, app_token, link: base.link ?? '', workflows: enabled })
        else assertFits(enabled)
        const updates = afterReading(await switchAll(app_token, changesTo('Disable', enabled), client, context))
        const result = updateResult(updates)
        const paused = updates.filter((update) => 'result' in update).length
        return {
          ...result,
          outputs: { ...result.outputs, paused: String(paused) },
          ...(!result.error && { log: [{ message: atJobEnd ? 'paused' : 'pausedForResume', targets: enabled }] }),
          warnings,
        }
      },
    }
  },
}

/**
 * Output workflows has to fit into an output, and into the input of resume, which is an environment variable there.
 * @throws StepError
 */
function assertFits(targets: readonly Target[]): void {
  const text = workflowsOutput(targets.map((target) => ({ target, status: 'Disable', notTried: true })))
  // Room for the code and a message of Feishu's in each entry.
  const bytes = Buffer.byteLength(text) + 100 * targets.length
  if (bytes > longestVariable) throw new StepError({ message: 'tooManyToResume', count: targets.length })
}
