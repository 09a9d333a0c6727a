import type { Violation } from './rules/index.ts'
import { judge } from './rules/index.ts'
import type { Scenario } from './scenarios.ts'
import type { Episode, Step } from './sequence.ts'
import { play } from './sequence.ts'
import type { Stage } from './stage.ts'

/** What the sequences of one scenario came to. */
export interface Figures {
  runs: number
  requests: number
  succeeded: number
  failed: number
  cancelled: number
  /** Executions the sandbox started. */
  executions: number
  /** Virtual time: all of it, and the longest step, in milliseconds. */
  ms: number
  longestMs: number
  /** Exchanges by fault. */
  faults: Map<string, number>
}

/** A sequence in which something did not hold. */
export interface Finding {
  seed: string
  episode: Episode
  violations: readonly Violation[]
}

/** Plays a scenario's sequences one after another, and judges each. */
export async function playAll(
  scenario: Scenario,
  seed: number,
  runs: number,
  stage: Stage,
  step: Step,
): Promise<{ figures: Figures; findings: Finding[] }> {
  const findings: Finding[] = []
  const figures: Figures = {
    ...{ runs, requests: 0, succeeded: 0, failed: 0, cancelled: 0, executions: 0, ms: 0, longestMs: 0 },
    faults: new Map(),
  }
  for (let index = 0; index < runs; index += 1) {
    const own = `${seed}, ${scenario.name}, ${index}`
    const episode = await play(scenario, own, stage, step)
    const violations = judge(episode)
    if (violations.length > 0) findings.push({ seed: own, episode, violations })
    add(figures, episode)
  }
  return { figures, findings }
}

function add(figures: Figures, { plan, trips, result, endedAt = 0, cancelledAt }: Episode): void {
  figures.requests += trips.length
  if (result.exitCode === 0) figures.succeeded += 1
  else figures.failed += 1
  if (cancelledAt !== undefined) figures.cancelled += 1
  figures.executions += plan.feishu.state.executions.length - plan.earlier
  figures.ms += endedAt
  figures.longestMs = Math.max(figures.longestMs, endedAt)
  for (const { fault } of trips) figures.faults.set(fault, (figures.faults.get(fault) ?? 0) + 1)
}
