import { codelessTable, entryFor, everyTargetClasses, type RetryRow } from './error-codes.ts'
import type { Request } from './request.ts'
import type { FeishuResponse, UnexpectedResponse } from './response.ts'
import type { NoResponse } from './transport.ts'

/** What one request led to. */
export type Attempt = FeishuResponse | UnexpectedResponse | NoResponse

/** What the error table says of one failed attempt of one call. */
export interface RetryRule {
  retry: 'no' | 'yes' | 'refresh' | 'twice'
  /** The request may have been processed: its outcome is unknown. */
  ambiguous: boolean
  hint: RetryRow['hint']
  /** Upper bound of the first wait, in seconds. */
  firstWaitSeconds: number
  affectsEveryTarget: boolean
  /** The entry of docs/troubleshooting. */
  anchor: string
}

/** A server that asks for more than this many seconds ends the step: minutes of a runner cost money. */
export const longestWaitSeconds = 120

/** The longest wait of our own, in seconds. */
const longestBackOffSeconds = 30

/**
 * Classifies a failed attempt by the error table.
 * @param request its idempotency selects the column of the table
 */
export function classify(request: Request, attempt: Attempt): RetryRule {
  const { row, anchor } = rowFor(request, attempt)
  const http_status = attempt.kind === 'no response' ? 0 : attempt.http_status
  const unlisted = row === codelessTable.other
  const claimsSuccess = attempt.kind === 'unexpected' && attempt.claimsSuccess
  return {
    ...ruleFor(request, row, {
      claimsSuccess,
      serverError: unlisted && http_status >= 500,
      rateLimited: unlisted && http_status === 429 && !claimsSuccess,
      // A page nobody documented under 2xx tells nothing of what ran before it.
      silent: unlisted && attempt.kind === 'unexpected' && http_status < 300,
    }),
    hint: row.hint,
    firstWaitSeconds: row.firstWaitSeconds ?? 1,
    affectsEveryTarget: row.everyTarget === true || everyTargetClasses.includes(row.class),
    anchor,
  }
}

interface Signs {
  claimsSuccess: boolean
  serverError: boolean
  rateLimited: boolean
  silent: boolean
}

function ruleFor({ idempotency }: Request, row: RetryRow, signs: Signs): Pick<RetryRule, 'retry' | 'ambiguous'> {
  const { claimsSuccess, serverError, rateLimited, silent } = signs
  const mayHaveRun = claimsSuccess || serverError || silent || row.execute === 'key' || row.mayHaveRun === true
  switch (idempotency.kind) {
    case 'read':
      return { retry: serverError || rateLimited ? 'yes' : row.idempotent, ambiguous: false }
    case 'idempotent':
      return { retry: serverError || rateLimited ? 'yes' : row.idempotent, ambiguous: mayHaveRun }
    case 'key':
      return { retry: row.execute === 'key' || claimsSuccess ? 'yes' : row.execute, ambiguous: mayHaveRun }
    case 'none': {
      const notProcessed = row.class === 'rate limit' || row.execute === 'yes' || rateLimited
      if (row.execute === 'refresh') return { retry: 'refresh', ambiguous: false }
      return { retry: notProcessed ? 'yes' : 'no', ambiguous: mayHaveRun && !notProcessed }
    }
  }
}

function rowFor({ path }: Request, attempt: Attempt): { row: RetryRow; anchor: string } {
  if (attempt.kind === 'feishu') {
    const entry = entryFor(attempt.code, path)
    return entry ? { row: entry, anchor: `code-${attempt.code}` } : { row: codelessTable.other, anchor: 'other' }
  }
  const name = codelessName(attempt)
  return { row: codelessTable[name], anchor: name }
}

function codelessName(attempt: UnexpectedResponse | NoResponse): keyof typeof codelessTable {
  if (attempt.kind === 'no response') {
    if (attempt.error.message === 'proxyAuthenticationRequired') return 'proxy-authentication'
    return attempt.sent ? 'outcome-unknown' : 'not-sent'
  }
  if (attempt.claimsSuccess) return attempt.http_status >= 500 ? 'http-5xx' : 'other'
  if (attempt.http_status === 404) return 'unknown-path'
  if (attempt.http_status === 407) return 'proxy-authentication'
  if (attempt.http_status === 413) return 'too-large'
  return attempt.http_status >= 500 ? 'http-5xx' : 'other'
}

/** What has happened to a call so far. */
export interface History {
  /** Requests sent. */
  attempts: number
  /** Repeats that waited. */
  waits: number
  /** Repeats after an internal error, of which there are two at most. */
  internal: number
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
  { retry, firstWaitSeconds }: RetryRule,
  { attempts, waits, internal }: History,
  maxAttempts: number,
  askedSeconds: number | undefined,
  random: number,
): NextRetry {
  if (attempts >= maxAttempts || retry === 'no' || (retry === 'twice' && internal === 2)) return { kind: 'stop' }
  if (retry === 'refresh') return { kind: 'refresh' }
  if (askedSeconds !== undefined && askedSeconds > longestWaitSeconds) return { kind: 'stop', askedSeconds }
  const bound = Math.min(longestBackOffSeconds, firstWaitSeconds * 2 ** waits)
  const backOff = bound * (0.5 + random / 2)
  return { kind: 'wait', ms: Math.ceil(Math.max(backOff, askedSeconds ?? 0) * 1000) }
}
