import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { call } from '../../../src/operations/call.ts'
import { callWith } from '../../support/call.ts'
import { inputsOf, messageOf, say } from '../../support/inputs.ts'

const uuid4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
const post = 'POST /open-apis/x'
const given = { request: post, idempotent_key: 'run 7"' }
const errorOf = (inputs: Parameters<typeof inputsOf>[0]) =>
  messageOf(() => call.prepare(inputsOf({ request: post, ...inputs })))

describe('the placeholder of a key', () => {
  test.each([
    ['{"uuid" : ":idempotent_key", "n": 1.10}', '{"uuid" : "run 7\\"", "n": 1.10}'],
    ['{"a":[":idempotent_key", {"b":":idempotent_key"}]}', '{"a":["run 7\\"", {"b":"run 7\\""}]}'],
    ['uuid: :idempotent_key\nnote: x:idempotent_key', '{"uuid":"run 7\\"","note":"x:idempotent_key"}'],
    [
      '{":idempotent_key": ":idempotent_key","t":"\\":idempotent_key\\""}',
      '{":idempotent_key": "run 7\\"","t":"\\":idempotent_key\\""}',
    ],
  ])('is a whole value in %j', async (params, body) => {
    const { sent, plan } = await callWith({ ...given, params })
    expect(sent).toEqual([`/open-apis/x ${body}`])
    expect(plan.outputs).toEqual({ idempotent_key: given.idempotent_key })
  })

  test.each([
    ['?uuid=:idempotent_key', '?uuid=run%207%22'],
    ['?a=1&uuid=%3Aidempotent_key&b=x:idempotent_key', '?a=1&uuid=run%207%22&b=x:idempotent_key'],
    ['?uuid=%3aidempotent_key&again=:idempotent_key', '?uuid=run%207%22&again=run%207%22'],
  ])('is a whole value in %s', async (query, sent) => {
    const called = await callWith({ ...given, request: post + query })
    expect(called.sent).toEqual([`/open-apis/x${sent} {}`])
  })

  test.each([
    ['POST', '', { kind: 'idempotent', idempotent_key: 'k' }],
    ['POST', 'false', { kind: 'none' }],
    ['GET', '', { kind: 'read' }],
  ])('makes %s with repeatable %j', async (method, repeatable, idempotency) => {
    const request = `${method} /open-apis/x?uuid=:idempotent_key`
    const { requests } = await callWith({ request, idempotent_key: 'k', repeatable })
    expect(requests[0]?.idempotency).toEqual(idempotency)
  })

  test('gets a new UUID where no key is given', async () => {
    const { plan, sent } = await callWith({ request: post, params: 'uuid: :idempotent_key' })
    expect(plan.outputs?.idempotent_key).toMatch(uuid4)
    expect(sent).toEqual([`/open-apis/x {"uuid":"${plan.outputs?.idempotent_key}"}`])
  })

  test('becomes a UUID v4 as client_token, always the same one, in every place', async () => {
    const params = 'client_token: :idempotent_key\nuuid: :idempotent_key'
    const inBody = await callWith({ request: post, idempotent_key: 'release-1', params })
    const inQuery = await callWith({ request: `${post}?client_token=:idempotent_key`, idempotent_key: 'release-1' })
    // Of its SHA-256.
    const uuid = 'bc14cac7-c6eb-4f50-bef4-e19b353f2e7e'
    expect(inBody.plan.outputs).toEqual({ idempotent_key: uuid })
    expect(inBody.sent).toEqual([`/open-apis/x {"client_token":"${uuid}","uuid":"${uuid}"}`])
    expect(inQuery.sent).toEqual([`/open-apis/x?client_token=${uuid} {}`])
    const own = 'FE599B60-450F-46FF-B2EF-9F6675625B97'
    expect((await callWith({ request: post, idempotent_key: own, params })).plan.outputs?.idempotent_key).toBe(own)
  })

  test('as client_token is valid, whatever the key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (key) => {
        if (key.trim() === '') return
        const { plan } = await callWith({ request: post, idempotent_key: key, params: 'client_token: :idempotent_key' })
        expect(plan.outputs?.idempotent_key).toMatch(uuid4)
      }),
      { numRuns: 50 },
    )
  })

  test.each([
    [{ idempotent_key: 'k', params: '{"uuid":"a :idempotent_key"}' }, /no value .* is :idempotent_key/],
    [{ params: 'size: :file_size' }, 'The placeholders :file_name and :file_size need input file.'],
    [{ request: 'GET /open-apis/x?n=:file_name' }, 'The placeholders :file_name and :file_size need input file.'],
    [{ request: 'GET /open-apis/:idempotent_key' }, /the placeholder :idempotent_key\. Replace it/],
  ])('cannot be filled: %j', async (inputs, message) => {
    expect(await errorOf(inputs)).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message)
  })
})

