import fc from 'fast-check'
import { faultLists, promptFaultLists } from './fault-lists.ts'
import type { Fault } from './faults.ts'
import type { Course } from './play.ts'

/** How many sequences are played of each scenario: a few in `npm test`, 500 in `npm run fuzz`. */
export const runs = Number(process.env.FUZZ_RUNS ?? 25)

/** The same seed gives the same sequences. */
export const seed = Number(process.env.FUZZ_SEED ?? 1)

const coursesOf = (faults: fc.Arbitrary<Fault[]>): fc.Arbitrary<Course> =>
  fc
    .record({
      faults,
      maxAttempts: fc.constantFrom(4, 1, 2, 3, 6),
      timeoutSeconds: fc.constantFrom(60, 10, 0.5),
      random: fc.constantFrom(0.5, 0, 0.999),
      cancel: fc.option(fc.record({ request: fc.nat(5), after: fc.nat(2000) }), { nil: undefined, freq: 6 }),
    })
    .map(({ cancel, ...rest }) => ({ ...rest, ...(cancel && { cancel }) }))

/** How one step goes. */
export const courses = coursesOf(faultLists)

/** The same where no server acts after the client has given up. */
export const promptCourses = coursesOf(promptFaultLists)

/** Everything goes well. */
export const smooth: Course = { faults: [], maxAttempts: 4, timeoutSeconds: 60, random: 0.5 }
