import type { Feishu } from '../../sandbox/feishu.ts'
import type { GroupBot } from '../../sandbox/state.ts'
import { check, type Scenario } from './scenario.ts'

const hook = '/open-apis/bot/v2/hook/9f2c1c7e-6a5b-4d38-8f0e-1b7c2d3e4f50'
const chat = 'oc_5ad11d72b830411d72b836c20'
const message_id = 'om_00000000000000000000000000000001'
const sent = 'Done: the message was sent.'
const unknown = 'Outcome unknown: the request may have been processed.'

const bot = { access_token: '', domain: '', webhook_url: `URL${hook}` }
const app = { to: chat, idempotent_key: 'deploy-1' }
// Its id is a UUID.
const posted = (body: string) => `POST /open-apis/bot/v2/hook/UUID ${body}`
const send = (body: string, type = 'chat_id') => `POST /open-apis/im/v1/messages?receive_id_type=${type} ${body}`
const hello = send(
  `{"receive_id":"${chat}","msg_type":"text","content":"{\\"text\\":\\"Deployed\\"}","uuid":"deploy-1"}`,
)
const helloBot = posted('{"msg_type":"text","content":{"text":"Deployed"}}')

/** Changes the group bot of the sandbox. */
const with_ = (differences: Partial<GroupBot>) => (feishu: Feishu) => {
  const [first] = feishu.state.groupBots
  if (first) feishu.state.groupBots.splice(0, 1, { ...first, messages: [], ...differences })
}

/** A message that the app has sent. */
const earlier = (msg_type: string) => (feishu: Feishu) =>
  feishu.state.messages.push({
    ...{ message_id, chat_id: chat, msg_type, content: '{}', uuid: undefined },
    ...{ create_time: String(feishu.state.now()), update_time: '' },
  })

