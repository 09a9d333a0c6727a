import { describe, expect, test } from '@jest/globals'
import { sleep, systemClock } from '../src/feishu/clock.ts'
import { codelessTable, errorTable } from '../src/feishu/error-table.ts'
import { reason } from '../src/feishu/failure.ts'
import type { Exchange, HttpRequest } from '../src/feishu/transport.ts'
import {
  answer,
  calls,
  type Outcome,
  play,
  type Reaction,
  refusal,
  refused,
  reset,
  type Setting,
  success,
  token,
} from './faults/scripted.ts'

const app = { kind: 'app', app_id: 'cli_a', app_secret: 'secret' } as const
const minting: Setting = { credentials: app }
const html = (http_status: number) => answer('<html>bad</html>', http_status)

function times(count: number, reaction: Reaction): Reaction[] {
  return Array.from({ length: count }, () => reaction)
}

/** What a rule of the table comes to, where the fault goes away in the end: requests sent, and how it ends. */
async function persistence(fault: Reaction, setting: Setting): Promise<string> {
  const tokens: Reaction[] = setting.credentials ? [token] : []
  const { requests, reply, failure } = await play([...tokens, ...times(8, fault)], { ...setting, maxAttempts: 8 })
  const sent = requests.filter(({ url }) => !url.includes('/auth/')).length
  const unknown = failure?.notes.some((note) => note.includes('outcome unknown'))
  return `${sent}${reply ? ' accepted' : ''}${unknown ? ' unknown' : ''}`
}

describe('the error table, row by row', () => {
  const comesTo = { no: '1', yes: '8', twice: '3', refresh: '1', key: '8 unknown' }
  const rows = errorTable.flatMap(({ codes, idempotent, execute, hint }) =>
    codes.map((code) => ({ code, idempotent, execute, hint })),
  )

  test.each(rows)('$code: reads and updates $idempotent, execute $execute', async (row) => {
    const fault = refusal(row.code, 403)
    expect(await persistence(fault, { call: calls.read })).toBe(comesTo[row.idempotent])
    expect(await persistence(fault, { call: calls.update })).toBe(comesTo[row.idempotent])
    expect(await persistence(fault, { call: calls.execute })).toBe(comesTo[row.execute])
    const { failure } = await play([fault], { maxAttempts: 1 })
    expect(failure).toMatchObject({ code: String(row.code), hint: row.hint, http_status: 403 })
  })

  test.each<[keyof typeof codelessTable, Reaction, string, string, string]>([
    ['unknown path', answer('404 page not found', 404), '1', '1', '1'],
    ['http 5xx', html(502), '8', '8 unknown', '8 unknown'],
    ['http 5xx', answer('', 504), '8', '8 unknown', '8 unknown'],
    ['http 5xx', answer({ error: 'no code' }, 500), '8', '8 unknown', '8 unknown'],
    ['not sent', refused, '8', '8', '8'],
    ['outcome unknown', reset, '8', '8 unknown', '8 unknown'],
    ['anything else', refusal(123456), '1', '1', '1'],
    ['anything else', refusal(123456, 429), '8', '8', '1'],
    ['anything else', refusal(123456, 500), '8', '8', '1 unknown'],
    ['anything else', html(429), '8', '8', '1'],
    ['anything else', html(403), '1', '1', '1'],
    ['anything else', html(200), '1', '1', '1 unknown'],
    ['anything else', answer('', 307), '1', '1', '1'],
  ])('%s', async (name, fault, read, update, execute) => {
    expect(await persistence(fault, { call: calls.read })).toBe(read)
    expect(await persistence(fault, { call: calls.update })).toBe(update)
    expect(await persistence(fault, { call: calls.execute })).toBe(execute)
    const { failure } = await play([fault], { maxAttempts: 1 })
    expect(failure?.hint).toBe(codelessTable[name].hint)
  })

  test.each(Object.keys(calls) as (keyof typeof calls)[])('%s succeeds once the fault is over', async (call) => {
    const { reply, requests, failure } = await play([refused, refusal(99991400, 429), success], { call: calls[call] })
    expect(failure).toBeUndefined()
    expect(reply).toMatchObject({ kind: 'accepted', attempts: 3 })
    expect(requests).toHaveLength(3)
  })
})

