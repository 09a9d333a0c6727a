import { isObject, parseOrUndefined } from '../json.ts'
import type { Message } from '../messages/index.ts'
import { errorsIn, textOf } from './body.ts'
import { type Header, isFile } from './content.ts'
import { foreignDetails } from './details.ts'
import { retryAfter } from './retry-after.ts'
import type { HttpResponse } from './transport.ts'

/** What every response has, whoever wrote it. */
interface Envelope {
  http_status: number
  /** What Feishu's support asks for. */
  log_id: string | undefined
  /** The body; '' where it exceeds the limit. */
  text: string
  /** Seconds the server asks to wait. */
  retryAfter: number | undefined
}

/** A response in Feishu's form: `code` decides, 0 is success. */
export interface FeishuResponse extends Envelope {
  kind: 'feishu'
  /** A number, or the name that an inner error has, which then is the whole refusal (k_ec_…). */
  code: number | string
  msg: string
  body: Readonly<Record<string, unknown>>
}

/** What code and msg are called in responses that have no `code`. */
export interface OlderForm {
  code: string
  msg: string
}

/** Anything else: a proxy's page, an incomplete body, a redirect, a success that its HTTP status contradicts. */
export interface UnexpectedResponse extends Envelope {
  kind: 'unexpected'
  problem: Message
  /** What it says instead. */
  details: readonly Message[]
  /** It has `code: 0`, so the call may well have been processed. */
  claimsSuccess: boolean
  /** It is whole, and as the server meant it: sending the request again would bring the same. */
  final: boolean
}

/**
 * Reads an HTTP response as the Open Platform writes it: a JSON object with a `code`. The HTTP status does not decide
 * which error it is, since the same one arrives under different ones; but no success has another one than 2xx.
 * @param older for an endpoint whose older responses have another form
 */
export function readResponse(response: HttpResponse, older?: OlderForm): FeishuResponse | UnexpectedResponse {
  const { http_status, header, text, complete, wrongEncoding } = response
  const parsed = complete && !wrongEncoding ? parseOrUndefined(text) : undefined
  const body = isObject(parsed) ? parsed : undefined
  const names = older && body && !Object.hasOwn(body, 'code') ? older : { code: 'code', msg: 'msg' }
  const code = codeOf(body?.[names.code])
  const file = isFile(response, text, code !== undefined)
  const envelope: Envelope = {
    http_status,
    log_id: logIdOf(header, body),
    text: complete && !file ? text : '',
    retryAfter: retryAfter(header, body),
  }
  if (response.saved) return { ...envelope, kind: 'feishu', code: 0, msg: '', body: {} }
  const redirect = http_status >= 300 && http_status < 400
  const contradiction = code === 0 && (http_status < 200 || http_status > 299)
  if (body && code !== undefined && !redirect && !contradiction && !file) {
    return { ...envelope, kind: 'feishu', code, msg: shown(body[names.msg] || body.message), body }
  }
  return {
    ...envelope,
    kind: 'unexpected',
    problem: file ? { message: 'responseFile' } : problemOf(response, parsed, contradiction),
    details: file ? [] : foreignDetails(response, body),
    claimsSuccess: code === 0,
    final: file || !complete,
  }
}

/** What stands for msg, in whatever form. */
function shown(value: unknown): string {
  return textOf(value) ?? JSON.stringify(value ?? undefined) ?? ''
}

/**
 * A number, or its digits as text, which some gateways write (seen). Any other word is a name, except for what can only
 * be another server's success; a sentence is none, and may repeat what was sent.
 */
function codeOf(value: unknown): number | string | undefined {
  if (typeof value !== 'string') return typeof value === 'number' ? value : undefined
  const text = value.trim()
  if (/^-?\d+$/.test(text)) return Number(text)
  return /^[\w.:-]{1,100}$/.test(text) && !/^(ok|success\w*)$/i.test(text) ? text : undefined
}

/**
 * The request id to quote to Feishu's support. The header comes first, as in Feishu's own SDKs; for the member, the
 * documentation spells logid and responses spell log_id (seen). base/v3 has it in `data.error`.
 */
export function logIdOf(header: Header, body: Readonly<Record<string, unknown>> = {}): string | undefined {
  const members = [...errorsIn(body), body].flatMap(({ log_id, logid }) => [log_id, logid])
  return [header('x-tt-logid'), header('x-request-id'), ...members].map(textOf).find((id) => id)
}

function problemOf(
  { http_status, text, complete, wrongEncoding }: HttpResponse,
  parsed: unknown,
  contradiction: boolean,
): Message {
  if (http_status === 407) return { message: 'proxyAuthenticationRequired' }
  if (http_status === 413) return { message: 'requestTooLarge' }
  if (http_status >= 300 && http_status < 400) return { message: 'redirect' }
  if (!complete) return { message: 'responseTooLarge' }
  if (wrongEncoding) return { message: 'encodingWrong', encoding: wrongEncoding }
  if (contradiction) return { message: 'contradictoryStatus', http_status }
  if (text.trim() === '') return { message: 'responseEmpty' }
  if (parsed === undefined) return { message: 'responseNotJson' }
  return isObject(parsed) ? { message: 'responseWithout', member: 'code' } : { message: 'responseNotAnObject' }
}
