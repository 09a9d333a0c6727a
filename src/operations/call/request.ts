import type { Method } from '../../feishu/request.ts'
import { roundedNumber } from '../../inputs/doubt.ts'
import { getText, type Inputs, invalidInput } from '../../inputs/read.ts'
import { decodedFully, isBotHook } from '../../inputs/webhook.ts'
import { StepError } from '../../messages/index.ts'
import { hasInvisible } from '../../text.ts'

const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** By itself or in a list. */
const rounded = new RegExp(String.raw`(?<![\w.])${roundedNumber}(?![\w.])`)

/**
 * Reads input request: `METHOD /open-apis/…`, query included.
 * @throws StepError for anything that would leave the Open Platform of the step's domain
 */
export function readRequest(inputs: Inputs): { method: Method; path: string } {
  const text = getText(inputs, 'request')
  if (hasInvisible(text)) throw new StepError({ message: 'invisibleCharacter', input: 'request' })
  if (/\s\/open-apis\/.*\s/s.test(text)) throw new StepError({ message: 'requestWithSpace' })
  if (isBotHook(pathOnly(text))) throw new StepError({ message: 'requestToBot' })
  const [, word = '', path = ''] = /^(\S+)[ \t]+(\S+)$/.exec(text) ?? []
  const method = methods.find((each) => each === word.toUpperCase())
  if (!method) throw invalidInput('request', { kind: 'request' }, pathOnly(text))
  const url = path.startsWith('/') && !path.startsWith('//') ? URL.parse(path, 'https://platform.invalid') : null
  // A parser resolves dots, also encoded ones, turns a backslash into a slash and drops a fragment: none may be there.
  const stays = url?.host === 'platform.invalid' && url.hash === '' && !path.includes('#') && !path.includes('\\')
  if (!url || !stays || !url.pathname.startsWith('/open-apis/'))
    throw invalidInput('request', { kind: 'request' }, pathOnly(text))
  const segments = decodedFully(pathOnly(path))?.slice(1).split('/')
  // Some servers end a segment at a semicolon.
  if (!segments || segments.some((segment) => /^\.{0,2}$|[\\;\s]/.test(segment) || hasInvisible(segment)))
    throw new StepError({ message: 'pathUnsafe' })
  // What `auth/…` and some of `authen/…` respond with is a token (docs: auth-v3, authen-v1).
  if (/^\/open-apis\/(auth\/|authen\/.*token)/i.test(`/${segments.join('/')}`))
    throw new StepError({ message: 'tokenEndpoint' })
  if (rounded.test(decodedFully(path) ?? path)) throw new StepError({ message: 'roundedNumber', input: 'request' })
  const placeholder = segments.find((segment) => /^[:{<]/.test(segment))
  if (placeholder) throw new StepError({ message: 'pathPlaceholder', placeholder })
  return { method, path: url.pathname + url.search }
}

/** A query may hold what the user sends. */
export function pathOnly(path: string): string {
  return path.replace(/\?.*$/s, '')
}
