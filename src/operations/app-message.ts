import { memberOf, textOf } from '../feishu/body.ts'
import type { CallResult } from '../feishu/client.ts'
import { FeishuError, unexpectedResponse } from '../feishu/error.ts'
import { type Endpoint, json, type Request, requestTo } from '../feishu/request.ts'
import { readBaseUrl } from '../inputs/domain.ts'
import { getKey, getText, type Inputs } from '../inputs/read.ts'
import { type Message, StepError } from '../messages/index.ts'
import { type Content, cardType, checkSize, contentInputs, readContent } from './message/content.ts'
import { type Recipient, readRecipient, recipientInputs } from './message/recipient.ts'
import { type Operation, responseOutputs } from './operation.ts'

const common = {
  method: 'POST',
  tokens: 'tenant or user',
  scopes: ['im:message', 'im:message:send_as_bot', 'im:message:send'],
  rate: '1000/min',
} as const

/** Docs: im-v1/message/create. */
const send = { ...common, name: 'sendMessage', path: '/open-apis/im/v1/messages' } as const satisfies Endpoint

/** Docs: im-v1/message/reply. */
const reply = {
  ...common,
  name: 'replyMessage',
  path: '/open-apis/im/v1/messages/:message_id/reply',
} as const satisfies Endpoint

/** Docs: im-v1/message-card/patch. */
const updateCard = {
  ...common,
  name: 'updateCard',
  method: 'PATCH',
  path: '/open-apis/im/v1/messages/:message_id',
  scopes: ['im:message', 'im:message:send_as_bot', 'im:message:update'],
} as const satisfies Endpoint

/** The most that Feishu accepts as `content`, in bytes; of other types none is documented. */
const contentLimits = new Map([
  ['text', 150 * 1024],
  [cardType, 30 * 1024],
  ['post', 30 * 1024],
])

/** Feishu sends a message once for the same `uuid` within an hour. */
const rememberedMs = 60 * 60 * 1000

/** The most that `uuid` may have, in characters. */
const longestKey = 50

/** Sends a message of an app's bot, or replaces a card that it has sent. */
export const appMessage: Operation<'message'> = {
  name: 'message',
  subject: 'message',
  inputs: ['app_id', 'app_secret', 'access_token', 'domain', ...recipientInputs, ...contentInputs, 'idempotent_key'],
  endpoints: [send, reply, updateCard],
  async prepare(inputs) {
    const recipient = readRecipient(inputs)
    const { route, id } = recipient
    if (route === 'update' && inputs.card === '') throw new StepError({ message: 'updateWithoutCard' })
    const content = await readContent(inputs)
    checkSize(Buffer.byteLength(content.json), contentLimits.get(content.msg_type) ?? Number.POSITIVE_INFINITY)
    const idempotent_key = route === 'update' ? undefined : readKey(inputs)
    const request = requestFor(recipient, content, idempotent_key)
    const isEmail = id.includes('@')
    return {
      description: { message: route === 'update' ? 'updatingCard' : 'sendingMessage' },
      baseUrl: readBaseUrl(inputs, undefined),
      requests: () => [{ request }],
      target: isEmail ? [] : [{ label: route, value: id }],
      outputs: idempotent_key === undefined ? { message_id: id } : { idempotent_key },
      warnings: [...(route === 'update' ? unusedKey(inputs) : []), ...content.warnings],
      sensitive: [...(isEmail ? [id] : []), ...content.sensitive],
      async perform(client) {
        const call = await client.call(request)
        const outputs = responseOutputs(call)
        if (idempotent_key === undefined) return { outputs, log: [{ message: 'cardUpdated' }] }
        const message_id = messageIdIn(request, call)
        return { outputs: { ...outputs, message_id }, log: [{ message: 'messageSent' }] }
      },
    }
  },
}

function requestFor(recipient: Recipient, { msg_type, json: content }: Content, uuid: string | undefined): Request {
  const idempotency = { kind: 'idempotent', ...(uuid && { idempotent_key: uuid, rememberedMs }) } as const
  const { id } = recipient
  switch (recipient.route) {
    case 'to': {
      const body = json(JSON.stringify({ receive_id: id, msg_type, content, uuid }))
      return requestTo(send, {}, { query: { receive_id_type: recipient.receive_id_type }, body, idempotency })
    }
    case 'reply_to': {
      const body = json(JSON.stringify({ msg_type, content, uuid }))
      return requestTo(reply, { message_id: id }, { body, idempotency })
    }
    case 'update': {
      const body = json(JSON.stringify({ content }))
      return requestTo(updateCard, { message_id: id }, { body, idempotency })
    }
  }
}

function readKey(inputs: Inputs): string {
  const key = getKey(inputs)
  if (key.length > longestKey) throw new StepError({ message: 'keyTooLong', length: key.length, longest: longestKey })
  return key
}

function unusedKey(inputs: Inputs): Message[] {
  if (getText(inputs, 'idempotent_key') === '') return []
  return [{ message: 'inputsUnused', unused: ['idempotent_key'], operation: 'message', chosenBy: 'update' }]
}

/** Without it, something else than Feishu may have responded. */
function messageIdIn(request: Request, call: CallResult): string {
  const message_id = textOf(memberOf(call.response.body, 'data').message_id)
  if (message_id) return message_id
  const { failure } = unexpectedResponse(
    request,
    call,
    { message: 'responseWithout', member: 'message_id' },
    'notFeishu',
  )
  throw new FeishuError({
    ...failure,
    notes: [{ message: 'outcomeUnknown', earlier: false }],
    outcomeUnknown: true,
    again: 'idempotent',
  })
}
