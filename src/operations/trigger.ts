import { type Endpoint, json, type Request } from '../feishu/request.ts'
import { isHeaderSafe } from '../feishu/token.ts'
import { readParams } from '../inputs/params.ts'
import { getCredential, getKey } from '../inputs/read.ts'
import { readWebhookUrl } from '../inputs/webhook.ts'
import { StepError } from '../messages/index.ts'
import { type Operation, responseOutputs } from './operation.ts'

/** Help centre, articles 383585269199 and 956909912947. The URL is a secret of its own; no app and no scope is involved. */
const webhook = {
  name: 'trigger',
  method: 'POST',
  path: '/base/automation/webhook/event/:token',
  tokens: 'none',
  scopes: [],
  rate: '5/s',
} as const satisfies Endpoint

/** The most that Feishu accepts, in bytes. */
const bodyLimit = 4 * 1024 * 1024

/** Feishu starts the automation once for the same Client-Token within three hours. */
const rememberedMs = 3 * 60 * 60 * 1000

/** Starts a base automation whose trigger is "Webhook received". */
export const trigger: Operation<'trigger'> = {
  name: 'trigger',
  subject: 'trigger',
  endpoints: [webhook],
  async prepare(inputs) {
    const url = readWebhookUrl(inputs, 'trigger')
    const bearer = getCredential(inputs, 'webhook_token')
    const params = await readParams(inputs)
    const body = params?.text ?? '{}'
    const size = Buffer.byteLength(body)
    if (size > bodyLimit) throw new StepError({ message: 'bodyTooLarge', size, limit: bodyLimit })
    const idempotent_key = getKey(inputs)
    if (!isHeaderSafe(idempotent_key)) throw new StepError({ message: 'keyInvalid', input: 'idempotent_key' })
    const request: Request = {
      name: webhook.name,
      method: webhook.method,
      path: url.pathname + url.search,
      headers: { 'Client-Token': idempotent_key, ...(bearer && { Authorization: `Bearer ${bearer}` }) },
      body: json(body),
      idempotency: isTrigger(url) ? { kind: 'idempotent', idempotent_key, rememberedMs } : { kind: 'none' },
    }
    return {
      description: { message: 'triggering' },
      baseUrl: url.origin,
      requests: () => [{ request, shownAs: 'webhook_url' }],
      target: [],
      outputs: { idempotent_key },
      warnings: [...(isTrigger(url) ? [] : [{ message: 'notAWebhookUrl' } as const]), ...(params?.warnings ?? [])],
      sensitive: params?.sensitive ?? [],
      async perform(client) {
        return { outputs: responseOutputs(await client.call(request)), log: [{ message: 'triggered' }] }
      },
    }
  },
}

/** Only of such a URL is it known what a second request with the same Client-Token does. */
function isTrigger({ pathname }: URL): boolean {
  return /\/base\/automation\/webhook\/event\/[^/]+\/?$/.test(pathname)
}
