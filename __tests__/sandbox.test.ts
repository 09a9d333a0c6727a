import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { Agent, get as httpGet } from 'node:http'
import { afterEach, describe, expect, test } from '@jest/globals'
import { createAuthority } from '../sandbox/certificates.ts'
import type { Feishu } from '../sandbox/feishu.ts'
import { createFeishu } from '../sandbox/feishu.ts'
import { startProxy } from '../sandbox/proxy.ts'
import type { Server, ServerOptions } from '../sandbox/server.ts'
import { startServer } from '../sandbox/server.ts'
import type { Answer } from '../sandbox/wire.ts'

const TOKEN_PATH = '/open-apis/auth/v3/tenant_access_token/internal'
const UPDATE_PATH = '/open-apis/bitable/v1/apps/appbcbWCzen6D8dezh/workflows/7308871234552638996'
const EXECUTE_PATH = '/open-apis/apaas/v1/applications/package_7344545d87__c/flows/deleteObject_99c656599f/execute'
const TENANT = { 'content-type': 'application/json; charset=utf-8', authorization: 'Bearer t-known' }

function feishuWithTokens(): Feishu {
  return createFeishu({
    tokens: [
      { token: 't-known', kind: 'tenant', valid: true },
      { token: 'u-known', kind: 'user', valid: true },
    ],
  })
}

function put(feishu: Feishu, body: unknown, headers: Record<string, string> = TENANT, path = UPDATE_PATH): Answer {
  return feishu.handle({ method: 'PUT', path, headers, body: typeof body === 'string' ? body : JSON.stringify(body) })
}

function post(feishu: Feishu, path: string, body: unknown, headers: Record<string, string> = TENANT): Answer {
  return feishu.handle({ method: 'POST', path, headers, body: JSON.stringify(body) })
}

function get(feishu: Feishu, path: string): Answer {
  return feishu.handle({ method: 'GET', path, headers: TENANT, body: '' })
}

/** HTTP status and code of an answer. */
function verdict({ status, body }: Answer): [number, unknown] {
  return [status, JSON.parse(body).code]
}

