import { readObject } from '../../sandbox/http.ts'
import { findLeaks, formsOf } from '../support/leaks.ts'
import type { Sent } from './network.ts'
import type { Trace } from './play.ts'
import { privates, secrets } from './setup.ts'

/** Something that holds whatever goes wrong; gives what does not, in words. */
type Rule = (trace: Trace) => readonly string[]
export type Rules = Readonly<Record<string, Rule>>

/** Every rule that does not hold, with what is wrong. */
export function broken(rules: Rules, trace: Trace): string[] {
  return Object.entries(rules).flatMap(([name, rule]) => rule(trace).map((problem) => `${name}: ${problem}`))
}

/** The words, where the condition is true. */
export const when = (condition: boolean, words: string): readonly string[] => (condition ? [words] : [])

/** The message of the error annotation; '' without one. */
export function errorOf({ result }: Trace): string {
  return result.annotations.find(({ level }) => level === 'error')?.message ?? ''
}

export const failed = ({ result }: Trace): boolean => result.exitCode !== 0

/** The requests of the operation's own calls. */
const ownRequests = ({ task, sent }: Trace) => sent.filter(({ endpoint }) => task.own.includes(endpoint))

/** The requests of each call, in order; the token's, which any call may need, by what lies between them. */
function callsOf({ sent }: Trace): readonly (readonly Sent[])[] {
  let others = 0
  const calls = Map.groupBy(sent, ({ endpoint, method, path, body }) => {
    if (endpoint !== 'token') others += 1
    return endpoint === 'token' ? `token ${others}` : `${method} ${path} ${body}`
  })
  return [...calls.values()]
}

/** A step can renew its token once, and only one that it has obtained. */
function canRenew({ sent }: Trace, request: Sent): boolean {
  const isToken = (each?: Sent) => each?.endpoint === 'token'
  const earlier = sent.slice(0, sent.indexOf(request))
  const renewed = earlier.some(({ next }, index) => next === 'renew' && isToken(sent[index + 1]))
  return !isToken(request) && sent.some(isToken) && !renewed
}

