import { describe, expect, test } from '@jest/globals'
import { createClient } from '../../../src/feishu/client.ts'
import { sleep, timeLimit } from '../../../src/feishu/clock.ts'
import type { Credentials } from '../../../src/feishu/token.ts'
import type { HttpResult, Transport } from '../../../src/feishu/transport.ts'
import { enableAll } from '../../../src/operations/base/rounds.ts'
import { typeOf } from '../../../src/operations/base/target.ts'
import { feishuError, refused, reset, respond, success, token } from '../../support/scripted.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

/** What becomes of a request instead of Feishu's own response; `lost` is carried out. */
type Fault = HttpResult | 'hang' | 'lost' | undefined

interface Setting {
  ids?: readonly string[]
  /** Every disable of main was answered. Default: true. */
  answered?: boolean
  /** @param path of the request, `token`, `list` or the id */
  fault?: (path: string, seconds: number, count: number) => Fault
  /** Statuses that something else sets, by the second in which it does. */
  others?: Readonly<Record<number, Readonly<Record<string, string | undefined>>>>
  cancelAfterSeconds?: number
}

const app: Credentials = { kind: 'app', app_id: 'cli_a', app_secret: 's' }
const nine = [1, 2, 3].flatMap((n) => [`wkf${n}a`, `wkf${n}b`, `${n}`])

/** Enables what is disabled, on a clock of its own, with a Feishu that takes 20 ms for a response. */
async function restored(setting: Setting = {}) {
  const { ids = ['1', 'wkf2', '3'], answered = true, fault = () => undefined, others = {} } = setting
  const clock = virtualClock()
  const statuses = new Map<string, string | undefined>(ids.map((id) => [id, 'Disable']))
  for (const [seconds, changes] of Object.entries(others))
    clock.after(Number(seconds) * 1000, () => {
      for (const [id, status] of Object.entries(changes)) statuses.set(id, status)
    })
  const sent: string[] = []
  const transport: Transport = {
    async send({ url }, timeoutSeconds, cancelled) {
      const name = /auth/.test(url) ? 'token' : (/workflows\/(\w+)/.exec(url)?.[1] ?? 'list')
      sent.push(name)
      const seconds = clock.now() / 1000
      const own = fault(name, seconds, sent.filter((each) => each === name).length)
      await sleep(clock, own === 'hang' ? timeoutSeconds * 1000 : 20, cancelled)
      if (own === 'hang') return { ...reset, error: { message: 'timedOut', seconds: timeoutSeconds } }
      if (own && own !== 'lost') return own
      if (name === 'token') return token
      if (statuses.has(name)) {
        if (statuses.get(name) === undefined) return feishuError(1254002)
        statuses.set(name, 'Enable')
        return own === 'lost' ? reset : success
      }
      const list = [...statuses].flatMap(([workflow_id, status]) => (status ? [{ workflow_id, status }] : []))
      const ofType = (type: string) => list.filter(({ workflow_id }) => typeOf(workflow_id) === type)
      return respond({ code: 0, data: { workflows: ofType('automation'), items: ofType('workflow') } })
    },
    close: () => {},
  }
  const cancel = timeLimit(clock, setting.cancelAfterSeconds ?? 235, new AbortController().signal)
  const client = createClient(
    { baseUrl: 'https://open.feishu.cn', credentials: app, timeoutSeconds: 60, maxAttempts: 4 },
    {
      transport,
      clock,
      random: () => 0.5,
      cancelled: cancel.signal,
      onSecret: () => {},
      onSent: () => {},
      onRetry: () => {},
    },
  )
  const targets = ids.map((workflow_id) => ({ workflow_id, type: typeOf(workflow_id) }))
  const context = { clock, cancelled: cancel.signal, log: () => {} }
  const all = await clock.run(enableAll('appX', targets, answered, client, context))
  const known = Object.fromEntries(all.map(({ target, status }) => [target.workflow_id, status]))
  return { all, known, seconds: clock.now() / 1000, sent, statuses: Object.fromEntries(statuses) }
}

/** The same status for each of them. */
const allAre = (status: string | undefined, ids: readonly string[] = ['1', 'wkf2', '3']) =>
  Object.fromEntries(ids.map((id) => [id, status]))
type Faults = NonNullable<Setting['fault']>
/** A fault of every request until that second, or of those by these names. */
const until =
  (second: number, fault: Fault, names?: readonly string[]): Faults =>
  (name, seconds) =>
    seconds < second && (names?.includes(name) ?? true) ? fault : undefined
