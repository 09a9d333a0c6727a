import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { operations as all } from '../../src/operations/index.ts'
import { app, base, execute, first, list, update } from './requests.ts'
import { check } from './scenario.ts'

const folder = mkdtempSync(join(tmpdir(), 'params-'))
const file = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const latin = file('latin.yml', Buffer.from([0x61, 0x3a, 0x20, 0xe9]))
const empty = file('empty.yml', ' \n')
const torn = file('torn.json', '{\n  "secret": "not to be shown",\n  "count": 1,,\n  "other": "not this either"\n}\n')

const operations = `one of ${all.map(({ name }) => name).join(', ')}`
const appToken = "the base's app_token, or the full URL of the base or its wiki page"
const ids =
  'ids of automations or workflows, one per line or separated by commas; or all; or set workflow_title instead'
const namespace = 'the namespace of a low-code app, such as package_7344545d87__c'
const flow = "the flow's API name, such as deleteObject_99c656599f"
const operator = 'a JSON object with _id or email of a user of the low-code platform; or just an email; or just an id'
const domain = 'feishu, lark, a host such as open.feishu.cn, or an https base URL without query (http on loopback only)'
const severalLinks = 'Input app_token contains more than one link, or white space. Set exactly one link or app_token.'
const shareLink =
  'Input app_token is a share link (shr…), which has no app_token. Open the base and copy its URL from the address bar: it contains /base/ or /wiki/.'

const required = (input: string, expected: string) => `Input ${input} is required: ${expected}.`
const invalid = (input: string, expected: string, got: string) => `Input ${input}: expected ${expected}, got "${got}".`
const invisible = (input: string) =>
  `Input ${input} contains an invisible character, such as a zero-width space. Type the value instead of pasting it.`
const rounded = (input: string, got: string) =>
  `Input ${input}: "${got}" is a number rounded by YAML. Put quotes around the id.`
const exclusive = (one: string, other: string) => `Inputs ${one} and ${other} are mutually exclusive: set one of them.`
const part = (got: string) =>
  `Input app_token: "${got}" is part of a link. Copy the full URL, or only the part before the question mark.`
const contradiction = (given: string, linked: string) =>
  `Input domain is ${given}, but the link in app_token belongs to ${linked}. Set domain to ${linked}, or omit it.`
const noHost =
  'Input domain is required: the host of the link in app_token belongs to neither Feishu nor Lark. Set feishu, lark or the base URL of the private deployment.'

type Refusal = [name: string, inputs: Record<string, string>, error: string | RegExp]

