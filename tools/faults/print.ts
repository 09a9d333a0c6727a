import { messageOf } from './rules/rule.ts'
import type { Figures, Finding } from './run.ts'

/** The figures of every scenario, a line each. */
export function figureLines(all: readonly (readonly [string, Figures])[]): string[] {
  const head = ['', 'runs', 'requests', 'succeeded', 'failed', 'cancelled', 'flows', 'longest']
  const rows = all.map(([name, { runs, requests, succeeded, failed, cancelled, executions, longestMs }]) => [
    name,
    ...[runs, requests, succeeded, failed, cancelled, executions].map(String),
    minutes(longestMs),
  ])
  return table([head, ...rows])
}

/** How often each fault was met, over all scenarios. */
export function faultLines(all: readonly Figures[]): string[] {
  const sums = new Map<string, number>()
  for (const { faults } of all) {
    for (const [name, count] of faults) sums.set(name, (sums.get(name) ?? 0) + count)
  }
  return table([...sums].toSorted(([, a], [, b]) => b - a).map(([name, count]) => [name, String(count)]))
}

/** One sequence as a story: the seed, what the step was, each exchange, how it ended, what was wrong with it. */
export function findingLines({ seed, episode, violations }: Finding): string[] {
  const { plan, trips, result, endedAt, cancelledAt, maxAttempts, timeoutMs } = episode
  const { goal, mints } = plan
  return [
    `Sequence: ${seed}`,
    `  step: ${JSON.stringify(goal)}, ${mints ? 'app credentials' : 'a token'}, at most ${maxAttempts} attempts of ${timeoutMs / 1000} s`,
    ...trips.map(
      ({ page, fault, startedAt, endedAt: end, heard }) =>
        `  ${startedAt} ms: ${page}: ${fault} → ${heard?.meaning ?? 'nothing'} at ${end} ms; next ${heard?.next ?? ''}`,
    ),
    ...(cancelledAt === undefined ? [] : [`  ${cancelledAt} ms: the job was cancelled`]),
    `  ${endedAt} ms: exit code ${result.exitCode}, attempts ${result.outputs.attempts}, status ${result.outputs.status}, execution_id ${result.outputs.execution_id}`,
    `  message: ${messageOf(episode)}`,
    ...violations.map(({ rule, problem }) => `  NOT ${rule}: ${problem}`),
  ]
}

export function minutes(ms: number): string {
  return `${(ms / 60_000).toFixed(1)} min`
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  )
}