/** A fault of the first so many requests by that name. */
const first =
  (count: number, name: string, fault: Fault): Faults =>
  (asked, _, n) =>
    asked === name && n <= count ? fault : undefined
const ofThese = (names: readonly string[], fault: Fault) => until(Number.POSITIVE_INFINITY, fault, names)
const page = respond('<html>Bad gateway</html>', 502)
const asking = (seconds: number) => feishuError(99991400, 429, { 'x-ogw-ratelimit-reset': String(seconds) })

describe('what can be enabled is on', () => {
  test.each<[when: string, Setting, seconds: [least: number, most: number]]>([
    ['at once', {}, [0, 1]],
    ['after a token endpoint that fails for 20 s', { fault: until(20, page, ['token']) }, [20, 40]],
    ['after a response without a token', { fault: first(1, 'token', respond({ code: 0 })) }, [1, 3]],
    ['after a token that Feishu calls invalid', { fault: first(1, '1', feishuError(99991663)) }, [1, 3]],
    ['after a minute without a connection', { fault: until(60, refused) }, [60, 80]],
    ['after a minute in which nothing responds', { fault: until(60, 'hang') }, [60, 100]],
    ['after a minute of pages of a gateway', { fault: until(60, page) }, [60, 80]],
    ['after the two minutes that one asks to wait', { fault: until(120, asking(120), ['1']) }, [120, 125]],
    ['after the two minutes that the token asks to wait', { fault: until(120, asking(120), ['token']) }, [120, 125]],
    ['where a response is lost, and the base says so', { fault: first(1, '1', 'lost') }, [1, 3]],
    [
      'where the list hangs',
      { fault: (name, s, n) => (name === 'list' || (name === '1' && n < 3 && s < 99) ? 'hang' : undefined) },
      [60, 110],
    ],
    [
      'where the list asks to wait',
      { fault: (name, _, n) => (name === 'list' ? asking(90) : n < 4 ? page : undefined) },
      [3, 60],
    ],
    ['where one has to be tried more often', { ids: ['1'], fault: first(8, '1', feishuError(1254291)) }, [20, 60]],
  ])('%s', async (_, setting, [least, most]) => {
    const { known, seconds, statuses } = await restored(setting)
    expect(known).toEqual(allAre('Enable', setting.ids))
    expect(statuses).toEqual(known)
    expect(seconds).toBeGreaterThanOrEqual(least)
    expect(seconds).toBeLessThanOrEqual(most)
  })

  test('and one that asks to wait is left alone meanwhile', async () => {
    const fault: Faults = (name, s) => (name === '1' && s < 60 ? asking(60) : name === '3' && s < 30 ? page : undefined)
    const { known, sent } = await restored({ fault })
    expect([known, sent.filter((name) => name === '1').length]).toEqual([allAre('Enable'), 2])
  })

  test('although six of nine hang, and the other kind comes first after one that hangs', async () => {
    const hanging = nine.filter((id) => id.startsWith('wkf'))
    const { known, seconds, sent } = await restored({ ids: nine, fault: ofThese(hanging, 'hang') })
    expect(known).toEqual({ ...allAre('Disable', hanging), 1: 'Enable', 2: 'Enable', 3: 'Enable' })
    expect(sent.slice(0, 5)).toEqual(['token', 'wkf1a', '1', '2', '3'])
    expect(new Set(sent)).toEqual(new Set(['token', 'list', ...nine]))
    expect(seconds).toBeLessThanOrEqual(235)
  })

  test('although a hundred hang', async () => {
    const ids = Array.from({ length: 101 }, (_, n) => String(n))
    const { known, seconds } = await restored({ ids, fault: (name) => (name.length === 2 ? 'hang' : undefined) })
    expect(Object.entries(known).filter(([, status]) => status === 'Enable')).toHaveLength(10)
    expect(seconds).toBeLessThanOrEqual(235)
  })
})

