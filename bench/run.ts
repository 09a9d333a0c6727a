import { readdirSync, statSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { growth } from './growth.ts'
import { createRuns, median, type Runs, scripts, updateInputs } from './step.ts'
import { startTarget, type Target, type Told } from './target.ts'

/**
 * Times the bundle against a script written by hand and against the official SDK: `npm run bench`, with `-- --runs 15`,
 * `--latency 50` (milliseconds an answer takes), `--tls`, `--growth`. Whole processes, in turn, one server for all.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '15' },
    latency: { type: 'string', default: '0' },
    tls: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
  },
})

const target = startTarget({ latency: Number(values.latency), tls: values.tls })
const told = await target.ask()
const runs = createRuns(told)
try {
  console.log(
    `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}, ${told.url}, ${values.latency} ms`,
  )
  if (values.growth) await growth(target, runs)
  else {
    await compare('One call, with a ready token', 'token', target, runs)
    await compare('Token and call, with an app', 'app', target, runs)
    printSize()
  }
} finally {
  runs.close()
  target.stop()
}

async function compare(title: string, by: 'token' | 'app', target: Target, runs: Runs): Promise<void> {
  const inputs = updateInputs(told, by)
  const contenders = [
    { name: 'by hand', script: scripts.handWritten, inputs },
    { name: 'by hand, no crypto', script: scripts.handWritten, inputs: { ...inputs, plain: 'true' } },
    { name: 'this action', script: scripts.bundle, inputs },
    { name: 'official SDK', script: scripts.sdk, inputs },
  ].map((contender) => ({ ...contender, times: [] as number[], peaks: [] as number[], wire: '' }))
  for (const contender of contenders) {
    const { script, inputs, peaks } = contender
    const before = await target.ask()
    runs.time(script, inputs) // A warm-up, which also shows what goes over the wire.
    contender.wire = wireOf(before, await target.ask())
    for (let run = 0; run < 3; run += 1) peaks.push(runs.peak(script, inputs))
  }
  for (let run = 0; run < Number(values.runs); run += 1) {
    for (const { script, inputs, times } of contenders) times.push(runs.time(script, inputs))
  }
  const [base] = contenders
  console.log(`\n${title}: medians of ${values.runs} runs, ratios to the first`)
  console.log('                      time   ratio   peak memory   ratio   requests, connections, handshakes')
  for (const { name, times, peaks, wire } of contenders) {
    const ratio = median(times.map((time, run) => time / (base?.times[run] ?? time)))
    console.log(
      name.padEnd(19),
      `${median(times).toFixed(0)} ms`.padStart(6),
      ratio.toFixed(2).padStart(7),
      `${median(peaks).toFixed(1)} MiB`.padStart(13),
      (median(peaks) / median(base?.peaks ?? peaks)).toFixed(2).padStart(7),
      `  ${wire}`,
    )
  }
}

function wireOf(before: Told, after: Told): string {
  return [
    after.requests - before.requests,
    after.connections - before.connections,
    after.handshakes - before.handshakes,
  ].join(', ')
}

function printSize(): void {
  const folder = dirname(scripts.bundle)
  const files = readdirSync(folder).map((name) => ({ name, bytes: statSync(join(folder, name)).size }))
  const code = files.filter(({ name }) => name !== 'licenses.txt').reduce((sum, { bytes }) => sum + bytes, 0)
  console.log(`\ndist/ without licences: ${code} bytes`)
  for (const { name, bytes } of files) console.log(`  ${String(bytes).padStart(7)}  ${name}`)
}
