import type { ScriptedResponse } from '../../sandbox/feishu.ts'
import type { HttpRequest, HttpResponse } from '../../sandbox/http.ts'
import type { MemoryFault } from '../../sandbox/memory.ts'

/** What goes wrong with one request, as plain data: a failing sequence prints as what it is. */
export type Fault =
  | { kind: 'none' }
  /** Refused, or never answered: nothing leaves the runner. */
  | { kind: 'not sent'; by: 'refused' | 'hang' }
  /** No response, or half of one. `acted`: the sandbox has done it. */
  | { kind: 'lost'; acted: boolean; how: 'reset' | 'silence' | 'mid-body' }
  /** The sandbox acts in time and responds in time, but only just; or it acts after the client has given up. */
  | { kind: 'slow' | 'late' }
  /** A proxy sends the request twice, and passes on the second response. */
  | { kind: 'twice' }
  /** The token is revoked just before. */
  | { kind: 'revoked' }
  /** Another response than the sandbox's own. */
  | {
      kind: 'response'
      acted: boolean
      http_status: number
      body: string
      headers?: Record<string, string>
      /** Only there: elsewhere, no server says that. */
      at?: 'execute' | 'base'
    }
  /** A response that repeats what was sent. */
  | { kind: 'echo'; final: boolean }
  /** The sandbox's own success, changed. */
  | { kind: 'changed'; how: Change }

export type Change = (typeof changes)[number]

export const changes = [
  // Still a success.
  'digits as numbers',
  'code as text',
  'fields missing',
  'next_page_token',
  // No success any more.
  'no data',
  'data is a list',
  'wrong fields',
  // A list that cannot be read to its end.
  'page without token',
  'same page again',
  'ends early',
] as const

/** Those after which the response does not hold what Feishu documents. */
export const breaking: readonly Change[] = ['no data', 'data is a list', 'wrong fields']

const baseEndpoints = ['update', 'enable', 'disable', 'list', 'list-v3', 'add-record']

/** The fault, where it can happen at an endpoint. */
export function faultAt(endpoint: string, fault: Fault): Fault {
  const at = fault.kind === 'response' ? fault.at : undefined
  const fits = at === undefined || (at === 'base' ? baseEndpoints.includes(endpoint) : at === endpoint)
  return fits ? fault : { kind: 'none' }
}

/** Those after which a list is not read to its end. */
export const incomplete: readonly Change[] = ['page without token', 'same page again', 'ends early']

/** What the network does. */
export function memoryFault(fault: Fault, timeoutMs: number): MemoryFault {
  const usual = { delayBeforeSending: 1, delayBeforeActing: 20, delayAfterActing: 20 }
  switch (fault.kind) {
    case 'not sent':
      return { delayBeforeSending: 5, stop: { at: 'connect', by: fault.by } }
    case 'lost': {
      const by = fault.how === 'silence' ? 'hang' : 'reset'
      if (fault.how === 'mid-body') return { ...usual, stop: { at: 'mid-body', by } }
      return { ...usual, stop: { at: fault.acted ? 'acted' : 'read', by } }
    }
    case 'slow':
      return { ...usual, delayBeforeActing: timeoutMs * 0.4, delayAfterActing: timeoutMs * 0.4 }
    case 'late':
      return { ...usual, delayBeforeActing: timeoutMs * 1.5 }
    default:
      return usual
  }
}

/** What the server does instead of its normal response. `normal` is undefined where it has not acted. */
export function scriptOf(
  fault: Fault,
): { act: boolean; script: (request: HttpRequest, normal: HttpResponse | undefined) => ScriptedResponse } | undefined {
  switch (fault.kind) {
    case 'response': {
      const { acted, http_status, body, headers = {} } = fault
      return { act: acted, script: () => ({ status: http_status, headers, body }) }
    }
    case 'echo':
      return { act: false, script: (request) => echoOf(request, fault.final) }
    case 'changed':
      return { act: true, script: (request, normal) => changedResponse(fault.how, request, normal) }
    default:
      return undefined
  }
}

function echoOf({ method, path, headers, body }: HttpRequest, final: boolean): ScriptedResponse {
  const { authorization = 'nobody', 'client-token': key = '' } = headers
  const msg = `${method} ${path} from ${authorization} ${key} with ${body}`
  return final ? { status: 400, body: { code: 9499, msg } } : { status: 502, body: `<pre>${msg}</pre>` }
}

function changedResponse(how: Change, request: HttpRequest, normal: HttpResponse | undefined): ScriptedResponse {
  const { status = 500, headers = {}, body = '' } = normal ?? {}
  const own = { status, headers, body }
  const value = status === 200 ? JSON.parse(body) : {}
  if (value.code !== 0) return own
  const { data, tenant_access_token: _token, ...rest } = value
  switch (how) {
    case 'digits as numbers':
      return { ...own, body: body.replace(/"(execution_id|workflow_id|record_id)":"(\d+)"/g, '"$1":$2') }
    case 'code as text':
      return { ...own, body: body.replace('"code":0', '"code":"0"') }
    case 'fields missing':
      return {
        ...own,
        body: body.replace(/"error_msg":"",|"trigger_type":"\w*",|"out_params":"(?:[^"\\]|\\.)*",/g, ''),
      }
    case 'no data':
      return { ...own, body: rest }
    case 'data is a list':
      return { ...own, body: { ...rest, data: [] } }
    case 'wrong fields':
      return { ...own, body: { ...rest, tenant_access_token: 't-a b', data: wrongFields } }
    default:
      return /\/workflows(\/list|\?|$)/.test(request.path) ? { ...own, body: changedList(how, data, rest) } : own
  }
}

const wrongFields = {
  execution_id: {},
  status: ['end'],
  workflows: [{ title: 'without an id' }],
  items: [null],
  node: { obj_type: 'bitable', obj_token: 7 },
}

function changedList(how: Change, data: Record<string, unknown>, rest: object): object {
  const { page_token, has_more, ...list } = data
  // Where the documented form has no page, one that lacks its end is as good.
  const more = { has_more: true }
  switch (how) {
    case 'next_page_token':
      return { ...rest, data: { ...list, ...(has_more !== undefined && { has_more }), next_page_token: page_token } }
    case 'page without token':
      return { ...rest, data: { ...list, ...more } }
    case 'same page again':
      return { ...rest, data: { ...list, ...more, page_token: '0' } }
    default:
      // Only base/v3 says how many there are: without that, nobody could know.
      return { ...rest, data: list.total === undefined ? data : { ...list, has_more: false, items: [] } }
  }
}
