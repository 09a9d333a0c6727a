/** Time as the client sees it, so that tests can bring their own. */
export interface Clock {
  /** Milliseconds; only differences have a meaning. */
  now(): number
  /**
   * Runs `action` once, `ms` milliseconds from now.
   * @returns a function that cancels it
   */
  after(ms: number, action: () => void): () => void
}

/** The system's time, which setting its clock does not change. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms)
    return () => clearTimeout(timer)
  },
}

/**
 * Waits.
 * @param ms milliseconds
 * @param cancelled ends the wait at once
 */
export function sleep(clock: Clock, ms: number, cancelled: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop()
      cancelled.removeEventListener('abort', done)
      resolve()
    }
    const stop = clock.after(ms, done)
    cancelled.addEventListener('abort', done)
    if (cancelled.aborted) done()
  })
}

/**
 * A signal that fires with another, or when the time is over.
 * @param seconds no limit without it
 * @returns the signal, and what ends the timer
 */
export function timeLimit(
  clock: Clock,
  seconds: number | undefined,
  cancelled: AbortSignal,
): { signal: AbortSignal; clear: () => void } {
  if (seconds === undefined) return { signal: cancelled, clear: () => {} }
  const timer = new AbortController()
  const clear = clock.after(seconds * 1000, () => timer.abort(new DOMException('', 'TimeoutError')))
  return { signal: AbortSignal.any([cancelled, timer.signal]), clear }
}
