import type { Feishu } from '../../sandbox/feishu.ts'
import { type Exchange, exchange } from '../../sandbox/memory.ts'
import type { Clock } from '../../src/feishu/clock.ts'
import { networkError } from '../../src/feishu/network-error.ts'
import type { HttpRequest, HttpResult, Transport } from '../../src/feishu/transport.ts'
import type { FakeClock } from './clock.ts'
import { breaking, type Fault, faultAt, memoryFault, scriptOf } from './faults.ts'
import { type Heard, hear, type Repeat } from './meaning.ts'

/** One request as the network saw it. */
export interface Sent {
  /** The sandbox's name of the endpoint. */
  endpoint: string
  request: HttpRequest
  /** Path and query. */
  path: string
  fault: Fault
  startedAt: number
  endedAt?: number
  /** Missing where the process was killed meanwhile. */
  heard?: Heard
  /** What arrived, where something did. */
  text?: string
}

export interface Network {
  openTransport: (baseUrl: string, clock: Clock) => Transport
  sent: Sent[]
  /** Transports that were opened and not closed. */
  unclosed: () => number
}

export interface NetworkOptions {
  faults: readonly Fault[]
  /** What sending a request twice may do. */
  repeatOf: (endpoint: string) => Repeat
  /** Whether the step needs more of a success than its code. */
  readsData: (endpoint: string) => boolean
  /** Called with the number of each request; `never` leaves it without a result, as if the process had ended. */
  onRequest?: (count: number) => 'never' | undefined
}

/** A network without sockets between a step and the sandbox, with one fault per request. */
export function createNetwork(feishu: Feishu, time: FakeClock, options: NetworkOptions): Network {
  const sent: Sent[] = []
  let open = 0
  const wait = (ms: number) => new Promise<void>((resolve) => void time.after(ms, resolve))

  async function send(
    request: HttpRequest,
    timeoutSeconds: number,
    cancelled: AbortSignal,
    clock: Clock,
  ): Promise<HttpResult> {
    if (cancelled.aborted) return { kind: 'no response', error: { message: 'requestCancelled' }, sent: false }
    const { pathname, search } = new URL(request.url)
    const path = pathname + search
    const endpoint = feishu.endpointOf({ method: request.method, path })
    const fault = faultAt(endpoint, options.faults[sent.length] ?? { kind: 'none' })
    const record: Sent = { endpoint, request, path, fault, startedAt: time.now() }
    sent.push(record)
    const end = new AbortController()
    let out = false
    const onSent = () => {
      out = true
    }
    const server = withFault(feishu, fault)
    const timeoutMs = timeoutSeconds * 1000
    const exchanged = exchange(server, request, memoryFault(fault, timeoutMs), { wait, onSent, cancelled: end.signal })
    if (options.onRequest?.(sent.length) === 'never') return new Promise(() => {})

    const { promise: givenUp, resolve } = Promise.withResolvers<HttpResult>()
    const stopTimer = clock.after(timeoutMs, () => {
      end.abort()
      resolve({ kind: 'no response', error: { message: 'timedOut', seconds: timeoutSeconds }, sent: out })
    })
    const abort = () => {
      end.abort()
      resolve({ kind: 'no response', sent: out, ...networkError('AbortError', false) })
    }
    cancelled.addEventListener('abort', abort)
    if (cancelled.aborted) abort()
    const result = await Promise.race([exchanged.then(resultOf), givenUp])
    stopTimer()
    cancelled.removeEventListener('abort', abort)
    record.endedAt = time.now()
    const broken = fault.kind === 'changed' && breaking.includes(fault.how) && options.readsData(endpoint)
    record.heard = hear(result, { repeat: options.repeatOf(endpoint), path }, broken)
    if (result.kind === 'response') record.text = result.text
    return result
  }

  return {
    openTransport(_, clock) {
      open += 1
      return {
        send: (request, timeoutSeconds, cancelled) => send(request, timeoutSeconds, cancelled, clock),
        close: () => {
          open -= 1
        },
      }
    },
    sent,
    unclosed: () => open,
  }
}

/** The sandbox, doing with one request what the fault says. */
function withFault(feishu: Feishu, fault: Fault): Feishu {
  return {
    ...feishu,
    handle(request) {
      if (fault.kind === 'revoked') feishu.revokeTokens()
      if (fault.kind === 'twice') feishu.handle(request)
      const scripted = scriptOf(fault)
      if (scripted) feishu.next(scripted.script, { act: scripted.act })
      return feishu.handle(request)
    },
  }
}

/** As src/feishu/transport.ts gives it. */
function resultOf(result: Exchange): HttpResult {
  const { status, headers } = (result.kind === 'response' ? result.response : result.head) ?? { status: 0, headers: {} }
  const head = {
    http_status: status,
    header: (name: string) => (headers as Record<string, string>)[name.toLowerCase()],
  }
  if (result.kind === 'response') return { kind: 'response', ...head, text: result.response.body, complete: true }
  const failure = networkError({ code: 'ECONNRESET' }, false)
  if (result.head) {
    return { kind: 'no response', error: { message: 'responseCutOff', reason: failure.error }, sent: true, head }
  }
  return { kind: 'no response', sent: result.at !== 'connect', ...failure }
}
