import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { scriptOf } from '../sandbox/runner/action.ts'
import type { Target } from './server.ts'
import { createSteps } from './step.ts'

// Measures the bundle against a script written by hand and the official SDK, over https on loopback: `npm run bench`,
// with `-- --runs 31` for more runs, `-- --latency 50` for responses that take 50 ms. The scripts run in turn, so that
// a busy moment of the machine meets all of them.
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '15' }, latency: { type: 'string', default: '0' } },
})
const action = scriptOf('main')
const scripts = [
  { name: 'by hand', path: join(import.meta.dirname, 'hand-written.cjs') },
  { name: 'this action', path: action },
  { name: 'official SDK', path: join(import.meta.dirname, 'sdk.cjs') },
]

const server = fork(join(import.meta.dirname, 'server.ts'), [`--latency=${values.latency}`])
const { certificate, steps: inputs } = await ask()
const steps = createSteps(certificate)
try {
  console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}, ${values.runs} runs`)
  await showPace(inputs.list)
  await compare('One call, with an existing token', inputs.token)
  await compare('Token and call', inputs.app)
  printSize(dirname(action))
} finally {
  steps.close()
  server.disconnect()
}

async function ask(): Promise<Target> {
  server.send('?')
  const [target] = await once(server, 'message')
  return target
}

/** One step for 30 automations: Feishu documents 10 updates per second. */
async function showPace(inputs: Record<string, string>): Promise<void> {
  const seconds = steps.time(action, inputs) / 1000
  const { busiestSecond } = await ask()
  console.log(`\n30 automations in one step: ${seconds.toFixed(1)} s, at most ${busiestSecond} updates within a second`)
}

/** Prints medians, and ratios to the first script. */
async function compare(title: string, inputs: Record<string, string>): Promise<void> {
  const results = scripts.map((script) => ({ ...script, times: [] as number[], peaks: [] as number[], connections: 0 }))
  for (const result of results) {
    const { connections } = await ask()
    steps.time(result.path, inputs) // Also fills the file cache.
    result.connections = (await ask()).connections - connections
    for (let run = 0; run < 3; run += 1) result.peaks.push(steps.peak(result.path, inputs))
  }
  for (let run = 0; run < Number(values.runs); run += 1) {
    for (const { path, times } of results) times.push(steps.time(path, inputs))
  }
  const base = results[0]
  console.log(`\n${title.padEnd(34)}time   ratio   peak memory   ratio   connections`)
  for (const { name, times, peaks, connections } of results) {
    const ratios = times.map((time, run) => time / (base?.times[run] ?? time))
    console.log(
      name.padEnd(31),
      `${median(times).toFixed(0)} ms`.padStart(6),
      median(ratios).toFixed(2).padStart(7),
      `${median(peaks).toFixed(1)} MiB`.padStart(13),
      (median(peaks) / median(base?.peaks ?? peaks)).toFixed(2).padStart(7),
      String(connections).padStart(13),
    )
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2
}

function printSize(folder: string): void {
  const files = readdirSync(folder).filter((name) => name !== 'licenses.txt')
  const sizes = files.map((name) => ({ name, bytes: statSync(join(folder, name)).size }))
  console.log(`\ndist/ without licenses.txt: ${sizes.reduce((sum, { bytes }) => sum + bytes, 0)} bytes`)
  for (const { name, bytes } of sizes) console.log(`  ${String(bytes).padStart(7)}  ${name}`)
}