describe('the embedded Feishu', () => {
  test('hands out one tenant token for as long as it is valid', () => {
    const feishu = createFeishu()
    const ask = () => JSON.parse(post(feishu, TOKEN_PATH, feishu.state.apps[0]).body)
    const first = ask()
    expect(first).toEqual({ code: 0, msg: 'ok', tenant_access_token: expect.stringMatching(/^t-/), expire: 7200 })
    expect(ask()).toEqual(first)
    feishu.revokeTokens()
    expect(ask().tenant_access_token).not.toBe(first.tenant_access_token)
  })

  test.each([
    [{}, 400, 10003],
    [{ app_id: 'x', app_secret: 'y' }, 400, 10003],
    [{ app_id: 'cli_a1b2c3d4e5f60718', app_secret: 'wrong' }, 200, 10014],
  ])('gives no token for %j', (body, status, code) => {
    expect(verdict(post(createFeishu(), TOKEN_PATH, body))).toEqual([status, code])
  })

  test('switches a workflow, and says so in its state only', () => {
    const feishu = feishuWithTokens()
    const answer = put(feishu, { status: 'Disable' })
    expect(answer.body).toBe('{"code":0,"data":{},"msg":"success"}')
    expect(answer.headers['x-tt-logid']).toMatch(/^2024\d+$/)
    expect(feishu.state.bases[0]?.workflows[0]?.status).toBe('Disable')
    expect(feishu.visits).toMatchObject([{ page: 'update', method: 'PUT', path: UPDATE_PATH }])
  })

  test.each<[string, unknown, Record<string, string>, string, number, number]>([
    ['no token', {}, { 'content-type': 'application/json' }, UPDATE_PATH, 400, 99991661],
    ['an unknown tenant token', {}, { ...TENANT, authorization: 'Bearer t-x' }, UPDATE_PATH, 400, 99991663],
    ['an unknown user token', {}, { ...TENANT, authorization: 'Bearer u-x' }, UPDATE_PATH, 401, 99991668],
    ['text that is no token', {}, { ...TENANT, authorization: 'Bearer x' }, UPDATE_PATH, 400, 99991671],
    ['another content type', { status: 'Enable' }, { authorization: 'Bearer t-known' }, UPDATE_PATH, 200, 1254000],
    ['no JSON', '{', TENANT, UPDATE_PATH, 200, 1254000],
    ['an array', [], TENANT, UPDATE_PATH, 200, 1254001],
    ['lower case', { status: 'enable' }, TENANT, UPDATE_PATH, 200, 1254001],
    ['one field more', { status: 'Enable', x: 1 }, TENANT, UPDATE_PATH, 200, 1254001],
    ['a wiki token', { status: 'Enable' }, TENANT, UPDATE_PATH.replace('appbcbWCzen6D8dezh', 'a_b'), 200, 1254003],
    ['an unknown base', { status: 'Enable' }, TENANT, UPDATE_PATH.replace('dezh', 'x'), 200, 1254040],
    ['an unknown workflow', { status: 'Enable' }, TENANT, `${UPDATE_PATH}0`, 200, 1254002],
  ])('refuses an update with %s', (_, body, headers, path, status, code) => {
    const answer = put(feishuWithTokens(), body, headers, path)
    expect(verdict(answer)).toEqual([status, code])
    expect(JSON.parse(answer.body).error.log_id).toBe(answer.headers['x-tt-logid'])
  })

  test('lists workflows and reads wiki nodes', () => {
    const feishu = feishuWithTokens()
    const { data } = JSON.parse(get(feishu, '/open-apis/bitable/v1/apps/appbcbWCzen6D8dezh/workflows').body)
    expect(data).toEqual({ workflows: feishu.state.bases[0]?.workflows })
    expect(verdict(get(feishu, '/open-apis/bitable/v1/apps/nobase/workflows'))).toEqual([404, 1254040])
    const node = feishu.state.nodes[0]
    expect(JSON.parse(get(feishu, `/open-apis/wiki/v2/spaces/get_node?token=${node?.node_token}`).body).data).toEqual({
      node,
    })
    expect(verdict(get(feishu, '/open-apis/wiki/v2/spaces/get_node'))).toEqual([400, 131002])
    expect(verdict(get(feishu, '/open-apis/wiki/v2/spaces/get_node?token=x'))).toEqual([400, 131005])
  })

  test('starts a flow once for a key, with ids beyond 2^53', () => {
    const feishu = feishuWithTokens()
    const body = { operator: '{"_id": 1111}', params: '{"a": 1}', idempotent_key: 'k', is_async: false, loop_masks: [] }
    expect(JSON.parse(post(feishu, EXECUTE_PATH, body).body).data).toEqual({
      code: '',
      error_msg: '',
      execution_id: '1816970091484211001',
      out_params: '[{"api_name":"_flowExecutionID","value":1816970091484211001}]',
      status: 'end',
    })
    expect(JSON.parse(post(feishu, EXECUTE_PATH, body).body).data.code).toBe('k_wf_ec_2001008')
    feishu.state.inner = { status: 400, code: 2320001 }
    expect(verdict(post(feishu, EXECUTE_PATH, body))).toEqual([400, 2320001])
    expect(feishu.state.executions).toMatchObject([{ params: '{"a": 1}', operator: '{"_id": 1111}' }])
  })

  test.each([
    { operator: { _id: 1 } },
    { operator: '[]' },
    { operator: '{"name":"x"}' },
    { params: {} },
    { params: '1' },
    { is_async: 'true' },
    { idempotent_key: 1 },
    { loop_masks: Array.from({ length: 21 }, () => 0) },
    { loop_masks: '[]' },
    { status: 'Enable' },
  ])('refuses to execute with %j', (fields) => {
    const feishu = feishuWithTokens()
    expect(verdict(post(feishu, EXECUTE_PATH, { operator: '{"_id":1}', ...fields }))).toEqual([400, 2320001])
    expect(feishu.state.executions).toEqual([])
  })

  test('takes a user token for a base and none for a flow', () => {
    const user = { ...TENANT, authorization: 'Bearer u-known' }
    expect(verdict(put(feishuWithTokens(), { status: 'Enable' }, user))).toEqual([200, 0])
    expect(verdict(post(feishuWithTokens(), EXECUTE_PATH, { operator: '{"_id":1}' }, user))).toEqual([401, 99991668])
  })

  test('knows no other path and no other method', () => {
    const feishu = feishuWithTokens()
    expect(get(feishu, '/open-apis/nothing')).toMatchObject({ status: 404, body: '404 page not found' })
    expect(verdict(get(feishu, EXECUTE_PATH))).toEqual([405, 99991301])
  })

  test('gives scripted answers to the page they are for, acting or not', () => {
    const feishu = feishuWithTokens()
    feishu.next({ status: 502 }, { on: 'execute' })
    feishu.next({ status: 500, body: { code: 1255001 } }, { on: 'update', act: true })
    expect(verdict(put(feishu, { status: 'Disable' }))).toEqual([500, 1255001])
    expect(feishu.state.bases[0]?.workflows[0]?.status).toBe('Disable')
    expect(post(feishu, EXECUTE_PATH, { operator: '{"_id":1}' })).toMatchObject({ status: 502, body: '' })
    expect(feishu.state.executions).toEqual([])
  })
})

