import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { Agent, get as httpGet } from 'node:http'
import { afterEach, describe, expect, test } from '@jest/globals'
import { createAuthority } from '../../sandbox/certificates.ts'
import type { Feishu } from '../../sandbox/feishu.ts'
import { startProxy } from '../../sandbox/proxy.ts'
import type { Server, ServerOptions } from '../../sandbox/server.ts'
import { startServer } from '../../sandbox/server.ts'
import { feishuWithTokens, TENANT, UPDATE_PATH } from './client.ts'

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
      (response) => response.text(),
    )
  }

  test('records what it received, over which connection', async () => {
    const { server } = await serve()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (const path of ['/a', '/b?c=d']) {
      const [response] = await once(httpGet(server.url + path, { agent }), 'response')
      expect(response.rawHeaders).toEqual(expect.arrayContaining(['Content-Type', 'X-Tt-Logid']))
      await once(response.resume(), 'end')
    }
    agent.destroy()
    await disable(server)
    expect(server.received).toMatchObject([
      { endpoint: 'none', connection: 1, path: '/a' },
      { endpoint: 'none', connection: 1, path: '/b?c=d' },
      { endpoint: 'update', connection: 2, body: '{"status":"Disable"}' },
    ])
    expect(server.counts).toEqual({ connections: 2, handshakes: 0 })
  })

  test.each(['unread', 'read', 'acted', 'mid-body'] as const)('resets a connection when it is %s', async (at) => {
    const { feishu, server } = await serve()
    server.inject({ on: 'update', stop: { at, by: 'reset' } })
    await expect(disable(server)).rejects.toThrow()
    expect(feishu.handled.length).toBe(at === 'unread' || at === 'read' ? 0 : 1)
    await expect(disable(server)).resolves.toContain('success')
  })

  test.each(['gzip', 'deflate', 'br'] as const)('compresses with %s and trickles', async (encoding) => {
    const { server } = await serve()
    server.inject({ encoding, trickle: { bytes: 20, ms: 1 } })
    expect(await disable(server)).toBe('{"code":0,"data":{},"msg":"success"}')
  })

  test('cuts and pads bodies', async () => {
    const { server } = await serve()
    server.inject({ cut: { bytes: 5, length: 'sent' } })
    expect(await disable(server)).toBe('{"cod')
    server.inject({ cut: { bytes: 5, length: 'full' } })
    await expect(disable(server)).rejects.toThrow()
    server.inject({ padMiB: 2 })
    expect(await disable(server)).toHaveLength(2 * 1024 * 1024 + 36)
  })

  test('sends raw bytes', async () => {
    const { feishu, server } = await serve()
    server.inject({ on: 'update', raw: 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi' })
    expect(await disable(server)).toBe('hi')
    expect(feishu.handled).toEqual([])
    server.inject({ raw: new Uint8Array([0, 255]) })
    await expect(disable(server)).rejects.toThrow()
  })

  test('tells when a request was received', async () => {
    const { server } = await serve()
    let told = false
    const second = server.whenReceived('update', 2).then(() => {
      told = true
    })
    await disable(server)
    expect(told).toBe(false)
    await disable(server)
    await second
  })

  test('hangs where Feishu does not respond', async () => {
    const { feishu, server } = await serve()
    const path = '/open-apis/base/v3/bases/appbcbWCzen6D8dezh/workflows/wkfGx2kQ7mLp4nRt/enable'
    const request = fetch(server.url + path, { method: 'PATCH', headers: TENANT })
    const failed = expect(request).rejects.toThrow()
    await server.whenReceived('enable')
    await server.stop()
    await failed
    expect(feishu.handled).toMatchObject([{ endpoint: 'enable', response: undefined }])
  })

  test('hangs until it is stopped', async () => {
    const { server } = await serve()
    server.inject({ stop: { at: 'read', by: 'hang' } })
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
    expect(requests).toMatchObject([{ endpoint: 'update', path: UPDATE_PATH }])
    expect((await fetch(`${control}/nothing`)).status).toBe(404)
  })

  test('speaks TLS with a new certificate', async () => {
    const authority = await createAuthority()
    const certificate = await authority.issue()
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
      const [response] = await once(httpGet({ port: proxy.port, path: `${server.url}/x`, headers }), 'response')
      response.resume()
      return response.statusCode
    }
    expect(await ask({})).toBe(407)
    expect(await ask({ 'proxy-authorization': `Basic ${btoa('u:p')}` })).toBe(404)
    expect(proxy.asked).toMatchObject([{ authorization: undefined }, { authorization: 'Basic dTpw' }])
  })
})
