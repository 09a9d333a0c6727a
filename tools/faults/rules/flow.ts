import { readObject } from '../../../sandbox/http.ts'
import { failed, messageOf, ownTrips, type Rule, when } from './rule.ts'

/** One step starts at most one flow, under one key: the user's, or one of its own. */
export const once: Rule = (episode) => {
  const { plan, result } = episode
  if (plan.goal.operation !== 'execute-flow') return []
  const own = plan.feishu.state.executions.slice(plan.earlier)
  const bodies = new Set(ownTrips(episode).map(({ request }) => request.body))
  const keys = new Set([...bodies].map((body) => keyIn(body)))
  const given = plan.goal.key ?? result.outputs.idempotent_key
  return [
    ...when(own.length > 1, `the sandbox started ${own.length} executions`),
    ...when(keys.size > 1, `the step used ${keys.size} keys`),
    ...when(bodies.size > 1, 'the request changed from attempt to attempt'),
    ...[...keys]
      .filter((key) => key === undefined || key !== given)
      .map((key) => `the request's key is ${key}, and ${given} was given or is the output`),
    ...when(given === undefined || result.outputs.idempotent_key !== given, 'output idempotent_key is not the key'),
  ]
}

/** A success names the sandbox's own execution, or none, where an answer was lost and the flow runs by itself. */
export const execution: Rule = (episode) => {
  const { plan, result, startedByEnd } = episode
  if (plan.goal.operation !== 'execute-flow') return []
  const { is_async, outcome } = plan.goal
  const last = ownTrips(episode).at(-1)
  const granted = last?.heard?.meaning === 'granted'
  const doubted = ownTrips(episode).some(({ heard }) => heard?.meaning === 'unknown')
  const accepted = is_async && last?.heard?.meaning === 'duplicate' && doubted
  const good = is_async || (outcome.code === '' && !['failed', 'rejected', 'canceled'].includes(outcome.status))
  const [exists] = plan.feishu.state.executions
    .slice(0, startedByEnd)
    .filter(({ idempotent_key }) => idempotent_key === result.outputs.idempotent_key)
  const { execution_id, status } = result.outputs
  if (failed(episode)) {
    return [
      ...when(granted && good, 'the last answer was a success, and the step failed'),
      ...when(accepted, 'the last answer said that the flow was accepted before, and the step failed'),
    ]
  }
  const said = last?.heard?.exchange.kind === 'answered' ? last.heard.exchange.text : ''
  const named = granted && said.includes('execution_id') ? exists?.execution_id : undefined
  const right = granted ? (is_async ? 'in_process' : outcome.status) : undefined
  return [
    ...when(exists === undefined, 'success, and the sandbox has no such execution'),
    ...when(!(granted && good) && !accepted, `success after: ${last?.heard?.meaning}, flow ${outcome.status}`),
    ...when(execution_id !== named, `execution_id is ${execution_id}, and the sandbox said ${named}`),
    ...when(status !== right, `status is ${status}, and the sandbox said ${right}`),
  ]
}

/** Where a flow may have started and nothing is known of it, the message says so and names the key. */
export const doubt: Rule = (episode) => {
  const { plan, result, startedByEnd } = episode
  if (plan.goal.operation !== 'execute-flow' || !failed(episode)) return []
  const trips = ownTrips(episode)
  const message = messageOf(episode)
  const last = trips.at(-1)?.heard?.meaning
  const key = result.outputs.idempotent_key ?? ''
  const maybe = trips.some(({ heard }) => heard?.meaning === 'unknown' || heard?.meaning === 'bent')
  // Of a key that was used before its first attempt, the step knows what Feishu says.
  if (last === 'duplicate' && !maybe)
    return when(!/used before|幂等/.test(message), 'the message does not say that the key was used')
  const known = last === 'granted'
  const started = startedByEnd > plan.earlier
  const says = /outcome unknown|may have been started|started the flow|was used before/i.test(message)
  return [
    ...when((maybe || started) && !known && !says, 'a flow may have started, and the message does not say so'),
    ...when(
      (maybe || started) && !known && !message.includes(key),
      'a flow may have started, and the message does not name the key',
    ),
    ...when(
      /outcome unknown/i.test(message) && !maybe && !started,
      'the message says the outcome is unknown, and nothing can have started',
    ),
  ]
}

function keyIn(body: string): string | undefined {
  const read = readObject(body)
  const key = read.kind === 'object' ? read.value.idempotent_key : undefined
  return typeof key === 'string' ? key : undefined
}
