import type { CallName } from '../messages/index.ts'
import { hasInvisible } from '../text.ts'
import type { FileContent } from './content.ts'
import type { FeishuResponse, OlderForm } from './response.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One call as Feishu documents it. The tables of scopes, token types and rates in the docs are made from these fields. */
export interface Endpoint {
  name: CallName
  method: Method
  /** `:name` is a path parameter. */
  path: string
  /** Which tokens it accepts; `none` for a webhook, whose URL is its only secret. */
  tokens: 'tenant or user' | 'tenant' | 'none'
  /** Any one of these is enough. */
  scopes: readonly string[]
  /** Where Lark's page names other scopes than Feishu's, or none. */
  larkScopes?: readonly string[]
  /** Feishu's documented limit for one app; undefined where none is documented. */
  rate?: string
}

/** What happens when a request is sent again although an earlier attempt may have been processed. */
export type Idempotency =
  /** It reads: there is no outcome to be unsure of. */
  | { kind: 'read' }
  /** The second time changes nothing; for some calls because they carry a key. */
  | {
      kind: 'idempotent'
      idempotent_key?: string
      /** How long after the first attempt the server knows the key, where that is limited, in milliseconds. */
      rememberedMs?: number
    }
  /** It starts something: safe only because Feishu rejects a key that was used before. */
  | { kind: 'key'; idempotent_key: string; isDuplicate: (response: FeishuResponse) => boolean }
  /** It may do its work twice. */
  | { kind: 'none' }

/** What a request carries, read again for each attempt. */
export interface Body {
  /** Content-Type. */
  type: string
  content: string | Blob
  /** The names of its fields, as a dry run shows them. */
  fields: () => readonly string[]
}

/** What Feishu's own SDKs send, with and without a body. */
export const jsonType = 'application/json; charset=utf-8'

/** @param text a JSON object */
export function json(text: string): Body {
  return { type: jsonType, content: text, fields: () => Object.keys(JSON.parse(text)) }
}

/** One HTTP request to Feishu, described once: a dry run prints it, the client sends it. */
export interface Request {
  name: CallName
  method: Method
  /** Path and query, percent-encoded. */
  path: string
  headers?: Readonly<Record<string, string>>
  body?: Body
  olderForm?: OlderForm
  idempotency: Idempotency
  /** Saves a response that is a file. What it throws, the call throws. */
  save?: (content: FileContent) => Promise<void>
}

type PathParameter<Path extends string> = Path extends `${string}/:${infer Name}/${infer Rest}`
  ? Name | PathParameter<`/${Rest}`>
  : Path extends `${string}/:${infer Name}`
    ? Name
    : never

/**
 * Describes a request to an endpoint.
 * @param ids a value for each path parameter; an undefined one is only known after a lookup, and a dry run prints its name
 */
export function requestTo<Path extends string>(
  { name, method, path }: Endpoint & { path: Path },
  ids: Readonly<Record<PathParameter<Path>, string | undefined>>,
  { query, ...rest }: Pick<Request, 'body' | 'idempotency'> & { query?: Readonly<Record<string, string>> },
): Request {
  const values: Readonly<Record<string, string | undefined>> = ids
  const filled = path.replace(/:(\w+)/g, (parameter, id: string) => {
    const value = values[id]
    return value === undefined ? parameter : encodeURIComponent(value)
  })
  return { name, method, path: query ? `${filled}?${new URLSearchParams(query)}` : filled, ...rest }
}

/** Characters that no id of Feishu's contains; each would also be ambiguous in a list, a path or a URL. */
const notInIds = /[\s"'`,#/\\()[\]{}<>?&=%;|，、；“”‘’]/u

/**
 * Tells whether a text can be one path segment that names a thing of Feishu's. `.` and `..` survive percent-encoding and
 * are resolved by URL parsers.
 */
export function isId(text: string): boolean {
  return (
    text !== '' && text !== '.' && text !== '..' && !notInIds.test(text) && !hasInvisible(text) && text.isWellFormed()
  )
}
