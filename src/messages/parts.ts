/** What the sentences of every language are made of; no words. */

import { shorten } from '../text.ts'
import type { Named, YamlError, YamlErrorKind } from './values.ts'

/** The first of a list: a longer one would push what to do out of the annotation, and the outputs have all of it. */
export function firstOf<T>(items: readonly T[]): { shown: readonly T[]; more: number } {
  const shown = items.slice(0, 20)
  return { shown, more: items.length - shown.length }
}

/** In UTF-16 units. Two such lists, what failed and what to do fit into the 4,096 that a runner shows of an annotation. */
const mostOfNames = 1200

/** A title as far as a person needs it beside the id. */
export const shortTitle = (title: string) => shorten(title, 60)

/**
 * The first of a list that an annotation has room for, beside what to do.
 * @param text the name of one
 */
export function thatFit(targets: readonly Named[], text: (target: Named) => string): { shown: string[]; more: number } {
  let room = mostOfNames
  const shown = targets.map(text).filter((each) => {
    room -= each.length + 2
    return room >= 0
  })
  return { shown, more: targets.length - shown.length }
}

/** A clause as a sentence of its own. */
export function endSentence(clause: string, period: string): string {
  const text = clause.trim()
  return /[.!?。！？…]$/.test(text) ? text : text + period
}

/** Feishu's own text, where it continues. */
export function withoutPeriod(text: string): string {
  return text.trim().replace(/(?<!\.)\.$|。$/, '')
}

/** What Feishu support asks for; its names are the same in every language. */
export function responseFacts({ code, http_status, log_id }: ResponseFacts): string[] {
  return [
    ...(code ? [`code ${code}`] : []),
    ...(http_status ? [`HTTP ${http_status}`] : []),
    ...(log_id ? [`log_id ${log_id}`] : []),
  ]
}

export interface ResponseFacts {
  code?: string | undefined
  http_status?: number | undefined
  log_id?: string | undefined
}

const pasted: readonly YamlErrorKind[] = [
  'emptyBlock',
  'hash',
  'keyAlone',
  'notAnEntry',
  'twoColons',
  'multipleDocuments',
  'tag',
  'undefinedAlias',
  'unusedAnchor',
]
const notPasted: readonly string[] = ['BAD_DIRECTIVE', 'IMPOSSIBLE', 'DUPLICATE_KEY', 'NON_STRING_KEY', 'TAB_AS_INDENT']

/** True for what text causes that was put into YAML as it is. */
export function mayBePasted(error: YamlError): boolean {
  return error.kind === 'syntax' ? !notPasted.includes(error.code) : pasted.includes(error.kind)
}
