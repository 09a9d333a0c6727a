import type { Feishu, ScriptedResponse } from '../../sandbox/feishu.ts'
import type { HttpRequest, HttpResponse } from '../../sandbox/http.ts'
import type { InjectedFault } from '../../sandbox/injected-fault.ts'

/**
 * What goes wrong with one request, as plain data: a failing sequence prints as what it is. Whoever adds one says what it
 * means, so that no rule has to read the response as the step does.
 */
export interface Fault extends Pick<InjectedFault, 'stop'> {
  /** The endpoints where it can happen. Default: any. */
  at?: readonly string[]
  /** The connection is refused, or never made: nothing leaves the runner. */
  unsent?: 'refused' | 'hang'
  /** Feishu acts after this share of the timeout, and responds after that of the second. */
  delay?: readonly [number, number]
  /** A proxy sends the request twice, and passes on the second response. */
  twice?: true
  /** Every token is revoked just before. */
  revoked?: true
  /** Another response than Feishu's own, whether or not Feishu has acted; {request} in it repeats what was sent. */
  response?: ScriptedResponse
  act?: boolean
  /** Feishu's own success, which no longer holds what is documented. */
  change?: keyof typeof breaking
  /** What such a response means, and how a client goes on. Default: Feishu's documents leave it open. */
  means?: 'granted' | 'refused' | 'unknown'
  next?: 'again' | 'renew' | 'stop' | undefined
  /** Seconds that the response asks to wait. */
  asks?: number | undefined
}

const breaking = {
  'no data': {},
  'data is a list': { data: [] },
  'wrong fields': {
    tenant_access_token: 't-a b',
    data: { execution_id: {}, status: ['end'], workflows: [{ title: 'without an id' }], items: [null], node: {} },
  },
}

/** What Feishu responds to a request that reaches it with this fault; undefined where it never does. */
export function respond(feishu: Feishu, request: HttpRequest, fault: Fault): HttpResponse | undefined {
  const { response, act = false, change } = fault
  if (fault.revoked) feishu.revokeTokens()
  if (fault.twice) feishu.handle(request)
  if (response) feishu.next({ ...response, body: quoting(request, response.body) }, { act })
  if (change) feishu.next((_, normal) => changed(change, normal), { act: true })
  return feishu.handle(request)
}

function quoting({ method, path, headers, body }: HttpRequest, response: unknown): unknown {
  const { authorization = '', 'client-token': key = '' } = headers
  const text = JSON.stringify(`${method} ${path} from ${authorization} ${key} with ${body}`).slice(1, -1)
  return JSON.parse(JSON.stringify(response ?? '').replace('{request}', () => text))
}

function changed(change: keyof typeof breaking, normal: HttpResponse | undefined): ScriptedResponse {
  const { status = 500, headers = {}, body = '' } = normal ?? {}
  const { data: _data, tenant_access_token: _token, ...rest } = status === 200 ? JSON.parse(body) : {}
  return { status, headers, body: rest.code === 0 ? { ...rest, ...breaking[change] } : body }
}
