import type { Call } from './call.ts'
import type * as errorTable from './error-table.ts'
import type { Attempt, History } from './recovery.ts'

type Row = Omit<errorTable.ErrorEntry, 'codes'>

/** What the error table says of one failed attempt of one call. */
export interface Verdict {
  repeat: 'no' | 'yes' | 'refresh' | 'twice'
  /** The request may have been carried out: its outcome is unknown. */
  ambiguous: boolean
  hint: string
  /** Upper bound of the first wait, in seconds. */
  firstWait: number
}

/** A server that asks for more than this many seconds ends the step: a runner's minutes cost money. */
const longestAskedWait = 120

/**
 * Judges a failed attempt by the error table.
 * @param call tells which column applies: an operation that starts something is repeated only if nothing ran, or
 *   under its key
 * @param attempt an answer that refuses or that nobody promised, or none at all
 * @param table the error table's module, which is loaded for this alone
 */
export function judge(call: Call, attempt: Attempt, table: typeof errorTable): Verdict {
  const { codelessTable } = table
  const row = rowFor(attempt, table)
  const { hint, firstWaitSeconds: firstWait = 1 } = row
  const http_status = attempt.kind === 'unanswered' ? 0 : attempt.http_status
  const unlisted = row === codelessTable['anything else']
  if (call.repeat.safe === 'always') {
    const atFault = http_status === 429 || http_status >= 500
    const repeat = unlisted && atFault ? 'yes' : row.idempotent
    // Of a read there is no outcome to be unsure of.
    const lost = row === codelessTable['outcome unknown'] || row === codelessTable['http 5xx'] || http_status === 504
    const ambiguous = lost && call.method === 'PUT'
    return { repeat, ambiguous, hint, firstWait }
  }
  // An unknown code under 5xx, or an answer nobody promised under 2xx, tells nothing of what ran before it.
  const silent = unlisted && (http_status >= 500 || (attempt.kind === 'foreign' && http_status < 300))
  return {
    repeat: row.execute === 'key' ? 'yes' : row.execute,
    ambiguous: row.execute === 'key' || silent,
    hint,
    firstWait,
  }
}

function rowFor(attempt: Attempt, { codelessTable, entryFor }: typeof errorTable): Row {
  if (attempt.kind === 'unanswered') return codelessTable[attempt.sent ? 'outcome unknown' : 'not sent']
  if (attempt.kind === 'feishu') return entryFor(attempt.code) ?? codelessTable['anything else']
  if (attempt.http_status === 404) return codelessTable['unknown path']
  return codelessTable[attempt.http_status >= 500 ? 'http 5xx' : 'anything else']
}

/** How a call goes on after a failed attempt; `ms` are milliseconds. */
export type Next = { kind: 'wait'; ms: number } | { kind: 'renew' } | { kind: 'stop'; note?: string }

/**
 * Decides whether a call is sent again.
 * @param asked seconds the server asked to wait, which are obeyed; else full jitter over an exponential bound
 * @param random 0 to below 1
 */
export function nextStep(
  { repeat, firstWait }: Verdict,
  { attempts, waits, internal }: Pick<History, 'attempts' | 'waits' | 'internal'>,
  maxAttempts: number,
  asked: number | undefined,
  random: number,
): Next {
  if (attempts >= maxAttempts || repeat === 'no' || (repeat === 'twice' && internal === 2)) return { kind: 'stop' }
  if (repeat === 'refresh') return { kind: 'renew' }
  if (asked === undefined) return { kind: 'wait', ms: Math.round(random * Math.min(30, firstWait * 2 ** waits) * 1000) }
  if (asked <= longestAskedWait) return { kind: 'wait', ms: Math.ceil(asked * 1000) }
  return {
    kind: 'stop',
    note: `The server asks to wait ${asked} s, and a step waits ${longestAskedWait} s at the most.`,
  }
}
