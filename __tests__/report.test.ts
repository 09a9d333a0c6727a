import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Transport } from '../src/feishu/transport.ts'
import { respond, success } from './support/scripted.ts'
import { runSource, type SourceOptions } from './support/source.ts'

const list = { operation: 'list-workflows', app_token: 'appX', access_token: 't-known' }
const flow = { operation: 'execute-flow', namespace: 'n__c', flow_id: 'f', operator: '1111', access_token: 't-known' }
const call = { operation: 'call', request: 'POST /open-apis/x', access_token: 't-known', max_attempts: '1' }

afterEach(() => {
  process.exitCode = undefined
})

/** Runs a step whose requests all get one response. */
function reported(inputs: Record<string, string>, response = success, options: Partial<SourceOptions> = {}) {
  const transport: Transport = { send: async () => response, close: () => {} }
  return runSource({ inputs, runtime: { openTransport: () => transport }, ...options })
}

const messages = ({ annotations }: Awaited<ReturnType<typeof reported>>) =>
  annotations.map(({ level, message }) => `${level}: ${message}`)

describe('outputs that cannot be written', () => {
  const env = { GITHUB_OUTPUT: '/nonexistent/output' }

  test('fail the step, and say that a re-run starts the flow again', async () => {
    const data = { execution_id: '42', status: 'end', out_params: '[]' }
    const response = respond({ code: 0, msg: 'success', data })
    const result = await reported({ ...flow, idempotent_key: 'key-1' }, response, { env })
    expect(result.exitCode).toBe(1)
    expect(messages(result)).toEqual([
      expect.stringMatching(
        /^error: The outputs cannot be written: .* The call was made \(execution_id 42, idempotent_key key-1\); a re-run starts it again, unless it sends the same key\.$/,
      ),
    ])
    expect(result.summary).toMatch(/^### execute-flow: failed/)
  })

  test('do not hide why the step failed', async () => {
    const result = await reported(call, respond({ code: 1254040, msg: 'BaseTokenNotFound' }), { env })
    expect(messages(result)).toEqual([
      expect.stringMatching(
        /^error: call failed: BaseTokenNotFound \(code 1254040, HTTP 200\)\. .*The outputs cannot be written/,
      ),
    ])
  })
})

describe('a summary', () => {
  test('that cannot be written is a warning', async () => {
    const result = await reported(call, success, { env: { GITHUB_STEP_SUMMARY: '/nonexistent/summary' } })
    expect(result.exitCode).toBe(0)
    expect(messages(result)).toEqual([expect.stringMatching(/^warning: The job summary cannot be written: .*ENOENT/)])
  })

  test.each([
    ['false', ''],
    [' TRUE ', 'succeeded'],
  ])('is written where it is wanted: %j', async (summary, content) => {
    expect((await reported({ ...call, summary })).summary).toContain(content)
  })

  test('is written of inputs that are wrong too', async () => {
    const result = await reported({ operation: 'nonsense' })
    expect(result.summary).toMatch(/^### Feishu automation: failed\n.*<pre>Input operation: expected one of/s)
    expect(Object.keys(result.outputs)).toEqual([])
  })
})

describe('a failure', () => {
  test('is one annotation with links, and outputs', async () => {
    const helps = [{ url: 'https://open.feishu.cn/app/cli_x/auth?a=(b)' }, { url: 'https://open.feishu.cn/second' }]
    const body = { code: 99991672, msg: 'Access denied.', error: { helps, log_id: '2024' } }
    const result = await reported(call, respond(body, 400))
    expect(messages(result)).toEqual([
      'error: call failed: Access denied (code 99991672, HTTP 400, log_id 2024). The app lacks a scope. Add it under Permissions & Scopes in the developer console, then publish a new version of the app. Open https://open.feishu.cn/app/cli_x/auth?a=(b) More about this error: https://github.com/your-org/feishu-automation-action/blob/v1/docs/troubleshooting.md#code-99991672',
    ])
    expect(result.outputs).toMatchObject({
      code: '99991672',
      msg: 'Access denied.',
      http_status: '400',
      log_id: '2024',
      attempts: '1',
    })
    expect(result.summary).toContain(
      '<https://open.feishu.cn/app/cli_x/auth?a=%28b%29>\n\n<https://open.feishu.cn/second>',
    )
  })

  test('of a token or a lookup is named as that, and counts no attempt of the call', async () => {
    const app = { operation: 'call', request: 'GET /open-apis/x', app_id: 'cli_a', app_secret: 'secret' }
    const result = await reported(app, respond({ code: 10014, msg: 'bad app' }))
    expect(messages(result)).toEqual([
      expect.stringMatching(/^error: call failed during the tenant_access_token request: bad app \(/),
    ])
    expect(result.outputs.attempts).toBe('0')
    const wiki = { ...list, app_token: 'https://acme.feishu.cn/wiki/wikX' }
    const lookup = await reported(wiki, respond({ code: 131006, msg: 'no' }))
    expect(messages(lookup)).toEqual([
      expect.stringMatching(/^error: list-workflows failed during the wiki node lookup: no \(/),
    ])
    expect(lookup.outputs.attempts).toBe('0')
  })

  test('of our own is one annotation too', async () => {
    const openTransport = () => {
      throw new TypeError('our own')
    }
    const result = await runSource({ inputs: call, runtime: { openTransport } })
    expect(result.exitCode).toBe(1)
    expect(messages(result)).toEqual(['error: Unexpected error: TypeError: our own'])
  })

  test.each(['bitable', 'docx', ''])('of a wiki page that is no base names what it is: %j', async (obj_type) => {
    const node = respond({
      code: 0,
      msg: '',
      data: { node: { obj_type, obj_token: obj_type === 'bitable' ? 'a/b' : 'x' } },
    })
    const result = await reported({ ...list, app_token: 'https://acme.feishu.cn/wiki/wikX' }, node)
    const reason =
      obj_type === 'docx' ? 'the wiki page in app_token is a docx, not a base' : 'the response has no app_token'
    expect(messages(result)).toEqual([
      expect.stringContaining(`during the wiki node lookup: ${reason} (HTTP 200). Open the base itself`),
    ])
  })
})

describe('a dry run', () => {
  test('prints every request with field names only', async () => {
    const result = await runSource({ inputs: { ...flow, access_token: '', params: '{"a": "hush"}', dry_run: 'true' } })
    expect(result).toMatchObject({ exitCode: 0, annotations: [], outputs: {} })
    expect(result.log.split('\n')).toEqual([
      'Dry run: nothing was sent.',
      'A real run would send:',
      'tenant_access_token request  POST https://open.feishu.cn/open-apis/auth/v3/tenant_access_token/internal  app_id, app_secret',
      'execution of the flow  POST https://open.feishu.cn/open-apis/apaas/v1/applications/n__c/flows/f/execute  operator, params, is_async, idempotent_key',
    ])
    expect(result.summary).toMatch(/^### execute-flow: dry run/)
    expect(result.stdout + result.summary).not.toContain('hush')
  })

  test('does not print the URL of a webhook, and no token request', async () => {
    const webhook_url = 'https://acme.feishu.cn/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp'
    const result = await runSource({
      inputs: { operation: 'trigger-workflow', webhook_url, params: 'a: 1', dry_run: 'true' },
    })
    expect(result.log.split('\n').slice(2)).toEqual(['webhook request  POST <webhook_url>  a'])
  })
})

describe('the last line of the log', () => {
  test.each([
    [999.4, '999 ms'],
    [12_345, '12.3 s'],
  ])('has the facts, and how long it took: %d ms', async (ms, duration) => {
    let now = 0
    const clock = { now: () => now, after: () => () => {} }
    const transport: Transport = {
      async send() {
        now = ms
        return respond({ code: 0, msg: '', data: {} }, 200, { 'x-tt-logid': 'log-1' })
      },
      close: () => {},
    }
    const { log } = await runSource({ inputs: call, runtime: { openTransport: () => transport, clock } })
    expect(log.split('\n').at(-1)).toBe(`code 0, http_status 200, log_id log-1, attempts 1, duration ${duration}.`)
  })
})

test('an output that is too long is left out, with a warning', async () => {
  const result = await reported(call, respond({ code: 0, msg: '', data: { a: 'x'.repeat(1_000_000) } }))
  expect(Object.keys(result.outputs)).toEqual(['code', 'msg', 'http_status', 'attempts'])
  expect(messages(result)).toEqual([
    'warning: Not set, since GitHub drops the outputs of a job over 1 MB: response, values.',
  ])
})

test('data that cannot be converted is a warning', async () => {
  const deep = `{"code":0,"msg":"","data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  const result = await reported(call, respond(deep))
  expect(result.exitCode).toBe(0)
  expect(messages(result)).toEqual([
    'warning: The data of the response cannot be converted, so output values is not set.',
  ])
})

test('data of any kind goes on as output values, with every digit', async () => {
  const digits = fc.stringMatching(/^[1-9]\d{16,40}$/)
  await fc.assert(
    fc.asyncProperty(digits, async (number) => {
      const { outputs } = await reported(call, respond(`{"code":0,"msg":"","data":{"id":${number},"n":1.10}}`))
      expect(outputs.values).toBe(`{"id":"${number}","n":1.10}`)
    }),
    { numRuns: 10 },
  )
  expect((await reported(call, respond({ code: 0 }))).outputs.values).toBe('{}')
})
