import { commonInputs, defaults, inputNames } from './contract.ts'
import { baseUrl } from './domain.ts'
import type { Connection, Credentials } from './feishu/client.ts'
import { isHeaderSafe } from './feishu/token.ts'
import { count, flag, InputError, quoted, seconds, text, wrong } from './fields.ts'
import type { Operation, Plan } from './operations/operation.ts'
import { operations } from './operations/registry.ts'

/** What a step was asked to do, read and checked. */
export interface Step {
  operation: Operation
  plan: Plan
  /** Where it would go, also for a dry run. */
  baseUrl: string
  /** None for a dry run, which opens no connection. */
  connection: Connection | undefined
  warnings: readonly string[]
}

/**
 * Reads every input before the first byte goes out.
 * @throws InputError for the first one that is wrong
 */
export async function readStep(): Promise<Step> {
  const operation = readOperation()
  const credentials = readCredentials(operation)
  const limits = { timeoutSeconds: seconds('timeout_seconds'), maxAttempts: count('max_attempts', 100) }
  const dryRun = flag('dry_run')
  flag('summary')
  const plan = await operation.plan()
  const url = baseUrl(plan.platform)
  if (!credentials && !dryRun) {
    throw new InputError(
      'Inputs app_id and app_secret, or access_token: got none of them; the step wants one of the two ways.',
    )
  }
  const connection = credentials && !dryRun ? { baseUrl: url, credentials, ...limits } : undefined
  return { operation, plan, baseUrl: url, connection, warnings: [...unused(operation), ...plan.warnings] }
}

function readOperation(): Operation {
  const value = text('operation')
  const operation = operations.find(({ name }) => name === value.toLowerCase())
  if (operation) return operation
  throw wrong('operation', value ? quoted(value) : 'nothing', `one of ${operations.map(({ name }) => name).join(', ')}`)
}

/** Both ways at once would leave open whose permissions count. */
function readCredentials({ name, tokens }: Operation): Credentials | undefined {
  const [app_id, app_secret, access_token] = [text('app_id'), text('app_secret'), text('access_token')]
  if (access_token) {
    if (app_id || app_secret) throw wrong('access_token', 'a token beside app_id or app_secret', 'one of the two ways')
    if (!isHeaderSafe(access_token))
      throw wrong('access_token', 'text with a space or a special character in it', 'the bare token')
    // User tokens are `u-…`, or a JWT: Feishu's page on the call names tenant_access_token alone.
    if (tokens === 'tenant' && /^(u-|eyJ)/.test(access_token)) {
      throw wrong(
        'access_token',
        'a user_access_token',
        `a tenant_access_token (t-…): Feishu takes no other for ${name}`,
      )
    }
    return { kind: 'token', access_token }
  }
  if (app_id && app_secret) return { kind: 'app', app_id, app_secret }
  if (app_id) throw wrong('app_secret', 'nothing', 'the secret that belongs to app_id (is it set in this run?)')
  if (app_secret) throw wrong('app_id', 'nothing', 'the App ID that app_secret belongs to')
  return undefined
}

function unused({ name, inputs }: Operation): string[] {
  return inputNames
    .filter((input) => !commonInputs.includes(input) && !inputs.includes(input))
    .filter((input) => text(input) !== (defaults[input] ?? ''))
    .map((input) => `Input ${input} is not used by operation ${name}.`)
}
