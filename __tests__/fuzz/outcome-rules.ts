import { readObject } from '../../sandbox/http.ts'
import { ambiguous, claims, listed, paced, untouched, updated } from './base-rules.ts'
import { endsWell, type Goal } from './scenarios.ts'
import { errorOf, failed, ownRequests, type Rule, when } from './trace.ts'

/** The rules of what a step was to achieve. */
export function outcome(goal: Goal): Readonly<Record<string, Rule>> {
  switch (goal.kind) {
    case 'update':
      return {
        'success only when granted': updated(goal),
        'outputs as in the base': claims,
        'others untouched': untouched(goal),
        'ten per second': paced,
      }
    case 'ambiguous title':
      return { 'ambiguous, so nothing changed': ambiguous }
    case 'list':
      return { 'list as in the base': listed }
    case 'execute':
      return { 'started once': once, 'success only with proof': proof(goal), 'doubt is reported': doubtOfFlow }
    case 'trigger':
      return { 'triggered once': triggered, 'doubt is reported': doubt(true) }
    case 'call':
      return {
        'called as allowed': called(goal),
        ...(goal.repeat !== 'read' && { 'doubt is reported': doubt(goal.repeat === 'idempotent') }),
      }
    case 'pause':
      return { 'outputs as in the base': claims, 'ten per second': paced }
  }
}

/** One step starts at most one flow, under one key: the user's or one of its own. */
const once: Rule = (trace) => {
  const { goal, feishu, executions, result } = trace
  const own = ownRequests(trace)
  const bodies = new Set(own.map(({ request }) => request.body ?? ''))
  const keys = new Set([...bodies].map(keyIn))
  const given = (goal.kind === 'execute' ? goal.key : undefined) ?? result.outputs.idempotent_key
  const started = feishu.state.executions.length - executions.before
  return [
    ...when(started > 1, `the sandbox started ${started} executions`),
    ...when(bodies.size > 1, 'the request changed from attempt to attempt'),
    ...[...keys]
      .filter((key) => key === undefined || key !== given)
      .map((key) => `the key sent is ${key}, not ${given}`),
    ...when(given === undefined || result.outputs.idempotent_key !== given, 'output idempotent_key is not the key'),
  ]
}

/**
 * A green step has a response that says so, or the one proof that an earlier attempt was accepted; and the sandbox has
 * the execution.
 */
function proof({ is_async }: Extract<Goal, { kind: 'execute' }>): Rule {
  return (trace) => {
    const { feishu, result, executions } = trace
    const own = ownRequests(trace)
    const meaning = own.at(-1)?.heard?.meaning
    const ambiguous = own.slice(0, -1).some(({ heard }) => heard?.meaning === 'unknown')
    const text = own.at(-1)?.text ?? ''
    const fine = meaning === 'granted' && saysItWentWell(text)
    const accepted = is_async && meaning === 'duplicate' && ambiguous
    if (failed(trace)) return when(fine || accepted, `${meaning}, and the step failed`)
    const { execution_id, idempotent_key, status } = result.outputs
    const exists = feishu.state.executions
      .slice(0, executions.atEnd)
      .find((each) => each.idempotent_key === idempotent_key)
    const named = text.includes('"execution_id":') && meaning === 'granted' ? exists?.execution_id : undefined
    const flow = feishu.state.flows[0]?.outcome
    return [
      ...when(exists === undefined, 'success, and the sandbox has no such execution'),
      ...when(!fine && !accepted, `success after ${meaning}`),
      ...when(execution_id !== named, `execution_id is ${execution_id}, the sandbox's is ${named}`),
      ...when(
        meaning === 'granted' && !is_async && flow !== undefined && !endsWell(flow),
        'success of a flow that failed',
      ),
      ...when(meaning === 'granted' && status !== (is_async ? 'in_process' : flow?.status), `status is ${status}`),
    ]
  }
}

/** A flow's response, by its own three fields. */
function saysItWentWell(text: string): boolean {
  const body = readObject(text)
  const data = body.kind === 'object' ? body.value.data : undefined
  const { code = '', status = '' } = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {}
  return endsWell({ code: String(code), status: String(status), error_msg: '' })
}

