import { getEventListeners } from 'node:events'
import { expect, test } from '@jest/globals'
import { sleep, systemClock } from '../../src/feishu/clock.ts'

test('a wait ends with its time, or at once when the job is cancelled before or meanwhile, and leaves nothing', async () => {
  const timers = new Set<() => void>()
  const after = (_ms: number, action: () => void) => {
    timers.add(action)
    return () => timers.delete(action)
  }
  const cancel = new AbortController()
  const wait = () => sleep({ now: () => 0, after }, 1, cancel.signal)
  const waited = wait()
  for (const action of timers) action()
  await waited
  const cancelled = wait()
  cancel.abort()
  await cancelled
  await wait()
  expect([timers.size, getEventListeners(cancel.signal, 'abort').length]).toEqual([0, 0])
})

test('a wait on the system’s clock takes as long as asked', async () => {
  const started = systemClock.now()
  await sleep(systemClock, 30, new AbortController().signal)
  expect(systemClock.now() - started).toBeGreaterThanOrEqual(28)
})
