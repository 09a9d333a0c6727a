import type { Episode } from '../sequence.ts'
import { calledOff, type Trip } from '../wire.ts'
import { callsOf, failed, messageOf, ownTrips, type Rule, when } from './rule.ts'

/** Output attempts is what the wire counted for the operation's own calls, and no call has more than max_attempts. */
export const attempts: Rule = (episode) => {
  const { result, maxAttempts, plan } = episode
  const own = ownTrips(episode).length
  const said = result.outputs.attempts
  const targets = plan.goal.operation === 'update-workflow' ? plan.goal.workflow_ids.length : 1
  return [
    ...when(
      own > 0 || said !== undefined ? said !== String(own) : false,
      `output attempts is ${said}, and the wire saw ${own} requests`,
    ),
    ...callsOf(episode).flatMap((trips) => {
      // Each of several workflows that is left without a token may ask for one.
      const most = trips[0]?.page === 'token' ? maxAttempts * targets : maxAttempts
      return when(
        trips.length > most,
        `${trips.length} requests to ${trips[0]?.page}, with max_attempts ${maxAttempts}`,
      )
    }),
  ]
}

/** What is final is not sent again; what passes is, while there are attempts left. */
export const repeats: Rule = (episode) => {
  const { trips, maxAttempts, cancelledAt } = episode
  return callsOf(episode).flatMap((call) => {
    const isFinal = (trip: Trip) =>
      trip.heard?.next === 'stop' ||
      (trip.heard?.next === 'renew' && (!episode.plan.mints || renewedBefore(episode, trip)))
    const repeated = call.slice(0, -1).filter(isFinal)
    const last = call.at(-1)
    const passes =
      last?.heard?.next === 'again' || (last?.heard?.next === 'renew' && last !== undefined && !isFinal(last))
    // A mint that fails ends the call that needed it.
    const minted = last !== undefined && trips.slice(trips.indexOf(last) + 1).some(({ page }) => page === 'token')
    return [
      ...repeated.map(({ page, fault }) => `${page} was sent again after: ${fault}`),
      ...when(
        passes && call.length < maxAttempts && cancelledAt === undefined && !minted,
        `${last?.page} was given up after ${call.length} of ${maxAttempts} attempts at: ${last?.fault}`,
      ),
    ]
  })
}

/** A step gets a new token once, whichever of its calls wants another. */
function renewedBefore({ trips }: Episode, trip: Trip): boolean {
  const before = trips.slice(0, trips.indexOf(trip))
  return before.some(({ heard }, index) => heard?.next === 'renew' && trips[index + 1]?.page === 'token')
}

/** Longest jitter, in milliseconds. */
const longestJitter = 30_000
const longestAsked = 120

/** Each attempt ends by its time-out, each wait is as long as was asked for or as the jitter may be, and no longer. */
export const bounds: Rule = (episode) => {
  const { trips, timeoutMs, endedAt, cancelledAt } = episode
  const last = trips.at(-1)
  const lastEnd = cancelledAt ?? last?.endedAt ?? 0
  return [
    ...trips.flatMap(({ page, startedAt, endedAt: end, fault }) =>
      when(
        end === undefined || end - startedAt > timeoutMs,
        `${page} (${fault}) took until ${end}, from ${startedAt}, with a time-out of ${timeoutMs} ms`,
      ),
    ),
    ...trips.slice(1).flatMap((trip, index) => gap(trips[index], trip)),
    ...when(endedAt === undefined, 'the step never ended'),
    ...when(
      endedAt !== undefined && endedAt > lastEnd,
      `the step ended at ${endedAt} ms, with nothing to do since ${lastEnd}`,
    ),
  ]
}

function gap(before: Trip | undefined, after: Trip): readonly string[] {
  const waited = after.startedAt - (before?.endedAt ?? 0)
  const asked = before?.heard?.asked
  const same = before?.request.path === after.request.path
  const longest =
    asked !== undefined && asked <= longestAsked ? Math.max(longestJitter, asked * 1000 + 1) : longestJitter
  return [
    ...when(waited > longest, `${after.page} waited ${waited} ms after: ${before?.fault}, ${asked} s asked`),
    ...when(
      same && asked !== undefined && waited < asked * 1000,
      `${after.page} waited only ${waited} ms, and the server asked for ${asked} s`,
    ),
  ]
}

/** After a cancellation nothing is sent, and the step ends at once and says so. */
export const cancellation: Rule = (episode) => {
  const { trips, cancelledAt, endedAt } = episode
  if (cancelledAt === undefined) return []
  return [
    ...trips
      .filter(
        (trip) => trip.startedAt >= cancelledAt && !(trip.endedAt === cancelledAt && trip.heard?.meaning === 'unsent'),
      )
      .map(({ page }) => `${page} was sent after the job was cancelled`),
    ...when(
      trips.slice(1).some(({ fault }) => fault === calledOff.name),
      'a request was begun that was called off before, and only the first can be',
    ),
    ...when(endedAt !== cancelledAt, `cancelled at ${cancelledAt} ms, and ended at ${endedAt}`),
    ...when(!failed(episode), 'cancelled, and yet a success'),
    ...when(!/cancel/i.test(messageOf(episode)), 'cancelled, and the message does not say so'),
  ]
}

/** Nothing goes to another host, and nothing keeps the process alive. */
export const tidiness: Rule = ({ trips, open, thrown }) => [
  ...trips
    .filter(({ url }) => !url.startsWith('https://open.feishu.cn/'))
    .map(({ url }) => `a request went to ${new URL(url).host}`),
  ...when(open.timers !== 0, `${open.timers} timers are left`),
  ...when(open.transports !== 0, `${open.transports} transports are left open`),
  ...when(thrown !== undefined, `the step threw ${thrown}`),
]
