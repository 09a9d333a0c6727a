import { endSentence, firstOf, shortTitle, thatFit } from '../parts.ts'
import type { At, Named, NamedOfType, Selected } from '../values.ts'

/** Not the line itself: it may be private. */
export const at = ({ line, column }: At) => `at line ${line}, column ${column}`

export const name = ({ workflow_id, title }: Named) => (title ? `"${shortTitle(title)}" (${workflow_id})` : workflow_id)

export function names(targets: readonly Named[]): string {
  return list(targets, name)
}

/** One by its name; several are listed elsewhere. */
export function oneOrCount(targets: readonly Named[]): string {
  return targets.length === 1 ? names(targets) : `${targets.length} automations and workflows`
}

/** As many as an annotation has room for. */
export function namesThatFit(targets: readonly Named[]): string {
  const { shown, more } = thatFit(targets, name)
  return shown.join(', ') + (more > 0 ? `, and ${more} more, which the log and the job summary list` : '')
}

export function namesWithType(targets: readonly NamedOfType[]): string {
  return list(targets, (target) => `${target.type} ${name(target)}`)
}

export function list<T>(items: readonly T[], text: (item: T) => string): string {
  const { shown, more } = firstOf(items)
  return shown.map(text).join(', ') + (more > 0 ? `, and ${more} more` : '')
}

export function selection({ ids, titles }: Selected): string {
  return [...ids, ...titles.map((title) => `"${title}"`)].join(', ')
}

export const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

export const statusName = (status: string) => ({ Enable: 'enabled', Disable: 'disabled' })[status] ?? status

export const execution = (execution_id: string) => (execution_id ? ` (execution ${execution_id})` : '')

export const sentence = (clause: string) => endSentence(clause, '.')

export const ids: Readonly<Record<string, string>> = {
  tbl: 'the id of a table',
  vew: 'the id of a view',
  blk: 'the id of a block',
  shr: 'the id of a share link',
  wkf: 'the id of a workflow',
  bas: 'an app_token',
  app: 'an app_token',
  cli: 'an App ID',
}

export const docsPage = 'troubleshooting.md'
