import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { networkError } from '../../src/feishu/network-error.ts'
import { readResponse } from '../../src/feishu/response.ts'
import { classify, type History, nextRetry, type RetryRule } from '../../src/feishu/retry.ts'
import type { NoResponse } from '../../src/feishu/transport.ts'
import { requests, respond } from '../support/scripted.ts'

/** That of a rate limit. */
const rule = classify(requests.read, readResponse(respond('', 429)))
const history: History = {
  attempts: 1,
  waits: 0,
  internal: 0,
  renewed: false,
  ambiguous: false,
  sent: true,
  elapsed: 0,
}

describe('nextRetry', () => {
  const draws = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  const asked = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined })
  const waits = fc.integer({ min: 0, max: 2000 })

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

  test.each<[kind: string, when: string, Partial<RetryRule>, Partial<History>]>([
    ['stop', 'after max_attempts', {}, { attempts: 4 }],
    ['stop', 'where the table says no', { retry: 'no' }, {}],
    ['stop', 'after max_attempts, whatever the token', { retry: 'refresh' }, { attempts: 4 }],
    ['stop', 'after one new token', { retry: 'refresh' }, { renewed: true }],
    ['refresh', 'for a new token', { retry: 'refresh' }, {}],
    ['wait', 'after one repeat of an internal error', { retry: 'twice' }, { internal: 1 }],
    ['stop', 'after two', { retry: 'twice' }, { internal: 2 }],
    ['wait', 'as long as the server knows the key', { rememberedMs: 10_000 }, { elapsed: 7999 }],
    ['stop', 'where it would no longer know it', { rememberedMs: 10_000 }, { elapsed: 8000 }],
  ])('says %s %s', (kind, _when, differences, past) => {
    expect(nextRetry({ ...rule, ...differences }, { ...history, ...past }, 4, 2, 0.5).kind).toBe(kind)
  })

  test('does not blame the server for asking to wait where it stops anyway', () => {
    expect(nextRetry(rule, { ...history, attempts: 4 }, 4, 500, 0.5)).toEqual({ kind: 'stop' })
  })
})

