import type { Clock } from './clock.ts'

/**
 * Runs `expire` once nothing has moved for so long.
 * @param ms milliseconds, measured to a tenth
 * @param moved a count that grows while something moves
 * @returns a function that ends the watch
 */
export function watchIdle(clock: Clock, ms: number, moved: () => number, expire: () => void): () => void {
  let count = moved()
  let since = clock.now()
  let stop = clock.after(ms / 10, check)
  return () => stop()

  function check(): void {
    const now = clock.now()
    const current = moved()
    if (current !== count) since = now
    count = current
    if (now - since >= ms) expire()
    else stop = clock.after(ms / 10, check)
  }
}
