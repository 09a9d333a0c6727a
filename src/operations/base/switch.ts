import { memberOf, textOf } from '../../feishu/body.ts'
import type { CallResult, Client } from '../../feishu/client.ts'
import { type CallFailure, FeishuError, unexpectedResponse } from '../../feishu/error.ts'
import { reasonWithCode } from '../../feishu/failure.ts'
import { createPace } from '../../feishu/pace.ts'
import { type Endpoint, json, type Request, requestTo } from '../../feishu/request.ts'
import type { Context } from '../operation.ts'
import { isOfOneCall } from './inventory.ts'
import { type Status, statusOf, type Target, type WorkflowType, workflowTypes } from './target.ts'

/** Docs: bitable-v1/app-workflow/update. */
const updateAutomation = {
  name: 'updateAutomation',
  method: 'PUT',
  path: '/open-apis/bitable/v1/apps/:app_token/workflows/:workflow_id',
  tokens: 'tenant or user',
  scopes: ['base:workflow:write', 'bitable:app'],
  larkScopes: ['bitable:app'],
  rate: '10/s',
} as const satisfies Endpoint

/** Not on the public reference pages: these two are calls of Feishu's own CLI (larksuite/cli, 2026-04). */
const ofWorkflow = {
  method: 'PATCH',
  tokens: 'tenant or user',
  scopes: ['base:workflow:update'],
  larkScopes: [],
} as const

const enableWorkflow = {
  ...ofWorkflow,
  name: 'enableWorkflow',
  path: '/open-apis/base/v3/bases/:app_token/workflows/:workflow_id/enable',
} as const satisfies Endpoint

const disableWorkflow = {
  ...ofWorkflow,
  name: 'disableWorkflow',
  path: '/open-apis/base/v3/bases/:app_token/workflows/:workflow_id/disable',
} as const satisfies Endpoint

/** The calls that enable and disable. */
export const switches: readonly Endpoint[] = [updateAutomation, enableWorkflow, disableWorkflow]

/**
 * The request that gives an automation or workflow a status.
 * @param app_token undefined before the lookup of a wiki page, as is `workflow_id` before that of a title
 */
export function switchRequest(
  app_token: string | undefined,
  { workflow_id, type }: { workflow_id: string | undefined; type: WorkflowType },
  status: Status,
): Request {
  const ids = { app_token, workflow_id }
  const idempotency = { kind: 'idempotent' } as const
  if (type === 'automation')
    return requestTo(updateAutomation, ids, { body: json(JSON.stringify({ status })), idempotency })
  // Without a body, the server times out (seen).
  return requestTo(status === 'Enable' ? enableWorkflow : disableWorkflow, ids, { body: json('{}'), idempotency })
}

/** A target, and the status that it is to get. */
export interface Change {
  target: Target
  status: Status
}

/** The same status for each. */
export function changesTo(status: Status, targets: readonly Target[]): Change[] {
  return targets.map((target) => ({ target, status }))
}

/** What became of a change; `gone` is a target that the base does not have any more, as `result` says. */
export type Update = Change & ({ result: CallResult; gone?: true } | { failure: CallFailure } | { notTried: true })

/**
 * Whether Feishu has spoken of just this target. If a list lacks it too, it is gone; a list alone proves nothing: to an
 * app without access, it may be empty.
 */
export function isOfTarget({ code, affectsEveryTarget }: CallFailure): boolean {
  return code !== undefined && affectsEveryTarget !== true
}

/** The same where the base could be read before: then Feishu denies the change, not the access. */
export function afterReading(updates: readonly Update[]): Update[] {
  return updates.map((update) =>
    'failure' in update && update.failure.hint === 'notCollaborator'
      ? { ...update, failure: { ...update.failure, hint: 'readOnly' } }
      : update,
  )
}

/**
 * Makes changes, one after the other: a base takes one writer at a time (else code 1254290).
 * @param endsAll whether a failure makes it useless to try the remaining targets
 * @returns one update per change, in order
 */
export async function switchAll(
  app_token: string,
  changes: readonly Change[],
  client: Client,
  { clock, cancelled, log }: Context,
  endsAll = ({ affectsEveryTarget }: CallFailure) => affectsEveryTarget === true,
): Promise<Update[]> {
  const pace = createPace(clock, cancelled)
  const updates: Update[] = []
  const ended = new Set<WorkflowType>()
  for (const change of changes) {
    const { target, status } = change
    if (ended.has(target.type)) {
      updates.push({ ...change, notTried: true })
      continue
    }
    await pace()
    try {
      updates.push({ ...change, result: await switchOne(app_token, change, client) })
      if (changes.length > 1) log({ message: 'targetDone', target, status })
    } catch (error) {
      if (!(error instanceof FeishuError)) throw error
      const { failure } = error
      updates.push({ ...change, failure })
      if (changes.length > 1) log({ message: 'targetFailed', target, reason: reasonWithCode(failure) })
      if (!endsAll(failure)) continue
      for (const type of isOfOneCall(failure) ? [target.type] : workflowTypes) ended.add(type)
    }
  }
  return updates
}

/**
 * Makes one change.
 * @throws FeishuError where Feishu does not confirm it
 */
export async function switchOne(app_token: string, { target, status }: Change, client: Client): Promise<CallResult> {
  const request = switchRequest(app_token, target, status)
  const result = await client.call(request)
  assertConfirmed(request, result, target, status)
  return result
}

/**
 * base/v3 returns the id and the status (seen); bitable/v1 documents neither.
 * @throws FeishuError where they are not those of the request
 */
function assertConfirmed(request: Request, result: CallResult, { workflow_id, type }: Target, status: Status): void {
  if (type === 'automation') return
  const data = memberOf(result.response.body, 'data')
  const said = { workflow_id: textOf(data.workflow_id) ?? workflow_id, status: statusOf(textOf(data.status) ?? status) }
  if (said.workflow_id === workflow_id && said.status === status) return
  throw unexpectedResponse(request, result, { message: 'notConfirmed', ...said }, 'responseUndocumented')
}
