import type { Client } from '../../feishu/client.ts'
import { sleep } from '../../feishu/clock.ts'
import { type CallFailure, FeishuError } from '../../feishu/error.ts'
import { reasonWithCode } from '../../feishu/failure.ts'
import { createPace } from '../../feishu/pace.ts'
import type { Context } from '../operation.ts'
import { readList } from './inventory.ts'
import { isOfTarget, switchOne } from './switch.ts'
import { isStatus, type Status, type Target, type WorkflowType, workflowTypes } from './target.ts'

/** What is known of a target at the end. */
export interface Restored {
  target: Target
  /** As Feishu confirmed it, or as the base says; `gone` is no longer in the base. Without it, nobody knows. */
  status?: Status | 'gone' | undefined
  failure?: CallFailure
}

interface Pending extends Restored {
  tries: number
  /** Not before this moment: Feishu asked to wait. */
  notBefore: number
}

/** Feishu has refused it for good. */
const isRefused = ({ failure }: Restored) => failure !== undefined && !failure.passing

/** For the enabling, in ms; the rest of the 235 s is for a last look at the base. */
const enablingMs = 225_000
/** Seconds that one call may take: a slow Feishu needs some, and one that hangs must not use up the others' time. */
const [shortestCall, longestCall] = [5, 20]
const longestBackOffMs = 5000
/** When to look for disables that come late, in ms after the last enabling. */
const looksAfterMs = [5000, 15_000]

/**
 * Enables targets, each once and then in rounds what is left, until all are on or the time is over. From the second
 * round on it reads the base first, which drops what is on or gone.
 * @param answered whether each disable of main was answered; if not, one may come late, and what goes off is enabled again
 * @returns one per target, in order
 */
