import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '..', '..')

/** What the runner reads of an action.yml. */
export interface ActionFile {
  inputs?: Record<string, { default?: string } | null>
  outputs?: Record<string, unknown>
  runs: { main: string; post?: string }
}

const cache = new Map<string, ActionFile>()

/**
 * Reads an action.yml, once.
 * @param action its folder: `pause`, or an absolute path. Default: the repository's root
 */
export function readAction(action = ''): ActionFile {
  const path = resolve(ROOT, action, 'action.yml')
  const file: ActionFile = cache.get(path) ?? parse(readFileSync(path, 'utf8'))
  cache.set(path, file)
  return file
}

/**
 * The path of the script that a phase of an action runs.
 * @throws Error when the action has no such phase
 */
export function scriptOf(phase: 'main' | 'post', action = ''): string {
  const script = readAction(action).runs[phase]
  if (script === undefined) throw new Error(`${action || 'the action'} has no ${phase}`)
  return resolve(ROOT, action, script)
}

/** `INPUT_<NAME>` for every input the action declares and every one the step sets (Handler.AddInputsToEnvironment). */
export function inputVariables(inputs: Record<string, string> = {}, action = ''): Record<string, string> {
  const entries = Object.entries({ ...inputDefaults(action), ...inputs })
  return Object.fromEntries(entries.map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]))
}

/** The names among these that the action does not declare. */
export function unexpectedInputs(inputs: Record<string, string>, action = ''): string[] {
  const declared = new Set(Object.keys(inputDefaults(action)).map((name) => name.toLowerCase()))
  return Object.keys(inputs).filter((name) => !declared.has(name.toLowerCase()))
}

/** Every input with its default, and with an empty value if it has none: that is what the runner passes. */
function inputDefaults(action: string): Record<string, string> {
  const entries = Object.entries(readAction(action).inputs ?? {})
  return Object.fromEntries(entries.map(([name, input]) => [name, String(input?.default ?? '')]))
}
