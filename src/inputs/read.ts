import { randomUUID } from 'node:crypto'
import { getInput } from '@actions/core'
import { isId } from '../feishu/request.ts'
import { isHeaderSafe } from '../feishu/token.ts'
import { type Expected, StepError } from '../messages/index.ts'
import { hasInvisible, truncate } from '../text.ts'
import { contracts } from './contract.ts'

/** The actions of this repository, each with an action.yml of its own; `main` is the one at its root. */
export type ActionName = keyof typeof contracts

type Contract<Action extends ActionName> = (typeof contracts)[Action]

export type InputName<Action extends ActionName = ActionName> = Contract<Action>['inputs'][number]

export type OutputName<Action extends ActionName = ActionName> = Contract<Action>['outputs'][number]

/**
 * Every input as the workflow wrote it, or its default; '' where it is not given, or not an input of the action. Read
 * once, passed on as a value.
 */
export type Inputs = Readonly<Record<InputName, string>>

const inputNames = new Set<InputName>(Object.values(contracts).flatMap(({ inputs }) => inputs))

/** Reads the inputs of an action from the environment; checks none of them. */
export function readInputs(action: ActionName): Inputs {
  const { inputs, defaults } = contracts[action]
  const declared: readonly InputName[] = inputs
  const byDefault: Readonly<Partial<Record<InputName, string>>> = defaults
  const entries = [...inputNames].map((name) => {
    const text = declared.includes(name) ? getInput(name, { trimWhitespace: false }) : ''
    return [name, text.trim() === '' ? (byDefault[name] ?? '') : text]
  })
  return Object.fromEntries(entries) as Inputs
}

/**
 * Node cannot read a variable over 32,766 characters on Windows: it has a name, and no value (actions/runner:
 * Handler.cs only warns).
 * @throws StepError for an input that would be taken for missing
 */
export function assertReadable(action: ActionName): void {
  const names = Object.keys(process.env)
  for (const input of contracts[action].inputs) {
    const name = `INPUT_${input.toUpperCase()}`
    if (process.env[name] === undefined && names.includes(name)) throw new StepError({ message: 'inputTooLong', input })
  }
}

/** Inputs that name a place, where a link may be pasted; what a step sends may name a webhook that is nobody's secret. */
const naming = [
  'request',
  'domain',
  'app_token',
  'workflow_id',
  'namespace',
  'flow_id',
  'to',
  'reply_to',
  'update',
] as const

/**
 * The credentials among the inputs. Of a webhook URL, the path, or just its last segment, is enough to use it, also
 * where it is in the wrong input.
 */
