import { describe, expect, test } from '@jest/globals'
import { respond } from '../support/scripted.ts'
import { type Echo, errorOf, runAgainst, secret, steps, withApp } from './steps.ts'

// In which forms a text is recognised: the tests of src/runner/secrets.ts.

const reversed = (text: string) => text.split('\n').reverse().join(' ')
const code = 5

/** Feishu's free text: private values are hidden in it, too. */
const texts: [name: string, echo: Echo][] = [
  ['HTML', (request) => respond(`<pre>${request.replaceAll('\n', ' ')}</pre>`, 502)],
  ['text that a cut ends in the middle', (request) => respond(`${'x'.repeat(180)} ${reversed(request)}`)],
  ['msg', (request) => respond({ code, msg: request })],
  ['msg that a cut ends in the middle', (request) => respond({ code, msg: `${'x'.repeat(480)} ${request}` })],
  [
    'details',
    (request) => {
      const field_violations = [{ field: 'x', value: request, description: request }]
      return respond({ code, error: { field_violations, hint: request } })
    },
  ],
  ["a flow's failure", (request) => respond({ code: 0, data: { status: 'failed', error_msg: request } })],
]

/** Ids, codes, names and links, which are never altered but for credentials. */
const names: [name: string, echo: Echo][] = [
  ['log id', (request) => respond({ code }, 200, { 'x-tt-logid': request })],
  ['log id in the body', (request) => respond({ code, error: { log_id: request } })],
  [
    'scopes and links',
    (request) => {
      const url = `https://open.feishu.cn/?q=${encodeURIComponent(request)}`
      const permission_violations = [{ subject: request, url }]
      return respond({ code: 99991672, error: { permission_violations, helps: [{ url }], troubleshooter: url } })
    },
  ],
  [
    "a flow's result",
    (request) => respond({ code: 0, msg: request, data: { status: request, execution_id: request } }),
  ],
  ["a flow's inner error", (request) => respond({ code: 0, data: { code: request, error_msg: request } })],
  [
    'titles',
    (request) => {
      const workflows = [{ workflow_id: reversed(request), title: request, status: request }]
      return respond({ code: 0, msg: request, data: { workflows } })
    },
  ],
]

describe('a server that repeats what it was sent gives nothing away in', () => {
  test.each(texts)('%s', async (_, echo) => {
    for (const inputs of [steps.execute, withApp(steps.execute), steps.trigger, steps.call]) {
      expect((await runAgainst(echo, inputs)).outputs.attempts).toBe('1')
    }
    await runAgainst(echo, { ...withApp(steps.update), max_attempts: '2' })
  })

  test.each(names)('%s', async (_, echo) => {
    const execute = { ...steps.execute, operator: '1816970091484211', params: '' }
    const others = [steps.trigger, steps.call].map((inputs) => ({ ...inputs, params: '' }))
    const byTitle = { ...withApp(steps.update), workflow_id: '', workflow_title: 'none' }
    for (const inputs of [execute, withApp(execute), ...others, withApp(steps.list), byTitle]) {
      await runAgainst(echo, inputs)
    }
  })

  test.each([...texts, ...names])('%s, when asked for a token', async (_, echo) => {
    const result = await runAgainst(() => respond(''), withApp(steps.execute), echo)
    expect(result.masks).toEqual([secret.app_secret])
    expect(errorOf(result)).toMatch(/^execute-flow failed while obtaining a tenant_access_token: /)
  })
})
