import { expect, test } from '@jest/globals'
import { startServer } from '../../sandbox/server.ts'
import { feishuWithTokens, TENANT, UPDATE_PATH } from './client.ts'

test('the server can be scripted over HTTP', async () => {
  const server = await startServer(feishuWithTokens())
  try {
    const control = `${server.url}/__sandbox__`
    await fetch(`${control}/next`, { method: 'POST', body: '{"on":"update","body":{"code":91403}}' })
    await fetch(`${control}/fault`, { method: 'POST', body: '{"encoding":"gzip"}' })
    const update = { method: 'PUT', headers: TENANT, body: '{"status":"Disable"}' }
    expect(await (await fetch(server.url + UPDATE_PATH, update)).text()).toBe('{"code":91403}')
    const requests = await (await fetch(`${control}/requests`)).json()
    expect(requests).toMatchObject([{ endpoint: 'update', path: UPDATE_PATH }])
    expect((await fetch(`${control}/nothing`)).status).toBe(404)
  } finally {
    await server.stop()
  }
})
