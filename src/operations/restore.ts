import type { Client } from '../feishu/client.ts'
import { type CallFailure, FeishuError } from '../feishu/error.ts'
import { getMaxAttempts } from '../inputs/read.ts'
import type { Message } from '../messages/index.ts'
import { listAutomations, listWorkflowsV3, readInventory } from './base/inventory.ts'
import { readPaused } from './base/paused.ts'
import { tableOf } from './base/result.ts'
import { changesTo, switchAll, switches, switchRequest, type Update } from './base/switch.ts'
import type { Target } from './base/target.ts'
import type { Operation, Result } from './operation.ts'

/** Post of the sub-action: enables what main has disabled, also after a job that failed or was cancelled. */
export const restore: Operation<'pause'> = {
  name: 'pause (restore)',
  subject: 'base',
  // The state has what main read of these; a post step is given them again.
  inputs: ['app_token', 'workflow_id', 'workflow_title', 'resume'],
  endpoints: switches,
  lookups: [listAutomations, listWorkflowsV3],
  post: true,
  leftBehind: leftDisabled,
  async prepare(inputs) {
    const { base_url, app_token, link, workflows } = readPaused()
    const targets = workflows.toReversed()
    const attempts = targets.length * getMaxAttempts(inputs)
    return {
      description: { message: 'restoring', targets },
      baseUrl: base_url,
      attemptSeconds: attemptSeconds(attempts),
      requests: () => targets.map((target) => ({ request: switchRequest(app_token, target, 'Enable') })),
      target: [{ label: { message: 'rowBase' }, value: app_token, ...(link && { link }) }],
      async perform(client, context) {
        const updates = await switchAll(app_token, changesTo('Enable', targets), client, context, isCancelled)
        return restoreResult(updates, await stillDisabled(app_token, updates, client))
      },
    }
  },
}

/** What a person has to enable where post cannot even begin: its inputs are evaluated again, and may be others by then. */
function leftDisabled(): { notes: Message[]; next: Message[] } {
  try {
    return {
      notes: [{ message: 'stillDisabled', targets: readPaused().workflows }],
      next: [{ message: 'enableByHand' }],
    }
  } catch {
    // That the state is unreadable is an error of its own.
    return { notes: [], next: [] }
  }
}

/** One that cannot be enabled is no reason to leave the others disabled. */
function isCancelled({ cancelled }: CallFailure): boolean {
  return cancelled === true
}

/**
 * How long an attempt may take. Of the 235 seconds that the entry gives this step, the targets share 200, so that a few
 * which never respond do not use them up for the others; the rest is for reading the base once more.
 * @param attempts the most that all targets can take together
 * @returns 10 to 20 seconds: less would give up on a slow Feishu
 */
function attemptSeconds(attempts: number): number {
  return Math.min(20, Math.max(10, Math.floor(200 / attempts)))
}

/** What a failed update may have left disabled. A request whose response was lost may have been processed: the base knows. */
async function stillDisabled(
  app_token: string,
  updates: readonly Update[],
  client: Client,
): Promise<readonly Update[]> {
  const failed = updates.filter((update) => !('result' in update))
  if (failed.length === 0) return []
  try {
    const { workflows } = await readInventory(app_token, client)
    const enabled = new Set(workflows.filter(({ status }) => status === 'Enable').map(({ workflow_id }) => workflow_id))
    return failed.filter(({ target }) => !enabled.has(target.workflow_id))
  } catch (error) {
    if (error instanceof FeishuError) return failed
    throw error
  }
}

function restoreResult(updates: readonly Update[], disabled: readonly Update[]): Result<'pause'> {
  const missing = new Set(disabled.map(({ target }) => target.workflow_id))
  const restored = updates.map(({ target }) => target).filter(({ workflow_id }) => !missing.has(workflow_id))
  const resultOf = ({ workflow_id }: Target): Message =>
    missing.has(workflow_id) ? { message: 'notRestored' } : { message: 'statusName', status: 'Enable' }
  const table = tableOf(updates.map(({ target }) => ({ target, result: resultOf(target) })))
  const [first] = disabled.flatMap((update) => ('failure' in update ? [update.failure] : []))
  if (disabled.length === 0) return { outputs: {}, log: [{ message: 'restored', targets: restored }], ...table }
  const targets = disabled.map(({ target }) => target)
  const notes = [...(first?.notes ?? []), { message: 'stillDisabled', targets } as const]
  const failure: CallFailure = {
    ...(first ?? {
      call: 'updateAutomation',
      reason: { message: 'cancelledBeforeResponse' },
      hint: 'cancelled',
    }),
    notes,
  }
  return {
    outputs: {},
    error: {
      kind: 'call',
      failure,
      targets: { failed: targets.length, total: updates.length },
      next: [{ message: 'enableByHand' }],
    },
    ...table,
  }
}
