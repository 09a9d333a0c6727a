import { readFileSync, truncateSync } from 'node:fs'
import { afterAll } from '@jest/globals'
import type { Feishu } from '../../sandbox/feishu.ts'
import { createStepFiles, type StepFiles } from '../../sandbox/runner/files.ts'
import { readResult, type StepOptions, type StepResult, stepVariables } from '../../sandbox/runner/step.ts'
import { type Runtime, run } from '../../src/run.ts'
import type { Entry } from '../../src/step.ts'
import { countTimers, createFakeClock, drain, type FakeClock, passUntil } from './clock.ts'
import type { Fault } from './faults.ts'
import type { Repeat } from './meaning.ts'
import { createNetwork, type Sent } from './network.ts'
import type { Goal, Plan } from './scenarios.ts'
import { createSandbox, statusesOf } from './setup.ts'

/** A step, as `run` in src is one. */
export type Step = (entry: Entry, cancelled: AbortSignal, runtime: Runtime) => Promise<void>

/** How one step goes. */
export interface Course {
  faults: readonly Fault[]
  maxAttempts: number
  timeoutSeconds: number
  /** 0 to below 1. */
  random: number
  /** The job is cancelled so many milliseconds after a request begins; request 0 is the start. */
  cancel?: { request: number; after: number }
}

/** Everything that a step left behind. Times are milliseconds. */
export interface Trace {
  goal: Goal
  entry: Entry
  sent: readonly Sent[]
  result: StepResult
  /** Statuses in the base. */
  before: Record<string, string>
  after: Record<string, string>
  feishu: Feishu
  /** Executions there were before, and when the step ended. */
  executions: { before: number; atEnd: number }
  maxAttempts: number
  timeoutMs: number
  startedAt: number
  /** undefined where the step never ended. */
  endedAt: number | undefined
  cancelledAt: number | undefined
  /** The process was killed after so many requests. */
  killed: boolean
  /** What the step threw, which it never may. */
  thrown: unknown
  /** What was left open. */
  open: { timers: number; transports: number }
}

/** Plays one step against a sandbox of its own. */
export async function play(plan: Plan, course: Course, step: Step = run): Promise<Trace> {
  const time = createFakeClock()
  return playStep({ plan, entry: 'action', feishu: createSandbox(plan.setup), time, course }, step)
}

export interface StepSetting {
  plan: Plan
  entry: Entry
  feishu: Feishu
  time: FakeClock
  course: Course
  state?: Record<string, string>
  /** The process is killed after so many requests. */
  killAfter?: number
}

const reads = ['token', 'list', 'list-v3', 'wiki']
const keyed = ['execute']

function repeatOf({ goal }: Plan): (endpoint: string) => Repeat {
  return (endpoint) => {
    if (goal.kind === 'call' && endpoint === goal.endpoint) return goal.repeat
    return reads.includes(endpoint) ? 'read' : keyed.includes(endpoint) ? 'key' : 'idempotent'
  }
}

/** No step may take longer; its own limits are checked by the rules. */
const longest = 24 * 3_600_000

/** GitHub's time for the post step of a cancelled job, less a margin: src/restore.ts cancels itself. */
export const restoreMs = 235_000

/** Date.now when a sequence starts: dates in headers are the same in every run. */
const epoch = Date.UTC(2024, 7, 7, 10, 30)