describe('json_text', () => {
  const message = 'POST /open-apis/im/v1/messages?receive_id_type=chat_id'
  test.each([
    [
      'content',
      '{"content": {"n": 1.10, "id": 7308871234552638996, "t": "\\u4f60\\/"}}',
      '{"n":1.10,"id":7308871234552638996,"t":"\\u4f60\\/"}',
    ],
    ['a.b', 'a:\n  b: [1, x]', '[1,"x"]'],
    ['content', 'content: \'{"text":"x"}\'', '{"text":"x"}'],
    ['content', 'content:\n  uuid: :idempotent_key', '{"uuid":"k"}'],
    ['content', 'content: 1', '1'],
  ])('writes %s of %j as text', async (json_text, params, text) => {
    const { sent } = await callWith({
      request: post,
      params,
      json_text,
      ...(params.includes(':id') && { idempotent_key: 'k' }),
    })
    const body = JSON.parse(String(sent[0]?.slice('/open-apis/x '.length)))
    expect(body.a ? body.a.b : body.content).toBe(text)
  })

  test('writes a member before the one that it is in', async () => {
    const { sent } = await callWith({ request: post, params: 'a:\n  b:\n    c: 1', json_text: 'a\na.b' })
    expect(sent).toEqual(['/open-apis/x {"a":"{\\"b\\":\\"{\\\\\\"c\\\\\\":1}\\"}"}'])
  })

  test.each([
    ['content', ''],
    ['a.b.c', 'a:\n  b: 1'],
    ['a.b.c.d', 'a:\n  b: 1'],
    ['a.0.b', 'a: [1]'],
    ['a.0', 'a: [1]'],
    ['toString', 'a: 1'],
    ['__proto__.toString', 'a: 1'],
  ])('names %s, which %j does not have', async (json_text, params) => {
    expect(await errorOf({ json_text, params })).toBe(`Input json_text: params has no member "${json_text}".`)
  })

  test.each([
    [message, 'content:\n  text: x', 'content'],
    ['POST /open-apis/im/v1/messages/om_1/reply', 'content: {}', 'content'],
    ['POST /open-apis/approval/v4/instances', 'form: []', 'form'],
    ['POST /open-apis/apaas/v1/applications/n__c/functions/f/invoke', 'params: {a: 1}', 'params'],
  ])('is missing in %s with %j', async (request, params, name) => {
    expect((await callWith({ request, params })).plan.warnings?.map((each) => say(each))).toEqual([
      `Feishu wants JSON text in "${name}", and params has an object there. Set json_text to ${name}.`,
    ])
    expect((await callWith({ request, params, json_text: name })).plan.warnings).toEqual([])
  })

  test('is missing nowhere else', async () => {
    for (const [request, params] of [
      [message, 'content: x'],
      [message, 'a: {}'],
      [message, ''],
      [post, 'content: {}'],
    ] as const)
      expect((await callWith({ request, params })).plan.warnings).toEqual([])
  })
})
