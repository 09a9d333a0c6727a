import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { callWith, refusalOf } from '../support/call.ts'

/** A text as a server may read it that decodes more than once, and does not mind what is malformed. */
function decoded(text: string): string {
  const once = text.replaceAll(/%2e/gi, '.').replaceAll(/%2f/gi, '/').replaceAll(/%5c/gi, '\\').replaceAll('%25', '%')
  return once === text ? text : decoded(once)
}

describe('request', () => {
  test.each([
    ['post\t /open-apis/x/v1/things?type=a', 'POST', '/open-apis/x/v1/things?type=a'],
    ['GET /open-apis/a/v1:batch?x=a%20b&y=', 'GET', '/open-apis/a/v1:batch?x=a%20b&y='],
    [' DELETE /open-apis/x/%E6%B5%81 ', 'DELETE', '/open-apis/x/%E6%B5%81'],
    ['PUT /open-apis/x/流', 'PUT', '/open-apis/x/%E6%B5%81'],
    ['PATCH /open-apis/x?a=../..&b=//c', 'PATCH', '/open-apis/x?a=../..&b=//c'],
    ['GET /open-apis/x?y=1e15&z=v1.1E+15', 'GET', '/open-apis/x?y=1e15&z=v1.1E+15'],
    ['GET /open-apis/x?y=100%', 'GET', '/open-apis/x?y=100%'],
    ['GET /open-apis/bot/v3/info', 'GET', '/open-apis/bot/v3/info'],
    ['GET /open-apis/x/hook/y', 'GET', '/open-apis/x/hook/y'],
    ['GET /open-apis/authen/v1/user_info', 'GET', '/open-apis/authen/v1/user_info'],
    ['GET /open-apis/x/open-apis/auth/y', 'GET', '/open-apis/x/open-apis/auth/y'],
  ])('%j is sent, and shown without the values of its query', async (request, method, path) => {
    const { request: sent, plan } = await callWith({ request })
    expect(sent).toMatchObject({ method, path })
    expect(plan.requests()[0]?.request).toMatchObject({ method, path: path.replace(/=[^&]*/g, '=…') })
    const [withoutQuery] = path.split('?')
    expect(plan.description).toEqual({ message: 'calling', method, path: withoutQuery })
    expect(plan.target).toEqual([{ label: 'request', value: `${method} ${withoutQuery}` }])
  })

  test.each([
    '',
    'GET',
    'GET open-apis/x',
    'curl GET /open-apis/x',
    'HEAD /open-apis/x',
    'GET /other/x',
    'GET /open-apis',
    'GET //evil.example/open-apis/x',
    'GET https://evil.example/open-apis/x',
    'GET /open-apis/x#',
    'GET /open-apis\\x',
    'GET /open-apis/%2e%2e/other',
    'GET /open-apis/x\nHost: evil.example',
  ])('cannot be %j', async (request) => {
    expect(await refusalOf({ request })).toMatch(/^Input request(:| is required:) /)
  })

  test.each([
    ['x?y=a b', /^Input request: write a space in the path or the query as %20\.$/],
    [
      'x/7.30887123456789E+18/y',
      /^Input request: an id in it is a number rounded by YAML\. Put quotes around the id\.$/,
    ],
    ['x?ids=a%2C1E%2B15%2Cb', /an id in it is a number rounded/],
    ['bitable/v1/apps/:app_token/tables', /still contains the placeholder :app_token\./],
    ['auth/v3/tenant_access_token/internal', /^Input request: this path issues tokens/],
    ['%61uth/v3/app_access_token/internal', /^Input request: this path issues tokens/],
    ['AUTH/v3/app_access_token', /^Input request: this path issues tokens/],
    ['authen/v1/oidc/refresh_access_token', /^Input request: this path issues tokens/],
  ])('cannot be for %s', async (path, message) => {
    expect(await refusalOf({ request: `POST /open-apis/${path}` })).toMatch(message)
  })

  test.each([
    '/open-apis/a/./b',
    '/open-apis//b',
    '/open-apis/a/%252e%252e/b',
    '/open-apis/a%2f..%2fb',
    '/open-apis/a%5cb',
    '/open-apis/a%00b',
    '/open-apis/a%20b',
    '/open-apis/100%',
    '/open-apis/a%zz%2f..%2fb',
    '/open-apis/%2e%2e;/x',
    '/open-apis/auth%253b/v3/app_access_token',
  ])('cannot hide %s', async (path) => {
    const message = /^Input request: the path contains an empty or relative segment/
    expect(await refusalOf({ request: `GET ${path}` })).toMatch(message)
  })

  test.each([
    '/open-apis/bot/hook/SECRET?a=b',
    '/open-apis/Bot/v2/%68ook/SECRET',
    '/open-apis/bot/v2/hook',
    '/open-apis/bot;x//v2/hook/SECRET',
    'https://open.feishu.cn/open-apis/bot/v2/hook/SECRET',
  ])('cannot be the webhook of a group bot: %s', async (path) => {
    const message = await refusalOf({ request: `POST ${path}` })
    expect(message).toMatch(/webhook of a group bot, .*Use \S+\/message@v1/)
    expect(message).not.toContain('SECRET')
  })

  test('stays on the platform, whatever a URL parser makes of it', async () => {
    const pieces = [...'/.\\@?#: \t\n\0流a;%', ...'/open-apis/ .. %2e %2F %5c // evil.example https:'.split(' ')]
    const composed = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(fc.oneof(composed, fc.string()), async (text) => {
        const request = `GET /open-apis/${text}`
        if ((await refusalOf({ request })) !== undefined) return
        const { path = '' } = (await callWith({ request })).request ?? {}
        const url = new URL(`https://open.feishu.cn${path}`)
        expect(url.host).toBe('open.feishu.cn')
        expect(url.pathname + url.search).toBe(path)
        expect(url.hash).toBe('')
        const segments = decoded(url.pathname).split('/').slice(1)
        expect(segments[0]).toBe('open-apis')
        for (const segment of segments) expect(segment).not.toMatch(/^\.{0,2}$|[\s\\]/)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the body', () => {
  test.each([
    ['POST', '{"a": 1}', '{"a": 1}'],
    ['POST', '', '{}'],
    ['DELETE', '', undefined],
    ['DELETE', 'a: 1', '{"a":1}'],
    ['GET', '', undefined],
  ])('of %s with params %j is %s', async (method, params, body) => {
    const { request } = await callWith({ request: `${method} /open-apis/x`, params })
    expect(request?.body?.content).toBe(body)
  })

  test('cannot go with GET', async () => {
    expect(await refusalOf({ request: 'GET /open-apis/x', params: 'a: 1' })).toMatch(/a GET request has no body/)
  })
})

test.each([
  ['GET /open-apis/x', '', { kind: 'read' }],
  ['GET /open-apis/x', 'false', { kind: 'none' }],
  ['GET /open-apis/x?uuid=:idempotent_key', '', { kind: 'read' }],
  ['POST /open-apis/x', '', { kind: 'none' }],
  ['POST /open-apis/x', 'True', { kind: 'idempotent' }],
  ['POST /open-apis/x?uuid=:idempotent_key', '', { kind: 'idempotent', idempotent_key: 'k' }],
  ['POST /open-apis/x?uuid=:idempotent_key', 'false', { kind: 'none' }],
])('%s with repeatable %j is %j', async (request, repeatable, idempotency) => {
  const key = request.includes(':idempotent_key') && { idempotent_key: 'k' }
  expect((await callWith({ request, repeatable, ...key })).request?.idempotency).toEqual(idempotency)
})
