import { entryPoints } from '../../src/operations/index.ts'
import { app, base, execute, first, list, update } from './requests.ts'
import { check } from './scenario.ts'

// One of each sentence: which values lead to it is held by the tests of src/inputs and of the operations.

const invisible = (input: string) =>
  `Input ${input} contains an invisible character, such as a zero-width space. Type the value instead of pasting it.`
const expected = {
  operation: `one of ${entryPoints.main.operations.map(({ name }) => name).join(', ')}`,
  appToken: "the base's app_token, or the full URL of the base or its wiki page",
  ids: 'ids of automations or workflows, one per line or separated by commas; or all; or set workflow_title instead',
  namespace: 'the namespace of a low-code app, such as package_7344545d87__c',
  flow: "the flow's API name, such as deleteObject_99c656599f",
  operator: 'a JSON object with _id or email of a user of the low-code platform; or just an email; or just an id',
  domain: 'feishu, lark, a host such as open.feishu.cn, or an https base URL without query (http on loopback only)',
}

/** The inputs, and the one error: nothing is sent, no output is set. */
const refused: [inputs: Record<string, string>, error: string][] = [
  [{}, `Input operation is required: ${expected.operation}.`],
  [{ operation: 'delete-base' }, `Input operation: expected ${expected.operation}, got "delete-base".`],
  [
    { ...update, access_token: 'Bearer t' },
    'Input access_token contains a space or a special character: expected only the token, without "Bearer".',
  ],

  // Credentials
  [{ ...update, access_token: '' }, 'No credentials: set app_id and app_secret, or access_token.'],
  [
    { ...update, ...app, access_token: 't-g1044known' },
    'Input access_token cannot be combined with app_id and app_secret.',
  ],
  [
    { ...update, access_token: '', app_id: app.app_id },
    'Input app_secret is required with app_id. Is the secret available to this run?',
  ],
  [
    { ...execute, access_token: 'u-g1044user' },
    'Input access_token is a user_access_token (u-…), and execute-flow accepts a tenant_access_token (t-…) only.',
  ],

  // domain
  [
    { ...update, domain: 'http://open.feishu.cn' },
    `Input domain: expected ${expected.domain}, got "http://open.feishu.cn".`,
  ],
  [
    { ...update, domain: 'https://me:pass@open.feishu.cn' },
    'Input domain is a URL with a user name or password. Remove them.',
  ],
  [
    { ...update, domain: 'lark', app_token: `https://acme.feishu.cn/base/${base}` },
    'Input domain is lark, but the link in app_token belongs to feishu. Set domain to feishu, or omit it.',
  ],
  [
    { ...list, domain: '', app_token: `https://feishu.example.com/base/${base}` },
    'Input domain is required: the host of the link in app_token belongs to neither Feishu nor Lark. Set feishu, lark or the base URL of the private deployment.',
  ],

  // app_token
  [{ ...list, app_token: '  ' }, `Input app_token is required: ${expected.appToken}.`],
  [{ ...update, app_token: `'${base}'` }, `Input app_token: expected ${expected.appToken}, got "'${base}'".`],
  [
    { ...update, app_token: `${base}\n${base}` },
    'Input app_token contains more than one link, or white space. Set exactly one link or app_token.',
  ],
  [
    { ...update, app_token: 'https://acme.feishu.cn/share/base/shrcnABC' },
    'Input app_token is a share link (shr…), which has no app_token. Open the base and copy its URL from the address bar: it contains /base/ or /wiki/.',
  ],
  [
    { ...list, app_token: 'https://acme.feishu.cn/base/automation/webhook/event/Wb7kQ2mN5rT8' },
    'Input app_token is the webhook URL of an automation. Copy the URL of the base from the address bar.',
  ],
  [
    { ...update, app_token: `${base}?table=tbl` },
    `Input app_token: "${base}?table=tbl" is part of a link. Copy the full URL, or only the part before the question mark.`,
  ],

  // workflow_id, workflow_title, status
  [{ ...update, workflow_id: ' ,\n, ' }, `Input workflow_id is required: ${expected.ids}.`],
  [
    { ...update, workflow_title: 'x' },
    'Inputs workflow_id and workflow_title are mutually exclusive: set one of them.',
  ],
  [
    { ...update, workflow_id: `${first},7.3e18` },
    'Input workflow_id: "7.3e18" is a number rounded by YAML. Put quotes around the id.',
  ],
  [{ ...update, workflow_id: `${first}\n1\t2` }, `Input workflow_id: expected ${expected.ids}, got "1 2".`],
  [{ ...update, workflow_id: 'a/b' }, 'Input workflow_id: expected an id, got a link or path: "a/b".'],
  [{ ...update, workflow_id: '1\u200b2' }, invisible('workflow_id')],
  [{ ...update, app_token: 'app\u200bx' }, invisible('app_token')],
  [{ ...update, ...app, app_id: 'cli_a1\u200bb2' }, invisible('app_id')],
  [{ ...update, ...app, app_secret: 'Zz5j\u200eT2' }, invisible('app_secret')],
  [{ ...update, ...app, app_id: 'cli_a1 b2' }, 'Input app_id contains a space or a special character.'],
  [{ ...execute, operator: '{"_id": "1\u200b2"}' }, invisible('operator')],
  [{ ...update, access_token: 't-\u200bx' }, invisible('access_token')],
  [{ ...execute, operator: 'a@b.example\u200b' }, invisible('operator')],
  [{ ...execute, idempotent_key: 'k\u200b' }, invisible('idempotent_key')],
  [{ ...update, status: '' }, 'Input status is required: Enable or Disable.'],
  [{ ...update, status: 'x'.repeat(200) }, `Input status: expected Enable or Disable, got "${'x'.repeat(100)}…".`],

  // A flow
  [{ ...execute, namespace: '..' }, `Input namespace: expected ${expected.namespace}, got "..".`],
  [{ ...execute, flow_id: '' }, `Input flow_id is required: ${expected.flow}.`],
  [{ ...execute, operator: 'Li Si' }, `Input operator: expected ${expected.operator}.`],
  [{ ...execute, operator: '{"_id": 1,}' }, 'Input operator: invalid JSON at line 1, column 11.'],
  [{ ...execute, operator: '{"name": "x"}' }, 'Input operator: the object has neither _id nor email.'],
  [{ ...execute, operator: '{"_id": {"x": 1}}' }, 'Input operator: _id and email have to be text or a number.'],
  [
    { ...execute, operator: 'ou_84aad35d084aa403' },
    "Input operator is an open_id or union_id of Feishu. The low-code platform has its own ids: open User management there and copy the user's kunlunUserID, a number, or use the email.",
  ],
  [{ ...execute, loop_masks: '[1, 2' }, 'Input loop_masks: invalid JSON at line 1, column 6.'],
  [
    { ...execute, params: '{}', params_file: 'x' },
    'Inputs params and params_file are mutually exclusive: set one of them.',
  ],
  [
    { ...execute, params: 'ci: 1', context_param: 'ci' },
    'Input context_param: params already has a member "ci". Use another name.',
  ],

  // What every operation takes
  [{ ...update, dry_run: '1' }, 'Input dry_run: expected true or false, got "1".'],
  [{ ...update, language: 'fr' }, 'Input language: expected en or zh-CN, got "fr".'],
  [
    { ...execute, timeout_seconds: '1e3' },
    'Input timeout_seconds: expected a number of seconds above 0, up to 2147483, got "1e3".',
  ],
  [{ ...update, max_attempts: '101' }, 'Input max_attempts: expected a whole number from 1 to 100, got "101".'],
]

check(
  refused.map(([inputs, error], index) => ({
    name: error,
    bundle: index < 3,
    inputs,
    wants: { error, log: [], outputs: {} },
  })),
)
