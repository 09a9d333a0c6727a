import type { CallResult, Client } from '../feishu/client.ts'
import type { Clock } from '../feishu/clock.ts'
import type { CallFailure } from '../feishu/error.ts'
import type { Endpoint, Request } from '../feishu/request.ts'
import type { ActionName, InputName, Inputs, OutputName } from '../inputs/read.ts'
import type { Message, Subject } from '../messages/index.ts'
import type { Row, Table } from '../runner/summary.ts'

/** An output that is not known stays unset; one that the action does not declare is a compile error. */
export type Outputs<Action extends ActionName = ActionName> = Partial<Record<OutputName<Action>, string>>

/** The outputs of every action that tell of a response. */
export type ResponseOutputs = Partial<Record<'code' | 'msg' | 'http_status' | 'log_id' | 'response', string>>

/** One kind of step, declared. What can be derived from it is derived: its tokens, the tables of scopes and rates. */
export interface Operation<Action extends ActionName = ActionName> {
  name: string
  /** The input that chooses it, where its action has others. */
  chosenBy?: InputName<Action>
  /** What it works with: what to look at when a call fails. */
  subject: Subject
  /**
   * The inputs that it uses and another operation of its action does not. One that only another lists produces a warning
   * if it is given. Without them where its action has no other operation.
   */
  inputs?: readonly InputName<Action>[]
  /** Its own calls; the output `attempts` counts these. */
  endpoints: readonly Endpoint[]
  /** Calls that find out what the own calls need. */
  lookups?: readonly Endpoint[]
  /** Outputs that a later step has whatever happens, also where the inputs are wrong, and in a dry run. */
  defaults?: Outputs<Action>
  /**
   * Comes before everything else.
   * @throws StepError
   */
  begin?: () => void
  /** It runs when the job ends: its outputs reach nobody, and it undoes what a dry run would not have done. */
  post?: true
  /** What a person has to know where the step cannot even begin, and what to do then. */
  leftBehind?: () => LeftBehind
  /**
   * Checks its inputs; sends nothing.
   * @throws StepError for the first one that is wrong
   */
  prepare(inputs: Inputs): Promise<Plan<Action>>
}

/** A step that is ready to run. */
export interface Plan<Action extends ActionName = ActionName> {
  /** What is about to happen, for the log. */
  description: Message
  /** Where the requests go; no slash at the end. */
  baseUrl: string
  /** The most that it may take; what is left then is not tried. */
  limitSeconds?: number
  /** What will be sent, in order, for a dry run. */
  requests: () => readonly PlannedRequest[]
  /** Rows of the summary that name the target. */
  target: readonly Row[]
  /** Outputs that are known before the first request. */
  outputs?: Outputs<Action>
  /** What the user should know before anything is sent. */
  warnings: readonly Message[]
  /** Values of the user's that must not reach the log through a message of the server's. */
  sensitive?: readonly string[]
  /** @throws FeishuError when a call fails and there is nothing to add to it */
  perform(client: Client, context: Context): Promise<Result<Action>>
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
export interface Result<Action extends ActionName = ActionName> {
  outputs: Outputs<Action>
  error?: StepFailure
  /** The first one says what happened, in the summary too. */
  log?: readonly Message[]
  warnings?: readonly Message[]
  table?: Table
  /** What a person has to know and to do where the outputs cannot be written, and so reach no later step. */
  withoutOutputs?: Pick<LeftBehind, 'notes' | 'next'>
}

/** What is left to do: sentences of the annotation, and what log and summary list. */
export interface LeftBehind extends Pick<Result, 'log' | 'table'> {
  notes: readonly Message[]
  next: readonly Message[]
}

/** Why a step fails; `next` is what to do about it, beyond what the hint of a failed call says. */
export type StepFailure =
  /** A call, with what it means for the step. */
  | { kind: 'call'; failure: CallFailure; targets?: { failed: number; total: number }; next?: readonly Message[] }
  /** Anything else: an input, the network's settings. */
  | { kind: 'message'; messages: readonly Message[]; next?: readonly Message[] }

/** The tokens that an operation accepts: those that all of its calls do. */
export function tokensOf({ endpoints }: Operation): Endpoint['tokens'] {
  const tokens = endpoints.map((endpoint) => endpoint.tokens)
  return tokens.find((each) => each !== 'tenant or user') ?? 'tenant or user'
}

/** The outputs that every response gives. */
export function responseOutputs({ response }: Pick<CallResult, 'response'>): ResponseOutputs {
  return knownOutputs({ ...response, code: String(response.code), response: response.text })
}

/** The same, as far as they are known: a call that failed may have had no response. */
export function knownOutputs({ code, msg, http_status, log_id, response }: Partial<CallFailure>): ResponseOutputs {
  return {
    ...(code !== undefined && { code }),
    ...(msg !== undefined && { msg }),
    ...(http_status !== undefined && { http_status: String(http_status) }),
    ...(log_id !== undefined && { log_id }),
    ...(response !== undefined && { response }),
  }
}
