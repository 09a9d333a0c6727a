import { getState, saveState } from '@actions/core'

const name = 'paused'

/**
 * Saves what the post step of the same job step needs. It is stored as plain text: no secret belongs in it.
 * @throws Error where the runner's file cannot be written
 */
export function save(text: string): void {
  saveState(name, text)
}

/** What main has saved; '' where it has saved nothing. */
export function saved(): string {
  return getState(name)
}
