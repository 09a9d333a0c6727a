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
  /** A number, or the name that an inner error has, which then is the whole refusal (k_ec_…). */
  code: number | string
  msg: string
  body: Readonly<Record<string, unknown>>
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
 */
export function readResponse(response: HttpResponse): FeishuResponse | UnexpectedResponse {
  const { http_status, header, text, complete } = response
  const parsed = complete ? parseOrUndefined(text) : undefined
  const body = isObject(parsed) ? parsed : undefined
  const code = codeOf(body?.code)
  const file = isFile(response, code !== undefined)
  const envelope: Envelope = {
    http_status,
    log_id: logIdOf(header, body),
    text: complete && !file ? text : '',
    retryAfter: retryAfter(header, body),
  }
  const redirect = http_status >= 300 && http_status < 400
  const contradiction = code === 0 && (http_status < 200 || http_status > 299)
  if (body && code !== undefined && !redirect && !contradiction && !file) {
    return { ...envelope, kind: 'feishu', code, msg: textOf(body.msg) ?? '', body }
  }
  return {
    ...envelope,
    kind: 'unexpected',
    problem: file ? { message: 'responseFile' } : problemOf(response, parsed, contradiction),
    details: file ? [] : detailsOf(response, body),
    claimsSuccess: code === 0,
    final: file || !complete,
  }
}

/**
 * A number, or its digits as text, which some gateways write (seen). Any other text is a name, except for what can only
 * be another server's success.
 */
function codeOf(value: unknown): number | string | undefined {
  if (typeof value !== 'string') return typeof value === 'number' ? value : undefined
  const text = value.trim()
  if (/^-?\d+$/.test(text)) return Number(text)
  return text === '' || /^(ok|success\w*)$/i.test(text) ? undefined : text
}

/**
 * Whether a successful response is a file: offered for saving, of a type that is neither JSON nor text, or without a
 * type and no text. A type alone proves nothing of a body in Feishu's form.
 */
function isFile({ http_status, header, text }: HttpResponse, hasCode: boolean): boolean {
  if (http_status < 200 || http_status > 299) return false
  if (/^\s*attachment\b/i.test(header('content-disposition') ?? '')) return true
  const type = header('content-type')?.trim() ?? ''
  return !hasCode && (type === '' ? /[^\P{Cc}\s]/u.test(text) : !/^text\/|[/+](json|xml)\b/i.test(type))
}

/**
 * The request id to quote to Feishu's support. The header comes first, as in Feishu's own SDKs; for the member, the
 * documentation spells logid and responses spell log_id (seen). base/v3 has it in `data.error`.
 */
export function logIdOf(header: Header, body: Readonly<Record<string, unknown>> = {}): string | undefined {
  const members = [...errorsIn(body), body].flatMap(({ log_id, logid }) => [log_id, logid])
  return [header('x-tt-logid'), header('x-request-id'), ...members].map(textOf).find((id) => id)
}

