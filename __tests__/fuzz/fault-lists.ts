import fc from 'fast-check'
import { changes, type Fault } from './faults.ts'
import { codes } from './meaning.ts'

type Response = Extract<Fault, { kind: 'response' }>

const response = (http_status: number, body: unknown, acted = false, headers?: Record<string, string>): Response => ({
  kind: 'response',
  acted,
  http_status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...(headers && { headers }),
})

/** An error in Feishu's form. */
function codeFault(code: number, http_status = 200, acted = false, msg = `msg of ${code}`): Response {
  return response(http_status, { code, msg, error: { log_id: 'x', helps: [{ url: 'javascript:x' }] } }, acted)
}

/** What reads as if a key had been used before, and proves nothing. */
const falseProofs: readonly Fault[] = [
  response(200, {
    code: 0,
    msg: 'success',
    data: { code: 'k_ec_000001', status: '', error_msg: 'idempotent key used: 幂等键已被使用' },
  }),
  response(200, {
    code: 0,
    msg: 'success',
    data: { code: 'k_ec_000010', status: 'failed', error_msg: 'node "idempotency check" failed', execution_id: '77' },
  }),
  response(400, { code: 2320001, msg: 'idempotent_key is invalid: repeated' }),
  response(200, { code: 2320002, msg: 'idempotent store timeout' }),
  response(400, { code: 2320005, msg: 'duplicate idempotent key: no permission' }),
  response(500, { code: 424242, msg: 'idempotent_key has been used', data: null }),
].map((fault) => ({ ...fault, at: 'execute' }))

const gatewayPage = '<!DOCTYPE html>\n<html><title>Gateway</title>\r\n::error::no\n<b>##[group]x</b></html>'
const strangeBodies = [
  '',
  ' \n ',
  gatewayPage,
  '[]',
  'null',
  '"ok"',
  '{"code":null}',
  '{"msg":"success"}',
  '{}',
  '{"co',
]
const claimsSuccess = { code: 0, msg: 'success', data: { execution_id: '1', status: 'end', workflows: [] } }

const acted = [true, false] as const
const hows = ['reset', 'silence', 'mid-body'] as const

/** Every way in which a request that may have been carried out leads to no clear response. */
export const losses: readonly Fault[] = acted.flatMap((done): Fault[] => [
  ...hows.filter((how) => done || how !== 'mid-body').map((how) => ({ kind: 'lost' as const, acted: done, how })),
  response(502, gatewayPage, done),
  response(504, '', done),
  response(200, gatewayPage, done),
  response(200, '{"code":0,"msg":"succ', done),
  response(500, claimsSuccess, done),
  response(403, claimsSuccess, done),
  codeFault(5000, 200, done),
  codeFault(2320002, 500, done),
])

const otherLosses: readonly Fault[] = [{ kind: 'slow' }, { kind: 'twice' }, { kind: 'not sent', by: 'refused' }]
const hangs: readonly Fault[] = [{ kind: 'not sent', by: 'hang' }, { kind: 'late' }]

const limits: readonly Fault[] = [
  ...['0', '0.001', '1.5', '30', '120', '120.001', '3600', '99999999999999999999', '', 'soon', '-5', '1e1'].map(
    (reset) => response(429, { code: 99991400, msg: 'limit' }, false, { 'x-ogw-ratelimit-reset': reset }),
  ),
  ...['2', '121', 'Wed, 07 Aug 2024 10:30:20 GMT'].map((after) =>
    response(400, { code: 99991400, msg: 'limit' }, false, { 'retry-after': after }),
  ),
  response(429, 'Too Many Requests', false, { 'retry-after': '2' }),
]

const pages: readonly Fault[] = [
  response(401, ''),
  response(403, gatewayPage),
  response(404, '404 page not found'),
  response(407, '{"error":"proxy"}'),
  response(413, gatewayPage),
  response(302, claimsSuccess, false, { location: 'https://login.example.com/' }),
  response(307, '', false, { location: 'https://login.example.com/' }),
]

const refused: readonly Fault[] = [...codes.final, ...codes.passing, ...codes.quota, ...codes.token].map((code) =>
  codeFault(code, code % 2 === 0 ? 400 : 200),
)
const doubtful: readonly Fault[] = acted.flatMap((done) => [
  // On a workflow's own calls, 2200 says that the id is of another kind: nothing was done.
  ...codes.busy.filter((code) => code !== 2200 || !done).map((code) => codeFault(code, 200, done)),
  ...codes.doubtful.map((code): Fault => ({ ...codeFault(code, 200, done), at: 'base' })),
  codeFault(424242, 503, done),
  ...strangeBodies.flatMap((body) => [response(200, body, done), response(502, body, done)]),
])
const changed: readonly Fault[] = changes.map((how) => ({ kind: 'changed', how }))
const others: readonly Fault[] = [{ kind: 'revoked' }, { kind: 'echo', final: true }, { kind: 'echo', final: false }]

/** Every kind of second response. */
export const seconds: readonly Fault[] = [
  ...[{ kind: 'none' } as const, ...falseProofs, ...otherLosses, ...pages.slice(0, 3), ...changed, ...others],
  ...[limits[0], limits[6], pages[5]].flatMap((fault) => (fault ? [fault] : [])),
  ...[2320001, 2320005, 91403, 1254040, 99991400, 99991663, 99991672, 99991403, 5000, 1254290].map((code) =>
    codeFault(code),
  ),
  ...losses.slice(0, 6),
]

const any = (faults: readonly Fault[]) => fc.constantFrom<Fault>(...faults)
const sorts = [
  any([...losses, ...otherLosses]),
  any([...refused, ...doubtful]),
  any(limits),
  any(falseProofs),
  any([...pages, ...changed, ...others]),
]
const anySort = fc.oneof(...sorts)
const none: Fault = { kind: 'none' }
const sparse = (weight: number) => fc.oneof({ weight, arbitrary: fc.constant(none) }, { weight: 3, arbitrary: anySort })
const lists = [
  fc.array(sparse(12), { maxLength: 15, size: 'max' }),
  fc.array(sparse(2), { maxLength: 6, size: 'max' }),
  fc.array(fc.oneof(sparse(6), any(hangs)), { maxLength: 12, size: 'max' }),
  fc.tuple(any(losses), any(seconds)),
  ...sorts.map((sort) => fc.array(sort, { maxLength: 8, size: 'max' })),
]

/**
 * The faults of one step's requests, in order: of every sort, or of one, after a few requests that go well, such as those
 * for a token and for lists. What follows them goes well.
 */
export const faultLists: fc.Arbitrary<Fault[]> = fc
  .tuple(fc.oneof(fc.constant(0), fc.nat(6)), fc.oneof(...lists))
  .map(([count, faults]) => [...Array<Fault>(count).fill(none), ...faults])

/** The same without a server that acts after the client has given up: no client can undo what comes later. */
export const promptFaultLists: fc.Arbitrary<Fault[]> = faultLists.map((faults) =>
  faults.map((fault) => (fault.kind === 'late' ? { kind: 'none' } : fault)),
)
