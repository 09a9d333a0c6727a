import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { errorTable } from '../../src/feishu/error-codes.ts'
import { networkError } from '../../src/feishu/network-error.ts'
import type { Request } from '../../src/feishu/request.ts'
import { readResponse } from '../../src/feishu/response.ts'
import { classify, type History, nextRetry, type RetryRule } from '../../src/feishu/retry.ts'
import type { NoResponse } from '../../src/feishu/transport.ts'
import { requests, respond } from '../support/scripted.ts'

const rule: RetryRule = {
  retry: 'yes',
  ambiguous: false,
  hint: 'codeUnknown',
  firstWaitSeconds: 1,
  affectsEveryTarget: false,
  anchor: 'other',
  rememberedMs: undefined,
}
const history: History = {
  attempts: 1,
  waits: 0,
  internal: 0,
  renewed: false,
  ambiguous: false,
  sent: true,
  elapsed: 0,
}
const draws = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const asked = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined })
const waits = fc.integer({ min: 0, max: 2000 })

describe('nextRetry', () => {
  test('waits at least half the bound, at most all of it, and never less than the server asks', () => {
    const property = fc.property(waits, draws, asked, fc.constantFrom(1, 5), (waits, random, seconds, first) => {
      const next = nextRetry({ ...rule, firstWaitSeconds: first }, { ...history, waits }, 4, seconds, random)
      if (seconds !== undefined && seconds > 120) return expect(next).toEqual({ kind: 'stop', askedSeconds: seconds })
      const bound = 1000 * Math.min(30, first * 2 ** waits)
      const least = 1000 * (seconds ?? 0)
      const ms = next.kind === 'wait' ? next.ms : Number.NaN
      expect(ms).toBeGreaterThanOrEqual(Math.max(bound / 2, least))
      expect(ms).toBeLessThanOrEqual(Math.max(bound, least) + 1)
    })
    fc.assert(property)
  })

  test('spreads retries over the upper half of the bound', () => {
    const waitOf = (random: number) => nextRetry(rule, { ...history, waits: 2 }, 4, undefined, random)
    expect([0, 0.5, 0.999].map(waitOf)).toEqual([2000, 3000, 3998].map((ms) => ({ kind: 'wait', ms })))
  })

  test.each<[string, Partial<RetryRule>, Partial<History>]>([
    ['after max_attempts', {}, { attempts: 4 }],
    ['where the table says no', { retry: 'no' }, {}],
    ['after two repeats of an internal error', { retry: 'twice' }, { internal: 2, attempts: 3 }],
    ['with max_attempts reached, whatever the token', { retry: 'refresh' }, { attempts: 4 }],
  ])('stops %s', (_when, differences, past) => {
    expect(nextRetry({ ...rule, ...differences }, { ...history, ...past }, 4, 500, 0.5)).toEqual({ kind: 'stop' })
  })

  test('stops where the server would no longer know the key', () => {
    const remembered = { ...rule, rememberedMs: 10_000 }
    const next = (elapsed: number) => nextRetry(remembered, { ...history, elapsed }, 4, 2, 0.5).kind
    expect([0, 7999, 8000, 20_000].map(next)).toEqual(['wait', 'wait', 'stop', 'stop'])
  })

  test('renews a token at once', () => {
    expect(nextRetry({ ...rule, retry: 'refresh' }, history, 4, 60, 0.5)).toEqual({ kind: 'refresh' })
  })

  test('repeats an internal error twice', () => {
    const internal = [0, 1, 2].map((count) =>
      nextRetry({ ...rule, retry: 'twice' }, { ...history, internal: count }, 9, undefined, 0),
    )
    expect(internal.map(({ kind }) => kind)).toEqual(['wait', 'wait', 'stop'])
  })
})

