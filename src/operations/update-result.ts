import type { Outputs } from '../contract.ts'
import type { Reply } from '../feishu/client.ts'
import { type Failure, type Hide, sentences } from '../feishu/failure.ts'
import { answerOutputs, failureOutputs, type Result, type Table } from './operation.ts'
import { shown, type Target } from './targets.ts'

/** The operation, which every message names. */
export const name = 'update-workflow'

/** What a workflow is set to. */
export type Status = 'Enable' | 'Disable'

/** What became of one target. */
export type Update = { target: Target } & ({ reply: Reply } | { failure: Failure } | { untried: true })

type Failed = Extract<Update, { failure: Failure }>

/**
 * What a step comes to that has switched workflows, or has tried to.
 * @param updates one for each target, in order
 */
export function resultOf(updates: readonly Update[], status: Status, hide: Hide): Result {
  const several = updates.length > 1
  const common = {
    outputs: outputsOf(updates, status),
    warnings: [],
    ...(several && { table: tableOf(updates, status, hide) }),
  }
  const [first, ...others] = updates.flatMap((update) => ('failure' in update ? [update] : []))
  if (first) return { ...common, failure: failureOf(updates, first, others), lines: [], rows: [] }
  const what = several ? `${updates.length} workflows are` : `workflow ${updates.map(shownOf).join()} is`
  const lines = [`Done: ${what} ${status === 'Enable' ? 'enabled' : 'disabled'}.`]
  return { ...common, lines, rows: [{ label: 'status', value: status }] }
}

function tableOf(updates: readonly Update[], status: Status, hide: Hide): Table {
  const rows = updates.map((update) => {
    const { workflow_id, title = '' } = update.target
    return [workflow_id, title, outcomeOf(update, status, hide)]
  })
  return { head: ['workflow_id', 'title', 'result'], rows }
}

/** The first failure, and in its notes what became of the rest. */
function failureOf(updates: readonly Update[], first: Failed, others: readonly Failed[]): Failure {
  const untried = updates.filter((update) => 'untried' in update)
  const cutOff = others.filter(({ failure }) => failure.cancelled)
  const notes = [
    `Failed: ${listed([first, ...others])}.`,
    ...cutOff.map(({ target, failure }) => `At ${shown(target)}, ${failure.what}.`),
    ...(untried.length > 0 ? [`Not tried: ${listed(untried)}.`] : []),
  ]
  const { what } = first.failure
  return {
    ...first.failure,
    what: updates.length > 1 ? `${others.length + 1} of ${updates.length} workflows; the first: ${what}` : what,
    notes: [...first.failure.notes, ...notes],
  }
}

/** Of the last answer, but for code and msg: the first failure decides. */
function outputsOf(updates: readonly Update[], status: Status): Outputs {
  const each = updates.map((update): Outputs => {
    if ('untried' in update) return {}
    return 'reply' in update
      ? answerOutputs(update.reply.answer, update.reply.attempts)
      : failureOutputs(name, update.failure)
  })
  const { code: _code, msg: _msg, ...last } = Object.assign({}, ...each)
  const decided = updates.findIndex((update) => 'failure' in update)
  const [{ code, msg } = {}] = each.slice(decided)
  return {
    ...last,
    ...(code !== undefined && { code }),
    ...(msg !== undefined && { msg }),
    ...(decided === -1 && { status }),
    attempts: String(each.reduce((sum, { attempts = '0' }) => sum + Number(attempts), 0)),
    workflows: JSON.stringify(updates.map((update) => ({ ...update.target, ...stateOf(update, status) }))),
  }
}

function stateOf(update: Update, status: Status): { status: string; code: number | null; msg: string } {
  if ('untried' in update) return { status: '', code: null, msg: 'not tried' }
  if ('reply' in update) return { status, code: update.reply.answer.code, msg: update.reply.answer.msg }
  const { code, msg, what } = update.failure
  return { status: '', code: code === undefined ? null : Number(code), msg: msg ?? what }
}

/** What became of one target, as messages and the summary say it. */
export function outcomeOf(update: Update, status: Status, hide: Hide): string {
  if ('untried' in update) return 'not tried'
  return 'reply' in update ? status : sentences(name, update.failure, hide).join(' ')
}

/** Longer lists would push what to do out of the annotation; the outputs have them all. */
const mostListed = 20

function listed(updates: readonly Update[]): string {
  const more = updates.length > mostListed ? `, and ${updates.length - mostListed} more` : ''
  return updates.slice(0, mostListed).map(shownOf).join(', ') + more
}

function shownOf({ target }: Update): string {
  return shown(target)
}
