import { type Connection, connect } from './feishu/client.ts'
import type { Clock } from './feishu/clock.ts'
import { type Failure, reason } from './feishu/failure.ts'
import { proxySecrets } from './feishu/proxy.ts'
import type { Transport } from './feishu/transport.ts'
import { text } from './fields.ts'
import { readStep, type Step } from './inputs.ts'
import type { Result } from './operations/operation.ts'
import { announce, brokenOff, dryRun, report } from './report.ts'
import { createLog, type Log } from './runner/log.ts'
import { createSecrets, type Secrets } from './runner/secrets.ts'

/** What a step needs beside its environment. */
export interface World {
  openTransport(baseUrl: string): Transport
  clock: Clock
  /** 0 to below 1. */
  random: () => number
  /** Fires when the job is cancelled. */
  cancelled: AbortSignal
}

/**
 * The step: masks its secrets, reads its inputs, makes its call, and reports.
 * Never rejects: a failure is one annotation and exit code 1.
 */
export async function run(world: World): Promise<void> {
  const started = world.clock.now()
  const secrets = createSecrets()
  const log = createLog(secrets)
  for (const secret of [text('app_secret'), text('access_token'), ...proxySecrets(process.env)]) secrets.learn(secret)

  let step: Step | undefined
  let result: Result
  try {
    step = await readStep()
    for (const own of step.plan.private) secrets.learnPrivate(own)
    announce(step, log)
    result = step.connection ? await perform(step, step.connection, world, secrets, log) : dryRun(step)
  } catch (error) {
    result = brokenOff(error, step)
  }
  report({ step, result, milliseconds: world.clock.now() - started }, secrets, log)
}

async function perform(
  { plan }: Step,
  connection: Connection,
  world: World,
  secrets: Secrets,
  log: Log,
): Promise<Result> {
  const transport = world.openTransport(connection.baseUrl)
  const onRepeat = (failure: Failure, next: string) =>
    log.info(`${failure.call}: ${reason(failure, secrets.hidePrivate)}; ${next}.`)
  const feishu = connect(connection, { ...world, transport, onSecret: secrets.learn, onRepeat })
  try {
    return await plan.perform(feishu, { clock: world.clock, info: log.info, hide: secrets.hidePrivate })
  } finally {
    transport.close()
  }
}
