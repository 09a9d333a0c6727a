import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
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
  /** Sends this many MiB of spaces after the body, without a content-length, for as long as the client reads. */
  padMiB?: number
}

const MIB = Buffer.alloc(1024 * 1024, ' ')

/** Ends a connection the way the fault says. */
export function breakOff(socket: Socket, by: 'reset' | 'close' | 'hang'): void {
  if (by === 'reset') socket.resetAndDestroy()
  if (by === 'close') socket.destroy()
}

/**
 * Writes a response, with whatever the fault does to it.
 * @param socket the TCP socket below the response
 * @returns the bytes of body that were handed to the socket
 */
export async function send(
  response: ServerResponse,
  socket: Socket,
  { status, headers, body, charset }: HttpResponse,
  { stop, padMiB = 0 }: InjectedFault,
): Promise<number> {
  const whole = Buffer.from(body, charset)
  response.writeHead(status, padMiB > 0 ? headers : { 'content-length': whole.length, ...headers })
  if (stop?.at === 'mid-body') {
    const half = whole.subarray(0, Math.floor(whole.length / 2))
    // What was written has to leave for the kernel first.
    await new Promise<void>((resolve) => response.write(half, () => resolve()))
    breakOff(socket, stop.by)
    return half.length
  }
  const closed = new Promise((resolve) => response.once('close', resolve))
  let written = 0
  for (const piece of [whole, ...Array<Buffer>(padMiB).fill(MIB)]) {
    if (response.destroyed) return written
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), closed])
    written += piece.length
  }
  response.end()
  return written
}
