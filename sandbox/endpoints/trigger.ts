import type { Endpoint } from '../endpoint.ts'
import type { HttpResponse } from '../http.ts'
import { json, pageNotFound, readBody } from '../http.ts'

const MAX_BYTES = 4 * 1024 * 1024

/**
 * Starts an automation through its webhook: no app, scope or token of the Open Platform is involved. The same
 * Client-Token starts it once, and the repeat gets the same response.
 */
export const trigger: Endpoint = {
  name: 'trigger',
  request: 'POST /base/automation/webhook/event/:token',
  tokens: [],
  handle: ({ request, path, state }) => {
    const webhook = state.webhooks.find(({ token }) => token === path.token)
    if (!webhook) return pageNotFound()
    const { authorization, 'client-token': client_token } = request.headers
    if (!webhook.enabled) return failure(800004509, 'the automation is disabled')
    if (webhook.bearer !== undefined && authorization !== `Bearer ${webhook.bearer}`) {
      return failure(800005649, 'invalid bearer token')
    }
    if (Buffer.byteLength(request.body) > MAX_BYTES) return failure(800005647, 'the request body is too large')
    if (readBody(request).kind !== 'object') return failure(800006003, 'the request body is not JSON')
    const repeated = client_token !== undefined && webhook.starts.some((start) => start.client_token === client_token)
    if (!repeated) webhook.starts.push({ body: request.body, client_token })
    return json(200, { code: 0, msg: '', data: {} })
  },
}

function failure(code: number, msg: string): HttpResponse {
  return json(200, { code, msg, data: {} })
}
