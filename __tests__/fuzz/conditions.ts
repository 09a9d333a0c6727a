import fc from 'fast-check'
import { breaking, type Fault, harmless, incomplete } from './fault.ts'

const between = ['nothing', 'scopes lost', 'collaborator lost', 'v3 lost', 'tokens revoked'] as const

/** How a step goes, as plain data. */
export interface Conditions {
  /** Those of its requests, in order; what follows them goes well. */
  faults: readonly Fault[]
  /** Every request whose path contains the text has this one instead, or the first of them. */
  always?: { path: string; fault: Fault; first?: number }
  maxAttempts: number
  timeoutSeconds: number
  /** 0 to below 1. */
  random: number
  /** The job is cancelled so many milliseconds after a request begins; request 0 is the start. */
  cancel?: { request: number; after: number }
  /** The process is killed after so many requests. */
  killAfter?: number
  /** What changes before the post step, and how that goes. */
  between?: (typeof between)[number]
  post?: Conditions
}

const bases = ['update', 'enable', 'disable', 'list', 'list-v3']
const page = '<!DOCTYPE html>\n<html><title>Gateway</title>\r\n::error::no\n<b>##[group]x</b></html>'
const claimsSuccess = { code: 0, msg: 'success', data: { execution_id: '1', status: 'end', workflows: [] } }
const withCode = (code: number, msg = `msg of ${code}`) => {
  return { code, msg, error: { log_id: 'x', helps: [{ url: 'javascript:x' }] } }
}
const refused = (next: Fault['next'], status: number, body: unknown, rest: Fault = {}): Fault => {
  return { response: { status, body }, means: 'refused', next, ...rest }
}
/** Whether Feishu has acted is unknown: both happen. */
const unknown = (next: Fault['next'], status: number, body: unknown, rest: Fault = {}): Fault[] =>
  [true, false].map((act) => ({ response: { status, body }, act, means: 'unknown', next, ...rest }))

/** Every way in which a request that may have been carried out leads to no clear response. */
const losses: readonly Fault[] = [
  ...(['read', 'acted', 'mid-body'] as const).map((at): Fault => ({ stop: { at, by: 'reset' } })),
  ...(['read', 'acted'] as const).map((at): Fault => ({ stop: { at, by: 'hang' } })),
  ...[unknown('again', 502, page), unknown('again', 504, ''), unknown('again', 500, claimsSuccess)].flat(),
  ...[page, '{"code":0,"msg":"succ'].flatMap((body) => unknown(undefined, 200, body)),
  ...[200, 408, 425].flatMap((status) => unknown('again', status, page, { at: bases })),
  ...[unknown(undefined, 403, claimsSuccess), unknown(undefined, 500, withCode(2320002))].flat(),
  ...unknown('again', 200, withCode(5000)),
]

/** What reads as if a key had been used before, and proves nothing. */
const falseProofs: readonly Fault[] = [
  ...['idempotent key used: 幂等键已被使用', 'node "idempotency check" failed'].map((error_msg) => {
    const data = { code: 'k_ec_000010', status: 'failed', error_msg }
    return { ...refused('stop', 200, { code: 0, data }), means: 'granted' as const }
  }),
  refused('stop', 400, withCode(2320001, 'idempotent_key is invalid: repeated')),
  refused('stop', 400, withCode(2320001, '[k_wf_ec_2001008] used')),
  refused('stop', 400, withCode(2320005, 'duplicate idempotent key: no permission')),
  ...unknown('again', 200, withCode(2320002, 'idempotent store timeout')),
  ...unknown(undefined, 500, withCode(424242, 'idempotent_key has been used')),
].map((fault) => ({ ...fault, act: false, at: ['execute'] }))

const headers = { location: 'https://login.example.com/' }
const pages: readonly Fault[] = [
  ...[refused('stop', 403, page), refused('stop', 404, '404 page not found'), refused('stop', 401, '')],
  ...[refused('stop', 407, '{"error":"proxy"}'), refused('stop', 413, page)],
  { response: { status: 302, headers, body: claimsSuccess }, means: 'unknown' },
  { response: { status: 307, headers }, means: 'refused', next: 'stop' },
  { response: { status: 200, headers: { 'content-type': 'image/png' }, body: 'PNG' }, means: 'unknown', next: 'stop' },
]

const limit = (name: string, value: string, asks?: number): Fault => {
  const response = { status: 429, headers: { [name]: value }, body: withCode(99991400) }
  return { response, means: 'refused', next: 'again', asks }
}
const limits: readonly Fault[] = [
  ...['0', '0.001', '1.5', '30', '120', '120.001', '3600', '99999999999999999999'].map((text) =>
    limit('x-ogw-ratelimit-reset', text, Number(text)),
  ),
  ...['', 'soon', '-5', '1e1'].map((text) => limit('x-ogw-ratelimit-reset', text)),
  ...[limit('retry-after', '2', 2), limit('retry-after', '121', 121)],
  limit('retry-after', 'Wed, 07 Aug 2024 10:30:20 GMT'),
  ...[refused('again', 429, 'Too Many Requests'), refused('again', 429, withCode(424242))],
  ...[refused('again', 400, withCode(230020)), refused('again', 400, withCode(9499, 'too many request'))],
]

