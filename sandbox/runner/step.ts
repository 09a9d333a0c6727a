import { inputVariables, ROOT, scriptOf, unexpectedInputs } from './action.ts'
import type { Command } from './commands.ts'
import { parseOutput } from './commands.ts'
import type { StepFiles } from './files.ts'
import { createStepFiles, parsePairs } from './files.ts'
import type { Ended, ProcessOptions } from './process.ts'
import { runProcess } from './process.ts'
import { runnerVariables } from './variables.ts'

export interface StepOptions extends ProcessOptions {
  /** The folder of the action.yml: `pause`, or an absolute path. Default: the repository's root. */
  action?: string
  /** Which script of the action to run. Default: main. */
  phase?: 'main' | 'post'
  /** The step's `with:`. */
  inputs?: Record<string, string>
  /** Variables in addition to the runner's; undefined takes one away. */
  env?: Record<string, string | undefined>
  /** What the action's earlier phases saved: `STATE_<name>`. */
  state?: Record<string, string>
  /** The event's payload, written to GITHUB_EVENT_PATH. */
  event?: unknown
}

export interface StepResult extends Ended {
  outputs: Record<string, string>
  /** What was saved for the post phase. */
  state: Record<string, string>
  summary: string
  /** What was written to the files other than outputs and summary, unparsed. */
  files: { env: string; path: string; state: string }
  /** Every workflow command on stdout and stderr: the runner reads both. */
  commands: Command[]
  /** The error, warning and notice commands, and the runner's own warning about undeclared inputs. */
  annotations: Annotation[]
  /** The values of add-mask. */
  masks: string[]
  /** The lines of stdout that are not commands. */
  log: string
}

export interface Annotation {
  level: 'error' | 'warning' | 'notice'
  message: string
  properties: Record<string, string>
}

/** Runs one phase of an action in a process of its own, as the runner runs a step. Steps may run side by side. */
export async function runStep(options: StepOptions = {}): Promise<StepResult> {
  const files = await createStepFiles(options.event)
  try {
    const script = scriptOf(options.phase ?? 'main', options.action)
    const ended = await runProcess(script, ROOT, stepVariables(files, options), options)
    return await readResult(ended, files, options)
  } finally {
    await files.remove()
  }
}

/** Runs an action's main, then `between`, then its post with the state that main saved, as a job does. */
export async function runMainAndPost(
  options: StepOptions,
  between?: (main: StepResult) => unknown,
): Promise<{ main: StepResult; post: StepResult }> {
  const main = await runStep({ ...options, phase: 'main' })
  await between?.(main)
  return { main, post: await runStep({ ...options, state: main.state, phase: 'post' }) }
}

/** The environment of a step. */
export function stepVariables(files: StepFiles, { inputs, action, state = {}, env }: StepOptions): NodeJS.ProcessEnv {
  const states = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])
  const own = { ...runnerVariables(), ...files.variables, ...inputVariables(inputs, action) }
  return { ...own, ...Object.fromEntries(states), ...env }
}

/** Reads what a step wrote to its output and its files, as the runner reads it. */
export async function readResult(ended: Ended, files: StepFiles, options: StepOptions): Promise<StepResult> {
  const { output, summary, ...rest } = await files.read()
  const out = parseOutput(ended.stdout)
  const commands = [...out.commands, ...parseOutput(ended.stderr).commands]
  return {
    ...ended,
    outputs: parsePairs(output),
    state: parsePairs(rest.state),
    summary,
    files: rest,
    commands,
    annotations: [...warnOfUnexpected(options), ...annotationsOf(commands)],
    masks: commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data),
    log: out.log.join('\n'),
  }
}

/** The error, warning and notice commands. */
function annotationsOf(commands: Command[]): Annotation[] {
  return commands.flatMap(({ name, data, properties }) =>
    name === 'error' || name === 'warning' || name === 'notice' ? [{ level: name, message: data, properties }] : [],
  )
}

/** The warning of ActionRunner.cs. */
function warnOfUnexpected({ inputs = {}, action }: StepOptions): Annotation[] {
  const names = unexpectedInputs(inputs, action)
  const message = `Unexpected input(s) '${names.join("', '")}'`
  return names.length > 0 ? [{ level: 'warning', message, properties: {} }] : []
}
