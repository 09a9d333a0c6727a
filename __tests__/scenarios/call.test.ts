import { expect, test } from '@jest/globals'
import { en } from '../../src/messages/en.ts'
import { errorOf, runFast } from '../faults/wire.ts'
import { answered, app, docsLink, logId, tokenRequest } from './requests.ts'
import { check, type Scenario, token } from './scenario.ts'

const messages = '/open-apis/im/v1/messages?receive_id_type=chat_id'
const text = '{"receive_id":"oc_1","msg_type":"text","content":"{\\"text\\":\\"deployed\\"}"}'
const send = { operation: 'call', request: `POST ${messages}`, params: text }
const sent =
  '{"code":0,"data":{"message_id":"om_00000000000000000000000000000001","msg_type":"text","body":{"content":"{\\"text\\":\\"deployed\\"}"}},"msg":"success"}'
const data = sent.slice(sent.indexOf('"data":') + 7, sent.lastIndexOf(',"msg"'))
const post = `POST ${messages} ${text}`
const last = `code 0, http_status 200, log_id ${logId(1)}, attempts 1, duration N ms.`
const records = '/open-apis/bitable/v1/apps/appbcbWCzen6D8dezh/tables/tbl1/records'

const success = (fields = '{}') => `{"code":0,"data":${fields},"msg":"success"}`

/** The request as given, the body, and what is sent. */
const requests: [request: string, params: string, sent: string][] = [
  [
    'get /open-apis/contact/v3/users/ou_1?user_id_type=open_id',
    '',
    'GET /open-apis/contact/v3/users/ou_1?user_id_type=open_id',
  ],
  [' POST\t/open-apis/a/b ', '', 'POST /open-apis/a/b {}'],
  ['PUT /open-apis/a/b', 'x: 1.10\ny: 7308871234552638996', 'PUT /open-apis/a/b {"x":"1.10","y":7308871234552638996}'],
  ['PATCH /open-apis/a/b', ' {"x" : 1.10}', 'PATCH /open-apis/a/b  {"x" : 1.10}'],
  ['DELETE /open-apis/a/b', '', 'DELETE /open-apis/a/b'],
  ['DELETE /open-apis/a/b', '{"x":1}', 'DELETE /open-apis/a/b {"x":1}'],
  ['GET /open-apis/a/%E6%B5%81?q=..%2F#'.slice(0, -1), '', 'GET /open-apis/a/%E6%B5%81?q=..%2F'],
  ['GET /open-apis/a/v1:batch?x=a%20b&y=', '', 'GET /open-apis/a/v1:batch?x=a%20b&y='],
]

const expected =
  'expected METHOD /open-apis/…, such as POST /open-apis/im/v1/messages?receive_id_type=chat_id (GET, POST, PUT, PATCH or DELETE; no host, no #)'
const unsafe = en.sentences.pathUnsafe

/** What does not stay on the platform, or is no path of it. */
const refused: [request: string, error: string][] = [
  ...[
    'GET https://evil.example/open-apis/x',
    'GET //evil.example/open-apis/x',
    'GET /\\evil.example/open-apis/x',
    'GET \\\\evil.example/open-apis/x',
    'GET @evil.example/open-apis/x',
    'GET /base/automation/webhook/event/x',
    'GET /open-apis',
    'GET open-apis/x',
    'GET /open-apis/../admin',
    'GET /open-apis/%2e%2e/admin',
    'GET /open-apis/a/.%2E/../../admin',
    'GET /open-apis/a#b',
    'GET /open-apis/a\\b',
    'GET /open-apis/a b',
    'GET /open-apis/a\nGET /open-apis/b',
    'GET',
    'TRACE /open-apis/a',
    '/open-apis/a',
  ].map((request): [string, string] => [request, `Input request: ${expected}, got "${request.replace('\n', ' ')}".`]),
  ...[
    'GET /open-apis/a/../b',
    'GET /open-apis/a/./b',
    'GET /open-apis/a/%2e%2e/b',
    'GET /open-apis/a/%2E./b',
    'GET /open-apis/a/%252e%252e/b',
    'GET /open-apis/a/%25252e%25252e/b',
    'GET /open-apis/a/..%2fb',
    'GET /open-apis/a%2f%2fb',
    'GET /open-apis//a',
    'GET /open-apis/a/',
    'GET /open-apis/a%5cb',
    'GET /open-apis/a%0d%0ab',
    'GET /open-apis/a%20b',
    'GET /open-apis/a%00',
    'GET /open-apis/%ff/..%2fb',
    'GET /open-apis/%25ff/..%252fb',
    'GET /open-apis/%c0%ae%c0%ae/b',
    'GET /open-apis/100%',
  ].map((request): [string, string] => [request, unsafe]),
  [
    'GET /open-apis/bitable/v1/apps/:app_token/tables',
    'Input request: the path still contains the placeholder :app_token. Replace it with the id.',
  ],
]

