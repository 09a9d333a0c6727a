import { isObject, parseSpelled } from '../../json.ts'
import { type Message, StepError } from '../../messages/index.ts'

/** What Feishu wants as JSON text, in the calls that people make most. */
const textMembers: readonly [path: RegExp, member: string][] = [
  [/^\/open-apis\/im\/v1\/messages\b/, 'content'],
  [/^\/open-apis\/approval\/v4\/instances\b/, 'form'],
  [/^\/open-apis\/apaas\/v1\/.*\/functions\/.*\/invoke\b/, 'params'],
]

/**
 * Writes members of a JSON object as JSON text, with the digits and the spelling of the user.
 * @param names with dots for nested ones
 * @throws StepError for a name that is not there
 */
export function asJsonText(params: string | undefined, names: readonly string[]): string | undefined {
  if (names.length === 0) return params
  const root = parseSpelled(params ?? '{}')
  // A member before the one that it is in.
  for (const name of names.toSorted((a, b) => b.length - a.length)) {
    const path = name.split('.')
    const last = String(path.pop())
    const parent = path.reduce<unknown>(
      (value, step) => (isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined),
      root,
    )
    if (!isObject(parent) || !Object.hasOwn(parent, last)) throw new StepError({ message: 'jsonTextNotFound', name })
    const text = JSON.stringify(parent[last])
    // Text already.
    if (!text.startsWith('"')) parent[last] = text
  }
  return JSON.stringify(root)
}

/** The warning about what Feishu would reject. */
export function jsonTextWarnings(path: string, params = '{}'): Message[] {
  const value = JSON.parse(params)
  return textMembers
    .filter(([pattern, member]) => pattern.test(path) && typeof (value[member] ?? '') === 'object')
    .map(([, name]) => ({ message: 'jsonTextMissing', name }))
}
