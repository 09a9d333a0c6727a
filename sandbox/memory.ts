import type { Feishu } from './feishu.ts'
import type { HttpResponse } from './http.ts'
import type { InjectedFault } from './injected-fault.ts'

/** A request as a client sends it. */
export interface ClientRequest {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  body?: string
}

/** The parts of an injected fault that need no network, and a connection that is slow or never made. */
export interface MemoryFault extends Pick<InjectedFault, 'delayBeforeActing' | 'delayAfterActing' | 'cut'> {
  /** Milliseconds until the request is out. */
  delayBeforeSending?: number
  stop?: InjectedFault['stop'] | { at: 'connect'; by: 'refused' | 'hang' }
}

/** What the client gets. `lost` tells at which point; `head` is set if the response had begun. */
export type Exchange =
  | { kind: 'response'; response: HttpResponse; complete: boolean }
  | { kind: 'lost'; at: 'connect' | 'unread' | 'read' | 'acted' | 'mid-body'; by: string; head?: HttpResponse }

export interface ExchangeOptions {
  /** The clock. Default: every wait is over at once. */
  wait?: (ms: number) => Promise<void>
  /** Called when the connection exists and the request is out. */
  onSent?: () => void
  /** A client that gives up before the request is out sends nothing; later, the server does not notice. */
  cancelled?: AbortSignal
}

/**
 * Exchanges one request with an embedded Feishu in memory, for tests with a clock of their own. It never settles when
 * the fault hangs, or when Feishu does not respond: time limits are the client's.
 */
export async function exchange(
  feishu: Feishu,
  request: ClientRequest,
  fault: MemoryFault = {},
  { wait = async () => {}, onSent, cancelled }: ExchangeOptions = {},
): Promise<Exchange> {
  const { stop } = fault
  await wait(fault.delayBeforeSending ?? 0)
  if (cancelled?.aborted) return { kind: 'lost', at: 'connect', by: 'cancelled' }
  if (stop?.at === 'connect') return lost(stop)
  onSent?.()
  if (stop?.at === 'unread') return lost(stop)
  await wait(fault.delayBeforeActing ?? 0)
  if (stop?.at === 'read') return lost(stop)
  const { pathname, search } = new URL(request.url)
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const { method, body = '' } = request
  const response = feishu.handle({ method, path: pathname + search, headers, body })
  await wait(fault.delayAfterActing ?? 0)
  if (stop?.at === 'acted' || !response) return lost(stop ?? { at: 'acted', by: 'hang' })
  if (stop) return lost(stop, response)
  const bytes = Buffer.from(response.body)
  const text = bytes.subarray(0, fault.cut?.bytes).toString()
  const complete = fault.cut?.length !== 'full' || fault.cut.bytes >= bytes.length
  return { kind: 'response', response: { ...response, body: text }, complete }
}

/** Settles at once, unless the fault hangs. */
async function lost({ at, by }: NonNullable<MemoryFault['stop']>, head?: HttpResponse): Promise<Exchange> {
  if (by === 'hang') await new Promise(() => {})
  return { kind: 'lost', at, by, ...(head && { head }) }
}