/** `error`, and `data.error`, which base/v3 has (seen). */
function errorsIn(body: Readonly<Record<string, unknown>>): [Record<string, unknown>, Record<string, unknown>] {
  return [memberOf(body, 'error'), memberOf(memberOf(body, 'data'), 'error')]
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

/** What somebody else says who speaks for Feishu: a proxy, a gateway, a page to sign in. */
function detailsOf({ http_status, header, text }: HttpResponse, body: Record<string, unknown> | undefined): Message[] {
  const location = header('location')
  const host = location && http_status >= 300 && http_status < 400 ? URL.parse(location)?.host : undefined
  if (host) return [{ message: 'redirectsTo', host }]
  if (body) {
    const said = saidIn(body)
    return said === '' ? [] : [{ message: 'responseSays', description: quote(said) }]
  }
  const title = /<title\b[^>]*>([^<]*\S[^<]*)<\/title/i.exec(text.slice(0, 10_000))?.[1]
  if (title && !isBinary(title)) return [{ message: 'pageTitle', description: quote(plain(title)) }]
  // It is shortened only after secrets are removed: half a secret would not be found.
  const line = withoutTokens((/\S[^\r\n]*/.exec(text)?.[0] ?? '').slice(0, 10_000))
  return line === '' || isBinary(line) ? [] : [{ message: 'firstLine', first_line: quote(line) }]
}

/** The texts of a JSON object that has no code, under whatever name: `message`, `error_description`, `StatusMessage`. */
function saidIn(body: Readonly<Record<string, unknown>>): string {
  const [first] = objects(body.errors)
  const members = Object.entries({ ...body, ...memberOf(body, 'error'), ...first })
  const said = members.flatMap(([name, value]) => texts(value).map((text) => `${name}: ${text}`))
  return withoutTokens(said.join(', ').slice(0, 10_000))
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" }

function plain(html: string): string {
  const text = html.replace(/&(#?\w+);/g, (entity, name: string) => entities[name] ?? entity)
  return withoutTokens(text.replace(/\s+/g, ' ').trim())
}

/** What is no text in UTF-8. */
function isBinary(text: string): boolean {
  return /[^\P{Cc}\s]|\ufffd/u.test(text)
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
      /((?:token|secret|authorization)\w{0,40}\\*["']?\s{0,9}[:=]\s{0,9}\\*["']?(?:(?:bearer|basic)\s{1,9})?)[^"'\s,;&}\\]+/gi,
      '$1***',
    )
    .replace(new RegExp(token, 'gi'), '***')
}

/**
 * The longest wait that the server asks for: `x-ogw-ratelimit-reset` in seconds, fractions too (Feishu's gateway),
 * `Retry-After` in seconds or as a date (RFC 9110), or `retry_after_ms` of base/v3 (seen).
 */
function retryAfter(header: Header, body: Readonly<Record<string, unknown>> = {}): number | undefined {
  const after = header('retry-after')
  const [, { retry_after_ms }] = errorsIn(body)
  const asked = [inSeconds(header('x-ogw-ratelimit-reset')), inSeconds(after), untilDate(after, header('date'))]
  if (typeof retry_after_ms === 'number' && retry_after_ms >= 0) asked.push(retry_after_ms / 1000)
  const known = asked.filter((seconds) => seconds !== undefined)
  return known.length > 0 ? Math.max(...known) : undefined
}

function inSeconds(value: string | undefined): number | undefined {
  return value && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
}

/** @param now the server's own time: the clock of a runner may be minutes off */
function untilDate(value: string | undefined, now: string | undefined): number | undefined {
  const date = inMs(value)
  return date === undefined ? undefined : Math.max(0, (date - (inMs(now) ?? Date.now())) / 1000)
}

/** Date.parse alone finds a date in almost any text that has a number. */
function inMs(httpDate: string | undefined): number | undefined {
  const shape = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/
  const ms = httpDate && shape.test(httpDate) ? Date.parse(httpDate) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}

/**
 * What an error response says beyond code and msg, in the spelling of the documentation (`scope`, `url`) and of actual
 * responses (`subject`, `helps`; seen). The value of a field violation is left out: it may be what the user sent.
 */
export function errorDetails(body: Readonly<Record<string, unknown>>): { details: Message[]; links: Quoted[] } {
  const errors = errorsIn(body)
  const [error, dataError] = errors
  const scopes = objects(error.permission_violations).flatMap(({ subject, scope }) => texts(subject ?? scope))
  const fields = objects(error.field_violations)
    .map(({ field, description }) => [...texts(field), ...texts(description)].join(': '))
    .filter((field) => field !== '')
  const values = objects(error.details).flatMap(({ value }) => texts(value))
  const said = [
    ...errors.flatMap(({ message }) => texts(message)),
    ...values,
    ...errors.flatMap(({ hint }) => texts(hint)),
  ]
  // What msg has said already is not said again.
  const news = [...new Set(said)].filter((text) => !(textOf(body.msg) ?? '').includes(text))
  const pages = [...objects(error.helps), ...objects(error.permission_violations)].flatMap(({ url }) => texts(url))
  const inText = [...texts(error.troubleshooter), ...said].flatMap(
    (text) => text.match(/https:\/\/[^\s"'<>，。；）]*[^\s"'<>，。；）.,;:!?)]/g) ?? [],
  )
  const links = [...pages, ...texts(dataError.docs_url), ...texts(memberOf(body, 'data').challenge_url), ...inText]
  const described = [fields.join('; '), news.join(' ')].filter((description) => description !== '')
  return {
    details: [
      ...(scopes.length > 0 ? [{ message: 'missingScopes', scopes: scopes.map(quote) } as const] : []),
      ...described.map((description) => ({ message: 'feishuDetails', description: quote(description) }) as const),
    ],
    links: [...new Set(links)].filter((link) => link.startsWith('https://')).map(quote),
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
