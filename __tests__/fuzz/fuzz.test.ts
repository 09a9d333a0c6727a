/**
 * The fault run: whatever goes wrong, no flow or automation starts twice, no pause leaves a base changed, and a step says
 * what is true. A sequence is read from left to right:
 *
 * setup → conditions → network → what was heard → rules
 *
 * - setup.ts: what Feishu has before the step, as plain data; scenarios.ts: what the step is asked to do with it, and which
 *   rules hold then. A new operation is a scenario there, and a rule where none fits.
 * - conditions.ts: how it goes: the fault of each request (fault.ts), timeouts, a cancellation, a process that is killed.
 * - network.ts: plays each fault between src/ and the sandbox, on a clock of its own, and writes down what was heard: the
 *   meaning of an own response is in the fault, that of Feishu's in its code. No rule asks the tables of src/.
 * - play.ts: plays a sequence, with the post step of a pause, and collects what it left behind: the trace.
 * - rules.ts, base-rules.ts: what has to hold for a trace, told from the sandbox's state and from what was heard.
 *   wrong-steps.test.ts shows that each of them finds a step that breaks it.
 *
 * A rule that does not hold prints the shortest sequence that breaks it, with its seed; FUZZ_SEED plays others.
 */
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { afterLoss, anything } from './conditions.ts'
import { problemsOf, scenarios } from './scenarios.ts'

/** How many sequences are played of each: a few in `npm test`, 500 in `npm run fuzz`. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 25)
/** The same seed gives the same sequences. */
const seed = Number(process.env.FUZZ_SEED ?? 1)

describe.each([
  ['whatever goes wrong', anything],
  ['whatever follows a lost request', afterLoss],
])('%s, every rule holds for', (_, conditions) => {
  test.each(scenarios)(
    '$name',
    async (scenario) => {
      const property = fc.asyncProperty(scenario.tasks, scenario.conditions(conditions), async (task, conditions) => {
        expect(await problemsOf(scenario, task, conditions)).toEqual([])
      })
      await fc.assert(property, { numRuns, seed })
    },
    120_000,
  )
})
