import { readFileSync } from 'node:fs'
import { type Message, StepError } from '../messages/index.ts'
import { metadataWarnings, runMetadata } from '../runner/context.ts'
import { truncate } from '../text.ts'
import { type Doubt, doubtsInJson, expressionsIn } from './doubt.ts'
import { checkFile } from './file.ts'
import { type ObjectText, parseObject, sensitiveValues, withMember } from './json-text.ts'
import { locate } from './place.ts'
import { getText, type InputName, type Inputs, invalidInput } from './read.ts'

/** The most a params_file may hold, in MiB. */
const fileLimit = 10

const expected = { kind: 'params' } as const

/** What params become: JSON text as it is sent, which of its values are private, and what may be meant otherwise. */
export interface Params {
  text: string
  sensitive: readonly string[]
  warnings: readonly Message[]
}

/** A JSON object or YAML mapping as JSON, and what in it may be meant otherwise. */
export interface Mapping extends ObjectText {
  warnings: readonly Message[]
}

/**
 * Reads params or params_file: a JSON object is sent byte for byte, a YAML mapping as JSON; then adds the run metadata
 * in the member that context_param names.
 * @returns undefined where none of them is given
 * @throws StepError where both are given, or what is given is neither JSON nor YAML
 */
export async function readParams(inputs: Inputs): Promise<Params | undefined> {
  const params = await readObject(inputs)
  const name = getText(inputs, 'context_param')
  const sensitive = params ? [params.text, ...sensitiveValues(params.value)] : []
  const warnings = params?.warnings ?? []
  if (name === '') return params && { text: params.text, sensitive, warnings }
  if (params && Object.hasOwn(params.value, name)) throw new StepError({ message: 'contextParamTaken', name })
  // As text: a flow's variables hold no objects.
  const metadata = await runMetadata()
  const member = JSON.stringify(JSON.stringify(metadata))
  return {
    text: withMember(params ?? { text: '{}', value: {} }, name, member),
    sensitive: [...sensitive, ...sensitiveValues(metadata)],
    warnings: [...warnings, ...metadataWarnings()],
  }
}

async function readObject(inputs: Inputs): Promise<Mapping | undefined> {
  const file = getText(inputs, 'params_file')
  if (inputs.params && file) throw new StepError({ message: 'mutuallyExclusive', inputs: ['params', 'params_file'] })
  if (file) return readParamsMapping(inputs, 'params_file')
  return inputs.params ? readParamsMapping(inputs, 'params') : undefined
}

/** One of the two inputs, which is given. */
export function readParamsMapping(inputs: Inputs, name: 'params' | 'params_file'): Promise<Mapping> {
  return readMapping(name, name === 'params' ? inputs.params : readText(getText(inputs, name)))
}

/**
 * Reads a JSON object, byte for byte, or a YAML mapping.
 * @throws StepError where a text is neither
 */
export async function readMapping(name: InputName, text: string): Promise<Mapping> {
  const plain = text.replace(/^\uFEFF/, '')
  if (plain.trim() === '') throw invalidInput(name, expected)
  const { json, doubts } = await toJson(name, plain)
  const all = name === 'params_file' ? [...doubts, ...expressionsIn(plain)] : doubts
  return { ...parseObject(name, json, expected), warnings: warningsOf(name, plain, all) }
}

async function toJson(name: InputName, text: string): Promise<{ json: string; doubts: readonly Doubt[] }> {
  // A bracket opens JSON, whose errors are then JSON's: YAML would read `{"a": 1,}` as if it were right.
  if (/^\s*[{[]/.test(text)) return { json: text, doubts: doubtsInJson(text) }
  const { mappingToJson } = await import('./yaml.ts')
  const mapping = mappingToJson(text)
  if ('json' in mapping) return mapping
  throw new StepError({ message: 'invalidYaml', input: name, error: mapping.error, ...locate(text, mapping.offset) })
}

/** One of each kind, at its first place: GitHub shows ten warnings of a step. */
function warningsOf(input: InputName, text: string, doubts: readonly Doubt[]): Message[] {
  const kinds = [...new Set(doubts.map(({ kind }) => kind))]
  return kinds.map((doubt) => {
    const [first = 0, ...more] = doubts.filter(({ kind }) => kind === doubt).map(({ offset }) => offset)
    return { message: 'paramsDoubtful', input, doubt, more: more.length, ...locate(text, first) }
  })
}

function readText(path: string): string {
  checkFile('params_file', path, fileLimit)
  const bytes = readFileSync(path)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new StepError({ message: 'fileNotUtf8', path: truncate(path) })
  }
}
