import { describe, expect, test } from '@jest/globals'
import type { StepResult } from '../sandbox/runner/step.ts'
import type { HttpResult, Transport } from '../src/feishu/transport.ts'
import { en } from '../src/messages/en.ts'
import { respond, success } from './support/scripted.ts'
import { runSource, type SourceOptions } from './support/source.ts'

const call = { request: 'POST /open-apis/x', access_token: 't-known', max_attempts: '1' }

/** Runs a step whose requests all have one result. */
function reported(inputs: Record<string, string>, result: HttpResult = success, options: Partial<SourceOptions> = {}) {
  const transport: Transport = { send: async () => result, close: () => {} }
  return runSource({ inputs, runtime: { openTransport: () => transport }, ...options })
}

const messages = ({ annotations }: StepResult) => annotations.map(({ level, message }) => `${level}: ${message}`)

describe('a summary', () => {
  test.each([
    ['false', /^$/],
    [' TRUE ', /succeeded/],
  ])('is written where it is wanted: %j', async (summary, content) => {
    expect((await reported({ ...call, summary })).summary).toMatch(content)
  })

  test('is written of inputs that are wrong too', async () => {
    const result = await reported({ operation: 'nonsense' })
    expect(result.summary).toMatch(/^### ❌ Feishu automation: failed\n\nInput operation&#58;<wbr> expected one of/)
    expect(Object.keys(result.outputs)).toEqual([])
  })
})

describe('a failure', () => {
  test('is one annotation with links, and outputs', async () => {
    const helps = [{ url: 'https://open.feishu.cn/app/cli_x/auth?a=(b)' }, { url: 'https://open.feishu.cn/second' }]
    const body = { code: 99991672, msg: 'Access denied.', error: { helps, log_id: '2024' } }
    const result = await reported(call, respond(body, 400))
    expect(messages(result)).toEqual([
      [
        'error: call failed: Access denied (code 99991672, HTTP 400, log_id 2024).',
        'The app lacks a scope. Add it under Permissions & Scopes in the developer console, then publish a new version of the app.',
        "Feishu's help: https://open.feishu.cn/app/cli_x/auth?a=(b)",
        'More about this error: https://github.com/your-org/feishu-automation-action/blob/v1/docs/troubleshooting.md#code-99991672',
      ].join('\n'),
    ])
    expect(result.annotations[0]?.properties).toEqual({ title: 'call: failed' })
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

  test('of our own is one annotation too', async () => {
    const openTransport = () => {
      throw new TypeError('our own')
    }
    const result = await runSource({ inputs: call, runtime: { openTransport } })
    expect(result.exitCode).toBe(1)
    expect(messages(result)).toEqual(['error: Unexpected error: TypeError: our own'])
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

test('the summary names what no table lists', async () => {
  const workflows = [{ workflow_id: '1', type: 'automation' }]
  const paused = JSON.stringify({ base_url: 'https://open.feishu.cn', app_token: 'appX', link: '', workflows })
  const { summary } = await runSource({ action: 'pause', phase: 'post', state: { paused } })
  expect(summary).toContain('possibly still disabled')
})

test('data that cannot be converted is a warning', async () => {
  const deep = `{"code":0,"msg":"","data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  const result = await reported(call, respond(deep))
  expect(result.exitCode).toBe(0)
  expect(messages(result)).toEqual([`warning: ${en.sentences.dataUnreadable}`])
})

test.each([
  ['{"code":0,"msg":"","data":{"id":12345678901234567890,"n":1.10}}', '{"id":"12345678901234567890","n":1.10}'],
  ['{"code":0}', '{}'],
])('output values of %s keeps every digit', async (response, values) => {
  expect((await reported(call, respond(response))).outputs.values).toBe(values)
})

describe('step debugging', () => {
  const path = '/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp'
  const trigger = { webhook_url: `https://acme.feishu.cn${path}`, max_attempts: '1' }
  const debugged = async (env: Record<string, string>, result?: HttpResult) =>
    (await reported(trigger, result, { env })).stdout.match(/(?<=^::debug::).*/gm)

  test('has a line for each request, without what is secret in its path', async () => {
    const lost = { kind: 'no response', error: { message: 'responseEmpty' }, sent: true } as const
    const debug = { RUNNER_DEBUG: '1' }
    const line = (status: string) => new RegExp(`^POST /base/automation/webhook/event/:token ${status} \\d+ ms$`)
    expect(await debugged(debug)).toEqual([expect.stringMatching(line('200'))])
    expect(await debugged(debug, lost)).toEqual([expect.stringMatching(line('-'))])
  })

  test('is off otherwise', async () => {
    expect(await debugged({})).toBeNull()
  })
})
