import fc from 'fast-check'
import { isRecord } from '../../sandbox/http.ts'
import { run } from '../../src/run.ts'
import { createFakeClock } from './clock.ts'
import type { Fault } from './faults.ts'
import { type Course, playStep, restoreMs, type Step, type Trace } from './play.ts'
import { brokenRules } from './rules.ts'
import type { Plan } from './scenarios.ts'
import { createSandbox, statusesOf } from './setup.ts'
import { errorOf, failed, switches, wasRead, when } from './trace.ts'

/** A job with a pause: its main, what happens in between, its post. */
export interface Job {
  plan: Plan
  /** `killAfter`: its process is killed after so many requests. */
  main: Course & { killAfter?: number }
  between: (typeof changes)[number]
  post: Course
}

/** What may change before the job ends. */
export const changes = ['nothing', 'scopes lost', 'collaborator lost', 'v3 lost', 'tokens revoked'] as const

export interface JobTrace {
  plan: Plan
  main: Trace
  /** Missing where main has saved nothing. */
  post?: Trace
  /** Ids that main has saved. */
  saved: string[]
  before: Record<string, string>
  after: Record<string, string>
}

type State = Record<string, string>

/**
 * Plays a job against a sandbox of its own.
 * @param tamper what a wrong step makes of the saved state
 */
export async function playJob(
  { plan, main, between, post }: Job,
  step: Step = run,
  tamper: (state: State, main: Trace) => State = (state) => state,
): Promise<JobTrace> {
  const time = createFakeClock()
  const feishu = createSandbox(plan.setup)
  const before = statusesOf(feishu)
  const common = { plan, feishu, time }
  const { killAfter } = main
  const killed = killAfter === undefined ? {} : { killAfter }
  const mainTrace = await playStep({ ...common, ...killed, entry: 'pause', course: main }, step)
  const state = tamper(mainTrace.result.state, mainTrace)
  const saved = savedIds(state.paused)
  change()
  // As src/restore.ts decides.
  const postTrace = state.paused
    ? await playStep({ ...common, entry: 'restore', course: post, state }, step)
    : undefined
  const after = statusesOf(feishu)
  return { plan, main: mainTrace, ...(postTrace && { post: postTrace }), saved, before, after }

  function change(): void {
    const [base] = feishu.state.bases
    if (between === 'scopes lost') {
      feishu.state.missingScopes = ['base:workflow:write', 'bitable:app', 'base:workflow:update']
    }
    if (between === 'collaborator lost' && base) base.collaborator = false
    if (between === 'v3 lost') feishu.state.v3 = 'no permission'
    if (between === 'tokens revoked') feishu.revokeTokens()
  }
}

function savedIds(text = '{}'): string[] {
  const { workflows = [] }: { workflows?: unknown[] } = JSON.parse(text)
  return workflows.filter(isRecord).map(({ workflow_id }) => String(workflow_id))
}

type JobRule = (job: JobTrace) => readonly string[]

/** A green post leaves the base exactly as it was before the pause. */
const restored: JobRule = ({ post, before, after }) => {
  const differing = differences(before, after)
  if (post && failed(post)) return []
  return when(
    differing.length > 0,
    `${post ? 'post is green' : 'there was no post'}, and it left changed: ${differing}`,
  )
}

/** A red post names what is still disabled: exactly that where it could read the base, no less where it could not. */
const named: JobRule = ({ post, saved, before, after }) => {
  if (!post || !failed(post)) return []
  const [, list = ''] = /Still disabled: (.*)/.exec(errorOf(post)) ?? []
  const names = Object.keys(before).filter((id) => list.includes(id))
  const differing = differences(before, after)
  const missing = differing.filter((id) => !names.includes(id))
  const hasWorkflows = saved.some((id) => id.startsWith('wkf'))
  const readable =
    post.cancelledAt === undefined && wasRead(post, 'list') && (!hasWorkflows || wasRead(post, 'list-v3'))
  const surplus = names.filter((id) => !differing.includes(id))
  return [
    ...when(missing.length > 0, `not named, and still changed: ${missing}`),
    ...when(readable && surplus.length > 0, `named, and as before: ${surplus}`),
  ]
}

