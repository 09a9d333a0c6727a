import { describe, expect, test } from '@jest/globals'
import { reasonWithCode } from '../../src/feishu/failure.ts'
import type { Credentials } from '../../src/feishu/token.ts'
import type { HttpResult } from '../../src/feishu/transport.ts'
import { say } from '../support/inputs.ts'
import {
  feishuError,
  play,
  type Reaction,
  refused,
  requests,
  reset,
  respond,
  type Setting,
  success,
  token,
} from '../support/scripted.ts'

// What may be repeated after which response: the tests of retry.ts.

const app: Credentials = { kind: 'app', app_id: 'cli_a', app_secret: 'secret' }
const asApp: Setting = { credentials: app }
const html = (http_status: number) => respond('<html>bad</html>', http_status)
const rateLimited = feishuError(99991400, 429)
const tokenInvalid = feishuError(99991663, 400)

function times(count: number, reaction: Reaction): Reaction[] {
  return Array.from({ length: count }, () => reaction)
}

describe('what is sent', () => {
  test.each(Object.entries(requests))('succeeds once the error is over: %s', async (_name, request) => {
    const { result, attempts, sent } = await play([refused, rateLimited, success], { request })
    expect([result?.kind, attempts, sent.length]).toEqual(['accepted', 3, 3])
    // What must not be lost on a connection that the server closes meanwhile.
    expect(new Set(sent.map(({ ownConnection }) => ownConnection))).toEqual(
      new Set([request === requests.call ? true : undefined]),
    )
  })

  test('is the same every time, to the letter', async () => {
    const script = [reset, rateLimited, feishuError(5000), success]
    const { sent } = await play(script, { request: requests.execute })
    expect(new Set(sent.map((request) => JSON.stringify(request))).size).toBe(1)
    expect(sent[0]).toEqual({
      method: 'POST',
      url: 'https://open.feishu.cn/execute',
      headers: {
        Authorization: 'Bearer t-given',
        'Content-Type': 'application/json; charset=utf-8',
        'User-Agent': 'feishu-automation-action',
      },
      body: '{"idempotent_key":"key-1"}',
    })
  })

  test('has the headers of the request, and no token where the call takes none', async () => {
    const request = { ...requests.update, headers: { 'Client-Token': 'k' } }
    const { sent } = await play([success], { request, credentials: { kind: 'none' } })
    expect(sent[0]?.headers).toMatchObject({ 'Client-Token': 'k' })
    expect(sent[0]?.headers).not.toHaveProperty('Authorization')
  })

  test('is counted, with how each retry is announced', async () => {
    const { retries, attempts, notes } = await play(times(3, rateLimited), { maxAttempts: 3 })
    expect(retries).toEqual([
      'updateAutomation msg of 99991400: Retrying in 0.8 s, attempt 2 of 3.',
      'updateAutomation msg of 99991400: Retrying in 1.5 s, attempt 3 of 3.',
    ])
    expect(attempts).toBe(3)
    expect(notes).toBe('Failed after 3 attempts.')
  })
})

