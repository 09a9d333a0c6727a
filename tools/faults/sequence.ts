import type { StepResult } from '../../sandbox/runner/step.ts'
import type { World } from '../../src/run.ts'
import { createDice } from './dice.ts'
import { smooth } from './fault.ts'
import { drawMenu, drawSpelling } from './menu.ts'
import type { Plan, Scenario } from './scenarios.ts'
import type { Stage } from './stage.ts'
import { countedClock, createTime, passUntil } from './time.ts'
import type { Fault, Trip } from './wire.ts'
import { createWire } from './wire.ts'

/** A step, as `run` in src is one. */
export type Step = (world: World) => Promise<void>

/** All that happened in one sequence. Times are milliseconds since its start. */
export interface Episode {
  plan: Plan
  result: StepResult
  trips: readonly Trip[]
  maxAttempts: number
  timeoutMs: number
  /** Not known when the step never ended. */
  endedAt: number | undefined
  cancelledAt: number | undefined
  /** What the step threw, which it never may. */
  thrown: unknown
  /** Executions that the sandbox had started when the step ended; later ones may follow. */
  startedByEnd: number
  /** What the step left open when it ended. */
  open: { timers: number; transports: number }
}

/** No step may take that long; its own bound is checked by the rules. */
const longestStep = 24 * 3_600_000

/**
 * Plays one sequence: the step against a fresh sandbox, with faults drawn by chance.
 * @param seed decides everything
 */
export async function play(scenario: Scenario, seed: string, stage: Stage, step: Step): Promise<Episode> {
  const dice = createDice(seed)
  const plan = scenario.prepare(dice)
  const maxAttempts = dice.pick([4, 4, 4, 1, 2, 3, 6])
  const timeoutMs = dice.pick([60_000, 60_000, 30_000, 10_000, 500])
  const faultiness = dice.pick([0, 0.15, 0.4, 0.7, 1])
  const menu = drawMenu(dice)
  const duplicate = drawSpelling(dice)
  const time = createTime()
  const cancel = new AbortController()
  let cancelledAt: number | undefined
  const cancelNow = () => {
    cancelledAt = time.now()
    cancel.abort()
  }
  // Before the first exchange, or so many milliseconds after one of them begins: with it, in a wait after it.
  const after = dice.between(0, dice.pick([200, timeoutMs * 1.2]))
  const cancelAt = dice.chance(0.15) ? { trip: dice.between(0, 5), after } : undefined
  const draw = (page: string): Fault => {
    const setting = { dice, page, timeoutMs, duplicate }
    return dice.chance(faultiness) ? dice.pick(menu)(setting) : smooth(setting)
  }
  const wire = createWire(plan.feishu, time, draw, () => {
    if (cancelAt?.trip === wire.trips.length) time.after(cancelAt.after, cancelNow)
  })
  const { clock, pending } = countedClock(time)
  // The step's own chance: what it does with it must not change the faults.
  const random = createDice(`${seed}, jitter`).roll
  const world: World = { openTransport: wire.open, clock, random, cancelled: cancel.signal }
  if (cancelAt?.trip === 0) cancelNow()

  const inputs = { ...plan.inputs, max_attempts: String(maxAttempts), timeout_seconds: String(timeoutMs / 1000) }
  const env: Record<string, string> = dice.chance(0.5) ? { RUNNER_DEBUG: '1' } : {}
  let ended = false
  let thrown: unknown
  const result = await stage.play(inputs, env, time.now, async () => {
    const settled = step(world).catch((error: unknown) => {
      thrown = error
    })
    ended = await passUntil(settled, time, longestStep)
  })
  const episode: Episode = {
    plan,
    result,
    trips: [...wire.trips],
    maxAttempts,
    timeoutMs,
    endedAt: ended ? time.now() : undefined,
    cancelledAt,
    thrown,
    startedByEnd: plan.feishu.state.executions.length,
    open: { timers: pending(), transports: wire.unclosed() },
  }
  // The server may still act on what it has got, and no fault makes it later than this.
  const latest = time.now() + 4 * timeoutMs
  while (ended && time.now() < latest && time.jump());
  return episode
}
