import type { CallResult, Client } from '../feishu/client.ts'
import type { Clock } from '../feishu/clock.ts'
import type { CallFailure } from '../feishu/error.ts'
import type { Endpoint, Request } from '../feishu/request.ts'
import type { outputNames } from '../inputs/contract.ts'
import type { LinkHost } from '../inputs/domain.ts'
import type { InputName, Inputs } from '../inputs/read.ts'
import type { Message } from '../messages/index.ts'
import type { Row, Table } from '../runner/summary.ts'

/** An output that is not known stays unset. */
export type Outputs = Partial<Record<(typeof outputNames)[number], string>>

/** One kind of step, declared. What can be derived from it is derived: "Used by", the tables of scopes and rates. */
export interface Operation {
  name: string
  /** The inputs it uses besides the common ones; any other that is given produces a warning. */
  inputs: readonly InputName[]
  /** Its own calls; the output `attempts` counts these. */
  endpoints: readonly Endpoint[]
  /** Calls that find out what the own calls need. */
  lookups: readonly Endpoint[]
  /** Which tokens it accepts; `none` for a webhook, which is called with no app at all. */
  tokens: Endpoint['tokens'] | 'none'
  /**
   * Checks its inputs; sends nothing.
   * @throws StepError for the first one that is wrong
   */
  prepare(inputs: Inputs): Promise<Plan>
}

/** A step that is ready to run. */
export interface Plan {
  /** What is about to happen, for the log. */
  description: Message
  /** Whose host a link among the inputs has. */
  platform?: LinkHost | undefined
  /** Where the requests go, where that is not the platform. */
  baseUrl?: string
  /** The most that timeout_seconds can be, where the step has little time. */
  attemptSeconds?: number
  /** What will be sent, in order, for a dry run. */
  requests: readonly PlannedRequest[]
  /** What the summary says it was done to. */
  target: readonly Row[]
  /** Outputs that are known before the first request. */
  outputs?: Outputs
  /** What the user should know before anything is sent. */
  warnings?: readonly Message[]
  /** Values of the user's that must not reach the log through a message of the server's. */
  sensitive?: readonly string[]
  /** @throws FeishuError when a call fails and there is nothing to add to it */
  perform(client: Client, context: Context): Promise<Result>
}

/** A request as a dry run prints it. */
export interface PlannedRequest {
  request: Request
  /** Which of several targets it is for. */
  about?: Message
  /** The input that holds its URL, where that is a secret. */
  shownAs?: InputName
}

/** What an operation can use while it runs. */
export interface Context {
  clock: Clock
  cancelled: AbortSignal
  log: (message: Message) => void
}

/** What a step led to: success, unless there is an error. */
export interface Result {
  outputs: Outputs
  error?: StepFailure
  /** The summary has the first one. */
  log?: readonly Message[]
  warnings?: readonly Message[]
  rows?: readonly Row[]
  table?: Table
}

/** Why a step fails. */
export type StepFailure =
  /** A call, with what it means for the step. */
  | { kind: 'call'; failure: CallFailure; targets?: { failed: number; total: number } }
  /** Anything else: an input, the network's settings. */
  | { kind: 'message'; messages: readonly Message[] }

/** The outputs that every response gives. */
export function responseOutputs({ response, attempts }: CallResult): Outputs {
  const { code, msg, http_status, log_id, text } = response
  return {
    code: String(code),
    msg,
    http_status: String(http_status),
    ...(log_id !== undefined && { log_id }),
    response: text,
    attempts: String(attempts),
  }
}

/**
 * The outputs of a failed call, as far as they are known.
 * @param own the operation's own calls; lookups are not counted as its attempts
 */
export function failureOutputs(own: readonly Endpoint[], failure: CallFailure): Outputs {
  const { call, neededBy = call, code, msg, http_status, log_id, response, attempts } = failure
  const counted = own.some(({ name }) => name === neededBy)
  return {
    ...(code !== undefined && { code }),
    ...(msg !== undefined && { msg }),
    ...(http_status !== undefined && { http_status: String(http_status) }),
    ...(log_id !== undefined && { log_id }),
    ...(response !== undefined && { response }),
    attempts: String(counted ? attempts : 0),
  }
}
