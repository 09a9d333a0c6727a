import type { Call, Endpoint } from '../endpoint.ts'
import type { HttpResponse } from '../http.ts'
import { error, fieldsOf, invalidField, readObject, success } from '../http.ts'
import type { ChatMessage } from '../state.ts'
import { pageOf } from './page.ts'

const MESSAGES = '/open-apis/im/v1/messages'
const SCOPES = ['im:message', 'im:message:send_as_bot', 'im:message:send']
const HOUR = 3_600_000

/** Lists the chats that the bot is in. */
const listChats: Endpoint = {
  name: 'list-chats',
  request: 'GET /open-apis/im/v1/chats',
  handle: ({ query, state }) => {
    const own = state.chats.filter(({ bot }) => bot).map(({ chat_id, name }) => ({ chat_id, name }))
    const page = pageOf(own, query.get('page_size'), query.get('page_token'))
    return page ? success(page) : invalidField('page_size')
  },
}

/** Sends a message to a chat or a person, once an hour for each uuid. */
const sendMessage: Endpoint = {
  name: 'send-message',
  request: `POST ${MESSAGES}`,
  scopes: SCOPES,
  handle: (call) => {
    const type = call.query.get('receive_id_type') ?? ''
    const { receive_id } = fieldsOf(call.request)
    if (!/^(chat_id|open_id|union_id|user_id|email)$/.test(type)) return invalidField('receive_id_type')
    if (typeof receive_id !== 'string') return invalidField('receive_id')
    const fits = /^(chat_id oc_|open_id ou_|union_id on_|user_id .|email .+@)/.test(`${type} ${receive_id}`)
    if (!fits) return error(400, 230034, 'The receive_id is invalid.')
    const chat = call.state.chats.find(({ chat_id }) => chat_id === receive_id)
    if (chat?.bot === false) return error(400, 230002, 'The bot can not be outside the group.')
    return post(call, { chat_id: type === 'chat_id' ? receive_id : 'oc_f5b1e6f7a2c94d1db3e8a0c6d7e9f102' })
  },
}

/** Replies to a message. */
const replyMessage: Endpoint = {
  name: 'reply-message',
  request: `POST ${MESSAGES}/:message_id/reply`,
  scopes: SCOPES,
  handle: (call) => {
    const parent = findMessage(call)
    return parent ? post(call, { chat_id: parent.chat_id, parent_id: parent.message_id }) : invalid('message_id')
  },
}

/** Replaces a card, within 14 days. */
const editCard: Endpoint = {
  name: 'edit-card',
  request: `PATCH ${MESSAGES}/:message_id`,
  scopes: SCOPES,
  handle: (call) => {
    const message = findMessage(call)
    if (message?.msg_type !== 'interactive') return invalid('message_id')
    const { content } = fieldsOf(call.request)
    const failure = checkContent(call, content, 'interactive')
    if (failure) return failure
    const late = call.state.now() - Number(message.create_time) > 14 * 24 * HOUR
    if (late) return error(400, 230031, 'Message can only be modified within 14 days after sending.')
    Object.assign(message, { content, update_time: String(call.state.now()) })
    return success({})
  },
}

function post(call: Call, place: Pick<ChatMessage, 'chat_id' | 'parent_id'>): HttpResponse {
  const { messages, now, apps } = call.state
  const { msg_type, content, uuid } = fieldsOf(call.request)
  if (typeof msg_type !== 'string') return invalidField('msg_type')
  if (uuid !== undefined && (typeof uuid !== 'string' || uuid.length > 50)) return invalidField('uuid')
  const failure = checkContent(call, content, msg_type)
  if (failure) return failure
  const time = String(now())
  const message_id = `om_${String(messages.length + 1).padStart(32, '0')}`
  const own = { message_id, ...place, msg_type, create_time: time, update_time: time, content: String(content), uuid }
  const earlier = messages.find((each) => uuid && each.uuid === uuid && now() - Number(each.create_time) < HOUR)
  if (!earlier) messages.push(own)
  const { content: text, uuid: _, ...message } = earlier ?? own
  const sender = { id: apps[0]?.app_id, id_type: 'app_id', sender_type: 'app' }
  return success({ ...message, deleted: false, updated: false, sender, body: { content: text } })
}

/** What is wrong with a content: it is JSON text, of 150 KB for text and 30 KB else, and its files were uploaded. */
function checkContent({ state }: Call, content: unknown, msg_type: string): HttpResponse | undefined {
  if (typeof content !== 'string') return invalidField('content')
  const tooLong = Buffer.byteLength(content) > (msg_type === 'text' ? 150 : 30) * 1024
  if (tooLong) return error(400, 230025, 'The length of the message content reaches its limit.')
  const parsed = readObject(content)
  if (parsed.kind !== 'object') return invalid('content is not JSON')
  const keys = [parsed.value.image_key, parsed.value.file_key].filter((key) => key !== undefined)
  const owned = keys.every((key) => state.files.some((file) => file.key === key))
  return owned ? undefined : error(400, 230017, 'Bot is NOT the owner of the resource.')
}

function findMessage({ path, state }: Call): ChatMessage | undefined {
  return state.messages.find(({ message_id }) => message_id === path.message_id)
}

function invalid(what: string): HttpResponse {
  return error(400, 230001, `Your request contains an invalid request parameter: ${what}`)
}

export const messages: readonly Endpoint[] = [listChats, sendMessage, replyMessage, editCard]
