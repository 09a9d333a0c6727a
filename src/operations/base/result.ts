import type { Message } from '../../messages/index.ts'
import type { Cell, Table } from '../../runner/summary.ts'
import {
  knownOutputs,
  type Outputs,
  type ResponseOutputs,
  type Result,
  responseOutputs,
  type StepFailure,
} from '../operation.ts'
import type { Update } from './switch.ts'
import type { Target } from './target.ts'

/** An action that enables and disables. */
type Switching = 'main' | 'pause' | 'resume'

/**
 * The result of enabling and disabling.
 * @param updates one per target, in order
 */
export function updateResult(updates: readonly Update[]): Result<Switching> {
  const error = errorOf(updates)
  return {
    outputs: outputsOf(updates),
    ...tableOf(updates.map((update) => ({ target: update.target, result: outcomeOf(update) }))),
    ...(error && { error }),
  }
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

/** What became of several targets; of one alone, the summary says it in a sentence. */
export function tableOf(changes: readonly { target: Target; result: Cell }[]): { table?: Table } {
  if (changes.length < 2) return {}
  const rows = changes.map(({ target: { workflow_id, type, title = '', previous_status }, result }) => [
    title,
    { message: 'kind', type } as const,
    previous_status === undefined ? '' : ({ message: 'statusName', status: previous_status } as const),
    result,
    workflow_id,
  ])
  const head: Table['head'] = [
    { message: 'headTitle' },
    { message: 'headType' },
    { message: 'headBefore' },
    { message: 'headResult' },
    'ID',
  ]
  return { table: { head, rows } }
}

function outcomeOf(update: Update): Cell {
  if ('notTried' in update) return { message: 'notTried' }
  if ('failure' in update) return update.failure.reason
  return update.gone ? { message: 'gone' } : { message: 'statusName', status: update.status }
}

/** Of the last response, but code and msg: the first failure decides. */
function outputsOf(updates: readonly Update[]): Outputs<Switching> {
  const each = updates.map((update) => {
    if ('result' in update) return responseOutputs(update.result)
    return 'failure' in update ? knownOutputs(update.failure) : {}
  })
  const { code: _code, msg: _msg, ...last }: ResponseOutputs = Object.assign({}, ...each)
  const failed = updates.findIndex((update) => 'failure' in update)
  const { code, msg }: ResponseOutputs = each.at(failed) ?? {}
  return {
    ...last,
    ...(code !== undefined && { code }),
    ...(msg !== undefined && { msg }),
    workflows: workflowsOutput(updates),
  }
}

/** One entry of output workflows per target. */
export function workflowsOutput(updates: readonly Update[]): string {
  return JSON.stringify(
    updates.map((update) => {
      const { previous_status, ...target } = update.target
      const before = previous_status === undefined ? {} : { previous_status }
      if ('result' in update) {
        if (update.gone) return { ...target, ...before, msg: 'gone' }
        const { code, msg } = update.result.response
        return { ...target, status: update.status, ...before, code, msg }
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
