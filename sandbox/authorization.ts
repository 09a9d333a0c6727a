import type { Call, Endpoint } from './endpoint.ts'
import type { HttpResponse } from './http.ts'
import { error } from './http.ts'
import type { State, Token } from './state.ts'

/**
 * Checks token and scopes as the gateway does.
 * @returns the error, or undefined when the request is allowed
 */
export function authorize(
  { request, state }: Pick<Call, 'request' | 'state'>,
  endpoint: Endpoint,
): HttpResponse | undefined {
  const { tokens = ['tenant', 'user'] } = endpoint
  if (tokens.length === 0) return undefined
  const token = /^Bearer +(\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (!token) return error(400, 99991661, 'Missing access token for authorization.')
  const known = state.tokens.find((entry) => entry.token === token && entry.valid)
  const kind = known?.kind ?? kindByPrefix(token)
  if (!kind) return error(400, 99991671, 'Invalid access token for authorization: it starts with neither t- nor u-.')
  if (known && tokens.includes(kind)) return checkScopes(state, endpoint)
  return kind === 'tenant'
    ? error(400, 99991663, 'Invalid access token for authorization.')
    : error(401, 99991668, 'Invalid access token for authorization, or a user_access_token is not supported here.')
}

function checkScopes({ apps, missingScopes }: State, { scopes = [] }: Endpoint): HttpResponse | undefined {
  if (scopes.length === 0 || !scopes.every((scope) => missingScopes.includes(scope))) return undefined
  const url = `https://open.feishu.cn/app/${apps[0]?.app_id}/auth?q=${scopes.join(',')}`
  return error(400, 99991672, `Access denied. One of the following scopes is required: [${scopes.join(', ')}].`, {
    permission_violations: scopes.map((subject) => ({ type: 'action_scope_required', subject })),
    helps: [{ url, description: 'Apply for the scopes' }],
  })
}

/** A token that Feishu did not issue, by its prefix. A JWT (`eyJ…`) can be of either kind. */
function kindByPrefix(token: string): Token['kind'] | undefined {
  if (token.startsWith('u-')) return 'user'
  return token.startsWith('t-') || token.startsWith('eyJ') ? 'tenant' : undefined
}
