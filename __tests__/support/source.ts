import { join } from 'node:path'
import { expect, jest } from '@jest/globals'
import { ROOT } from '../../sandbox/runner/action.ts'
import { createStepFiles, type StepFiles } from '../../sandbox/runner/files.ts'
import type { StepOptions, StepResult } from '../../sandbox/runner/step.ts'
import { readResult, stepVariables } from '../../sandbox/runner/step.ts'
import { type Clock, systemClock } from '../../src/feishu/clock.ts'
import { createTransport } from '../../src/feishu/transport.ts'
import { type Entry, entryPoints } from '../../src/operations/index.ts'
import { type Runtime, run } from '../../src/run.ts'

export interface SourceOptions extends Pick<StepOptions, 'inputs' | 'env' | 'event' | 'action' | 'phase' | 'state'> {
  /** What differs from the system's own clock, randomness and network. */
  runtime?: Partial<Runtime>
  /** Fires when the job is cancelled. */
  cancelled?: AbortSignal
}

/** A path at which there is nothing, in a folder that does not exist either. */
export const noFile = join(ROOT, 'no', 'such', 'file')

/** A clock that runs that many times as fast: waits are over soon, and a timeout is still one. */
export function fastClock(speed: number): Clock {
  return {
    now: () => performance.now() * speed,
    after(ms, action) {
      const timer = setTimeout(action, ms / speed)
      return () => clearTimeout(timer)
    },
  }
}

/**
 * Runs a step from src/ in this process, for coverage and for a clock of the test's own; otherwise like runStep. One at a
 * time: it takes over the environment, the output and the exit code while it runs.
 */
export function runSource(given: SourceOptions = {}): Promise<StepResult> {
  const options = { ...actionOf(given.inputs), ...given }
  return inPlaceOfProcess(options, async () => {
    // @actions/github reads the event once, when it is loaded.
    if (options.inputs?.context_param) jest.resetModules()
    const { cancelled = new AbortController().signal, runtime } = options
    const system: Runtime = {
      openTransport: (baseUrl, clock) => createTransport(baseUrl, process.env, clock),
      clock: systemClock,
      random: Math.random,
    }
    await run(entryOf(options), cancelled, { ...system, ...runtime })
  })
}

/** Whose inputs these are, of the actions that are told by one of theirs. */
export function actionOf({ webhook_url, request, workflows }: Partial<Record<string, string>> = {}): {
  action?: 'trigger' | 'call' | 'resume'
} {
  if (workflows !== undefined) return { action: 'resume' }
  if (webhook_url) return { action: 'trigger' }
  return request ? { action: 'call' } : {}
}

function entryOf({ action, phase }: SourceOptions): Entry {
  if (phase === 'post') return 'restore'
  // An action by its path is the main one.
  return action !== undefined && action in entryPoints ? (action as Entry) : 'main'
}

/**
 * Runs an entry itself, such as src/index.ts, in the same way.
 * @param starts whether it is to run a step
 */
export function runEntry(
  entry: 'index' | Exclude<Entry, 'main'>,
  options: SourceOptions,
  starts = true,
): Promise<StepResult> {
  return inPlaceOfProcess(options, async () => {
    jest.resetModules()
    jest.unstable_unmockModule('../../src/run.ts')
    let run: Promise<void> | undefined
    const actual = await import('../../src/run.ts')
    jest.unstable_mockModule('../../src/run.ts', () => ({
      run: (...given: Parameters<typeof actual.run>) => {
        run = actual.run(...given)
        return run
      },
    }))
    await import(`../../src/${entry}.ts`)
    // Where nothing is to start, it gets the time in which something would.
    for (let turns = 0; run === undefined && turns < (starts ? 1000 : 25); turns += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    expect(run !== undefined).toBe(starts)
    await run
  })
}

/**
 * Gives a step the environment, the output and the files of a process of its own while it lasts.
 * @param given files to use, empty and kept
 */
export async function inPlaceOfProcess(
  options: SourceOptions,
  step: () => Promise<void>,
  given?: StepFiles,
): Promise<StepResult> {
  const files = given ?? (await createStepFiles(options.event))
  const before = { env: { ...process.env }, exitCode: process.exitCode }
  const output = { stdout: '', stderr: '' }
  const writes = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((piece, ...rest) => {
      output[name] += piece
      for (const written of rest) if (typeof written === 'function') written()
      return true
    }),
  )
  const started = performance.now()
  try {
    replaceEnv(stepVariables(files, options))
    process.exitCode = undefined
    await step()
    const exitCode = Number(process.exitCode ?? 0)
    const ms = performance.now() - started
    return await readResult({ exitCode, signal: null, ...output, ms }, files, options)
  } finally {
    replaceEnv(before.env)
    process.exitCode = before.exitCode
    for (const write of writes) write.mockRestore()
    if (!given) await files.remove()
  }
}

function replaceEnv(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) delete process.env[name]
  for (const [name, value] of Object.entries(env)) if (value !== undefined) process.env[name] = value
}
