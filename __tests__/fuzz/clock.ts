import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../../src/feishu/clock.ts'

/** Time that passes only when nothing else can happen, and then all at once. */
export interface FakeClock extends Clock {
  /** Jumps to the next event and runs it; false when there is none. */
  jump(): boolean
}

interface Event {
  at: number
  action: () => void
}

/** Events of the same moment run in the order in which they were scheduled. */
export function createFakeClock(): FakeClock {
  let now = 0
  const events: Event[] = []
  return {
    now: () => now,
    after(ms, action) {
      const event = { at: now + Math.max(0, ms), action }
      const later = events.findIndex(({ at }) => at > event.at)
      events.splice(later < 0 ? events.length : later, 0, event)
      return () => {
        const index = events.indexOf(event)
        if (index >= 0) events.splice(index, 1)
      }
    },
    jump() {
      const event = events.shift()
      if (!event) return false
      now = event.at
      event.action()
      return true
    },
  }
}

/** The same clock for the step alone, to see which timers it leaves behind. */
export function countTimers(time: FakeClock): { clock: Clock; pending: () => number } {
  const open = new Set<object>()
  const clock: Clock = {
    now: time.now,
    after(ms, action) {
      const timer = {}
      open.add(timer)
      const cancel = time.after(ms, () => {
        open.delete(timer)
        action()
      })
      return () => {
        open.delete(timer)
        cancel()
      }
    },
  }
  return { clock, pending: () => open.size }
}

/** Turns of the event loop without an event after which nothing more can be expected. */
const idleTurns = 200

/**
 * Lets time pass until a promise settles.
 * @param limit milliseconds
 * @returns false when it never settles
 */
export async function passUntil(settled: Promise<unknown>, time: FakeClock, limit: number): Promise<boolean> {
  let done = false
  const finish = () => {
    done = true
  }
  settled.then(finish, finish)
  for (let idle = 0; idle < idleTurns && time.now() <= limit; ) {
    await nextTurn()
    if (done) return true
    idle = time.jump() ? 0 : idle + 1
  }
  return false
}

/** Lets everything happen that is still scheduled, up to a time. */
export async function drain(time: FakeClock, until: number): Promise<void> {
  while (time.now() < until && time.jump()) await nextTurn()
}
