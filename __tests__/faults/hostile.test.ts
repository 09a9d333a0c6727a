import { createServer } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from '@jest/globals'
import { listen } from '../../sandbox/listen.ts'
import { errorOf, http, openFeishu, openRaw, runBundle, runFast, started, steps, stopAll, withApp } from './wire.ts'

afterAll(stopAll)

const limit = 10 * 1024 * 1024
const ok = '{"code":0,"data":{},"msg":"success"}'
const html = '<!DOCTYPE html>\n<html><script>alert(1)</script></html>'

type Case = [name: string, bytes: string | Buffer, says: RegExp]

/** Responses to an update that fail it, with its HTTP status: what Node and the bundle make of the bytes. */
const refused: Case[] = [
  [
    'HTML at 502',
    http(502, html),
    /the response is not JSON \(HTTP 502\)\. The response begins with: <!DOCTYPE html>\./,
  ],
  [
    'half of it, and an end',
    http(200, ok.slice(0, 20), { 'content-length': '99' }),
    /the response was cut off: .*\(E.*\) \(HTTP 200\)\..*Outcome unknown/,
  ],
  [
    '100000 brackets and a long number',
    http(200, `{"code":5,"n":12345678901234567890,"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    /\(HTTP 200\)\. The response begins with: \{"code":5,.*…/,
  ],
  [
    'a msg of a million',
    http(500, JSON.stringify({ code: 1254290, msg: 'long '.repeat(200_000) })),
    /: (long )+…? \(code 1254290, HTTP 500\)\..*one job at a time/,
  ],
  [
    'gzip that breaks off',
    http(200, gzipSync(ok).subarray(0, 24), { 'content-encoding': 'gzip' }),
    /the response was cut off: .*\(Z_BUF_ERROR\) \(HTTP 200\)\..*Outcome unknown/,
  ],
  [
    'one byte too many',
    http(200, ok + ' '.repeat(limit + 1 - ok.length)),
    /the response exceeds 10 MiB \(HTTP 200\)\./,
  ],
  ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', /HPE_INVALID_CONSTANT/],
  ['a header that never ends', `HTTP/1.1 200 x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`, /HPE_HEADER_OVERFLOW/],
  [
    'two lengths',
    'HTTP/1.1 200 x\r\ncontent-length: 2\r\ncontent-length: 9\r\n\r\n{}',
    /HPE_UNEXPECTED_CONTENT_LENGTH/,
  ],
]

/** Responses to an update that are unusual, and as good as any. */
const taken: [name: string, bytes: string | Buffer][] = [
  ['a byte order mark', http(200, `\uFEFF${ok}`)],
  ['exactly 10 MiB', http(200, ok + ' '.repeat(limit - ok.length))],
  ['gzip', http(200, gzipSync(ok), { 'content-encoding': 'gzip' })],
  ['deflate', http(200, deflateSync(ok), { 'content-encoding': 'deflate' })],
  ['br', http(200, brotliCompressSync(ok), { 'content-encoding': 'br' })],
  ['no length', 'HTTP/1.1 200 x\r\n\r\n{"code":0}'],
]

describe('an update whose response is', () => {
  test.concurrent.each(refused)('%s fails', async (_, bytes, says) => {
    const result = await runBundle({ inputs: { ...steps.update, domain: await openRaw(bytes) } })
    expect(result).toMatchObject({ exitCode: 1, outputs: { attempts: '1' } })
    expect(errorOf(result)).toMatch(/^update-workflow failed: /)
    expect(errorOf(result)).toMatch(says)
    expect(errorOf(result).length).toBeLessThan(1500)
  })

  test.concurrent.each(taken)('%s succeeds', async (_, bytes) => {
    const result = await runBundle({ inputs: { ...steps.update, domain: await openRaw(bytes) } })
    expect(result).toMatchObject({ exitCode: 0, outputs: { code: '0', status: 'Disable' } })
  })
})

test.concurrent('a response without end is read to 10 MiB and no further', async () => {
  const { feishu, server } = await openFeishu()
  feishu.next({ body: ok })
  server.inject({ padMiB: 500 })
  const result = await runBundle({ inputs: { ...steps.update, domain: server.url } })
  expect(errorOf(result)).toMatch(/the response exceeds 10 MiB \(HTTP 200, /)
  while (server.received[0]?.bytesSent === 0) await new Promise((done) => setTimeout(done, 5))
  // What the kernel holds for both ends is not read.
  expect(server.received[0]?.bytesSent).toBeLessThan(40 * 1024 * 1024)
})

test.each([302, 307])('a redirect with %i is refused, and its host hears nothing', async (status) => {
  const other = await openFeishu()
  const location = `${other.server.url}/open-apis/elsewhere`
  const { feishu, server } = await openFeishu()
  feishu.next({ status, headers: { location }, body: ok })
  const result = await (status === 307 ? runBundle : runFast)({ inputs: { ...steps.update, domain: server.url } })
  expect(errorOf(result)).toContain(`the response is a redirect, and redirects are not followed (HTTP ${status}, `)
  expect(other.server.counts.connections).toBe(0)
  const flow = await openFeishu()
  flow.feishu.next({ status, headers: { location }, body: ok }, { on: 'token' })
  const minted = await runFast({ inputs: { ...withApp(steps.execute), domain: flow.server.url } })
  expect(errorOf(minted)).toMatch(/during the tenant_access_token request: the response is a redirect/)
  expect([flow.server.received.length, other.server.counts.connections]).toEqual([1, 0])
})

test.concurrent('a response in the middle of the request counts', async () => {
  const server = createServer((_request, response) => response.writeHead(413).end('too large'))
  const domain = `http://127.0.0.1:${started(await listen(server)).port}`
  const params = JSON.stringify({ large: 'x'.repeat(100_000) })
  const result = await runBundle({ inputs: { ...steps.execute, params, domain } })
  expect(errorOf(result)).toMatch(/: the request is too large \(HTTP 413\)\.|ECONNRESET|EPIPE/)
})
