import { FeishuError } from './feishu/error.ts'
import { reasonWithCode } from './feishu/failure.ts'
import { tokenKind } from './feishu/token.ts'
import { causeOf, type Message, type Say, StepError } from './messages/index.ts'
import { knownOutputs, type LeftBehind, type Operation, type Outputs, type Result } from './operations/operation.ts'
import { nextSteps, type Situation } from './operations/remedy.ts'
import { docsFolder } from './runner/docs.ts'
import type { Log } from './runner/log.ts'
import { setOutputs } from './runner/outputs.ts'
import type { Secrets } from './runner/secrets.ts'
import { type Row, writeSummary } from './runner/summary.ts'
import type { Step } from './step.ts'

/** How a step ended; `operation` and `step` are missing where the inputs could not be read so far. */
export interface StepOutcome {
  operation: Operation | undefined
  step: Step | undefined
  result: Result
  /** Requests sent for the step's own calls; undefined where nothing could be sent. */
  attempts: number | undefined
  milliseconds: number
  /** Input summary. */
  summary: boolean
}

/**
 * The result of a step that ended with an error.
 * @param left what else a person has to know and to do where nothing was sent
 */
export function failedResult(error: unknown, { notes = [], next = [], ...shown }: Partial<LeftBehind> = {}): Result {
  if (error instanceof FeishuError) {
    const { failure } = error
    return { outputs: knownOutputs(failure), error: { kind: 'call', failure } }
  }
  if (!(error instanceof StepError)) {
    return { outputs: {}, error: { kind: 'message', messages: [{ message: 'unexpectedError', cause: String(error) }] } }
  }
  return { ...shown, outputs: {}, error: { kind: 'message', messages: [error.reason, ...notes], next } }
}

/** Outputs first, so that later steps have them after a failure too; then log and summary; at most one error. */
export function report(outcome: StepOutcome, secrets: Secrets, say: Say, log: Log): void {
  const { result, step } = outcome
  const outputs = outputsOf(outcome)
  const facts = factsOf(outputs, outcome.milliseconds)
  const warnings = [...(result.warnings ?? [])]
  const error = errorMessages(outcome)
  const next = nextMessages(outcome)
  try {
    const tooLong = setOutputs(outputs, secrets.redact)
    if (tooLong.length > 0) warnings.push({ message: 'outputsTooLong', outputs: tooLong })
  } catch (cause) {
    const { execution_id, idempotent_key } = outputs
    // Of a call that was refused, or whose outcome is unknown, the error itself says what a re-run does.
    const made = !result.error || execution_id !== undefined
    const repeats = made && step?.plan.requests().some(({ request }) => request.idempotency.kind === 'none')
    const keys = made ? { execution_id, idempotent_key } : {}
    const { notes = [], next: acts = [] } = result.withoutOutputs ?? {}
    error.push({ message: 'outputsNotWritten', cause: causeOf(cause), repeats, ...keys }, ...notes)
    next.push(...acts)
  }
  for (const line of result.log ?? []) log.info(line)
  try {
    summarize(outcome, error, next, warnings, secrets, say)
  } catch (cause) {
    warnings.push({ message: 'summaryNotWritten', cause: causeOf(cause) })
  }
  for (const warning of warnings) log.warning(warning)
  if (error.length > 0)
    log.error({ title: headingOf(outcome, 'failed'), happened: error, lines: [next, ...linkMessages(outcome)] })
  else if (step?.credentials)
    log.info({
      message: 'facts',
      facts: facts.map(({ label, value }) => `${typeof label === 'string' ? label : say(label)} ${value}`),
    })
}

/** Those known before the first request count where one could be sent. */
function outputsOf({ operation, step, result, attempts }: StepOutcome): Outputs {
  if (operation?.post) return {}
  return {
    ...operation?.defaults,
    ...(step?.credentials && step.plan.outputs),
    ...result.outputs,
    ...(attempts !== undefined && { attempts: String(attempts) }),
  }
}

