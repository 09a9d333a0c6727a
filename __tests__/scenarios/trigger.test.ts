import { check, type Scenario } from './scenario.ts'

const page = '/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp'
const trigger = {
  access_token: '',
  domain: '',
  webhook_url: `URL${page}`,
  webhook_token: 'bearer-of-the-webhook-1f0c',
  idempotent_key: 'k-1',
}
const post = `POST ${page} {}`
const received = 'Feishu received the request. It does not report how the automation ends.'

/** Webhooks of something else, and what is said of them. */
const others: [path: string, error: RegExp][] = [
  ['/open-apis/bot/v2/hook/0bd7c5b3-5f3c-4b8e-9b55-ab3f0c5a9d11', /group bot.*\/message@v1/],
  ['/open-apis//bot;x/v2/%2568ook/0bd7c5b3', /group bot.*\/message@v1/],
  ['/flow/api/trigger-webhook/0123456789abcdef0123456789abcdef', /BotBuilder, which none of these actions supports/],
]

// What is repeated, under one key: the tests of fuzz.
const scenarios: Scenario[] = [
  {
    name: 'starts an automation, and says that it was received',
    bundle: true,
    inputs: { ...trigger, params: ' {"n" : 12345678901234567890}\n' },
    wants: {
      requests: [`POST ${page}  {"n" : 12345678901234567890}`],
      outputs: { idempotent_key: 'k-1' },
      log: ['Triggering the automation.', received],
      summary: { heading: 'trigger: succeeded', outcome: received },
    },
  },
  {
    name: 'says when it does not know whether the automation was started',
    inputs: { ...trigger, max_attempts: '1' },
    prepare: (_, server) => server.inject({ stop: { at: 'acted', by: 'reset' } }),
    wants: {
      requests: [post],
      outputs: { idempotent_key: 'k-1' },
      error:
        /^trigger failed: .*ECONNRESET.*Outcome unknown: the request may have been processed\. .*Running again is safe: with the same idempotent_key \(k-1\), Feishu does not start the automation a second time within three hours of the first attempt\./,
    },
  },
  {
    name: 'does not repeat what is lost on the way to any other path, and promises nothing',
    inputs: { ...trigger, webhook_url: 'URL/base/automation/webhook/event/a/b' },
    prepare: (_, server) => server.inject({ stop: { at: 'acted', by: 'reset' } }),
    wants: {
      requests: ['POST /base/automation/webhook/event/a/b {}'],
      outputs: { idempotent_key: 'k-1' },
      warnings: [
        'Input webhook_url does not look like the webhook URL of an automation, which contains /base/automation/webhook/event/.',
      ],
      error:
        /ECONNRESET.*Outcome unknown: the request may have been processed\. .*Check in Feishu before running again\./,
    },
  },
  ...others.map(
    ([path, error]): Scenario => ({
      name: `sends nothing to ${path}`,
      inputs: { ...trigger, webhook_url: `URL${path}` },
      wants: { log: [], error },
    }),
  ),
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
    inputs: trigger,
    prepare: (feishu) =>
      feishu.next(({ path, headers }) => ({
        body: { code: 800004509, msg: `${path} ${headers.authorization} ${path.split('/').at(-1)}`, data: {} },
      })),
    wants: { requests: [post], error: /^trigger failed: \*\*\* Bearer \*\*\* \*\*\* \(code 800004509, / },
  },
]

check(scenarios)
