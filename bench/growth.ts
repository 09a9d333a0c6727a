import { median, type Runs, scripts, updateInputs } from './step.ts'
import type { Target } from './target.ts'

const rounds = 3

/** How time and memory grow with the number of workflows, and with the size of an answer. */
export async function growth(target: Target, runs: Runs): Promise<void> {
  const told = await target.ask()
  console.log('\nworkflows     whole step    for each one    requests, connections    peak memory')
  let single = 0
  for (const count of [1, 10, 100]) {
    const inputs = updateInputs(told, 'token', count)
    const times: number[] = []
    const before = await target.ask()
    for (let round = 0; round < rounds; round += 1) times.push(runs.time(scripts.bundle, inputs))
    const after = await target.ask()
    const whole = median(times)
    if (count === 1) single = whole
    // What the first one costs is the start of the process: the others show what each further one adds.
    const each = count === 1 ? '' : `+${((whole - single) / (count - 1)).toFixed(1)} ms`
    const [requests, connections] = [after.requests - before.requests, after.connections - before.connections]
    console.log(
      String(count).padStart(9),
      `${whole.toFixed(0)} ms`.padStart(14),
      each.padStart(15),
      `${requests / rounds}, ${connections / rounds}`.padStart(24),
      `${runs.peak(scripts.bundle, inputs).toFixed(1)} MiB`.padStart(14),
    )
  }
  console.log('\nanswer        whole step    peak memory')
  const list = { ...updateInputs(told, 'token'), operation: 'list-workflows', workflow_id: '', status: '' }
  for (const padMiB of [0, 2, 4, 9]) {
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      await target.ask({ padMiB })
      times.push(runs.time(scripts.bundle, list))
    }
    await target.ask({ padMiB })
    const peak = runs.peak(scripts.bundle, list)
    console.log(
      `${padMiB} MiB`.padEnd(9),
      `${median(times).toFixed(0)} ms`.padStart(14),
      `${peak.toFixed(1)} MiB`.padStart(14),
    )
  }
}
