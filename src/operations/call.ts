import { memberOf } from '../feishu/body.ts'
import { type Endpoint, type Idempotency, json, type Method, type Request } from '../feishu/request.ts'
import { readBaseUrl } from '../inputs/domain.ts'
import { roundedNumber } from '../inputs/doubt.ts'
import { readParams } from '../inputs/params.ts'
import { getBoolean, getText, type Inputs, invalidInput } from '../inputs/read.ts'
import { decodedFully, isBotHook } from '../inputs/webhook.ts'
import { parseVerbatim } from '../json.ts'
import { type Message, StepError } from '../messages/index.ts'
import { hasInvisible } from '../text.ts'
import { type Operation, responseOutputs } from './operation.ts'

/** Which scopes a call needs and how often it may be made, only its own page says. */
const anyCall = {
  name: 'call',
  method: 'POST',
  path: '/open-apis/…',
  tokens: 'tenant or user',
  scopes: [],
} as const satisfies Endpoint

const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Makes any other JSON call of the Open Platform. */
export const call: Operation<'call'> = {
  name: 'call',
  inputs: ['request', 'params', 'params_file', 'repeatable'],
  endpoints: [anyCall],
  lookups: [],
  async prepare(inputs) {
    const { method, path } = readRequest(inputs)
    const params = await readParams(inputs)
    if (params && method === 'GET') throw new StepError({ message: 'getWithBody' })
    const body = params?.text ?? (method === 'GET' || method === 'DELETE' ? undefined : '{}')
    const request: Request = {
      name: anyCall.name,
      method,
      path,
      ...(body !== undefined && { body: json(body) }),
      idempotency: idempotencyOf(inputs, method),
    }
    return {
      description: { message: 'calling', method, path: pathOnly(path) },
      // A query may hold what the user sends, so only its names are shown.
      baseUrl: readBaseUrl(inputs, undefined),
      requests: () => [{ request: { ...request, path: shownPath(path) } }],
      target: [{ label: 'request', value: `${method} ${pathOnly(path)}` }],
      warnings: params?.warnings ?? [],
      sensitive: params?.sensitive ?? [],
      async perform(client) {
        const result = await client.call(request)
        const values = valuesOf(result.response.text)
        const warnings: Message[] = values === undefined ? [{ message: 'dataUnreadable' }] : []
        return {
          outputs: { ...responseOutputs(result), ...(values !== undefined && { values }) },
          log: [{ message: 'called', method, path: pathOnly(path) }],
          warnings,
        }
      },
    }
  },
}

/** By itself or in a list. */
const rounded = new RegExp(String.raw`(?<![\w.])${roundedNumber}(?![\w.])`)

/** The names in the query, without their values. */
function shownPath(path: string): string {
  return path.replace(/\?.*$/s, (query) => query.replace(/=[^&]*/g, '=…'))
}

/** A query may hold what the user sends. */
function pathOnly(path: string): string {
  return path.replace(/\?.*$/s, '')
}

function idempotencyOf(inputs: Inputs, method: Method): Idempotency {
  const given = getText(inputs, 'repeatable')
  const repeatable = given === '' ? method === 'GET' : getBoolean(inputs, 'repeatable')
  if (!repeatable) return { kind: 'none' }
  return { kind: method === 'GET' ? 'read' : 'idempotent' }
}

/**
 * Reads input request: `METHOD /open-apis/…`, query included.
 * @throws StepError for anything that would leave the Open Platform of the step's domain
 */
function readRequest(inputs: Inputs): { method: Method; path: string } {
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
  const segments = decodedFully(path.replace(/\?.*$/s, ''))?.slice(1).split('/')
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

/** The response's `data` for `fromJSON`, which would round an integer beyond 2^53: it becomes a string. */
function valuesOf(response: string): string | undefined {
  try {
    const { data } = memberOf({ response: parseVerbatim(response) }, 'response')
    return JSON.stringify(data ?? {})
  } catch {
    // So deeply nested that its conversion overflows the stack.
    return undefined
  }
}
