import type { LeftBehind } from '../operation.ts'
import type { Paused } from './paused.ts'
import type { Restored } from './rounds.ts'

/** What a person has to know of targets that are not known to be enabled, and to do about them. */
export function byHand(
  left: readonly Restored[],
  { app_token, link }: Pick<Paused, 'app_token' | 'link'>,
): Pick<LeftBehind, 'notes' | 'next'> {
  const withStatus = (wanted: Restored['status']) =>
    left.filter(({ status }) => status === wanted).map(({ target }) => target)
  const [disabled, unknown] = [withStatus('Disable'), withStatus(undefined)]
  return {
    notes: [
      ...(disabled.length > 0 ? [{ message: 'stillDisabled', targets: disabled } as const] : []),
      ...(unknown.length > 0 ? [{ message: 'possiblyDisabled', targets: unknown } as const] : []),
    ],
    next: [{ message: 'enableByHand' }, { message: 'baseAt', place: link || app_token }],
  }
}
