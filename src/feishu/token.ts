import type { Call } from './call.ts'
import type { Reply } from './client.ts'
import { FeishuFailure } from './failure.ts'

/**
 * Gets a tenant_access_token for a custom app. While one has 30 minutes or more left, Feishu gives the same again.
 * Its answer has the token at the top level, with no `data`.
 * @param send makes a call that needs no token
 * @throws FeishuFailure when Feishu gives none; its `response` never holds a token
 */
export async function mint(
  { app_id, app_secret }: { app_id: string; app_secret: string },
  send: (call: Call) => Promise<Reply>,
): Promise<string> {
  const name = 'tenant_access_token request'
  const { answer, attempts } = await send({
    name,
    method: 'POST',
    path: '/open-apis/auth/v3/tenant_access_token/internal',
    body: JSON.stringify({ app_id, app_secret }),
    repeat: { safe: 'always' },
  })
  const token = answer.body.tenant_access_token
  if (typeof token === 'string' && isHeaderSafe(token)) return token
  throw new FeishuFailure({
    call: name,
    what: 'the answer holds no tenant_access_token',
    http_status: answer.http_status,
    log_id: answer.log_id,
    details: [],
    notes: [],
    hint: 'Check domain: something other than Feishu seems to answer there.',
    links: [],
    cancelled: false,
    attempts,
  })
}

/** Visible ASCII, as a header takes it: anything else would break the request or smuggle a second header in. */
export function isHeaderSafe(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token)
}
