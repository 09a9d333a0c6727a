import { createHmac } from 'node:crypto'
import { type Body, type Endpoint, jsonType, type Request } from '../feishu/request.ts'
import { getCredential, getText } from '../inputs/read.ts'
import { isBotHook, readWebhookUrl } from '../inputs/webhook.ts'
import { StepError } from '../messages/index.ts'
import { type Content, cardType, checkSize, contentInputs, readContent } from './message/content.ts'
import { recipientInputs } from './message/recipient.ts'
import { type Operation, responseOutputs } from './operation.ts'

/** Docs: client-docs/bot-v3/add-custom-bot. The URL is a secret of its own; no app and no scope is involved. */
const hook = {
  name: 'groupMessage',
  method: 'POST',
  path: '/open-apis/bot/v2/hook/:id',
  tokens: 'none',
  scopes: [],
  rate: '100/min',
} as const satisfies Endpoint

/** The most that Feishu accepts as the body, in bytes. */
const bodyLimit = 20 * 1024

/** Sends a message to a chat through a bot of that chat's own. */
export const groupMessage: Operation<'message'> = {
  name: 'message',
  subject: 'message',
  chosenBy: 'webhook_url',
  inputs: ['webhook_url', 'webhook_secret', ...contentInputs],
  endpoints: [hook],
  async prepare(inputs) {
    const secret = getCredential(inputs, 'webhook_secret')
    if (secret && !getText(inputs, 'webhook_url'))
      throw new StepError({ message: 'credentialMissing', input: 'webhook_url', given: 'webhook_secret' })
    const beside = recipientInputs.find((name) => getText(inputs, name) !== '')
    if (beside) throw new StepError({ message: 'mutuallyExclusive', inputs: ['webhook_url', beside] })
    const url = readWebhookUrl(inputs, 'message')
    const content = await readContent(inputs)
    const body = signedBody(content, secret)
    checkSize(Buffer.byteLength(body.content), bodyLimit)
    const request: Request = {
      name: hook.name,
      method: hook.method,
      path: url.pathname + url.search,
      body,
      // Older responses have no code (seen).
      olderForm: { code: 'StatusCode', msg: 'StatusMessage' },
      idempotency: { kind: 'none' },
    }
    return {
      description: { message: 'sendingMessage' },
      baseUrl: url.origin,
      requests: () => [{ request, shownAs: 'webhook_url' }],
      target: [],
      warnings: [...(isBotHook(url.pathname) ? [] : [{ message: 'notAGroupBot' } as const]), ...content.warnings],
      sensitive: content.sensitive,
      async perform(client) {
        return { outputs: responseOutputs(await client.call(request)), log: [{ message: 'messageSent' }] }
      },
    }
  },
}

/** A signature is valid for an hour, and an attempt may come later: each has one of its own. */
function signedBody({ msg_type, json }: Content, secret: string): Body & { content: string } {
  const message = `"msg_type":${JSON.stringify(msg_type)},"${msg_type === cardType ? 'card' : 'content'}":${json}`
  const write = () => `{${secret && signature(secret, Math.floor(Date.now() / 1000))}${message}}`
  return {
    type: jsonType,
    get content() {
      return write()
    },
    fields: () => Object.keys(JSON.parse(write())),
  }
}

/** The members that sign a body: the key is the time and the secret, and nothing is what is signed (docs: as above). */
function signature(secret: string, seconds: number): string {
  const sign = createHmac('sha256', `${seconds}\n${secret}`).digest('base64')
  return `"timestamp":"${seconds}","sign":"${sign}",`
}
