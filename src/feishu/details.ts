import { isObject } from '../json.ts'
import { type Answer, scalarText } from './answer.ts'

/** What an error answer says beyond code and msg, in sentences and as links. */
export interface Details {
  details: string[]
  links: string[]
}

/**
 * Reads `error` of an answer, in the spelling of the documents (`scope`, `url`) and of the wire (`subject`, `helps`).
 * The value of a field violation is left out: it may be what the user sent.
 */
export function detailsOf(answer: Answer): Details {
  const error = isObject(answer.body.error) ? answer.body.error : {}
  const scopes = objects(error.permission_violations).flatMap(({ subject, scope }) => texts(subject ?? scope))
  const fields = objects(error.field_violations)
    .map(({ field, description }) => [...texts(field), ...texts(description)].join(': '))
    .filter((field) => field !== '')
  const troubleshooter = /https:\/\/\S+/.exec(scalarText(error.troubleshooter) ?? '')?.[0]
  const links = [...objects(error.helps), ...objects(error.permission_violations)].flatMap(({ url }) => texts(url))
  return {
    details: [
      ...(scopes.length > 0 ? [`Missing, any one of these scopes: ${scopes.join(', ')}.`] : []),
      ...(fields.length > 0 ? [`Feishu names: ${fields.join('; ')}.`] : []),
    ],
    links: [...new Set([...links, ...texts(troubleshooter)])].filter((link) => link.startsWith('https://')),
  }
}

function texts(value: unknown): string[] {
  const text = scalarText(value)
  return text ? [text] : []
}

function objects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}
