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

/** The same of a call that reads all pages of the automations. */
export const pagesRules: Rules = {
  'every entry of every page': (trace) => {
    const { before, result } = trace
    const read = wasRead(trace, 'list')
    if (failed(trace)) return when(read, 'failed, and every page was read')
    const { complete, values = '{}' } = result.outputs
    const shown: readonly { workflow_id?: unknown }[] = JSON.parse(values).workflows ?? []
    const all = Object.keys(before).filter((id) => !id.startsWith('wkf'))
    const same = shown.map(({ workflow_id }) => workflow_id).join() === all.join()
    const known = all.length > 40 ? complete === 'true' : complete === undefined
    return when(read ? !same || !known : complete === 'true', `complete is ${complete}; the same: ${same}`)
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
    const still = changed(trace)
    const sure = (endpoint: 'list' | 'list-v3') =>
      wasRead(post, endpoint) && post.sent.at(-1)?.endpoint.startsWith('list')
    const known = (id: string) => sure(id.startsWith('wkf') ? 'list-v3' : 'list')
    return [
      ...still.filter((id) => !message.includes(id)).map((id) => `not named, and still changed: ${id}`),
      ...Object.keys(before)
        .filter(
          (id) =>
            !still.includes(id) && (disabled.includes(id) || (message.includes(id) && saved.includes(id) && known(id))),
        )
        .map((id) => `named, and as before: ${id}`),
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
  /** Post tries each one before it tries another twice, whatever becomes of it, unless it gets no token. */
  'each in turn': ({ post, saved }) => {
    if (!post?.sent.some(({ endpoint, meaning }) => endpoint !== 'token' || meaning === 'granted')) return []
    const tried = switched(post).map(({ id }) => id)
    // What main did not get to disable may be seen to be on.
    const off = saved.filter((id) => post.before[id] === 'Disable')
    const untried = (until: number) => off.filter((id) => !tried.slice(0, until).includes(id))
    const twice = tried.findIndex((id, index) => tried.indexOf(id) < index)
    return untried(twice === -1 ? tried.length : twice).map(
      (id) => `another one was tried twice before ${id}, or it never was`,
    )
  },
  /** Post goes on while the next try may help, for as long as it has time, and no longer. */
  'all of its time': (trace) => {
    const { post } = trace
    if (!post) return []
    const { startedAt, endedAt = Number.POSITIVE_INFINITY, sent } = post
    const token = sent.findLast(({ endpoint }) => endpoint === 'token')
    const ends = startedAt + 200_000
    const helps = (id: string) => {
      const last = switched(post).findLast((request) => request.id === id)
      return last?.next === 'again' && (last.endedAt ?? 0) + (last.asks ?? 0) * 1000 < ends
    }
    const over = endedAt > ends || (token && token.meaning !== 'granted' && token.next !== 'again')
    return [
      ...when(endedAt > startedAt + restoreMs, `post took ${endedAt - startedAt} ms`),
      ...changed(trace).flatMap((id) => when(!over && helps(id), `given up: ${id}`)),
    ]
  },
}

/** Green exactly where all is as before the earlier step, by what Feishu granted or by what the base says. */
export const resumeRules: Rules = {
  ...switchRules,
  'as before when green': (trace) => {
    const { ids = [], status } = trace.task
    const granted = (id: string) => switched(trace).findLast((request) => request.id === id)?.meaning === 'granted'
    const off = ids.filter((id) => trace.after[id] !== status)
    return [
      ...when(!failed(trace) && off.length > 0, `green, and still ${off}`),
      ...when(failed(trace) && ids.every(granted) && switched(trace).length > 0, 'red, and all were granted'),
    ]
  },
}