/** Where a flow may have started and nothing is known of it, the annotation says so and names the key. */
const doubtOfFlow: Rule = (trace) => {
  if (!failed(trace)) return []
  const { executions, result } = trace
  const own = ownRequests(trace)
  const message = errorOf(trace)
  const last = own.at(-1)?.heard?.meaning
  const maybe = own.some(({ heard }) => heard?.meaning === 'unknown' || heard?.meaning === 'broken')
  if (last === 'duplicate' && !maybe)
    return when(!/already used/.test(message), 'it does not say that the key was used')
  if (last === 'granted' && !own.slice(0, -1).some(({ heard }) => heard?.meaning === 'unknown')) return []
  const started = executions.atEnd > executions.before
  const reported = /outcome unknown|may have (been )?started|was started|already used/i.test(message)
  const key = result.outputs.idempotent_key ?? '-'
  if (last === 'granted') return []
  return [
    ...when((maybe || started) && !reported, 'a flow may have started, and the annotation does not say so'),
    ...when(
      (maybe || started) && !message.includes(key),
      'a flow may have started, and the annotation does not name the key',
    ),
    ...when(/outcome unknown/i.test(message) && !maybe && !started, 'outcome unknown, and nothing can have started'),
  ]
}

/** One key triggers an automation once; a green step has triggered it. */
const triggered: Rule = (trace) => {
  const { goal, feishu, result } = trace
  const own = ownRequests(trace)
  const keys = new Set(own.map(({ request }) => request.headers['Client-Token']))
  const starts = feishu.state.webhooks.flatMap((webhook) => webhook.starts)
  const given = (goal.kind === 'trigger' ? goal.key : undefined) ?? result.outputs.idempotent_key
  const granted = own.at(-1)?.heard?.meaning === 'granted'
  return [
    ...when(starts.length > 1, `the automation was triggered ${starts.length} times`),
    ...when(keys.size > 1, `${keys.size} keys were sent`),
    ...when(own.length > 0 && !keys.has(given), `the key sent is not ${given}`),
    ...when(result.outputs.idempotent_key !== given || given === undefined, 'output idempotent_key is not the key'),
    ...when(
      failed(trace) === granted,
      granted ? 'granted, and the step failed' : 'success that Feishu has not confirmed',
    ),
    ...when(!failed(trace) && starts.length !== 1, 'success, and the automation was not triggered'),
  ]
}

/** A call that cannot be repeated is not sent again once it may have been processed. */
function called({ repeat, endpoint }: Extract<Goal, { kind: 'call' }>): Rule {
  return (trace) => {
    const { feishu, result } = trace
    const own = ownRequests(trace)
    const granted = own.at(-1)?.heard?.meaning === 'granted'
    const records = feishu.state.records.length
    const doubled = own.filter(({ fault }) => fault.kind === 'twice').length
    const repeated = own
      .slice(0, -1)
      .filter(({ heard }) => heard?.meaning === 'unknown' || heard?.meaning === 'granted')
    return [
      ...when(
        failed(trace) === granted,
        granted ? 'granted, and the step failed' : 'success that Feishu has not confirmed',
      ),
      ...when(!failed(trace) && endpoint === 'add-record' && records === 0, 'success, and there is no record'),
      ...when(repeat === 'idempotent' && records > 1, `${records} records were added`),
      ...when(repeat === 'none' && records > 1 + doubled, `${records} records were added`),
      ...when(repeat === 'none' && repeated.length > 0, `sent again after ${JSON.stringify(repeated[0]?.fault)}`),
      ...when(!failed(trace) && result.outputs.values === undefined, 'success without output values'),
    ]
  }
}

/** Where a call may have been processed, the annotation says so, and whether running again is safe. */
function doubt(safe: boolean): Rule {
  return (trace) => {
    if (!failed(trace)) return []
    const own = ownRequests(trace)
    const maybe = own.some(({ heard }) => heard?.meaning === 'unknown')
    const nothing = own.every(({ heard }) => heard?.meaning === 'refused' || heard?.meaning === 'unsent')
    const message = errorOf(trace)
    return [
      ...when(
        maybe && !/outcome unknown/i.test(message),
        'it may have been processed, and the annotation does not say so',
      ),
      ...when(nothing && /outcome unknown/i.test(message), 'outcome unknown, and nothing was processed'),
      ...when(!safe && /safe/i.test(message), 'the annotation calls it safe to run again'),
    ]
  }
}

function keyIn(body: string): string | undefined {
  const read = readObject(body)
  const key = read.kind === 'object' ? read.value.idempotent_key : undefined
  return typeof key === 'string' ? key : undefined
}
