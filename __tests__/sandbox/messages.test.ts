import { describe, expect, test } from '@jest/globals'
import type { Feishu } from '../../sandbox/feishu.ts'
import { BASE, call, codeOf, dataOf, feishuWithTokens, TENANT } from './client.ts'

describe('the app bot', () => {
  const MESSAGES = '/open-apis/im/v1/messages'
  const text = { receive_id: 'oc_1', msg_type: 'text', content: '{"text":"hi"}' }

  test.each([
    ['chat_id', { content: 'hi' }, 230001],
    ['chat_id', { content: {} }, 99992402],
    ['chat_id', { msg_type: undefined }, 99992402],
    ['chat_id', { uuid: 'x'.repeat(51) }, 99992402],
    ['chat_id', { receive_id: 'ou_1' }, 230034],
    ['chat_id', { receive_id: 'oc_84983ff6516d731e5b5f68d4ea2e1da5' }, 230002],
    ['chat_id', { msg_type: 'post', content: `{"a":"${'x'.repeat(30 * 1024)}"}` }, 230025],
    ['chat_id', { msg_type: 'file', content: '{"file_key":"x"}' }, 230017],
    ['open_id', { receive_id: undefined }, 99992402],
    ['name', {}, 99992402],
  ])('does not send to a %s %j', (type, fields, code) => {
    const response = call(feishuWithTokens(), `POST ${MESSAGES}?receive_id_type=${type}`, { ...text, ...fields })
    expect(codeOf(response)).toEqual([400, code])
  })

  test('replies, and replaces a card for 14 days', () => {
    const feishu = feishuWithTokens()
    const card = { receive_id: 'a@b.c', msg_type: 'interactive', content: '{"old":1}' }
    call(feishu, `POST ${MESSAGES}?receive_id_type=email`, card)
    const message = feishu.state.messages[0]
    const path = `${MESSAGES}/${message?.message_id}`
    expect(dataOf(call(feishu, `POST ${path}/reply`, text))).toMatchObject({ parent_id: message?.message_id })
    const edit = (content: string) => codeOf(call(feishu, `PATCH ${path}`, { content }))
    expect([edit('{"new":1}'), edit('{'), message?.content]).toEqual([[200, 0], [400, 230001], '{"new":1}'])
    expect(codeOf(call(feishu, `PATCH ${MESSAGES}/om_x`, { content: '{}' }))).toEqual([400, 230001])
    expect(codeOf(call(feishu, `POST ${MESSAGES}/om_x/reply`, text))).toEqual([400, 230001])
    const late = feishu.state.now() + 15 * 24 * 3_600_000
    feishu.state.now = () => late
    expect(edit('{}')).toEqual([400, 230031])
  })
})

describe('a group bot', () => {
  const text = { msg_type: 'text', content: { text: 'released' } }
  const sign = 'l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8='
  const signed = { ...text, timestamp: '1599360473', sign }
  const send = (differences: object, body: unknown, now = 1599360473_000) => {
    const bot = { id: 'x', enabled: true, messages: [], ...differences }
    return call(feishuWithTokens({ groupBots: [bot], now: () => now }), 'POST /open-apis/bot/v2/hook/x', body)
  }

  test.each([
    [{ id: 'y' }, text, 19001],
    [{ enabled: false }, text, 19007],
    [{ rateLimited: 1 }, text, 11232],
    [{}, { ...text, x: 'x'.repeat(20 * 1024) }, 19036],
    [{}, '{', 9499],
    [{}, { ...text, content: 'x' }, 9499],
    [{}, { content: {} }, 19002],
    [{}, { msg_type: 'interactive', card: '{}' }, 11246],
    [{ keywords: ['Deployed'] }, text, 19024],
    [{ secret: 'demo' }, text, 19021],
    [{ secret: 'other' }, signed, 19021],
  ])('%j rejects %j', (differences, body, code) => {
    expect(JSON.parse(send(differences, body).body).code).toBe(code)
  })

  test('sends what is signed within an hour, and confirms it in two forms', () => {
    const bot = { secret: 'demo', keywords: ['x', 'rel'] }
    const success = { StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' }
    expect(JSON.parse(send(bot, signed).body)).toEqual(success)
    const older = { Extra: null, StatusCode: 0, StatusMessage: 'success' }
    expect(JSON.parse(send({ ...bot, older: true }, signed).body)).toEqual(older)
    expect(codeOf(send(bot, signed, 1599360473_000 + 3_600_001))).toEqual([200, 19021])
  })
})

describe('files', () => {
  const BYTES = String.fromCharCode(...Array(256).keys())
  const upload = (feishu: Feishu, path: string, parts: Record<string, string>) => {
    const piece = ([name, content]: [string, string]) =>
      `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`
    const body = `${Object.entries(parts).map(piece).join('')}--b--\r\n`
    return call(feishu, `POST /open-apis/${path}`, body, {
      ...TENANT,
      'content-type': 'multipart/form-data; boundary=b',
    })
  }
  const file = { file_type: 'stream', file_name: 'a.bin', file: BYTES }
  const media = { file_name: 'a.bin', parent_type: 'bitable_file', parent_node: BASE, size: '256', file: BYTES }

  test.each<[string, Record<string, string>, number]>([
    ['im/v1/files', { ...file, file_type: 'txt' }, 234001],
    ['im/v1/files', { ...file, file: '' }, 234010],
    ['im/v1/images', { image_type: 'message', image: 'x'.repeat(10 * 1024 * 1024 + 1) }, 234006],
    ['im/v1/images', { image_type: 'message', file: 'x' }, 234001],
    ['drive/v1/medias/upload_all', { ...media, parent_node: 'x' }, 1061044],
    ['drive/v1/medias/upload_all', { ...media, size: '255' }, 1062009],
    ['drive/v1/medias/upload_all', media, 0],
  ])('to %s give %#', (path, parts, code) => {
    expect(codeOf(upload(feishuWithTokens(), path, parts))[1]).toBe(code)
  })

  test('are refused when their form is not complete', () => {
    const headers = { ...TENANT, 'content-type': 'multipart/form-data; boundary=b' }
    const body = '--b\r\ncontent-disposition: form-data; name="file_type"\r\n\r\nstream\r\n--b'
    expect(codeOf(call(feishuWithTokens(), 'POST /open-apis/im/v1/files', body, headers))).toEqual([400, 234001])
  })
})
