import { createServer, type IncomingMessage } from 'node:http'
import { afterAll, describe, expect, test } from '@jest/globals'
import { errorOf, faultySource, faultyStep, minting, secret, started, steps, stopAll } from './site.ts'

afterAll(stopAll)

/** All that a request was: its line, its headers, its body. */
async function requestText(message: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of message) pieces.push(piece)
  return `${message.method} ${message.url}\n${message.rawHeaders.join(' ')}\n${Buffer.concat(pieces)}`
}

const minted = 't-minted0for0this0step0only'

interface Echo {
  status?: number
  headers?: Record<string, string>
  body: string
}

/** A server that gives a token, and answers all else with what it was sent. */
async function openEcho(echo: (request: string) => Echo, token: typeof echo = given): Promise<string> {
  const server = createServer(async (message, response) => {
    const request = await requestText(message)
    const { status = 200, headers = {}, body } = (message.url?.includes('/auth/') ? token : echo)(request)
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  started({
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

function given(): Echo {
  return { body: JSON.stringify({ code: 0, tenant_access_token: minted }) }
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

const echoes: [name: string, (request: string) => Echo][] = [
  ['text', (request) => ({ body: oneLine(request) })],
  ['text over several lines', (request) => ({ body: request.split('\n').reverse().join('\n') })],
  ['HTML', (request) => ({ status: 502, body: `<pre>${oneLine(request)}</pre>` })],
  ['text cut in the middle of it', (request) => ({ body: oneLine(request).slice(0, -20) })],
  [
    'text after so much else that a cut falls in its middle',
    (request) => ({ body: `${'x'.repeat(180)} ${request.split('\n').reverse().join(' ')}` }),
  ],
  ['msg', (request) => ({ body: JSON.stringify({ code: 5, msg: request }) })],
  [
    'msg after so much else',
    (request) => ({ body: JSON.stringify({ code: 5, msg: `${'x'.repeat(480)} ${request}` }) }),
  ],
  ['msg, quoted', (request) => ({ body: JSON.stringify({ code: 5, msg: nested(request, 1) }) })],
  ['msg, as it was understood', (request) => ({ body: JSON.stringify({ code: 5, msg: read(request).join(', ') }) })],
  ['msg, in a query', (request) => ({ body: JSON.stringify({ code: 5, msg: encodeURIComponent(request) }) })],
  ['log id', (request) => ({ headers: { 'x-tt-logid': encodeURIComponent(request) }, body: '{"code":5}' })],
  ['log id in the body', (request) => ({ body: JSON.stringify({ code: 5, error: { log_id: request } }) })],
  [
    'every detail',
    (request) => {
      const url = `https://open.feishu.cn/?q=${encodeURIComponent(request)}`
      const error = {
        field_violations: [{ field: request, value: request, description: request }],
        permission_violations: [{ subject: request, url }],
        helps: [{ url, description: request }],
        troubleshooter: url,
      }
      return { body: JSON.stringify({ code: 99991672, msg: request, error }) }
    },
  ],
  [
    "a flow's result",
    (request) => ({
      body: JSON.stringify({ code: 0, msg: request, data: { status: request, execution_id: request } }),
    }),
  ],
  [
    "a flow's failure",
    (request) => ({ body: JSON.stringify({ code: 0, data: { status: 'failed', error_msg: request } }) }),
  ],
  [
    "a flow's inner error",
    (request) => ({ body: JSON.stringify({ code: 0, data: { code: request, error_msg: request } }) }),
  ],
]

describe('a server that repeats what it was sent tells nobody, as', () => {
  test.each(echoes)('%s', async (_, echo) => {
    const domain = await openEcho(echo)
    for (const inputs of [steps.execute, minting(steps.execute)]) {
      const result = await faultySource({ inputs: { ...inputs, domain } }, [minted])
      expect(result.outputs.attempts).toBe('1')
    }
    const repeated = await faultySource({ inputs: { ...minting(steps.update), max_attempts: '2', domain } }, [minted])
    expect(repeated.masks).toEqual([secret.app_secret, minted])
  })

  test('the titles of workflows', async () => {
    const echo = (request: string) => {
      const workflows = [{ workflow_id: oneLine(request), title: request, status: request }]
      return { body: JSON.stringify({ code: 0, msg: request, data: { workflows } }) }
    }
    const domain = await openEcho(echo)
    await faultySource({ inputs: { ...minting(steps.list), domain } }, [minted])
    const inputs = { ...minting(steps.update), workflow_id: '', workflow_title: 'none', domain }
    const result = await faultySource({ inputs }, [minted])
    expect(errorOf(result)).toMatch(/no workflow has the title|no list of workflows/)
  })
})

test('the bundle tells nobody either', async () => {
  for (const [, echo] of echoes.filter(([name]) => ['text', 'msg', 'every detail'].includes(name))) {
    await faultyStep({ inputs: { ...minting(steps.execute), domain: await openEcho(echo) } }, [minted])
    await faultyStep({ inputs: { ...minting(steps.execute), domain: await openEcho(given, echo) } })
  }
})

describe("a server that repeats the app's secret tells nobody, as", () => {
  test.each(echoes)('%s', async (_, echo) => {
    const result = await faultySource({ inputs: { ...minting(steps.execute), domain: await openEcho(given, echo) } })
    expect(errorOf(result)).toMatch(/^execute-flow failed: no tenant_access_token: /)
  })
})

test('secrets with quotes, signs and umlauts in them are hidden in every form', async () => {
  const odd = `q"u'o\\te&p=l%u+s é/ü`
  const domain = await openEcho(given, (request) => ({ body: JSON.stringify({ code: 5, msg: nested(request, 1) }) }))
  const result = await faultyStep({ inputs: { ...minting(steps.update), app_secret: odd, domain } }, [odd])
  expect(errorOf(result)).toContain('code 5')
})

test('a token that was called invalid stays secret beside the one that follows it', async () => {
  const tokens = ['t-first0minted0token', 't-second0minted0token']
  let asked = -1
  const domain = await openEcho(
    (request) => ({ body: JSON.stringify({ code: 99991663, msg: `${request} ${tokens.join(' ')}` }) }),
    () => {
      asked += 1
      return { body: JSON.stringify({ code: 0, tenant_access_token: tokens[asked] }) }
    },
  )
  const result = await faultyStep({ inputs: { ...minting(steps.update), max_attempts: '2', domain } })
  expect(result.masks).toEqual([secret.app_secret, ...tokens])
  expect(result.outputs.msg).not.toContain('minted')
  expect(result.log.split('\n').slice(1).join('\n')).not.toContain(tokens[0])
})
