import { afterEach, describe, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import type { Request } from '../../src/feishu/request.ts'
import type { Inputs } from '../../src/inputs/read.ts'
import { entryPoints } from '../../src/operations/index.ts'
import { inputsOf, messageOf } from '../support/inputs.ts'

const hook = 'https://open.feishu.cn/open-apis/bot/v2/hook/9f2c1c7e-6a5b-4d38-8f0e-1b7c2d3e4f50'
const bot = { webhook_url: hook }
const app = { to: 'oc_1' }

const prepare = (given: Partial<Inputs>) => {
  const inputs = inputsOf(given)
  return entryPoints.message.operationOf(inputs).prepare(inputs)
}
const errorOf = (given: Partial<Inputs>) => messageOf(() => prepare(given))
const warningsOf = async (given: Partial<Inputs>) => (await prepare(given)).warnings
const requestOf = async (given: Partial<Inputs>): Promise<Request> => {
  const [planned] = (await prepare(given)).requests()
  if (!planned) throw new Error('expected a request')
  return planned.request
}
const bodyOf = async (given: Partial<Inputs>) => String((await requestOf(given)).body?.content)

afterEach(() => {
  jest.restoreAllMocks()
})

test.each<[what: string, Partial<Inputs>, says: string | RegExp]>([
  ['no route', { text: 'a' }, /^No recipient: set webhook_url, or to, reply_to or update /],
  ['a webhook and to', { ...bot, to: 'oc_1', text: 'a' }, /^Inputs webhook_url and to are mutually exclusive/],
  ['to and reply_to', { ...app, reply_to: 'om_1', text: 'a' }, /^Inputs to and reply_to are mutually exclusive/],
  ['no content', app, 'No content: set text, card, params or params_file.'],
  ['text and card', { ...app, text: 'a', card: 'a: 1' }, /^Inputs text and card are mutually exclusive/],
  ['an update without a card', { update: 'om_1', text: 'a' }, /^Input update replaces a card with another one/],
  ['a secret alone', { webhook_secret: 's', text: 'a' }, /^Input webhook_url is required with webhook_secret\./],
  ['a secret and to', { webhook_secret: 's', to: 'oc_1', text: 'a' }, /^Input webhook_url is required with webhook_/],
  ['a secret that hides something', { ...bot, webhook_secret: 's\u200b' }, /^Input webhook_secret contains an invis/],
])('a message has one route and one content, not %s', async (_, given, message) => {
  expect(await errorOf(given)).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
})

describe('a webhook', () => {
  test.each([
    ['http://open.feishu.cn/open-apis/bot/v2/hook/SECRET', /^Input webhook_url: expected an https URL .* group bot\.$/],
    ['https://x.feishu.cn/base/automation/webhook/event/SECRET', /automation\. Use your-org\/.*\/trigger@v1\.$/],
    ['https://www.feishu.cn/flow/api/trigger-webhook/SECRET', /BotBuilder, which none of these actions supports/],
    ['https://open.feishu.cn/open-apis/bot/v2/hook/', /^Input webhook_url ends before its token\./],
  ])('cannot be %s', async (webhook_url, message) => {
    const error = await errorOf({ webhook_url, text: 'a' })
    expect(error).toMatch(message)
    expect(error).not.toContain('SECRET')
  })

  test('may be on another host, with a warning where it looks like none', async () => {
    const [group, other] = ['https://feishu.example/open-apis/bot/v2/hook/x', 'https://feishu.example/other']
    expect(await warningsOf({ webhook_url: group, text: 'a' })).toEqual([])
    expect(await warningsOf({ webhook_url: other, text: 'a' })).toEqual([{ message: 'notAGroupBot' }])
  })
})

describe('to', () => {
  test.each([
    ['oc_5ad11d72b830411d72b836c20', 'chat_id'],
    ['ou_7d8a6e6df7621556ce0d21922b676706ccs', 'open_id'],
    ['on_94a1ee5551019f18cd73d9f111898cf2', 'union_id'],
    ['li.lei@example.com', 'email'],
    ['on_call@example.com', 'email'],
    ['x_oc_ou_on_1', 'user_id'],
  ])('%s is a %s', async (to, type) => {
    expect((await requestOf({ to, text: 'a' })).path).toBe(`/open-apis/im/v1/messages?receive_id_type=${type}`)
  })

  test.each([
    ['oc_1, oc_2', /^Input to: expected one chat_id/],
    ['7.30887123456789E+18', /rounded by YAML/],
    [hook, /^Input to: expected an id, got a link\. The webhook URL of a group bot belongs in webhook_url\.$/],
  ])('cannot be %s', async (to, message) => {
    expect(await errorOf({ to, text: 'a' })).toMatch(message)
  })

  test('is not shown where it is an email', async () => {
    const plan = await prepare({ to: 'li.lei@example.com', text: 'a' })
    expect(JSON.stringify([plan.description, plan.target])).not.toContain('li.lei')
    expect(plan.sensitive).toContain('li.lei@example.com')
  })
})

test.each(['reply_to', 'update'])('%s is one message_id', async (route) => {
  expect(await errorOf({ [route]: 'om_1,om_2', card: 'a: 1' })).toMatch(
    new RegExp(`^Input ${route}: expected one message_id`),
  )
})

describe('a request', () => {
  const key = { idempotent_key: 'k' }
  const text = '{"msg_type":"text","content":"{\\"text\\":\\"a\\"}","uuid":"k"}'
  const params = '{"msg_type": "interactive", "content": {"n": 12345678901234567890}}'
  const toGroup = 'POST /open-apis/bot/v2/hook/ID'
  const once = { kind: 'idempotent', ...key, rememberedMs: 3_600_000 }

  test.each([
    [{ ...bot, text: 'a' }, `${toGroup} {"msg_type":"text","content":{"text":"a"}}`, { kind: 'none' }],
    [{ ...bot, params }, `${toGroup} {"msg_type":"interactive","card":{"n":12345678901234567890}}`, { kind: 'none' }],
    [{ reply_to: 'om_1', text: 'a', ...key }, `POST /open-apis/im/v1/messages/om_1/reply ${text}`, once],
    [{ update: 'om_1', card: '{}' }, 'PATCH /open-apis/im/v1/messages/om_1 {"content":"{}"}', { kind: 'idempotent' }],
  ])('with %j is %s', async (given, sent, idempotency) => {
    const { method, path, body, ...rest } = await requestOf(given)
    expect(`${method} ${path.replace(/hook.*/, 'hook/ID')} ${body?.content}`).toBe(sent)
    expect(rest.idempotency).toEqual(idempotency)
  })

  test.each([
    [{ text: 'hush' }, ['hush']],
    [{ card: '{"a": "hush"}' }, ['{"a": "hush"}', 'hush']],
    [{ params: '{"msg_type":"post","content":{"a":"hush"}}' }, ['{"a":"hush"}', 'hush']],
  ])('with %j hides its content', async (content, sensitive) => {
    for (const route of [bot, app]) expect((await prepare({ ...route, ...content })).sensitive).toEqual(sensitive)
  })
})

describe('a card', () => {
  test('arrives as it was written, by either route', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (value) => {
        fc.pre(!Object.hasOwn(value, 'msg_type'))
        const card = JSON.stringify(value, undefined, 1)
        expect(await bodyOf({ ...bot, card })).toBe(`{"msg_type":"interactive","card":${card}}`)
        expect(JSON.parse(await bodyOf({ ...app, card }))).toMatchObject({ msg_type: 'interactive', content: card })
      }),
    )
  })

  test('is not a whole message', async () => {
    expect(await errorOf({ ...app, card: 'msg_type: interactive\ncard: {}' })).toMatch(/^Input card is a whole message/)
  })
})