export async function enableAll(
  app_token: string,
  targets: readonly Target[],
  answered: boolean,
  client: Client,
  { clock, cancelled, log }: Context,
): Promise<Restored[]> {
  const ends = clock.now() + enablingMs
  const pace = createPace(clock, cancelled)
  const all = targets.map((target): Pending => ({ target, tries: 0, notBefore: 0 }))
  const left = () => all.filter(({ status }) => status !== 'Enable' && status !== 'gone')
  const open = () => left().filter((each) => !isRefused(each))
  /** Kinds whose list Feishu refuses for good. */
  const unreadable = new Map<WorkflowType, CallFailure>()
  let quietLooks = answered ? looksAfterMs.length : 0
  let enabledAt = clock.now()
  let backOffMs = 1000
  let lookFailure: CallFailure | undefined
  let lookNotBefore = 0
  let tokenRefused = false

  await enableEach(clock.now())
  for (let next = nextMoment(); next < ends && !isOver(); next = nextMoment()) {
    await sleep(clock, next - clock.now(), cancelled)
    await look(next)
    // Without a token or a connection, nothing else would get through either.
    if (!lookFailure?.passing || !lookFailure.affectsEveryTarget) await enableEach(Math.max(next, clock.now()))
  }
  if (left().some(({ status }) => status === undefined) && !isOver()) await look(clock.now())
  return all.map(({ target, status, failure = unreadable.get(target.type) ?? lookFailure }) => {
    const unsure = !answered && (quietLooks < looksAfterMs.length || unreadable.has(target.type))
    return { target, status: unsure && status === 'Enable' ? undefined : status, ...(failure && { failure }) }
  })

  function isOver(): boolean {
    return cancelled.aborted || tokenRefused
  }

  /** When to go on, on the clock; never, where all is done that can be. */
  function nextMoment(): number {
    const after = clock.now() + backOffMs
    backOffMs = Math.min(longestBackOffMs, backOffMs * 2)
    const readable = all.filter(({ target }) => !unreadable.has(target.type))
    const unseen = readable.some((each) => isRefused(each) && each.status === undefined)
    const quietAfter = readable.some(({ status }) => status === 'Enable') ? looksAfterMs[quietLooks] : undefined
    return Math.min(
      ...open().map(({ notBefore }) => Math.max(after, notBefore)),
      ...(unseen ? [Math.max(after, lookNotBefore)] : []),
      ...(quietAfter === undefined ? [] : [Math.max(after, lookNotBefore, enabledAt + quietAfter)]),
    )
  }

  /**
   * One try for each that is left and need not wait.
   * @param moment when it was to be; a timer may be a little early
   */
  async function enableEach(moment: number): Promise<void> {
    const ready = open().filter(({ notBefore }) => notBefore <= moment)
    let queue = ready.toSorted((a, b) => a.tries - b.tries)
    for (let each = queue.shift(); each && clock.now() < ends && !isOver(); each = queue.shift()) {
      const { target } = each
      await pace()
      try {
        await switchOne(app_token, { target, status: 'Enable' }, once(queue.length + 1))
        Object.assign(each, { status: 'Enable', failure: undefined })
        enabledAt = clock.now()
        if (all.length > 1) log({ message: 'targetDone', target, status: 'Enable' })
      } catch (error) {
        const failure = failureOf(error)
        const { passing, affectsEveryTarget, reason } = failure
        log({ message: 'targetFailed', target, reason: reasonWithCode(failure) })
        each.failure = failure
        each.tries += 1
        if (failure.call !== 'token') each.status = undefined
        for (const waiting of affectsEveryTarget ? open() : [each]) waiting.notBefore = momentAfter(failure)
        if (affectsEveryTarget) lookNotBefore = momentAfter(failure)
        if (passing && affectsEveryTarget) return
        const sameKind = (other: Pending) => Number(other.target.type === target.type)
        if (reason.message === 'timedOut') queue = queue.toSorted((a, b) => sameKind(a) - sameKind(b))
      }
    }
  }

  /**
   * Reads what the base says of those that are left; where disables may come late, of all.
   * @param moment as above
   */
  async function look(moment: number): Promise<void> {
    if (moment < lookNotBefore) return
    const quietAfter = looksAfterMs[quietLooks]
    const asked = (quietAfter === undefined ? left() : all).filter(({ target }) => !unreadable.has(target.type))
    const due = quietAfter !== undefined && moment >= enabledAt + quietAfter
    let wentOff = false
    lookFailure = undefined
    for (const type of workflowTypes) {
      const ofType = asked.filter(({ target }) => target.type === type)
      if (ofType.length === 0) continue
      try {
        const { workflows } = await readList(type, app_token, once(left().length))
        const statuses = new Map(workflows.map(({ workflow_id, status }) => [workflow_id, status]))
        for (const each of ofType) {
          const { failure } = each
          const absent = failure && isOfTarget(failure) ? 'gone' : undefined
          const status = statuses.get(each.target.workflow_id) ?? absent
          if (failure && isRefused(each) && status === undefined) unreadable.set(type, failure)
          wentOff ||= each.status === 'Enable' && status === 'Disable'
          each.status = status === 'gone' || isStatus(status) ? status : undefined
        }
      } catch (error) {
        lookFailure = failureOf(error)
        lookNotBefore = momentAfter(lookFailure)
        if (!lookFailure.passing) unreadable.set(type, lookFailure)
      }
    }
    if (wentOff) quietLooks = 0
    else if (due && !lookFailure) quietLooks += 1
  }

  /** @param count among how many calls the time that is left is shared */
  function once(count: number): Client {
    const share = (ends - clock.now()) / 1000 / Math.max(1, count)
    const timeoutSeconds = Math.ceil(Math.min(longestCall, Math.max(shortestCall, share)))
    return { ...client, call: (request) => client.call(request, { timeoutSeconds, maxAttempts: 1 }) }
  }

  function momentAfter({ askedSeconds = 0 }: CallFailure): number {
    return clock.now() + 1000 * askedSeconds
  }

  /** @throws what is no failure of a call */
  function failureOf(error: unknown): CallFailure {
    if (!(error instanceof FeishuError)) throw error
    tokenRefused ||= error.failure.call === 'token' && !error.failure.passing
    return error.failure
  }
}
