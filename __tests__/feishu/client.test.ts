import { describe, expect, jest, test } from '@jest/globals'
import { failureMessages } from '../../src/feishu/failure.ts'
import type { Credentials } from '../../src/feishu/token.ts'
import type { HttpResult } from '../../src/feishu/transport.ts'
import {
  feishuError,
  type Outcome,
  play,
  type Reaction,
  refused,
  requests,
  reset,
  respond,
  type Setting,
  say,
  success,
  token,
} from '../support/scripted.ts'

const app: Credentials = { kind: 'app', app_id: 'cli_a', app_secret: 'secret' }
const asApp: Setting = { credentials: app }
const html = (http_status: number) => respond('<html>bad</html>', http_status)

function times(count: number, reaction: Reaction): Reaction[] {
  return Array.from({ length: count }, () => reaction)
}

/** How often a call is sent whose error never goes away, and whether its outcome is unknown then. */
async function persistence(reaction: Reaction, setting: Setting): Promise<string> {
  const { sent, result, notes } = await play(times(8, reaction), { ...setting, maxAttempts: 8 })
  const unknown = /outcome unknown/i.test(notes)
  return `${sent.length}${result ? ' accepted' : ''}${unknown ? ' unknown' : ''}`
}

describe('what the error table says', () => {
  // One code of each rule, under a status that says nothing.
  const rows = [
    ['rejected', 91403, '1', '1', '1', '1'],
    ['a rate limit', 99991400, '8', '8', '8', '8'],
    ['a busy server', 5000, '8', '8 unknown', '8 unknown', '1 unknown'],
    ['a write conflict', 1254291, '8', '8', '1', '1'],
    ['an internal error', 1254200, '3', '3 unknown', '3 unknown', '1 unknown'],
    ['a token that cannot be renewed', 99991663, '1', '1', '1', '1'],
  ] as const
  test.each(rows)('%s (%i): read %s, update %s, execute %s, call %s', async (_what, code, ...expected) => {
    const kinds = [requests.read, requests.update, requests.execute, requests.call]
    const found = await Promise.all(kinds.map((request) => persistence(feishuError(code, 403), { request })))
    expect(found).toEqual(expected)
    const { failure } = await play([feishuError(code, 403)], { maxAttempts: 1 })
    expect(failure).toMatchObject({ code: String(code), http_status: 403, anchor: `code-${code}` })
  })

  // What may be repeated of each: the test of classify.
  test.each<[string, Reaction]>([
    ['unknown-path', respond('404 page not found', 404)],
    ['http-5xx', html(502)],
    ['http-5xx', respond({ code: 0 }, 503)],
    ['connection-refused', refused],
    ['outcome-unknown', reset],
    ['other', feishuError(123456, 500)],
    ['other', respond({ code: 0 }, 404)],
    ['too-large', respond('', 413)],
    ['proxy-authentication', respond('', 407)],
  ])('%s is where %j is explained', async (anchor, reaction) => {
    expect((await play([reaction], { maxAttempts: 1 })).failure?.anchor).toBe(anchor)
  })

  test.each(Object.entries(requests))('%s succeeds once the error is over', async (_name, request) => {
    const { result, attempts, sent } = await play([refused, feishuError(99991400, 429), success], { request })
    expect([result?.kind, attempts, sent.length]).toEqual(['accepted', 3, 3])
  })
})

describe('what is sent', () => {
  test('is the same every time, to the letter', async () => {
    const script = [reset, feishuError(99991400), feishuError(5000), success]
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
    const { retries, attempts, notes } = await play(times(3, feishuError(99991400)), { maxAttempts: 3 })
    expect(retries).toEqual([
      'updateAutomation msg of 99991400: Retrying in 0.8 s, attempt 2 of 3.',
      'updateAutomation msg of 99991400: Retrying in 1.5 s, attempt 3 of 3.',
    ])
    expect(attempts).toBe(3)
    expect(notes).toBe('Failed after 3 attempts.')
  })

  test('leaves what the last response told, where a later attempt got none', async () => {
    const script = [respond('bad gateway', 502, { 'x-tt-logid': 'log-1' }), reset, refused]
    const { failure } = await play(script, { maxAttempts: 3 })
    expect(failure).toMatchObject({ reason: { message: 'networkError' } })
    expect(failure).toMatchObject({ http_status: 502, log_id: 'log-1', response: 'bad gateway' })
  })

  test('is known by the beginning of a response that was cut off', async () => {
    const head = { http_status: 200, header: (name: string) => (name === 'x-tt-logid' ? 'log-2' : undefined) }
    const { failure } = await play([html(502), { ...reset, head }], { maxAttempts: 2 })
    expect(failure).toMatchObject({ http_status: 200, log_id: 'log-2', response: undefined })
  })
})

