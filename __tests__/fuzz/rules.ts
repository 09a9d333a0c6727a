import { findLeaks } from '../support/leaks.ts'
import type { Sent } from './network.ts'
import { outcome } from './outcome-rules.ts'
import type { Trace } from './play.ts'
import { privates } from './scenarios.ts'
import { secrets } from './setup.ts'
import { callsOf, errorOf, failed, ownRequests, type Rule, when } from './trace.ts'

/** A failure is one error annotation and exit code 1; a success is none and 0. Nothing else becomes a command. */
const oneAnnotation: Rule = (trace) => {
  const { result, killed } = trace
  const errors = result.annotations.filter(({ level }) => level === 'error')
  const heading = /^### .*: (\w+)$/m.exec(result.summary)?.[1]
  const others = result.commands.filter(({ name }) => !['add-mask', 'warning', 'error', 'debug'].includes(name))
  const correct = failed(trace) ? errors.length === 1 && result.exitCode === 1 : errors.length === 0
  return [
    ...when(!correct, `exit code ${result.exitCode} with ${errors.length} error annotations`),
    ...when(!killed && heading !== (failed(trace) ? 'failed' : 'succeeded'), `the summary says ${heading}`),
    ...others.map(({ name }) => `the runner reads a command: ${name}`),
    ...when(/\bat .*:\d+:\d+|undefined|\[object /.test(errorOf(trace)), `not a sentence: ${errorOf(trace)}`),
  ]
}

/** Output attempts is what the network counted for the operation's own calls; no call is sent more than max_attempts. */
const attempts: Rule = (trace) => {
  const { result, maxAttempts, entry, killed } = trace
  const own = ownRequests(trace).length
  const output = result.outputs.attempts
  return [
    ...when(
      entry !== 'restore' && !killed && (own > 0 || output !== undefined) && output !== String(own),
      `output attempts is ${output}, and the network saw ${own}`,
    ),
    ...callsOf(trace)
      .filter((call) => call.length > maxAttempts)
      .map((call) => `${call.length} requests to ${call[0]?.endpoint} with max_attempts ${maxAttempts}`),
  ]
}

/** A final error is not repeated; one that passes is, while there are attempts left. */
const repeats: Rule = (trace) => {
  const { sent, maxAttempts, cancelledAt, killed } = trace
  return callsOf(trace).flatMap((call) => {
    const isFinal = ({ heard }: Sent, index: number) =>
      heard?.next === 'stop' ||
      (heard?.asked ?? 0) > longestAsked ||
      (heard?.next === 'renew' && renewedBefore(trace, call[index]))
    const last = call.at(-1)
    const goesOn = last?.heard?.next === 'again' || last?.heard?.next === 'renew'
    // A token request that fails ends the call that needs it.
    const renewing = last !== undefined && sent[sent.indexOf(last) + 1]?.endpoint === 'token'
    return [
      ...call
        .filter((request, index) => index < call.length - 1 && isFinal(request, index))
        .map(({ endpoint, fault }) => `${endpoint} was sent again after ${JSON.stringify(fault)}`),
      ...when(
        goesOn &&
          last !== undefined &&
          !isFinal(last, call.length - 1) &&
          call.length < maxAttempts &&
          cancelledAt === undefined &&
          !killed &&
          !renewing,
        `${last?.endpoint} was given up after ${call.length} of ${maxAttempts} at ${JSON.stringify(last?.fault)}`,
      ),
    ]
  })
}

/** A step can renew its token once, and only one that it has obtained. */
function renewedBefore({ sent }: Trace, request: Sent | undefined): boolean {
  if (!sent.some(({ endpoint }) => endpoint === 'token')) return true
  const before = request ? sent.slice(0, sent.indexOf(request)) : []
  return before.some(({ heard }, index) => heard?.next === 'renew' && sent[index + 1]?.endpoint === 'token')
}

const longestBackOff = 30_000
const shortestBackOff = 500
const longestAsked = 120

/** Every attempt ends by its timeout; every wait is as long as was asked, or as the back-off may be. */
const time: Rule = (trace) => {
  const { sent, timeoutMs, startedAt, endedAt, cancelledAt, killed } = trace
  if (killed) return []
  const lastEnd = cancelledAt ?? sent.at(-1)?.endedAt ?? startedAt
  const calls = callsOf(trace)
  return [
    ...sent
      .filter((request) => (request.endedAt ?? Number.POSITIVE_INFINITY) - request.startedAt > timeoutMs)
      .map((request) => `${request.endpoint} took ${(request.endedAt ?? 0) - request.startedAt} ms`),
    ...sent.slice(1).flatMap((after, index) => {
      const before = sent[index]
      const waited = after.startedAt - (before?.endedAt ?? 0)
      const asked = (before?.heard?.asked ?? 0) * 1000
      const again = before && calls.some((call) => call.includes(before) && call.includes(after))
      const shortest = again && before.heard?.next !== 'renew' ? Math.max(asked, shortestBackOff) : 0
      return when(
        waited < shortest || waited > Math.max(asked + 1, longestBackOff),
        `${after.endpoint} waited ${waited} ms; ${asked} ms asked`,
      )
    }),
    ...when(endedAt === undefined, 'the step never ended'),
    ...when((endedAt ?? 0) > lastEnd, `the step ended at ${endedAt} ms, with nothing to do since ${lastEnd}`),
  ]
}

/** After a cancellation nothing is sent, and the step ends at once and says so. */
const cancellation: Rule = (trace) => {
  const { sent, cancelledAt, endedAt, killed, entry } = trace
  if (cancelledAt === undefined || killed) return []
  return [
    ...sent
      .filter(({ startedAt }) => startedAt > cancelledAt)
      .map(({ endpoint }) => `${endpoint} was sent after the job was cancelled`),
    ...when(endedAt !== cancelledAt, `cancelled at ${cancelledAt} ms, ended at ${endedAt}`),
    ...when(!failed(trace), 'cancelled, and yet a success'),
    // In post, it is only the time limit: what counts is what is still disabled.
    ...when(entry !== 'restore' && !/cancel/i.test(errorOf(trace)), 'cancelled, and the annotation does not say so'),
  ]
}

/** Nothing goes to another host, is left open, or is thrown. */
const tidiness: Rule = ({ sent, open, thrown, killed }) => [
  ...sent
    .filter(({ request }) => !request.url.startsWith('https://open.feishu.cn/'))
    .map(({ request }) => `a request went to ${new URL(request.url).host}`),
  ...when(!killed && open.timers !== 0, `${open.timers} timers are left`),
  ...when(!killed && open.transports !== 0, `${open.transports} transports are left open`),
  ...when(thrown !== undefined, `the step threw ${thrown}`),
]

/** Credentials are nowhere. What the user sends is only where the server's own text is an output. */
const secrecy: Rule = ({ result, feishu, sent }) => {
  const tokens = feishu.state.tokens.map(({ token }) => token)
  const texts = sent.map(({ text = '' }) => text)
  const echoed = (secret: string) => {
    const inner = JSON.stringify(secret).slice(1, -1)
    const forms = [secret, inner, JSON.stringify(inner).slice(1, -1)]
    return texts.some((text) => forms.some((form) => text.includes(form)))
  }
  const leaks = [
    ...findLeaks(result, [...new Set([...secrets, ...tokens])]),
    ...findLeaks(result, privates).filter(
      ({ where, secret }) => !(['output response', 'output msg', 'output values'].includes(where) && echoed(secret)),
    ),
  ]
  return leaks.map(({ where, form, excerpt }) => `${where} has a secret (${form}): ${excerpt}`)
}

const rules: Readonly<Record<string, Rule>> = {
  'one annotation': oneAnnotation,
  'attempts counted': attempts,
  'repeated by the table': repeats,
  'ended in time': time,
  'cancelled at once': cancellation,
  'left tidy': tidiness,
  'nothing secret': secrecy,
}

/** Every rule that a step has broken, with what is wrong. */
export function brokenRules(trace: Trace): string[] {
  return Object.entries({ ...rules, ...outcome(trace.goal) }).flatMap(([rule, check]) =>
    check(trace).map((problem) => `${rule}: ${problem}`),
  )
}