describe('params', () => {
  test.each([
    ['msg_type: text', /expected msg_type as text, and content as a mapping/],
    ['content: {text: a}', /expected msg_type as text/],
    ['msg_type: 1\ncontent: {text: a}', /expected msg_type as text/],
    ['{"msg_type":"text","content":"{\\"text\\":\\"a\\"}"}', /content as a mapping or a JSON object/],
    ['msg_type: text\ncontent: {text: a}\nreceive_id: oc_1', /^Input params: "receive_id" is not part of a message/],
  ])('cannot be %s', async (params, message) => {
    for (const route of [bot, app]) expect(await errorOf({ ...route, params })).toMatch(message)
  })
})

describe('a message that is too large is not sent', () => {
  const kb = 1024
  const ofSize = (bytes: number) => '流'.repeat(Math.floor(bytes / 3)) + 'x'.repeat(bytes % 3)
  const post = (a: string) => ({ params: JSON.stringify({ msg_type: 'post', content: { a } }) })

  test.each<[string, Partial<Inputs>, (text: string) => Partial<Inputs>, limit: number, around: string]>([
    ['text of an app', app, (text) => ({ text }), 150 * kb, '{"text":""}'],
    ['a card of an app', app, (text) => ({ card: `{"a":"${text}"}` }), 30 * kb, '{"a":""}'],
    ['a post', app, post, 30 * kb, '{"a":""}'],
    ['text of a bot', bot, (text) => ({ text }), 20 * kb, '{"msg_type":"text","content":{"text":""}}'],
  ])('as %s', async (_, route, write, limit, around) => {
    expect(await errorOf({ ...route, ...write(ofSize(limit - around.length)) })).toBeUndefined()
    expect(await errorOf({ ...route, ...write(ofSize(limit - around.length + 1)) })).toBe(
      `The message is ${limit + 1} bytes; Feishu accepts ${limit} at most. Shorten it, or link to the rest.`,
    )
  })

  test('unless Feishu names no limit: then Feishu decides', async () => {
    const params = JSON.stringify({ msg_type: 'constructor', content: { a: ofSize(200 * kb) } })
    expect(await errorOf({ ...app, params })).toBeUndefined()
  })
})

test('an update takes no key', async () => {
  const update = { update: 'om_1', card: 'a: 1' }
  expect(await warningsOf(update)).toEqual([])
  const unused = [{ unused: ['idempotent_key'], chosenBy: 'update' }]
  expect(await warningsOf({ ...update, idempotent_key: 'k' })).toMatchObject(unused)
})

test('a key has 50 characters at most', async () => {
  expect(await errorOf({ ...app, text: 'a', idempotent_key: 'k'.repeat(50) })).toBeUndefined()
  expect(await errorOf({ ...app, text: 'a', idempotent_key: 'k'.repeat(51) })).toBe(
    'Input idempotent_key has 51 characters; Feishu accepts 50 at most.',
  )
})

test('each attempt has a signature of its own time', async () => {
  const now = jest.spyOn(Date, 'now').mockReturnValue(1_599_360_473_900)
  const { body } = await requestOf({ ...bot, webhook_secret: ' demo\n', text: 'a' })
  const signed = () => JSON.parse(String(body?.content))
  // Feishu's own example (docs: client-docs/bot-v3/add-custom-bot).
  const sign = 'l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8='
  expect(signed()).toEqual({ timestamp: '1599360473', sign, msg_type: 'text', content: { text: 'a' } })
  expect(body?.fields()).toEqual(['timestamp', 'sign', 'msg_type', 'content'])
  now.mockReturnValue(1_599_364_073_000)
  expect(signed()).toMatchObject({ timestamp: '1599364073', sign: expect.not.stringContaining(sign) })
})
