import type { Trace } from './play.ts'
import type { Goal } from './scenarios.ts'
import { callsOf, failed, type Rule, switches, wasRead, when } from './trace.ts'

interface Listed {
  workflow_id?: unknown
  status?: unknown
  title?: unknown
  previous_status?: unknown
}

/** A step succeeds when every target was granted, and only then; the base has what was granted. */
export function updated({ ids, status }: Extract<Goal, { kind: 'update' }>): Rule {
  return (trace) => {
    const granted = ids.filter((id) => isGranted(trace, id))
    const all =
      granted.length === ids.length && (ids.length > 0 || (wasRead(trace, 'list') && wasRead(trace, 'list-v3')))
    const wrong = granted.filter((id) => trace.after[id] !== status)
    const output = trace.result.outputs.status
    return [
      ...when(failed(trace) && all, 'all granted, and the step failed'),
      ...when(!failed(trace) && !all, `success with ${granted.length} of ${ids.length} granted`),
      ...when(wrong.length > 0, `granted, and the base differs: ${wrong}`),
      ...when(!failed(trace) !== (output === status), `output status is ${output}`),
      ...when(!failed(trace) && entries(trace).length !== ids.length, 'output workflows does not have every target'),
    ]
  }
}

function isGranted({ sent }: Trace, id: string): boolean {
  const requests = sent.filter(({ endpoint, path }) => switches.includes(endpoint) && path.split('/').includes(id))
  return requests.at(-1)?.heard?.meaning === 'granted'
}

/** What output workflows says is so; what it leaves out is unknown. */
export const claims: Rule = (trace) =>
  entries(trace).flatMap(({ workflow_id, status, previous_status }) => {
    const id = String(workflow_id)
    return [
      ...when(
        status !== undefined && trace.after[id] !== status,
        `output workflows: ${id} is ${status}, in the base ${trace.after[id]}`,
      ),
      ...when(
        previous_status !== undefined && trace.before[id] !== previous_status,
        `output workflows: ${id} was ${previous_status}`,
      ),
    ]
  })

/** What was not selected stays as it was. */
export function untouched({ ids }: Extract<Goal, { kind: 'update' }>): Rule {
  return ({ before, after }) =>
    Object.keys(before)
      .filter((id) => !ids.includes(id) && before[id] !== after[id])
      .map((id) => `${id} was changed`)
}

/** Where the workflows cannot be read, the title of an automation is unambiguous for all that the step can know. */
export const ambiguous: Rule = (trace) => {
  const readable = wasRead(trace, 'list-v3') && wasRead(trace, 'list')
  const changed = Object.keys(trace.before).filter((id) => trace.before[id] !== trace.after[id])
  return when(readable && (!failed(trace) || changed.length > 0), `changed ${changed}`)
}

/** A list is the base's, or the step says that it is not complete. */
export const listed: Rule = (trace) => {
  const { before, result, feishu } = trace
  const automations = feishu.state.bases[0]?.workflows.map(({ workflow_id }) => workflow_id) ?? []
  const complete = result.outputs.complete
  const shown = entries(trace)
  const expected = complete === 'true' ? Object.keys(before) : automations
  const same =
    shown.length === expected.length &&
    shown.every(
      ({ workflow_id, status }, index) => workflow_id === expected[index] && status === before[String(workflow_id)],
    )
  const warned = result.annotations.some(({ level, message }) => level === 'warning' && /cannot be read/.test(message))
  if (failed(trace)) {
    return [
      ...when(result.outputs.workflows !== undefined, 'output workflows after a failure'),
      ...when(wasRead(trace, 'list') && wasRead(trace, 'list-v3'), 'both lists were read, and the step failed'),
    ]
  }
  return [
    ...when(!same, `output workflows has ${shown.length} entries, the base ${expected.length}`),
    ...when(complete !== 'true' && complete !== 'false', `output complete is ${complete}`),
    ...when((complete === 'false') !== warned, `complete is ${complete}, and the warning about it is ${warned}`),
  ]
}

/** Feishu's limit for one base: ten updates in a second, and a little more than that. */
export const paced: Rule = (trace) => {
  const starts = callsOf(trace).flatMap(([first]) =>
    first && switches.includes(first.endpoint) ? [first.startedAt] : [],
  )
  const tooEarly = starts.filter((at, index) => at - (starts[index - 10] ?? Number.NEGATIVE_INFINITY) < 1100)
  return when(tooEarly.length > 0, `eleven updates within 1.1 s, at ${tooEarly}`)
}

function entries({ result }: Trace): readonly Listed[] {
  return JSON.parse(result.outputs.workflows ?? '[]')
}
