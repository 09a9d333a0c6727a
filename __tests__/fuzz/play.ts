import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import type { Feishu } from '../../sandbox/feishu.ts'
import { isRecord } from '../../sandbox/http.ts'
import { createStepFiles, type StepFiles } from '../../sandbox/runner/files.ts'
import type { StepResult } from '../../sandbox/runner/step.ts'
import { sleep } from '../../src/feishu/clock.ts'
import { type Entry, entryPoints } from '../../src/operations/index.ts'
import { type Runtime, run } from '../../src/run.ts'
import { inPlaceOfProcess } from '../support/source.ts'
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts'
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

/** Everything that a step left behind. Times are milliseconds since main began. */
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
  endedAt: number
  cancelledAt: number | undefined
  killed: boolean
  /** What was left open. */
  open: { timers: number; transports: number }
  /** Ids that it saved for its post step, which runs if there is a state. */
  saved: string[]
  post?: Trace
}

/** Plays a step against a sandbox of its own, and its post step where it has saved a state. */
export async function play(task: Task, conditions: Conditions, step: Run = run): Promise<Trace> {
  const feishu = createSandbox(task.setup)
  const clock = virtualClock()
  const trace = await playStep(task, conditions, step, feishu, clock)
  const { state } = trace.result
  // As src/restore.ts decides.
  if (!state.paused || !conditions.post) return trace
  Object.assign(feishu.state, conditions.between)
  return { ...trace, post: await playStep({ ...task, entry: 'restore' }, conditions.post, step, feishu, clock, state) }
}

async function playStep(
  task: Task,
  conditions: Conditions,
  step: Run,
  feishu: Feishu,
  clock: VirtualClock,
  state: Record<string, string> = {},
): Promise<Trace> {
  const { maxAttempts, timeoutSeconds, random, cancel, killAfter } = conditions
  const before = statusesOf(feishu)
  // Of a main that was killed, or of a server that has not acted yet.
  const earlierTimers = clock.pending()
  const abort = new AbortController()
  let cancelledAt: number | undefined
  const cancelNow = () => {
    cancelledAt = clock.now()
    abort.abort()
  }
  let stopCancelling = () => {}
  const { promise: end, resolve: kill } = Promise.withResolvers<void>()
  const network = createNetwork(feishu, clock, conditions, (count) => {
    if (count === cancel?.request) stopCancelling = clock.after(cancel.after, cancelNow)
    if (count === killAfter) kill()
    return count !== killAfter
  })
  if (cancel?.request === 0) cancelNow()
  const runtime = { openTransport: network.openTransport, clock, random: () => random }
  const limits = { max_attempts: String(maxAttempts), timeout_seconds: String(timeoutSeconds) }
  const action = task.entry === 'main' ? {} : { action: entryPoints[task.entry].action }
  const result = await inPlaceOfProcess(
    { inputs: { ...task.inputs, ...limits }, state, ...action },
    () => clock.run(Promise.race([step(task.entry, abort.signal, runtime), end])),
    emptyFiles(),
  )
  stopCancelling()
  const endedAt = clock.now()
  const open = {
    timers: clock.pending() - network.open.timers - earlierTimers,
    transports: network.open.transports,
  }
  // The server may still act on what it has received, but no later than this. Post does not wait for that.
  if (!result.state.paused) await clock.run(sleep(clock, 2000 * timeoutSeconds, new AbortController().signal))
  const { workflows = [] }: { workflows?: unknown[] } = JSON.parse(result.state.paused || '{}')
  const known = { task, conditions, feishu, result, before, open, endedAt, cancelledAt }
  return {
    ...known,
    sent: network.sent,
    after: statusesOf(feishu),
    timeoutMs: (task.entry === 'restore' ? 20 : timeoutSeconds) * 1000,
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
