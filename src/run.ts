import { createClient } from './feishu/client.ts'
import { type Clock, systemClock } from './feishu/clock.ts'
import { reasonWithCode } from './feishu/failure.ts'
import { createTransport, type Transport } from './feishu/transport.ts'
import { readInputs, secretsIn } from './inputs/read.ts'
import { createSay } from './messages/index.ts'
import type { Result } from './operations/operation.ts'
import { leftDisabled } from './operations/pause/restore.ts'
import { dryRun, failedResult, report } from './report.ts'
import { createLog } from './runner/log.ts'
import { createSecrets } from './runner/secrets.ts'
import { type Entry, readStep, type Step } from './step.ts'

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
  const started = clock.now()
  const inputs = readInputs()
  const secrets = createSecrets(secretsIn(inputs))
  const say = await createSay(inputs.language, secrets.redactFreeText)
  const log = createLog(say, secrets.redact)

  let step: Step | undefined
  let result: Result
  let transport: Transport | undefined
  try {
    step = await readStep(entry, inputs)
    const { plan, baseUrl, credentials, timeoutSeconds, maxAttempts } = step
    secrets.addSensitive(plan.sensitive ?? [])
    for (const warning of step.warnings) log.warning(warning)
    if (credentials) {
      log.info(plan.description)
      transport = runtime.openTransport(baseUrl, clock)
      const client = createClient(
        { baseUrl, credentials, timeoutSeconds, maxAttempts },
        {
          transport,
          clock,
          random,
          cancelled,
          onSecret: secrets.add,
          onRetry: (failure, next) =>
            log.info({ message: 'retrying', call: failure.call, reason: reasonWithCode(failure), next }),
        },
      )
      result = await plan.perform(client, { clock, cancelled, log: log.info })
    } else {
      result = dryRun(step)
    }
  } catch (error) {
    result = failedResult(error, step, entry === 'restore' ? leftDisabled() : [])
  }
  transport?.close()
  report({ step, result, milliseconds: clock.now() - started, summary: inputs.summary }, secrets, say, log)
}
