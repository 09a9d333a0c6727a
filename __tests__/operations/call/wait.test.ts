import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { callWith, failureOf, refusalOf, responseWith } from '../../support/call.ts'
import { failed } from '../../support/client.ts'

const pending = responseWith({ status: 'PENDING' })
const approved = responseWith({ status: 'APPROVED', reverted: false })
const until = { until: 'status = APPROVED', wait_minutes: '10' }
const times = <T>(count: number, each: T) => Array.from({ length: count }, () => each)
const busy = (askedSeconds?: number) => failed({ passing: askedSeconds !== undefined, askedSeconds })

describe('waiting', () => {
  test('asks at once, after 2, 4, 8, 16 and every 30 s, and tells each minute', async () => {
    const { result, waits, log } = await callWith(until, ...times(8, pending), approved)
    expect(waits).toEqual([2, 4, 8, 16, 30, 30, 30, 30])
    expect(log).toEqual(['Waiting for 60 s so far: status = PENDING.', 'Waiting for 120 s so far: status = PENDING.'])
    expect(result.outputs).toMatchObject({ values: '{"status":"APPROVED","reverted":false}', code: '0' })
    expect(result.error).toBeUndefined()
  })

  test.each([
    ['n = 1.10', '{"n":1.10}'],
    ['n = 9007199254740993', '{"n":9007199254740993}'],
    ['a.b c = x=y', '{"a":{"b c":"x=y"}}'],
    ['a.ok = true', '{"a":{"ok":true}}'],
    ['a=x,  say "y"', '{"a":"say \\"y\\""}'],
    ['a = 1\n\nb = 2', '{"a":1,"b":"2"}'],
  ])('is over where %j holds in %s', async (conditions, data) => {
    expect((await callWith({ until: conditions }, responseWith(data))).waits).toEqual([])
  })

  test.each([
    ['n = 1.1', '{"n":1.10}'],
    ['n = 9007199254740992', '{"n":9007199254740993}'],
    ['a = null', '{"a":null}'],
    ['a = x', '{"A":"x"}'],
    ['a.length = 1', '{"a":"x"}'],
    ['n.rawJSON = 1', '{"n":1}'],
    ['__proto__ = x', '{}'],
    ['a = 1\nb = 2', '{"a":1,"b":3}'],
  ])('is not over where %j does not hold in %s', async (conditions, data) => {
    const response = responseWith(data)
    expect(await failureOf({ until: conditions, wait_minutes: '0.01' }, response, response)).toMatch(/did not hold/)
  })

  test('ends at its deadline, with the last values and what was never there', async () => {
    const given = { until: 'status = APPROVED\ndone = 1', wait_minutes: '0.1' }
    expect(await failureOf(given, ...times(4, pending))).toBe(
      'the conditions of until did not hold within 0.1 min; last values: status = PENDING, done = – Never in the data of a response: done.',
    )
    expect((await callWith(given, ...times(4, pending))).waits).toEqual([2, 4])
  })

  test('fails at once where fail_if holds, also without until, and has the values', async () => {
    const given = { ...until, fail_if: 'status = REJECTED, CANCELED\nreverted = true' }
    const reverted = responseWith({ status: 'APPROVED', reverted: true })
    expect(await failureOf(given, pending, reverted)).toBe('a condition of fail_if holds: reverted = true')
    const { result } = await callWith({ fail_if: 'reverted = true' }, reverted)
    const { response: _, ...outputs } = result.outputs
    // Code 0 is Feishu's, not that of the step.
    expect(outputs).toEqual({ values: '{"status":"APPROVED","reverted":true}', http_status: '200', log_id: 'log-1' })
    expect(result.error).toMatchObject({ kind: 'call', failure: { hint: 'conditionNotMet' } })
    expect(await failureOf({ fail_if: 'reverted = true' }, approved)).toBeUndefined()
  })

  test.each([
    [{ until: 'a = x' }, { a: ['x'] }],
    [{ until: 'a.b = x' }, { a: [{ b: 'x' }] }],
    [{ fail_if: 'a = x' }, { a: {} }],
  ])('fails at once where %j names what is no single value in %j', async (given, data) => {
    expect(await failureOf(given, responseWith(data))).toMatch(/^a(\.b)? in the data .* list/)
  })

  test('goes on after a failure that passes, as late as the server asks', async () => {
    const { waits, log } = await callWith(until, busy(0), busy(150), pending, approved)
    expect(waits).toEqual([2, 150, 8])
    expect(log).toEqual(['Waiting for 152 s so far: status = PENDING.'])
    expect((await callWith(until, ...times(7, busy(0)), approved)).log[0]).toMatch(/: no response yet\.$/)
  })

  test.each([
    ['does not pass', until, [pending, busy()]],
    ['does not pass in time', until, [busy(601)]],
    ['is about a token that is new', until, [failed({ passing: true, hint: 'tokenInvalid' })]],
    ['is there until the deadline', { ...until, wait_minutes: '0.05' }, times(3, busy(0))],
    ['passes, where nothing is waited for', { fail_if: until.until }, [busy(0)]],
  ])('ends with a failure that %s', async (_, given, script) => {
    expect(await failureOf(given, ...script)).toMatch(/ECONNRESET/)
  })

  test('is over only at its value', async () => {
    const seen = fc.constantFrom('APPROVED', 'PENDING', 'REJECTED', 'approved', 'APPROVED ', '', 'passing', 'final')
    await fc.assert(
      fc.asyncProperty(fc.array(seen, { minLength: 1, maxLength: 6 }), async (statuses) => {
        const decisive = statuses.find((status) => /^(APPROVED|REJECTED|final)$/.test(status))
        const script = statuses.map((status) => {
          if (status === 'passing' || status === 'final') return busy(status === 'passing' ? 0 : undefined)
          return responseWith({ status })
        })
        const given = { ...until, fail_if: 'status = REJECTED', wait_minutes: '1' }
        const failure = await failureOf(given, ...script, ...times(6, pending))
        expect(failure === undefined).toBe(decisive === 'APPROVED')
      }),
    )
  })
})

const malformed = ['status', '= x', 'a = ', 'a = x,,y', 'a..b = x', 'a,b = x']
const ofOtherLanguages = ['a == x', 'a != x', 'a <= x', 'a = "x"', "a = y, 'x'"]

test.each([...malformed, ...ofOtherLanguages])('%j is no condition', async (fail_if) => {
  const wanted = /^Input fail_if: expected conditions such as .*; names cannot contain dots or commas, got /
  expect(await refusalOf({ fail_if })).toMatch(wanted)
})

test.each(['0', '351', '1h', '1e2'])('%j is no time to wait for', async (wait_minutes) => {
  expect(await refusalOf({ wait_minutes })).toMatch(/a number of minutes above 0, up to 350/)
})

const post = { request: 'POST /open-apis/x', until: 'a = b' }

test.each([
  [{ all_pages: 'true', until: 'a = b' }, /all_pages and until are mutually exclusive/],
  [{ all_pages: 'true', fail_if: 'a = b' }, /all_pages and fail_if are mutually exclusive/],
  [post, /not known to be harmless/],
  [{ ...post, repeatable: 'false', params: 'a: :idempotent_key' }, /not known to be harmless/],
])('%j is refused', async (given, message) => {
  expect(await refusalOf(given)).toMatch(message)
})

test('a POST may wait where it is repeatable', async () => {
  for (const more of [{ repeatable: 'true' }, { params: 'a: :idempotent_key' }])
    expect((await callWith({ ...post, ...more }, responseWith({ a: 'b' }))).sent).toHaveLength(1)
})
