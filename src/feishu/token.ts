import { FeishuError } from './error.ts'
import { json, type Request } from './request.ts'
import type { FeishuResponse } from './response.ts'

/** How calls are authorised; a webhook takes none of these. */
export type Credentials =
  | { kind: 'app'; app_id: string; app_secret: string }
  | { kind: 'token'; access_token: string }
  | { kind: 'none' }

/** Whose permissions count: a custom app's, or those that a given token has; a JWT does not tell. */
export type TokenKind = 'app' | 'tenant' | 'user' | 'unknown' | 'none'

/** Only `u-` and `t-` say whose a token is: a JWT can be either (docs: oauth/v3/token). */
export function tokenKind(credentials: Credentials | undefined): TokenKind {
  if (credentials?.kind !== 'token') return credentials?.kind ?? 'none'
  const kinds: Readonly<Record<string, TokenKind>> = { 't-': 'tenant', 'u-': 'user' }
  return kinds[credentials.access_token.slice(0, 2)] ?? 'unknown'
}

type Send = (request: Request) => Promise<{ response: FeishuResponse }>

/** The one token that all calls of a step share. */
export interface TokenSource {
  /**
   * @param send makes a call that needs no token
   * @throws FeishuError when Feishu issues none; the next call asks again only if that may pass
   */
  get(send: Send): Promise<string | undefined>
  /** Makes the next call obtain a new token; absent where there is none to obtain. */
  renew?: () => void
}

/** @param onSecret receives a new token before anything else is done with it */
export function createTokenSource(credentials: Credentials, onSecret: (secret: string) => void): TokenSource {
  let token: Promise<string> | undefined
  return {
    async get(send) {
      if (credentials.kind === 'none') return undefined
      if (credentials.kind === 'token') return credentials.access_token
      token ??= obtainToken(credentials, send, onSecret)
      try {
        return await token
      } catch (error) {
        if (error instanceof FeishuError && error.failure.passing) token = undefined
        throw error
      }
    },
    ...(credentials.kind === 'app' && {
      renew: () => {
        token = undefined
      },
    }),
  }
}

export const tokenEndpoint = {
  name: 'token',
  method: 'POST',
  path: '/open-apis/auth/v3/tenant_access_token/internal',
} as const

/**
 * The request for a tenant_access_token of a custom app. While one has 30 minutes or more left, Feishu returns the same
 * one again (docs: auth-v3/auth/tenant_access_token_internal).
 */
export function tokenRequest({ app_id, app_secret }: { app_id: string; app_secret: string }): Request {
  return {
    ...tokenEndpoint,
    body: json(JSON.stringify({ app_id, app_secret })),
    idempotency: { kind: 'read' },
  }
}

/** The response has the token at the top level, with no `data` (docs: as above). */
async function obtainToken(
  app: { app_id: string; app_secret: string },
  send: Send,
  onSecret: (secret: string) => void,
): Promise<string> {
  const request = tokenRequest(app)
  const { response } = await send(request)
  const token = response.body.tenant_access_token
  if (typeof token === 'string' && isHeaderSafe(token)) {
    onSecret(token)
    return token
  }
  // Not unexpectedResponse: its text may hold a token.
  const { http_status, log_id } = response
  throw new FeishuError({
    call: request.name,
    reason: { message: 'responseWithout', member: 'tenant_access_token' },
    hint: 'notFeishu',
    passing: true,
    http_status,
    log_id,
  })
}

/** Visible ASCII, as a header takes it: anything else would break the request or add a second header to it. */
export function isHeaderSafe(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token)
}
