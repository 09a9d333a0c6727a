import type { Feishu } from '../../sandbox/feishu.ts'
import type { Webhook } from '../../sandbox/state.ts'
import { check, type Scenario } from './scenario.ts'

const webhook_token = 'bearer-of-the-webhook-1f0c'
const page = '/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp'
const trigger = {
  access_token: '',
  domain: '',
  webhook_url: `URL${page}`,
  idempotent_key: 'k-1',
}
const post = (body = '{}') => `POST ${page} ${body}`

/** Changes the automation in the sandbox: one of its own for each run. */
const webhook = (differences: Partial<Webhook>) => (feishu: Feishu) =>
  feishu.state.webhooks.splice(0, 1, { token: page.split('/').at(-1) ?? '', enabled: true, starts: [], ...differences })

const scenarios: Scenario[] = [
  {
    name: 'starts an automation, and says that it was received',
    bundle: true,
    inputs: trigger,
    wants: {
      requests: [post()],
      outputs: { idempotent_key: 'k-1' },
      log: ['Triggering the automation.', 'Feishu received the request. It does not report how the automation ends.'],
      summary: {
        heading: 'trigger: succeeded',
        outcome: 'Feishu received the request. It does not report how the automation ends.',
      },
    },
  },
  {
    name: 'sends params byte for byte, with the bearer token and a key',
    bundle: true,
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
      outputs: { idempotent_key: 'k-1' },
    },
  },
  {
    name: 'makes a key, and adds the run metadata',
    inputs: { ...trigger, idempotent_key: '', params: 'a: 1', context_param: 'ci' },
    wants: {
      outputs: { idempotent_key: 'UUID' },
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
      outputs: { idempotent_key: 'k-1' },
    },
  },
  {
    name: 'says when it does not know whether the automation was started',
    inputs: { ...trigger, max_attempts: '1' },
    prepare: (_, server) => server.inject({ stop: { at: 'acted', by: 'reset' } }),
    wants: {
      requests: [post()],
      outputs: { idempotent_key: 'k-1' },
      error:
        /^trigger failed: .*ECONNRESET.*Outcome unknown: the request may have been processed\. .*Running again is safe: with the same idempotent_key \(k-1\), Feishu does not start the automation a second time within three hours of the first attempt\./,
    },
  },
  {
    name: 'does not repeat what is lost on the way to any other path, and promises nothing',
    inputs: { ...trigger, webhook_url: 'URL/hooks/base/automation' },
    prepare: (_, server) => server.inject({ stop: { at: 'acted', by: 'reset' } }),
    wants: {
      requests: ['POST /hooks/base/automation {}'],
      outputs: { idempotent_key: 'k-1' },
      warnings: [
        'Input webhook_url does not look like the webhook URL of an automation, which contains /base/automation/webhook/event/.',
      ],
      error:
        /ECONNRESET.*Outcome unknown: the request may have been processed\. .*Check in Feishu before running again\./,
    },
  },
  ...(
    [
      ['/open-apis/bot/v2/hook/0bd7c5b3-5f3c-4b8e-9b55-ab3f0c5a9d11', /group bot.*\/message@v1/],
      ['/open-apis//bot;x/v2/%2568ook/0bd7c5b3', /group bot.*\/message@v1/],
      [
        '/flow/api/trigger-webhook/0123456789abcdef0123456789abcdef',
        /BotBuilder, which none of these actions supports/,
      ],
    ] as const
  ).map(
    ([path, error]): Scenario => ({
      name: `sends nothing to ${path}`,
      inputs: { ...trigger, webhook_url: `URL${path}` },
      wants: { log: [], error },
    }),
  ),
  {
    name: 'follows no redirect, and shows no location',
    inputs: trigger,
    prepare: (feishu) => feishu.next({ status: 302, headers: { location: page } }),
    wants: {
      requests: [post()],
      error: /^trigger failed: the response is a redirect, and redirects are not followed \(HTTP 302, /,
    },
  },
  {
    name: 'names an unknown address without showing it',
    inputs: { ...trigger, webhook_url: 'URL/base/automation/webhook/event/Zz9kQ2mN5rT8vX1zA4cE6gJ9hLp' },
    wants: {
      requests: ['POST /base/automation/webhook/event/Zz9kQ2mN5rT8vX1zA4cE6gJ9hLp {}'],
      error: /^trigger failed: the response is not JSON \(HTTP 404, .*webhook_url\. /,
    },
  },
  {
    name: 'hides its URL and token where the server repeats them',
    bundle: true,
    inputs: { ...trigger, webhook_token },
    prepare: (feishu) =>
      feishu.next(({ path, headers }) => ({
        body: { code: 800004509, msg: `${path} ${headers.authorization} ${path.split('/').at(-1)}`, data: {} },
      })),
    wants: { requests: [post()], error: /^trigger failed: \*\*\* Bearer \*\*\* \*\*\* \(code 800004509, / },
  },
  {
    name: 'warns about another path, and about credentials, which it does not use',
    inputs: {
      ...trigger,
      webhook_url: 'URL/open-apis/im/v1/messages',
      max_attempts: '1',
    },
    wants: {
      requests: ['POST /open-apis/im/v1/messages {}'],
      warnings: [
        'Input webhook_url does not look like the webhook URL of an automation, which contains /base/automation/webhook/event/.',
      ],
      error: /\(code 99991661, /,
    },
  },
]

check(scenarios)
