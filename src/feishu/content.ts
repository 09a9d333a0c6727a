import { type Duplex, pipeline } from 'node:stream'
import {
  brotliDecompressSync,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  gunzipSync,
  inflateSync,
  type ZlibOptions,
} from 'node:zlib'
import { codeOf } from './network-error.ts'

/** Looks up a header, ignoring case. */
export type Header = (name: string) => string | undefined

/** What a response begins with. */
export interface ResponseHead {
  http_status: number
  header: Header
}

/** A body as text. */
export interface TextContent {
  /** '' where it exceeds the limit. */
  text: string
  complete: boolean
  /** The Content-Encoding that it does not have. */
  wrongEncoding?: string
}

/** What of a file reaches its reader, piece by piece; a failure of the network is one of the reader's. */
export type FileContent = AsyncIterable<string | Uint8Array>

/** The longest text that is read, in bytes, before and after decompression. */
export const responseLimit = 10 * 1024 * 1024

const tooLong: TextContent = { text: '', complete: false }

/**
 * Whether a successful response is a file: offered for saving, of a type that is neither JSON nor text, or without a
 * type and no text. HTML or text that is not offered is the page of a gateway.
 * @param text the body, as far as it is known; in Feishu's form, a type alone proves nothing of it
 */
export function isFile({ http_status, header }: ResponseHead, text = '', hasCode = false): boolean {
  if (http_status < 200 || http_status > 299) return false
  if (/^\s*attachment\b/i.test(header('content-disposition') ?? '')) return true
  const type = header('content-type')?.trim() ?? ''
  return !hasCode && (type === '' ? /[^\P{Cc}\s]/u.test(text) : !/^text\/|[/+](json|xml)\b/i.test(type))
}

/** What undoes a Content-Encoding. */
interface Decoder {
  whole: (bytes: Buffer, options: ZlibOptions) => Buffer
  stream: () => Duplex
}

const gzip: Decoder = { whole: gunzipSync, stream: createGunzip }
const decoders: ReadonlyMap<string, Decoder> = new Map([
  ['gzip', gzip],
  ['x-gzip', gzip],
  ['deflate', { whole: inflateSync, stream: createInflate }],
  ['br', { whole: brotliDecompressSync, stream: createBrotliDecompress }],
])

/** The header Content-Encoding as the table above spells it. */
function spelled(encoding = ''): string {
  return encoding.trim().toLowerCase()
}

/**
 * The content of a file, decompressed.
 * @param encoding header Content-Encoding
 */
export function decoded(body: NodeJS.ReadableStream, encoding?: string): FileContent {
  const decoder = decoders.get(spelled(encoding))
  // Whoever begins to read later gets the error too; until then it must not end the process.
  return decoder ? pipeline(body, decoder.stream(), () => {}).on('error', () => {}) : body
}

/**
 * Reads a body as text, up to the limit.
 * @throws what the connection, or zlib for a body that is cut off, reports
 */
export async function readText(body: NodeJS.ReadableStream | null, header: Header): Promise<TextContent> {
  const chunks: Buffer[] = []
  let size = 0
  if (body) {
    for await (const chunk of body) {
      chunks.push(Buffer.from(chunk))
      size += chunk.length
      if (size > responseLimit) return tooLong
    }
  }
  return decode(Buffer.concat(chunks), header)
}

function decode(bytes: Buffer, header: Header): TextContent {
  const encoding = spelled(header('content-encoding'))
  const decoder = decoders.get(encoding)
  try {
    const plain = bytes.length > 0 && decoder ? decoder.whole(bytes, { maxOutputLength: responseLimit }) : bytes
    return { text: textIn(plain, header), complete: true }
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ERR_BUFFER_TOO_LARGE') return tooLong
    if (code === 'Z_BUF_ERROR') throw error
    return { text: textIn(bytes, header), complete: true, wrongEncoding: encoding }
  }
}

/** UTF-8; or the charset that a response in another one names, as a page of a gateway in GBK. */
function textIn(bytes: Buffer, header: Header): string {
  const text = new TextDecoder().decode(bytes)
  if (!text.includes('\ufffd')) return text
  const head = `${header('content-type')} ${bytes.toString('latin1', 0, 1024)}`
  const [, charset] = /charset=["']?([\w-]+)/i.exec(head) ?? []
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    // No known charset.
    return text
  }
}