/** Each is the one error: nothing is sent, no output is set. */
const refused: Refusal[] = [
  ['no operation', {}, required('operation', operations)],
  ['an unknown operation', { operation: 'delete-base' }, invalid('operation', operations, 'delete-base')],

  // Credentials
  ['no credentials', { ...update, access_token: '' }, 'No credentials: set app_id and app_secret, or access_token.'],
  [
    'both kinds of credentials',
    { ...update, ...app, access_token: 't-g1044known' },
    'Input access_token cannot be combined with app_id and app_secret.',
  ],
  [
    'app_id without its secret',
    { ...update, access_token: '', app_id: app.app_id },
    'Input app_secret is required with app_id. Is the secret available to this run?',
  ],
  [
    'app_secret without its id',
    { ...update, access_token: '', app_secret: app.app_secret },
    'Input app_id is required with app_secret. Is the secret available to this run?',
  ],
  [
    'a token with more than the token',
    { ...update, access_token: 'Bearer t-g1044known' },
    'Input access_token contains a space or a special character: expected only the token, without "Bearer".',
  ],
  [
    'a user token for a flow',
    { ...execute, access_token: 'u-g1044user' },
    'Input access_token is a user_access_token (u-…), and execute-flow accepts a tenant_access_token (t-…) only.',
  ],

  // domain
  ...[
    'feishuu',
    'http://open.feishu.cn',
    'http://127.0.0.1.example.com',
    'ftp://open.feishu.cn',
    'https://open.feishu.cn/?a',
    'https://open.feishu.cn/#a',
  ].map((got): Refusal => [`domain ${got}`, { ...update, domain: got }, invalid('domain', domain, got)]),
  [
    'a domain with a password',
    { ...update, domain: 'https://me:pass@open.feishu.cn' },
    'Input domain is a URL with a user name or password. Remove them.',
  ],
  ...(
    [
      ['acme.larksuite.com', 'feishu', 'lark'],
      ['acme.sg.larksuite.com', 'https://open.feishu.cn', 'lark'],
      ['acme.feishu.cn', 'Lark', 'feishu'],
      ['acme.feishu.cn', 'open.larksuite.com', 'feishu'],
      ['acme.feishu.cn', 'https://open.larksuite.com/open-apis/', 'feishu'],
      ['acme.larkoffice.com', 'lark', 'feishu'],
    ] as const
  ).map(
    ([host, given, linked]): Refusal => [
      `a link of ${host} with domain ${given}`,
      { ...update, domain: given, app_token: `https://${host}/base/${base}` },
      contradiction(given, linked),
    ],
  ),
  [
    "a wiki page of Feishu's with domain lark",
    { ...list, domain: 'lark', app_token: 'https://acme.feishu.cn/wiki/wikcnKQ1k3p8Vabcef7lmnoPQrs' },
    contradiction('lark', 'feishu'),
  ],
  ...[
    'feishu.example.com',
    'acme.sg.larkoffice.com',
    'acme.us.larkoffice.com',
    'acme.jp.larkoffice.com',
    'notfeishu.cn',
  ].map(
    (host): Refusal => [
      `a link of ${host} without domain`,
      { ...list, domain: '', app_token: `https://${host}/base/${base}` },
      noHost,
    ],
  ),

  // app_token
  ['no app_token', { ...update, app_token: '' }, required('app_token', appToken)],
  ['an app_token of spaces', { ...list, app_token: '  ' }, required('app_token', appToken)],
  ...[
    '.',
    '..',
    `${base}"`,
    `'${base}'`,
    `${base},${base}`,
    `${base}#top`,
    `[${base}]`,
    `{${base}}`,
    `<${base}>`,
    'app\\x',
  ].map(
    (got): Refusal => [
      `app_token ${JSON.stringify(got)}`,
      { ...update, app_token: got },
      invalid('app_token', appToken, got),
    ],
  ),
  [
    'an app_token rounded by YAML',
    { ...update, app_token: '7.30887123456789E+18' },
    rounded('app_token', '7.30887123456789E+18'),
  ],
  ['two app_tokens', { ...update, app_token: `${base}\n${base}` }, severalLinks],
  [
    'two links',
    { ...update, app_token: `https://acme.feishu.cn/base/${base} https://acme.feishu.cn/base/x` },
    severalLinks,
  ],
  [
    'two links without a space',
    { ...update, app_token: `https://acme.feishu.cn/base/${base},https://acme.feishu.cn/base/x` },
    severalLinks,
  ],
  ...[
    'https://acme.feishu.cn/share/base/shrcnABC',
    'https://acme.feishu.cn/share/base/form/shrcnABC?x=1',
    'https://acme.feishu.cn/base/shrcnABC',
    'https://acme.larksuite.com/wiki/shrABC',
  ].map((app_token): Refusal => [`the share link ${app_token}`, { ...update, app_token }, shareLink]),
  [
    'the webhook URL of an automation',
    { ...list, app_token: 'https://acme.feishu.cn/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp' },
    'Input app_token is the webhook URL of an automation. Copy the URL of the base from the address bar.',
  ],
  ...[`${base}?table=tblsRc9GRRXKqhvW`, '?table=tblsRc9GRRXKqhvW', `${base}&view=vew`, 'table=tbl'].map(
    (app_token): Refusal => [`app_token ${app_token}`, { ...update, app_token }, part(app_token)],
  ),
  ...[
    'https://acme.feishu.cn/docx/abc',
    'https://acme.feishu.cn/base/',
    'https://acme.feishu.cn/base/%2E%2E',
    'https://acme.feishu.cn/base/%zz',
    'https://acme.feishu.cn/wiki/space/7123',
    'https://acme.feishu.cn/wiki/settings/7123',
    'https://',
    'acme.feishu.cn/sheets/abc',
    '/base',
  ].map(
    (app_token): Refusal => [
      `the link ${app_token}`,
      { ...update, app_token },
      invalid('app_token', appToken, app_token),
    ],
  ),

  // workflow_id, workflow_title, status
  ['no workflow', { ...update, workflow_id: '' }, required('workflow_id', ids)],
  ['a workflow_id of commas', { ...update, workflow_id: ' ,\n, ' }, required('workflow_id', ids)],
  ['workflow_id and workflow_title', { ...update, workflow_title: 'x' }, exclusive('workflow_id', 'workflow_title')],
  ['all with an id', { ...update, workflow_id: `all, ${first}` }, invalid('workflow_id', ids, `all, ${first}`)],
  ...['7.30887123456789E+18', '7.3e18', '-7.3E18'].map(
    (got): Refusal => [
      `${got} among right ids`,
      { ...update, workflow_id: `${first},${got}` },
      rounded('workflow_id', got),
    ],
  ),
  // Characters that no id of Feishu's contains, one by one.
  ...Array.from(' "\'`#\\()[]{}<>?&=%;|，、；“”‘’\t\u00a0\u3000').map(
    (character): Refusal => [
      `${JSON.stringify(character)} in a workflow_id`,
      { ...update, workflow_id: `${first}\n1${character}2` },
      invalid('workflow_id', ids, `1${/\p{Cc}/u.test(character) ? ' ' : character}2`),
    ],
  ),
  ...['.', '..'].map(
    (got): Refusal => [
      `workflow_id ${got}`,
      { ...update, workflow_id: `${first}\n${got}` },
      invalid('workflow_id', ids, got),
    ],
  ),
  ...[
    `https://acme.feishu.cn/base/${base}?table=wkfGx2kQ7mLp4nRt`,
    'acme.feishu.cn/base/x',
    'a/b',
    'feishu://base',
  ].map(
    (got): Refusal => [
      `the link ${got} as workflow_id`,
      { ...update, workflow_id: got },
      `Input workflow_id: expected an id, got a link or path: "${got}".`,
    ],
  ),
  ['no status', { ...update, status: '' }, required('status', 'Enable or Disable')],
  ['status on', { ...update, status: 'on' }, invalid('status', 'Enable or Disable', 'on')],
  [
    'a long value',
    { ...update, status: 'x'.repeat(200) },
    invalid('status', 'Enable or Disable', `${'x'.repeat(100)}…`),
  ],

  // namespace, flow_id, idempotent_key
  ['no namespace', { ...execute, namespace: '' }, required('namespace', namespace)],
  ['namespace ..', { ...execute, namespace: '..' }, invalid('namespace', namespace, '..')],
  ['a namespace rounded by YAML', { ...execute, namespace: '1.8E+15' }, rounded('namespace', '1.8E+15')],
  [
    'a link as namespace',
    { ...execute, namespace: 'https://apaas.feishuapp.cn/ae/apps/package_7344545d87__c' },
    'Input namespace: expected an id, got a link or path: "https://apaas.feishuapp.cn/ae/apps/package_7344545d87__c".',
  ],
  ['no flow_id', { ...execute, flow_id: '' }, required('flow_id', flow)],
  ['flow_id .', { ...execute, flow_id: '.' }, invalid('flow_id', flow, '.')],
  // They look right in a log.
  ...['\u0007', '\u007f', '\u00ad', '\u200b', '\ufeff', '\u3164', '\ufe0f', '\u{e0100}'].flatMap(
    (character): Refusal[] => [
      [
        `${JSON.stringify(character)} in a workflow_id`,
        { ...update, workflow_id: `${first}\n1${character}2` },
        invisible('workflow_id'),
      ],
      [
        `${JSON.stringify(character)} in request`,
        { operation: 'call', request: `GET /open-apis/im/v1/ch${character}ats` },
        invisible('request'),
      ],
    ],
  ),
  ['an invisible character in app_token', { ...update, app_token: 'app\u200bx' }, invisible('app_token')],
  ['a control character in flow_id', { ...execute, flow_id: 'a\u007fb' }, invisible('flow_id')],
  [
    'an idempotent_key rounded by YAML',
    { ...execute, idempotent_key: '1.81697009148421E+15' },
    rounded('idempotent_key', '1.81697009148421E+15'),
  ],

  // operator
  ['no operator', { ...execute, operator: '' }, required('operator', operator)],
  [
    'an operator that is not JSON',
    { ...execute, operator: '{"_id": 1,}' },
    'Input operator: invalid JSON at line 1, column 11.',
  ],
  [
    'an operator that ends early',
    { ...execute, operator: '{"_id": 1' },
    'Input operator: invalid JSON at line 1, column 10.',
  ],
  ['an operator of one brace', { ...execute, operator: '{\n' }, 'Input operator: invalid JSON at line 2, column 1.'],
  [
    'an operator with neither _id nor email',
    { ...execute, operator: '{"name": "x", "email": "", "_id": null}' },
    'Input operator: the object has neither _id nor email.',
  ],
  [
    'an operator with an _id of another type',
    { ...execute, operator: '{"_id": {"x": 1}}' },
    'Input operator: _id and email have to be text or a number.',
  ],
  ...['1.81697009148421E+15', '{"_id": 1.81697009148421E+15}', '{"_id": "1.81697009148421E+15"}'].map(
    (text): Refusal => [
      `operator ${text}`,
      { ...execute, operator: text },
      rounded('operator', '1.81697009148421E+15'),
    ],
  ),
  ...['ou_84aad35d084aa403a838cf73ee18467', 'on_8ed6aa67826108097d9ee143816345'].map(
    (text): Refusal => [
      `operator ${text}`,
      { ...execute, operator: text },
      "Input operator is an open_id or union_id of Feishu. The low-code platform has its own ids: open User management there and copy the user's kunlunUserID, a number, or use the email.",
    ],
  ),
  ['an operator that is a name', { ...execute, operator: 'Li Si' }, `Input operator: expected ${operator}.`],

  // params and params_file
  [
    'params that are not JSON',
    { ...execute, params: '{\n  "a": 1,\n  "b": 01,\n  "c": "private"\n}' },
    'Input params: invalid JSON at line 3, column 9.',
  ],
  [
    'params with more after them',
    { ...execute, params: '{"a": 1} x' },
    'Input params: invalid JSON at line 1, column 10.',
  ],
  [
    'params that are a YAML list',
    { ...execute, params: '- a\n- b' },
    'Input params: invalid YAML at line 1, column 1: not a mapping.',
  ],
  [
    'params that are plain text',
    { ...execute, params: 'hello' },
    'Input params: invalid YAML at line 1, column 1: not a mapping.',
  ],
  ['params and params_file', { ...execute, params: '{}', params_file: 'x' }, exclusive('params', 'params_file')],
  [
    'a params_file that does not exist',
    { ...execute, params_file: 'no/such.yml' },
    // Node's errors are not those of jest's realm.
    /^Input params_file: "no\/such\.yml" cannot be read \((Error: )?ENOENT.*\)\. The path is relative to the workspace\.$/,
  ],
  [
    'a params_file that is a folder',
    { ...execute, params_file: 'src' },
    'Input params_file: "src" is not a regular file.',
  ],
  [
    'a params_file in another encoding',
    { ...execute, params_file: latin },
    `Input params_file: "${latin}" is not UTF-8.`,
  ],
  [
    'an empty params_file',
    { ...execute, params_file: empty },
    required('params_file', 'a JSON object or a YAML mapping'),
  ],
  [
    'a params_file that is not JSON',
    { ...execute, params_file: torn },
    'Input params_file: invalid JSON at line 3, column 14.',
  ],
  [
    'a context_param that params have already',
    { ...execute, params: '{"ci": 1}', context_param: 'ci' },
    'Input context_param: params already has a member "ci". Use another name.',
  ],
  [
    'loop_masks that are not JSON',
    { ...execute, loop_masks: '[1, 2' },
    'Input loop_masks: invalid JSON at line 1, column 6.',
  ],

  // Numbers, booleans and words that every operation takes
  ['an is_async of yes', { ...execute, is_async: 'yes' }, invalid('is_async', 'true or false', 'yes')],
  ['a dry_run of 1', { ...update, dry_run: '1' }, invalid('dry_run', 'true or false', '1')],
  ['a summary of off', { ...update, summary: 'off' }, invalid('summary', 'true or false', 'off')],
  ['another language', { ...update, language: 'fr' }, invalid('language', 'en or zh-CN', 'fr')],
  ...['0', '-1', 'soon', '1e3', '0.0', 'Infinity', '9999999'].map(
    (timeout_seconds): Refusal => [
      `timeout_seconds ${timeout_seconds}`,
      { ...execute, timeout_seconds },
      invalid('timeout_seconds', 'a number of seconds above 0, up to 2147483', timeout_seconds),
    ],
  ),
  ...['0', '1.5', 'many', '101'].map(
    (max_attempts): Refusal => [
      `max_attempts ${max_attempts}`,
      { ...update, max_attempts },
      invalid('max_attempts', 'a whole number from 1 to 100', max_attempts),
    ],
  ),
]

check(refused.map(([name, inputs, error]) => ({ name, inputs, wants: { error, log: [], outputs: {} } })))
