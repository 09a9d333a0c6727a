import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { sleep, systemClock } from '../../src/feishu/clock.ts'
import { createPace } from '../../src/feishu/pace.ts'

const never = new AbortController().signal

/** When each of several calls starts, where the time that each takes is given. */
async function starts(durations: readonly number[], signal = never): Promise<number[]> {
  let now = 0
  const clock = {
    now: () => now,
    after(ms: number, action: () => void) {
      queueMicrotask(() => {
        now += ms
        action()
      })
      return () => {}
    },
  }
  const pace = createPace(clock, signal)
  const times: number[] = []
  for (const duration of durations) {
    await pace()
    times.push(now)
    now += duration
  }
  return times
}

describe('the pace of updates', () => {
  test('is at most ten within 1.1 s, and never slower than that', async () => {
    const durations = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(durations, async (list) => {
        const times = await starts(list)
        for (const [index, time] of times.entries()) {
          const tenthLast = times[index - 10] ?? Number.NEGATIVE_INFINITY
          const unhindered = index === 0 ? 0 : (times[index - 1] ?? 0) + (list[index - 1] ?? 0)
          expect(time).toBe(Math.max(unhindered, tenthLast + 1100))
        }
      }),
    )
  })

  test('delays none of the first ten', async () => {
    expect(await starts(Array(11).fill(0))).toEqual([...Array(10).fill(0), 1100])
  })
})

describe('a wait', () => {
  test('ends with its time, or at once when the job is cancelled before or meanwhile', async () => {
    const timers: (() => void)[] = []
    let stopped = 0
    const after = (_: number, action: () => void) => {
      timers.push(action)
      return () => {
        stopped += 1
      }
    }
    const wait = (signal: AbortSignal) => sleep({ now: () => 0, after }, 1, signal)
    await wait(AbortSignal.abort())
    const cancel = new AbortController()
    const cancelled = wait(cancel.signal)
    cancel.abort()
    await cancelled
    const waited = wait(never)
    timers.at(-1)?.()
    await waited
    expect(stopped).toBe(3)
  })

  test('on the system’s clock takes as long as asked', async () => {
    const started = systemClock.now()
    await sleep(systemClock, 30, never)
    expect(systemClock.now() - started).toBeGreaterThanOrEqual(28)
  })
})
