import { nodeTooOld } from '../messages/node-version.ts'

/** The oldest Node that the step runs on; action.yml names it too, but not every runner obeys that. */
const needed = 24

/**
 * Checks the Node that the runner has started. The code up to here avoids newer syntax, so that an old one can say so.
 * @returns false after an annotation
 */
function hasSupportedNode(): boolean {
  const found = process.versions.node
  if (Number.parseInt(found, 10) >= needed) return true
  const language = process.env.INPUT_LANGUAGE || ''
  process.stdout.write(`::error::${nodeTooOld(language, found, needed)}\n`)
  process.exitCode = 1
  return false
}

/** Fires at the first signal of a cancelled job. Later ones are ignored, so that they do not cut off the report. */
function cancelSignal(): AbortSignal {
  const cancel = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK']) process.on(signal, () => cancel.abort())
  return cancel.signal
}

/**
 * Starts a step, unless Node is too old for it.
 * @param step imports the rest, which an old Node could not even read
 */
export function start(step: (cancelled: AbortSignal) => Promise<void>): void {
  if (!hasSupportedNode()) return
  // A log that nobody can read any more is no reason to stop in the middle of the work: outputs and summary still tell.
  process.stdout.on('error', () => {})
  step(cancelSignal())
}