describe('a failure', () => {
  const denied = (msg: string) =>
    respond({ code: 99991672, msg, error: { permission_violations: [{ subject: 'a:b' }] } })

  test('has what the last response told, where a later attempt got none', async () => {
    const script = [respond('bad gateway', 502, { 'x-tt-logid': 'log-1' }), reset, refused]
    const { failure } = await play(script, { maxAttempts: 3 })
    expect(failure).toMatchObject({ reason: { message: 'networkError' } })
    expect(failure).toMatchObject({ http_status: 502, log_id: 'log-1', response: 'bad gateway' })
  })

  test('has the beginning of a response that was cut off', async () => {
    const head = { http_status: 200, header: (name: string) => (name === 'x-tt-logid' ? 'log-2' : undefined) }
    const { failure } = await play([html(502), { ...reset, head }], { maxAttempts: 2 })
    expect(failure).toMatchObject({ http_status: 200, log_id: 'log-2', response: undefined })
  })

  test.each<[HttpResult, says: string]>([
    [feishuError(5, 500), 'msg of 5 (code 5, HTTP 500) '],
    [denied('Denied. Any of: [a:b]'), 'Denied (code 99991672, HTTP 200) Missing scope: a:b. '],
    [denied('Denied. Ask.'), 'Denied. Ask (code 99991672, HTTP 200) Missing scope: a:b. '],
    [respond({ code: 5, msg: '' }), 'Feishu returned an error without a message (code 5, HTTP 200) '],
    [respond({ code: 5, msg: 'Bad.', log_id: 'x' }), 'Bad (code 5, HTTP 200, log_id x) '],
    [respond('bad\nline', 502), 'the response is not JSON (HTTP 502) The response begins with: bad. '],
    [reset, 'the other side closed the connection (ECONNRESET) '],
  ])('after %j says what happened, then what to do', async (reaction, words) => {
    const { failure } = await play([reaction], { maxAttempts: 1 })
    const { details = [], hint } = failure ?? { hint: 'codeUnknown' }
    const text = failure ? say([reasonWithCode(failure), ...details, { message: 'hint', hint }]) : ''
    expect(text.slice(0, words.length)).toBe(words)
    expect(text.slice(words.length)).toMatch(/\.$/)
  })

  test('of our own is not taken for one of the call', async () => {
    const broken = () => {
      throw new TypeError('our own')
    }
    await expect(play([broken], asApp)).rejects.toThrow('our own')
    await expect(play([broken])).rejects.toThrow('our own')
  })
})

describe('tokens', () => {
  test('are obtained once, learned as secrets, and sent', async () => {
    const { sent, secrets } = await play([token, rateLimited, success], asApp)
    expect(sent.map(({ url, headers }) => [url, headers.Authorization])).toEqual([
      ['https://open.feishu.cn/open-apis/auth/v3/tenant_access_token/internal', undefined],
      ['https://open.feishu.cn/update', 'Bearer t-obtained'],
      ['https://open.feishu.cn/update', 'Bearer t-obtained'],
    ])
    expect(sent[0]?.body).toBe('{"app_id":"cli_a","app_secret":"secret"}')
    expect(secrets).toEqual(['t-obtained'])
  })

  test('are renewed once, at once, and without lengthening a later wait', async () => {
    const second = respond({ code: 0, tenant_access_token: 't-second' })
    const { sent, attempts, waits, retries, secrets } = await play(
      [token, tokenInvalid, second, refused, success],
      asApp,
    )
    expect([attempts, waits]).toEqual([3, [750]])
    expect(secrets).toEqual(['t-obtained', 't-second'])
    expect(retries[0]).toBe('updateAutomation msg of 99991663: Retrying with a new token, attempt 2 of 4.')
    const authorizations = sent.map(({ headers }) => headers.Authorization)
    expect(authorizations).toEqual([undefined, 'Bearer t-obtained', undefined, 'Bearer t-second', 'Bearer t-second'])
    const again = await play([token, tokenInvalid, second, tokenInvalid], asApp)
    expect([again.failure?.code, again.attempts]).toEqual(['99991663', 2])
  })

  test('are not renewed where they were given, nor with max_attempts 1', async () => {
    const given = await play([tokenInvalid])
    expect([given.sent.length, given.failure?.code, given.failure?.passing]).toEqual([1, '99991663', false])
    const once = await play([token, tokenInvalid], { ...asApp, maxAttempts: 1 })
    expect([once.sent.length, once.failure?.code, once.failure?.passing]).toEqual([2, '99991663', true])
  })

  test.each<[why: string, Reaction, reason: string]>([
    ['wrong secret', feishuError(10014), 'feishuMessage'],
    ['a page', html(400), 'responseNotJson'],
    ['no token', success, 'responseWithout'],
    ['not text', respond({ code: 0, tenant_access_token: 5 }), 'responseWithout'],
    ['a line break', respond({ code: 0, tenant_access_token: 't-a\r\nX-Other: b' }), 'responseWithout'],
    ['empty', respond({ code: 0, tenant_access_token: '' }), 'responseWithout'],
  ])('that Feishu does not issue fail the call: %s', async (_name, reaction, message) => {
    const { sent, attempts, failure, notes } = await play([reaction], { ...asApp, request: requests.execute })
    expect([sent.length, attempts]).toEqual([1, 0])
    expect(failure).toMatchObject({ call: 'token', affectsEveryTarget: true, reason: { message } })
    expect(notes).not.toMatch(/unknown/i)
    expect(JSON.stringify(failure)).not.toContain('t-a')
  })

  test('that cannot be renewed leave an earlier outcome unknown', async () => {
    const script = [token, html(502), tokenInvalid, feishuError(10014)]
    const { failure, attempts, notes } = await play(script, { ...asApp, request: requests.execute })
    expect(failure).toMatchObject({ code: '10014', call: 'token' })
    expect(attempts).toBe(2)
    expect(notes).toContain('its outcome is unknown')
  })

  test('in half a response get nowhere, and are asked for again', async () => {
    const torn = respond('{"code":0,"tenant_access_token":"t-torn123')
    const { failure } = await play(times(4, torn), asApp)
    expect(JSON.stringify(failure)).not.toContain('t-torn')
    const { attempts, waits } = await play([reset, torn, rateLimited, token, success], asApp)
    expect([attempts, waits.length]).toEqual([1, 3])
  })
})

