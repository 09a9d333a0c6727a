import type { HttpResponse as Answer } from '../../sandbox/http.ts'
import { json } from '../../sandbox/http.ts'
import type { Exchange } from '../../src/feishu/transport.ts'
import type { Heard } from './wire.ts'

/** An answer as it comes out of a transport. `whole` is false where it was over the limit and reading stopped. */
export function answered({ status, headers, body }: Answer, whole = true): Exchange {
  return { kind: 'answered', http_status: status, header: (name) => headers[name], text: body, whole }
}

export function lost(cause: string, sent: boolean): Exchange {
  return { kind: 'unanswered', cause, sent }
}

/** What the sandbox's own answer means, whole and in order. */
export function natural(answer: Answer): Heard {
  const exchange = answered(answer)
  if (answer.body.includes('k_wf_ec_2001008')) return { exchange, meaning: 'duplicate', next: 'stop' }
  const { code }: { code?: unknown } = JSON.parse(answer.body.startsWith('{') ? answer.body : '{}')
  if (code === 0) return { exchange, meaning: 'granted', next: 'stop' }
  return { exchange, meaning: 'refused', next: code === 99991663 ? 'renew' : 'stop' }
}

/** Ways in which a duplicate could be refused: no document says which one it is. */
export const duplicateSpellings: readonly Answer[] = [
  json(200, { code: 0, msg: 'success', data: { code: 'k_wf_ec_2001008', error_msg: '', status: '' } }),
  json(200, { code: 0, msg: 'success', data: { code: 'k_ec_000001', error_msg: '幂等键已被使用' } }),
  json(400, { code: 2320001, msg: '[k_wf_ec_2001008] idempotent key already used' }),
  json(400, { code: 2320006, msg: 'Idempotency key conflict', error: { log_id: '20240807103000AB' } }),
  json(200, { code: 2320002, msg: '重复的幂等 Key' }),
  json(500, { code: 424242, msg: 'idempotent_key has been used', data: null }),
]

/** An answer that is not Feishu's at all. */
export function foreignPage(status: number, body = gatewayPage): Answer {
  return { status, headers: { 'content-type': 'text/html' }, body }
}

export const gatewayPage =
  '<!DOCTYPE html>\n<html><head><title>Gateway</title></head>\r\n::error::no\n<b>##[group]x</b></html>'

/** What may stand where a JSON object with a numeric code belongs. */
export const strangeBodies = [
  '',
  ' \n ',
  gatewayPage,
  '[]',
  'null',
  '0',
  '"ok"',
  'ok',
  '{"code":"0","msg":"success","data":{}}',
  '{"code":null}',
  '{"msg":"success"}',
  '{}',
]

/** Bodies with code 0 that do not hold what was promised; for a token, none that can be used. */
export function bentSuccesses(page: string): readonly unknown[] {
  if (page === 'token') {
    const tokens = [undefined, null, '', 7, {}, 't-a b', 't-a\r\nx: y']
    return tokens.map((tenant_access_token) => ({ code: 0, msg: 'ok', tenant_access_token }))
  }
  const odd = [undefined, null, [], 'x', 7, true, ...(oddData[page] ?? [])]
  return odd.map((data) => ({ code: 0, msg: 'success', data }))
}

const oddData: Readonly<Record<string, readonly unknown[]>> = {
  execute: [{ execution_id: {} }, { execution_id: '1', status: ['end'] }, { code: false }, { out_params: [] }],
  list: [{ workflows: 'none' }, { workflows: {} }, { workflows: [null] }, { workflows: [{ title: 'x' }] }],
  wiki: [{}, { node: null }, { node: { obj_type: 'bitable' } }, { node: { obj_type: 'bitable', obj_token: 7 } }],
}