const lost = { stop: { at: 'acted', by: 'reset' } } as const
const unknown = 'Outcome unknown: the request may have been processed. Check in Feishu before running again.'

const scenarios: Scenario[] = [
  {
    name: 'makes a call, and holds its data in values',
    inputs: send,
    wants: {
      requests: [post],
      outputs: { ...answered(sent), values: data },
      log: ['Calling POST /open-apis/im/v1/messages.', 'Done: POST /open-apis/im/v1/messages.', last],
      summary: [
        '### call: succeeded',
        [
          '| name | value |',
          '| --- | --- |',
          '| request | `POST /open-apis/im/v1/messages` |',
          '| code | `0` |',
          '| http_status | `200` |',
          `| log_id | \`${logId(1)}\` |`,
          '| attempts | `1` |',
          '| duration | `N ms` |',
        ].join('\n'),
        '<pre>Done: POST /open-apis/im/v1/messages.</pre>',
        '',
      ].join('\n\n'),
    },
  },
  {
    name: 'obtains a token, and a new one where it is called invalid',
    inputs: { ...send, ...app },
    prepare: (feishu) => feishu.next({ status: 400, body: { code: 99991663, msg: 'invalid' } }, { on: 'send-message' }),
    wants: {
      requests: [tokenRequest, post, tokenRequest, post],
      outputs: { ...answered(sent, 4), attempts: '2', values: data },
    },
  },
  {
    name: 'accepts a user token',
    inputs: { ...send, access_token: 'u-g1044user' },
    state: { tokens: [{ token: 'u-g1044user', kind: 'user', valid: true }] },
    wants: { requests: [post] },
  },
  ...requests.map(
    ([request, params, line]): Scenario => ({
      name: `sends ${JSON.stringify(request)} with ${params || 'no params'}`,
      inputs: { operation: 'call', request, params },
      prepare: (feishu) => feishu.next({ body: success() }),
      wants: { requests: [line], outputs: { ...answered(success()), values: '{}' } },
    }),
  ),
  {
    name: 'requires a request',
    inputs: { operation: 'call' },
    wants: { log: [], error: `Input request is required: ${expected.replace('expected ', '')}.` },
  },
  {
    name: 'refuses a GET with a body',
    inputs: { operation: 'call', request: 'GET /open-apis/a', params: '{}' },
    wants: {
      log: [],
      error: 'Inputs params and params_file: a GET request has no body. Put parameters into the query of request.',
    },
  },
  {
    name: 'refuses a repeatable that is no boolean',
    inputs: { ...send, repeatable: 'yes' },
    wants: { log: [], error: 'Input repeatable: expected true or false, got "yes".' },
  },
  {
    name: 'keeps the digits of data, and the spelling of its numbers',
    inputs: { operation: 'call', request: 'GET /open-apis/a' },
    prepare: (feishu) =>
      feishu.next({ body: success('{"id":7308871234552638996,"n":1.10,"small":5,"list":[-12345678901234567890]}') }),
    wants: {
      requests: ['GET /open-apis/a'],
      outputs: {
        ...answered(success('{"id":7308871234552638996,"n":1.10,"small":5,"list":[-12345678901234567890]}')),
        values: '{"id":"7308871234552638996","n":1.10,"small":5,"list":["-12345678901234567890"]}',
      },
    },
  },
  {
    name: 'fails with the scopes and the link of an error',
    inputs: send,
    state: { missingScopes: ['im:message', 'im:message:send_as_bot', 'im:message:send'] },
    wants: {
      requests: [post],
      error: `call failed: Access denied. One of the following scopes is required: [im:message, im:message:send_as_bot, im:message:send] (code 99991672, HTTP 400, log_id ${logId(1)}). Missing scope (any one of): im:message, im:message:send_as_bot, im:message:send. ${en.hints.scopeMissing} Open https://open.feishu.cn/app/cli_a1b2c3d4e5f60718/auth?q=im:message,im:message:send_as_bot,im:message:send ${docsLink('code-99991672')}`,
    },
  },
  {
    name: 'fails with a code that is unknown here',
    inputs: { ...send, params: text.replace('{\\"text\\":\\"deployed\\"}', 'deployed') },
    wants: {
      requests: [post.replace('{\\"text\\":\\"deployed\\"}', 'deployed')],
      error: `call failed: invalid request parameter: content (code 230001, HTTP 400, log_id ${logId(1)}). ${en.hints.other} ${docsLink('other')}`,
    },
  },
  // What may have been processed is repeated only where that is harmless.
  {
    name: 'does not repeat a POST whose response is lost',
    inputs: send,
    prepare: (_, server) => server.inject(lost),
    wants: {
      requests: [post],
      outputs: { attempts: '1' },
      error: new RegExp(`^call failed: ECONNRESET: .*${unknown}`),
    },
  },
  ...[502, 504].map(
    (status): Scenario => ({
      name: `does not repeat a POST after HTTP ${status}`,
      inputs: send,
      prepare: (feishu) => feishu.next({ status }),
      wants: {
        requests: [post],
        error: new RegExp(`^call failed: the response is empty \\(HTTP ${status}, .*${unknown}`),
      },
    }),
  ),
  {
    name: 'repeats a POST that nothing has processed',
    inputs: send,
    prepare: (feishu) =>
      feishu.next({
        status: 429,
        headers: { 'x-ogw-ratelimit-reset': '0' },
        body: { code: 99991400, msg: 'slow down' },
      }),
    wants: { requests: [post, post], outputs: { ...answered(sent, 2), attempts: '2', values: data } },
  },
  {
    name: 'repeats a lost POST that is repeatable, such as one with a client_token',
    inputs: {
      operation: 'call',
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
        code: '0',
        msg: 'success',
        http_status: '200',
        log_id: logId(2),
        attempts: '2',
        response: success('{"record":{"record_id":"rec0000001","fields":{"Version":"v1.2.3"}}}'),
        values: '{"record":{"record_id":"rec0000001","fields":{"Version":"v1.2.3"}}}',
      },
    },
  },
  {
    name: 'says that a repeatable POST can be run again',
    inputs: { ...send, repeatable: 'true', max_attempts: '1' },
    prepare: (_, server) => server.inject(lost),
    wants: {
      requests: [post],
      error: /ECONNRESET.*Outcome unknown: the request may have been processed\. Running again is safe\./,
    },
  },
  {
    name: 'repeats a lost GET',
    inputs: { operation: 'call', request: 'GET /open-apis/a' },
    prepare: (feishu, server) => {
      server.inject({ stop: { at: 'read', by: 'reset' } })
      feishu.next({ body: success() })
    },
    wants: {
      requests: ['GET /open-apis/a', 'GET /open-apis/a'],
      connections: 2,
      outputs: { ...answered(success()), attempts: '2', values: '{}' },
    },
  },
  {
    name: 'does not repeat a lost GET that is not repeatable',
    inputs: { operation: 'call', request: 'GET /open-apis/a', repeatable: 'false' },
    prepare: (_, server) => server.inject(lost),
    wants: { requests: ['GET /open-apis/a'], error: /ECONNRESET.*Outcome unknown/ },
  },
  {
    name: 'hides what Feishu repeats of the body',
    inputs: { ...send, params: '{"receive_id":"oc_secretive","note":"not to be shown"}' },
    prepare: (feishu) => feishu.next({ status: 400, body: { code: 9499, msg: 'bad oc_secretive: not to be shown' } }),
    wants: {
      requests: [`POST ${messages} {"receive_id":"oc_secretive","note":"not to be shown"}`],
      error: `call failed: bad ***: *** (code 9499, HTTP 400, log_id ${logId(1)}). ${en.hints.parameterRejected} ${docsLink('code-9499')}`,
    },
  },
  {
    name: 'takes its token out of data, and nothing else',
    inputs: { operation: 'call', request: 'GET /open-apis/a' },
    prepare: (feishu) => feishu.next({ body: success(`{"echo":"Bearer ${token}","part":"${token.slice(0, -1)}"}`) }),
    wants: {
      requests: ['GET /open-apis/a'],
      outputs: {
        ...answered(success(`{"echo":"Bearer ***","part":"${token.slice(0, -1)}"}`)),
        values: `{"echo":"Bearer ***","part":"${token.slice(0, -1)}"}`,
      },
    },
  },
]

check(scenarios)

// In this process alone: there are many, and nothing is sent.
test.each(refused)('the source refuses %j', async (request, error) => {
  const result = await runFast({ inputs: { operation: 'call', request, access_token: token } })
  expect([errorOf(result), result.log]).toEqual([error, ''])
})
