import { type Outputs, outputNames } from './contract.ts'
import { FeishuFailure, sentences as sentencesOf } from './feishu/failure.ts'
import { text } from './fields.ts'
import type { Step } from './inputs.ts'
import { failureOutputs, type Result, type Row, rowLines } from './operations/operation.ts'
import type { Log } from './runner/log.ts'
import { setOutputs } from './runner/outputs.ts'
import type { Secrets } from './runner/secrets.ts'
import { writeSummary } from './runner/summary.ts'

/** How a step ended; `step` is missing where its inputs could not be read. */
export interface Ending {
  step: Step | undefined
  result: Result
  milliseconds: number
}

/** Says what is about to happen. */
export function announce({ plan, warnings, connection }: Step, log: Log): void {
  for (const warning of warnings) log.warning(warning)
  if (connection) log.info(`${plan.doing}.`)
}

/** What a dry run comes to: the requests that a real run would send, with the names of what is in them. */
export function dryRun({ plan, baseUrl }: Step): Result {
  const rows = plan.requests.map((request) => [
    request.name,
    `${request.method} ${baseUrl}${request.path}`,
    request.fields.join(', '),
  ])
  const table = { head: ['call', 'request', 'fields'], rows }
  const lines = ['Dry run: nothing was sent.', 'A real run would send:', ...rowLines(table)]
  return { outputs: {}, lines, warnings: [], rows: [], table }
}

/** What a step comes to that was broken off. */
export function brokenOff(error: unknown, step: Step | undefined): Result {
  const common = { lines: [], warnings: [], rows: [] }
  if (error instanceof FeishuFailure && step) {
    return { ...common, outputs: failureOutputs(step.operation.name, error.failure), failure: error.failure }
  }
  return { ...common, outputs: {}, fault: messageOf(error) }
}

/** Outputs first, so that a later step has them after a failure too; then log and summary; at most one error. */
export function report(ending: Ending, secrets: Secrets, log: Log): void {
  const { lines, warnings, failure } = ending.result
  const outputs = knownOutputs(ending)
  const facts = factsOf(outputs, ending.milliseconds)
  const sentences = errorOf(ending, secrets)
  const error = [
    ...sentences,
    ...attempt('The outputs cannot be written', () => publish(outputs, secrets)),
    ...(failure?.links ?? []).slice(0, 1).map((link) => `See ${secrets.hidePrivate(link)}`),
  ]
  for (const line of lines) log.info(line)
  const unwritten = attempt('The job summary cannot be written', () => summarize(ending, facts, sentences, secrets))
  for (const warning of [...warnings, ...unwritten]) log.warning(warning)
  if (error.length > 0) log.error(error.join(' '))
  else log.info(`${facts.map(({ label, value }) => `${label} ${secrets.hidePrivate(value)}`).join(', ')}.`)
}

function errorOf({ step, result: { failure, fault } }: Ending, secrets: Secrets): string[] {
  if (fault !== undefined) return [fault]
  return failure && step ? sentencesOf(step.operation.name, failure, secrets.hidePrivate) : []
}

function attempt(what: string, action: () => void): string[] {
  try {
    action()
    return []
  } catch (error) {
    return [`${what}: ${messageOf(error)}.`]
  }
}

function publish(outputs: Outputs, secrets: Secrets): void {
  const known = outputNames.flatMap((name) =>
    outputs[name] === undefined ? [] : [[name, secrets.hide(outputs[name])]],
  )
  setOutputs(Object.fromEntries(known))
}

function knownOutputs({ step, result }: Ending): Outputs {
  return { ...(step?.connection && step.plan.outputs), ...result.outputs }
}

function summarize(
  { step, result }: Ending,
  facts: readonly Row[],
  error: readonly string[],
  { hide, hidePrivate }: Secrets,
): void {
  if (text('summary').toLowerCase() !== 'true') return
  const { rows, table, failure, warnings, lines } = result
  const outcome = error.length > 0 ? 'failed' : step?.connection ? 'succeeded' : 'dry run'
  const served = [...rows, ...facts].map((row) => ({ ...row, value: hidePrivate(row.value) }))
  writeSummary({
    heading: `${step?.operation.name ?? 'Feishu automation'}: ${outcome}`,
    rows: [...(step?.plan.target ?? []).map((row) => ({ ...row, value: hide(row.value) })), ...served],
    table: table && { head: table.head, rows: table.rows.map((row) => row.map(hide)) },
    notes: [...(error.length > 0 ? error : lines.slice(0, 1)), ...warnings].map(hide),
    links: (failure?.links ?? []).map(hidePrivate),
  })
}

/** What is known of the last answer and of the time it took. */
function factsOf({ idempotent_key, code, http_status, log_id, attempts }: Outputs, milliseconds: number): Row[] {
  const duration = milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`
  return [
    { label: 'idempotent_key', value: idempotent_key },
    { label: 'code', value: code },
    { label: 'HTTP status', value: http_status },
    { label: 'log_id', value: log_id },
    { label: 'attempts', value: attempts },
    { label: 'duration', value: duration },
  ].flatMap(({ label, value }) => (value === undefined ? [] : [{ label, value }]))
}

function messageOf(error: unknown): string {
  return String(error).replace(/^Error: /, '')
}
