import { quoted, text, wrong } from './fields.ts'

/** The two public platforms; an app, a base and a token of one are unknown to the other. */
export type Platform = 'feishu' | 'lark'

/** Whose host a link names; a private deployment has a host of its own. */
export type LinkHost = Platform | 'larkoffice' | 'neither'

const baseUrls: Readonly<Record<Platform, string>> = {
  feishu: 'https://open.feishu.cn',
  lark: 'https://open.larksuite.com',
}

/**
 * Where the calls go.
 * @param linked whose a link among the inputs is
 * @returns a base URL without a slash at its end
 * @throws InputError for a URL that would show the token to others, or that contradicts the link
 */
export function baseUrl(linked: LinkHost | undefined): string {
  const value = text('domain')
  const named = value.toLowerCase()
  if (named === 'feishu' || named === 'lark') {
    if ((linked === 'feishu' || linked === 'lark') && linked !== named) {
      throw wrong('domain', `${named}, while the link in app_token is ${linked}'s`, `${linked}, or no domain at all`)
    }
    return baseUrls[named]
  }
  const wants = 'feishu, lark, or an https base URL such as https://open.example.com (http on loopback only)'
  if (value === '' && linked === 'neither')
    throw wrong('domain', 'nothing, while the link in app_token is on a host of neither Feishu nor Lark', wants)
  // Which platform larkoffice.com belongs to is documented nowhere: its name says Lark, and domain may say otherwise.
  if (value === '') return baseUrls[linked === 'lark' || linked === 'larkoffice' ? 'lark' : 'feishu']
  const url = URL.parse(value)
  if (!url) throw wrong('domain', quoted(value), wants)
  if (url.username || url.password) throw wrong('domain', 'a URL with a user name or password', wants)
  if (url.search || url.hash) throw wrong('domain', 'a URL with a query or fragment', wants)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw wrong('domain', `${url.protocol}//${url.host}`, wants)
  }
  return url.href.replace(/\/+$/, '')
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
