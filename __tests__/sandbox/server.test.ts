import { once } from 'node:events'
import { Agent, get as httpGet } from 'node:http'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { Feishu } from '../../sandbox/feishu.ts'
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
})