describe('classify', () => {
  const known = errorTable.flatMap(({ codes }) => codes)
  const code = fc.oneof(fc.integer(), fc.constantFrom(...known))
  const status = fc.integer({ min: 200, max: 599 })
  const request: fc.Arbitrary<Request> = fc.constantFrom(...Object.values(requests))
  const body = fc.oneof(
    code.map((value) => JSON.stringify({ code: value })),
    fc.constantFrom('', '<html>', '{}', '[]'),
  )
  const noResponse: fc.Arbitrary<NoResponse> = fc.boolean().map((sent) => {
    return { kind: 'no response', sent, ...networkError({ code: 'x' }, false) }
  })
  const attempt = fc.oneof(
    fc.tuple(body, status).map(([text, http_status]) => readResponse(respond(text, http_status))),
    noResponse,
  )

  test('a call that may do its work twice is repeated only where nothing was processed', () => {
    fc.assert(
      fc.property(attempt, (failed) => {
        const { retry, ambiguous } = classify(requests.call, failed)
        expect(['no', 'yes', 'refresh']).toContain(retry)
        if (retry !== 'no') expect(ambiguous).toBe(false)
        const { anchor } = classify(requests.call, failed)
        const row = errorTable.find(({ codes }) => codes.some((each) => anchor === `code-${each}`))
        const limited = failed.kind !== 'no response' && failed.http_status === 429
        const notSent = failed.kind === 'no response' && !failed.sent
        if (retry === 'yes') expect(row?.class === 'rate limit' || limited || notSent).toBe(true)
        if (notSent) expect(anchor).not.toBe('outcome-unknown')
      }),
      { numRuns: 500 },
    )
  })

  test('a read leaves nothing unknown, and a request that was not sent neither', () => {
    fc.assert(
      fc.property(attempt, request, (failed, each) => {
        const { ambiguous } = classify(each, failed)
        if (each.idempotency.kind === 'read') expect(ambiguous).toBe(false)
        if (failed.kind === 'no response') {
          expect(ambiguous).toBe(failed.sent && each.idempotency.kind !== 'read')
        }
      }),
    )
  })

  test('a quota that is exhausted is never worth a retry, under whatever HTTP status', () => {
    const quota = fc.constantFrom(...errorTable.filter((row) => row.class === 'quota').flatMap(({ codes }) => codes))
    fc.assert(
      fc.property(quota, status, request, (code, http_status, each) => {
        const { retry, affectsEveryTarget } = classify(each, readResponse(respond({ code }, http_status)))
        const redirect = http_status >= 300 && http_status < 400
        if (!redirect) expect([retry, affectsEveryTarget]).toEqual(['no', true])
      }),
    )
  })

  test('2200 is no such workflow to base/v3, and a busy server elsewhere', () => {
    const failed = readResponse(respond({ code: 2200, msg: 'Internal Error' }))
    const v3 = { ...requests.update, path: '/open-apis/base/v3/bases/x/workflows/wkf1/enable' }
    expect(classify(v3, failed)).toMatchObject({ retry: 'no', hint: 'workflowNotFound' })
    expect(classify(requests.update, failed)).toMatchObject({ retry: 'yes', hint: 'serverBusy' })
    const denied = readResponse(respond({ code: 230013 }))
    expect(classify(v3, denied)).toMatchObject({ hint: 'workflowScopeMissing', affectsEveryTarget: true })
    expect(classify(requests.update, denied)).toMatchObject({ hint: 'codeUnknown' })
  })

  test.each([
    [401, 'no', 'proxyRefused'],
    [403, 'no', 'proxyRefused'],
    [404, 'yes', 'proxyFailed'],
    [407, 'no', 'proxyAuthentication'],
    [502, 'yes', 'proxyFailed'],
  ])('a proxy that opens no tunnel with HTTP %i: %s, %s', (http_status, retry, hint) => {
    const head = { http_status, header: () => undefined }
    const error = { message: 'proxyRefused' } as const
    for (const request of Object.values(requests)) {
      const rule = classify(request, { kind: 'no response', error, sent: false, head })
      expect(rule).toMatchObject({ retry, hint, ambiguous: false, affectsEveryTarget: true })
    }
  })

  test('a request that was never sent has left nothing behind', () => {
    const never = { kind: 'no response', error: { message: 'requestCancelled' }, sent: false } as const
    expect(classify(requests.call, never)).toMatchObject({ hint: 'notSent', ambiguous: false })
  })

  test.each([
    ['ENOTFOUND', 'yes', 'nameUnknown'],
    ['ETIMEDOUT', 'yes', 'connectingTimedOut'],
    ['CERT_HAS_EXPIRED', 'no', 'certificateExpired'],
    ['ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL', 'no', 'http2Only'],
    ['x', 'yes', 'notSent'],
  ])('%s before anything was sent: %s, %s', (code, retry, hint) => {
    const failed: NoResponse = { kind: 'no response', sent: false, ...networkError({ code }, false) }
    for (const request of Object.values(requests)) expect(classify(request, failed)).toMatchObject({ retry, hint })
    const sent = classify(requests.update, { ...failed, sent: true })
    expect(sent).toMatchObject({ retry: 'yes', hint: 'outcomeUnknown', ambiguous: true })
  })

  /** What a response means for a read, an update, an execute with its key, and a call that may do its work twice. */
  test.each<[unknown, number, string, Record<string, string>?]>([
    ['', 408, 'yes yes? no? no?'],
    ['', 425, 'yes yes? no? no?'],
    ['', 429, 'yes yes yes yes'],
    ['<html>', 503, 'yes yes? yes? no?'],
    [{ code: 7 }, 429, 'yes yes yes yes'],
    [{ code: 7 }, 503, 'yes yes? yes? no?'],
    [{ code: 7 }, 500, 'yes yes? no? no?'],
    [{ code: 7 }, 408, 'yes yes? no? no?'],
    ['', 200, 'yes yes? no? no?'],
    ['<html>', 200, 'yes yes? no? no?'],
    ['{"code":0,"da', 200, 'yes yes? no? no?'],
    [{ message: 'ok' }, 200, 'yes yes? no? no?'],
    ['bytes', 200, 'no no? no? no?', { 'content-type': 'image/png' }],
    ['<html>', 302, 'no no no no'],
    ['<html>', 400, 'no no no no'],
    ['', 307, 'no no no no'],
    ['404 page not found', 404, 'no no no no'],
    ['', 413, 'no no no no'],
    ['', 407, 'no no no no'],
    [{ code: 0 }, 503, 'yes yes? yes? no?'],
    [{ code: 0 }, 404, 'yes yes? yes? no?'],
    [{ code: 123456 }, 200, 'no no no no'],
    [{ code: 'k_ec_000009' }, 200, 'no no no no'],
    [{ code: 'NewName' }, 200, 'no no no no'],
    [{ code: 'NewName' }, 502, 'yes yes? no? no?'],
    [{ code: 230020 }, 400, 'yes yes yes yes'],
    [{ code: 11232 }, 200, 'yes yes yes yes'],
    [{ code: 1061045 }, 200, 'yes yes yes yes'],
    [{ code: 230049 }, 400, 'yes yes? yes? no?'],
    [{ code: 9499, msg: 'Too many request.' }, 400, 'yes yes yes yes'],
    [{ code: 9499, msg: 'bad' }, 400, 'no no no no'],
  ])('%j under HTTP %i: %s', (body, http_status, rules, headers = {}) => {
    const failed = readResponse(respond(body, http_status, headers))
    const { read, update, execute, call } = requests
    const found = [read, update, execute, call].map((request) => classify(request, failed))
    expect(found.map(({ retry, ambiguous }) => `${retry}${ambiguous ? '?' : ''}`).join(' ')).toBe(rules)
  })
})
