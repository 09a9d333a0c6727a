import { createHash } from 'node:crypto'
import { getKey, getText, type Inputs } from '../../inputs/read.ts'
import { StepError } from '../../messages/index.ts'

/** A request, as the user wrote it or as it is sent. */
interface Texts {
  /** Path and query. */
  path: string
  /** The members of the body, as JSON text. */
  params: string | undefined
}

/** Every request, with what its placeholders stood for. */
interface Filled extends Texts {
  /** Set where the request has a placeholder for it. */
  idempotent_key?: string
}

/** A whole value in JSON: in a string, a quote has a backslash before it; a name has a colon after it. */
const inBody = /(?<!\\)":(idempotent_key|file_name|file_size)"(?!\s*:)/g
const inQuery = /([?&][^=&]*=)(?::|%3[Aa])(idempotent_key|file_name|file_size)(?=&|$)/g
const isClientToken = /(?<!\\)"client_token"\s*:\s*":idempotent_key"|[?&]client_token=(?::|%3[Aa])idempotent_key(?=&|$)/

/**
 * Replaces the values that are exactly `:idempotent_key`, `:file_name` or `:file_size`; every other byte stays.
 * @param file what is uploaded, if anything is
 * @throws StepError for one that has no value, and for a key that has no place
 */
export function fillPlaceholders(
  inputs: Inputs,
  { path, params }: Texts,
  file: { name: string; size: number } | undefined,
): Filled {
  const names = [...(params ?? '').matchAll(inBody), ...path.matchAll(inQuery)].map((match) => match.at(-1))
  const hasKey = names.includes('idempotent_key')
  if (!hasKey && getText(inputs, 'idempotent_key')) throw new StepError({ message: 'keyWithoutPlaceholder' })
  if (!file && names.some((name) => name !== 'idempotent_key'))
    throw new StepError({ message: 'placeholderWithoutFile' })
  const given = getKey(inputs)
  const key = isClientToken.test(params ?? '') || isClientToken.test(path) ? uuidOf(given) : given
  const values: Readonly<Record<string, string>> = {
    idempotent_key: key,
    ...(file && { file_name: file.name, file_size: String(file.size) }),
  }
  return {
    path: path.replace(inQuery, (_, before: string, name: string) => before + encodeURIComponent(String(values[name]))),
    params: params?.replace(inBody, (_, name: string) => JSON.stringify(values[name])),
    ...(hasKey && { idempotent_key: key }),
  }
}

/** As client_token, Feishu takes nothing but a UUID v4 (1254037 otherwise); the same key always makes the same one. */
function uuidOf(key: string): string {
  if (/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i.test(key)) return key
  const hex = createHash('sha256').update(key).digest('hex')
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