/** What happened. */
function errorMessages({ operation, result: { error } }: StepOutcome): Message[] {
  if (!error) return []
  if (error.kind === 'message') return [...error.messages]
  const { failure, targets } = error
  const { call, details = [], notes = [] } = failure
  const own = operation?.endpoints.some(({ name }) => name === call)
  // Without an operation, no call has been made.
  const failed = { operation: String(operation?.name), during: own ? undefined : call, targets }
  return [{ message: 'failed', ...failed, reason: reasonWithCode(failure) }, ...details, ...notes]
}

/** What to do next. */
function nextMessages({ step, result: { error } }: StepOutcome): Message[] {
  const steps = error?.kind === 'call' && step ? nextSteps(error.failure, situationOf(step)) : []
  return [...steps, ...(error?.next ?? [])]
}

function situationOf({ operation: { subject, post }, plan, credentials, keyGiven }: Step): Situation {
  const idempotent_key = plan.outputs?.idempotent_key
  return {
    subject,
    post: post === true,
    token: tokenKind(credentials),
    ...(idempotent_key !== undefined && { key: { idempotent_key, given: keyGiven } }),
  }
}

/** Feishu's own page first, then the entry of docs/troubleshooting; each on a line of its own. */
function linkMessages({ result: { error } }: StepOutcome): Message[][] {
  if (error?.kind !== 'call') return []
  const { links = [], anchor } = error.failure
  return [
    ...links.slice(0, 1).map((link) => [{ message: 'feishuLink' as const, link }]),
    ...(anchor ? [[{ message: 'docsLink' as const, folder: docsFolder(), anchor }]] : []),
  ]
}

/** What is known of the last response and of the time it took. */
function factsOf(
  { idempotent_key, message_id, code, http_status, log_id, attempts }: Outputs,
  milliseconds: number,
): Row[] {
  const duration = milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`
  return [
    { label: 'idempotent_key', value: idempotent_key },
    { label: 'message_id', value: message_id },
    { label: 'code', value: code },
    { label: 'http_status', value: http_status },
    { label: 'log_id', value: log_id },
    { label: 'attempts', value: attempts },
    { label: { message: 'rowDuration' } as const, value: duration },
  ].flatMap(({ label, value }) => (value === undefined ? [] : [{ label, value }]))
}

function headingOf({ operation }: StepOutcome, outcome: 'failed' | 'succeeded' | 'dryRun'): Message {
  return { message: 'heading', operation: operation?.name, outcome }
}

/** The same sections for every action; what the table lists is not said once more. */
function summarize(
  outcome: StepOutcome,
  error: readonly Message[],
  next: readonly Message[],
  warnings: readonly Message[],
  { redact }: Secrets,
  say: Say,
): void {
  const { step, result, milliseconds } = outcome
  if (!outcome.summary) return
  const failed = error.length > 0
  const failure = result.error?.kind === 'call' ? result.error.failure : undefined
  const said = failed ? error : (result.log ?? []).slice(0, 1)
  const listed = result.table
    ? ['failedTargets', 'targetFailed', 'notTriedTargets', 'stillDisabled', 'possiblyDisabled']
    : []
  const [first, ...more] = said.filter(({ message }) => !listed.includes(message))
  // Its code and log_id are in the last line.
  const what: Message | undefined =
    first?.message === 'failed' && failure ? { ...first, message: 'happened', reason: failure.reason } : first
  writeSummary(
    {
      failed,
      heading: headingOf(outcome, failed ? 'failed' : step?.credentials ? 'succeeded' : 'dryRun'),
      outcome: what ? [what] : [],
      ...(result.table && { table: result.table }),
      notes: [more, next, ...warnings].filter((note) => !Array.isArray(note) || note.length > 0),
      links: [
        ...(failure?.links ?? []).map((text) => ({ message: 'quoted', text }) as const),
        ...(failure?.anchor ? [{ message: 'docsUrl', folder: docsFolder(), anchor: failure.anchor } as const] : []),
      ],
      facts: [
        ...(step?.plan.target ?? []),
        // Of several requests, those of the one that failed: an output has the last.
        ...factsOf({ ...outputsOf(outcome), ...(failure && knownOutputs(failure)) }, milliseconds),
      ],
    },
    (text) => redact(typeof text === 'string' ? text : say(text)),
  )
}
