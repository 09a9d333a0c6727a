import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, jest } from '@jest/globals'
import type { Feishu } from '../../sandbox/feishu.ts'
import { isRecord } from '../../sandbox/http.ts'
import { createStepFiles, type StepFiles } from '../../sandbox/runner/files.ts'
import type { StepResult } from '../../sandbox/runner/step.ts'
import { systemClock } from '../../src/feishu/clock.ts'
import { type Entry, entryPoints } from '../../src/operations/index.ts'
import { type Runtime, run } from '../../src/run.ts'
import { inPlaceOfProcess } from '../support/source.ts'
import type { Conditions } from './conditions.ts'
import { createNetwork, type Sent } from './network.ts'
import { createSandbox, type Setup, statusesOf } from './setup.ts'

/** A step, as src/run.ts is one. */
export type Run = (entry: Entry, cancelled: AbortSignal, runtime: Runtime) => Promise<void>

/** What a step is asked to do, as plain data. */
export interface Task {
  entry: Entry
  inputs: Record<string, string>
  setup: Setup
  /** The endpoints of its own calls, and what sending one of these twice may do. */
  own: readonly string[]
  repeat: 'harmless' | 'key' | 'none'
  /** The automations and workflows that are to get the status. */
  ids?: readonly string[]
  status?: string
  /** The idempotent_key of the user. */
  key?: string
}

/** Everything that a step left behind. Times are milliseconds. */
export interface Trace {
  task: Task
  conditions: Conditions
  sent: readonly Sent[]
  result: StepResult
  /** Statuses in the base. */
  before: Record<string, string>
  after: Record<string, string>
  feishu: Feishu
  /** The longest that an attempt may take. */
  timeoutMs: number
  startedAt: number
  /** undefined where the step never ended. */
  endedAt: number | undefined
  cancelledAt: number | undefined
  killed: boolean
  /** What the step threw, which it never may. */
  thrown: unknown
  /** What was left open. */
  open: { timers: number; transports: number }
  /** Ids that it saved for its post step, which runs if there is a state. */
  saved: string[]
  post?: Trace
}

/** No step may take longer; its own limits are checked by the rules. */
const longest = 24 * 3_600_000

/** GitHub's time for the post step of a cancelled job, less a margin. */
export const restoreMs = 235_000

/** Plays a step against a sandbox of its own, and its post step where it has saved a state. */
export async function play(task: Task, conditions: Conditions, step: Run = run): Promise<Trace> {
  // Time passes only when nothing else can happen, and then all at once. Dates in headers are the same in every run.
  jest.useFakeTimers({ now: Date.UTC(2024, 7, 7, 10, 30), doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] })
  try {
    const feishu = createSandbox(task.setup)
    const trace = await playStep(task, conditions, step, feishu)
    const { state } = trace.result
    // As src/restore.ts decides.
    if (!state.paused || !conditions.post) return trace
    change(feishu, conditions.between)
    return { ...trace, post: await playStep({ ...task, entry: 'restore' }, conditions.post, step, feishu, state) }
  } finally {
    jest.useRealTimers()
  }
}

function change({ state, revokeTokens }: Feishu, what: Conditions['between']): void {
  const [base] = state.bases
  if (what === 'scopes lost') state.missingScopes = ['base:workflow:write', 'bitable:app', 'base:workflow:update']
  if (what === 'collaborator lost' && base) base.collaborator = false
  if (what === 'v3 lost') state.v3 = 'no permission'
  if (what === 'tokens revoked') revokeTokens()
}

async function playStep(
  task: Task,
  conditions: Conditions,
  step: Run,
  feishu: Feishu,
  state: Record<string, string> = {},
): Promise<Trace> {
  const { maxAttempts, timeoutSeconds, random, cancel, killAfter } = conditions
  const isPost = task.entry === 'restore'
  const before = statusesOf(feishu)
  // Of a main that was killed, or of a server that has not acted yet.
  const earlierTimers = jest.getTimerCount()
  const startedAt = Date.now()
  const abort = new AbortController()
  let cancelledAt: number | undefined
  const cancelNow = () => {
    cancelledAt ??= Date.now()
    abort.abort()
  }
  const { promise: killed, resolve: kill } = Promise.withResolvers<void>()
  let cancelling: NodeJS.Timeout | undefined
  const network = createNetwork(feishu, conditions, (count) => {
    if (cancel?.request === count) cancelling = setTimeout(cancelNow, cancel.after)
    if (count === killAfter) kill()
    return count !== killAfter
  })
  if (cancel?.request === 0) cancelNow()
  const runtime = { openTransport: network.openTransport, clock: systemClock, random: () => random }
  const limits = { max_attempts: String(maxAttempts), timeout_seconds: String(timeoutSeconds) }
  let ended = false
  let thrown: unknown
  const result = await inPlaceOfProcess(
    {
      inputs: { ...task.inputs, ...limits },
      state,
      ...(task.entry !== 'main' && { action: entryPoints[task.entry].action }),
    },
    async () => {
      const settled = step(task.entry, abort.signal, runtime).catch((error: unknown) => {
        thrown = error
      })
      ended = await passUntil(Promise.race([settled, killed]))
    },
    emptyFiles(),
  )
  clearTimeout(cancelling)
  const endedAt = ended ? Date.now() : undefined
  const how = { startedAt, endedAt, cancelledAt, thrown }
  const open = {
    timers: jest.getTimerCount() - network.open.timers - earlierTimers,
    transports: network.open.transports,
  }
  // The server may still act on what it has received, but no later than this. Post does not wait for that.
  if (!result.state.paused) await passUntil(new Promise((resolve) => setTimeout(resolve, 2000 * timeoutSeconds)))
  const { workflows = [] }: { workflows?: unknown[] } = JSON.parse(result.state.paused || '{}')
  return {
    ...{ task, conditions, feishu, result, before, open, ...how },
    sent: network.sent,
    after: statusesOf(feishu),
    timeoutMs: (isPost ? 20 : timeoutSeconds) * 1000,
    killed: network.sent.length === killAfter,
    saved: workflows.filter(isRecord).map(({ workflow_id }) => String(workflow_id)),
  }
}

/** One set of files for all steps: to make and remove them for each one takes longer than the step. */
const shared = await createStepFiles(undefined)
afterAll(shared.remove)

function emptyFiles(): StepFiles {
  for (const kind of ['output', 'summary', 'env', 'path', 'state']) writeFileSync(join(shared.directory, kind), '')
  return shared
}

/** Lets time pass until a promise settles; false where nothing more can be expected. */
async function passUntil(settled: Promise<unknown>): Promise<boolean> {
  let done = false
  const finish = () => {
    done = true
  }
  settled.then(finish, finish)
  const latest = Date.now() + longest
  for (let idle = 0; idle < 200 && Date.now() < latest; idle += 1) {
    await nextTurn()
    if (done) return true
    if (jest.getTimerCount() > 0) idle = 0
    jest.advanceTimersToNextTimer()
  }
  return false
}
