import { readFileSync } from 'node:fs'
import type { InputName } from './contract.ts'
import { InputError, quoted, verbatim, wrong } from './fields.ts'
import { breakOf, isObject, type Place, parseExact, placeOf } from './json.ts'

/** JSON text as it goes out, and what it holds. */
export interface ObjectText {
  text: string
  value: Record<string, unknown>
}

/** A text that cannot be read, with the one line of it that a person has to see. */
export function broken(name: InputName, what: string, { line, column, excerpt }: Place, wants: string): InputError {
  return new InputError(
    `Input ${name}: got ${what} at line ${line}, column ${column}: ${excerpt || 'the end'} — it wants ${wants}.`,
  )
}

/**
 * Reads a JSON object and keeps its text.
 * @throws InputError where the text breaks, with the line it breaks in
 */
export function jsonObject(name: InputName, text: string, wants: string): ObjectText {
  const value = jsonValue(name, text, wants)
  if (!isObject(value)) throw wrong(name, 'JSON that is no object', wants)
  return { text, value }
}

/** Any JSON. */
export function jsonValue(name: InputName, text: string, wants: string): unknown {
  try {
    return parseExact(text)
  } catch {
    throw broken(name, 'text that stops being JSON', placeOf(text, breakOf(text)), wants)
  }
}

/**
 * Input params, or the file that params_file names: a JSON object goes out byte for byte, a YAML mapping as JSON.
 * @returns undefined where neither is given
 * @throws InputError where both are given, or what is given is neither
 */
export async function readParams(): Promise<ObjectText | undefined> {
  const [inline, file] = [verbatim('params'), verbatim('params_file').trim()]
  if (inline && file) throw wrong('params_file', 'a path beside params', 'one of the two')
  if (file) return objectOf('params_file', readText(file))
  return inline ? objectOf('params', inline) : undefined
}

async function objectOf(name: InputName, text: string): Promise<ObjectText> {
  const wants = 'a JSON object or a YAML mapping'
  if (text.trim() === '') throw wrong(name, 'an empty file', wants)
  // A bracket opens JSON, and faults in it are JSON's; YAML's own ones would read `{"a": 1,}` as if it were right.
  if (/^\s*[{[]/.test(text)) return jsonObject(name, text, wants)
  const { mappingText } = await import('./yaml.ts')
  const mapping = mappingText(text)
  if ('fault' in mapping) throw broken(name, mapping.fault, placeOf(text, mapping.offset), wants)
  return jsonObject(name, mapping.json, wants)
}

function readText(file: string): string {
  const wants = 'the path of a UTF-8 file with a JSON object or a YAML mapping'
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    throw wrong('params_file', `${quoted(file)}, which cannot be read (${error})`, wants)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw wrong('params_file', `${quoted(file)}, which is not UTF-8`, wants)
  }
}

/**
 * Adds one member to a JSON object and leaves every other byte as it is.
 * @param member its value, as JSON text
 */
export function withMember({ text, value }: ObjectText, name: string, member: string): string {
  const end = text.lastIndexOf('}')
  const comma = Object.keys(value).length > 0 ? ', ' : ''
  return `${text.slice(0, end)}${comma}${JSON.stringify(name)}: ${member}${text.slice(end)}`
}

/** JSON text of an object whose members are JSON texts already; those that are undefined are left out. */
export function joinMembers(members: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(members).filter(([, text]) => text !== undefined)
  return `{${given.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`
}
