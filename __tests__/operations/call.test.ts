import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { call } from '../../src/operations/call.ts'
import { accepted, clientWith, contextWith } from '../support/client.ts'
import { inputsOf, messageOf } from '../support/inputs.ts'

const planned = async (given: Parameters<typeof inputsOf>[0]) => {
  const plan = await call.prepare(inputsOf(given))
  const [{ request } = {}] = plan.requests()
  if (!request) throw new Error('expected a request')
  return { ...request, plan }
}
const sentBy = async (request: string) => {
  const client = clientWith(accepted)
  const plan = await call.prepare(inputsOf({ request }))
  await plan.perform(client, contextWith())
  const [sent] = client.requests
  if (!sent) throw new Error('expected a request')
  return sent
}
/** A text as a server may read it that decodes more than once, and does not mind what is malformed. */
function decoded(text: string): string {
  const once = text.replaceAll(/%2e/gi, '.').replaceAll(/%2f/gi, '/').replaceAll(/%5c/gi, '\\').replaceAll('%25', '%')
  return once === text ? text : decoded(once)
}

const errorOf = (request: string) => messageOf(() => call.prepare(inputsOf({ request })))

describe('request', () => {
  test.each([
    ['GET /open-apis/x/v1/things', 'GET', '/open-apis/x/v1/things'],
    [
      'post\t /open-apis/im/v1/messages?receive_id_type=chat_id',
      'POST',
      '/open-apis/im/v1/messages?receive_id_type=chat_id',
    ],
    ['GET /open-apis/a/v1:batch?x=a%20b&y=', 'GET', '/open-apis/a/v1:batch?x=a%20b&y='],
    [' DELETE /open-apis/x/%E6%B5%81 ', 'DELETE', '/open-apis/x/%E6%B5%81'],
    ['PUT /open-apis/x/流', 'PUT', '/open-apis/x/%E6%B5%81'],
    ['PATCH /open-apis/x?a=../..&b=//c', 'PATCH', '/open-apis/x?a=../..&b=//c'],
  ])('%j', async (request, method, path) => {
    expect(await sentBy(request)).toMatchObject({ method, path })
    expect(await planned({ request })).toMatchObject({ method, path: path.replace(/=[^&]*/g, '=…') })
  })

  test.each([
    '',
    'GET',
    'GET open-apis/x',
    'HEAD /open-apis/x',
    'GET /other/x',
    'GET /open-apis',
    'GET //evil.example/open-apis/x',
    'GET https://evil.example/open-apis/x',
    'GET /open-apis/x#y',
    'GET /open-apis/x#',
    'GET /open-apis\\x',
    'GET /open-apis/../other',
    'GET /open-apis/%2e%2e/other',
    'GET /open-apis/x y',
    'GET /open-apis/x\nHost: evil.example',
  ])('cannot be %j', async (request) => {
    expect(await errorOf(request)).toMatch(/^Input request(:| is required:) /)
  })

  test.each([
    ['GET /open-apis/x?y=a b', 'Input request: write a space in the path or the query as %20.'],
    [
      'GET /open-apis/x/7.30887123456789E+18/y',
      'Input request: an id in it is a number rounded by YAML. Put quotes around the id.',
    ],
    ['GET /open-apis/x?ids=a%2C1E%2B15%2Cb', /an id in it is a number rounded/],
    ['GET /open-apis/x?y=1e15&z=v1.1E+15', undefined],
    ['GET /open-apis/x?y=100%', undefined],
  ])('%j and numbers', async (request, message) => {
    const said = await errorOf(request)
    expect(said).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message)
  })

  test.each([
    '/open-apis/a/../b',
    '/open-apis/a/./b',
    '/open-apis//b',
    '/open-apis/b/',
    '/open-apis/a/%2e%2E/b',
    '/open-apis/a/%252e%252e/b',
    '/open-apis/a%2f..%2fb',
    '/open-apis/a%5cb',
    '/open-apis/a%00b',
    '/open-apis/a%0d%0ab',
    '/open-apis/a%20b',
    '/open-apis/100%',
    '/open-apis/a%zz%2f..%2fb',
    '/open-apis/100%/%252e%252e',
    '/open-apis/%ff%5c',
    '/open-apis/..;/x',
    '/open-apis/%2e%2e;/x',
    '/open-apis/auth;/v3/app_access_token',
    '/open-apis/auth%3b/v3/app_access_token',
    '/open-apis/a%253Bb',
  ])('cannot hide %s', async (path) => {
    expect(await errorOf(`GET ${path}`)).toMatch(/^Input request: the path contains an empty or relative segment/)
  })

  test.each([
    '/open-apis/bot/v2/hook/0bd7c5b3-5f3c-4b8e-9b55-ab3f0c5a9d11',
    '/open-apis/bot/hook/x?a=b',
    '/open-apis/Bot/v2/%68ook/x',
    '/open-apis/bot/v2/hook',
    '/open-apis/bot;x//v2/hook/x',
    'https://open.feishu.cn/open-apis/bot/v2/hook/0bd7c5b3',
  ])('cannot be the webhook of a group bot: %s', async (path) => {
    expect(await errorOf(`POST ${path}`)).toMatch(/webhook of a group bot, .*Use \S+\/message@v1/)
  })

  test('may have a bot or a hook in its path', async () => {
    for (const path of ['/open-apis/bot/v3/info', '/open-apis/x/hook/y'])
      expect((await sentBy(`GET ${path}`)).path).toBe(path)
  })

  test.each([
    '/open-apis/auth/v3/tenant_access_token/internal',
    '/open-apis/%61uth/v3/app_access_token/internal',
    '/open-apis/AUTH/v3/app_access_token',
    '/open-apis/authen/v1/oidc/refresh_access_token',
  ])('cannot obtain a token by %s', async (path) => {
    expect(await errorOf(`POST ${path}`)).toMatch(/^Input request: this path issues tokens/)
  })

  test('can ask whose token it is', async () => {
    for (const path of ['/open-apis/authen/v1/user_info', '/open-apis/x/open-apis/auth/y'])
      expect(await planned({ request: `GET ${path}` })).toMatchObject({ path })
  })

  test('cannot have a placeholder left over', async () => {
    expect(await errorOf('GET /open-apis/bitable/v1/apps/:app_token/tables')).toMatch(
      /still contains the placeholder :app_token\./,
    )
  })

  test('stays on the platform, whatever a URL parser makes of it', async () => {
    const pieces = [...'/.\\@?#: \t\n\0流a;%', ...'/open-apis/ .. %2e %2F %5c // evil.example https:'.split(' ')]
    const path = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => `/open-apis/${parts.join('')}`)
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          path,
          fc.string().map((text) => `/open-apis/${text}`),
        ),
        async (text) => {
          if ((await errorOf(`GET ${text}`)) !== undefined) return
          const { path: sent } = await sentBy(`GET ${text}`)
          const url = new URL(`https://open.feishu.cn${sent}`)
          expect(url.host).toBe('open.feishu.cn')
          expect(url.pathname + url.search).toBe(sent)
          expect(url.hash).toBe('')
          const segments = decoded(url.pathname).split('/').slice(1)
          expect(segments[0]).toBe('open-apis')
          for (const segment of segments) expect(segment).not.toMatch(/^\.{0,2}$|[\s\\]/)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('the body', () => {
  test('is params, else an empty object where the method has one', async () => {
    expect((await planned({ request: 'POST /open-apis/x', params: '{"a": 1}' })).body?.content).toBe('{"a": 1}')
    expect((await planned({ request: 'POST /open-apis/x' })).body?.content).toBe('{}')
    expect((await planned({ request: 'DELETE /open-apis/x' })).body).toBeUndefined()
    expect((await planned({ request: 'DELETE /open-apis/x', params: 'a: 1' })).body?.content).toBe('{"a":1}')
    expect((await planned({ request: 'GET /open-apis/x' })).body).toBeUndefined()
  })

  test('cannot go with GET', async () => {
    const given = inputsOf({ request: 'GET /open-apis/x', params: 'a: 1' })
    expect(await messageOf(() => call.prepare(given))).toMatch(/a GET request has no body/)
  })
})

test.each([
  ['GET', '', 'read'],
  ['GET', 'false', 'none'],
  ['POST', '', 'none'],
  ['POST', 'true', 'idempotent'],
  ['DELETE', 'True', 'idempotent'],
])('%s with repeatable %j is %s', async (method, repeatable, kind) => {
  const { idempotency } = await planned({ request: `${method} /open-apis/x`, repeatable })
  expect(idempotency).toEqual({ kind })
})

test('neither log nor summary has the query', async () => {
  const { plan } = await planned({ request: 'GET /open-apis/x?secret=1' })
  expect(JSON.stringify([plan.description, plan.target])).not.toContain('secret')
})
