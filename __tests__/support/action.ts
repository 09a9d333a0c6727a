import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

/** The repository's root. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

interface ActionFile {
  inputs?: Record<string, { default?: string } | null>
  outputs?: Record<string, unknown>
  runs: { main: string }
}

let cached: ActionFile | undefined

/** action.yml, read once. */
export function readAction(): ActionFile {
  cached ??= parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as ActionFile
  return cached
}

/** `INPUT_<NAME>` for every input action.yml declares and every one the step gives (Handler.AddInputsToEnvironment). */
export function inputVariables(inputs: Record<string, string> = {}): Record<string, string> {
  const entries = Object.entries({ ...inputDefaults(), ...inputs })
  return Object.fromEntries(entries.map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]))
}

/** The names among these that action.yml does not declare. */
export function unexpectedInputs(inputs: Record<string, string>): string[] {
  const declared = new Set(Object.keys(inputDefaults()).map((name) => name.toLowerCase()))
  return Object.keys(inputs).filter((name) => !declared.has(name.toLowerCase()))
}

/** Every input with its default, and with an empty value if it has none: that is what the runner passes. */
function inputDefaults(): Record<string, string> {
  const entries = Object.entries(readAction().inputs ?? {})
  return Object.fromEntries(entries.map(([name, input]) => [name, String(input?.default ?? '')]))
}
