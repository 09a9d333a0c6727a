import { type Clock, sleep } from './clock.ts'

/** Feishu's documented limit of the updates of one base: 10 per second (docs: bitable-v1/app-workflow/update). */
const perSecond = 10

/** A window of exactly one second was measured to lose some: clocks and networks differ. */
const windowMs = 1100

/**
 * Keeps a list of calls within ten per second. The first ten are never delayed.
 * @param cancelled ends a wait at once
 * @returns to be awaited before each call
 */
export function createPace(clock: Clock, cancelled: AbortSignal): () => Promise<void> {
  const sent: number[] = []
  return async () => {
    const tenthLast = sent.at(-perSecond)
    const wait = tenthLast === undefined ? 0 : tenthLast + windowMs - clock.now()
    if (wait > 0) await sleep(clock, wait, cancelled)
    sent.push(clock.now())
  }
}
