import type { State, Token } from './state.ts'
import type { Answer } from './wire.ts'
import { refusal } from './wire.ts'

/**
 * Checks the Authorization header as the gateway does.
 * @param kinds the kinds of token the page takes
 * @returns the refusal, or undefined when the caller may go on
 */
export function authorise(
  state: State,
  headers: Record<string, string>,
  kinds: readonly Token['kind'][],
): Answer | undefined {
  const token = /^Bearer +(\S+)$/.exec(headers.authorization ?? '')?.[1]
  if (!token) return refusal(400, 99991661, 'Missing access token for authorization.')
  const kind = kindOf(token)
  if (!kind) return refusal(400, 99991671, 'Invalid access token for authorization: it starts with neither t- nor u-.')
  const known = state.tokens.some((entry) => entry.token === token && entry.kind === kind && entry.valid)
  if (known && kinds.includes(kind)) return undefined
  return kind === 'tenant'
    ? refusal(400, 99991663, 'Invalid access token for authorization.')
    : refusal(401, 99991668, 'Invalid access token for authorization, or a user_access_token is not supported here.')
}

/** Feishu's tokens: `t-…` is a tenant's, `u-…` or a JWT is a user's. */
function kindOf(token: string): Token['kind'] | undefined {
  if (token.startsWith('t-')) return 'tenant'
  return token.startsWith('u-') || token.startsWith('eyJ') ? 'user' : undefined
}
