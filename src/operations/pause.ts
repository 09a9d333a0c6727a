import type { Client } from '../feishu/client.ts'
import { type CallFailure, FeishuError } from '../feishu/error.ts'
import { getChoice } from '../inputs/read.ts'
import { StepError } from '../messages/index.ts'
import { baseLookups, baseRow, findAppToken, readBase, wikiNode } from './base/app-token.ts'
import { byHand } from './base/by-hand.ts'
import {
  type Inventory,
  inventoryRequests,
  isOfOneCall,
  listCalls,
  readInventory,
  readList,
  statusWarnings,
  unreadableWarning,
} from './base/inventory.ts'
import { longestVariable, type Paused, saveAnswered, saveNothing, savePaused } from './base/paused.ts'
import { updateResult, workflowsOutput } from './base/result.ts'
import type { Restored } from './base/rounds.ts'
import {
  findTargets,
  namesOf,
  notFound,
  otherIds,
  plannedSwitches,
  readSelection,
  type Selection,
} from './base/selection.ts'
import { afterReading, changesTo, switchAll, switches, type Update } from './base/switch.ts'
import { type Target, typeOf } from './base/target.ts'
import { type Operation, type Result, responseOutputs } from './operation.ts'

/** Main of pause: disables what is enabled, and saves it for the post step. */
export const pause: Operation<'pause'> = {
  name: 'pause',
  subject: 'base',
  endpoints: switches,
  lookups: [wikiNode, ...listCalls],
  defaults: { workflows: '[]' },
  begin: saveNothing,
  async prepare(inputs) {
    const base = readBase(inputs)
    const selection: Selection = readSelection(inputs) ?? { kind: 'all' }
    const atJobEnd = getChoice(inputs, 'resume', ['job-end', 'manual'], { kind: 'resume' }) === 'job-end'
    return {
      description: { message: 'pausing', ...namesOf(selection) },
      baseUrl: base.baseUrl,
      limitSeconds: 600,
      requests: () => [
        ...baseLookups(base),
        ...inventoryRequests(base.app_token).slice(0, isOfAutomations(selection) ? 1 : 2),
        ...plannedSwitches(selection, base.app_token, 'Disable'),
      ],
      target: [baseRow(base)],
      warnings: [...base.warnings, ...otherIds(selection)],
      async perform(client, context) {
        const app_token = await findAppToken(base, client)
        const inventory = await inventoryOf(selection, app_token, client)
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
          warnings.push({ message: 'nothingToPause', selected: selection.kind !== 'all' })
          return { outputs, warnings }
        }
        // Before the first request that changes something: whatever happens to this process, post knows what to enable.
        const paused = { base_url: base.baseUrl, app_token, link: base.link ?? '', workflows: enabled }
        if (atJobEnd) savePaused(paused)
        else assertFits(enabled)
        const updates = afterReading(
          await switchAll(app_token, changesTo('Disable', enabled), client, context, endsAll),
        ).map(notSafeAgain)
        if (atJobEnd && updates.every(isAnswered)) saveAnswered(paused)
        const result = updateResult(updates)
        const count = String(updates.filter((update) => 'result' in update).length)
        return {
          ...result,
          outputs: { ...result.outputs, paused: count },
          ...(!result.error && { log: [{ message: atJobEnd ? 'paused' : 'pausedForResume', targets: enabled }] }),
          ...(!atJobEnd && offUntilResumed(result, updates, paused)),
          warnings,
        }
      },
    }
  },
}

/**
 * What the base has. Decimal ids need no list of workflows, whose call is not on the public reference pages.
 * @throws FeishuError where workflows would stay enabled because their list cannot be read just now
 */
async function inventoryOf(selection: Selection, app_token: string, client: Client): Promise<Inventory> {
  if (isOfAutomations(selection)) return readList('automation', app_token, client)
  const inventory = await readInventory(app_token, client)
  const { unreadable } = inventory
  if (!unreadable || isOfOneCall(unreadable)) return inventory
  throw new FeishuError({ ...unreadable, notes: [...(unreadable.notes ?? []), { message: 'idsNeedNoList' }] })
}

const isOfAutomations = (selection: Selection) =>
  selection.kind === 'ids' && selection.ids.every((id) => typeOf(id) === 'automation')

/** The job waits, and post has to enable again what is left anyway: one that hangs is enough. */
function endsAll({ affectsEveryTarget, reason }: CallFailure): boolean {
  return affectsEveryTarget === true || reason.message === 'timedOut'
}

/** Another run would find disabled what this one has disabled, and leave it so. */
function notSafeAgain(update: Update): Update {
  return 'failure' in update ? { ...update, failure: { ...update.failure, again: 'none' } } : update
}

/** Nothing of it can be carried out later than now. */
function isAnswered(update: Update): boolean {
  return !('failure' in update) || !update.failure.outcomeUnknown
}

/** Without a post step, what may be off by now stays so until resume gets the outputs, or a person acts. */
function offUntilResumed(
  { error }: Result<'pause'>,
  updates: readonly Update[],
  paused: Paused,
): Pick<Result<'pause'>, 'error' | 'withoutOutputs'> {
  const off = updates.flatMap((update): Restored[] => {
    if ('result' in update) return [{ target: update.target, status: 'Disable' }]
    return isAnswered(update) ? [] : [{ target: update.target }]
  })
  if (off.length === 0) return {}
  return {
    ...(error && { error: { ...error, next: [{ message: 'offUntilResumed' }] } }),
    withoutOutputs: byHand(off, paused),
  }
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
