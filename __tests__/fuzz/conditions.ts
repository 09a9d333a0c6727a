import fc from 'fast-check'
import type { State } from '../../sandbox/state.ts'
import type { Fault } from './fault.ts'

/** How a step goes, as plain data. */
export interface Conditions {
  /** Those of its requests, in order; what follows them goes well. */
  faults: readonly Fault[]
  maxAttempts: number
  timeoutSeconds: number
  /** 0 to below 1. */
  random: number
  /** The job is cancelled so many milliseconds after a request begins; request 0 is the start. */
  cancel?: { request: number; after: number } | undefined
  /** The process is killed after so many requests. */
  killAfter?: number | undefined
  /** What of Feishu differs from then on in the post step, and how that goes. */
  between?: Partial<State>
  post?: Conditions
}

const bases = ['update', 'enable', 'disable', 'list', 'list-v3']
const page = '<!DOCTYPE html>\n<html><title>Gateway</title>\r\n::error::no\n<b>##[group]x</b></html>'
const claimsSuccess = { code: 0, msg: 'success', data: { execution_id: '1', status: 'end', workflows: [] } }
const withCode = (code: number, msg = `msg of ${code}`) => {
  return { code, msg, error: { log_id: 'x', helps: [{ url: 'javascript:x' }] } }
}
type Answer = (next: Fault['next'], status: number, body: unknown, at?: readonly string[]) => Fault
const refused: Answer = (next, status, body, at) => {
  return { response: { status, body }, means: 'refused', next, ...(at && { at }) }
}
const unknown: Answer = (...answer) => ({ ...refused(...answer), means: 'unknown' })

/** Every way in which a request that may have been carried out leads to no clear response. */
const losses: readonly Fault[] = [
  ...(['read', 'acted', 'mid-body'] as const).map((at): Fault => ({ stop: { at, by: 'reset' } })),
  ...(['read', 'acted'] as const).map((at): Fault => ({ stop: { at, by: 'hang' } })),
  unknown('again', 502, page),
  unknown('again', 504, ''),
  unknown('again', 500, claimsSuccess),
  unknown('again', 200, withCode(5000)),
  ...[200, 408, 425].map((status) => unknown('again', status, page, bases)),
  ...[page, '{"code":0,"msg":"succ'].map((body) => unknown(undefined, 200, body)),
  unknown(undefined, 403, claimsSuccess),
  unknown(undefined, 500, withCode(2320002)),
]

/** What reads as if a key had been used before, and proves nothing. */
const falseProofs: readonly Fault[] = [
  ...['idempotent key used: 幂等键已被使用', 'node "idempotency check" failed'].map((error_msg) => {
    const data = { code: 'k_ec_000010', status: 'failed', error_msg }
    return { ...refused('stop', 200, { code: 0, data }), means: 'granted' as const }
  }),
  refused('stop', 400, withCode(2320001, '[k_wf_ec_2001008] idempotent_key is invalid: repeated')),
  refused('stop', 400, withCode(2320005, 'duplicate idempotent key: no permission')),
  unknown('again', 200, withCode(2320002, 'idempotent store timeout')),
  unknown(undefined, 500, withCode(424242, 'idempotent_key has been used')),
].map((fault) => ({ ...fault, at: ['execute'] }))

const limit = (name: string, value: string, asks?: number): Fault => {
  const headers = { date: 'Wed, 07 Aug 2024 10:30:00 GMT', [name]: value }
  return { response: { status: 429, headers, body: withCode(99991400) }, means: 'refused', next: 'again', asks }
}
const limits: readonly Fault[] = [
  ...['0', '0.001', '1.5', '30', '120', '120.001', '3600', '99999999999999999999'].map((text) =>
    limit('x-ogw-ratelimit-reset', text, Number(text)),
  ),
  ...['', 'soon', '-5', '1e1'].map((text) => limit('x-ogw-ratelimit-reset', text)),
  limit('retry-after', '121', 121),
  limit('retry-after', 'Wed, 07 Aug 2024 10:30:20 GMT', 20),
  refused('again', 429, 'Too Many Requests'),
  ...[230020, 99991400].map((code) => refused('again', 400, withCode(code))),
]

/** Some codes of each class. What only reads and idempotent calls repeat is said of calls of a base. */
const codes: readonly Fault[] = [
  ...[9499, 99991672, 10014, 91403, 1254040, 2320001, 131002, 424242, 99991403, 90003087, 1254306].map((code) =>
    refused('stop', code % 2 === 0 ? 400 : 200, withCode(code)),
  ),
  refused('stop', 200, { code: 'k_ec_000009', msg: 'permission denied' }),
  ...[99991663, 99991671, 20013].map((code) => refused('renew', 400, withCode(code))),
  ...[1254002, 1254290, 1254036, 1254607].map((code) => refused('again', 200, withCode(code), bases)),
  ...[1500, 1663, 10500].map((code) => unknown('again', 200, withCode(code))),
  ...[1254200, 1255001].map((code) => unknown(undefined, 200, withCode(code), bases)),
  unknown('again', 200, withCode(1255040), bases),
  unknown('again', 503, withCode(424242), [...bases, 'execute']),
]

