import type { Client } from '../../feishu/client.ts'
import { type CallFailure, FeishuError } from '../../feishu/error.ts'
import type { Message } from '../../messages/index.ts'
import { listAutomations, listWorkflowsV3, readInventory } from '../inventory.ts'
import type { Context, Operation, Result } from '../operation.ts'
import { type Deadline, switchAll, switches, switchRequest, type Update } from '../update-workflow/switch.ts'
import { readPaused } from './paused.ts'

/** Of the four minutes that the entry gives this step: the rest is for reading the base once more. */
const milliseconds = 200_000

/** Post of the sub-action: enables what main has disabled, also after a job that failed or was cancelled. */
export const restore: Operation = {
  name: 'pause (restore)',
  inputs: ['app_token', 'workflow_id', 'workflow_title'],
  endpoints: switches,
  lookups: [listAutomations, listWorkflowsV3],
  tokens: 'tenant or user',
  async prepare() {
    const { base_url, app_token, link, workflows } = readPaused()
    const targets = workflows.toReversed()
    return {
      description: { message: 'restoring', targets },
      baseUrl: base_url,
      requests: targets.map((target) => ({ request: switchRequest(app_token, target, 'Enable') })),
      target: [{ label: { message: 'rowBase' }, value: app_token, ...(link && { link }) }],
      async perform(client, context) {
        // One without a response must not use up the time of the others.
        const until = context.clock.now() + milliseconds
        const share = (left: number) => startDeadline(context, (until - context.clock.now()) / left)
        const updates = await switchAll(app_token, targets, 'Enable', isCancelled, client, context, share)
        return resultOf(updates, await stillDisabled(app_token, updates, client))
      },
    }
  },
}

/** What a person has to enable where post cannot even begin: its inputs are evaluated again, and may be others by then. */
export function leftDisabled(): Message[] {
  try {
    return [{ message: 'stillDisabled', targets: readPaused().workflows }, { message: 'enableByHand' }]
  } catch {
    // That the state is unreadable is an error of its own.
    return []
  }
}

/** One that cannot be enabled, or not in its share of the time, is no reason to leave the others disabled. */
function isCancelled({ cancelled, reason }: CallFailure): boolean {
  return cancelled === true && reason.message !== 'outOfTime'
}

/** Ends a call when its share of the time is up, two seconds at least, or the step is cancelled. */
function startDeadline({ clock, cancelled }: Context, ms: number): Deadline {
  const end = new AbortController()
  const cancel = () => end.abort(cancelled.reason)
  cancelled.addEventListener('abort', cancel)
  if (cancelled.aborted) cancel()
  const stopTimer = clock.after(Math.max(2000, ms), () => end.abort(new DOMException('', 'TimeoutError')))
  return {
    signal: end.signal,
    stop() {
      stopTimer()
      cancelled.removeEventListener('abort', cancel)
    },
  }
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

function resultOf(updates: readonly Update[], disabled: readonly Update[]): Result {
  const missing = new Set(disabled.map(({ target }) => target.workflow_id))
  const restored = updates.map(({ target }) => target).filter(({ workflow_id }) => !missing.has(workflow_id))
  const rows = updates.map(({ target: { workflow_id, type, title = '' } }) => [
    workflow_id,
    type,
    title,
    missing.has(workflow_id) ? ({ message: 'notRestored' } as const) : 'Enable',
  ])
  const table = { head: ['workflow_id', 'type', 'title', { message: 'headResult' } as const], rows }
  const [first] = disabled.flatMap((update) => ('failure' in update ? [update.failure] : []))
  const counts = [{ label: { message: 'rowRestored' } as const, value: String(restored.length) }]
  if (disabled.length === 0)
    return { outputs: {}, log: [{ message: 'restored', targets: restored }], table, rows: counts }
  const targets = disabled.map(({ target }) => target)
  const notes = [
    ...(first?.notes ?? []),
    { message: 'stillDisabled', targets } as const,
    { message: 'enableByHand' } as const,
  ]
  const failure: CallFailure = {
    ...(first ?? {
      call: 'updateAutomation',
      reason: { message: 'cancelledBeforeResponse' },
      hint: 'cancelled',
      attempts: 0,
    }),
    notes,
  }
  return {
    outputs: {},
    error: { kind: 'call', failure, targets: { failed: targets.length, total: updates.length } },
    table,
    rows: counts,
  }
}
