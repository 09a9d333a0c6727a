import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import type { Feishu } from '../../sandbox/feishu.ts'
import type { Webhook } from '../../sandbox/state.ts'
import { errorTable } from '../../src/feishu/error-codes.ts'
import { en } from '../../src/messages/en.ts'
import { answered, docsLink, logId } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const webhook_token = 'bearer-of-the-webhook-1f0c'
const page = '/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp'
const trigger = {
  operation: 'trigger-workflow',
  access_token: '',
  domain: '',
  webhook_url: `URL${page}`,
  idempotent_key: 'k-1',
}
const post = (body = '{}') => `POST ${page} ${body}`
const received = '{"code":0,"msg":"","data":{}}'
const summaryRows = [
  '| idempotent_key | `k-1` |',
  '| code | `0` |',
  '| http_status | `200` |',
  `| log_id | \`${logId(1)}\` |`,
  '| attempts | `1` |',
  '| duration | `N ms` |',
]

/** Changes the automation in the sandbox: one of its own for each run. */
const webhook = (differences: Partial<Webhook>) => (feishu: Feishu) =>
  feishu.state.webhooks.splice(0, 1, { token: page.split('/').at(-1) ?? '', enabled: true, starts: [], ...differences })

const folder = mkdtempSync(join(tmpdir(), 'trigger-'))
afterAll(() => rmSync(folder, { recursive: true }))
const [full, over] = [join(folder, 'full.json'), join(folder, 'over.json')]
writeFileSync(full, `{}${' '.repeat(4 * 1024 * 1024 - 2)}`)
writeFileSync(over, `{}${' '.repeat(4 * 1024 * 1024 - 1)}`)

/** Webhook codes that are errors of the request: none is retried. */
const codes = errorTable
  .filter(({ hint }) => hint.startsWith('trigger'))
  .flatMap(({ codes: [code], hint }) => [[code ?? 0, hint] as const])

/** URLs that are refused, and never printed. */
const urls: [name: string, url: string][] = [
  ['http', 'http://acme.feishu.cn/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp'],
  ['a user name', 'https://user@acme.feishu.cn/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp'],
  ['a fragment', 'https://acme.feishu.cn/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp#x'],
  ['a space', 'https://acme.feishu.cn/base/automation/webhook/event/Wb7kQ2mN5rT8v X1zA4cE6gJ9hLp'],
  ['no scheme', 'acme.feishu.cn/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp'],
]

