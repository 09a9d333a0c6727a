import { createServer } from 'node:http'
import { afterAll, describe, expect, test } from '@jest/globals'
import { listen } from '../../sandbox/listen.ts'
import { errorOf, http, openFeishu, openRaw, runBundle, runFast, started, steps, stopAll, withApp } from './wire.ts'

afterAll(stopAll)

// What bodies and encodings become is held by the tests of src/feishu/{transport,response}.ts.

describe('an update whose response is', () => {
  test.each([
    [
      '100000 brackets and a long number',
      http(200, `{"code":5,"n":12345678901234567890,"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
      /\(HTTP 200\)\. The response begins with: \{"code":5,.*…/,
    ],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', /HPE_INVALID_CONSTANT/],
    ['a header that never ends', `HTTP/1.1 200 x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`, /HPE_HEADER_OVERFLOW/],
    [
      'two lengths',
      'HTTP/1.1 200 x\r\ncontent-length: 2\r\ncontent-length: 9\r\n\r\n{}',
      /HPE_UNEXPECTED_CONTENT_LENGTH/,
    ],
  ])('%s fails', async (_, bytes, says) => {
    const result = await runFast({ inputs: { ...steps.update, domain: await openRaw(bytes) } })
    expect(result).toMatchObject({ exitCode: 1, outputs: { attempts: '1' } })
    expect(errorOf(result)).toMatch(says)
    expect(errorOf(result).length).toBeLessThan(1500)
  })
})

test.each([302, 307])('a redirect with %i is refused, and its host hears nothing', async (status) => {
  const other = await openFeishu()
  const { feishu, server } = await openFeishu()
  feishu.next({ status, headers: { location: `${other.server.url}/elsewhere` } }, { on: 'token' })
  const result = await runFast({ inputs: { ...withApp(steps.execute), domain: server.url } })
  expect(errorOf(result)).toMatch(/while obtaining a tenant_access_token: the response is a redirect/)
  expect([server.received.length, other.server.counts.connections]).toEqual([1, 0])
})

test('a response in the middle of the request counts', async () => {
  const server = createServer((_request, response) => response.writeHead(413).end('too large'))
  const domain = `http://127.0.0.1:${started(await listen(server)).port}`
  const params = JSON.stringify({ large: 'x'.repeat(100_000) })
  const result = await runBundle({ inputs: { ...steps.execute, params, domain } })
  expect(errorOf(result)).toMatch(/: the request is too large \(HTTP 413\)\.|ECONNRESET|EPIPE/)
})
