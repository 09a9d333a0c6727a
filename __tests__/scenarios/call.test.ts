import type { Feishu } from '../../sandbox/feishu.ts'
import { en } from '../../src/messages/en.ts'
import { advice, app, docsLink, logId, tokenRequest } from './requests.ts'
import { check, type Scenario, token } from './scenario.ts'

const messages = '/open-apis/im/v1/messages?receive_id_type=chat_id'
const text = '{"receive_id":"oc_1","msg_type":"text","content":"{\\"text\\":\\"deployed\\"}"}'
const send = { request: `POST ${messages}`, params: text }
const data = JSON.stringify({
  message_id: 'om_00000000000000000000000000000001',
  chat_id: 'oc_1',
  msg_type: 'text',
  create_time: '1722997800000',
  update_time: '1722997800000',
  deleted: false,
  updated: false,
  sender: { id: 'cli_a1b2c3d4e5f60718', id_type: 'app_id', sender_type: 'app' },
  body: { content: '{"text":"deployed"}' },
})
const post = `POST ${messages} ${text}`
const records = '/open-apis/bitable/v1/apps/appbcbWCzen6D8dezh/tables/tbl1/records'

const success = (fields = '{}') => `{"code":0,"data":${fields},"msg":"success"}`

/** The request as given, the body, and what is sent. */
const requests: [request: string, params: string, sent: string][] = [
  [' POST\t/open-apis/a/b ', '', 'POST /open-apis/a/b {}'],
  ['PUT /open-apis/a/b', 'x: 1.10\ny: 7308871234552638996', 'PUT /open-apis/a/b {"x":"1.10","y":7308871234552638996}'],
  ['PATCH /open-apis/a/b', ' {"x" : 1.10}', 'PATCH /open-apis/a/b  {"x" : 1.10}'],
  ['DELETE /open-apis/a/b', '', 'DELETE /open-apis/a/b'],
  ['get /open-apis/a/%E6%B5%81?q=..%2F', '', 'GET /open-apis/a/%E6%B5%81?q=..%2F'],
]

const fortyFive = Array.from({ length: 45 }, (_, index) => ({
  app_token: 'appbcbWCzen6D8dezh',
  table_id: 'tbl1',
  record_id: `rec${index}`,
  fields: { n: index },
  client_token: undefined,
}))

const approval = { request: 'GET /open-apis/approval/v4/instances/release-1', until: 'status = APPROVED' }
const asked = { instance_code: '81D31358', uuid: 'release-1' }
const ask = ({ state }: Feishu) => state.approvals.push({ ...asked, reads: 0 })
const instance = (status: string, reverted = false) => JSON.stringify({ ...asked, status, reverted })

const lost = { stop: { at: 'acted', by: 'reset' } } as const
const unknown = `${en.sentences.outcomeUnknown({ earlier: false })} .*${en.sentences.checkBeforeRerun}`

