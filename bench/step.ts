import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inputVariables } from '../sandbox/runner/action.ts'
import { runnerVariables } from '../sandbox/runner/variables.ts'

export interface Steps {
  /** Milliseconds from the start of the process to its end. */
  time: (script: string, inputs: Record<string, string>) => number
  /** Peak memory of the process in MiB. */
  peak: (script: string, inputs: Record<string, string>) => number
  close: () => void
}

/** Runs the script in its first argument, and writes the peak memory in KiB to PEAK_FILE. */
const measurePeak = `
  const { readFileSync, writeFileSync } = require('node:fs')
  process.on('exit', () => {
    // On Linux, maxRSS also counts the process that forked this one.
    const own = process.platform === 'linux' && /^VmHWM:\\s+(\\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))
    writeFileSync(process.env.PEAK_FILE, String(own ? own[1] : process.resourceUsage().maxRSS))
  })
  require(process.argv[1])
`

/**
 * Runs steps one at a time, each in its own process with a runner's variables and files.
 * @param certificate of the authority to trust
 * @throws Error when a step fails: its time would mean nothing
 */
export function createSteps(certificate: string): Steps {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const file = (name: string) => join(folder, name)
  writeFileSync(file('ca.pem'), certificate)
  const variables = {
    ...runnerVariables(),
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    NODE_EXTRA_CA_CERTS: file('ca.pem'),
    PEAK_FILE: file('peak'),
  }
  const run = (args: string[], inputs: Record<string, string>): number => {
    for (const name of ['output', 'summary']) writeFileSync(file(name), '')
    const env = { ...variables, ...inputVariables(inputs) }
    const started = performance.now()
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
    const milliseconds = performance.now() - started
    if (status !== 0) throw new Error(`${args.at(-1)} ended with ${status}:\n${stdout}${stderr}`)
    return milliseconds
  }
  return {
    time: (script, inputs) => run([script], inputs),
    peak: (script, inputs) => {
      run(['-e', measurePeak, script], inputs)
      return Number(readFileSync(file('peak'), 'utf8')) / 1024
    },
    close: () => rmSync(folder, { recursive: true }),
  }
}
