import type { Episode } from '../sequence.ts'
import type { Trip } from '../wire.ts'

/** Something that must hold whatever went wrong; gives what is not as it should be, in words. */
export type Rule = (episode: Episode) => readonly string[]

/** The message of the step's annotation, if it failed. */
export function messageOf({ result }: Episode): string {
  return result.annotations.find(({ level }) => level === 'error')?.message ?? ''
}

export function failed({ result }: Episode): boolean {
  return result.exitCode !== 0
}

/** The trips of the operation's own calls. */
export function ownTrips({ plan, trips }: Episode): readonly Trip[] {
  return trips.filter(({ page }) => page === plan.ownPage)
}

/**
 * The trips of each call, in order. A call is known by its path; for the token, which every call may need, by what lies
 * between.
 */
export function callsOf({ trips }: Episode): readonly (readonly Trip[])[] {
  const calls = new Map<string, Trip[]>()
  let others = 0
  for (const trip of trips) {
    if (trip.page !== 'token') others += 1
    const name = trip.page === 'token' ? `token ${others}` : trip.request.path
    calls.set(name, [...(calls.get(name) ?? []), trip])
  }
  return [...calls.values()]
}

/** Gives the words when the condition is true. */
export function when(condition: boolean, words: string): readonly string[] {
  return condition ? [words] : []
}
