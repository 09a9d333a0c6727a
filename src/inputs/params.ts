import { readFileSync, statSync } from 'node:fs'
import { isObject } from '../json.ts'
import { StepError } from '../messages/index.ts'
import { runMetadata } from '../runner/context.ts'
import { deepest, type ObjectText, parseObject, sensitiveValues, withMember } from './json-text.ts'
import { locate } from './place.ts'
import { getText, type InputName, type Inputs, invalidInput, truncate } from './read.ts'

/** The most a params_file may hold, in bytes. */
const fileLimit = 10 * 1024 * 1024

const expected = { kind: 'params' } as const

/** What params become: JSON text as it is sent, and which of its values are private. */
export interface Params {
  text: string
  sensitive: readonly string[]
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
  if (name === '') return params && { text: params.text, sensitive }
  if (params && Object.hasOwn(params.value, name)) throw new StepError({ message: 'contextParamTaken', name })
  // As text: a flow's variables hold no objects.
  const metadata = JSON.stringify(JSON.stringify(await runMetadata()))
  return { text: withMember(params ?? { text: '{}', value: {} }, name, metadata), sensitive }
}

async function readObject(inputs: Inputs): Promise<ObjectText | undefined> {
  const file = getText(inputs, 'params_file')
  if (inputs.params && file) throw new StepError({ message: 'mutuallyExclusive', inputs: ['params', 'params_file'] })
  if (file) return parse('params_file', readText(file))
  return inputs.params ? parse('params', inputs.params) : undefined
}

async function parse(name: InputName, text: string): Promise<ObjectText> {
  const plain = text.replace(/^\uFEFF/, '')
  if (plain.trim() === '') throw invalidInput(name, expected)
  // A bracket opens JSON, whose errors are then JSON's: YAML would read `{"a": 1,}` as if it were right.
  if (/^\s*[{[]/.test(plain)) return parseObject(name, plain, expected)
  const { mappingToJson } = await import('./yaml.ts')
  const mapping = mappingToJson(plain, deepest)
  if ('json' in mapping) return parseObject(name, mapping.json, expected)
  throw new StepError({ message: 'invalidYaml', input: name, error: mapping.error, ...locate(plain, mapping.offset) })
}

function readText(path: string): string {
  let bytes: Buffer
  try {
    // A FIFO or a device would never end.
    const stats = statSync(path)
    if (!stats.isFile()) throw new StepError({ message: 'fileNotRegular', path: truncate(path) })
    if (stats.size > fileLimit) throw new StepError({ message: 'fileTooLarge', path: truncate(path), size: stats.size })
    bytes = readFileSync(path)
  } catch (error) {
    if (error instanceof StepError) throw error
    const code = String(isObject(error) && error.code)
    throw new StepError({ message: 'fileUnreadable', path: truncate(path), code })
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new StepError({ message: 'fileNotUtf8', path: truncate(path) })
  }
}
