import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { CallFailure } from '../../../src/feishu/error.ts'
import { FeishuError } from '../../../src/feishu/error.ts'
import { call } from '../../../src/operations/call.ts'
import { callWith, responseWith } from '../../support/call.ts'
import { failed } from '../../support/client.ts'
import { inputsOf, messageOf, say } from '../../support/inputs.ts'

const pending = responseWith({ status: 'PENDING' })
const approved = responseWith({ status: 'APPROVED', reverted: false })
const until = { until: 'status = APPROVED', wait_minutes: '10' }
const times = <T>(count: number, each: T) => Array.from({ length: count }, () => each)
const busy = (askedSeconds?: number) => failed({ passing: askedSeconds !== undefined, askedSeconds })

async function failureOf(...given: Parameters<typeof callWith>): Promise<CallFailure | undefined> {
  try {
    const { error } = (await callWith(...given)).result
    return error?.kind === 'call' ? error.failure : undefined
  } catch (error) {
    if (error instanceof FeishuError) return error.failure
    throw error
  }
}
const reasonOf = async (...given: Parameters<typeof callWith>) => {
  const failure = await failureOf(...given)
  return failure && say([failure.reason, ...(failure.notes ?? [])])
}

describe('waiting', () => {
  test('asks at once, after 2, 4, 8, 16 and every 30 s, and tells each minute', async () => {
    const { result, waits, log } = await callWith(until, ...times(8, pending), approved)
    expect(waits).toEqual([2, 4, 8, 16, 30, 30, 30, 30])
    expect(log.map((each) => say(each))).toEqual([
      'Waiting for 60 s so far: status = PENDING.',
      'Waiting for 120 s so far: status = PENDING.',
    ])
    expect(result.outputs).toMatchObject({ values: '{"status":"APPROVED","reverted":false}', code: '0' })
    expect(result.error).toBeUndefined()
  })

  test.each([
    ['n = 1.10', '{"n":1.10}'],
    ['n = 9007199254740993', '{"n":9007199254740993}'],
    ['a.b c = x=y', '{"a":{"b c":"x=y"}}'],
    ['状态 = 通过', '{"状态":"通过"}'],
    ['a.ok = true', '{"a":{"ok":true}}'],
    ['a=x,  y z', '{"a":"y z"}'],
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
    ['toString = x', '{}'],
    ['a = 1\nb = 2', '{"a":1,"b":3}'],
  ])('is not over where %j does not hold in %s', async (conditions, data) => {
    expect(await reasonOf({ until: conditions, wait_minutes: '0.01' }, ...times(2, responseWith(data)))).toMatch(
      /did not hold/,
    )
  })

  test('ends at its deadline, with the last values and what was never there', async () => {
    const given = { until: 'status = APPROVED\ndone = 1', wait_minutes: '0.1' }
    expect(await reasonOf(given, ...times(4, pending))).toBe(
      'the conditions of until did not hold within 0.1 min; last values: status = PENDING, done = – Never in the data of a response: done.',
    )
    expect((await callWith(given, ...times(4, pending))).waits).toEqual([2, 4])
  })

  test('fails at once where fail_if holds, also without until, and has the values', async () => {
    const given = { ...until, fail_if: 'status = REJECTED, CANCELED\nreverted = true' }
    const reverted = responseWith({ status: 'APPROVED', reverted: true })
    expect(await reasonOf(given, pending, reverted)).toBe('a condition of fail_if holds: reverted = true')
    const { result } = await callWith({ fail_if: 'reverted = true' }, reverted)
    expect(result.outputs).toMatchObject({ values: '{"status":"APPROVED","reverted":true}', http_status: '200' })
    expect(result.error).toMatchObject({ kind: 'call' })
    expect((await callWith({ fail_if: 'reverted = true' }, approved)).result.error).toBeUndefined()
  })

  test.each(['a = x', 'a.b = x'])('fails at once where %s names a list', async (condition) => {
    expect(await reasonOf({ until: condition }, responseWith({ a: [{ b: 'x' }] }))).toMatch(
      /^a(\.b)? in the data .* list/,
    )
  })

  test('fails at once where a condition names an object', async () => {
    expect(await reasonOf({ fail_if: 'a = x' }, responseWith({ a: {} }))).toMatch(/^a in the data/)
  })

  test('goes on after a failure that passes, as late as the server asks', async () => {
    const { waits, log } = await callWith(until, busy(0), busy(150), pending, approved)
    expect(waits).toEqual([2, 150, 8])
    expect(log.map((each) => say(each))).toEqual(['Waiting for 152 s so far: status = PENDING.'])
    expect(say((await callWith(until, ...times(7, busy(0)), approved)).log[0] ?? [])).toMatch(/: no response yet\.$/)
  })

  test('ends with a failure that does not pass, or not in time', async () => {
    expect(await reasonOf(until, pending, busy())).toMatch(/ECONNRESET/)
    expect(await reasonOf(until, busy(601))).toMatch(/ECONNRESET/)
    expect(await reasonOf(until, failed({ passing: true, hint: 'tokenInvalid' }))).toMatch(/ECONNRESET/)
    expect(await reasonOf({ ...until, wait_minutes: '0.05' }, ...times(3, busy(0)))).toMatch(/ECONNRESET/)
    expect(await reasonOf({ fail_if: until.until }, busy(0))).toMatch(/ECONNRESET/)
  })
})

test('a gate opens only on its value', async () => {
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

const post = { request: 'POST /open-apis/x', until: 'a = b' }
const condition = /expected conditions such as .*; names cannot contain dots or commas, got /
test.each([
  [{ until: 'status' }, condition],
  [{ until: '= x' }, condition],
  [{ until: 'a = ' }, condition],
  [{ until: 'a = x,,y' }, condition],
  [{ until: 'a..b = x' }, condition],
  ...['a == x', 'a != x', 'a <= x', 'a = "x"', "a = y, 'x'"].map((until) => [{ until }, condition] as const),
  [{ fail_if: 'a,b = x' }, condition],
  ...['0', '-1', '351', '1h', '1e2'].map(
    (wait_minutes) => [{ wait_minutes }, /a number of minutes above 0, up to 350/] as const,
  ),
  [post, /not known to be harmless/],
  [{ ...post, repeatable: 'false', params: 'a: :idempotent_key' }, /not known to be harmless/],
  [{ until: 'a = b', all_pages: 'true' }, /all_pages and until are mutually exclusive/],
  [{ fail_if: 'a = b', all_pages: 'true' }, /all_pages and fail_if are mutually exclusive/],
])('%j is refused', async (given, message) => {
  const inputs = inputsOf({ request: 'GET /open-apis/x', ...given })
  expect(await messageOf(() => call.prepare(inputs))).toMatch(message)
})

test('a POST may wait where it is repeatable', async () => {
  for (const more of [{ repeatable: 'true' }, { params: 'a: :idempotent_key' }])
    expect((await callWith({ ...post, ...more }, responseWith({ a: 'b' }))).sent).toHaveLength(1)
})
