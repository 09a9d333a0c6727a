import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { HttpResponse } from './http.ts'

/** What goes wrong on the network with one request. Its parts can be combined. */
export interface InjectedFault {
  /** The endpoint whose next request it hits. Default: any. */
  on?: string
  /** Milliseconds to wait after the request is read and before Feishu acts on it. */
  delayBeforeActing?: number
  /** Milliseconds to wait after Feishu has acted. */
  delayAfterActing?: number
  /**
   * Where the exchange ends. `unread`: after the request's headers; `read`: before Feishu acts; `acted`: before the
   * first byte of the response; `mid-body`: after half of its body. `reset` sends RST, `close` FIN, `hang` nothing.
   */
  stop?: { at: 'unread' | 'read' | 'acted' | 'mid-body'; by: 'reset' | 'close' | 'hang' }
  /** Sends the body in pieces of this many bytes, with this many milliseconds after each. */
  trickle?: { bytes: number; ms: number }
  encoding?: 'gzip' | 'deflate' | 'br'
  /** Sends only the first bytes of the body. The content-length is that of the `full` body, or of what is `sent`. */
  cut?: { bytes: number; length: 'full' | 'sent' }
  /** Sends this many MiB of spaces after the body, without a content-length, for as long as the client reads. */
  padMiB?: number
  /** Sends these bytes in place of an HTTP response, and closes the connection. */
  raw?: string | Uint8Array
}

const COMPRESS = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }
const MIB = Buffer.alloc(1024 * 1024, ' ')

/** Ends a connection the way the fault says. */
export function breakOff(socket: Socket, by: 'reset' | 'close' | 'hang'): void {
  if (by === 'reset') socket.resetAndDestroy()
  if (by === 'close') socket.destroy()
}

/**
 * Writes a response, with whatever the fault does to it.
 * @param socket the TCP socket below the response
 * @param signal ends the waiting when the server stops
 * @returns the bytes of body that were handed to the socket
 */
export async function send(
  response: ServerResponse,
  socket: Socket,
  { status, headers: given, body: text, charset }: HttpResponse,
  fault: InjectedFault,
  signal: AbortSignal,
): Promise<number> {
  const plain = Buffer.from(text, charset)
  const full = fault.encoding ? COMPRESS[fault.encoding](plain) : plain
  const body = fault.cut ? full.subarray(0, fault.cut.bytes) : full
  const headers: Record<string, string | number> = { ...given }
  if (fault.encoding) headers['content-encoding'] = fault.encoding
  if (!fault.padMiB) headers['content-length'] ??= fault.cut?.length === 'sent' ? body.length : full.length
  response.writeHead(status, headers)
  const stop = fault.stop?.at === 'mid-body' ? fault.stop : undefined
  const sent = stop ? body.subarray(0, Math.floor(body.length / 2)) : body
  const { bytes = sent.length, ms = 0 } = fault.trickle ?? {}
  const closed = new Promise((resolve) => response.once('close', resolve))
  let written = 0
  for (const piece of piecesOf(sent, bytes, stop ? 0 : (fault.padMiB ?? 0))) {
    if (response.destroyed) return written
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), closed])
    if (ms > 0) await sleep(ms, undefined, { signal })
    written += piece.length
  }
  if (stop || body.length < full.length) {
    // What was written has to leave for the kernel first.
    await new Promise<void>((resolve) => response.write('', () => resolve()))
    breakOff(socket, stop?.by ?? 'close')
    return written
  }
  response.end()
  return written
}

function* piecesOf(body: Buffer, bytes: number, mebibytes: number): Generator<Buffer> {
  for (let start = 0; start < body.length; start += bytes) yield body.subarray(start, start + bytes)
  for (let count = 0; count < mebibytes; count += 1) yield MIB
}
