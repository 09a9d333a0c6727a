import type { Endpoint } from '../endpoint.ts'
import { error, json, readBody } from '../http.ts'
import type { State } from '../state.ts'

/** Issues a tenant_access_token. The response is flat: there is no `data`. */
export const token: Endpoint = {
  name: 'token',
  request: 'POST /open-apis/auth/v3/tenant_access_token/internal',
  tokens: [],
  handle: ({ request, state }) => {
    const body = readBody(request)
    if (body.kind !== 'object') return error(400, 9499, `Bad Request: ${body.kind}`)
    const { app_id, app_secret } = body.value
    const wellFormed = typeof app_id === 'string' && typeof app_secret === 'string' && /^cli_[0-9a-f]{16}$/.test(app_id)
    if (!wellFormed || app_secret === '') return error(400, 10003, 'invalid param')
    const app = state.apps.find((entry) => entry.app_id === app_id)
    if (app?.app_secret !== app_secret) return error(200, 10014, 'app secret invalid')
    return json(200, { code: 0, msg: 'ok', tenant_access_token: tenantToken(state), expire: 7200 })
  },
}

/** While a token is valid, asking again gives the same one. */
function tenantToken(state: State): string {
  const current = state.tokens.findLast((entry) => entry.kind === 'tenant' && entry.valid)
  if (current) return current.token
  const fresh = `t-g1044ghJRUIJJ5ELPGTXVMCWMVTAN3RMJIT5${String(state.tokens.length + 1).padStart(4, '0')}`
  state.tokens.push({ token: fresh, kind: 'tenant', valid: true })
  return fresh
}