describe('tokens', () => {
  const url = 'https://open.feishu.cn/open-apis/auth/v3/tenant_access_token/internal'

  test('are obtained once, learned as secrets, and sent', async () => {
    const { sent, secrets } = await play([token, feishuError(99991400), success], asApp)
    expect(sent.map((request) => request.url)).toEqual([url, expect.any(String), expect.any(String)])
    expect(sent[0]?.headers).not.toHaveProperty('Authorization')
    expect(sent[0]?.body).toBe('{"app_id":"cli_a","app_secret":"secret"}')
    expect(sent[2]?.headers.Authorization).toBe('Bearer t-obtained')
    expect(secrets).toEqual(['t-obtained'])
  })

  test.each([99991663, 99991664, 99991665, 99991671, 20013])('are renewed once after %i', async (code) => {
    const second = respond({ code: 0, tenant_access_token: 't-second' })
    for (const request of Object.values(requests)) {
      const script = [token, feishuError(code, 400), second, success]
      const { sent, attempts, waits, retries, secrets } = await play(script, { ...asApp, request })
      expect(attempts).toBe(2)
      expect(secrets).toEqual(['t-obtained', 't-second'])
      expect(waits).toEqual([])
      expect(retries).toEqual([`${request.name} msg of ${code}: Retrying with a new token, attempt 2 of 4.`])
      expect(sent.map(({ headers }) => headers.Authorization)).toEqual([
        undefined,
        'Bearer t-obtained',
        undefined,
        'Bearer t-second',
      ])
    }
    const again = await play([token, feishuError(code), token, feishuError(code)], asApp)
    expect([again.failure?.code, again.attempts]).toEqual([String(code), 2])
  })

  test('that are renewed do not lengthen the waits', async () => {
    const { waits } = await play([token, feishuError(99991663), token, refused, success], asApp)
    expect(waits).toEqual([750])
  })

  test('are not renewed where they were given, nor with max_attempts 1', async () => {
    const given = await play([feishuError(99991663)])
    expect([given.sent.length, given.failure?.code]).toEqual([1, '99991663'])
    const once = await play([token, feishuError(99991663)], { ...asApp, maxAttempts: 1 })
    expect([once.sent.length, once.failure?.code]).toEqual([2, '99991663'])
  })

  test('are asked for again after an error that goes away', async () => {
    const { attempts, waits } = await play([reset, html(502), feishuError(99991400, 429), token, success], asApp)
    expect(attempts).toBe(1)
    expect(waits).toHaveLength(3)
  })

  test.each<[string, Reaction, string]>([
    ['wrong secret', feishuError(10014), 'feishuMessage'],
    ['invalid, of all things', feishuError(99991663), 'feishuMessage'],
    ['a page', html(400), 'responseNotJson'],
    ['no token', success, 'responseWithoutToken'],
    ['not text', respond({ code: 0, tenant_access_token: 5 }), 'responseWithoutToken'],
    ['a line break', respond({ code: 0, tenant_access_token: 't-a\r\nX-Other: b' }), 'responseWithoutToken'],
    ['empty', respond({ code: 0, tenant_access_token: '' }), 'responseWithoutToken'],
  ])('that Feishu does not issue fail the call: %s', async (_name, reaction, message) => {
    const { sent, attempts, failure, notes } = await play([reaction], { ...asApp, request: requests.execute })
    expect([sent.length, attempts]).toEqual([1, 0])
    expect(failure).toMatchObject({ call: 'token', affectsEveryTarget: true, reason: { message } })
    expect(notes).not.toMatch(/unknown/i)
    expect(JSON.stringify(failure)).not.toContain('t-a')
  })

  test('that cannot be renewed leave an earlier outcome unknown', async () => {
    const script = [token, html(502), feishuError(99991663), feishuError(10014)]
    const { failure, attempts, notes } = await play(script, { ...asApp, request: requests.execute })
    expect(failure).toMatchObject({ code: '10014', call: 'token' })
    expect(attempts).toBe(2)
    expect(notes).toContain('its outcome is unknown')
  })

  test('in half a response get nowhere', async () => {
    const torn = respond('{"code":0,"tenant_access_token":"t-torn123')
    const { failure } = await play(times(4, torn), asApp)
    expect(JSON.stringify(failure)).not.toContain('t-torn')
    expect(await play([torn, token, success], asApp)).toMatchObject({ result: { kind: 'accepted' } })
  })
})

