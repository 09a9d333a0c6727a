import { setOutput } from '@actions/core'
import { outputNames } from './contract.ts'
import { FeishuFailure } from './feishu/failure.ts'
import { text } from './fields.ts'
import type { Step } from './inputs.ts'
import { explain, failureOutputs, type Result } from './operations/operation.ts'
import type { Log } from './runner/log.ts'
import type { Secrets } from './runner/secrets.ts'
import { type Summary, writeSummary } from './runner/summary.ts'

/** How a step ended; `step` is missing where its inputs could not be read. */
export interface Ending {
  step: Step | undefined
  result: Result
  milliseconds: number
}

/** Says what is about to happen. */
export function announce({ plan, warnings }: Step, log: Log): void {
  for (const warning of warnings) log.warning(warning)
  log.info(`${plan.doing}.`)
}

/** What a dry run comes to: the requests that a real run would send, with the names of what is in them. */
export function dryRun({ plan, baseUrl }: Step): Result {
  const rows = plan.requests.map(({ name, method, path, fields }) => [
    name,
    `${method} ${baseUrl}${path}`,
    fields.join(', '),
  ])
  const table = { head: ['call', 'request', 'fields'], rows }
  return { outputs: {}, lines: ['Dry run: nothing was sent. A real run would send:'], warnings: [], rows: [], table }
}

/** What a step comes to that was broken off. */
export function failed(error: unknown, step: Step | undefined): Result {
  const common = { lines: [], warnings: [], rows: [] }
  const known = step?.plan.outputs ?? {}
  if (error instanceof FeishuFailure && step) {
    const { name } = step.operation
    return {
      ...common,
      outputs: { ...known, ...failureOutputs(name, error.failure) },
      error: explain(name, error.failure),
    }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { ...common, outputs: known, error: { sentences: [message], links: [] } }
}

/** Outputs first, so that a later step has them after a failure too; then log and summary; at most one error. */
export function report(ending: Ending, secrets: Secrets, log: Log): void {
  const { lines, table, warnings, error } = ending.result
  const problems = [
    ...attempt('The outputs cannot be written', () => publish(ending, secrets)),
    ...attempt('The job summary cannot be written', () => summarize(ending, secrets)),
  ]
  for (const line of lines) log.info(line)
  for (const row of table?.rows ?? []) log.info(row.filter(Boolean).join('  '))
  for (const warning of warnings) log.warning(warning)
  const sentences = [...(error?.sentences ?? []), ...problems]
  if (sentences.length > 0)
    log.error([...sentences, ...(error?.links ?? []).slice(0, 1).map((link) => `See ${link}`)].join(' '))
  else
    log.info(
      facts(ending)
        .map(({ label, value }) => `${label} ${value}`)
        .join(', '),
    )
}

function attempt(what: string, action: () => void): string[] {
  try {
    action()
    return []
  } catch (error) {
    return [`${what}: ${error instanceof Error ? error.message : error}.`]
  }
}

function publish({ step, result }: Ending, secrets: Secrets): void {
  const outputs = { ...(step?.connection && step.plan.outputs), ...result.outputs }
  for (const name of outputNames) {
    const value = outputs[name]
    if (value !== undefined) setOutput(name, secrets.withoutSecrets(value))
  }
}

function summarize(ending: Ending, secrets: Secrets): void {
  if (!/^true$/i.test(text('summary'))) return
  const { step, result } = ending
  const { rows, table, error, warnings, lines } = result
  const safe = secrets.withoutPrivate
  const outcome = error ? 'failed' : step?.connection ? 'succeeded' : 'dry run'
  const summary: Summary = {
    heading: `${step?.operation.name ?? 'Feishu automation'}: ${outcome}`,
    rows: [...(step?.plan.target ?? []), ...rows, ...facts(ending)].map((row) => ({ ...row, value: safe(row.value) })),
    table: table && { head: table.head, rows: table.rows.map((row) => row.map(safe)) },
    notes: [...(error?.sentences ?? lines), ...warnings].map(safe),
    links: (error?.links ?? []).map(safe),
  }
  writeSummary(summary)
}

/** What is known of the last answer and of the time it took. */
function facts({ result: { outputs }, milliseconds }: Ending): { label: string; value: string }[] {
  const { code, http_status, log_id, attempts } = outputs
  return [
    { label: 'code', value: code },
    { label: 'HTTP status', value: http_status },
    { label: 'log_id', value: log_id },
    { label: 'attempts', value: attempts },
    {
      label: 'duration',
      value: milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`,
    },
  ].flatMap(({ label, value }) => (value === undefined ? [] : [{ label, value }]))
}