/** Some codes of each class. What only reads and idempotent calls repeat is said of calls of a base. */
const codes: readonly Fault[] = [
  ...[9499, 99991672, 10014, 91403, 1254040, 2320001, 131002, 424242, 99991403, 90003087, 1254306].map((code) =>
    refused('stop', code % 2 === 0 ? 400 : 200, withCode(code)),
  ),
  ...[99991663, 99991671, 20013].map((code) => refused('renew', 400, withCode(code))),
  ...[1254002, 1254290, 1254036, 1254607].map((code) => refused('again', 200, withCode(code), { at: bases })),
  ...unknown('again', 200, withCode(1255040), { at: bases }),
  ...unknown('again', 503, withCode(424242), { at: [...bases, 'execute'] }),
  refused('stop', 200, { code: 'k_ec_000009', msg: 'permission denied' }),
  ...[1254200, 1255001].flatMap((code) => unknown(undefined, 200, withCode(code), { at: bases })),
  ...[1500, 1663, 10500].flatMap((code) => unknown('again', 200, withCode(code))),
  ...['', ' \n ', '[]', 'null', '"ok"', '{"code":null}', '{"msg":"success"}', '{"co'].flatMap((body) =>
    [unknown(undefined, 200, body), unknown('again', 502, body)].flat(),
  ),
]

const others: readonly Fault[] = [
  ...[...harmless, ...breaking, ...incomplete].map((change) => ({ change })),
  ...[{ revoked: true as const, next: 'renew' as const }, ...pages],
  { echo: 400, means: 'refused', next: 'stop' },
  { echo: 502, means: 'unknown', next: 'again' },
]
const slow: readonly Fault[] = [{ delay: [0.4, 0.4] }, { twice: true }, { unsent: 'refused' }]
const hangs: readonly Fault[] = [{ unsent: 'hang' }, { delay: [1.5, 0] }]

const any = (faults: readonly Fault[]) => fc.constantFrom<Fault>(...faults)
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

export const anything: fc.Arbitrary<Conditions> = fc
  .record({
    faults: faultLists,
    maxAttempts: fc.constantFrom(4, 1, 2, 3, 6),
    timeoutSeconds: fc.constantFrom(60, 10, 0.5),
    random: fc.constantFrom(0.5, 0, 0.999),
    cancel: fc.option(fc.record({ request: fc.nat(5), after: fc.nat(2000) }), { nil: undefined, freq: 6 }),
  })
  .map(({ cancel, ...rest }) => ({ ...rest, ...(cancel && { cancel }) }))

/** A loss, then any kind of second response. */
export const afterLoss: fc.Arbitrary<Conditions> = fc
  .tuple(fc.nat(2), any(losses), sparse(1))
  .map(([count, ...pair]) => ({ faults: [...none(count), ...pair], maxAttempts: 4, timeoutSeconds: 60, random: 0.5 }))

/**
 * Those of a pause: most mains get as far as the first write, and no server acts later than ten seconds after a request,
 * since no client can undo what comes after its last look.
 */
export function ofPause(conditions: fc.Arbitrary<Conditions>): fc.Arbitrary<Conditions> {
  const prompt = conditions.map(({ faults, timeoutSeconds, ...rest }) => {
    const isLate = ({ delay: [before] = [0, 0] }: Fault) => before * timeoutSeconds > 10
    return { ...rest, timeoutSeconds, faults: faults.map((fault) => (isLate(fault) ? {} : fault)) }
  })
  const killAfter = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined, freq: 3 })
  const lookups = fc.constantFrom(4, 4, 0).map(none)
  // One target, all of one kind, or the token, that hang, are lost or late, from the beginning or for good.
  const path = fc.constantFrom(
    '/workflows/7308871234552639000',
    '/workflows/wkfGx2kQ7mLp1000',
    '/workflows/wkf',
    '/auth/',
  )
  const fault = any([...hangs.slice(0, 1), ...slow, ...losses])
  const first = fc.constantFrom(3, 9, Number.POSITIVE_INFINITY)
  const always = fc.option(fc.record({ path, fault, first }), { nil: undefined })
  const post = fc
    .tuple(prompt, always)
    .map(([{ cancel: _cancel, ...rest }, always]) => ({ ...rest, ...(always && { always }) }))
  return fc
    .record({ main: prompt, killAfter, lookups, between: fc.constantFrom('nothing' as const, ...between), post })
    .map(({ main, killAfter, lookups, between, post }) => {
      const faults = [...lookups, ...main.faults]
      return { ...main, faults, between, post, ...(killAfter !== undefined && { killAfter }) }
    })
}