export function secretsIn(inputs: Inputs): string[] {
  const { app_secret, access_token, webhook_token, webhook_secret, webhook_url } = inputs
  const path = URL.parse(webhook_url.trim())?.pathname ?? ''
  const named = naming.map((input) => inputs[input]).join(' ')
  const hooks = [...named.matchAll(/(?:hook|webhook\/event)\/([^/?#;\s]+)/gi)].map(([, token = '']) => token)
  // A mask of `/` or of a word would garble the log.
  const parts = [path, path.slice(path.lastIndexOf('/') + 1), ...hooks].filter((part) => part.length > 10)
  return [app_secret, access_token, webhook_token, webhook_secret, webhook_url, ...parts]
}

/**
 * An input that cannot be what the user means.
 * @param got the value, where it is nobody's secret
 */
export function invalidInput(input: InputName, expected: Expected, got?: string): StepError {
  if (got === undefined || got === '') return new StepError({ message: 'inputRequired', input, expected })
  if (hasInvisible(got)) return new StepError({ message: 'invisibleCharacter', input })
  return new StepError({ message: 'invalidInput', input, expected, got: truncate(got) })
}

/** The input without the space around it. */
export function getText(inputs: Inputs, name: InputName): string {
  return inputs[name].trim()
}

/**
 * An id that becomes part of a path.
 * @throws StepError where it is missing, not an id, or rounded
 */
export function getId(inputs: Inputs, name: InputName, expected: Expected): string {
  return checkedId(name, getText(inputs, name), expected)
}

/** The same for a value already read. */
export function checkedId(name: InputName, value: string, expected: Expected): string {
  assertNotRounded(name, value)
  if (isId(value)) return value
  if (/:\/\/|^\S+\/\S*$/.test(value)) {
    throw new StepError({ message: 'linkInsteadOfId', input: name, got: truncate(value) })
  }
  throw invalidInput(name, expected, value)
}

/** What was pasted may hold characters that nobody can see, and no id or credential has any. */
export function assertVisible(name: InputName, value: string): void {
  if (hasInvisible(value)) throw new StepError({ message: 'invisibleCharacter', input: name })
}

/**
 * A credential: visible ASCII, as a header has to take it.
 * @returns '' where it is not given
 * @throws StepError that does not quote it
 */
export function getCredential(
  inputs: Inputs,
  name: 'app_id' | 'app_secret' | 'access_token' | 'webhook_token' | 'webhook_secret',
): string {
  const value = getText(inputs, name)
  assertVisible(name, value)
  if (value === '' || (isHeaderSafe(value) && !/^("|').*\1$/.test(value))) return value
  throw new StepError({ message: name.endsWith('token') ? 'tokenInvalid' : 'keyInvalid', input: name })
}

/** YAML reads a long unquoted number as a float: by the time it is here, its last digits are lost. */
export function assertNotRounded(name: InputName, value: string): void {
  if (!/^-?\d+(\.\d+)?E\+?\d+$/i.test(value)) return
  // What operator holds is not printed.
  throw new StepError({ message: 'roundedNumber', input: name, ...(name !== 'operator' && { got: value }) })
}

/** One value per line; empty lines and repeated ones are ignored. */
export function getLines(inputs: Inputs, name: InputName): string[] {
  return distinct(inputs[name].split(/\r?\n/))
}

/** One value per line, or separated by commas. */
export function getList(inputs: Inputs, name: InputName): string[] {
  return distinct(inputs[name].split(/[\r\n,]+/))
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values.map((value) => value.trim()))].filter((value) => value !== '')
}

/**
 * One of a few words, case-insensitive.
 * @returns the word as `allowed` spells it
 */
export function getChoice<Word extends string>(
  inputs: Inputs,
  name: InputName,
  allowed: readonly Word[],
  expected: Expected,
): Word {
  const things = allowed.map((word) => ({ name: word }))
  return getNamed(inputs, name, things, expected).name
}

/** The one of a few things that the input names, case-insensitive. */
export function getNamed<Thing extends { name: string }>(
  inputs: Inputs,
  input: InputName,
  things: readonly Thing[],
  expected: Expected,
): Thing {
  const value = getText(inputs, input)
  const found = things.find(({ name }) => name.toLowerCase() === value.toLowerCase())
  if (!found) throw invalidInput(input, expected, value)
  return found
}

/** `true` or `false`, spelled as YAML 1.2 allows. */
export function getBoolean(inputs: Inputs, name: InputName): boolean {
  const value = getText(inputs, name)
  if (['true', 'True', 'TRUE'].includes(value)) return true
  if (['false', 'False', 'FALSE'].includes(value)) return false
  throw invalidInput(name, { kind: 'boolean' }, value)
}

/** The longest delay a timer accepts, 2^31 - 1 ms, in whole seconds. */
const longestTimer = 2_147_483

/** A positive number of seconds, fractions too. */
export function getSeconds(inputs: Inputs, name: InputName): number {
  const value = getText(inputs, name)
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : 0
  if (number > 0 && number <= longestTimer) return number
  throw invalidInput(name, { kind: 'seconds', most: longestTimer }, value)
}

/** Input max_attempts, a whole number from 1 to 100. */
export function getMaxAttempts(inputs: Inputs): number {
  const most = 100
  const value = getText(inputs, 'max_attempts')
  // A number input of workflow_dispatch may be `4.0`.
  const number = /^\d+(\.0+)?$/.test(value) ? Number(value) : 0
  if (number >= 1 && number <= most) return number
  throw invalidInput('max_attempts', { kind: 'integer', most }, value)
}

/** The idempotency key; Feishu advises a locally generated UUID (docs: apaas-v1/application-flow/execute). */
export function getKey(inputs: Inputs): string {
  const key = getText(inputs, 'idempotent_key')
  assertNotRounded('idempotent_key', key)
  assertVisible('idempotent_key', key)
  return key || randomUUID()
}
