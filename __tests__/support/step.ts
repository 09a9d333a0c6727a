import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { inputVariables, ROOT, readAction, unexpectedInputs } from './action.ts'
import type { Command } from './commands.ts'
import { parseOutput } from './commands.ts'
import type { StepFiles } from './files.ts'
import { createStepFiles, parsePairs } from './files.ts'
import { runnerVariables } from './runner.ts'

export interface StepOptions {
  /** The step's `with:`. */
  inputs?: Record<string, string>
  /** Variables on top of the runner's; undefined takes one away. */
  env?: Record<string, string | undefined>
  /** Milliseconds after which the step is killed. Without it: 30000. */
  timeout?: number
  /** The event's payload, written to GITHUB_EVENT_PATH. */
  event?: unknown
  /** A signal to send, as the runner does when a job is cancelled. */
  signal?: NodeJS.Signals
  /** When to send it: after so many milliseconds, or when the promise resolves. */
  signalAfter?: number | Promise<unknown>
  /** The script to run. Without it: STEP_ENTRY in the environment, else what action.yml names. */
  entry?: string
}

export interface StepResult {
  /** null when a signal ended the process. */
  exitCode: number | null
  signal: NodeJS.Signals | null
  timedOut: boolean
  outputs: Record<string, string>
  stdout: string
  stderr: string
  summary: string
  /** What was written to the files other than outputs and summary, unparsed. */
  files: { env: string; path: string; state: string }
  /** Every workflow command on stdout and stderr: the runner reads both. */
  commands: Command[]
  /** The error, warning and notice commands, and the runner's own warning about inputs action.yml does not declare. */
  annotations: Annotation[]
  /** The values of add-mask. */
  masks: string[]
  /** The lines of stdout that are no commands. */
  log: string
  /** Milliseconds from start to exit. */
  ms: number
}

export interface Annotation {
  level: 'error' | 'warning' | 'notice'
  message: string
  properties: Record<string, string>
}

/** Runs the action in a process of its own, as the runner runs a step. Steps may run side by side. */
export async function runStep(options: StepOptions = {}): Promise<StepResult> {
  const files = await createStepFiles(options.event)
  try {
    const entry = resolve(ROOT, options.entry ?? process.env.STEP_ENTRY ?? readAction().runs.main)
    const env = { ...runnerVariables(), ...files.variables, ...inputVariables(options.inputs), ...options.env }
    return await resultOf(await runProcess(entry, env, options), files, options)
  } finally {
    await files.remove()
  }
}

/** What a process, or what stands for one, leaves behind beside its files. */
export type Ended = Pick<StepResult, 'exitCode' | 'signal' | 'timedOut' | 'stdout' | 'stderr' | 'ms'>

/** Reads what a step said, in its output and in its files, as the runner reads it. */
export async function resultOf(ended: Ended, files: StepFiles, { inputs }: StepOptions): Promise<StepResult> {
  const { output, summary, ...rest } = await files.read()
  const out = parseOutput(ended.stdout)
  const commands = [...out.commands, ...parseOutput(ended.stderr).commands]
  return {
    ...ended,
    outputs: parsePairs(output),
    summary,
    files: rest,
    commands,
    annotations: [...unexpected(inputs), ...annotationsOf(commands)],
    masks: commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data),
    log: out.log.join('\n'),
  }
}

function runProcess(entry: string, env: NodeJS.ProcessEnv, options: StepOptions): Promise<Ended> {
  const { promise, resolve, reject } = Promise.withResolvers<Ended>()
  const started = performance.now()
  const child = spawn(process.execPath, [entry], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  let timedOut = false
  child.stdout.on('data', (piece: Buffer) => stdout.push(piece))
  child.stderr.on('data', (piece: Buffer) => stderr.push(piece))
  const timer = setTimeout(() => {
    timedOut = true
    child.kill('SIGKILL')
  }, options.timeout ?? 30_000)
  const signalTimer = signalLater(options, (signal) => child.kill(signal))
  child.on('error', reject)
  child.on('close', (exitCode, signal) => {
    clearTimeout(timer)
    clearTimeout(signalTimer)
    const ms = performance.now() - started
    resolve({ exitCode, signal, timedOut, stdout: text(stdout), stderr: text(stderr), ms })
  })
  return promise
}

/** Arranges for the signal to be sent; gives the timer, if it takes one. */
function signalLater(
  { signal, signalAfter = 0 }: StepOptions,
  kill: (signal: NodeJS.Signals) => void,
): NodeJS.Timeout | undefined {
  if (!signal) return undefined
  if (typeof signalAfter === 'number') return setTimeout(() => kill(signal), signalAfter)
  signalAfter.then(() => kill(signal))
  return undefined
}

function text(pieces: Buffer[]): string {
  return Buffer.concat(pieces).toString('utf8')
}

function annotationsOf(commands: Command[]): Annotation[] {
  return commands.flatMap(({ name, data, properties }) =>
    name === 'error' || name === 'warning' || name === 'notice' ? [{ level: name, message: data, properties }] : [],
  )
}

/** The warning of ActionRunner.cs. */
function unexpected(inputs: Record<string, string> = {}): Annotation[] {
  const names = unexpectedInputs(inputs)
  const message = `Unexpected input(s) '${names.join("', '")}'`
  return names.length > 0 ? [{ level: 'warning', message, properties: {} }] : []
}
