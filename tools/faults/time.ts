import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../../src/feishu/clock.ts'

/** Time that passes only when nothing else can happen, and then all at once. */
export interface Time extends Clock {
  /** Jumps to the next event and lets it happen; false when there is none. */
  jump(): boolean
}

interface Event {
  at: number
  action: () => void
}

export function createTime(): Time {
  let now = 0
  const events: Event[] = []
  return {
    now: () => now,
    after(ms, action) {
      const event = { at: now + Math.max(0, ms), action }
      // Events of the same moment happen in the order in which they were arranged.
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

/** A clock on someone's behalf that knows what it still has to do. */
export function countedClock(time: Time): { clock: Clock; pending: () => number } {
  let pending = 0
  const clock: Clock = {
    now: time.now,
    after(ms, action) {
      pending += 1
      let open = true
      const close = () => {
        if (open) pending -= 1
        open = false
      }
      const callOff = time.after(ms, () => {
        close()
        action()
      })
      return () => {
        callOff()
        close()
      }
    },
  }
  return { clock, pending: () => pending }
}

/** Turns of the event loop with nothing to do after which nothing more can be expected. */
const idleTurns = 200

/**
 * Lets a promise and the events run until the promise settles.
 * @param limit milliseconds of this time
 * @returns false when it never settled: the limit was reached, or nothing was left that could happen
 */
export async function passUntil(settled: Promise<unknown>, time: Time, limit: number): Promise<boolean> {
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