describe('the server', () => {
  const stops: (() => Promise<void>)[] = []
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()))
  })

  async function serve(options: ServerOptions = {}): Promise<{ feishu: Feishu; server: Server }> {
    const feishu = feishuWithTokens()
    const server = await startServer(feishu, options)
    stops.push(server.stop)
    return { feishu, server }
  }

  function disable(server: Server): Promise<string> {
    const body = '{"status":"Disable"}'
    return fetch(server.url + UPDATE_PATH, { method: 'PUT', headers: TENANT, body, redirect: 'manual' }).then(
      (answer) => answer.text(),
    )
  }

  test('records what arrived, over which connection', async () => {
    const { server } = await serve()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (const path of ['/a', '/b?c=d']) {
      const [answer] = await once(httpGet(server.url + path, { agent }), 'response')
      await once(answer.resume(), 'end')
    }
    agent.destroy()
    await disable(server)
    expect(server.arrivals).toMatchObject([
      { page: 'none', connection: 1, path: '/a' },
      { page: 'none', connection: 1, path: '/b?c=d' },
      { page: 'update', connection: 2, body: '{"status":"Disable"}' },
    ])
    expect(server.counts).toEqual({ connections: 2, handshakes: 0 })
  })

  test.each(['unread', 'read', 'acted', 'mid-body'] as const)('resets a connection when it is %s', async (at) => {
    const { feishu, server } = await serve()
    server.fault({ on: 'update', stop: { at, by: 'reset' } })
    await expect(disable(server)).rejects.toThrow()
    expect(feishu.visits.length).toBe(at === 'unread' || at === 'read' ? 0 : 1)
    await expect(disable(server)).resolves.toContain('success')
  })

  test.each(['gzip', 'deflate', 'br'] as const)('compresses with %s and trickles', async (encoding) => {
    const { server } = await serve()
    server.fault({ encoding, trickle: { bytes: 20, ms: 1 } })
    expect(await disable(server)).toBe('{"code":0,"data":{},"msg":"success"}')
  })

  test('cuts and pads bodies', async () => {
    const { server } = await serve()
    server.fault({ cut: { bytes: 5, length: 'sent' } })
    expect(await disable(server)).toBe('{"cod')
    server.fault({ cut: { bytes: 5, length: 'whole' } })
    await expect(disable(server)).rejects.toThrow()
    server.fault({ padMiB: 2 })
    expect(await disable(server)).toHaveLength(2 * 1024 * 1024 + 36)
  })

  test('hangs until it is stopped', async () => {
    const { server } = await serve()
    server.fault({ stop: { at: 'read', by: 'hang' } })
    const hanging = expect(disable(server)).rejects.toThrow()
    await server.stop()
    await hanging
  })

  test('can be scripted over HTTP', async () => {
    const { server } = await serve()
    const control = `${server.url}/__sandbox__`
    await fetch(`${control}/next`, { method: 'POST', body: '{"on":"update","body":{"code":91403}}' })
    await fetch(`${control}/fault`, { method: 'POST', body: '{"encoding":"gzip"}' })
    expect(await disable(server)).toBe('{"code":91403}')
    const requests = await (await fetch(`${control}/requests`)).json()
    expect(requests).toMatchObject([{ page: 'update', path: UPDATE_PATH }])
    expect((await fetch(`${control}/nothing`)).status).toBe(404)
  })

  test('speaks TLS with a certificate made on the spot', async () => {
    const authority = createAuthority()
    const certificate = authority.issue()
    const parsed = new X509Certificate(certificate.cert)
    expect(parsed.verify(new X509Certificate(authority.cert).publicKey)).toBe(true)
    expect([parsed.checkHost('localhost'), parsed.checkIP('127.0.0.1')]).toEqual(['localhost', '127.0.0.1'])
    const { server } = await serve({ tls: certificate })
    await expect(fetch(server.url)).rejects.toThrow()
    expect(server.counts.connections).toBe(1)
  })

  test('is reached through the proxy, with the right password only', async () => {
    const { server } = await serve()
    const proxy = await startProxy({ credentials: { user: 'u', password: 'p' } })
    stops.push(proxy.stop)
    const ask = async (headers: Record<string, string>) => {
      const [answer] = await once(httpGet({ port: proxy.port, path: `${server.url}/x`, headers }), 'response')
      answer.resume()
      return answer.statusCode
    }
    expect(await ask({})).toBe(407)
    expect(await ask({ 'proxy-authorization': `Basic ${btoa('u:p')}` })).toBe(404)
    expect(proxy.asked.map(({ method, status }) => [method, status])).toEqual([
      ['GET', 407],
      ['GET', 404],
    ])
  })
})
