import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { callWith, refusalOf } from '../../support/call.ts'
import { say } from '../../support/inputs.ts'

const uuid4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
const post = 'POST /open-apis/x'
const given = { request: post, idempotent_key: 'run 7"' }

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
    // A character that nobody can see is refused, such as U+FFA0.
    const visible = /^(?!\s*$)[^\p{Cf}\p{Default_Ignorable_Code_Point}]+$/u
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((key) => visible.test(key))
    const almost = fc.uuid({ version: 4 }).chain((uuid) => fc.constantFrom(`x${uuid}`, `${uuid}x`))
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 4, arbitrary: text }, almost), async (key) => {
        const { plan } = await callWith({ request: post, idempotent_key: key, params: 'client_token: :idempotent_key' })
        expect(plan.outputs?.idempotent_key).toMatch(uuid4)
      }),
      { numRuns: 50 },
    )
  })

  test.each([
    [{ idempotent_key: 'k', params: '{"uuid":"a :idempotent_key"}' }, /no value .* is :idempotent_key/],
    [{ params: 'size: :file_size' }, /^The placeholders :file_name and :file_size need input file\.$/],
    [{ request: 'GET /open-apis/x?n=:file_name' }, /^The placeholders :file_name and :file_size need input file\.$/],
    [{ request: 'GET /open-apis/:idempotent_key' }, /the placeholder :idempotent_key\. Replace it/],
  ])('cannot be filled: %j', async (inputs, message) => {
    expect(await refusalOf({ request: post, ...inputs })).toMatch(message)
  })
})

describe('json_text', () => {
  const digits = '{"n":1.10,"id":7308871234552638996,"t":"\\u4f60\\/"}'

  test.each([
    ['content', `{"content": ${digits}}`, { content: digits }],
    ['a.b', 'a:\n  b: [1, x]', { a: { b: '[1,"x"]' } }],
    ['a\na.b', 'a:\n  b:\n    c: 1', { a: '{"b":"{\\"c\\":1}"}' }],
    ['content', 'content: \'{"text":"x"}\'', { content: '{"text":"x"}' }],
    ['content', 'content:\n  uuid: :idempotent_key', { content: '{"uuid":"run 7\\""}' }],
    ['content', 'content: 1', { content: '1' }],
  ])('writes %j of %j as text', async (json_text, params, body) => {
    const { sent } = await callWith({ ...(params.includes(':id') ? given : { request: post }), params, json_text })
    expect(JSON.parse(sent[0]?.replace('/open-apis/x ', '') ?? '')).toEqual(body)
  })

  test.each([
    ['content', ''],
    ['a.b.c', 'a:\n  b: 1'],
    ['a.b.c.d', 'a:\n  b: 1'],
    ['a.0.b', 'a: [1]'],
    ['a.0', 'a: [1]'],
    ['toString', 'a: 1'],
    ['__proto__.toString', 'a: 1'],
  ])('cannot name %s, which %j does not have', async (json_text, params) => {
    const message = `Input json_text: params has no member "${json_text}".`
    expect(await refusalOf({ request: post, json_text, params })).toBe(message)
  })

  const message = 'POST /open-apis/im/v1/messages'
  const warningsOf = async (given: Parameters<typeof callWith>[0]) => say((await callWith(given)).plan.warnings)

  test.each([
    [message, 'content:\n  text: x', 'content'],
    ['POST /open-apis/im/v1/messages/om_1/reply', 'content: {}', 'content'],
    ['POST /open-apis/approval/v4/instances', 'form: []', 'form'],
    ['POST /open-apis/apaas/v1/applications/n__c/functions/f/invoke', 'params: {a: 1}', 'params'],
  ])('is missing in %s with %j', async (request, params, name) => {
    const warning = `Feishu wants JSON text in "${name}", and what params has there is not text. Set json_text to ${name}.`
    expect(await warningsOf({ request, params })).toBe(warning)
    expect(await warningsOf({ request, params, json_text: name })).toBe('')
  })

  test.each([
    [message, 'content: x'],
    [message, 'a: {}'],
    [message, ''],
    [post, 'content: {}'],
  ])('is not missing in %s with %j', async (request, params) => {
    expect(await warningsOf({ request, params })).toBe('')
  })
})
