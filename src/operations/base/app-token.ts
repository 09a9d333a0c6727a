import { memberOf, textOf } from '../../feishu/body.ts'
import type { Client } from '../../feishu/client.ts'
import { unexpectedResponse } from '../../feishu/error.ts'
import { type Endpoint, isId, type Request, requestTo } from '../../feishu/request.ts'
import { type LinkHost, platformOf, readBaseUrl } from '../../inputs/domain.ts'
import { checkedId, getText, type Inputs, invalidInput } from '../../inputs/read.ts'
import { type Message, quote, StepError } from '../../messages/index.ts'
import type { Row } from '../../runner/summary.ts'
import { truncate } from '../../text.ts'
import type { PlannedRequest } from '../operation.ts'

/** Docs: wiki-v2/space/get_node. A wiki node's obj_token is an app_token only if its obj_type is bitable. */
export const wikiNode = {
  name: 'wikiNode',
  method: 'GET',
  path: '/open-apis/wiki/v2/spaces/get_node',
  tokens: 'tenant or user',
  scopes: ['wiki:node:read', 'wiki:wiki', 'wiki:wiki:readonly'],
  rate: '100/min',
} as const satisfies Endpoint

/** A base as the user names it: by its app_token, or by the wiki page it is on. */
export type BaseRef = { link?: string; baseUrl: string; warnings: readonly Message[] } & (
  | { kind: 'base'; app_token: string }
  /** Its app_token has to be looked up. */
  | { kind: 'wiki page'; node: string; app_token?: undefined }
)

const expected = { kind: 'appToken' } as const

/**
 * Reads input app_token, whichever way it names the base.
 * @throws StepError where it names none
 */
export function readBase(inputs: Inputs): BaseRef {
  const value = getText(inputs, 'app_token')
  if (value === '') throw invalidInput('app_token', expected)
  if (/\s|https?:\/\/.*https?:\/\//.test(value)) throw new StepError({ message: 'severalLinks' })
  if (value.includes('/')) return readLink(value, inputs)
  if (/[?&=]/.test(value)) throw new StepError({ message: 'partOfLink', got: truncate(value) })
  const token = checkedId('app_token', value, expected)
  return { kind: 'base', baseUrl: readBaseUrl(inputs, undefined), ...tokenOf(token) }
}

function readLink(value: string, inputs: Inputs): BaseRef {
  const url = URL.parse(/^https?:\/\//i.test(value) ? value : `https://${value}`)
  const path = url?.pathname ?? ''
  if (/\/share\/|\/shr\w/.test(path)) throw new StepError({ message: 'shareLink' })
  if (/\/base\/automation\/webhook\//.test(path)) throw new StepError({ message: 'webhookLink' })
  const [, kind, token] = /\/(base|wiki)\/([^/]+)/.exec(path) ?? []
  if (!url || token === undefined || /^(add|form|settings|space|workspace)$/.test(token)) {
    throw invalidInput('app_token', expected, value)
  }
  // A part of it would be another token, or none.
  if (!/^[\w-]+$/.test(token)) throw new StepError({ message: 'linkDamaged' })
  const link = `https://${url.host}${path}`
  if (kind === 'wiki') return { link, kind: 'wiki page', node: token, ...wikiBaseUrl(inputs, platformOf(url.hostname)) }
  return { link, kind: 'base', baseUrl: readBaseUrl(inputs, platformOf(url.hostname)), ...tokenOf(token) }
}

/** A wiki page of Lark may be readable on Feishu with the token of a user (larksuite/cli says so; not tried). */
function wikiBaseUrl(inputs: Inputs, linked: LinkHost): Pick<BaseRef, 'baseUrl' | 'warnings'> {
  const domain = getText(inputs, 'domain')
  const mayPass = linked === 'lark' && getText(inputs, 'access_token').startsWith('u-')
  const baseUrl = readBaseUrl(inputs, mayPass && domain !== '' ? undefined : linked)
  const differs = mayPass && platformOf(new URL(baseUrl).hostname) === 'feishu'
  return { baseUrl, warnings: differs ? [{ message: 'domainDiffersFromLink', domain, linked }] : [] }
}

/** In a base embedded in a document, the link shows `APPTOKEN_tbl…`: the part before `_` is the token. */
function tokenOf(part: string): { app_token: string; warnings: Message[] } {
  const app_token = part.replace(/_(tbl|blk|vew|ldx).*/, '')
  const prefix = /^(tbl|vew|blk|shr|wkf)/.exec(app_token)?.[1]
  return { app_token, warnings: prefix ? [{ message: 'otherIdAsAppToken', app_token, prefix }] : [] }
}

/** The lookup it takes to know the app_token. */
export function baseLookups(base: BaseRef): PlannedRequest[] {
  return base.kind === 'base' ? [] : [{ request: wikiRequest(base.node) }]
}

/** The base as the summary names it. */
export function baseRow(base: BaseRef): Row {
  const value = base.kind === 'base' ? base.app_token : base.node
  return { label: { message: 'rowBase' }, value, ...(base.link && { link: base.link }) }
}

/**
 * Finds the app_token: asks for the wiki page where one was named.
 * @throws FeishuError when the page cannot be read or is not a base
 */
export async function findAppToken(base: BaseRef, client: Client): Promise<string> {
  if (base.kind === 'base') return base.app_token
  const request = wikiRequest(base.node)
  const result = await client.call(request)
  const { obj_type, obj_token } = memberOf(memberOf(result.response.body, 'data'), 'node')
  const token = textOf(obj_token) ?? ''
  if (obj_type === 'bitable' && isId(token)) return token
  const type = textOf(obj_type)
  const reason: Message =
    type && type !== 'bitable'
      ? { message: 'wikiPageNotABase', type: quote(type) }
      : { message: 'responseWithout', member: 'app_token' }
  throw unexpectedResponse(request, result, reason, 'notABase')
}

function wikiRequest(node: string): Request {
  return requestTo(wikiNode, {}, { query: { token: node }, idempotency: { kind: 'read' } })
}