describe('a used key', () => {
  const request = requests.execute
  const used = respond({ code: 2320001, msg: 'key used' })

  test.each([reset, html(502), html(504), feishuError(5000), feishuError(2320002), respond({ code: 0 }, 404)])(
    'proves that an attempt of unknown outcome was accepted: %j',
    async (reaction) => {
      const { result, failure } = await play([reaction, used], { request })
      expect(failure).toBeUndefined()
      expect(result).toMatchObject({ kind: 'duplicate', ambiguous: true })
    },
  )

  test('is such a proof across errors that start nothing', async () => {
    const { result } = await play([reset, feishuError(99991400, 429), refused, used], { request })
    expect(result).toMatchObject({ kind: 'duplicate' })
    const renewed = await play([token, reset, feishuError(99991663), token, used], { request, ...asApp })
    expect(renewed).toMatchObject({ result: { kind: 'duplicate' }, attempts: 3 })
  })

  test.each([[], [refused], [feishuError(99991400, 429)], [refused, feishuError(99991400, 429)]])(
    'after nothing that could have started a flow was used by somebody else (%#)',
    async (...before: HttpResult[]) => {
      for (const code of [2320001, 2320002, 99991400, 123456]) {
        const { result } = await play([...before, respond({ code, msg: 'key used' }, 500)], { request })
        expect(result).toMatchObject({ kind: 'duplicate', ambiguous: false })
      }
    },
  )

  test('means nothing to calls without a key', async () => {
    expect((await play([reset, used])).failure).toMatchObject({ code: '2320001', hint: 'flowParameterRejected' })
  })
})

const unknown = 'Outcome unknown: the request may have been processed.'

describe('an unknown outcome', () => {
  test('is told when attempts run out', async () => {
    const { failure, notes } = await play(times(2, reset), { request: requests.execute, maxAttempts: 2 })
    expect(notes).toBe(`Failed after 2 attempts. ${unknown}`)
    expect(failure).toMatchObject({ outcomeUnknown: true, again: 'key' })
    expect((await play([reset], { maxAttempts: 1 })).failure).toMatchObject({ again: 'idempotent' })
  })

  test('is not repeated with a key that is no longer known', async () => {
    const hour = 60 * 60 * 1000
    const idempotency = { kind: 'idempotent', idempotent_key: 'key-2', rememberedMs: 3 * hour } as const
    const trigger = { ...requests.update, idempotency }
    const inTime = await play(times(4, reset), { request: trigger, took: 0.7 * hour })
    expect(inTime.sent).toHaveLength(4)
    expect(inTime.failure).toMatchObject({ outcomeUnknown: true, again: 'idempotent' })
    const late = await play(times(3, reset), { request: trigger, took: 1.1 * hour })
    expect(late.sent).toHaveLength(3)
    expect(late.failure).toMatchObject({ outcomeUnknown: true, again: 'none' })
  })

  test('of a call that may do its work twice is not called safe', async () => {
    const { failure, sent } = await play([reset], { request: requests.call })
    expect(sent).toHaveLength(1)
    expect(failure).toMatchObject({ outcomeUnknown: true, again: 'none' })
  })

  test('outlives an error that says nothing of the attempt before', async () => {
    const { failure, notes } = await play([reset, feishuError(2320005)], { request: requests.execute })
    expect(failure?.code).toBe('2320005')
    expect(notes).toContain(
      'An earlier attempt, whose response was lost, may have been processed: its outcome is unknown.',
    )
  })

  test('is not told where nothing was processed', async () => {
    const unsent = await play(times(4, refused), { request: requests.execute })
    expect(unsent.notes).toBe('Failed after 4 attempts. Nothing was sent.')
    const limited = await play([feishuError(99991400), ...times(3, refused)], { request: requests.execute })
    expect(limited.notes).toBe('Failed after 4 attempts.')
    expect((await play(times(4, reset), { request: requests.read })).notes).toBe('Failed after 4 attempts.')
    expect((await play(times(4, reset), asApp)).notes).toBe('Failed after 4 attempts.')
  })
})

