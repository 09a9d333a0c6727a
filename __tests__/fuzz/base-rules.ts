import { incomplete } from './fault.ts'
import { restoreMs, type Trace } from './play.ts'
import { errorOf, failed, type Rules, when } from './rules.ts'

const switches = ['update', 'enable', 'disable']

/** The requests to enable and disable, and the ids that they are for. */
function switched(trace: Trace | undefined) {
  const requests = trace?.sent.filter(({ endpoint }) => switches.includes(endpoint)) ?? []
  return requests.map((request) => ({ ...request, id: /\/workflows\/(\w+)/.exec(request.path)?.[1] ?? '' }))
}

/** Ids whose status differs. */
function changed({ before, after, post }: Trace): string[] {
  const end = post?.after ?? after
  return Object.keys(before).filter((id) => before[id] !== end[id])
}

function entries({ result }: Trace): readonly { workflow_id?: string; status?: string; previous_status?: string }[] {
  return JSON.parse(result.outputs.workflows ?? '[]')
}

/** True where a list was read to its end. */
function wasRead({ sent }: Trace, endpoint: 'list' | 'list-v3'): boolean {
  const { meaning, fault, text = '' } = sent.findLast((request) => request.endpoint === endpoint) ?? {}
  // Of an empty list, nothing can be missing.
  const cut = incomplete.some((change) => change === fault?.change) && /"has_more":true|"total":[1-9]/.test(text)
  return meaning === 'granted' && !cut
}

/** What holds for every step that enables or disables. */
const switchRules: Rules = {
  /** What output workflows says is so; what it leaves out is unknown. */
  'outputs as in the base': (trace) =>
    entries(trace).flatMap(({ workflow_id: id = '', status, previous_status }) => [
      ...when(status !== undefined && status !== trace.after[id], `${id}: status ${status}`),
      ...when(previous_status !== undefined && previous_status !== trace.before[id], `${id}: was ${previous_status}`),
    ]),
  /** Nothing else is touched. */
  'others untouched': (trace) => {
    const touched = [...switched(trace), ...switched(trace.post)].map(({ id }) => id)
    const known = [...changed(trace), ...touched.filter((id) => id in trace.before)]
    return known.filter((id) => !trace.task.ids?.includes(id)).map((id) => `${id} was not to be changed`)
  },
  /** Feishu's limit for one base: ten updates in a second, and a little more than that. */
  'ten per second': (trace) => {
    const calls = Map.groupBy(switched(trace), ({ path }) => path)
    const starts = [...calls.values()].map(([first]) => first?.startedAt ?? 0)
    const early = starts.filter((at, index) => at - (starts[index - 10] ?? Number.NEGATIVE_INFINITY) < 1100)
    return when(early.length > 0, `eleven updates within 1.1 s, at ${early}`)
  },
}

export const updateRules: Rules = {
  ...switchRules,
  /** Green when every target was granted, and only then; the base has what was granted. */
  'green when granted': (trace) => {
    const { ids = [], status } = trace.task
    const granted = ids.filter((id) => switched(trace).findLast((request) => request.id === id)?.meaning === 'granted')
    const read = ids.length > 0 || (wasRead(trace, 'list') && wasRead(trace, 'list-v3'))
    const all = granted.length === ids.length && read
    const green = !failed(trace)
    return [
      ...when(green !== all, `${granted.length} of ${ids.length} granted; green: ${green}`),
      ...granted.flatMap((id) => when(trace.after[id] !== status, `${id} was granted, and is not ${status}`)),
      ...when(green !== (trace.result.outputs.status === status), `output status is ${trace.result.outputs.status}`),
      ...when(green && entries(trace).length !== ids.length, 'output workflows does not have every target'),
    ]
  },
}

/** A list is the base's, or the step says that it is not complete. */
export const listRules: Rules = {
  'list as in the base': (trace) => {
    const { before, result } = trace
    const { complete, workflows } = result.outputs
    const read = wasRead(trace, 'list') && wasRead(trace, 'list-v3')
    if (failed(trace)) return when(read || workflows !== undefined, `failed; both lists read: ${read}, ${workflows}`)
    const ids = Object.keys(before).filter((id) => complete === 'true' || !id.startsWith('wkf'))
    const shown = entries(trace).map(({ workflow_id, status }) => `${workflow_id} ${status}`)
    const warned = result.annotations.some(({ message }) => /cannot be read/.test(message))
    return [
      ...when(
        shown.join() !== ids.map((id) => `${id} ${before[id]}`).join(),
        `${shown.length} of ${ids.length} listed`,
      ),
      ...when(complete !== String(!warned), `complete is ${complete}, and the warning about it is ${warned}`),
    ]
  },
}

/** Of main and post together. */
export const pauseRules: Rules = {
  ...switchRules,
  /** A green post leaves the base exactly as it was before the pause. */
  'restored when green': (trace) =>
    trace.post && failed(trace.post)
      ? []
      : changed(trace).map((id) => `${trace.post ? 'post is green' : 'no post'}: ${id}`),
  /** A red post names what is still disabled: exactly that where it could read the base, no less where it could not. */
  'named when red': (trace) => {
    const { post, saved, before } = trace
    if (!post || !failed(post)) return []
    const [, list = ''] = /Still disabled: (.*)/.exec(errorOf(post)) ?? []
    const names = Object.keys(before).filter((id) => list.includes(id))
    const needsV3 = saved.some((id) => id.startsWith('wkf'))
    const readable = post.cancelledAt === undefined && wasRead(post, 'list') && (!needsV3 || wasRead(post, 'list-v3'))
    const still = changed(trace)
    return [
      ...still.filter((id) => !names.includes(id)).map((id) => `not named, and still changed: ${id}`),
      ...names.filter((id) => readable && !still.includes(id)).map((id) => `named, and as before: ${id}`),
    ]
  },
  /** What main is about to disable is saved before the first request that changes something. */
  'saved first': (trace) =>
    switched(trace).flatMap(({ id }) => when(!trace.saved.includes(id), `a request for ${id}, which was not saved`)),
  /** A green main has disabled everything that it can see, and says how many. */
  'paused when green': (trace) => {
    if (failed(trace) || trace.killed) return []
    const visible = (trace.task.ids ?? []).filter((id) => wasRead(trace, 'list-v3') || !id.startsWith('wkf'))
    const { paused } = trace.result.outputs
    return [
      ...visible.flatMap((id) => when(trace.after[id] !== 'Disable', `main is green, and ${id} is enabled`)),
      ...when(paused !== String(trace.saved.length), `output paused is ${paused}`),
    ]
  },
  /** Post tries each one, whatever becomes of the others, and ends within its time. */
  'each tried': ({ post, saved }) => {
    if (!post) return []
    const token = post.sent.findLast(({ endpoint }) => endpoint === 'token')
    const gaveUp = post.cancelledAt !== undefined || (token !== undefined && token.meaning !== 'granted')
    const tried = switched(post).map(({ id }) => id)
    const took = (post.endedAt ?? Number.POSITIVE_INFINITY) - post.startedAt
    return [
      ...saved.flatMap((id) => when(!gaveUp && !tried.includes(id), `never tried: ${id}`)),
      ...when(took > restoreMs, `post took ${took} ms`),
    ]
  },
}
