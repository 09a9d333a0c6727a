import { isMap } from 'yaml'
import type { Doubt } from './doubt.ts'
import type { Invalid } from './misreading.ts'
import { parseYaml } from './pasted-json.ts'
import { errorOf, notAMapping } from './yaml-error.ts'
import { writeJson } from './yaml-json.ts'

/**
 * Turns a YAML mapping into the text of a JSON object.
 * @returns the JSON text, and what in it may be meant otherwise; or why it is none
 */
export function mappingToJson(text: string): { json: string; doubts: readonly Doubt[] } | Invalid {
  const { document, joined } = parseYaml(text)
  const [problem] = document.errors
  if (problem) return errorOf(problem, text)
  const root = document.contents
  if (!isMap(root)) return notAMapping(root?.range?.[0] ?? 0, text)
  const { json, misreadings, doubts, collections } = writeJson(document, text)
  // What was joined and is no value is text, which has lost its lines.
  const [torn] = [...joined].filter(([offset]) => !collections.has(offset))
  if (torn) return errorOf(torn[1], text)
  const [misreading] = misreadings
  if (misreading) return misreading
  const [warning] = document.warnings
  return warning ? errorOf(warning, text) : { json, doubts }
}
