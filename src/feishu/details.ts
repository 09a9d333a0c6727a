import { type Message, type Quoted, quote } from '../messages/index.ts'
import { afterEscape } from '../text.ts'
import { errorsIn, memberOf, objects, textOf, texts } from './body.ts'
import type { HttpResponse } from './transport.ts'

/**
 * What an error response says beyond code and msg, in the spelling of the documentation (`scope`, `url`) and of actual
 * responses (`subject`, `helps`; seen). The value of a field violation is left out: it may be what the user sent.
 */
export function errorDetails(body: Readonly<Record<string, unknown>>): { details: Message[]; links: Quoted[] } {
  const errors = errorsIn(body)
  const [error, dataError] = errors
  const scopes = objects(error.permission_violations).flatMap(({ subject, scope }) => texts(subject ?? scope))
  const fields = objects(error.field_violations)
    .map(({ field, description }) => [...texts(field), ...texts(description)].join(': '))
    .filter((field) => field !== '')
  const values = objects(error.details).flatMap(({ value }) => texts(value))
  const said = [
    ...[body.error, memberOf(body, 'data').error].flatMap(texts),
    ...errors.flatMap(({ message }) => texts(message)),
    ...values,
    ...errors.flatMap(({ hint }) => texts(hint)),
  ]
  // What msg has said already is not said again.
  const news = [...new Set(said)].filter((text) => !(textOf(body.msg) ?? '').includes(text))
  const pages = [...objects(error.helps), ...objects(error.permission_violations)].flatMap(({ url }) => texts(url))
  const inText = [...texts(error.troubleshooter), ...said].flatMap(
    (text) => text.match(/https:\/\/[^\s"'<>，。；）]*[^\s"'<>，。；）.,;:!?)]/g) ?? [],
  )
  const links = [...pages, ...texts(dataError.docs_url), ...texts(memberOf(body, 'data').challenge_url), ...inText]
  const described = [fields.join('; '), news.join(' ')].filter((description) => description !== '')
  return {
    details: [
      ...(scopes.length > 0 ? [{ message: 'missingScopes', scopes: scopes.map(quote) } as const] : []),
      ...described.map((description) => ({ message: 'feishuDetails', description: quote(description) }) as const),
    ],
    links: [...new Set(links)].filter((link) => link.startsWith('https://')).map(quote),
  }
}

/** Stands for the host of a redirect that names none. */
const sameHost = 'same-host.invalid'

/** What somebody else says who speaks for Feishu: a proxy, a gateway, a page to sign in. */
export function foreignDetails(
  { http_status, header, text }: HttpResponse,
  body: Record<string, unknown> | undefined,
): Message[] {
  const location = header('location')
  const host =
    location && http_status >= 300 && http_status < 400 ? URL.parse(location, `https://${sameHost}`)?.host : undefined
  if (host && host !== sameHost) return [{ message: 'redirectsTo', host }]
  const said = body ? saidIn(body) : ''
  if (said !== '') return [{ message: 'responseSays', description: quote(said) }]
  const title = /<title\b[^>]*>([^<]*\S[^<]*)<\/title/i.exec(text.slice(0, 10_000))?.[1]
  if (title && !isBinary(title)) return [{ message: 'pageTitle', description: quote(plain(title)) }]
  // It is shortened only after secrets are removed: half a secret would not be found.
  const line = withoutTokens((/\S[^\r\n]*/.exec(text)?.[0] ?? '').slice(0, 10_000))
  return line === '' || isBinary(line) ? [] : [{ message: 'firstLine', first_line: quote(line) }]
}

/** The texts of a JSON object that has no code, under whatever name: `message`, `error_description`, `StatusMessage`. */
function saidIn(body: Readonly<Record<string, unknown>>): string {
  const [first] = objects(body.errors)
  const members = Object.entries({ ...body, ...memberOf(body, 'error'), ...first })
  const said = members.flatMap(([name, value]) => texts(value).map((text) => `${name}: ${text}`))
  return withoutTokens(said.join(', ').slice(0, 10_000))
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', mdash: '—' }

function plain(html: string): string {
  const text = html
    .replace(/&#(x?)([\da-f]{1,6});/gi, (entity, x: string, digits: string) => {
      const point = Number.parseInt(digits, x ? 16 : 10)
      return point > 0x10ffff ? entity : String.fromCodePoint(point)
    })
    .replace(/&(\w+);/g, (entity, name: string) => entities[name] ?? entity)
  return withoutTokens(text.replace(/\s+/g, ' ').trim())
}

/** What is no text in UTF-8. */
function isBinary(text: string): boolean {
  return /[^\P{Cc}\s]|\ufffd/u.test(text)
}

/** A token of a tenant (t-…) or of a user (u-…), or a JWT. */
const token = String.raw`(?:(?<![\w-])|${afterEscape})(?:[tu]-[\w-]{20,}|eyJ[\w-]+\.[\w-]+\.[\w-]+)`

/**
 * A text without what follows a token's or a secret's name, and without what is built like a token: an incomplete
 * response may hold one that nobody could read.
 */
export function withoutTokens(text: string): string {
  return text
    .replace(
      /((?:token|secret|authorization)\w{0,40}\\*["']?\s{0,9}[:=]\s{0,9}\\*["']?(?:(?:bearer|basic)\s{1,9})?)[^"'\s,;&}\\]+/gi,
      '$1***',
    )
    .replace(new RegExp(token, 'gi'), '***')
}