/** Main disables and post enables what was enabled and selected, and nothing else. */
const untouched: JobRule = ({ plan, main, post, before, after }) => {
  const allowed = plan.goal.kind === 'pause' ? plan.goal.ids : []
  const touched = [...switched(main), ...(post ? switched(post) : [])].filter((id) => !allowed.includes(id))
  const changed = differences(before, after).filter((id) => !allowed.includes(id))
  return [
    ...when(touched.length > 0, `requests for what was off or not selected: ${touched}`),
    ...when(changed.length > 0, `changed: ${changed}`),
  ]
}

/** What main is about to disable is saved before the first request that changes something. */
const savedFirst: JobRule = ({ main, saved }) => {
  const unsaved = switched(main).filter((id) => !saved.includes(id))
  return when(unsaved.length > 0, `a request to disable ${unsaved}, which was not saved`)
}

/** A green main has disabled everything that it can see, and says how many. */
const paused: JobRule = ({ plan, main, saved }) => {
  if (failed(main) || main.killed) return []
  const visible =
    plan.goal.kind === 'pause' ? plan.goal.ids.filter((id) => wasRead(main, 'list-v3') || !id.startsWith('wkf')) : []
  const enabled = visible.filter((id) => main.after[id] !== 'Disable')
  return [
    ...when(enabled.length > 0, `main is green, and still enabled: ${enabled}`),
    ...when(main.result.outputs.paused !== String(saved.length), `output paused is ${main.result.outputs.paused}`),
  ]
}

/** Post tries each one, whatever becomes of the others, and ends within four minutes. */
const eachTried: JobRule = ({ post, saved }) => {
  if (!post) return []
  const noToken = post.sent.findLast(({ endpoint }) => endpoint === 'token')?.heard?.meaning
  const gaveUp = post.cancelledAt !== undefined || (noToken !== undefined && noToken !== 'granted')
  const untried = saved.filter((id) => !switched(post).includes(id))
  const took = (post.endedAt ?? Number.POSITIVE_INFINITY) - post.startedAt
  return [
    ...when(!gaveUp && untried.length > 0, `never tried: ${untried}`),
    ...when(took > restoreMs, `post took ${took} ms`),
  ]
}

function differences(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(before).filter((id) => before[id] !== after[id])
}

/** Ids that a request to enable or disable was for. */
function switched({ sent }: Trace): string[] {
  return sent
    .filter(({ endpoint }) => switches.includes(endpoint))
    .map(({ path }) => /\/workflows\/(\w+)/.exec(path)?.[1] ?? '')
}

const rules: Readonly<Record<string, JobRule>> = {
  'restored when green': restored,
  'named when red': named,
  'others untouched': untouched,
  'saved first': savedFirst,
  'paused when green': paused,
  'each tried': eachTried,
}

/** Every rule that a job has broken, with what is wrong. */
export function brokenJobRules(job: JobTrace): string[] {
  return [
    ...Object.entries(rules).flatMap(([rule, check]) => check(job).map((problem) => `${rule}: ${problem}`)),
    ...brokenRules(job.main).map((problem) => `main: ${problem}`),
    ...(job.post ? brokenRules(job.post).map((problem) => `post: ${problem}`) : []),
  ]
}

/** So many requests find out what to pause. */
const lookups: readonly Fault[] = Array(4).fill({ kind: 'none' })

/** @param courses of one step; most mains get as far as the first write */
export function jobs(plans: fc.Arbitrary<Plan>, courses: fc.Arbitrary<Course>): fc.Arbitrary<Job> {
  const killAfter = fc.option(fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 4, max: 9 })), {
    nil: undefined,
    freq: 3,
  })
  const main = fc
    .record({ course: courses, killAfter, late: fc.constantFrom(true, true, false) })
    .map(({ course, killAfter, late }) => ({
      ...course,
      ...(late && { faults: [...lookups, ...course.faults] }),
      ...(killAfter !== undefined && { killAfter }),
    }))
  const post = courses.map(({ cancel: _cancel, ...course }): Course => course)
  return fc.record({ plan: plans, main, between: fc.constantFrom('nothing' as const, ...changes), post })
}
