import { isObject, parseExact } from '../json.ts'
import type { Exchange, Header } from './transport.ts'

type Answered = Extract<Exchange, { kind: 'answered' }>

/** What every answer has, whoever wrote it. */
interface Envelope {
  http_status: number
  /** What Feishu's support asks for. */
  log_id: string | undefined
  text: string
  /** Seconds the server asks to wait. */
  retryAfter: number | undefined
}

/** An answer in Feishu's form: `code` decides, 0 is success. */
export interface Answer extends Envelope {
  kind: 'feishu'
  code: number
  msg: string
  body: Readonly<Record<string, unknown>>
}

/** An answer that is not in Feishu's form: a proxy's page, half a body, a redirect. */
export interface ForeignAnswer extends Envelope {
  kind: 'foreign'
  problem: string
  firstLine: string
}

/**
 * Reads an HTTP answer as the Open Platform writes it: a JSON object with a numeric `code`. The HTTP status does not
 * decide, since the same error arrives under different ones.
 */
export function readAnswer(exchange: Answered): Answer | ForeignAnswer {
  const { http_status, header, text } = exchange
  const parsed = http_status >= 300 && http_status < 400 ? undefined : parse(exchange)
  const body = isObject(parsed) ? parsed : undefined
  const log_id = logIdOf(header, body)
  // Of an answer over the limit, what was read is of use to nobody.
  const envelope: Envelope = { http_status, log_id, text: exchange.whole ? text : '', retryAfter: retryAfter(header) }
  if (body && typeof body.code === 'number') {
    return { ...envelope, kind: 'feishu', code: body.code, msg: scalarText(body.msg) ?? '', body }
  }
  return { ...envelope, kind: 'foreign', problem: problemOf(exchange, parsed), firstLine: firstLine(text) }
}

/**
 * What to quote to Feishu's support. The header comes first, as in Feishu's own SDKs; for the field, the documents spell
 * logid and the wire log_id.
 */
export function logIdOf(header: Header, body: Readonly<Record<string, unknown>> = {}): string | undefined {
  const error = isObject(body.error) ? body.error : {}
  return [header('x-tt-logid'), header('x-request-id'), error.log_id, error.logid, body.log_id]
    .map(scalarText)
    .find((id) => id)
}

function parse({ text, whole }: Answered): unknown {
  try {
    return whole ? parseExact(text) : undefined
  } catch {
    return undefined
  }
}

function problemOf({ http_status, text, whole }: Answered, parsed: unknown): string {
  if (http_status >= 300 && http_status < 400) return 'the answer is a redirect, which is never followed'
  if (!whole) return 'the answer is over 10 MiB'
  if (text.trim() === '') return 'the answer is empty'
  if (parsed === undefined) return 'the answer is not JSON'
  return isObject(parsed) ? 'the answer has no numeric code' : 'the answer is not a JSON object'
}

/** The first line that says anything; what a secret may stand in is cut only once it is hidden. */
function firstLine(text: string): string {
  const line = /\S[^\r\n]*/.exec(text)?.[0] ?? ''
  return withoutTokens(line.slice(0, 10_000))
}

/** A text without what follows a token's or a secret's name: a torn answer may hold a token nobody could read. */
export function withoutTokens(text: string): string {
  return text.replace(
    /((?:token|secret|authorization)\w{0,40}\\*["']?\s{0,9}[:=]\s{0,9}\\*["']?(?:bearer\s{1,9})?)[^"'\s,;&}\\]+/gi,
    '$1***',
  )
}

/** `x-ogw-ratelimit-reset`: seconds, fractions too (Feishu's gateway). `Retry-After`: seconds or a date (RFC 9110). */
function retryAfter(header: Answered['header']): number | undefined {
  const after = header('retry-after')
  return inSeconds(header('x-ogw-ratelimit-reset')) ?? inSeconds(after) ?? untilDate(after)
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
 * Text where Feishu promises text; a number there gives its digits.
 * @returns undefined for anything else
 */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : undefined
}
