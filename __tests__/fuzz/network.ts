import type { Feishu } from '../../sandbox/feishu.ts'
import type { HttpRequest } from '../../sandbox/http.ts'
import { type Clock, sleep, timeLimit } from '../../src/feishu/clock.ts'
import { networkError } from '../../src/feishu/network-error.ts'
import type { HttpResult, Transport } from '../../src/feishu/transport.ts'
import type { Runtime } from '../../src/run.ts'
import { received } from '../support/received.ts'
import type { Conditions } from './conditions.ts'
import { type Fault, respond } from './fault.ts'

/**
 * What an exchange means to a client that knows nothing but Feishu's documents. `granted`: Feishu did it, and says so.
 * `broken`: it says so, but the response does not hold what is documented. `duplicate`: the idempotent_key was used before.
 * `refused`: this request changed nothing. `unknown`: it may have been carried out. `unsent`: it never left the runner.
 */
type Meaning = 'granted' | 'broken' | 'duplicate' | 'refused' | 'unknown' | 'unsent'

/** What was heard. `text` is what arrived, where something did. */
type Heard = { meaning: Meaning; text?: string } & Pick<Fault, 'next' | 'asks'>

/** One request as the network saw it; what came of it is missing where the process was killed meanwhile. */
export interface Sent extends Partial<Heard>, HttpRequest {
  /** The sandbox's name of the endpoint. */
  endpoint: string
  url: string
  fault: Fault
  startedAt: number
  endedAt?: number
}

/** What never comes. */
const never = () => new Promise<never>(() => {})

/**
 * A network without sockets between a step and the sandbox, with one fault per request.
 * @param onRequest called with the number of each request; `false` leaves it without a result, as if the process had ended
 */
export function createNetwork(
  feishu: Feishu,
  clock: Clock,
  { faults }: Conditions,
  onRequest: (count: number) => boolean,
) {
  const sent: Sent[] = []
  /** Transports that were opened and not closed; timers of the server's. */
  const open = { transports: 0, timers: 0 }

  async function wait(ms: number): Promise<void> {
    open.timers += 1
    await sleep(clock, ms, new AbortController().signal)
    open.timers -= 1
  }

  const send: Transport['send'] = async (request, seconds, cancelled) => {
    if (cancelled.aborted) return { kind: 'no response', error: { message: 'requestCancelled' }, sent: false }
    const got = received(request)
    const endpoint = feishu.endpointOf(got)
    const planned = faults[sent.length] ?? {}
    const fault = planned.at?.includes(endpoint) === false ? {} : planned
    const record: Sent = { ...got, endpoint, url: request.url, fault, startedAt: clock.now() }
    sent.push(record)
    const { signal, clear } = timeLimit(clock, seconds, cancelled)
    const state = { left: false }
    const { promise: givenUp, resolve } = Promise.withResolvers<HttpResult>()
    const giveUp = () => resolve({ kind: 'no response', error: { message: 'timedOut', seconds }, sent: state.left })
    signal.addEventListener('abort', giveUp)
    const exchanged = exchange(record, seconds * 1000, state, signal)
    if (!onRequest(sent.length)) return never()
    const result = await Promise.race([exchanged, givenUp])
    clear()
    signal.removeEventListener('abort', giveUp)
    Object.assign(record, { endedAt: clock.now(), ...interpret(result, record) })
    return result
  }

  /** What happens to a request from the client's socket to the server and back; a hang never ends. */
  async function exchange(
    record: Sent,
    timeoutMs: number,
    state: { left: boolean },
    givenUp: AbortSignal,
  ): Promise<HttpResult> {
    const { unsent, stop, delay: [before, after] = [0, 0] } = record.fault
    const lost = (code: string) =>
      ({ kind: 'no response', sent: state.left, ...networkError({ code }, false) }) as const
    await wait(5)
    if (givenUp.aborted || unsent === 'hang') return never()
    if (unsent) return lost('ECONNREFUSED')
    state.left = true
    await wait(timeoutMs * before + 20)
    if (stop?.at === 'read') return stop.by === 'hang' ? never() : lost('ECONNRESET')
    const response = respond(feishu, record, record.fault)
    await wait(timeoutMs * after + 20)
    if (!response || stop?.by === 'hang') return never()
    const head = { http_status: response.status, header: (name: string) => response.headers[name.toLowerCase()] }
    if (!stop) return { kind: 'response', ...head, text: response.body, complete: true }
    return { ...lost('ECONNRESET'), ...(stop.at === 'mid-body' && { head }) }
  }

  const openTransport: Runtime['openTransport'] = () => {
    open.transports += 1
    const close = () => {
      open.transports -= 1
    }
    return { send, close }
  }

  return { openTransport, sent, open }
}

const withData = ['token', 'list', 'list-v3', 'wiki', 'execute', 'send-message']

/** What the fault says of its own response; of Feishu's, code 0 is a success. */
function interpret(result: HttpResult, { endpoint, fault }: Sent): Heard {
  if (result.kind === 'no response') return { meaning: result.sent ? 'unknown' : 'unsent', next: 'again' }
  const { text } = result
  const { means, next, asks, change } = fault
  if (means) return { text, meaning: means, next, asks }
  if (text.includes('"code":"k_wf_ec_2001008"')) return { text, meaning: 'duplicate', next: 'stop' }
  if (!/^\{(.*,)?"code":0[,}]/.test(text)) return { text, meaning: 'refused', next }
  return { text, meaning: change && withData.includes(endpoint) ? 'broken' : 'granted', next: 'stop' }
}
