import type { Trace } from './play.ts'
import { errorOf, failed, type Rules, when } from './rules.ts'

/** The requests to enable and disable, and the ids that they are for. */
function switched(trace: Trace | undefined) {
  const requests = trace?.sent.filter(({ endpoint }) => ['update', 'enable', 'disable'].includes(endpoint)) ?? []
  return requests.map((request) => ({ ...request, id: /\/workflows\/(\w+)/.exec(request.path)?.[1] ?? '' }))
}

const lastFor = (trace: Trace, id: string) => switched(trace).findLast((request) => request.id === id)
const isGranted = (trace: Trace) => (id: string) => lastFor(trace, id)?.meaning === 'granted'

/** Ids whose status differs. */
function changed({ before, after, post }: Trace): string[] {
  const end = post?.after ?? after
  return Object.keys(before).filter((id) => before[id] !== end[id])
}

function entries({ result }: Trace): readonly { workflow_id?: string; status?: string; previous_status?: string }[] {
  return JSON.parse(result.outputs.workflows ?? '[]')
}

function wasRead({ sent }: Trace, endpoint: 'list' | 'list-v3'): boolean {
  return sent.findLast((request) => request.endpoint === endpoint)?.meaning === 'granted'
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
}

export const updateRules: Rules = {
  ...switchRules,
  /** Green when every target was granted, and only then; the base has what was granted. */
  'green when granted': (trace) => {
    const { ids = [], status } = trace.task
    const granted = ids.filter(isGranted(trace))
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
  /** A red post names what is off or unknown, and calls nothing disabled that is not. */
  'named when red': (trace) => {
    const { post, saved, before } = trace
    if (!post || !failed(post)) return []
    const message = errorOf(post)
    const [, disabled = ''] = /Still disabled: (.*?)\. (?:Unknown|Enable)/.exec(message) ?? []
    const known = (id: string) =>
      wasRead(post, id.startsWith('wkf') ? 'list-v3' : 'list') && post.sent.at(-1)?.endpoint.startsWith('list') === true
    return Object.keys(before).flatMap((id) => {
      const off = changed(trace).includes(id)
      const named = message.includes(id)
      const wrong = disabled.includes(id) || (named && saved.includes(id) && known(id))
      return [
        ...when(off && !named, `not named, and still changed: ${id}`),
        ...when(!off && wrong, `named, and as before: ${id}`),
      ]
    })
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
  /** Post goes on while the next try may help, for as long as it has time, and no longer. */
  'all of its time': (trace) => {
    const { post } = trace
    if (!post) return []
    const { startedAt, endedAt, sent } = post
    const token = sent.findLast(({ endpoint }) => endpoint === 'token')
    const ends = startedAt + 200_000
    const helps = (id: string) => {
      const { next, endedAt = 0, asks = 0 } = lastFor(post, id) ?? {}
      return next === 'again' && endedAt + asks * 1000 < ends
    }
    const over = endedAt > ends || (token && token.meaning !== 'granted' && token.next !== 'again')
    return [
      // GitHub's time for the post step of a cancelled job, less a margin.
      ...when(endedAt > startedAt + 235_000, `post took ${endedAt - startedAt} ms`),
      ...changed(trace).flatMap((id) => when(!over && helps(id), `given up: ${id}`)),
    ]
  },
}

/** Green exactly where all is as before the earlier step, by what Feishu granted or by what the base says. */
export const resumeRules: Rules = {
  ...switchRules,
  'as before when green': (trace) => {
    const { ids = [], status } = trace.task
    const off = ids.filter((id) => trace.after[id] !== status)
    return [
      ...when(!failed(trace) && off.length > 0, `green, and still ${off}`),
      ...when(failed(trace) && ids.every(isGranted(trace)) && switched(trace).length > 0, 'red, and all were granted'),
    ]
  },
}
