/** What the sentences of every language are made of; no words. */

import type { YamlError, YamlErrorKind } from './values.ts'

/** The first of a list: a longer one would push what to do out of the annotation, and the outputs have all of it. */
export function firstOf<T>(items: readonly T[], most = 20): { shown: readonly T[]; more: number } {
  return { shown: items.slice(0, most), more: Math.max(0, items.length - most) }
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

interface ResponseFacts {
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
