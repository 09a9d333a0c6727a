import { tokenRequest } from '../feishu/token.ts'
import type { Plan, PlannedRequest, Result } from './operation.ts'

/**
 * What a dry run leads to: the requests that a real run would send, with the names of their fields.
 * @param obtainsToken whether a request for a token comes first
 */
export function dryRun({ baseUrl, requests }: Plan, obtainsToken: boolean): Result {
  const planned = requests()
  if (planned.length === 0) return { outputs: {}, log: [{ message: 'dryRun' }] }
  const token: PlannedRequest[] = obtainsToken ? [{ request: tokenRequest({ app_id: '', app_secret: '' }) }] : []
  const rows = [...token, ...planned].map(({ request: { name, method, path, body }, about, shownAs }) => {
    const url = shownAs ? `<${shownAs}>` : baseUrl + path
    return { call: name, url: `${method} ${url}`, fields: body?.fields() ?? [], about }
  })
  return {
    outputs: {},
    log: [
      { message: 'dryRun' },
      { message: 'wouldSend' },
      ...rows.map((row) => ({ message: 'plannedRequest' as const, ...row })),
    ],
    table: {
      head: [{ message: 'headCall' }, { message: 'headRequest' }, { message: 'headFields' }],
      rows: rows.map(({ call, url, fields, about }) => [{ message: 'callName', call, about }, url, fields.join(', ')]),
    },
  }
}
