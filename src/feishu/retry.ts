import type { NetworkFault } from '../messages/index.ts'
import {
  classesOfEveryTarget,
  codelessTable,
  entryFor,
  innerHint,
  otherByStatus,
  type Retry,
  type RetryRow,
  retryOf,
} from './error-codes.ts'
import type { Request } from './request.ts'
import type { FeishuResponse, UnexpectedResponse } from './response.ts'
import type { NoResponse, ProxyFault } from './transport.ts'

/** What one request led to. */
export type Attempt = FeishuResponse | UnexpectedResponse | NoResponse

/** What the error table says of one failed attempt of one call. */
export interface RetryRule {
  retry: Retry
  /** The request may have been processed: its outcome is unknown. */
  ambiguous: boolean
  hint: RetryRow['hint']
  /** Upper bound of the first wait, in seconds. */
  firstWaitSeconds: number
  affectsEveryTarget: boolean
  /** The entry of docs/troubleshooting. */
  anchor: string
  /** As of the request's idempotency. */
  rememberedMs: number | undefined
}

/** A server that asks for more than this many seconds ends the step: minutes of a runner cost money. */
export const longestWaitSeconds = 120

/** The longest wait of our own, in seconds. */
const longestBackOffSeconds = 30

/**
 * Classifies a failed attempt by the error table.
 * @param request its idempotency decides whether the table lets it be sent again
 */
export function classify({ path, idempotency }: Request, attempt: Attempt): RetryRule {
  const { kind } = idempotency
  const { row, anchor } = rowFor(path, attempt)
  return {
    retry: retryOf(kind, row),
    ambiguous: kind !== 'read' && row.processed === 'maybe',
    hint: row.hint,
    firstWaitSeconds: row.firstWaitSeconds ?? 1,
    affectsEveryTarget: row.affectsEveryTarget === true || classesOfEveryTarget.includes(row.class),
    anchor,
    rememberedMs: kind === 'idempotent' ? idempotency.rememberedMs : undefined,
  }
}

function rowFor(path: string, attempt: Attempt): { row: RetryRow; anchor: string } {
  if (attempt.kind === 'feishu') {
    const { code, msg } = attempt
    const named = typeof code === 'string' ? innerHint(code) : undefined
    if (named) return { row: { ...otherRow(attempt), hint: named }, anchor: String(code) }
    const entry = typeof code === 'number' ? entryFor(code, path, msg) : undefined
    if (entry) return { row: entry, anchor: `code-${code}` }
    return { row: { ...otherRow(attempt), hint: 'codeUnknown' }, anchor: 'other' }
  }
  const name = codelessName(attempt)
  return {
    row: name === 'other' && attempt.kind === 'unexpected' ? otherRow(attempt) : codelessTable[name],
    anchor: name,
  }
}

function codelessName(attempt: UnexpectedResponse | NoResponse): keyof typeof codelessTable {
  if (attempt.kind === 'no response') {
    const { sent, fault } = attempt
    if (sent) return 'outcome-unknown'
    return fault ? rowsByFault[fault] : 'not-sent'
  }
  const { http_status, claimsSuccess } = attempt
  if (http_status >= 500) return 'http-5xx'
  if (claimsSuccess) return 'other'
  if (http_status === 404) return 'unknown-path'
  if (http_status === 407) return 'proxy-authentication'
  return http_status === 413 ? 'too-large' : 'other'
}

/** The entries of what happens before a request is sent. */
const rowsByFault: Readonly<Record<NetworkFault | ProxyFault, keyof typeof codelessTable>> = {
  nameUnknown: 'name-unknown',
  nameLookupFailed: 'name-lookup-failed',
  refused: 'connection-refused',
  noRoute: 'no-route',
  connectTimedOut: 'connecting-timed-out',
  closed: 'connection-closed',
  certificateUntrusted: 'certificate-untrusted',
  certificateExpired: 'certificate-expired',
  certificateName: 'certificate-name',
  tlsVersion: 'tls-version',
  tlsFailed: 'tls-failed',
  http2Only: 'http2-only',
  notHttp: 'not-sent',
  proxyUnreachable: 'proxy-unreachable',
  proxyAuthenticationRequired: 'proxy-authentication',
  proxyRefused: 'proxy-refused',
  proxyFailed: 'proxy-failed',
  other: 'not-sent',
}

function otherRow(attempt: FeishuResponse | UnexpectedResponse): RetryRow {
  const { http_status } = attempt
  if (attempt.kind === 'unexpected') {
    if (attempt.claimsSuccess) return otherByStatus.contradiction
    if (http_status < 300) return attempt.final ? otherByStatus.finalSuccess : otherByStatus.success
  }
  if (http_status === 429) return otherByStatus.rateLimited
  if (http_status === 503) return otherByStatus.busy
  if (http_status === 408 || http_status === 425) return otherByStatus.tooLate
  return http_status >= 500 ? otherByStatus.serverError : codelessTable.other
}

/** What has happened to a call so far. */
export interface History {
  /** Requests sent. */
  attempts: number
  /** Repeats that waited. */
  waits: number
  /** Repeats after an internal error, of which there are two at most. */
  internal: number
  /** Whether it has asked for a new token, which happens once. */
  renewed: boolean
  /** An attempt left this machine. */
  sent: boolean
  /** Milliseconds since the first one. */
  elapsed: number
  /** An earlier attempt may have been processed. */
  ambiguous: boolean
}

/** How a call continues after a failed attempt; `ms` are milliseconds. */
export type NextRetry = { kind: 'wait'; ms: number } | { kind: 'refresh' } | { kind: 'stop'; askedSeconds?: number }

/**
 * Decides whether a call is sent again: after the longer of what the server asked for and a jittered exponential
 * back-off of at least half its bound.
 * @param askedSeconds what the server asked to wait
 * @param random 0 to below 1
 */
export function nextRetry(
  { retry, firstWaitSeconds, rememberedMs = Number.POSITIVE_INFINITY }: RetryRule,
  { attempts, waits, internal, renewed, elapsed }: History,
  maxAttempts: number,
  askedSeconds: number | undefined,
  random: number,
): NextRetry {
  if (attempts >= maxAttempts || retry === 'no' || (retry === 'twice' && internal === 2)) return { kind: 'stop' }
  if (retry === 'refresh') return renewed ? { kind: 'stop' } : { kind: 'refresh' }
  if (askedSeconds !== undefined && askedSeconds > longestWaitSeconds) return { kind: 'stop', askedSeconds }
  const bound = Math.min(longestBackOffSeconds, firstWaitSeconds * 2 ** waits)
  const backOff = bound * (0.5 + random / 2)
  const ms = Math.ceil(Math.max(backOff, askedSeconds ?? 0) * 1000)
  return elapsed + ms < rememberedMs ? { kind: 'wait', ms } : { kind: 'stop' }
}
