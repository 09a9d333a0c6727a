import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { sleep } from '../../src/feishu/clock.ts'
import { createPace } from '../../src/feishu/pace.ts'
import { virtualClock } from '../support/virtual-clock.ts'

const never = new AbortController().signal

/** When each of several calls starts, where the time that each takes is given. */
async function starts(durations: readonly number[]): Promise<number[]> {
  const clock = virtualClock()
  const pace = createPace(clock, never)
  const times: number[] = []
  const calls = async () => {
    for (const duration of durations) {
      await pace()
      times.push(clock.now())
      await sleep(clock, duration, never)
    }
  }
  await clock.run(calls())
  return times
}

test('updates are at most ten within 1.1 s, and never slower than that', async () => {
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
