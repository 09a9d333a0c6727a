import { isObject, parseExact } from '../json.ts'
import { type Message, type Quoted, quote } from '../messages/index.ts'
import { afterEscape } from '../text.ts'
import type { Header, HttpResponse } from './transport.ts'

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
  code: number
  msg: string
  body: Readonly<Record<string, unknown>>
}

/** Anything else: a proxy's page, an incomplete body, a redirect, a success that its HTTP status contradicts. */
export interface UnexpectedResponse extends Envelope {
  kind: 'unexpected'
  problem: Message
  firstLine: string
  /** It has `code: 0`, so the call may well have been processed. */
  claimsSuccess: boolean
}

/**
 * Reads an HTTP response as the Open Platform writes it: a JSON object with a numeric `code`. The HTTP status does not
 * decide which error it is, since the same one arrives under different ones; but no success has another one than 2xx.
 */
export function readResponse(response: HttpResponse): FeishuResponse | UnexpectedResponse {
  const { http_status, header, text, complete } = response
  const parsed = complete ? parseOrUndefined(text) : undefined
  const body = isObject(parsed) ? parsed : undefined
  const envelope: Envelope = {
    http_status,
    log_id: logIdOf(header, body),
    text: complete ? text : '',
    retryAfter: retryAfter(header),
  }
  const code = codeOf(body?.code)
  const redirect = http_status >= 300 && http_status < 400
  const contradiction = code === 0 && (http_status < 200 || http_status > 299)
  if (body && code !== undefined && !redirect && !contradiction) {
    return { ...envelope, kind: 'feishu', code, msg: textOf(body.msg) ?? '', body }
  }
  return {
    ...envelope,
    kind: 'unexpected',
    problem: problemOf(response, parsed, contradiction),
    firstLine: body ? '' : firstLine(text),
    claimsSuccess: code === 0,
  }
}

/** A number, or its digits as text, which some gateways write (seen). */
function codeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : undefined
}

/**
 * The request id to quote to Feishu's support. The header comes first, as in Feishu's own SDKs; for the member, the
 * documentation spells logid and responses spell log_id (seen). base/v3 has it in `data.error`.
 */
export function logIdOf(header: Header, body: Readonly<Record<string, unknown>> = {}): string | undefined {
  const error = memberOf(body, 'error')
  const dataError = memberOf(memberOf(body, 'data'), 'error')
  return [header('x-tt-logid'), header('x-request-id'), error.log_id, error.logid, dataError.log_id, body.log_id]
    .map(textOf)
    .find((id) => id)
}

function parseOrUndefined(text: string): unknown {
  try {
    return parseExact(text)
  } catch {
    return undefined
  }
}

function problemOf({ http_status, text, complete }: HttpResponse, parsed: unknown, contradiction: boolean): Message {
  if (http_status === 407) return { message: 'proxyAuthenticationRequired' }
  if (http_status === 413) return { message: 'requestTooLarge' }
  if (http_status >= 300 && http_status < 400) return { message: 'redirect' }
  if (!complete) return { message: 'responseTooLarge' }
  if (contradiction) return { message: 'contradictoryStatus', http_status }
  if (text.trim() === '') return { message: 'responseEmpty' }
  if (parsed === undefined) return { message: 'responseNotJson' }
  return { message: isObject(parsed) ? 'responseWithoutCode' : 'responseNotAnObject' }
}

/** The first line that says anything. It is shortened only after secrets are removed: half a secret would not be found. */
function firstLine(text: string): string {
  return withoutTokens((/\S[^\r\n]*/.exec(text)?.[0] ?? '').slice(0, 10_000))
}

/** A token of a tenant (t-…) or of a user (u-…), or a JWT. */
const token = String.raw`(?:(?<![\w-])|${afterEscape})(?:[tu]-[\w-]{20,}|eyJ[\w-]+\.[\w-]+\.[\w-]+)`

/**
 * A text without what follows a token's or a secret's name, and without what is built like a token: an incomplete
 * response may hold one that nobody could read.
 */
export function withoutTokens(text: string): string {
  return text
    .replace(
      /((?:token|secret|authorization)\w{0,40}\\*["']?\s{0,9}[:=]\s{0,9}\\*["']?(?:bearer\s{1,9})?)[^"'\s,;&}\\]+/gi,
      '$1***',
    )
    .replace(new RegExp(token, 'gi'), '***')
}

/**
 * The longest wait that the server asks for: `x-ogw-ratelimit-reset` in seconds, fractions too (Feishu's gateway), or
 * `Retry-After` in seconds or as a date (RFC 9110).
 */
function retryAfter(header: Header): number | undefined {
  const after = header('retry-after')
  const asked = [inSeconds(header('x-ogw-ratelimit-reset')), inSeconds(after), untilDate(after)]
  const known = asked.filter((seconds) => seconds !== undefined)
  return known.length > 0 ? Math.max(...known) : undefined
}

function inSeconds(value: string | undefined): number | undefined {
  return value && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
}

/** Date.parse alone finds a date in almost any text that has a number. */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

function untilDate(value: string | undefined): number | undefined {
  const seconds = value && httpDate.test(value) ? (Date.parse(value) - Date.now()) / 1000 : Number.NaN
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds)
}

/**
 * What an error response says beyond code and msg, in the spelling of the documentation (`scope`, `url`) and of actual
 * responses (`subject`, `helps`; seen). The value of a field violation is left out: it may be what the user sent.
 */
export function errorDetails(body: Readonly<Record<string, unknown>>): { details: Message[]; links: Quoted[] } {
  const error = memberOf(body, 'error')
  const scopes = objects(error.permission_violations).flatMap(({ subject, scope }) => texts(subject ?? scope))
  const fields = objects(error.field_violations)
    .map(({ field, description }) => [...texts(field), ...texts(description)].join(': '))
    .filter((field) => field !== '')
  const hints = [error.hint, memberOf(memberOf(body, 'data'), 'error').hint].flatMap(texts)
  const troubleshooter = /https:\/\/\S+/.exec(textOf(error.troubleshooter) ?? '')?.[0]
  const links = [...objects(error.helps), ...objects(error.permission_violations)].flatMap(({ url }) => texts(url))
  return {
    details: [
      ...(scopes.length > 0 ? [{ message: 'missingScopes', scopes: scopes.map(quote) } as const] : []),
      ...(fields.length > 0 ? [{ message: 'feishuDetails', description: quote(fields.join('; ')) } as const] : []),
      ...(hints.length > 0 ? [{ message: 'feishuDetails', description: quote(hints.join(' ')) } as const] : []),
    ],
    links: [...new Set([...links, ...texts(troubleshooter)])].filter((link) => link.startsWith('https://')).map(quote),
  }
}

/** A member that should be an object; an empty one where it is not. */
export function memberOf(value: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  const member = value[name]
  return isObject(member) ? member : {}
}

/**
 * Text where Feishu documents text; a number there gives its digits.
 * @returns undefined for anything else
 */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : undefined
}

function texts(value: unknown): string[] {
  const text = textOf(value)
  return text ? [text] : []
}

function objects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}
