import type { Trace } from './play.ts'
import { errorOf, failed, type Rules, when } from './rules.ts'

/** The requests to enable and disable, and the ids that they are for. */
function switched(trace: Trace | undefined) {
  const requests = trace?.sent.filter(({ endpoint }) => ['update', 'enable', 'disable'].includes(endpoint)) ?? []
  return requests.map((request) => ({ ...request, id: /\/workflows\/(\w+)/.exec(request.path)?.[1] ?? '' }))
}

const lastFor = (trace: Trace, id: string) => switched(trace).findLast((request) => request.id === id)

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

/** What holds for update-workflow and resume. */
export const statusRules: Rules = {
  ...switchRules,
  /** Green where every target has the status, which resume may also learn from the base; red where one was not granted. */
  'green when done': (trace) => {
    const { ids = [], status, entry } = trace.task
    const granted = ids.filter((id) => lastFor(trace, id)?.meaning === 'granted')
    const off = ids.filter((id) => trace.after[id] !== status)
    const green = !failed(trace)
    const asked = switched(trace).length > 0
    return [
      ...when(green && off.length > 0, `green, and still ${off}`),
      ...when(green && entry === 'main' && granted.length < ids.length, `green, and only ${granted} were granted`),
      ...when(!green && asked && granted.length === ids.length, 'red, and all were granted'),
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
    const shown = entries(trace).map(({ workflow_id, status }) => `${workflow_id} ${status}`)
    const known = Object.keys(before).filter((id) => complete === 'true' || !id.startsWith('wkf'))
    const same = shown.join() === known.map((id) => `${id} ${before[id]}`).join()
    const warned = result.annotations.some(({ message }) => /cannot be read/.test(message))
    return [
      ...when(!same, `${shown.length} of ${known.length} listed`),
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
}