/** Plays one step, then lets the server finish what it still has. */
export async function playStep(setting: StepSetting, step: Step): Promise<Trace> {
  const { plan, entry, feishu, time, course, killAfter } = setting
  const { faults, maxAttempts, timeoutSeconds, cancel } = course
  const before = { statuses: statusesOf(feishu), executions: feishu.state.executions.length }
  const startedAt = time.now()
  const abort = new AbortController()
  let cancelledAt: number | undefined
  const cancelNow = () => {
    cancelledAt ??= time.now()
    abort.abort()
  }
  const killed = Promise.withResolvers<'killed'>()
  const network = createNetwork(feishu, time, {
    faults,
    repeatOf: repeatOf(plan),
    readsData: (endpoint) =>
      endpoint === 'token' || (plan.goal.kind !== 'call' && [...reads, ...keyed].includes(endpoint)),
    onRequest(count) {
      if (cancel?.request === count) time.after(cancel.after, cancelNow)
      if (count !== killAfter) return undefined
      killed.resolve('killed')
      return 'never'
    },
  })
  if (cancel?.request === 0) cancelNow()
  const stopLimit = entry === 'restore' ? time.after(restoreMs, cancelNow) : () => {}

  const { clock, pending } = countTimers(time)
  const runtime: Runtime = { openTransport: network.openTransport, clock, random: () => course.random }
  const limits = { max_attempts: String(maxAttempts), timeout_seconds: String(timeoutSeconds) }
  let ended = false
  let thrown: unknown
  const options: StepOptions = {
    inputs: { ...plan.inputs, ...limits },
    ...(entry !== 'action' && { action: 'pause' }),
    ...(setting.state && { state: setting.state }),
  }
  const result = await inPlaceOfProcess(options, time, async () => {
    const settled = step(entry, abort.signal, runtime).catch((error: unknown) => {
      thrown = error
    })
    ended = await passUntil(Promise.race([settled, killed.promise]), time, startedAt + longest)
  })
  stopLimit()
  const endedAt = ended ? time.now() : undefined
  const cancelled = cancelledAt
  const atEnd = feishu.state.executions.length
  const open = { timers: pending(), transports: network.unclosed() }
  // The server may still act on what it has received, but no later than this.
  await drain(time, time.now() + 2 * timeoutSeconds * 1000)
  return {
    goal: plan.goal,
    entry,
    sent: network.sent,
    result,
    before: before.statuses,
    after: statusesOf(feishu),
    feishu,
    executions: { before: before.executions, atEnd },
    maxAttempts,
    timeoutMs: Math.min(timeoutSeconds, entry === 'restore' ? 20 : timeoutSeconds) * 1000,
    startedAt,
    endedAt,
    cancelledAt: cancelled,
    killed: killAfter !== undefined && network.sent.length === killAfter,
    thrown,
    open,
  }
}

/** One set of files for all steps: to make and remove them for each one takes longer than the step. */
const shared = await createStepFiles(undefined)
afterAll(shared.remove)

function emptyFiles(): StepFiles {
  const { GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, GITHUB_ENV, GITHUB_PATH, GITHUB_STATE } = shared.variables
  const paths = {
    output: GITHUB_OUTPUT,
    summary: GITHUB_STEP_SUMMARY,
    env: GITHUB_ENV,
    path: GITHUB_PATH,
    state: GITHUB_STATE,
  }
  for (const path of Object.values(paths)) truncateSync(path ?? '')
  const text = (path = '') => readFileSync(path, 'utf8')
  return {
    ...shared,
    read: async () => ({
      output: text(paths.output),
      summary: text(paths.summary),
      env: text(paths.env),
      path: text(paths.path),
      state: text(paths.state),
    }),
  }
}

/** Runs a step inside this process, with the environment, the files and the output of its own. */
async function inPlaceOfProcess(options: StepOptions, time: FakeClock, act: () => Promise<void>): Promise<StepResult> {
  const files = emptyFiles()
  const before = { env: { ...process.env }, exitCode: process.exitCode, now: Date.now }
  const writes = { stdout: process.stdout.write, stderr: process.stderr.write }
  const output = { stdout: '', stderr: '' }
  let exitCode = 0
  try {
    replaceEnv(stepVariables(files, options))
    process.exitCode = undefined
    Date.now = () => epoch + time.now()
    for (const name of ['stdout', 'stderr'] as const) {
      process[name].write = (piece: string | Uint8Array) => {
        output[name] += piece
        return true
      }
    }
    await act()
    exitCode = Number(process.exitCode ?? 0)
  } finally {
    process.stdout.write = writes.stdout
    process.stderr.write = writes.stderr
    Date.now = before.now
    process.exitCode = before.exitCode
    replaceEnv(before.env)
  }
  return readResult({ exitCode, signal: null, ...output, ms: 0 }, files, options)
}

function replaceEnv(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, env)
}
