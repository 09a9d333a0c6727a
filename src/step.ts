import { type Credentials, tokenKind } from './feishu/token.ts'
import { contracts } from './inputs/contract.ts'
import {
  type ActionName,
  assertReadable,
  getBoolean,
  getChoice,
  getCredential,
  getMaxAttempts,
  getSeconds,
  getText,
  type InputName,
  type Inputs,
} from './inputs/read.ts'
import { languages, type Message, StepError } from './messages/index.ts'
import type { EntryPoint } from './operations/index.ts'
import { type Operation, type Plan, tokensOf } from './operations/operation.ts'

/** What a step was asked to do, read and checked. */
export interface Step {
  operation: Operation
  plan: Plan
  /** None for a dry run, which opens no connection. */
  credentials: Credentials | undefined
  /** Whether a request for a token comes first. */
  obtainsToken: boolean
  timeoutSeconds: number
  maxAttempts: number
  /** Whether the idempotency key is the user's own: a re-run sends it again. */
  keyGiven: boolean
  summary: boolean
  warnings: readonly Message[]
}

/**
 * Checks every input before the first byte is sent.
 * @throws StepError for the first one that is wrong
 */
export async function readStep(entryPoint: EntryPoint, operation: Operation, given: Inputs): Promise<Step> {
  const { action } = entryPoint
  // Main has sent something: what it has disabled is enabled again, whatever other inputs say by then.
  const { inputs, ignored } = operation.post ? withoutInvalid(action, given) : { inputs: given, ignored: [] }
  if (!operation.post) assertReadable(action)
  checks.language(inputs)
  const summary = checks.summary(inputs)
  const dryRun = !operation.post && getBoolean(inputs, 'dry_run')
  const timeoutSeconds = checks.timeout_seconds(inputs)
  const maxAttempts = checks.max_attempts(inputs)
  const credentials = readCredentials(operation, inputs)
  const plan = await operation.prepare(inputs)
  if (!credentials && !dryRun) throw new StepError(missingCredentials(operation, inputs))
  return {
    operation,
    plan,
    credentials: dryRun ? undefined : credentials,
    // A dry run without credentials shows what one with an app's would send.
    obtainsToken: !credentials || credentials.kind === 'app',
    timeoutSeconds,
    maxAttempts,
    summary,
    keyGiven: getText(inputs, 'idempotent_key') !== '',
    warnings: [...ignored, ...unusedInputs(entryPoint, operation, inputs), ...plan.warnings],
  }
}

const checks = {
  language: (inputs: Inputs) => getChoice(inputs, 'language', languages, { kind: 'language' }),
  summary: (inputs: Inputs) => getBoolean(inputs, 'summary'),
  timeout_seconds: (inputs: Inputs) => getSeconds(inputs, 'timeout_seconds'),
  max_attempts: getMaxAttempts,
}

/** The inputs with defaults for those that are invalid, and a warning for each. */
function withoutInvalid(action: ActionName, inputs: Inputs): { inputs: Inputs; ignored: Message[] } {
  const { defaults } = contracts[action]
  const ignored: Message[] = []
  const changed = Object.entries(checks).flatMap(([input, check]) => {
    try {
      check(inputs)
      return []
    } catch (error) {
      if (!(error instanceof StepError)) throw error
      ignored.push({ message: 'inputIgnored', reason: error.reason })
      return [[input, defaults[input as keyof typeof checks]]]
    }
  })
  return { inputs: { ...inputs, ...Object.fromEntries(changed) }, ignored }
}

/** Input summary, where the inputs as a whole are invalid. */
export function hasSummary({ summary }: Inputs): boolean {
  return summary.trim().toLowerCase() === 'true'
}

/** Both ways at once would leave open whose permissions count. */
function readCredentials(operation: Operation, inputs: Inputs): Credentials | undefined {
  const tokens = tokensOf(operation)
  if (tokens === 'none') return { kind: 'none' }
  const [app_id, app_secret] = [getCredential(inputs, 'app_id'), getCredential(inputs, 'app_secret')]
  const access_token = getCredential(inputs, 'access_token')
  if (access_token) {
    if (app_id || app_secret) throw new StepError({ message: 'twoCredentials' })
    const given: Credentials = { kind: 'token', access_token }
    // Where the token does not tell, Feishu decides.
    if (tokens === 'tenant' && tokenKind(given) === 'user')
      throw new StepError({ message: 'tenantTokenRequired', operation: operation.name })
    return given
  }
  return app_id && app_secret ? { kind: 'app', app_id, app_secret } : undefined
}

/** A pull request from a fork has an app_id that is written in the workflow, but no secret. */
function missingCredentials(operation: Operation, inputs: Inputs): Message {
  if (getText(inputs, 'app_id')) return { message: 'credentialMissing', input: 'app_secret', given: 'app_id' }
  if (getText(inputs, 'app_secret')) return { message: 'credentialMissing', input: 'app_id', given: 'app_secret' }
  return { message: operation.post ? 'credentialsLost' : 'noCredentials' }
}

/** Names what is given and only another operation of the action uses: an input that none of them lists, all of them use. */
function unusedInputs({ action, operations }: EntryPoint, operation: Operation, inputs: Inputs): Message[] {
  const { name, chosenBy, inputs: used = [] } = operation
  const ofSome = operations.flatMap((each) => each.inputs ?? [])
  const byDefault: Readonly<Partial<Record<InputName, string>>> = contracts[action].defaults
  const unused = contracts[action].inputs.filter(
    (input) => ofSome.includes(input) && !used.includes(input) && getText(inputs, input) !== (byDefault[input] ?? ''),
  )
  // One for all of them: GitHub shows ten warnings of a step.
  return unused.length > 0 ? [{ message: 'inputsUnused', unused, operation: name, chosenBy }] : []
}
