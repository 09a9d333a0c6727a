import { jest } from '@jest/globals'
import { createStepFiles } from '../../sandbox/runner/files.ts'
import type { StepOptions, StepResult } from '../../sandbox/runner/step.ts'
import { readResult, stepVariables } from '../../sandbox/runner/step.ts'
import { systemClock } from '../../src/feishu/clock.ts'
import { createTransport } from '../../src/feishu/transport.ts'
import { run, type World } from '../../src/run.ts'

export interface SourceOptions extends Pick<StepOptions, 'inputs' | 'env' | 'event' | 'action' | 'state'> {
  /** What differs from the machine's own time, chance and network. */
  world?: Partial<World>
}

/**
 * Runs a step from src/ in this process, for coverage and for a clock of the test's own; else like runStep. One at a
 * time: it takes over the environment, the output and the exit code while it runs.
 */
export function runSource(options: SourceOptions = {}): Promise<StepResult> {
  return inPlaceOfProcess(options, async () => {
    // @actions/github reads the event once, when it is loaded.
    if (options.inputs?.context_param) jest.resetModules()
    const machine: World = {
      openTransport: (baseUrl) => createTransport(baseUrl, process.env),
      clock: systemClock,
      random: Math.random,
      cancelled: new AbortController().signal,
    }
    await run({ ...machine, ...options.world })
  })
}

/** Runs the entry itself, src/index.ts, in the same way, until it exits. */
export function runEntry(options: SourceOptions = {}): Promise<StepResult> {
  return inPlaceOfProcess(options, async () => {
    jest.resetModules()
    const exit = jest.spyOn(process, 'exit')
    const exited = new Promise<void>((resolve) => {
      exit.mockImplementation((() => resolve()) as () => never)
    })
    await import('../../src/index.ts')
    await exited
    exit.mockRestore()
  })
}

async function inPlaceOfProcess(options: SourceOptions, step: () => Promise<void>): Promise<StepResult> {
  const files = await createStepFiles(options.event)
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
    return await readResult({ exitCode, signal: null, timedOut: false, ...output, ms }, files, options)
  } finally {
    replaceEnv(before.env)
    process.exitCode = before.exitCode
    for (const write of writes) write.mockRestore()
    await files.remove()
  }
}

function replaceEnv(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) delete process.env[name]
  for (const [name, value] of Object.entries(env)) if (value !== undefined) process.env[name] = value
}