describe('classify', () => {
  const image = { 'content-type': 'image/png' }

  /**
   * What a response means for a read, an update, an execute with its key, and a call that may do its work twice: whether it
   * is repeated, with `?` where the outcome is unknown.
   */
  test.each<[body: unknown, status: number, rules: string, anchor: string, headers?: Record<string, string>]>([
    // One code of each rule of the table, under a status that says nothing.
    [{ code: 91403 }, 403, 'no no no no', 'code-91403'],
    [{ code: 99991400 }, 403, 'yes yes yes yes', 'code-99991400'],
    [{ code: 5000 }, 403, 'yes yes? yes? no?', 'code-5000'],
    [{ code: 1254291 }, 403, 'yes yes no no', 'code-1254291'],
    [{ code: 1254200 }, 403, 'twice twice? twice? no?', 'code-1254200'],
    [{ code: 99991663 }, 403, 'refresh refresh refresh refresh', 'code-99991663'],
    [{ code: 9499, msg: 'Too Many request.' }, 400, 'yes yes yes yes', 'code-9499'],
    [{ code: 9499, msg: 'bad' }, 400, 'no no no no', 'code-9499'],
    // No code of the table: the status decides.
    [{ code: 123456 }, 200, 'no no no no', 'other'],
    [{ code: 'NewName' }, 499, 'no no no no', 'other'],
    [{ code: 'NewName' }, 502, 'yes yes? no? no?', 'other'],
    [{ code: 'k_ec_000009' }, 200, 'no no no no', 'k_ec_000009'],
    [{ code: 7 }, 500, 'yes yes? no? no?', 'other'],
    [{ code: 7 }, 503, 'yes yes? yes? no?', 'other'],
    // No code at all.
    ['', 408, 'yes yes? no? no?', 'other'],
    ['', 425, 'yes yes? no? no?', 'other'],
    ['', 429, 'yes yes yes yes', 'other'],
    ['<html>', 500, 'yes yes? yes? no?', 'http-5xx'],
    ['<html>', 200, 'yes yes? no? no?', 'other'],
    ['{"code":0,"da', 200, 'yes yes? no? no?', 'other'],
    [{ message: 'ok' }, 299, 'yes yes? no? no?', 'other'],
    ['bytes', 200, 'no no? no? no?', 'other', image],
    ['<html>', 300, 'no no no no', 'other'],
    ['<html>', 400, 'no no no no', 'other'],
    ['404 page not found', 404, 'no no no no', 'unknown-path'],
    ['', 407, 'no no no no', 'proxy-authentication'],
    ['', 413, 'no no no no', 'too-large'],
    // A success that its status contradicts.
    [{ code: 0 }, 503, 'yes yes? yes? no?', 'http-5xx'],
    [{ code: 0 }, 404, 'yes yes? yes? no?', 'other'],
  ])('%j under HTTP %i: %s, %s', (body, http_status, rules, anchor, headers = {}) => {
    const failed = readResponse(respond(body, http_status, headers))
    const { read, update, execute, call } = requests
    const found = [read, update, execute, call].map((request) => classify(request, failed))
    expect(found.map(({ retry, ambiguous }) => `${retry}${ambiguous ? '?' : ''}`).join(' ')).toBe(rules)
    expect(found.map((each) => each.anchor)).toEqual(Array(4).fill(anchor))
  })

  test('reads some codes of base/v3 in another way', () => {
    const failed = readResponse(respond({ code: 2200, msg: 'Internal Error' }))
    const v3 = { ...requests.update, path: '/open-apis/base/v3/bases/x/workflows/wkf1/enable' }
    expect(classify(v3, failed)).toMatchObject({ retry: 'no', hint: 'workflowNotFound', affectsEveryTarget: false })
    expect(classify(requests.update, failed)).toMatchObject({ retry: 'yes', hint: 'serverBusy' })
    const denied = readResponse(respond({ code: 230013 }))
    expect(classify(v3, denied)).toMatchObject({ hint: 'workflowScopeMissing', affectsEveryTarget: true })
    expect(classify(requests.update, denied)).toMatchObject({ hint: 'codeUnknown' })
  })

  test.each([
    ['proxyRefused', 'no', 'proxyRefused'],
    ['proxyAuthenticationRequired', 'no', 'proxyAuthentication'],
    ['proxyFailed', 'yes', 'proxyFailed'],
  ] as const)('takes a proxy that opens no tunnel, %s: %s, %s', (fault, retry, hint) => {
    for (const request of Object.values(requests)) {
      const found = classify(request, { kind: 'no response', error: { message: fault }, sent: false, fault })
      expect(found).toMatchObject({ retry, hint, ambiguous: false, affectsEveryTarget: true })
    }
  })

  test.each([
    ['ECONNREFUSED', 'yes', 'connectionRefused'],
    ['ETIMEDOUT', 'yes', 'connectingTimedOut'],
    ['CERT_HAS_EXPIRED', 'no', 'certificateExpired'],
    ['ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL', 'no', 'http2Only'],
    ['x', 'yes', 'notSent'],
  ])('takes %s before anything was sent: %s, %s', (code, retry, hint) => {
    const failed: NoResponse = { kind: 'no response', sent: false, ...networkError({ code }, false) }
    for (const request of Object.values(requests)) {
      expect(classify(request, failed)).toMatchObject({ retry, hint, ambiguous: false })
    }
    const lost = { retry: 'yes', hint: 'outcomeUnknown', anchor: 'outcome-unknown' }
    expect(classify(requests.update, { ...failed, sent: true })).toMatchObject({ ...lost, ambiguous: true })
    expect(classify(requests.read, { ...failed, sent: true })).toMatchObject({ ...lost, ambiguous: false })
    expect(classify(requests.call, { ...failed, sent: true })).toMatchObject({ ...lost, retry: 'no', ambiguous: true })
  })

  test('knows that a request that was never sent has left nothing behind', () => {
    const never = { kind: 'no response', error: { message: 'requestCancelled' }, sent: false } as const
    expect(classify(requests.call, never)).toMatchObject({ hint: 'notSent', ambiguous: false })
  })
})
