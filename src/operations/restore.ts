import type { CallFailure } from '../feishu/error.ts'
import type { Inputs } from '../inputs/read.ts'
import { type Message, StepError } from '../messages/index.ts'
import { readBase } from './base/app-token.ts'
import { byHand } from './base/by-hand.ts'
import { listCalls } from './base/inventory.ts'
import { type Paused, readPaused } from './base/paused.ts'
import { tableOf } from './base/result.ts'
import { enableAll, type Restored } from './base/rounds.ts'
import { switches, switchRequest } from './base/switch.ts'
import type { LeftBehind, Operation, Result } from './operation.ts'

/** Post of pause: enables what main has disabled, also after a job that failed or was cancelled. */
export const restore: Operation<'pause'> = {
  name: 'pause (restore)',
  subject: 'base',
  endpoints: switches,
  lookups: listCalls,
  post: true,
  leftBehind,
  async prepare(inputs) {
    const paused = readPaused()
    const { base_url, app_token, link, answered } = paused
    const targets = paused.workflows.toReversed()
    return {
      description: { message: 'restoring', targets },
      baseUrl: base_url,
      // GitHub ends a cancelled job after five minutes, whatever still runs.
      limitSeconds: 235,
      requests: () => targets.map((target) => ({ request: switchRequest(app_token, target, 'Enable') })),
      target: [{ label: { message: 'rowBase' }, value: app_token, ...(link && { link }) }],
      warnings: ignoredInputs(inputs),
      async perform(client, context) {
        return restoreResult(await enableAll(app_token, targets, answered === true, client, context), paused)
      },
    }
  },
}

/** The base is main's; inputs that name another, or none, are nobody's problem now. */
function ignoredInputs(inputs: Inputs): Message[] {
  try {
    readBase(inputs)
    return []
  } catch (error) {
    if (error instanceof StepError) return [{ message: 'inputIgnored', reason: error.reason }]
    throw error
  }
}

/** What main has disabled, where post cannot even begin: its inputs are evaluated again, and may be others by then. */
function leftBehind(): LeftBehind {
  let paused: Paused
  try {
    paused = readPaused()
  } catch {
    // That the state is unreadable is an error of its own.
    return { notes: [], next: [] }
  }
  return leftOf(
    paused.workflows.map((target) => ({ target })),
    paused,
  )
}

function restoreResult(all: readonly Restored[], paused: Paused): Result<'pause'> {
  const left = all.filter(({ status }) => status === 'Disable' || status === undefined)
  const on = all.filter(({ status }) => status === 'Enable').map(({ target }) => target)
  if (left.length === 0) return { outputs: {}, log: [{ message: 'restored', targets: on }], ...tableOfStatuses(all) }
  const { notes, next, log } = leftOf(left, paused)
  const failures = left.flatMap(({ failure }) => failure ?? [])
  const first = failures.find(({ cancelled }) => !cancelled) ?? failures[0] ?? noTimeToLook
  // Names come first: what happened is cut where an annotation would be too long.
  const failure = { ...first, details: [], notes: [...notes, ...(first.details ?? [])] }
  return {
    outputs: {},
    error: { kind: 'call', failure, targets: { failed: left.length, total: all.length }, next },
    ...(log && { log }),
    ...tableOfStatuses([...left, ...all.filter((each) => !left.includes(each))]),
  }
}

const noTimeToLook: CallFailure = { call: 'updateAutomation', reason: { message: 'noTimeToLook' }, hint: 'cancelled' }

/** The same, with what log and summary list. */
function leftOf(left: readonly Restored[], paused: Paused): LeftBehind {
  return {
    ...byHand(left, paused),
    log: left.map(({ target, status }) => ({ message: 'targetLeft', target, result: leftAs(status) })),
    ...tableOfStatuses(left),
  }
}

function tableOfStatuses(all: readonly Restored[]): Pick<Result, 'table'> {
  return tableOf(all.map(({ target, status }) => ({ target, result: resultOf(status) })))
}

function resultOf(status: Restored['status']): Message {
  if (status === 'Enable') return { message: 'statusName', status }
  return status === 'gone' ? { message: 'gone' } : leftAs(status)
}

function leftAs(status: Restored['status']): Message {
  return { message: status === undefined ? 'notKnown' : 'notRestored' }
}