const scenarios: Scenario[] = [
  {
    name: 'makes a call, and holds its data in values',
    bundle: true,
    inputs: send,
    wants: {
      requests: [post],
      outputs: { values: data },
      log: ['Calling POST /open-apis/im/v1/messages.', 'Done: POST /open-apis/im/v1/messages.'],
      summary: {
        heading: 'call: succeeded',
        about: [['request', 'POST /open-apis/im/v1/messages']],
        outcome: 'Done: POST /open-apis/im/v1/messages.',
      },
    },
  },
  ...requests.map(
    ([request, params, line]): Scenario => ({
      name: `sends ${JSON.stringify(request)} with ${params || 'no params'}`,
      inputs: { request, params },
      prepare: (feishu) => feishu.next({ body: success() }),
      wants: { requests: [line], outputs: { values: '{}' } },
    }),
  ),
  {
    name: 'sends nothing to the webhook of a group bot, and shows none of it',
    inputs: { request: 'POST https://open.feishu.cn/open-apis/bot/v2/hook/0bd7c5b3-5f3c-4b8e-9b55-ab3f0c5a9d11' },
    wants: { log: [], error: /^Input request: this path is the webhook of a group bot, .*\/message@v1/ },
  },
  {
    name: 'fails with the scopes and the link of an error',
    inputs: send,
    state: { missingScopes: ['im:message', 'im:message:send_as_bot', 'im:message:send'] },
    wants: {
      requests: [post],
      error: `call failed: Access denied (code 99991672, HTTP 400, log_id ${logId(1)}). Missing scope (any one of): im:message, im:message:send_as_bot, im:message:send. ${advice('scopeMissing', { token: 'app' })} Feishu's help: https://open.feishu.cn/app/cli_a1b2c3d4e5f60718/auth?q=im:message,im:message:send_as_bot,im:message:send ${docsLink('code-99991672')}`,
    },
  },
  // What may have been processed is repeated only where that is harmless.
  {
    name: 'does not repeat a POST whose response is lost',
    bundle: true,
    inputs: send,
    prepare: (_, server) => server.inject(lost),
    wants: {
      requests: [post],
      outputs: {},
      error: new RegExp(`^call failed: .*ECONNRESET.*${unknown}`),
    },
  },
  {
    name: 'repeats a POST that nothing has processed',
    inputs: send,
    prepare: (feishu) =>
      feishu.next({
        status: 429,
        headers: { 'x-ogw-ratelimit-reset': '0' },
        body: { code: 99991400, msg: 'slow down' },
      }),
    wants: { requests: [post, post], connections: 2, outputs: { values: data } },
  },
  {
    name: 'repeats a lost POST that is repeatable, such as one with a client_token',
    inputs: {
      request: `POST ${records}?client_token=c-1`,
      params: '{"fields":{"Version":"v1.2.3"}}',
      repeatable: 'True',
    },
    prepare: (_, server) => server.inject(lost),
    wants: {
      requests: Array(2).fill(`POST ${records}?client_token=c-1 {"fields":{"Version":"v1.2.3"}}`),
      connections: 2,
      // The second request found the record of the first.
      outputs: {
        values: '{"record":{"record_id":"rec0000001","fields":{"Version":"v1.2.3"}}}',
      },
    },
  },
  {
    name: 'takes its token out of data, and nothing else',
    inputs: { request: 'GET /open-apis/a' },
    prepare: (feishu) => feishu.next({ body: success(`{"echo":"Bearer ${token}","part":"${token.slice(0, -1)}"}`) }),
    wants: {
      requests: ['GET /open-apis/a'],
      outputs: {
        response: success(`{"echo":"Bearer ***","part":"${token.slice(0, -1)}"}`),
        values: `{"echo":"Bearer ***","part":"${token.slice(0, -1)}"}`,
      },
    },
  },
  // To its end: a key, all pages, a value.
  {
    name: 'adds a record once, under a key of its own',
    inputs: { request: `POST ${records}?client_token=:idempotent_key`, params: '{"fields":{"Version":"v1.2.3"}}' },
    prepare: (_, server) => server.inject(lost),
    wants: {
      requests: Array(2).fill(`POST ${records}?client_token=UUID {"fields":{"Version":"v1.2.3"}}`),
      connections: 2,
      outputs: {
        values: '{"record":{"record_id":"rec0000001","fields":{"Version":"v1.2.3"}}}',
        idempotent_key: 'UUID',
      },
    },
  },
  {
    name: 'says that it is one page of several',
    inputs: { request: `POST ${records}/search?page_size=20`, repeatable: 'true' },
    state: { records: fortyFive },
    wants: {
      requests: [`POST ${records}/search?page_size=20 {}`],
      warnings: [en.sentences.hasMore],
    },
  },
  {
    name: 'reads a list of 45 to its end',
    bundle: true,
    inputs: { request: `POST ${records}/search?page_size=20`, all_pages: 'true' },
    state: { records: fortyFive },
    wants: {
      requests: ['', '&page_token=20', '&page_token=40'].map((page) => `POST ${records}/search?page_size=20${page} {}`),
      connections: 3,
      outputs: {
        complete: 'true',
        values: JSON.stringify({
          items: fortyFive.map(({ record_id, fields }) => ({ record_id, fields })),
          total: 45,
          has_more: false,
        }),
      },
    },
  },
  {
    name: 'waits for an approval',
    bundle: true,
    inputs: approval,
    state: { approvalEnd: { reads: 1, status: 'APPROVED' } },
    prepare: ask,
    wants: { requests: Array(2).fill(approval.request), outputs: { values: instance('APPROVED') } },
  },
  {
    name: 'takes no approval that was withdrawn',
    inputs: { ...approval, until: 'status = APPROVED', fail_if: 'reverted = true' },
    state: { approvalEnd: { reads: 0, status: 'APPROVED', reverted: true } },
    prepare: ask,
    wants: {
      requests: [approval.request],
      outputs: { code: '', msg: '', values: instance('APPROVED', true) },
      error: /^call failed: a condition of fail_if holds: reverted = true \(HTTP 200, log_id \d+\)\. /,
    },
  },
  {
    name: 'renews its token while it waits, and goes on after what passes',
    inputs: { ...approval, ...app, max_attempts: '2' },
    state: { approvalEnd: { reads: 1, status: 'APPROVED' } },
    prepare: (feishu) => {
      ask(feishu)
      feishu.next({ body: success('{"status":"PENDING"}') }, { on: 'get-approval' })
      feishu.next({ status: 400, body: { code: 99991663, msg: 'expired' } }, { on: 'get-approval' })
      for (let count = 0; count < 2; count += 1) feishu.next({ status: 502, body: '' }, { on: 'get-approval' })
    },
    wants: {
      requests: [tokenRequest, approval.request, approval.request, tokenRequest, ...Array(4).fill(approval.request)],
      outputs: { values: instance('APPROVED') },
    },
  },
]

check(scenarios)