/** Those of every step. */
export const stepRules: Rules = {
  /** A failure is one error annotation and exit code 1; a success is none and 0. Nothing else becomes a command. */
  'one annotation': (trace) => {
    const { result, killed } = trace
    const errors = result.annotations.filter(({ level }) => level === 'error').length
    const heading = /^### .*: (\w+)$/m.exec(result.summary)?.[1]
    const others = result.commands.filter(({ name }) => !['add-mask', 'warning', 'error', 'debug'].includes(name))
    return [
      ...when(errors !== result.exitCode, `exit code ${result.exitCode} with ${errors} error annotations`),
      ...when(!killed && heading !== (failed(trace) ? 'failed' : 'succeeded'), `the summary says ${heading}`),
      ...others.map(({ name }) => `the runner reads a command: ${name}`),
      ...when(/\bat .*:\d+:\d+|undefined|\[object /.test(errorOf(trace)), `not a sentence: ${errorOf(trace)}`),
    ]
  },
  /** After a cancellation nothing is sent, and the step ends at once and says so. */
  'cancelled at once': (trace) => {
    const { sent, cancelledAt, endedAt, killed, task } = trace
    if (cancelledAt === undefined || killed) return []
    const late = sent.filter(({ startedAt }) => startedAt > cancelledAt)
    // What resume looks up after its updates adds nothing to their errors.
    const said = task.entry === 'resume' || /cancel/i.test(errorOf(trace))
    return [
      ...late.map(({ endpoint }) => `${endpoint} was sent after the job was cancelled`),
      ...when(endedAt !== cancelledAt, `cancelled at ${cancelledAt} ms, ended at ${endedAt}`),
      ...when(!failed(trace) || !said, `cancelled, and the step says: ${errorOf(trace)}`),
    ]
  },
  /** Nothing goes to another host, or is left open. */
  'left tidy': ({ sent, open, killed }) => [
    ...sent.flatMap(({ url }) => when(!url.startsWith('https://open.feishu.cn/'), `a request to ${url}`)),
    ...when(!killed && open.timers + open.transports > 0, `left open: ${JSON.stringify(open)}`),
  ],
  /** Credentials are nowhere. What the user sends is only where the server's own text is an output. */
  'nothing secret': ({ result, feishu, sent }) => {
    const tokens = feishu.state.tokens.map(({ token }) => token)
    const echoed = (secret: string) =>
      sent.some(({ text = '' }) => formsOf(secret).some(([, form]) => text.includes(form)))
    const verbatim = ['output response', 'output msg', 'output values']
    const leaks = findLeaks(result, [...new Set([...secrets, ...tokens])])
    const repeated = findLeaks(result, privates).filter(
      (leak) => !verbatim.includes(leak.where) || !echoed(leak.secret),
    )
    return [...leaks, ...repeated].map(({ where, form, excerpt }) => `${where} has a secret (${form}): ${excerpt}`)
  },
}

/** Those of every step that makes each call up to max_attempts times; post of a pause has rules of its own. */
export const attemptRules: Rules = {
  /** What is final, or may have run and cannot be repeated, is not sent again; what passes is, up to max_attempts. */
  'repeated where it helps': (trace) => {
    const { sent, task, conditions, cancelledAt, killed } = trace
    return callsOf(trace).flatMap((call) =>
      call.flatMap((request, index) => {
        const { endpoint, fault, meaning, next, asks = 0 } = request
        const unrepeatable = task.repeat === 'none' && task.own.includes(endpoint) && meaning === 'unknown'
        const isFinal = next === 'stop' || unrepeatable || asks > 120 || (next === 'renew' && !canRenew(trace, request))
        // A token request that fails ends the call that needs it.
        const interrupted = cancelledAt !== undefined || killed || sent[sent.indexOf(request) + 1]?.endpoint === 'token'
        const last = index === call.length - 1
        const more = index + 1 < conditions.maxAttempts
        return [
          ...when(index >= conditions.maxAttempts, `${endpoint} was sent ${index + 1} times`),
          ...when(!last && isFinal, `${endpoint} was sent again after ${JSON.stringify(fault)}`),
          ...when(last && more && next !== undefined && !isFinal && !interrupted, `given up: ${JSON.stringify(fault)}`),
        ]
      }),
    )
  },
  /** Every attempt ends by its timeout; every wait is as long as was asked, or as the back-off may be. */
  'ended in time': (trace) => {
    const { sent, timeoutMs, endedAt, cancelledAt, killed } = trace
    if (killed) return []
    const lastEnd = cancelledAt ?? sent.at(-1)?.endedAt ?? 0
    const calls = callsOf(trace)
    const waits = sent.slice(1).flatMap((after, index) => {
      const before = sent[index]
      const { endedAt = 0, asks = 0, next } = before ?? {}
      const again = next !== 'renew' && calls.some((call) => before && call.includes(before) && call.includes(after))
      const [shortest, longest] = [again ? Math.max(asks * 1000, 500) : 0, Math.max(asks * 1000 + 1, 30_000)]
      const waited = after.startedAt - endedAt
      return when(waited < shortest || waited > longest, `${after.endpoint} waited ${waited} ms; ${asks} s asked`)
    })
    const slow = sent.filter((each) => (each.endedAt ?? Number.POSITIVE_INFINITY) - each.startedAt > timeoutMs)
    return [
      ...slow.map(({ endpoint }) => `${endpoint} took longer than ${timeoutMs} ms`),
      ...waits,
      ...when(endedAt > lastEnd, `the step ended at ${endedAt} ms, with nothing to do since ${lastEnd}`),
    ]
  },
}

type Count = (trace: Trace) => number
type KeyOf = (sent: Sent) => string | undefined
const meaningsOf = (trace: Trace) => ownRequests(trace).map(({ meaning }) => meaning)

/** What holds for whatever starts something. */
export const startRules = (count: Count, keyOf?: KeyOf, green: Rule = confirmed(count)): Rules => ({
  'runs once': once(count, keyOf),
  'green when confirmed': green,
  'doubt is reported': doubt(count),
})

/** What may run once has, however often it was sent, under one key: the user's or one of the step's own. */
function once(count: Count, keyOf?: KeyOf): Rule {
  return (trace) => {
    const { task, result } = trace
    const own = ownRequests(trace)
    const doubled = task.repeat === 'none' ? own.filter(({ fault }) => fault.twice).length : 0
    const key = task.key ?? result.outputs.idempotent_key
    const others = keyOf ? own.map(keyOf).filter((each) => each !== key || each === undefined) : []
    return [
      ...when(count(trace) > 1 + doubled, `it ran ${count(trace)} times`),
      ...when(new Set(own.map(({ body }) => body)).size > 1, 'the body changed from attempt to attempt'),
      ...others.map((other) => `the key sent is ${other}, not ${key}`),
      ...when(keyOf !== undefined && result.outputs.idempotent_key !== key, 'output idempotent_key is not the key'),
    ]
  }
}

/** A step is green exactly where Feishu has confirmed it. */
export function confirmed(count: Count = () => 1): Rule {
  return (trace) => {
    const last = meaningsOf(trace).at(-1)
    return [
      ...when((last === 'granted') === failed(trace), `${last}; failed: ${failed(trace)}`),
      ...when(!failed(trace) && count(trace) === 0, 'green, and Feishu knows nothing of it'),
    ]
  }
}

/** Where it may have run and nothing is known of it, the annotation says so, and names the key of a flow. */
function doubt(count: Count): Rule {
  return (trace) => {
    const meanings = meaningsOf(trace)
    const message = errorOf(trace)
    if (!failed(trace) || meanings.at(-1) === 'granted') return []
    // Delivered twice on the way and refused in words only: nobody could know.
    if (meanings.at(-1) === 'refused' && ownRequests(trace).at(-1)?.fault.twice) return []
    const maybe = meanings.some((meaning) => meaning === 'unknown' || meaning === 'broken')
    const nothing = !maybe && count(trace) === 0
    const reported = /outcome (is )?unknown|was started|key has been used/i.test(message)
    const { repeat, key = trace.result.outputs.idempotent_key ?? '-' } = trace.task
    const used = !maybe && meanings.at(-1) === 'duplicate'
    return [
      ...when(!nothing && !reported, 'it may have run, and the annotation does not say so'),
      ...when(!nothing && repeat === 'key' && !message.includes(key), 'the annotation does not name the key'),
      ...when(nothing && /outcome (is )?unknown/i.test(message), 'outcome unknown, and nothing can have run'),
      ...when(used && !/key has been used/.test(message), 'the annotation does not say that the key was used'),
      ...when(repeat === 'none' && /safe/i.test(message), 'the annotation calls it safe to run again'),
    ]
  }
}

/** True for a flow that has ended well, or goes on. */
const endsWell = ({ status, code }: { status?: unknown; code?: unknown }) =>
  !code && !['failed', 'rejected', 'cancelled'].includes(String(status))

/** A flow is green after a response that says that it went well, or the one proof that an earlier attempt was accepted. */
export const proven: Rule = (trace) => {
  const { feishu, result, task } = trace
  const is_async = task.inputs.is_async === 'true'
  const { meaning, text = '' } = ownRequests(trace).at(-1) ?? {}
  const body = readObject(text)
  const fine = meaning === 'granted' && body.kind === 'object' && endsWell({ ...Object(body.value.data) })
  const accepted = is_async && meaning === 'duplicate' && meaningsOf(trace).includes('unknown')
  const { execution_id, idempotent_key, status } = result.outputs
  const exists = feishu.state.executions.find((each) => each.idempotent_key === idempotent_key)
  const named = text.includes('"execution_id":') && fine ? exists?.execution_id : undefined
  const flow = feishu.state.flows[0]?.outcome
  if (failed(trace)) return when(fine || accepted, `${meaning}, and the step failed`)
  return [
    ...when(exists === undefined, 'green, and the sandbox has no such execution'),
    ...when(!fine && !accepted, `green after ${meaning}`),
    ...when(execution_id !== named, `execution_id is ${execution_id}, the sandbox's is ${named}`),
    ...when(fine && !is_async && flow !== undefined && !endsWell(flow), 'green, and the flow failed'),
    ...when(fine && status !== (is_async ? 'in_process' : flow?.status), `status is ${status}`),
  ]
}

/** What holds for a call that waits for the end of an approval. */
export const gateRules: Rules = {
  'opens on its value': (trace) => {
    const { reads = 0, status } = trace.task.setup.approvalEnd ?? {}
    const [approval] = trace.feishu.state.approvals
    const approved = status === 'APPROVED' && (approval?.reads ?? 0) > reads
    return when(!failed(trace) && !approved, `green, and the approval is not approved after ${approval?.reads} reads`)
  },
}
