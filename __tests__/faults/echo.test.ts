import { afterEach, describe, expect, test } from '@jest/globals'
import { at, type Echo, errorOf, issued, openEcho, runFast, secret, steps, stopAll, withApp } from './wire.ts'

afterEach(stopAll)

/** JSON as gateways that quote each other send it. */
const quoted = (text: string) => JSON.stringify({ body: JSON.stringify({ body: text }) })
const reversed = (text: string) => text.split('\n').reverse().join(' ')

/** The texts as a server knows them that has read its request. */
function understood(request: string): string {
  const { operator, params } = JSON.parse(request.split('\n')[2] || '{}')
  const texts = [operator, params].filter((text) => typeof text === 'string')
  return texts.flatMap((text) => Object.values(JSON.parse(text))).join(', ')
}

const code = 5

/** Feishu's free text: private values are hidden in it, too. */
const texts: [name: string, echo: Echo][] = [
  ['HTML', (request) => ({ status: 502, body: `<pre>${request.replaceAll('\n', ' ')}</pre>` })],
  ['text that a cut ends in the middle', (request) => ({ body: `${'x'.repeat(180)} ${reversed(request)}` })],
  ['msg', (request) => ({ body: { code, msg: request } })],
  ['msg that a cut ends in the middle', (request) => ({ body: { code, msg: `${'x'.repeat(480)} ${request}` } })],
  ['msg, quoted', (request) => ({ body: { code, msg: quoted(request) } })],
  ['msg, as it was understood', (request) => ({ body: { code, msg: understood(request) } })],
  ['msg, in a query', (request) => ({ body: { code, msg: encodeURIComponent(request) } })],
  [
    'details',
    (request) => {
      const field_violations = [{ field: 'x', value: request, description: request }]
      return { body: { code, error: { field_violations, hint: request } } }
    },
  ],
  ["a flow's failure", (request) => ({ body: { code: 0, data: { status: 'failed', error_msg: request } } })],
]

/** Ids, codes, names and links, which are never altered but for credentials. */
const names: [name: string, echo: Echo][] = [
  ['log id', (request) => ({ headers: { 'x-tt-logid': encodeURIComponent(request) }, body: { code } })],
  ['log id in the body', (request) => ({ body: { code, error: { log_id: request } } })],
  [
    'scopes and links',
    (request) => {
      const url = `https://open.feishu.cn/?q=${encodeURIComponent(request)}`
      const permission_violations = [{ subject: request, url }]
      return { body: { code: 99991672, error: { permission_violations, helps: [{ url }], troubleshooter: url } } }
    },
  ],
  [
    "a flow's result",
    (request) => ({ body: { code: 0, msg: request, data: { status: request, execution_id: request } } }),
  ],
  ["a flow's inner error", (request) => ({ body: { code: 0, data: { code: request, error_msg: request } } })],
  [
    'titles',
    (request) => {
      const workflows = [{ workflow_id: reversed(request), title: request, status: request }]
      return { body: { code: 0, msg: request, data: { workflows } } }
    },
  ],
]

describe('a server that repeats what it was sent tells nobody, as', () => {
  test.each(texts)('%s', async (_, echo) => {
    const url = await openEcho(echo)
    for (const inputs of [steps.execute, withApp(steps.execute), steps.trigger, steps.call]) {
      expect((await runFast(at(url, inputs))).outputs.attempts).toBe('1')
    }
    const repeated = await runFast(at(url, { ...withApp(steps.update), max_attempts: '2' }))
    expect(repeated.masks).toEqual([secret.app_secret, issued])
  })

  test.each(names)('%s', async (_, echo) => {
    const url = await openEcho(echo)
    const execute = { ...steps.execute, operator: '1816970091484211', params: '' }
    const others = [steps.trigger, steps.call].map((inputs) => ({ ...inputs, params: '' }))
    const byTitle = { ...withApp(steps.update), workflow_id: '', workflow_title: 'none' }
    for (const inputs of [execute, withApp(execute), ...others, withApp(steps.list), byTitle]) {
      await runFast(at(url, inputs))
    }
  })
})

describe("a server that repeats the app's secret tells nobody, as", () => {
  test.each([...texts, ...names])('%s', async (_, echo) => {
    const url = await openEcho(() => ({}), echo)
    // With quotes and signs in it, it has many forms.
    for (const app_secret of [secret.app_secret, secret.odd]) {
      const result = await runFast(at(url, { ...withApp(steps.execute), app_secret }))
      expect(errorOf(result)).toMatch(/^execute-flow failed while obtaining a tenant_access_token: /)
    }
  })
})
