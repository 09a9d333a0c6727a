import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readAnswer } from '../src/feishu/answer.ts'
import * as errorTable from '../src/feishu/error-table.ts'
import { judge, nextStep } from '../src/feishu/retry.ts'
import { answer, calls } from './faults/scripted.ts'

const verdict = { repeat: 'yes', ambiguous: false, hint: '', firstWait: 1 } as const
const history = { attempts: 1, waits: 0, internal: 0 }
const draws = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('nextStep', () => {
  test('never waits longer than its bound, and stops after max_attempts', () => {
    const numbers = { attempts: fc.integer({ min: 1, max: 101 }), waits: fc.integer({ min: 0, max: 2000 }) }
    const property = fc.property(fc.record(numbers), draws, fc.constantFrom(1, 5), (counts, random, firstWait) => {
      const next = nextStep({ ...verdict, firstWait }, { ...history, ...counts }, 100, undefined, random)
      if (counts.attempts >= 100) return expect(next).toEqual({ kind: 'stop' })
      const bound = 1000 * Math.min(30, firstWait * 2 ** counts.waits)
      expect(next).toEqual({ kind: 'wait', ms: Math.round(bound * random) })
    })
    fc.assert(property)
  })

  test('waits no shorter than the server asks, and never beyond 120 s', () => {
    const property = fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), draws, (asked, random) => {
      const next = nextStep(verdict, history, 4, asked, random)
      if (asked > 120) return expect(next).toMatchObject({ kind: 'stop', note: expect.stringContaining('120 s') })
      expect(next.kind === 'wait' && next.ms >= asked * 1000 && next.ms <= asked * 1000 + 1).toBe(true)
    })
    fc.assert(property)
  })

  test('renews a token at once', () => {
    const refresh = { ...verdict, repeat: 'refresh' } as const
    expect(nextStep(refresh, history, 4, 60, 0.5)).toEqual({ kind: 'renew' })
  })
})

describe('judge', () => {
  /** Any code there could be, most of them known, under any HTTP status. */
  const code = fc.oneof(fc.integer(), fc.constantFrom(99991400, 99991403, 99991663, 5000, 2320002, 1255001, 91403))
  const status = fc.integer({ min: 200, max: 599 })

  function verdictOn(call: (typeof calls)['execute' | 'update'], body: unknown, http_status: number) {
    const exchange = answer(body, http_status)
    if (exchange.kind !== 'answered') throw new Error('a script of an answer')
    return judge(call, readAnswer(exchange), errorTable)
  }

  test('repeats execute at an unknown outcome under its key alone', () => {
    const property = fc.property(code, status, (code, status) => {
      const { repeat, ambiguous } = verdictOn(calls.execute, { code }, status)
      expect(['no', 'yes', 'refresh']).toContain(repeat)
      if (repeat === 'refresh') expect(ambiguous).toBe(false)
    })
    fc.assert(property)
  })

  test('never repeats a used-up quota, under whatever HTTP status', () => {
    const quota = fc.constantFrom(99991403, 90003087, 90003088, 1254306)
    const property = fc.property(quota, status, fc.constantFrom(calls.execute, calls.update), (code, status, call) => {
      expect(verdictOn(call, { code }, status).repeat).toBe('no')
    })
    fc.assert(property)
  })
})
