import type { InputName, Outputs } from '../contract.ts'
import type { LinkHost } from '../domain.ts'
import type { Answer } from '../feishu/answer.ts'
import type { Feishu } from '../feishu/client.ts'
import type { Clock } from '../feishu/clock.ts'
import type { Failure, Hide } from '../feishu/failure.ts'

/** One kind of step, declared: its inputs, its requests, what they give. */
export interface Operation {
  name: string
  /** The inputs it uses beside the common ones; any other that is given draws a warning. */
  inputs: readonly InputName[]
  /** Whether Feishu takes a user_access_token for it, or a tenant_access_token only. */
  tokens: 'tenant or user' | 'tenant'
  /**
   * Reads and checks its inputs; sends nothing.
   * @throws InputError for the first one that is wrong
   */
  plan(): Promise<Plan>
}

/** A step that is ready to be carried out. */
export interface Plan {
  /** What is about to happen, for the log. */
  doing: string
  /** Whose a link among the inputs is. */
  platform?: LinkHost | undefined
  /** What it will send, in order, for a dry run. */
  requests: readonly PlannedRequest[]
  /** What the summary says it was done to. */
  target: readonly Row[]
  /** Outputs that are known before the first request. */
  outputs: Outputs
  /** What the user should hear before anything is sent. */
  warnings: readonly string[]
  /** Texts of the user's that no message of the server's may bring into the log. */
  private: readonly string[]
  /** @throws FeishuFailure when a call fails and there is nothing to add to it */
  perform(feishu: Feishu, progress: Progress): Promise<Result>
}

export interface PlannedRequest {
  /** `wiki node look-up`, `update-workflow`. */
  name: string
  method: string
  path: string
  /** Names of the fields in its body, never their values. */
  fields: readonly string[]
}

export interface Progress {
  clock: Clock
  info: (line: string) => void
  hide: Hide
}

/** A line of the summary; `link` makes the value one. */
export interface Row {
  label: string
  value: string
  link?: string | undefined
}

/** What a step came to: success, unless there is a failure. */
export interface Result {
  outputs: Outputs
  failure?: Failure
  /** What went wrong without Feishu: an input, the network's settings. */
  fault?: string
  /** What the log says of it; the summary has the first line. */
  lines: readonly string[]
  warnings: readonly string[]
  rows: readonly Row[]
  table?: Table
}

export interface Table {
  head: readonly string[]
  rows: readonly (readonly string[])[]
}

/** A table's rows for the log. */
export function rowLines({ rows }: Table): string[] {
  return rows.map((row) => row.filter((cell) => cell !== '').join('  '))
}

/** The outputs that every answer gives. */
export function answerOutputs(answer: Answer, attempts: number): Outputs {
  const { code, msg, http_status, log_id, text } = answer
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
 * @param operation the step's own call; requests for a look-up are not counted as its attempts
 */
export function failureOutputs(operation: string, failure: Failure): Outputs {
  const { call, code, msg, http_status, log_id, response, attempts } = failure
  return {
    ...(code !== undefined && { code }),
    ...(msg !== undefined && { msg }),
    ...(http_status !== undefined && { http_status: String(http_status) }),
    ...(log_id !== undefined && { log_id }),
    ...(response !== undefined && { response }),
    attempts: String(call === operation ? attempts : 0),
  }
}
