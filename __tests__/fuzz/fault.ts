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
  /** Another response than Feishu's own, whether or not Feishu has acted. */
  response?: ScriptedResponse
  act?: boolean
  /** A response with that status which repeats what was sent. */
  echo?: 400 | 502
  /** Feishu's own success, changed. */
  change?: Change
  /** What such a response means, and how a client goes on. Default: Feishu's documents leave it open. */
  means?: 'granted' | 'refused' | 'unknown'
  next?: 'again' | 'renew' | 'stop' | undefined
  /** Seconds that the response asks to wait. */
  asks?: number | undefined
}

export type Change = (typeof harmless | typeof breaking | typeof incomplete)[number]

/** Still a success. */
export const harmless = ['digits as numbers', 'code as text', 'fields missing', 'next_page_token'] as const
/** After these, the response does not hold what Feishu documents. */
export const breaking = ['no data', 'data is a list', 'wrong fields'] as const
/** After these, a list cannot be read to its end. */
export const incomplete = ['page without token', 'same page again', 'ends early'] as const

/** What Feishu responds to a request that reaches it with this fault; undefined where it never does. */
export function respond(feishu: Feishu, request: HttpRequest, fault: Fault): HttpResponse | undefined {
  const { response, act = false, echo, change } = fault
  if (fault.revoked) feishu.revokeTokens()
  if (fault.twice) feishu.handle(request)
  if (response) feishu.next(response, { act })
  if (echo) feishu.next({ status: echo, body: echoOf(request, echo) })
  if (change) feishu.next((_, normal) => changed(change, request.path, normal), { act: true })
  return feishu.handle(request)
}

function echoOf({ method, path, headers, body }: HttpRequest, status: number): unknown {
  const { authorization = '', 'client-token': key = '' } = headers
  const msg = `${method} ${path} from ${authorization} ${key} with ${body}`
  return status === 400 ? { code: 9499, msg } : `<pre>${msg}</pre>`
}

const wrongFields = {
  ...{ execution_id: {}, status: ['end'], workflows: [{ title: 'without an id' }], items: [null] },
  node: { obj_type: 'bitable', obj_token: 7 },
}

function changed(change: Change, path: string, normal: HttpResponse | undefined): ScriptedResponse {
  const { status = 500, headers = {}, body = '' } = normal ?? {}
  const value = status === 200 ? JSON.parse(body) : {}
  if (value.code !== 0) return { status, headers, body }
  const { data, tenant_access_token: _token, ...rest } = value
  const { page_token, ...list } = data ?? {}
  const isList = /\/workflows(\/list|\?|$)/.test(path)
  const ofList = (changes: object) => (isList ? { ...rest, data: { ...list, ...changes } } : body)
  const changes: Record<Change, () => unknown> = {
    'digits as numbers': () => body.replace(/"(execution_id|workflow_id|record_id)":"(\d+)"/g, '"$1":$2'),
    'code as text': () => body.replace('"code":0', '"code":"0"'),
    'fields missing': () => body.replace(/"error_msg":"",|"trigger_type":"\w*",|"out_params":"(?:[^"\\]|\\.)*",/g, ''),
    'no data': () => rest,
    'data is a list': () => ({ ...rest, data: [] }),
    'wrong fields': () => ({ ...rest, tenant_access_token: 't-a b', data: wrongFields }),
    next_page_token: () => ofList({ next_page_token: page_token }),
    'page without token': () => ofList({ has_more: true }),
    'same page again': () => ofList({ has_more: true, page_token: '0' }),
    // Only base/v3 says how many there are: without that, nobody could know.
    'ends early': () => (list.total === undefined ? body : ofList({ has_more: false, items: [] })),
  }
  return { status, headers, body: changes[change]() }
}
