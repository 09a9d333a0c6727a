import type { LinkHost } from '../domain.ts'
import type { Call } from '../feishu/call.ts'
import type { Feishu } from '../feishu/client.ts'
import { unexpected } from '../feishu/failure.ts'
import { segmentFault } from '../feishu/path.ts'
import { id, quoted, wrong } from '../fields.ts'
import { isObject } from '../json.ts'
import type { PlannedRequest, Row } from './operation.ts'

/** A base as the user names it: by its app_token, or by the wiki page it stands on. */
export type Base = { link: string | undefined; platform: LinkHost | undefined } & (
  | { kind: 'base'; app_token: string }
  | { kind: 'wiki page'; node: string }
)

const wants = "a base's app_token, or the link of the base or of its wiki page"

/** Hosts of Feishu and Lark, regional ones among them. */
const platforms: readonly [RegExp, LinkHost][] = [
  [/(^|\.)feishu\.cn$/, 'feishu'],
  [/(^|\.)larksuite\.com$/, 'lark'],
  [/(^|\.)larkoffice\.com$/, 'larkoffice'],
  [/./, 'neither'],
]

/**
 * Reads input app_token, whichever way it names the base.
 * @throws InputError where it names none
 */
export function readBase(): Base {
  const value = id('app_token', wants)
  return value.includes('/')
    ? readLink(value)
    : { kind: 'base', app_token: tokenOf(value), link: undefined, platform: undefined }
}

function readLink(value: string): Base {
  const url = URL.parse(/^https?:\/\//i.test(value) ? value : `https://${value}`)
  const [, kind, token] = /\/(base|wiki)\/([\w-]+)\/?$/.exec(url?.pathname ?? '') ?? []
  if (!url || token === undefined) throw wrong('app_token', quoted(value), `${wants}: one with /base/ or /wiki/ in it`)
  const link = `https://${url.host}${url.pathname}`
  const platform = platforms.find(([host]) => host.test(url.hostname))?.[1]
  return kind === 'wiki'
    ? { kind: 'wiki page', node: token, link, platform }
    : { kind: 'base', app_token: tokenOf(token), link, platform }
}

/** In a base embedded in a document, the link shows `APPTOKEN_tbl…`: the part before `_` is the token. */
function tokenOf(part: string): string {
  return part.replace(/_(tbl|blk|vew|ldx).*$/, '')
}

/** The look-ups it takes to know the app_token. */
export function baseLookUps(base: Base): PlannedRequest[] {
  return base.kind === 'base' ? [] : [{ ...wikiNode(base.node), fields: [] }]
}

/** @returns the app_token, or words that stand for it before the look-up */
export function shownToken(base: Base): string {
  return base.kind === 'base' ? encodeURIComponent(base.app_token) : '<app_token of the wiki page>'
}

/** The base as the summary names it. */
export function baseRow(base: Base): Row {
  return { label: 'base', value: base.kind === 'base' ? base.app_token : base.node, link: base.link }
}

/**
 * Finds the app_token: asks for the wiki page where one was named. A wiki node's obj_token is an app_token only when
 * its obj_type is bitable (docs: wiki-v2/space/get_node).
 * @throws FeishuFailure when the page cannot be read or is no base
 */
export async function findAppToken(base: Base, feishu: Feishu): Promise<string> {
  return base.kind === 'base' ? base.app_token : lookUp(base.node, feishu)
}

async function lookUp(wikiPage: string, feishu: Feishu): Promise<string> {
  const call = wikiNode(wikiPage)
  const reply = await feishu.call(call)
  const data = isObject(reply.answer.body.data) ? reply.answer.body.data : {}
  const node = isObject(data.node) ? data.node : {}
  if (node.obj_type === 'bitable' && typeof node.obj_token === 'string' && !segmentFault(node.obj_token)) {
    return node.obj_token
  }
  const what =
    typeof node.obj_type === 'string' && node.obj_type !== 'bitable'
      ? `the wiki page in app_token is a ${node.obj_type}, not a base`
      : 'the answer names no app_token'
  throw unexpected(call, reply, what, 'Open the base itself and paste its link as app_token.')
}

function wikiNode(node: string): Call {
  return {
    name: 'wiki node look-up',
    method: 'GET',
    path: `/open-apis/wiki/v2/spaces/get_node?token=${encodeURIComponent(node)}`,
    repeat: { safe: 'always' },
  }
}
