import { createHmac } from 'node:crypto'
import type { Endpoint } from '../endpoint.ts'
import type { HttpResponse } from '../http.ts'
import { isRecord, json, readBody } from '../http.ts'
import type { GroupBot } from '../state.ts'

/** Sends a message through a group's own bot: no app, scope or token is involved, and each request is a message. */
export const groupBot: Endpoint = {
  name: 'group-bot',
  request: 'POST /open-apis/bot/v2/hook/:id',
  tokens: [],
  handle: ({ request, path, state }) => {
    const bot = state.groupBots.find(({ id }) => id === path.id)
    if (!bot) return failure(19001, 'param invalid: incoming webhook access token invalid')
    if (!bot.enabled) return failure(19007, 'bot not enabled')
    if (Buffer.byteLength(request.body) > 20 * 1024) return failure(19036, 'the request body is too large')
    const body = readBody(request)
    if (body.kind !== 'object') return failure(9499, 'Bad Request', 400)
    if (!isSigned(bot, body.value, state.now())) {
      return failure(19021, 'sign match fail or timestamp is not within one hour from current time')
    }
    const { msg_type, content, card } = body.value
    if (typeof msg_type !== 'string') return failure(19002, 'params error, msg_type need')
    if (msg_type === 'interactive' && !isRecord(card)) return failure(11246, 'card content not valid')
    if (msg_type !== 'interactive' && !isRecord(content)) return failure(9499, 'Bad Request', 400)
    bot.messages.push(request.body)
    return json(200, { StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' })
  },
}

function isSigned({ secret }: GroupBot, { timestamp, sign }: Record<string, unknown>, now: number): boolean {
  if (secret === undefined) return true
  const expected = createHmac('sha256', `${timestamp}\n${secret}`).digest('base64')
  return sign === expected && Math.abs(now - Number(timestamp) * 1000) <= 3_600_000
}

function failure(code: number, msg: string, status = 200): HttpResponse {
  return json(status, { code, data: {}, msg })
}
