import { type Client, createClient } from './feishu/client.ts'
import { type Clock, systemClock, timeLimit } from './feishu/clock.ts'
import { reasonWithCode } from './feishu/failure.ts'
import { createTransport, type Transport } from './feishu/transport.ts'
import { readInputs, secretsIn } from './inputs/read.ts'
import { createSay } from './messages/index.ts'
import { debugLine } from './operations/debug-line.ts'
import { dryRun } from './operations/dry-run.ts'
import { type Entry, entryPoints } from './operations/index.ts'
import type { Operation, Result } from './operations/operation.ts'
import { failedResult, report } from './report.ts'
import { createLog } from './runner/log.ts'
import { createSecrets } from './runner/secrets.ts'
import { hasSummary, readStep, type Step } from './step.ts'

/** What a step needs besides its environment. */
export interface Runtime {
  openTransport(baseUrl: string, clock: Clock): Transport
  clock: Clock
  /** 0 to below 1. */
  random: () => number
}

const system: Runtime = {
  openTransport: (baseUrl, clock) => createTransport(baseUrl, process.env, clock),
  clock: systemClock,
  random: Math.random,
}

/**
 * The step: masks its secrets, checks its inputs, makes its call, and reports.
 * Never rejects: a failure is one annotation and exit code 1.
 * @param cancelled fires when the job is cancelled
 */
export async function run(entry: Entry, cancelled: AbortSignal, runtime: Runtime = system): Promise<void> {
  const { clock, random } = runtime
  const entryPoint = entryPoints[entry]
  const started = clock.now()
  const inputs = readInputs(entryPoint.action)
  const secrets = createSecrets(secretsIn(inputs))
  const say = await createSay(inputs.language, secrets.redactFreeText)
  const log = createLog(say, secrets.redact)

  let operation: Operation | undefined
  let step: Step | undefined
  let client: Client | undefined
  let result: Result
  let close = () => {}
  try {
    const chosen = entryPoint.operationOf(inputs)
    operation = chosen
    operation.begin?.()
    step = await readStep(entryPoint, operation, inputs)
    const { plan, credentials, timeoutSeconds, maxAttempts } = step
    secrets.addSensitive(plan.sensitive ?? [])
    for (const warning of step.warnings) log.warning(warning)
    if (credentials) {
      log.info(plan.description)
      const transport = runtime.openTransport(plan.baseUrl, clock)
      const limit = timeLimit(clock, plan.limitSeconds, cancelled)
      close = () => {
        transport.close()
        limit.clear()
      }
      client = createClient(
        { baseUrl: plan.baseUrl, credentials, timeoutSeconds, maxAttempts },
        {
          transport,
          clock,
          random,
          cancelled: limit.signal,
          onSecret: secrets.add,
          onSent: (...sent) => log.debug(debugLine(chosen, ...sent)),
          onRetry: (failure, next) =>
            log.info({ message: 'retrying', call: failure.call, reason: reasonWithCode(failure), next }),
        },
      )
      result = await plan.perform(client, { clock, cancelled: limit.signal, log: log.info })
    } else {
      result = dryRun(plan, step.obtainsToken)
    }
  } catch (error) {
    result = failedResult(error, operation?.leftBehind?.())
  }
  close()
  const attempts = client && operation && client.attempts(operation.endpoints)
  const milliseconds = clock.now() - started
  report(
    { operation, step, result, attempts, milliseconds, summary: step?.summary ?? hasSummary(inputs) },
    secrets,
    say,
    log,
  )
}
