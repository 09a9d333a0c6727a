import { createServer } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from '@jest/globals'
import { listen } from '../../sandbox/listen.ts'
import type { StepResult } from '../../sandbox/runner/step.ts'
import { errorOf, http, openFeishu, openRaw, runBundle, runFast, started, steps, stopAll, withApp } from './wire.ts'

afterAll(stopAll)

const limit = 10 * 1024 * 1024
const ok = '{"code":0,"data":{},"msg":"success"}'
const html = '<!DOCTYPE html>\n<html><script>alert(1)</script></html>'

type Case = [name: string, bytes: string | Buffer, says: RegExp]

/** Responses to an update; each fails it, with its HTTP status. */
const refused: Case[] = [
  [
    "the gateway's 404",
    http(404, '404 page not found'),
    /the response is not JSON \(HTTP 404\)\. The response begins with: 404 page not found\..*base URL/,
  ],
  ['HTML', http(200, html), /the response is not JSON \(HTTP 200\)\. The response begins with: <!DOCTYPE html>\./],
  [
    'blank lines first',
    http(500, '\r\n \r\n\t first\rsecond'),
    /the response is not JSON \(HTTP 500\)\. The response begins with: first\./,
  ],
  ['nothing at 502', http(502, ''), /the response is empty \(HTTP 502\)\./],
  ['nothing at 204', 'HTTP/1.1 204 x\r\n\r\n', /the response is empty \(HTTP 204\)\./],
  [
    'half of it',
    http(200, ok.slice(0, 20)),
    /the response is not JSON \(HTTP 200\)\. The response begins with: \{"code":0,"data":\{\},\./,
  ],
  ['null', http(200, 'null'), /the response is not a JSON object \(HTTP 200\)\. The response begins with: null\./],
  ['an array', http(200, '[{"code":0}]'), /the response is not a JSON object \(HTTP 200\)\./],
  ['a number', http(200, '0'), /the response is not a JSON object \(HTTP 200\)\. The response begins with: 0\./],
  ['a word for a code', http(200, '{"code":"zero","data":{}}'), /the response has no numeric code \(HTTP 200\)\./],
  [
    'code 0 under another status',
    http(500, ok),
    /the response reports success \(code 0\) under HTTP status 500 \(HTTP 500\)\..*Outcome unknown/,
  ],
  ['HTTP 413', http(413, '<h1>nginx</h1>'), /: the request is too large \(HTTP 413\)\..*Send less in params/],
  ['HTTP 407', http(407, ''), /: the proxy requires authentication \(HTTP 407\)\..*HTTPS_PROXY/],
  ['no code', http(200, '{"data":{}}'), /the response has no numeric code \(HTTP 200\)\./],
  ['code null', http(200, '{"code":null}'), /the response has no numeric code \(HTTP 200\)\./],
  ['a code that is an object', http(200, '{"code":{}}'), /the response has no numeric code \(HTTP 200\)\./],
  ['a code beyond 2^53', http(200, '{"code":99999999999999999999}'), /\(code 100000000000000000000, HTTP 200\)\./],
  [
    'a fraction for a code',
    http(200, '{"code":0.5}'),
    /Feishu returned an error without a message \(code 0\.5, HTTP 200\)\./,
  ],
  [
    'numbers for texts',
    http(200, '{"code":91403,"msg":12345678901234567890,"log_id":7}'),
    /: 12345678901234567890 \(code 91403, HTTP 200, log_id 7\)\..*collaborator/,
  ],
  [
    'objects for texts',
    http(
      200,
      '{"code":91403,"msg":{"a":1},"error":{"log_id":[],"helps":5,"permission_violations":[null,[],{"subject":{}}],"field_violations":{}}}',
    ),
    /an error without a message \(code 91403, HTTP 200\)\. The app/,
  ],
  ['an error that is text', http(200, '{"code":91403,"msg":"no","error":"text"}'), /: no \(code 91403, HTTP 200\)\./],
  [
    'invalid UTF-8',
    http(200, Buffer.from([0x62, 0xff, 0xc3, 0x28])),
    /the response is not JSON \(HTTP 200\)\. The response begins with: b\ufffd\ufffd\(\./,
  ],
  [
    'invalid UTF-8 in a msg',
    http(200, Buffer.concat([Buffer.from('{"code":5,"msg":"'), Buffer.from([0xff]), Buffer.from('"}')])),
    /: \ufffd \(code 5, HTTP 200\)\./,
  ],
  ['100000 brackets', http(200, '['.repeat(100_000)), /not JSON \(HTTP 200\)\. The response begins with: \[+…/],
  [
    '100000 brackets in a msg',
    http(200, `{"code":5,"msg":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    /without a message \(code 5, HTTP 200\)\./,
  ],
  ['a key twice', http(200, '{"code":0,"code":91403,"msg":"a","msg":"b"}'), /: b \(code 91403, HTTP 200\)\./],
  [
    '__proto__',
    http(200, '{"__proto__":{"code":0},"constructor":1,"code":91403,"msg":"no"}'),
    /: no \(code 91403, HTTP 200\)\./,
  ],
  [
    'only __proto__',
    http(200, '{"__proto__":{"code":0,"msg":"ok"}}'),
    /the response has no numeric code \(HTTP 200\)\./,
  ],
  [
    'a first line of a million',
    http(500, 'long '.repeat(200_000)),
    /not JSON \(HTTP 500\)\. The response begins with: (long )+.*….*run again later/i,
  ],
]

/** The same where it matters what Node and the bundle make of the bytes. */
const refusedOnTheWire: Case[] = [
  [
    'plain text',
    http(200, 'Bad things happen'),
    /the response is not JSON \(HTTP 200\)\. The response begins with: Bad things happen\./,
  ],
  [
    'HTML at 502',
    http(502, html),
    /the response is not JSON \(HTTP 502\)\. The response begins with: <!DOCTYPE html>\./,
  ],
  ['nothing', http(200, ''), /the response is empty \(HTTP 200\)\./],
  [
    'half of it, and an end',
    http(200, ok.slice(0, 20), { 'content-length': '99' }),
    /the response was cut off \(E.*\) \(HTTP 200\)\..*Outcome unknown/,
  ],
  [
    'a chunk that never comes',
    http(200, '5\r\nabcde\r\n', { 'transfer-encoding': 'chunked', 'content-length': '' })
      .toString()
      .replace('content-length: \r\n', ''),
    /the response was cut off \(E.*\) \(HTTP 200\)\..*Outcome unknown/,
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
    'corrupt gzip',
    http(200, 'not gzip at all', { 'content-encoding': 'gzip' }),
    /the response was cut off \(Z_DATA_ERROR.*\) \(HTTP 200\)\./,
  ],
  [
    'corrupt deflate',
    http(200, 'not deflate at all', { 'content-encoding': 'deflate' }),
    /the response was cut off \(Z_.*\) \(HTTP 200\)\./,
  ],
  [
    'corrupt br',
    http(200, 'not brotli at all', { 'content-encoding': 'br' }),
    /the response was cut off \(ERR_.*\) \(HTTP 200\)\./,
  ],
  [
    'gzip that breaks off',
    http(200, gzipSync(ok).subarray(0, 24), { 'content-encoding': 'gzip' }),
    /the response was cut off \(Z_BUF_ERROR: .*\) \(HTTP 200\)\..*Outcome unknown/,
  ],
  [
    'gzip that grows',
    http(200, gzipSync(Buffer.alloc(limit + 1, ' ')), { 'content-encoding': 'gzip' }),
    /the response exceeds 10 MiB \(HTTP 200\)\./,
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
  ['another content type, another status', http(201, ok, { 'content-type': 'text/html' })],
  ['no data', http(200, '{"code":0}')],
  ['data of another type', http(200, '{"code":0,"msg":7,"data":"text"}')],
  ['100000 brackets beside the code', http(200, `{"code":0,"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)],
  ['no length', 'HTTP/1.1 200 x\r\n\r\n{"code":0}'],
]

function expectRefused(result: StepResult, says: RegExp): void {
  expect(result.exitCode).toBe(1)
  expect(errorOf(result)).toMatch(/^update-workflow failed: /)
  expect(errorOf(result)).toMatch(says)
  expect(errorOf(result).length).toBeLessThan(1500)
  expect(result.outputs).toMatchObject({ attempts: '1' })
  expect(result.ms).toBeLessThan(5000)
}

describe('an update whose response is', () => {
  test.concurrent.each(refusedOnTheWire)('%s fails', async (_, bytes, says) => {
    expectRefused(await runBundle({ inputs: { ...steps.update, domain: await openRaw(bytes) } }), says)
  })

  test.each(refused)('%s fails', async (_, bytes, says) => {
    expectRefused(await runFast({ inputs: { ...steps.update, domain: await openRaw(bytes) } }), says)
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

test.each([301, 302, 303, 307, 308])('a redirect with %i is refused, and its host hears nothing', async (status) => {
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

describe('a list whose response has', () => {
  test.each([
    ['no data', {}],
    ['data null', { data: null }],
    ['data of another type', { data: [] }],
    ['workflows of another type', { data: { workflows: {} } }],
    ['a workflow that is none', { data: { workflows: [5] } }],
    ['a workflow without an id', { data: { workflows: [{ title: 'x', status: 'Enable' }] } }],
    ['an id that is a path', { data: { workflows: [{ workflow_id: '..', title: 'x' }] } }],
  ])('%s fails', async (_, body) => {
    const { feishu, server } = await openFeishu()
    feishu.next({ body: { code: 0, msg: 'success', ...body } })
    const result = await runFast({ inputs: { ...steps.list, domain: server.url } })
    expect(errorOf(result)).toMatch(/^list-workflows failed: the response has no list \(HTTP 200, /)
    expect(result.outputs.response).toContain('"code":0')
  })

  test('numbers for texts, and keys of every object, succeeds', async () => {
    const { feishu, server } = await openFeishu()
    const workflows = '[{"workflow_id":7308871234552638996,"title":5,"status":null,"__proto__":{"title":"x"}}]'
    feishu.next({ body: `{"code":0,"msg":"success","data":{"workflows":${workflows}}}` })
    const result = await runFast({ inputs: { ...steps.list, domain: server.url } })
    const listed: { type: string }[] = JSON.parse(result.outputs.workflows ?? '')
    expect(listed.filter(({ type }) => type === 'automation')).toEqual([
      { workflow_id: '7308871234552638996', title: '5', status: '', code: 0, msg: 'success', type: 'automation' },
    ])
  })
})

describe('a flow whose response is', () => {
  test.each([
    ['no data', '{"code":0}', /the response has no data \(HTTP 200, .*may have been started/],
    ['data of another type', '{"code":0,"data":"x"}', /the response has no data \(HTTP 200, /],
    [
      'an object for a text',
      '{"code":0,"data":{"status":{}}}',
      /data\.status in the response is not text \(HTTP 200, /,
    ],
    ['a list for an id', '{"code":0,"data":{"execution_id":[1]}}', /data\.execution_id in the response is not text/],
    [
      'a number for the inner code',
      '{"code":0,"data":{"code":5,"error_msg":6}}',
      /the flow failed \(code 5, .*Message of the flow: 6\./,
    ],
    [
      'a known name for the inner code',
      '{"code":0,"data":{"code":"constructor"}}',
      /the flow failed \(code constructor, HTTP 200, log_id \d+\)\. Check the flow/,
    ],
    [
      'HTML',
      html,
      /not JSON \(HTTP 200, .*begins with: <!DOCTYPE html>\. Outcome unknown: .* with idempotent_key key-of-this-run/,
    ],
    ['nothing', '', /is empty \(HTTP 200, .*Outcome unknown/],
  ])('%s fails', async (_, body, says) => {
    const { feishu, server } = await openFeishu()
    feishu.next({ body })
    const result = await runFast({ inputs: { ...steps.execute, domain: server.url } })
    expect(errorOf(result)).toMatch(says)
    expect(result.outputs).toMatchObject({ idempotent_key: 'key-of-this-run', http_status: '200', attempts: '1' })
  })

  test.each([
    [
      'numbers for texts',
      '{"execution_id":1816970091484211234,"status":"end","code":0,"out_params":""}',
      '1816970091484211234',
      '{}',
    ],
    ['out_params that are no JSON', '{"execution_id":"1","status":"end","out_params":"["}', '1', undefined],
    [
      'out_params with __proto__',
      '{"execution_id":"1","status":"end","out_params":"[{\\"api_name\\":\\"__proto__\\",\\"value\\":{\\"a\\":1}}]"}',
      '1',
      '{"__proto__":{"a":1}}',
    ],
    [
      'out_params of 100000 brackets',
      `{"execution_id":"1","status":"end","out_params":"${'['.repeat(100_000)}${']'.repeat(100_000)}"}`,
      '1',
      undefined,
    ],
  ])('%s succeeds', async (_, data, execution_id, values) => {
    const { feishu, server } = await openFeishu()
    feishu.next({ body: `{"code":0,"msg":"success","data":${data}}` })
    const result = await runFast({ inputs: { ...steps.execute, domain: server.url } })
    expect([result.exitCode, result.outputs.execution_id, result.outputs.values]).toEqual([0, execution_id, values])
  })
})

describe('a token request whose response is', () => {
  test.each([
    ['half of it', { body: '{"code":0,"msg":"ok","tenant_access_token":"t-torn0torn0torn' }, /not JSON \(.*\*\*\*\./],
    [
      'half of it, in a quotation',
      { body: 'x {\\"tenant_access_token\\":\\"t-torn0torn0torn' },
      /not JSON \(.*begins with: x .*\*\*\*\./,
    ],
    ['the bare token', { body: 't-torn0torn0torn0torn0torn' }, /not JSON \(HTTP 200, .*begins with: \*\*\*\./],
    [
      'a refusal that has one',
      { body: '{"code":5,"msg":"no","tenant_access_token":"t-torn0torn0torn"}' },
      /: no \(code 5, HTTP 200, /,
    ],
    ['none', { body: ok }, /has no tenant_access_token \(HTTP 200, /],
    ['a number', { body: '{"code":0,"tenant_access_token":12345678}' }, /has no tenant_access_token \(HTTP 200, /],
    [
      'a line break in it',
      { body: '{"code":0,"tenant_access_token":"t-torn0torn\\r\\nx: y"}' },
      /has no tenant_access_token \(HTTP 200, /,
    ],
    ['HTML', { status: 502, body: html }, /not JSON \(HTTP 502, .*begins with: <!DOCTYPE html>\./],
  ])('%s fails the call', async (_, scripted, says) => {
    const { feishu, server } = await openFeishu()
    feishu.next(scripted, { on: 'token' })
    const result = await runFast({ inputs: { ...withApp(steps.execute), domain: server.url } }, ['t-torn0torn'])
    expect(errorOf(result)).toMatch(/^execute-flow failed during the tenant_access_token request: /)
    expect(errorOf(result)).not.toMatch(/unknown|started/)
    expect(errorOf(result)).toMatch(says)
    expect(result.outputs).toMatchObject({ attempts: '0', idempotent_key: 'key-of-this-run' })
    expect(server.received).toHaveLength(1)
  })
})

test.concurrent('a response in the middle of the request counts', async () => {
  const server = createServer((_request, response) => response.writeHead(413).end('too large'))
  const domain = `http://127.0.0.1:${started(await listen(server)).port}`
  const params = JSON.stringify({ large: 'x'.repeat(100_000) })
  const result = await runBundle({ inputs: { ...steps.execute, params, domain } })
  expect(errorOf(result)).toMatch(/: the request is too large \(HTTP 413\)\.|ECONNRESET|EPIPE/)
})
