import { type Duplex, pipeline } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** What a response begins with. */
interface Head {
  http_status: number
  /** Looks up a header, ignoring case. */
  header: (name: string) => string | undefined
}

/**
 * Whether a successful response is a file: offered for saving, of a type that is neither JSON nor text, or without a
 * type and no text. HTML or text that is not offered is the page of a gateway.
 * @param text the body, as far as it is known; in Feishu's form, a type alone proves nothing of it
 */
export function isFile({ http_status, header }: Head, text = '', hasCode = false): boolean {
  if (http_status < 200 || http_status > 299) return false
  if (/^\s*attachment\b/i.test(header('content-disposition') ?? '')) return true
  const type = header('content-type')?.trim() ?? ''
  return !hasCode && (type === '' ? /[^\P{Cc}\s]/u.test(text) : !/^text\/|[/+](json|xml)\b/i.test(type))
}

const decoders: ReadonlyMap<string, () => Duplex> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
])

/** What of a file reaches its reader, piece by piece; a failure of the network is one of the reader's. */
export type FileContent = AsyncIterable<string | Uint8Array>

/** @param encoding header Content-Encoding */
export function decoded(body: NodeJS.ReadableStream, encoding = ''): FileContent {
  const decoder = decoders.get(encoding.trim().toLowerCase())
  // Whoever begins to read later gets the error too; until then it must not end the process.
  return decoder ? pipeline(body, decoder(), () => {}).on('error', () => {}) : body
}