describe('waits', () => {
  const limited = (headers: Record<string, string>) => feishuError(99991400, 429, headers)
  const waitsOf = async (headers: Record<string, string>) => (await play([limited(headers), success])).waits

  test.each([
    // A reset of 0 says nothing: never less than the back-off.
    ['x-ogw-ratelimit-reset', '0', 750],
    ['x-ogw-ratelimit-reset', '0.25', 750],
    ['x-ogw-ratelimit-reset', '1', 1000],
    ['x-ogw-ratelimit-reset', '1.0001', 1001],
    ['x-ogw-ratelimit-reset', '120', 120_000],
    ['retry-after', '7', 7000],
    ['retry-after', 'Wed, 21 Oct 2015 07:28:00 GMT', 750],
    // Garbage counts for nothing.
    ['x-ogw-ratelimit-reset', 'soon', 750],
    ['x-ogw-ratelimit-reset', '-1', 750],
    ['x-ogw-ratelimit-reset', '1e3', 750],
    ['x-ogw-ratelimit-reset', 'NaN', 750],
    ['x-ogw-ratelimit-reset', '', 750],
    ['retry-after', 'soon 3000', 750],
    ['retry-after', '2, 2', 750],
    ['retry-after', '-5', 750],
    ['retry-after', '3000-01-01', 750],
    ['retry-after', 'Xxx, 99 Xxx 2015 99:99:99 GMT', 750],
  ])('as long as %s asks: %s', async (name, value, ms) => {
    expect(await waitsOf({ [name]: value })).toEqual([ms])
  })

  test('the longer of what two headers ask', async () => {
    expect(await waitsOf({ 'x-ogw-ratelimit-reset': '2', 'retry-after': '9' })).toEqual([9000])
    expect(await waitsOf({ 'x-ogw-ratelimit-reset': 'x', 'retry-after': '9' })).toEqual([9000])
  })

  test.each([30, 119])('until the date of Retry-After, %i s from now', async (seconds) => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 0, 1))
    expect(await waitsOf({ 'retry-after': new Date(Date.now() + seconds * 1000).toUTCString() })).toEqual([
      seconds * 1000,
    ])
    now.mockRestore()
  })

  test.each([-600, 600])('until that date by the clock of the server, which is %i s off', async (off) => {
    const date = new Date(Date.now() + off * 1000)
    const after = new Date(date.getTime() + 30_000)
    expect(await waitsOf({ date: date.toUTCString(), 'retry-after': after.toUTCString() })).toEqual([30_000])
    expect(await waitsOf({ date: after.toUTCString(), 'retry-after': date.toUTCString() })).toEqual([750])
  })

  test('as long as base/v3 asks', async () => {
    const busy = (retry_after_ms: unknown) => respond({ code: 99991400, data: { error: { retry_after_ms } } }, 429)
    const waits = [2500, -1, '2500'].map(async (ms) => (await play([busy(ms), success])).waits)
    expect(await Promise.all(waits)).toEqual([[2500], [750], [750]])
  })

  test.each<Record<string, string>>([
    { 'x-ogw-ratelimit-reset': '121' },
    { 'x-ogw-ratelimit-reset': '120.001' },
    { 'x-ogw-ratelimit-reset': '9'.repeat(400) },
    { 'retry-after': '3600' },
    { 'retry-after': new Date(Date.now() + 600_000).toUTCString() },
  ])('not at all where the server asks for more than 120 s: %j', async (headers) => {
    const { waits, sent, notes } = await play([limited(headers)])
    expect([waits.length, sent.length]).toEqual([0, 1])
    expect(notes).toMatch(/^Feishu asked to wait .* s; the limit is 120 s\.$/)
  })

  test('up to 5 s at first for a base that is being copied', async () => {
    const { waits } = await play(times(5, feishuError(1254036)), { random: 0.999999, maxAttempts: 5 })
    expect(waits).toEqual([5000, 10_000, 20_000, 30_000])
  })

  test('twice for an internal error, whatever came before', async () => {
    const script = [feishuError(99991400), refused, ...times(3, feishuError(1255001))]
    expect((await play(script, { maxAttempts: 9 })).sent).toHaveLength(5)
  })
})

