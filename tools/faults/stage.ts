import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { EOL, tmpdir } from 'node:os'
import { join } from 'node:path'
import { inputVariables } from '../../sandbox/runner/action.ts'
import { parseOutput } from '../../sandbox/runner/commands.ts'
import { parsePairs } from '../../sandbox/runner/files.ts'
import type { StepResult } from '../../sandbox/runner/step.ts'

/** Plays steps inside this process, as the runner would in one of their own: same variables, same files. */
export interface Stage {
  /**
   * @param inputs the step's `with:`
   * @param env further variables
   * @param now milliseconds, which the step's Date.now shows
   * @param act the step
   */
  play(
    inputs: Record<string, string>,
    env: Record<string, string>,
    now: () => number,
    act: () => Promise<void>,
  ): Promise<StepResult>
  close(): void
}

/** Date.now at the start of every step: dates in headers come out the same in every run. */
export const epoch = Date.UTC(2024, 7, 7, 10, 30)

const proxies = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()])

export function createStage(): Stage {
  const directory = mkdtempSync(join(tmpdir(), 'faults-'))
  const files = { GITHUB_OUTPUT: join(directory, 'output'), GITHUB_STEP_SUMMARY: join(directory, 'summary') }
  for (const file of Object.values(files)) writeFileSync(file, '')
  return {
    async play(inputs, env, now, act) {
      for (const file of Object.values(files)) truncateSync(file)
      const restore = dress({ ...inputVariables(inputs), ...files, ...env }, now)
      try {
        await act()
      } finally {
        restore.undo()
      }
      const [output, summary] = Object.values(files).map((file) => readFileSync(file, 'utf8'))
      return resultOf(restore.traces, output ?? '', summary ?? '', now())
    },
    close: () => rmSync(directory, { recursive: true, force: true }),
  }
}

interface Traces {
  stdout: string
  stderr: string
  exitCode: number
}

/** Puts the process into a step's clothes; what it says and its exit code end up in the traces. */
function dress(variables: Record<string, string>, now: () => number): { traces: Traces; undo: () => void } {
  const traces: Traces = { stdout: '', stderr: '', exitCode: 0 }
  const before = { exitCode: process.exitCode, dateNow: Date.now }
  const writers = { stdout: process.stdout.write, stderr: process.stderr.write }
  const hidden = [...Object.keys(variables), ...proxies, 'RUNNER_DEBUG'].map(
    (name) => [name, process.env[name]] as const,
  )
  for (const [name] of hidden) delete process.env[name]
  Object.assign(process.env, variables)
  process.exitCode = undefined
  Date.now = () => epoch + now()
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = (text: string | Uint8Array) => {
      traces[stream] += typeof text === 'string' ? text : Buffer.from(text).toString()
      return true
    }
  }
  const undo = () => {
    process.stdout.write = writers.stdout
    process.stderr.write = writers.stderr
    Date.now = before.dateNow
    traces.exitCode = Number(process.exitCode ?? 0)
    process.exitCode = before.exitCode
    for (const [name, value] of hidden) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
  return { traces, undo }
}

function resultOf({ stdout, stderr, exitCode }: Traces, output: string, summary: string, ms: number): StepResult {
  const out = parseOutput(stdout)
  const commands = [...out.commands, ...parseOutput(stderr).commands]
  return {
    exitCode,
    signal: null,
    timedOut: false,
    outputs: parsePairs(output.replaceAll(EOL, '\n')),
    stdout,
    stderr,
    summary,
    files: { env: '', path: '', state: '' },
    state: {},
    commands,
    annotations: commands.flatMap(({ name, data, properties }) =>
      name === 'error' || name === 'warning' || name === 'notice' ? [{ level: name, message: data, properties }] : [],
    ),
    masks: commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data),
    log: out.log.join('\n'),
    ms,
  }
}