const scenarios: Scenario[] = [
  {
    name: 'starts an automation, and says that it was received',
    inputs: trigger,
    wants: {
      requests: [post()],
      outputs: { ...answered(received), idempotent_key: 'k-1' },
      log: [
        'Triggering the automation.',
        'Feishu received the request. It does not report how the automation ends.',
        `idempotent_key k-1, code 0, http_status 200, log_id ${logId(1)}, attempts 1, duration N ms.`,
      ],
      summary: [
        '### trigger-workflow: succeeded',
        ['| name | value |', '| --- | --- |', ...summaryRows].join('\n'),
        '<pre>Feishu received the request. It does not report how the automation ends.</pre>',
        '',
      ].join('\n\n'),
    },
  },
  {
    name: 'sends params byte for byte, with the bearer token and a key',
    inputs: { ...trigger, webhook_token, params: ' {"n" : 12345678901234567890}\n' },
    prepare: (feishu) => {
      webhook({ bearer: webhook_token })(feishu)
      feishu.next(
        ({ headers }, normal) => {
          if (headers['client-token'] !== 'k-1') throw new Error('no Client-Token')
          return { body: normal?.body }
        },
        { act: true },
      )
    },
    wants: {
      requests: [post(' {"n" : 12345678901234567890}\n').trimEnd()],
      outputs: { ...answered(received), idempotent_key: 'k-1' },
    },
  },
  {
    name: 'makes a key, and adds the run metadata',
    inputs: { ...trigger, idempotent_key: '', params: 'a: 1', context_param: 'ci' },
    wants: {
      outputs: { ...answered(received), idempotent_key: 'UUID' },
      requests: [
        post(
          `{"a":1, "ci": ${JSON.stringify('{"repository":"octo-org/octo-repo","ref":"refs/heads/main","ref_name":"main","sha":"ffac537e6cbbf934b08745a378932722df287a53","actor":"octocat","event":"push","workflow":"Release","job":"deploy","run_id":1658821493,"run_attempt":1,"run_url":"https://github.com/octo-org/octo-repo/actions/runs/1658821493"}')}}`,
        ),
      ],
    },
  },
  {
    name: 'starts it once after a rate limit and a lost response',
    inputs: { ...trigger, webhook_token },
    prepare: (feishu, server) => {
      webhook({ bearer: webhook_token, rateLimited: 1 })(feishu)
      server.inject({ on: 'trigger' })
      server.inject({ on: 'trigger', stop: { at: 'acted', by: 'reset' } })
    },
    wants: {
      requests: [post(), post(), post()],
      connections: 2,
      outputs: { ...answered(received, 3), attempts: '3', idempotent_key: 'k-1' },
    },
  },
  {
    name: 'says when it does not know whether the automation was started',
    inputs: { ...trigger, max_attempts: '1' },
    prepare: (_, server) => server.inject({ stop: { at: 'acted', by: 'reset' } }),
    wants: {
      requests: [post()],
      outputs: { idempotent_key: 'k-1', attempts: '1' },
      error:
        /^trigger-workflow failed: ECONNRESET: .*Outcome unknown: the automation may have been started\. Within three hours, running again with idempotent_key k-1 does not start it twice\./,
    },
  },
  ...codes.map(
    ([code, hint]): Scenario => ({
      name: `explains ${code}`,
      inputs: { ...trigger, max_attempts: '1' },
      prepare: (feishu) => feishu.next({ body: { code, msg: 'no', data: {} } }),
      wants: {
        requests: [post()],
        outputs: { ...answered(`{"code":${code},"msg":"no","data":{}}`), idempotent_key: 'k-1' },
        error: `trigger-workflow failed: no (code ${code}, HTTP 200, log_id ${logId(1)}). ${en.hints[hint]} ${docsLink(`code-${code}`)}`,
      },
    }),
  ),
  {
    name: 'does not repeat what is refused',
    inputs: trigger,
    prepare: webhook({ enabled: false }),
    wants: { requests: [post()], error: /\(code 800004509, .*The automation is disabled\. Enable it in the base/ },
  },
  {
    name: 'follows no redirect, and shows no location',
    inputs: trigger,
    prepare: (feishu) => feishu.next({ status: 302, headers: { location: page } }),
    wants: {
      requests: [post()],
      error: /^trigger-workflow failed: the response is a redirect, and redirects are not followed \(HTTP 302, /,
    },
  },
  {
    name: 'names an unknown address without showing it',
    inputs: { ...trigger, webhook_url: 'URL/base/automation/webhook/event/Zz9kQ2mN5rT8vX1zA4cE6gJ9hLp' },
    wants: {
      requests: ['POST /base/automation/webhook/event/Zz9kQ2mN5rT8vX1zA4cE6gJ9hLp {}'],
      error: /^trigger-workflow failed: the response is not JSON \(HTTP 404, .*webhook_url\. /,
    },
  },
  {
    name: 'hides its URL and token where the server repeats them',
    inputs: { ...trigger, webhook_token },
    prepare: (feishu) =>
      feishu.next(({ path, headers }) => ({
        body: { code: 800004509, msg: `${path} ${headers.authorization} ${path.split('/').at(-1)}`, data: {} },
      })),
    wants: { requests: [post()], error: /^trigger-workflow failed: \*\*\* Bearer \*\*\* \*\*\* \(code 800004509, / },
  },
  {
    name: 'warns about another path, and about credentials, which it does not use',
    inputs: {
      ...trigger,
      webhook_url: 'URL/open-apis/apaas/v1/user_task/query',
      app_id: 'cli_a1b2c3d4e5f60718',
      app_secret: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K',
      domain: 'lark',
      max_attempts: '1',
    },
    wants: {
      requests: ['POST /open-apis/apaas/v1/user_task/query {}'],
      warnings: [
        ...['app_id', 'app_secret', 'domain'].map(
          (input) => `Input ${input} is not used by operation trigger-workflow.`,
        ),
        'Input webhook_url does not look like the webhook URL of an automation, which contains /base/automation/webhook/event/.',
      ],
      error: /\(code 99991661, /,
    },
  },
  ...urls.map(
    ([name, webhook_url]): Scenario => ({
      name: `refuses a webhook_url with ${name}`,
      inputs: { ...trigger, webhook_url },
      wants: {
        log: [],
        error:
          'Input webhook_url: expected an https URL without user name and fragment (http on loopback only). Copy it from the trigger settings of the automation.',
      },
    }),
  ),
  {
    name: 'sends a body of exactly 4 MB',
    inputs: { ...trigger, params_file: full },
    wants: { requests: [post('{}')], outputs: { ...answered(received), idempotent_key: 'k-1' } },
  },
  {
    name: 'refuses a larger one',
    inputs: { ...trigger, params_file: over },
    wants: { log: [], error: 'The body is 4194305 bytes; Feishu accepts 4194304 at most. Send less in params.' },
  },
  {
    name: 'requires a webhook_url',
    inputs: { ...trigger, webhook_url: '' },
    wants: { log: [], error: 'Input webhook_url is required: the webhook URL of the automation.' },
  },
  ...['two words', 'a\nb', 'ü'].map(
    (token): Scenario => ({
      name: `refuses the token ${JSON.stringify(token)}`,
      inputs: { ...trigger, webhook_token: token },
      wants: {
        log: [],
        error:
          'Input webhook_token contains a space or a special character: expected only the token, without "Bearer".',
      },
    }),
  ),
  {
    name: 'refuses a key that is no header',
    inputs: { ...trigger, idempotent_key: 'a b' },
    wants: { log: [], error: 'Input idempotent_key contains a space or a special character.' },
  },
]

check(scenarios)
