import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../../src/feishu/clock.ts'

export interface VirtualClock extends Clock {
  /** How many timers wait. */
  pending(): number
  /** Lets time pass until the work is done. */
  run<Result>(work: Promise<Result>): Promise<Result>
}

/** No work may take longer. */
const longest = 24 * 3_600_000

/** A clock whose time passes only when nothing else can happen, and then at once to the next timer. */
export function virtualClock(): VirtualClock {
  let now = 0
  const timers = new Set<{ at: number; action: () => void }>()
  return {
    now: () => now,
    after(ms, action) {
      // Whole milliseconds, as Node counts them.
      const timer = { at: now + Math.trunc(Math.max(0, ms)), action }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    pending: () => timers.size,
    async run(work) {
      let isDone = false
      const done = () => {
        isDone = true
      }
      work.then(done, done)
      // Files and imports take their own time.
      for (let since = performance.now(); !isDone && now < longest && performance.now() - since < 5000; ) {
        await nextTurn()
        const [next] = [...timers].sort((a, b) => a.at - b.at)
        if (isDone || !next) continue
        since = performance.now()
        timers.delete(next)
        now = next.at
        next.action()
      }
      if (!isDone) throw new Error('the work waits for nothing, or never ends')
      return work
    },
  }
}