describe('a used key', () => {
  const request = requests.execute
  const used = (code: number) => respond({ code, msg: 'key used' }, 500)

  test.each<[before: HttpResult[], proves: boolean]>([
    [[reset], true],
    [[html(504)], true],
    // What starts nothing takes no proof away.
    [[reset, rateLimited, refused], true],
    [[], false],
    [[refused, rateLimited], false],
  ])('after %j proves that an attempt of unknown outcome was accepted: %s', async (before, ambiguous) => {
    for (const code of [2320001, 99991400]) {
      const { result } = await play([...before, used(code)], { request })
      expect(result).toMatchObject({ kind: 'duplicate', ambiguous })
    }
  })

  test('is such a proof after a new token too', async () => {
    const { result, attempts } = await play([token, reset, tokenInvalid, token, used(2320001)], { request, ...asApp })
    expect([result?.kind, result?.ambiguous, attempts]).toEqual(['duplicate', true, 3])
  })

  test('means nothing to calls without a key', async () => {
    expect((await play([reset, used(2320001)])).failure).toMatchObject({ code: '2320001', http_status: 500 })
  })
})

const unknown = 'Outcome unknown: the request may have been processed.'
const lostBefore = 'An earlier attempt, whose response was lost, may have been processed: its outcome is unknown.'

