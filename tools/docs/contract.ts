import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { pause } from '../../src/operations/pause/index.ts'
import { commonInputs, credentialInputs } from '../../src/step.ts'

export interface Contract {
  inputs: Readonly<Record<string, { description: string; required?: boolean; default?: string }>>
  outputs: Readonly<Record<string, { description: string }>>
}

export const root = new URL('../../', import.meta.url)

/** @param path from the repository's root */
export function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8')
}

/** The inputs of action.yml; its outputs, and those that only pause/action.yml has. */
export const contract: Contract = mergeOutputs(parse(read('action.yml')), parse(read('pause/action.yml')))

/** Their descriptions in Chinese, by name. */
export const chinese: Record<keyof Contract, Readonly<Record<string, string>>> = parse(read('tools/action.zh-CN.yml'))

function mergeOutputs({ inputs, outputs }: Contract, other: Contract): Contract {
  const added = Object.entries(other.outputs).filter(([name]) => !Object.hasOwn(outputs, name))
  return { inputs, outputs: { ...outputs, ...Object.fromEntries(added) } }
}

/** The names and defaults as source, for the compiler and for the bundle, which reads no action.yml. */
export function contractSource(): string {
  const list = (names: readonly string[]) => `[\n${names.map((name) => `  '${name}',\n`).join('')}] as const`
  const defaults = Object.entries(contract.inputs).flatMap(([name, input]) =>
    input.default === undefined ? [] : [`  ${name}: '${input.default}',\n`],
  )
  return `// Generated from action.yml and pause/action.yml by \`npm run docs\`; do not edit.

export const inputNames = ${list(Object.keys(contract.inputs))}

export const defaults = {\n${defaults.join('')}} as const

export const outputNames = ${list(Object.keys(contract.outputs))}
`
}

/** The inputs that pause takes, in the order of action.yml. */
export function pauseInputs(): string[] {
  const used: readonly string[] = [...commonInputs, ...credentialInputs, ...pause.inputs]
  return Object.keys(contract.inputs).filter((name) => name !== 'operation' && used.includes(name))
}

/** Where pause/action.yml differs from what pause reads, or from the defaults of action.yml. */
export function pauseProblems({ inputs }: Contract = parse(read('pause/action.yml'))): string[] {
  const [names, expected] = [Object.keys(inputs), pauseInputs()]
  if (names.join() !== expected.join()) return [`pause/action.yml: expected the inputs ${expected}, got ${names}`]
  return names
    .filter((name) => inputs[name]?.default !== contract.inputs[name]?.default)
    .map((name) => `pause/action.yml: the default of ${name} is not that of action.yml`)
}
