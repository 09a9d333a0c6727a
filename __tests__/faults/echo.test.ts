import { afterAll, describe, expect, test } from '@jest/globals'
import { createFeishu, type ScriptedResponse } from '../../sandbox/feishu.ts'
import { type HttpRequest, json } from '../../sandbox/http.ts'
import { startServer } from '../../sandbox/server.ts'
import { at, errorOf, runBundle, runFast, secret, started, steps, stopAll, withApp } from './wire.ts'

afterAll(stopAll)

const issued = 't-issued0for0this0step0only'

/** A response made of a request's text: its line, its headers, its body. */
type Echo = (request: string) => ScriptedResponse

/** A server that issues a token, and responds to everything else with what it was sent. */
async function openEcho(echo: Echo, token: Echo = issue): Promise<string> {
  const textOf = ({ method, path, headers, body }: HttpRequest) =>
    [`${method} ${path}`, Object.entries(headers).flat().join(' '), body].join('\n')
  const handle = (request: HttpRequest) => {
    const { status = 200, headers = {}, body } = (request.path.includes('/auth/') ? token : echo)(textOf(request))
    return { ...json(status, body), headers }
  }
  return started(await startServer({ ...createFeishu(), handle })).url
}

function issue(): ScriptedResponse {
  return { body: { code: 0, tenant_access_token: issued } }
}

/** JSON again and again, as gateways that quote each other send it. */
function nested(text: string, depth: number): string {
  return depth === 0 ? text : nested(JSON.stringify({ body: text }), depth - 1)
}

const oneLine = (request: string) => request.replaceAll('\n', ' ')
/** The texts as a server knows them that has read its request. */
const read = (request: string) => {
  const { operator, params } = JSON.parse(request.split('\n')[2] || '{}')
  return [operator, params]
    .filter((text) => typeof text === 'string')
    .flatMap((text) => Object.values(JSON.parse(text)))
}

/** Feishu's free text: private values are hidden in it, too. */
const texts: [name: string, echo: Echo][] = [
  ['text', (request) => ({ body: oneLine(request) })],
  ['HTML', (request) => ({ status: 502, body: `<pre>${oneLine(request)}</pre>` })],
  ['text cut in the middle of it', (request) => ({ body: oneLine(request).slice(0, -20) })],
  [
    'text after so much else that a cut falls in its middle',
    (request) => ({ body: `${'x'.repeat(180)} ${request.split('\n').reverse().join(' ')}` }),
  ],
  ['msg', (request) => ({ body: { code: 5, msg: request } })],
  [
    'msg after so much else',
    (request) => ({ body: JSON.stringify({ code: 5, msg: `${'x'.repeat(480)} ${request}` }) }),
  ],
  ['msg, quoted', (request) => ({ body: JSON.stringify({ code: 5, msg: nested(request, 1) }) })],
  ['msg, as it was understood', (request) => ({ body: JSON.stringify({ code: 5, msg: read(request).join(', ') }) })],
  ['msg, in a query', (request) => ({ body: JSON.stringify({ code: 5, msg: encodeURIComponent(request) }) })],
  [
    'descriptions',
    (request) => ({
      body: {
        code: 5,
        error: { field_violations: [{ field: 'x', value: request, description: request }], hint: request },
      },
    }),
  ],
  ["a flow's failure", (request) => ({ body: { code: 0, data: { status: 'failed', error_msg: request } } })],
]

/** Ids, codes, names and links, which are never altered but for credentials. */
const names: [name: string, echo: Echo][] = [
  ['log id', (request) => ({ headers: { 'x-tt-logid': encodeURIComponent(request) }, body: { code: 5 } })],
  ['log id in the body', (request) => ({ body: { code: 5, error: { log_id: request } } })],
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
]
const anonymous = { ...steps.execute, operator: '1816970091484211', params: '' }

describe('a server that repeats what it was sent tells nobody, as', () => {
  test.each(texts)('%s', async (_, echo) => {
    const url = await openEcho(echo)
    for (const inputs of [steps.execute, withApp(steps.execute), steps.trigger, steps.call]) {
      const result = await runFast({ inputs: at(url, inputs) }, [issued])
      expect(result.outputs.attempts).toBe('1')
    }
    const repeated = await runFast({ inputs: at(url, { ...withApp(steps.update), max_attempts: '2' }) }, [issued])
    expect(repeated.masks).toEqual([secret.app_secret, issued])
  })

  test.each(names)('%s', async (_, echo) => {
    const url = await openEcho(echo)
    for (const inputs of [
      anonymous,
      withApp(anonymous),
      { ...steps.trigger, params: '' },
      { ...steps.call, params: '' },
    ]) {
      await runFast({ inputs: at(url, inputs) }, [issued])
    }
  })

  test('the titles of workflows', async () => {
    const echo = (request: string) => {
      const workflows = [{ workflow_id: oneLine(request), title: request, status: request }]
      return { body: JSON.stringify({ code: 0, msg: request, data: { workflows } }) }
    }
    const domain = await openEcho(echo)
    await runFast({ inputs: { ...withApp(steps.list), domain } }, [issued])
    const inputs = { ...withApp(steps.update), workflow_id: '', workflow_title: 'none', domain }
    const result = await runFast({ inputs }, [issued])
    expect(errorOf(result)).toMatch(/has the title|has no list|has no valid workflow_id/)
  })
})

describe("a server that repeats the app's secret tells nobody, as", () => {
  test.each([...texts, ...names])('%s', async (_, echo) => {
    const result = await runFast({ inputs: { ...withApp(steps.execute), domain: await openEcho(issue, echo) } })
    expect(errorOf(result)).toMatch(/^execute-flow failed while obtaining a tenant_access_token: /)
  })
})

test('secrets with quotes and signs in them are hidden in every form', async () => {
  const odd = `q"u'o\\te&p=l%u+s/e`
  const domain = await openEcho(issue, (request) => ({ body: JSON.stringify({ code: 5, msg: nested(request, 1) }) }))
  const result = await runBundle({ inputs: { ...withApp(steps.update), app_secret: odd, domain } }, [odd])
  expect(errorOf(result)).toContain('code 5')
})
