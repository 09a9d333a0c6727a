/** Time as the client sees it, so that tests and the fault run can bring their own. */
export interface Clock {
  /** Milliseconds on a scale that only differences of matter. */
  now(): number
  /**
   * Runs `action` once, `ms` milliseconds from now.
   * @returns a function that calls it off
   */
  after(ms: number, action: () => void): () => void
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms)
    return () => clearTimeout(timer)
  },
}

/**
 * Waits, unless called off.
 * @param ms milliseconds
 * @param cancelled ends the wait at once
 */
export function sleep(clock: Clock, ms: number, cancelled: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      callOff()
      cancelled.removeEventListener('abort', done)
      resolve()
    }
    const callOff = clock.after(ms, done)
    cancelled.addEventListener('abort', done)
    if (cancelled.aborted) done()
  })
}
