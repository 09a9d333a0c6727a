import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../../src/feishu/clock.ts'

/** A clock whose time passes only when nothing else can happen, and then at once to the next timer. */
export function virtualClock(): Clock & { run<Result>(work: Promise<Result>): Promise<Result> } {
  let now = 0
  const timers = new Set<{ at: number; action: () => void }>()
  return {
    now: () => now,
    after(ms, action) {
      const timer = { at: now + Math.max(0, ms), action }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    /** Lets time pass until the work is done. */
    async run(work) {
      let isDone = false
      const done = () => {
        isDone = true
      }
      work.then(done, done)
      // Files and imports take their own time.
      for (let since = performance.now(); !isDone && performance.now() - since < 5000; ) {
        await nextTurn()
        const [next] = [...timers].sort((a, b) => a.at - b.at)
        if (isDone || !next) continue
        since = performance.now()
        timers.delete(next)
        now = next.at
        next.action()
      }
      if (!isDone) throw new Error('the work waits for nothing')
      return work
    },
  }
}