describe('disables that come late', () => {
  const late = { answered: false, others: { 3: { 1: 'Disable' } } }

  test('are undone', async () => {
    const { known, statuses, seconds } = await restored(late)
    expect([known, statuses]).toEqual([allAre('Enable'), allAre('Enable')])
    expect(seconds).toBeGreaterThan(20)
    expect(seconds).toBeLessThan(30)
  })

  test('are undone as often as they come, and after a look that fails', async () => {
    const others = { 3: { 1: 'Disable' }, 19: { wkf2: 'Disable', 3: 'Disable' } }
    const { known, statuses } = await restored({ ...late, others, fault: first(2, 'list', reset) })
    expect([known, statuses]).toEqual([allAre('Enable'), allAre('Enable')])
  })

  test('are waited for while another one hangs', async () => {
    const { known } = await restored({ ...late, fault: ofThese(['wkf2'], 'hang') })
    expect(known).toEqual({ ...allAre('Enable'), wkf2: 'Disable' })
  })

  test('are not waited for where main had an answer for each', async () => {
    const { known, seconds } = await restored({ ...late, answered: true })
    expect([known, seconds < 1]).toEqual([allAre('Enable'), true])
  })

  test('leave every status unknown where the list cannot be read', async () => {
    const refusing: Setting = { ...late, fault: ofThese(['list'], feishuError(99991672, 400)) }
    expect((await restored(refusing)).known).toEqual(allAre(undefined))
    expect((await restored({ ...late, fault: ofThese(['list'], 'hang') })).known).toEqual(allAre(undefined))
  })
})

describe('what cannot be enabled', () => {
  test('is not asked for again where Feishu refuses it, and is as the base says', async () => {
    const { known, sent, all } = await restored({ fault: ofThese(['1'], feishuError(1254302, 403)) })
    expect(known).toEqual({ ...allAre('Enable'), 1: 'Disable' })
    expect(sent).toEqual(['token', '1', 'wkf2', '3', 'list'])
    expect(all[0]?.failure?.code).toBe('1254302')
  })

  test('is on where somebody has enabled it, and is gone where somebody has deleted it', async () => {
    const fault = ofThese(['1'], feishuError(1254302, 403))
    expect((await restored({ fault, others: { 0.1: { 1: 'Enable' } } })).known).toEqual(allAre('Enable'))
    expect((await restored({ others: { 0: { wkf2: undefined } } })).known).toEqual({
      ...allAre('Enable'),
      wkf2: 'gone',
    })
  })

  test('is not gone because a list is empty: to an app without access, or before it was asked for', async () => {
    const nothing = { 1: undefined, wkf2: undefined, 3: undefined }
    const denied = await restored({ fault: ofThese(['1', 'wkf2', '3'], feishuError(91403)), others: { 0: nothing } })
    expect([denied.known, denied.seconds < 10]).toEqual([allAre(undefined), true])
    const late = await restored({ fault: first(1, 'token', reset), others: { 0: { wkf2: undefined } } })
    expect([late.known, late.sent.includes('wkf2')]).toEqual([{ ...allAre('Enable'), wkf2: 'gone' }, true])
  })

  test('is unknown where the base cannot be read, or says something else', async () => {
    const fault: Faults = (name) => (name === '1' ? reset : name === 'list' ? feishuError(91403) : undefined)
    expect((await restored({ fault })).known).toEqual({ ...allAre('Enable'), 1: undefined })
    const odd = await restored({ fault: ofThese(['1'], feishuError(1254302)), others: { 0.1: { 1: 'Odd' } } })
    expect(odd.known).toEqual({ ...allAre('Enable'), 1: undefined })
  })

  test('is unknown where there is no token, which is not asked for again', async () => {
    const { known, sent, all } = await restored({ fault: ofThese(['token'], feishuError(10014, 400)) })
    expect([known, sent]).toEqual([allAre(undefined), ['token']])
    expect(all[0]?.failure?.call).toBe('token')
  })

  test('is left where it has to wait longer than there is time', async () => {
    const { known, seconds } = await restored({ fault: ofThese(['1'], asking(3600)) })
    expect([known, seconds < 3]).toEqual([{ ...allAre('Enable'), 1: 'Disable' }, true])
  })

  test('is left at once where the job is cancelled', async () => {
    const { known, seconds } = await restored({ fault: ofThese(['1', 'wkf2'], 'hang'), cancelAfterSeconds: 10 })
    expect([known, seconds]).toEqual([allAre(undefined), 10])
  })

  test('takes no longer than there is time, whatever hangs', async () => {
    const { known, seconds } = await restored({ fault: () => 'hang' })
    expect([known, seconds <= 235]).toEqual([allAre(undefined), true])
  })

  test('does not swallow an error of our own', async () => {
    const fault = () => {
      throw new TypeError('our own')
    }
    await expect(restored({ fault })).rejects.toThrow('our own')
  })
})
