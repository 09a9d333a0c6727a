import { dryRunHead } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const chat = 'oc_5ad11d72b830411d72b836c20'
const message_id = 'om_00000000000000000000000000000001'
const sent = 'Done: the message was sent.'

const bot = {
  access_token: '',
  domain: '',
  webhook_url: 'URL/open-apis/bot/v2/hook/9f2c1c7e-6a5b-4d38-8f0e-1b7c2d3e4f50',
  text: 'Deployed',
}
// Its id is a UUID.
const ofBot = 'POST /open-apis/bot/v2/hook/UUID {"msg_type":"text","content":{"text":"Deployed"}}'
const app = { to: chat, text: 'Deployed', idempotent_key: 'deploy-1' }
const ofApp =
  'POST /open-apis/im/v1/messages?receive_id_type=chat_id ' +
  `{"receive_id":"${chat}","msg_type":"text","content":"{\\"text\\":\\"Deployed\\"}","uuid":"deploy-1"}`

/** A message that is there. */
const card = { message_id, chat_id: chat, msg_type: 'interactive', content: '{}' }

/** Responses of a group bot in the older form, and in both, with the code and the msg that they mean. */
const older: [body: object, code: number, msg: string][] = [
  [{ Extra: null, StatusCode: 19024, StatusMessage: 'Key Words Not Found' }, 19024, 'Key Words Not Found'],
  [{ code: 19001, msg: 'invalid', StatusCode: 0, StatusMessage: 'success' }, 19001, 'invalid'],
]

// Contents, recipients and sizes: the tests of src/operations, and what is repeated: those of fuzz.
const scenarios: Scenario[] = [
  {
    name: 'sends text through a group bot',
    bundle: true,
    inputs: bot,
    wants: {
      requests: [ofBot],
      outputs: {},
      log: ['Sending the message.', sent],
      summary: { heading: 'message: succeeded', outcome: sent },
    },
  },
  {
    name: 'takes a response of the older form, which has no code',
    inputs: bot,
    prepare: (feishu) => feishu.next({ body: { Extra: null, StatusCode: 0, StatusMessage: 'success' } }),
    wants: { requests: [ofBot], outputs: { code: '0', msg: 'success' } },
  },
  ...older.map(
    ([body, code, msg]): Scenario => ({
      name: `fails with ${JSON.stringify(body)}`,
      inputs: bot,
      prepare: (feishu) => feishu.next({ body }),
      wants: {
        requests: [ofBot],
        outputs: { code: String(code), msg },
        error: new RegExp(`^message failed: ${msg} \\(code ${code}, HTTP 200, `),
      },
    }),
  ),
  {
    name: 'does not take another code for a missing one',
    inputs: bot,
    prepare: (feishu) => feishu.next({ body: { code: null, StatusCode: 0 } }),
    wants: { requests: [ofBot], error: /^message failed: the response has no code/ },
  },
  {
    name: 'does not use app credentials beside a webhook',
    inputs: { ...bot, app_id: 'cli_1', app_secret: 'secret-of-the-app', idempotent_key: 'k' },
    wants: {
      requests: [ofBot],
      warnings: ['Inputs not used with webhook_url: app_id, app_secret, idempotent_key.'],
    },
  },
  {
    name: 'shows neither URL nor secret in a dry run',
    inputs: { ...bot, webhook_secret: 'Kx7pQ2mN5rT8vX1z', dry_run: 'true' },
    wants: {
      log: [
        ...dryRunHead,
        'send a message through a group bot  POST <webhook_url>  timestamp, sign, msg_type, content',
      ],
      outputs: 'none',
    },
  },
  {
    name: 'sends text of an app to a chat',
    bundle: true,
    inputs: app,
    wants: {
      requests: [ofApp],
      outputs: { message_id, idempotent_key: 'deploy-1' },
      log: ['Sending the message.', sent],
      summary: { heading: 'message: succeeded', about: [['to', chat]], outcome: sent },
    },
  },
  {
    name: 'is not green without a message_id, and names the key',
    inputs: app,
    prepare: (feishu) => feishu.next({ body: { code: 0, msg: 'success' } }),
    wants: {
      requests: [ofApp],
      outputs: { idempotent_key: 'deploy-1' },
      error:
        /^message failed: the response has no message_id .*Outcome unknown: the request may have been processed\. .*Running again is safe: with the same idempotent_key \(deploy-1\), Feishu does not send the message a second time within an hour\./,
    },
  },
  {
    name: 'replaces a card, again after a lost response',
    inputs: { update: message_id, card: 'config:\n  update_multi: true\nelements: []', idempotent_key: 'k' },
    state: { messages: [{ ...card, uuid: undefined, create_time: '1722997800000', update_time: '' }] },
    prepare: (_, server) => server.inject({ stop: { at: 'acted', by: 'reset' } }),
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
]

check(scenarios.map((scenario) => ({ ...scenario, action: 'message' })))
