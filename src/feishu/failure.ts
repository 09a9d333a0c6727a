import type { Call } from './call.ts'
import type { Reply } from './client.ts'

/** Why a call did not succeed, in parts: what outputs carry and what a person reads. */
export interface Failure {
  /** The call that failed: a token or a look-up can fail before the step's own call. */
  call: string
  /** What happened, as a clause: `Feishu refused it`. */
  what: string
  /** Of an answer nobody promised: its first line. Of a flow that failed without a code: its message. */
  firstLine?: string | undefined
  code?: string | undefined
  msg?: string | undefined
  http_status?: number | undefined
  log_id?: string | undefined
  /** The answer's body. */
  response?: string | undefined
  /** Whole sentences in which Feishu says more: missing scopes, wrong fields. */
  details: readonly string[]
  /** Whole sentences of our own: how often it was tried, what is unknown. */
  notes: readonly string[]
  /** What to do next. */
  hint: string
  /** Feishu's own pages about it. */
  links: readonly string[]
  /** True when the job was cancelled meanwhile. */
  cancelled: boolean
  /** Requests sent for the call, those for its token not counted. */
  attempts: number
}

/** Thrown where a call fails; {@link sentences} puts its failure into words. */
export class FeishuFailure extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.what)
    this.failure = failure
  }
}

/** Takes out of a server's words what must not be shown. */
export type Hide = (words: string) => string

/**
 * What failed, code and msg, HTTP status, log_id, then what to do about it: one sentence each.
 * @param operation the step's operation, which every message names
 */
export function sentences(operation: string, failure: Failure, hide: Hide): string[] {
  const { call, what, firstLine, code, msg, http_status, log_id, details, notes, hint } = failure
  const whose = call === operation ? `${operation} failed` : `${operation} failed at its ${call}`
  return [
    sentence(firstLine ? `${whose}: ${what}: ${brief(firstLine, hide)}` : `${whose}: ${what}`),
    ...(code === undefined
      ? []
      : [sentence(`code ${brief(code, hide)}${msg ? `: ${brief(msg, hide)}` : ', without a msg'}`)]),
    ...(http_status === undefined ? [] : [`HTTP status ${http_status}.`]),
    ...(log_id === undefined ? [] : [`log_id ${brief(log_id, hide)}.`]),
    ...details.map((detail) => brief(detail, hide)),
    ...notes,
    hint,
  ]
}

/** The same in a few words: why a call is sent again. */
export function reason({ code, msg, what, firstLine, http_status }: Failure, hide: Hide): string {
  const status = http_status === undefined ? '' : `HTTP ${http_status}, `
  if (code === undefined) return `${status}${what}${firstLine ? `: ${brief(firstLine, hide)}` : ''}`
  return `${status}code ${brief(code, hide)}${msg ? ` ${brief(msg, hide)}` : ''}`
}

/** A server can send megabytes; the rest of the message has to stay in sight. */
function brief(words: string, hide: Hide): string {
  // Hidden first: half a secret would not be found.
  const shown = hide(words.slice(0, 10_000))
  return shown.length > 500 ? `${shown.slice(0, 500)}…` : shown
}

function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?。！？…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

/**
 * An answer with code 0 that does not hold what Feishu documents.
 * @param reply the answer as it came
 * @param what is missing, as a clause
 */
export function unexpected(call: Call, { answer, attempts }: Reply, what: string, hint: string): FeishuFailure {
  const { http_status, log_id, text } = answer
  const common = { call: call.name, http_status, log_id, details: [], notes: [], links: [], cancelled: false, attempts }
  return new FeishuFailure({ ...common, what, response: text, hint })
}
