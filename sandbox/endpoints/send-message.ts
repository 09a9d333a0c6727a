import type { Endpoint } from '../endpoint.ts'
import { error, readBody, readObject, success } from '../http.ts'

/** Sends a message to a chat, once per uuid. Its content is JSON text. */
export const sendMessage: Endpoint = {
  name: 'send-message',
  method: 'POST',
  template: '/open-apis/im/v1/messages',
  tokens: ['tenant', 'user'],
  scopes: ['im:message', 'im:message:send_as_bot', 'im:message:send'],
  handle: ({ request, query, state }) => {
    const body = readBody(request)
    if (body.kind !== 'object' || !query.get('receive_id_type')) return error(400, 99992402, 'field validation failed')
    const { receive_id, msg_type, content, uuid } = body.value
    const complete = typeof receive_id === 'string' && typeof msg_type === 'string' && typeof content === 'string'
    if (!complete) return error(400, 99992402, 'field validation failed')
    if (readObject(content).kind !== 'object') return error(400, 230001, 'invalid request parameter: content')
    const earlier = state.messages.find((message) => message.uuid !== undefined && message.uuid === uuid)
    const message_id = `om_${String(state.messages.length + 1).padStart(32, '0')}`
    const key = typeof uuid === 'string' ? uuid : undefined
    const message = earlier ?? { message_id, receive_id, msg_type, content, uuid: key }
    if (!earlier) state.messages.push(message)
    return success({ message_id: message.message_id, msg_type: message.msg_type, body: { content: message.content } })
  },
}
