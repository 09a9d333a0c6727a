import type { Feishu } from '../../sandbox/feishu.ts'
import { createFeishu } from '../../sandbox/feishu.ts'
import type { HttpResponse } from '../../sandbox/http.ts'
import type { State } from '../../sandbox/state.ts'

export const BASE = 'appbcbWCzen6D8dezh'
export const TOKEN_PATH = '/open-apis/auth/v3/tenant_access_token/internal'
export const UPDATE_PATH = `/open-apis/bitable/v1/apps/${BASE}/workflows/7308871234552638996`
export const EXECUTE_PATH =
  '/open-apis/apaas/v1/applications/package_7344545d87__c/flows/deleteObject_99c656599f/execute'
export const TENANT = { 'content-type': 'application/json; charset=utf-8', authorization: 'Bearer t-known' }
export const USER = { ...TENANT, authorization: 'Bearer u-known' }

/** A Feishu that knows a token of each kind. */
export function feishuWithTokens(differences: Partial<State> = {}): Feishu {
  return createFeishu({
    tokens: [
      { token: 't-known', kind: 'tenant', valid: true },
      { token: 'u-known', kind: 'user', valid: true },
    ],
    ...differences,
  })
}

/**
 * Makes one call.
 * @param request `METHOD /path`
 * @param body a string is sent as it is
 * @throws Error when Feishu does not respond
 */
export function call(feishu: Feishu, request: string, body: unknown = '', headers: Record<string, string> = TENANT) {
  const [method = '', path = ''] = request.split(' ')
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = feishu.handle({ method, path, headers, body: text })
  if (!response) throw new Error(`no response to ${request}`)
  return response
}

/** HTTP status and code of a response. */
export function codeOf({ status, body }: HttpResponse): [number, unknown] {
  return [status, JSON.parse(body).code]
}

/** The `data` of a response. */
export function dataOf({ body }: HttpResponse): unknown {
  return JSON.parse(body).data
}
