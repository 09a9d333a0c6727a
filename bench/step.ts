import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inputVariables, ROOT, readAction } from '../sandbox/runner/action.ts'
import { runnerVariables } from '../sandbox/runner/variables.ts'
import type { Told } from './target.ts'
import { accessToken, appToken, workflowIds } from './target.ts'

/** The scripts that make the same calls. */
export const scripts = {
  bundle: join(ROOT, readAction().runs.main),
  handWritten: join(import.meta.dirname, 'hand-written.cjs'),
  sdk: join(import.meta.dirname, 'sdk.cjs'),
}

export type Inputs = Record<string, string>

/** Switches the first so many workflows, with a ready token or with an app's credentials. */
export function updateInputs({ url, credentials }: Told, by: 'token' | 'app', count = 1): Inputs {
  return {
    operation: 'update-workflow',
    domain: url,
    app_token: appToken,
    workflow_id: workflowIds.slice(0, count).join('\n'),
    status: 'Enable',
    ...(by === 'token' ? { access_token: accessToken } : credentials),
  }
}

export interface Runs {
  /** Runs a script to its end, whole process: milliseconds. */
  time: (script: string, inputs: Inputs) => number
  /** Peak memory of such a run in MiB. */
  peak: (script: string, inputs: Inputs) => number
  close: () => void
}

/**
 * Runs steps one at a time, each in a process of its own with a runner's variables and files.
 * @throws Error where a step fails: its time would say nothing
 */
export function createRuns({ authority }: Told): Runs {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const file = (name: string) => join(folder, name)
  if (authority) writeFileSync(file('authority.pem'), authority)
  const variables = {
    ...runnerVariables(),
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    PEAK_FILE: file('peak'),
    ...(authority && { NODE_EXTRA_CA_CERTS: file('authority.pem') }),
  }
  const run = (options: string[], script: string, inputs: Inputs): number => {
    for (const name of ['output', 'summary']) writeFileSync(file(name), '')
    const env = { ...variables, ...inputVariables(inputs) }
    const started = performance.now()
    const { status, stdout, stderr } = spawnSync(process.execPath, [...options, script], { env, encoding: 'utf8' })
    const milliseconds = performance.now() - started
    if (status !== 0) throw new Error(`${script} ended with ${status}:\n${stdout}${stderr}`)
    return milliseconds
  }
  return {
    time: (script, inputs) => run([], script, inputs),
    peak: (script, inputs) => {
      run(['--require', join(import.meta.dirname, 'peak.cjs')], script, inputs)
      return Number(readFileSync(file('peak'), 'utf8')) / 1024
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1)
  return middle.reduce((sum, value) => sum + value, 0) / middle.length
}