describe('what is sent', () => {
  test('is the same every time, to the letter', async () => {
    const { requests } = await play([reset, refusal(99991400), refusal(5000), success], { call: calls.execute })
    expect(new Set(requests.map((request) => JSON.stringify(request))).size).toBe(1)
    expect(requests[0]).toEqual({
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

  test('is counted, with how each repeat is announced', async () => {
    const { repeats, failure } = await play(times(3, refusal(99991400)), { maxAttempts: 3 })
    expect(repeats).toEqual([
      'update-workflow 99991400: attempt 2 of 3 in 0.5 s',
      'update-workflow 99991400: attempt 3 of 3 in 1 s',
    ])
    expect(failure).toMatchObject({ attempts: 3, notes: ['3 attempts were made.'] })
  })

  test('leaves what the last answer told, where a later attempt got none', async () => {
    const script = [answer('bad gateway', 502, { 'x-tt-logid': 'log-1' }), reset, refused]
    const { failure } = await play(script, { maxAttempts: 3 })
    expect(failure).toMatchObject({ what: expect.stringContaining('ECONNREFUSED'), attempts: 3 })
    expect(failure).toMatchObject({ http_status: 502, log_id: 'log-1', response: 'bad gateway' })
  })

  test.each([refusal(99991400), refused, reset, html(502), refusal(5000)])(
    'is sent once with max_attempts 1',
    async (fault) => {
      for (const call of Object.values(calls)) {
        const { requests, waits } = await play([fault], { call, maxAttempts: 1 })
        expect(requests).toHaveLength(1)
        expect(waits).toEqual([])
      }
    },
  )
})

describe('waiting', () => {
  const limited = (headers: Record<string, string>) => refusal(99991400, 429, headers)
  const waitsOf = async (headers: Record<string, string>) => (await play([limited(headers), success])).waits

  test.each([
    ['x-ogw-ratelimit-reset', '0', 0],
    ['x-ogw-ratelimit-reset', '1', 1000],
    ['x-ogw-ratelimit-reset', '0.25', 250],
    ['x-ogw-ratelimit-reset', '1.0001', 1001],
    ['x-ogw-ratelimit-reset', '120', 120_000],
    ['retry-after', '7', 7000],
    // Garbage counts for nothing: half of the usual second.
    ['x-ogw-ratelimit-reset', 'soon', 500],
    ['x-ogw-ratelimit-reset', '-1', 500],
    ['x-ogw-ratelimit-reset', '1e3', 500],
    ['x-ogw-ratelimit-reset', 'NaN', 500],
    ['x-ogw-ratelimit-reset', '', 500],
    ['retry-after', 'soon 3000', 500],
    ['retry-after', '2, 2', 500],
    ['retry-after', '-5', 500],
    ['retry-after', '3000-01-01', 500],
  ])('is as long as %s: %s says', async (name, value, ms) => {
    expect(await waitsOf({ [name]: value })).toEqual([ms])
  })

  test('obeys the reset header before Retry-After, and Retry-After where the other is garbage', async () => {
    expect(await waitsOf({ 'x-ogw-ratelimit-reset': '2', 'retry-after': '9' })).toEqual([2000])
    expect(await waitsOf({ 'x-ogw-ratelimit-reset': 'x', 'retry-after': '9' })).toEqual([9000])
  })

  test.each([30, 119])('is until the date of Retry-After, %i s from now', async (seconds) => {
    const [wait = -1] = await waitsOf({ 'retry-after': new Date(Date.now() + seconds * 1000).toUTCString() })
    expect(wait).toBeGreaterThan(seconds * 1000 - 2500)
    expect(wait).toBeLessThanOrEqual(seconds * 1000)
  })

  test('is over at once where the date of Retry-After has passed', async () => {
    expect(await waitsOf({ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' })).toEqual([0])
  })

  test.each<Record<string, string>>([
    { 'x-ogw-ratelimit-reset': '121' },
    { 'x-ogw-ratelimit-reset': '120.001' },
    { 'x-ogw-ratelimit-reset': '9'.repeat(400) },
    { 'retry-after': '3600' },
    { 'retry-after': new Date(Date.now() + 600_000).toUTCString() },
  ])('ends at once where the server asks for over 120 s: %j', async (headers) => {
    const { waits, requests, failure } = await play([limited(headers)])
    expect([waits.length, requests.length]).toEqual([0, 1])
    expect(failure?.notes[0]).toMatch(/asks to wait .* s, and a step waits 120 s at the most/)
  })

  test('of a gateway or a proxy is obeyed as well', async () => {
    const { waits } = await play([answer('', 503, { 'retry-after': '3' }), success])
    expect(waits).toEqual([3000])
  })

  test('doubles its bound from 1 s to 30 s, with full jitter', async () => {
    const bounds = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]
    for (const random of [0, 0.25, 0.999999]) {
      const { waits } = await play(times(8, refused), { random, maxAttempts: 8 })
      expect(waits).toEqual(bounds.map((bound) => Math.round(bound * random)))
    }
  })

  test('starts at up to 5 s for a base that is being copied', async () => {
    const { waits } = await play(times(5, refusal(1254036)), { random: 0.999999, maxAttempts: 5 })
    expect(waits).toEqual([5000, 10_000, 20_000, 30_000])
  })

  test('counts the two repeats of an internal error on their own', async () => {
    const script = [refusal(99991400), refused, ...times(3, refusal(1255001))]
    expect((await play(script, { maxAttempts: 9 })).requests).toHaveLength(5)
  })
})

describe('tokens', () => {
  const url = 'https://open.feishu.cn/open-apis/auth/v3/tenant_access_token/internal'

  test('are minted once, learned as secrets, and sent', async () => {
    const { requests, secrets } = await play([token, refusal(99991400), success], minting)
    expect(requests.map(({ url }) => url)).toEqual([url, expect.any(String), expect.any(String)])
    expect(requests[0]?.headers).not.toHaveProperty('Authorization')
    expect(requests[0]?.body).toBe('{"app_id":"cli_a","app_secret":"secret"}')
    expect(requests[2]?.headers.Authorization).toBe('Bearer t-minted')
    expect(secrets).toEqual(['t-minted'])
  })

  test.each([99991663, 99991664, 99991665, 99991671, 20013])('are minted anew once after %i', async (code) => {
    const second = answer({ code: 0, tenant_access_token: 't-second' })
    for (const call of Object.values(calls)) {
      const { requests, reply, waits, repeats } = await play([token, refusal(code, 400), second, success], {
        ...minting,
        call,
      })
      expect(reply?.attempts).toBe(2)
      expect(waits).toEqual([])
      expect(repeats).toEqual([`${call.name} ${code}: attempt 2 of 4 at once, with a new token`])
      expect(requests.map(({ headers }) => headers.Authorization)).toEqual([
        undefined,
        'Bearer t-minted',
        undefined,
        'Bearer t-second',
      ])
    }
    const again = await play([token, refusal(code), token, refusal(code)], minting)
    expect(again.failure).toMatchObject({ code: String(code), attempts: 2 })
  })

  test('that are minted anew do not lengthen the waits', async () => {
    const { waits } = await play([token, refusal(99991663), token, refused, success], minting)
    expect(waits).toEqual([500])
  })

  test('are not minted anew where they were given, nor with max_attempts 1', async () => {
    const given = await play([refusal(99991663)])
    expect([given.requests.length, given.failure?.code]).toEqual([1, '99991663'])
    const once = await play([token, refusal(99991663)], { ...minting, maxAttempts: 1 })
    expect([once.requests.length, once.failure?.code]).toEqual([2, '99991663'])
  })

  test('are asked for again after a fault that goes away', async () => {
    const { reply, waits } = await play([reset, html(502), refusal(99991400, 429), token, success], minting)
    expect(reply?.attempts).toBe(1)
    expect(waits).toHaveLength(3)
  })

  test.each<[string, Reaction]>([
    ['wrong secret', refusal(10014)],
    ['stale, of all things', refusal(99991663)],
    ['no answer for good', answer('<html>', 400)],
    ['no token', success],
    ['a token of another type', answer({ code: 0, tenant_access_token: 5 })],
    ['a token with a line break', answer({ code: 0, tenant_access_token: 't-a\r\nX-Other: b' })],
    ['an empty token', answer({ code: 0, tenant_access_token: '' })],
  ])('that Feishu does not give fail the call: %s', async (_, reaction) => {
    const { requests, failure } = await play([reaction], { ...minting, call: calls.execute })
    expect(requests).toHaveLength(1)
    expect(failure).toMatchObject({ call: expect.stringMatching(/execute-flow|token/), attempts: 0 })
    expect(failure?.what).toMatch(/tenant_access_token/)
    expect(failure?.notes.join()).not.toContain('outcome unknown')
    expect(JSON.stringify(failure)).not.toContain('t-a')
  })

  test('that cannot be minted anew leave an earlier outcome unknown', async () => {
    const script = [token, html(502), refusal(99991663), refusal(10014)]
    const { failure } = await play(script, { ...minting, call: calls.execute })
    expect(failure).toMatchObject({ attempts: 2, code: '10014' })
    expect(failure?.notes.join()).toContain('running again with idempotent_key key-1 is safe')
  })

  test('in half an answer get nowhere', async () => {
    const { failure } = await play([answer('{"code":0,"tenant_access_token":"t-torn123')], minting)
    expect(JSON.stringify(failure)).not.toContain('t-torn')
  })
})

describe('a used key', () => {
  const execute = { call: calls.execute }
  const used = answer({ code: 2320001, msg: 'key used' })

  test.each([reset, html(502), html(504), refusal(5000), refusal(2320002)])(
    'after an attempt nobody knows the outcome of: the first one got through',
    async (fault) => {
      const { reply, failure } = await play([fault, used], execute)
      expect(failure).toBeUndefined()
      expect(reply).toMatchObject({ kind: 'already accepted', attempts: 2 })
    },
  )

  test('is remembered across faults that start nothing', async () => {
    const { reply } = await play([reset, refusal(99991400, 429), refused, used], execute)
    expect(reply).toMatchObject({ kind: 'already accepted', attempts: 4 })
    const renewed = await play([token, reset, refusal(99991663), token, used], { ...execute, ...minting })
    expect(renewed.reply).toMatchObject({ kind: 'already accepted', attempts: 3 })
  })

  test.each([[], [refused], [refusal(99991400, 429)], [refused, refusal(99991400, 429)]])(
    'after nothing that could have started a flow: somebody else used it (%#)',
    async (...before: Reaction[]) => {
      for (const code of [2320001, 2320002, 99991400, 123456]) {
        const { failure } = await play([...before, answer({ code, msg: 'key used' }, 500)], execute)
        expect(failure).toMatchObject({ code: String(code), attempts: before.length + 1 })
        expect(failure?.hint).toContain('This idempotent_key was used before')
        expect(failure?.notes.join()).not.toContain('unknown')
      }
    },
  )
})

describe('an unknown outcome', () => {
  const noteOf = ({ failure }: Outcome) => failure?.notes.join(' ') ?? ''

  test('is told when attempts run out, with the key', async () => {
    const note = noteOf(await play(times(2, reset), { call: calls.execute, maxAttempts: 2 }))
    expect(note).toMatch(/2 attempts were made\. outcome unknown: .*running again with idempotent_key key-1 is safe/i)
    expect(noteOf(await play([reset], { maxAttempts: 1 }))).toMatch(/outcome unknown: .*running again is safe/i)
  })

  test('outlives a refusal that says nothing of the attempt before', async () => {
    const { failure } = await play([reset, refusal(2320005)], { call: calls.execute })
    expect(failure?.code).toBe('2320005')
    expect(failure?.notes.join()).toContain('outcome unknown')
  })

  test('is not told where nothing was carried out', async () => {
    expect(noteOf(await play(times(4, refused), { call: calls.execute }))).toBe('4 attempts were made.')
    expect(noteOf(await play(times(4, reset), { call: calls.read }))).toBe('4 attempts were made.')
    expect(noteOf(await play(times(4, reset), minting))).toBe('4 attempts were made.')
  })
})

describe('time', () => {
  const never = (_request: HttpRequest, signal: AbortSignal) =>
    new Promise<Exchange>((resolve) => {
      signal.addEventListener('abort', () => resolve({ kind: 'unanswered', cause: 'AbortError', sent: true }))
    })

  test('of an attempt is bounded', async () => {
    const { failure, requests } = await play([never, never], { timeoutSeconds: 2.5, maxAttempts: 2 })
    expect(requests).toHaveLength(2)
    expect(failure?.what).toBe('no whole answer within 2.5 s')
  })

  test('is over when the job is cancelled: while an answer is awaited', async () => {
    const cancel = new AbortController()
    const script: Reaction[] = [
      (request, signal) => {
        setImmediate(() => cancel.abort())
        return never(request, signal)
      },
    ]
    const { failure } = await play(script, { cancel, call: calls.execute })
    expect(failure).toMatchObject({ cancelled: true, attempts: 1, what: expect.stringContaining('cancelled') })
    expect(failure?.notes.join()).toContain('idempotent_key key-1')
  })

  test.each([
    ['before a repeat', refused, 1, false],
    ['before a repeat of unknown outcome', reset, 1, true],
  ])('is over when the job is cancelled: %s', async (_, fault, sent, unknown) => {
    const cancel = new AbortController()
    const script: Reaction[] = [
      () => {
        setTimeout(() => cancel.abort(), 5)
        return fault
      },
    ]
    const { failure, requests } = await play(script, { cancel, call: calls.execute, random: 0.9 })
    expect(requests).toHaveLength(sent)
    expect(failure).toMatchObject({ cancelled: true, hint: 'Nothing further was sent.' })
    expect(failure?.notes.join().includes('key-1')).toBe(unknown)
  })

  test('is over when the job is cancelled: while the token is fetched', async () => {
    const cancel = new AbortController()
    const script: Reaction[] = [
      () => {
        cancel.abort()
        return reset
      },
    ]
    const { failure } = await play(script, { cancel, call: calls.execute, ...minting })
    expect(failure).toMatchObject({ cancelled: true, attempts: 0, call: 'execute-flow' })
    expect(failure?.notes).toEqual([])
  })
})

test('a wait is over before it begins where the job was cancelled already', async () => {
  const started = performance.now()
  await sleep(systemClock, 10_000, AbortSignal.abort())
  await sleep(systemClock, 5, new AbortController().signal)
  expect(performance.now() - started).toBeLessThan(1000)
})

describe('the reason of a repeat', () => {
  const hide = (words: string) => words.replaceAll('private', '***')
  const failure = async (reaction: Reaction) => (await play([reaction], { maxAttempts: 1 })).failure

  test.each([
    [refusal(5, 500), 'HTTP 500, code 5 msg of 5'],
    [answer({ code: 5, msg: '' }), 'HTTP 200, code 5'],
    [answer({ code: 5, msg: `${'x'.repeat(600)} private` }), `HTTP 200, code 5 ${'x'.repeat(500)}…`],
    [answer('all private', 502), 'HTTP 502, the answer is not JSON: all ***'],
    [answer('', 502), 'HTTP 502, the answer is empty'],
    [reset, 'ECONNRESET: read ECONNRESET'],
    [{ ...reset, began: { http_status: 200, header: () => undefined } }, 'HTTP 200, ECONNRESET: read ECONNRESET'],
  ])('of %j is %s', async (reaction, words) => {
    const failed = await failure(reaction)
    expect(failed && reason(failed, hide)).toBe(words)
  })
})

test('what is no failure of a call passes through', async () => {
  const broken = () => {
    throw new TypeError('a fault of our own')
  }
  await expect(play([broken], minting)).rejects.toThrow('a fault of our own')
  await expect(play([broken])).rejects.toThrow('a fault of our own')
})
