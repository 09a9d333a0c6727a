import { expect, test } from '@jest/globals'
import { sleep, systemClock } from '../../src/feishu/clock.ts'

test('a wait ends with its time, or at once when the job is cancelled before or meanwhile', async () => {
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
  const waited = wait(new AbortController().signal)
  timers.at(-1)?.()
  await waited
  expect(stopped).toBe(3)
})

test('a wait on the system’s clock takes as long as asked', async () => {
  const started = systemClock.now()
  await sleep(systemClock, 30, new AbortController().signal)
  expect(systemClock.now() - started).toBeGreaterThanOrEqual(28)
})