test('a step that is out of time does not say that somebody has cancelled it', async () => {
  const cancel = new AbortController()
  const script = [
    () => {
      cancel.abort(new DOMException('', 'TimeoutError'))
      return reset
    },
  ]
  const { failure } = await play(script, { cancel, request: requests.update })
  expect(failure).toMatchObject({ cancelled: true, reason: { message: 'outOfTime' } })
})

describe('when the job is cancelled', () => {
  /** Cancels the job, then gets no response. */
  const cancelling = (cancel: AbortController): Reaction[] => [
    () => {
      cancel.abort()
      return reset
    },
  ]

  test('a call that is under way ends', async () => {
    const cancel = new AbortController()
    const { failure, notes } = await play(cancelling(cancel), { cancel, request: requests.execute })
    expect(failure).toMatchObject({ cancelled: true, reason: { message: 'cancelledBeforeResponse' } })
    expect(notes).toBe(unknown)
  })

  test.each([
    [refused, ''],
    [reset, 'its outcome is unknown'],
  ])('no further attempt is made (%#)', async (reaction, note) => {
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
    expect(notes).toContain(note)
  })

  test('the token request ends, and nothing was started', async () => {
    const cancel = new AbortController()
    const { failure, notes } = await play(cancelling(cancel), { cancel, request: requests.execute, ...asApp })
    expect(failure).toMatchObject({ cancelled: true, call: 'token' })
    expect(notes).toBe('')
  })
})

describe('what a person reads', () => {
  const sentences = ({ failure }: Outcome) => (failure ? say(failureMessages(failure)) : '')

  test.each<[HttpResult, string]>([
    [feishuError(5, 500), 'msg of 5 (code 5, HTTP 500). '],
    [
      respond({ code: 99991672, msg: 'Denied.', error: { permission_violations: [{ subject: 'a:b' }] } }),
      'Denied (code 99991672, HTTP 200). Missing scope: a:b. ',
    ],
    [respond({ code: 5, msg: '' }), 'Feishu returned an error without a message (code 5, HTTP 200). '],
    [respond({ code: 5, msg: 'Bad.', log_id: 'x' }), 'Bad (code 5, HTTP 200, log_id x). '],
    [respond({ code: 5, msg: 'x'.repeat(600) }), `${'x'.repeat(500)}… (code 5, HTTP 200). `],
    [respond('bad\nline', 502), 'the response is not JSON (HTTP 502). The response begins with: bad. '],
    [respond('', 502), 'the response is empty (HTTP 502). '],
    [reset, 'the other side closed the connection (ECONNRESET). '],
  ])('of %j is what happened and what to do', async (reaction, words) => {
    const text = sentences(await play([reaction], { maxAttempts: 1 }))
    expect(text.startsWith(words)).toBe(true)
    expect(text).toMatch(/\.$/)
  })
})

test('an error that is not a call failure passes through', async () => {
  const broken = () => {
    throw new TypeError('our own')
  }
  await expect(play([broken], asApp)).rejects.toThrow('our own')
  await expect(play([broken])).rejects.toThrow('our own')
})