const headers = { location: 'https://login.example.com/' }

/** What is no answer of Feishu's, or is not built like one. */
const others: readonly Fault[] = [
  ...['', ' \n ', '[]', 'null', '"ok"', '{"code":null}', '{"msg":"success"}', '{"co'].flatMap((body) => [
    unknown(undefined, 200, body),
    unknown('again', 502, body),
  ]),
  { change: 'no data' },
  { change: 'data is a list' },
  { change: 'wrong fields' },
  ...[401, 403, 404, 413].map((status) => refused('stop', status, page)),
  { response: { status: 307, headers }, means: 'refused', next: 'stop' },
  { response: { status: 302, headers, body: claimsSuccess }, means: 'unknown' },
  { response: { status: 200, headers: { 'content-type': 'image/png' }, body: 'PNG' }, means: 'unknown', next: 'stop' },
  { revoked: true, next: 'renew' },
  refused('stop', 400, withCode(9499, '{request}')),
  unknown('again', 502, '<pre>{request}</pre>'),
]
const slow: readonly Fault[] = [{ delay: [0.4, 0.4] }, { twice: true }, { unsent: 'refused' }]
const hangs: readonly Fault[] = [{ unsent: 'hang' }, { delay: [1.5, 0] }]

/** Where nobody can know whether Feishu has acted, both happen. */
const any = (faults: readonly Fault[]) =>
  fc
    .tuple(fc.constantFrom(...faults), fc.boolean())
    .map(([fault, act]) => (fault.response && fault.means === 'unknown' ? { ...fault, act } : fault))
const sorts = [[...losses, ...slow], codes, limits, falseProofs, others].map(any)
const list = (fault: fc.Arbitrary<Fault>, maxLength: number) => fc.array(fault, { maxLength, size: 'max' })
const none = (count: number) => Array<Fault>(count).fill({})
const sparse = (weight: number) =>
  fc.oneof({ weight, arbitrary: fc.constant<Fault>({}) }, { weight: 3, arbitrary: fc.oneof(...sorts) })

/** Of every sort, or of one, after a few requests that go well, such as those for a token and for lists. */
const faultLists: fc.Arbitrary<Fault[]> = fc
  .tuple(
    fc.oneof(fc.constant(0), fc.nat(6)),
    fc.oneof(
      list(sparse(12), 15),
      list(sparse(2), 6),
      list(fc.oneof(sparse(6), any(hangs)), 12),
      fc.tuple(any(losses), fc.oneof(...sorts)),
      ...sorts.map((sort) => list(sort, 8)),
    ),
  )
  .map(([count, faults]) => [...none(count), ...faults])

export const anything: fc.Arbitrary<Conditions> = fc.record({
  faults: faultLists,
  maxAttempts: fc.constantFrom(4, 1, 2, 3, 6),
  timeoutSeconds: fc.constantFrom(60, 10, 0.5),
  random: fc.constantFrom(0.5, 0, 0.999),
  cancel: fc.option(fc.record({ request: fc.nat(5), after: fc.nat(2000) }), { nil: undefined, freq: 6 }),
})

/** A loss, then any kind of second response. */
export const afterLoss: fc.Arbitrary<Conditions> = fc
  .tuple(fc.nat(2), any(losses), sparse(1))
  .map(([count, ...pair]) => ({ faults: [...none(count), ...pair], maxAttempts: 4, timeoutSeconds: 60, random: 0.5 }))

/** Those of a pause: most mains get as far as the first write, and a post is not cancelled. */
export function ofPause(conditions: fc.Arbitrary<Conditions>): fc.Arbitrary<Conditions> {
  const missingScopes = ['base:workflow:write', 'bitable:app', 'base:workflow:update']
  return fc
    .record({
      main: conditions,
      lookups: fc.constantFrom(4, 4, 0).map(none),
      killAfter: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined, freq: 3 }),
      between: fc.constantFrom<Partial<State>[]>({}, {}, { missingScopes }, { v3: 'no permission' }),
      post: conditions.map((all) => ({ ...all, cancel: undefined })),
    })
    .map(({ main, lookups, ...rest }) => ({
      ...main,
      ...rest,
      faults: [...lookups, ...main.faults],
      // What a server does more than ten seconds after a request of main comes after the last look of post.
      timeoutSeconds: Math.min(main.timeoutSeconds, 6),
    }))
}