const scenarios: Scenario[] = [
  {
    name: 'sends text through a group bot',
    bundle: true,
    inputs: { ...bot, text: 'Deployed' },
    wants: {
      requests: [helloBot],
      outputs: {},
      log: ['Sending the message.', sent],
      summary: { heading: 'message: succeeded', outcome: sent },
    },
  },
  {
    name: 'takes a response of the older form, which has no code',
    inputs: { ...bot, text: 'Deployed' },
    prepare: with_({ older: true }),
    wants: { requests: [helloBot], outputs: { code: '0', msg: 'success' } },
  },
  {
    name: 'fails where the older form says so',
    inputs: { ...bot, text: 'Deployed' },
    prepare: (feishu) =>
      feishu.next({ body: { Extra: null, StatusCode: 19024, StatusMessage: 'Key Words Not Found' } }),
    wants: {
      requests: [helloBot],
      outputs: { code: '19024', msg: 'Key Words Not Found' },
      error: /^message failed: Key Words Not Found \(code 19024, HTTP 200, .*keywords of the group bot/,
    },
  },
  ...[
    { code: 19001, StatusCode: 0 },
    { code: 9499, StatusCode: 0, StatusMessage: 'success' },
  ].map(
    (body): Scenario => ({
      name: `fails with code ${body.code} beside StatusCode 0`,
      inputs: { ...bot, text: 'Deployed' },
      prepare: (feishu) => feishu.next({ body }),
      wants: { requests: [helloBot], error: new RegExp(`code ${body.code}, HTTP 200`) },
    }),
  ),
  {
    name: 'does not take another code for a missing one',
    inputs: { ...bot, text: 'Deployed' },
    prepare: (feishu) => feishu.next({ body: { code: null, StatusCode: 0 } }),
    wants: { requests: [helloBot], error: /^message failed: the response has no code/ },
  },
  {
    name: 'sends a card as an object, byte for byte',
    inputs: { ...bot, card: '{"elements" : [], "size": 1.10}' },
    wants: { requests: [posted('{"msg_type":"interactive","card":{"elements" : [], "size": 1.10}}')] },
  },
  {
    name: 'is repeated after a rate limit, and not after a lost response',
    inputs: { ...bot, text: 'Deployed' },
    prepare: (feishu, server) => {
      with_({ rateLimited: 1 })(feishu)
      server.inject({})
      server.inject({ stop: { at: 'acted', by: 'reset' } })
    },
    wants: {
      requests: [helloBot, helloBot],
      connections: 2,
      error: /^message failed: .*ECONNRESET.* Check in Feishu before running again\./,
    },
  },
  {
    name: 'does not use app credentials beside a webhook',
    inputs: { ...bot, text: 'Deployed', app_id: 'cli_1', app_secret: 'secret-of-the-app', idempotent_key: 'k' },
    wants: {
      requests: [helloBot],
      warnings: ['Inputs not used with webhook_url: app_id, app_secret, idempotent_key.'],
    },
  },
  {
    name: 'hides its URL where the server repeats it',
    bundle: true,
    inputs: { ...bot, text: 'Deployed' },
    prepare: (feishu) =>
      feishu.next(({ path }) => ({ body: { code: 19001, msg: `${path} ${path.split('/').at(-1)}` } })),
    wants: {
      requests: [helloBot],
      error: /^message failed: \*\*\* \*\*\* \(code 19001, /,
    },
  },
  {
    name: 'shows neither URL nor secret in a dry run',
    inputs: { ...bot, webhook_secret: 'Kx7pQ2mN5rT8vX1z', text: 'Deployed', dry_run: 'true' },
    wants: {
      log: [
        'Dry run: nothing was sent.',
        'A real run would send:',
        'send a message through a group bot  POST <webhook_url>  timestamp, sign, msg_type, content',
      ],
      outputs: 'none',
    },
  },
  {
    name: 'sends text of an app to a chat',
    bundle: true,
    inputs: { ...app, text: 'Deployed' },
    wants: {
      requests: [hello],
      outputs: { message_id, idempotent_key: 'deploy-1' },
      log: ['Sending the message.', sent],
      summary: {
        heading: 'message: succeeded',
        about: [['to', chat]],
        outcome: sent,
      },
    },
  },
  {
    name: 'sends any message to a person, with a key of its own',
    inputs: {
      to: 'li.lei@example.com',
      params: 'msg_type: post\ncontent: {zh_cn: {n: 12345678901234567890, x: 1.10}}',
    },
    wants: {
      requests: [
        send(
          '{"receive_id":"li.lei@example.com","msg_type":"post","content":"{\\"zh_cn\\":{\\"n\\":12345678901234567890,\\"x\\":\\"1.10\\"}}","uuid":"UUID"}',
          'email',
        ),
      ],
      outputs: { message_id, idempotent_key: 'UUID' },
    },
  },
  {
    name: 'sends a message once although its response was lost',
    inputs: { ...app, text: 'Deployed' },
    prepare: (_, server) => server.inject({ stop: { at: 'acted', by: 'reset' } }),
    wants: { requests: [hello, hello], connections: 2, outputs: { message_id, idempotent_key: 'deploy-1' } },
  },
  {
    name: 'names the key where the outcome is unknown',
    inputs: { ...app, text: 'Deployed', max_attempts: '1' },
    prepare: (_, server) => server.inject({ stop: { at: 'acted', by: 'reset' } }),
    wants: {
      requests: [hello],
      outputs: { idempotent_key: 'deploy-1' },
      error: new RegExp(
        `${unknown} .*Running again is safe: with the same idempotent_key \\(deploy-1\\), Feishu does not send the message a second time within an hour\\.`,
      ),
    },
  },
  {
    name: 'is not green without a message_id',
    inputs: { ...app, text: 'Deployed' },
    prepare: (feishu) => feishu.next({ body: { code: 0, msg: 'success' } }),
    wants: {
      requests: [hello],
      outputs: { idempotent_key: 'deploy-1' },
      error: new RegExp(`^message failed: the response has no message_id .*${unknown} .*deploy-1`),
    },
  },
  {
    name: 'replies',
    inputs: { reply_to: message_id, text: 'Rolled back', idempotent_key: 'k-2' },
    prepare: earlier('text'),
    wants: {
      requests: [
        `POST /open-apis/im/v1/messages/${message_id}/reply {"msg_type":"text","content":"{\\"text\\":\\"Rolled back\\"}","uuid":"k-2"}`,
      ],
      outputs: { message_id: message_id.replace(/1$/, '2'), idempotent_key: 'k-2' },
    },
  },
  {
    name: 'replaces a card, again after a lost response',
    bundle: true,
    inputs: { update: message_id, card: 'config:\n  update_multi: true\nelements: []', idempotent_key: 'k' },
    prepare: (feishu, server) => {
      earlier('interactive')(feishu)
      server.inject({ stop: { at: 'acted', by: 'reset' } })
    },
    wants: {
      requests: Array(2).fill(
        `PATCH /open-apis/im/v1/messages/${message_id} {"content":"{\\"config\\":{\\"update_multi\\":true},\\"elements\\":[]}"}`,
      ),
      connections: 2,
      outputs: { message_id },
      warnings: ['Input not used with update: idempotent_key.'],
      summary: {
        heading: 'message: succeeded',
        about: [['update', message_id]],
        outcome: 'Done: the card was updated.',
      },
    },
  },
  {
    name: 'says that the bot is not in the chat',
    inputs: { ...app, to: 'oc_84983ff6516d731e5b5f68d4ea2e1da5', text: 'Deployed' },
    wants: {
      requests: [hello.replace(chat, 'oc_84983ff6516d731e5b5f68d4ea2e1da5')],
      outputs: { idempotent_key: 'deploy-1' },
      error: /^message failed: .* \(code 230002, HTTP 400, .*The bot of the app is not in this chat\./,
    },
  },
  {
    name: 'repeats nothing private',
    inputs: { ...app, text: 'The password is 4711-bravo' },
    prepare: (feishu) =>
      feishu.next(({ body }) => ({
        status: 400,
        body: { code: 230022, msg: `sensitive: ${JSON.parse(body).content}` },
      })),
    wants: {
      requests: [hello.replace('Deployed', 'The password is 4711-bravo')],
      error: /^message failed: sensitive: \{"text":"\*\*\*"\} \(code 230022/,
    },
  },
]

check(scenarios.map((scenario) => ({ ...scenario, action: 'message' })))
