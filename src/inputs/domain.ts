import { StepError } from '../messages/index.ts'
import { getText, type Inputs, invalidInput } from './read.ts'

/** The two public platforms; an app, a base and a token of one are unknown to the other. */
export type Platform = 'feishu' | 'lark'

/** Whose host a link has; a private deployment has a host of its own. */
export type LinkHost = Platform | 'other'

const baseUrls: Readonly<Record<Platform, string>> = {
  feishu: 'https://open.feishu.cn',
  lark: 'https://open.larksuite.com',
}

/**
 * Hosts of Feishu and Lark. larkoffice.com is Feishu's: its API pages name open.feishu.cn, and links of its tenants
 * redirect to feishu.cn (seen). Which platform its regional hosts belong to is undocumented.
 */
const platforms: readonly [string, LinkHost][] = [
  ['feishu.cn', 'feishu'],
  ['larksuite.com', 'lark'],
  ['sg.larkoffice.com', 'other'],
  ['us.larkoffice.com', 'other'],
  ['jp.larkoffice.com', 'other'],
  ['larkoffice.com', 'feishu'],
]

/** @param hostname of a link or a base URL */
export function platformOf(hostname: string): LinkHost {
  const host = `.${hostname.toLowerCase()}`
  return platforms.find(([domain]) => host.endsWith(`.${domain}`))?.[1] ?? 'other'
}

/**
 * Where the calls go.
 * @param linked whose host a link among the inputs has
 * @returns a base URL without a slash at its end
 * @throws StepError for a URL that would show the token to others, or that contradicts the link
 */
export function readBaseUrl(inputs: Inputs, linked: LinkHost | undefined): string {
  const value = getText(inputs, 'domain')
  if (value === '') {
    if (linked === 'other') throw new StepError({ message: 'domainRequired' })
    return baseUrls[linked ?? 'feishu']
  }
  const named = value.toLowerCase()
  const url = named === 'feishu' || named === 'lark' ? new URL(baseUrls[named]) : readUrl(value)
  const platform = platformOf(url.hostname)
  if (linked && linked !== 'other' && platform !== 'other' && platform !== linked) {
    throw new StepError({ message: 'domainContradictsLink', domain: value, linked })
  }
  return url.href.replace(/\/+$/, '').replace(/\/open-apis$/i, '')
}

function readUrl(value: string): URL {
  // A word without a dot is a misspelt feishu or lark, not a host.
  const host = value.includes('.') ? `https://${value}` : ''
  const url = URL.parse(value.includes('://') ? value : host)
  // A user name or password in it is a secret that would be printed with the URL.
  if (url && (url.username || url.password)) throw new StepError({ message: 'domainWithCredentials' })
  if (url && platformOf(url.hostname) !== 'other' && !/^\w*open\./.test(url.hostname))
    throw new StepError({ message: 'domainOfTenant', host: url.hostname })
  const misplaced = /\/(base|wiki|hook)\//.test(url?.pathname ?? '')
  if (url && !misplaced && url.search === '' && url.hash === '' && isSafe(url)) return url
  throw invalidInput('domain', { kind: 'domain' }, value)
}

/** True for https, and for http on loopback: any other URL would show secrets to others. */
export function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