describe('an unknown outcome', () => {
  test('is told when attempts run out, with what another one would do', async () => {
    const { failure, notes } = await play(times(2, reset), { request: requests.execute, maxAttempts: 2 })
    expect(notes).toBe(`Failed after 2 attempts. ${unknown}`)
    expect(failure).toMatchObject({ outcomeUnknown: true, again: 'key', anchor: 'outcome-unknown' })
    expect((await play([reset], { maxAttempts: 1 })).failure).toMatchObject({ again: 'idempotent' })
    const unrepeatable = await play([reset], { request: requests.call })
    expect(unrepeatable.failure).toMatchObject({ outcomeUnknown: true, again: 'none' })
  })

  test('is not repeated with a key that is no longer known', async () => {
    const hour = 60 * 60 * 1000
    const idempotency = { kind: 'idempotent', idempotent_key: 'key-2', rememberedMs: 3 * hour } as const
    const trigger = { ...requests.update, idempotency }
    const inTime = await play(times(4, reset), { request: trigger, took: 0.7 * hour })
    expect(inTime.failure).toMatchObject({ outcomeUnknown: true, again: 'idempotent' })
    const late = await play(times(3, reset), { request: trigger, took: 1.1 * hour })
    expect(late.failure).toMatchObject({ outcomeUnknown: true, again: 'none' })
    expect([inTime.sent.length, late.sent.length]).toEqual([4, 3])
  })

  test('outlives an error that says nothing of the attempt before', async () => {
    const { failure, notes } = await play([reset, feishuError(2320005)], { request: requests.execute })
    expect(failure?.code).toBe('2320005')
    expect(notes).toContain(lostBefore)
  })

  test.each<[why: string, Reaction[], Setting, note: string]>([
    ['nothing left', times(4, refused), { request: requests.execute }, ' Nothing was sent.'],
    ['all was refused', [rateLimited, ...times(3, refused)], { request: requests.execute }, ''],
    ['it only reads', times(4, reset), { request: requests.read }, ''],
    ['it is the token', times(4, reset), asApp, ''],
  ])('is not told where %s', async (_why, script, setting, note) => {
    expect((await play(script, setting)).notes).toBe(`Failed after 4 attempts.${note}`)
  })
})

describe('waits', () => {
  const asking = (seconds: string) => feishuError(99991400, 429, { 'x-ogw-ratelimit-reset': seconds })

  test('are as long as the server asks, up to 120 s', async () => {
    expect((await play([asking('120'), success])).waits).toEqual([120_000])
    const { waits, sent, notes } = await play([asking('120.001')])
    expect([waits.length, sent.length]).toEqual([0, 1])
    expect(notes).toBe('Feishu asked to wait 121 s; the limit is 120 s.')
  })

  test('are up to 5 s at first for a base that is being copied', async () => {
    const { waits } = await play(times(5, feishuError(1254036)), { random: 0.999999, maxAttempts: 5 })
    expect(waits).toEqual([5000, 10_000, 20_000, 30_000])
  })

  test('are two for an internal error, whatever came before', async () => {
    const script = [rateLimited, refused, ...times(3, feishuError(1255001))]
    expect((await play(script, { maxAttempts: 9 })).sent).toHaveLength(5)
  })
})

describe('when the job is cancelled', () => {
  /** Cancels the job, then gets no response. */
  const cancelling = (cancel: AbortController, reason?: DOMException): Reaction[] => [
    () => {
      cancel.abort(reason)
      return reset
    },
  ]

  test.each([
    ['cancelledBeforeResponse', undefined],
    // Nobody has cancelled a step that is out of time.
    ['outOfTime', new DOMException('', 'TimeoutError')],
  ])('a call that is under way ends: %s', async (message, reason) => {
    const cancel = new AbortController()
    const { failure, notes } = await play(cancelling(cancel, reason), { cancel, request: requests.execute })
    expect(failure).toMatchObject({ cancelled: true, reason: { message } })
    expect(notes).toBe(unknown)
  })

  test.each([
    ['nothing was sent', refused, ''],
    ['a response was lost', reset, lostBefore],
  ])('no further attempt is made where %s', async (_why, reaction, note) => {
    const cancel = new AbortController()
    const script: Reaction[] = [
      () => {
        setImmediate(() => cancel.abort())
        return reaction
      },
    ]
    const { failure, sent, notes } = await play(script, { cancel, request: requests.execute })
    expect(sent).toHaveLength(1)
    expect(failure).toMatchObject({ cancelled: true, hint: 'cancelled', affectsEveryTarget: true })
    expect(failure?.reason).toEqual({ message: 'cancelledBeforeAttempt', attempt: 2 })
    expect(notes).toBe(note)
  })

  test('the token request ends, and nothing was started', async () => {
    const cancel = new AbortController()
    const { failure, notes } = await play(cancelling(cancel), { cancel, request: requests.execute, ...asApp })
    expect(failure).toMatchObject({ cancelled: true, call: 'token' })
    expect(notes).toBe('')
  })
})
