import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { runs, seed, smooth } from './courses.ts'
import { losses, seconds } from './fault-lists.ts'
import type { Fault } from './faults.ts'
import { brokenJobRules, playJob } from './pause.ts'
import { play } from './play.ts'
import { brokenRules } from './rules.ts'
import { scenarios } from './scenarios.ts'

/** Every loss, followed by every kind of response; `npm test` plays some of these. */
const pairs = losses
  .flatMap((loss) => seconds.map((second): readonly [Fault, Fault] => [loss, second]))
  .filter((_, index) => index % Math.ceil(500 / runs) === 0)

describe('after every loss, every second response keeps every rule of', () => {
  test.each(scenarios.filter(({ name }) => !/^list|GET|title|wiki/.test(name)))(
    '$name',
    async ({ plans }) => {
      const [plan] = fc.sample(
        plans.filter(({ inputs }) => !inputs.app_id),
        { numRuns: 1, seed },
      )
      if (!plan) throw new Error('no plan without a token request')
      for (const pair of pairs) {
        const broken = brokenRules(await play(plan, { ...smooth, faults: pair }))
        expect({ pair, broken }).toEqual({ pair, broken: [] })
      }
    },
    120_000,
  )

  test.each(['main', 'post'] as const)(
    'pause, lost in its %s',
    async (phase) => {
      const plan = {
        inputs: { app_token: 'appbcbWCzen6D8dezh', access_token: 't-existingToken7Kq2Vb9XsLmE41' },
        setup: { automations: 'EDE', workflows: 'E' },
        goal: { kind: 'pause' as const, ids: ['7308871234552639000', '7308871234552639002', 'wkfGx2kQ7mLp1000'] },
      }
      // The two lists come first in main.
      const before: Fault[] = phase === 'main' ? [{ kind: 'none' }, { kind: 'none' }] : []
      for (const pair of pairs) {
        const lost = { ...smooth, faults: [...before, ...pair] }
        const courses = { main: smooth, post: smooth, [phase]: lost }
        const broken = brokenJobRules(await playJob({ plan, between: 'nothing', ...courses }))
        expect({ pair, broken }).toEqual({ pair, broken: [] })
      }
    },
    120_000,
  )
})
