import { failureMessages } from '../../feishu/failure.ts'
import type { Message } from '../../messages/index.ts'
import type { Cell, Table } from '../../runner/summary.ts'
import {
  failureOutputs,
  type Outputs,
  type ResponseOutputs,
  type Result,
  responseOutputs,
  type StepFailure,
} from '../operation.ts'
import type { Status } from './inventory.ts'
import type { Update } from './switch.ts'

/**
 * The result of enabling or disabling targets.
 * @param updates one per target, in order
 */
export function updateResult(updates: readonly Update[], status: Status): Result<'main'> {
  const error = errorOf(updates)
  const common = {
    outputs: outputsOf(updates, status),
    ...(updates.length !== 1 && { table: tableOf(updates, status) }),
  }
  if (error) return { ...common, error }
  const targets = updates.map(({ target }) => target)
  return { ...common, log: [{ message: 'switched', status, targets }], rows: [{ label: 'status', value: status }] }
}

/** The first failure, and what became of the others; undefined where all succeeded. */
function errorOf(updates: readonly Update[]): Extract<StepFailure, { kind: 'call' }> | undefined {
  const failed = updates.flatMap((update) => ('failure' in update ? [update] : []))
  const [first] = failed
  if (!first) return undefined
  if (updates.length === 1) return { kind: 'call', failure: first.failure }
  const notTried = updates.filter((update) => 'notTried' in update).map(({ target }) => target)
  const interrupted = failed.slice(1).filter(({ failure }) => failure.cancelled)
  const notes: Message[] = [
    ...(first.failure.notes ?? []),
    { message: 'failedTargets', targets: failed.map(({ target }) => target) },
    ...interrupted.map(({ target, failure }) => ({ message: 'targetFailed', target, reason: failure.reason }) as const),
    ...(notTried.length > 0 ? [{ message: 'notTriedTargets', targets: notTried } as const] : []),
  ]
  const targets = { failed: failed.length, total: updates.length }
  return { kind: 'call', failure: { ...first.failure, notes }, targets }
}

function tableOf(updates: readonly Update[], status: Status): Table {
  const rows = updates.map((update): Cell[] => {
    const { workflow_id, type, title = '', previous_status = '' } = update.target
    return [workflow_id, type, title, previous_status, outcomeOf(update, status)]
  })
  return { head: ['workflow_id', 'type', 'title', 'previous_status', { message: 'headResult' }], rows }
}

function outcomeOf(update: Update, status: Status): Cell {
  if ('notTried' in update) return { message: 'notTried' }
  return 'result' in update ? status : failureMessages(update.failure)
}

/** Of the last response, but code and msg: the first failure decides. */
function outputsOf(updates: readonly Update[], status: Status): Outputs<'main'> {
  const each = updates.map((update) => {
    if ('notTried' in update) return {}
    return 'result' in update ? responseOutputs(update.result) : failureOutputs(update.failure)
  })
  const { code: _code, msg: _msg, ...last }: ResponseOutputs = Object.assign({}, ...each)
  const failed = updates.findIndex((update) => 'failure' in update)
  const { code, msg }: ResponseOutputs = each.at(failed) ?? {}
  return {
    ...last,
    ...(code !== undefined && { code }),
    ...(msg !== undefined && { msg }),
    ...(failed === -1 && { status }),
    workflows: workflowsOutput(updates, status),
  }
}

/** One entry of output workflows per target. */
function workflowsOutput(updates: readonly Update[], status: Status): string {
  return JSON.stringify(
    updates.map((update) => {
      const { previous_status, ...target } = update.target
      const before = previous_status === undefined ? {} : { previous_status }
      if ('result' in update) {
        const { code, msg } = update.result.response
        return { ...target, status, ...before, code, msg }
      }
      const unchanged = previous_status === undefined ? {} : { status: previous_status }
      if ('notTried' in update) return { ...target, ...unchanged, ...before, msg: 'not tried' }
      const { code, msg = '', outcomeUnknown } = update.failure
      // Without a response, the request may have been processed.
      if (code === undefined) return { ...target, ...before }
      return { ...target, ...(!outcomeUnknown && unchanged), ...before, code: Number(code), msg }
    }),
  )
}
