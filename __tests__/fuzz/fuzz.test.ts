import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { courses, promptCourses, runs, seed } from './courses.ts'
import { brokenJobRules, jobs, playJob } from './pause.ts'
import { play } from './play.ts'
import { brokenRules } from './rules.ts'
import { pausePlans, scenarios } from './scenarios.ts'

// A rule that does not hold prints the shortest sequence that breaks it, with its seed; FUZZ_SEED plays others.
describe('whatever goes wrong, every rule holds for', () => {
  test.each(scenarios)(
    '$name',
    async ({ plans }) => {
      const property = fc.asyncProperty(plans, courses, async (plan, course) => {
        expect(brokenRules(await play(plan, course))).toEqual([])
      })
      await fc.assert(property, { numRuns: runs, seed })
    },
    120_000,
  )

  test('pause, a job with main and post', async () => {
    const property = fc.asyncProperty(jobs(pausePlans, promptCourses), async (job) => {
      expect(brokenJobRules(await playJob(job))).toEqual([])
    })
    await fc.assert(property, { numRuns: runs, seed })
  }, 120_000)
})
