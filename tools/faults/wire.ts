import type { Feishu } from '../../sandbox/feishu.ts'
import type { HttpResponse as Answer, HttpRequest as Request } from '../../sandbox/http.ts'
import type { Clock } from '../../src/feishu/clock.ts'
import type { Exchange, HttpRequest, Transport } from '../../src/feishu/transport.ts'

/** What an exchange means to a client that is told nothing else. */
export type Meaning =
  /** The sandbox did it, and said so in its own words. */
  | 'granted'
  /** The sandbox did it, and its words arrived as something else that is still Feishu's form. */
  | 'bent'
  /** The sandbox knows the idempotent_key from before. */
  | 'duplicate'
  /** This request did nothing, for certain. */
  | 'refused'
  /** It may have been carried out. */
  | 'unknown'
  /** It never left. */
  | 'unsent'

/** What the rules say comes after it, as far as they say anything. */
export type Next = 'again' | 'renew' | 'stop' | 'either'

/** What the client hears in the end. */
export interface Heard {
  exchange: Exchange
  meaning: Meaning
  next: Next
  /** Seconds that the server asks to wait. */
  asked?: number
}

/** What goes wrong with one request. Milliseconds count from its start. */
export interface Fault {
  /** For the figures: `reset after acting`. */
  name: string
  /** When the request is out; Infinity for never. */
  sentAfter: number
  /** Without it, the sandbox never gets to act on it. */
  acts?: { after: number; twice?: boolean; revoked?: boolean }
  /** Without it, the client hears nothing. `normal` is the sandbox's own answer, if it has acted. */
  heard?: { after: number; as: (normal: Answer | undefined, request: Request) => Heard }
}

/** One exchange as the wire saw it. */
export interface Trip {
  page: string
  request: Request
  url: string
  fault: string
  startedAt: number
  endedAt: number | undefined
  heard: Heard | undefined
}

export interface Wire {
  open: (baseUrl: string) => Transport
  trips: Trip[]
  /** Transports that were opened and not closed. */
  unclosed: () => number
}

/** What was called off before it began: nothing of it goes out. */
export const calledOff: Fault = { name: 'called off before', sentAfter: Number.POSITIVE_INFINITY }

/**
 * A wire without sockets between the step and the sandbox.
 * @param draw the fault of the next exchange, by page
 * @param onTrip told of every exchange that starts
 */
export function createWire(
  feishu: Feishu,
  clock: Clock,
  draw: (page: string) => Fault,
  onTrip: (trip: Trip) => void,
): Wire {
  const trips: Trip[] = []
  let open = 0

  function exchange(request: HttpRequest, signal: AbortSignal): Promise<Exchange> {
    const arriving = arrivingRequest(request)
    const page = feishu.endpointOf(arriving)
    const fault = signal.aborted ? calledOff : draw(page)
    const startedAt = clock.now()
    const trip: Trip = {
      page,
      request: arriving,
      url: request.url,
      fault: fault.name,
      startedAt,
      endedAt: undefined,
      heard: undefined,
    }
    trips.push(trip)
    const { promise, resolve } = Promise.withResolvers<Exchange>()
    let normal: Answer | undefined
    const hear = (heard: Heard) => {
      if (trip.endedAt !== undefined) return
      trip.endedAt = clock.now()
      trip.heard = heard
      resolve(heard.exchange)
    }
    if (fault.acts) {
      const { after, twice, revoked } = fault.acts
      // The server goes on with what it has got, whether or not the client still waits for it.
      clock.after(after, () => {
        if (trip.endedAt !== undefined && trip.endedAt - startedAt < fault.sentAfter) return
        if (revoked) feishu.revokeTokens()
        normal = feishu.handle(arriving)
        if (twice) normal = feishu.handle(arriving)
      })
    }
    if (fault.heard) {
      const { after, as } = fault.heard
      clock.after(after, () => hear(as(normal, arriving)))
    }
    const giveUp = () => {
      const sent = clock.now() - startedAt >= fault.sentAfter
      hear({ exchange: unanswered(sent), meaning: sent ? 'unknown' : 'unsent', next: 'again' })
    }
    signal.addEventListener('abort', giveUp)
    if (signal.aborted) giveUp()
    onTrip(trip)
    return promise
  }

  return {
    open: () => {
      open += 1
      return {
        exchange,
        close: () => {
          open -= 1
        },
      }
    },
    trips,
    unclosed: () => open,
  }
}

function unanswered(sent: boolean): Exchange {
  return { kind: 'unanswered', cause: 'AbortError: The operation was aborted.', sent }
}

function arrivingRequest({ method, url, headers, body = '' }: HttpRequest): Request {
  const { pathname, search } = new URL(url)
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return { method, path: pathname + search, headers: lower, body }
}
