import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { operations } from '../../src/operations/registry.ts'
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

const digits = 'a number that has lost digits; it wants the id as text: put quotes around it.'
const oneOf = `it wants one of ${operations.map(({ name }) => name).join(', ')}.`
const baseWants = "it wants a base's app_token, or the link of the base or of its wiki page"
const ids = 'it wants one workflow_id or several, one a line, or workflow_title in its place.'
const namespace = 'it wants the namespace of a low-code app, such as package_7344545d87__c.'
const flow = "it wants the flow's API name, such as deleteObject_99c656599f."
const operator = 'it wants a JSON object with _id or email of a low-code platform user, or the bare email or id.'
const params = 'it wants a JSON object or a YAML mapping.'
const path = 'it wants the path of a UTF-8 file with a JSON object or a YAML mapping.'
const masks = 'it wants a JSON array with at most 20 entries.'
const domain = 'it wants feishu, lark, or an https base URL such as https://open.example.com (http on loopback only).'
const breaks = 'got text that stops being JSON at'

/** Name, inputs, and the one error: nothing is sent, no output is set. */
const refused: [string, Record<string, string>, string][] = [
  ['no operation', {}, `Input operation: got nothing; ${oneOf}`],
  ['an unknown operation', { operation: 'delete-base' }, `Input operation: got "delete-base"; ${oneOf}`],

  [
    'no credentials',
    { ...update, access_token: '' },
    'Inputs app_id and app_secret, or access_token: got none of them; the step wants one of the two ways.',
  ],
  [
    'both ways of credentials',
    { ...update, app_id: app.app_id, app_secret: app.app_secret },
    'Input access_token: got a token beside app_id or app_secret; it wants one of the two ways.',
  ],
  [
    'app_id without its secret',
    { ...update, access_token: '', app_id: app.app_id },
    'Input app_secret: got nothing; it wants the secret that belongs to app_id (is it set in this run?).',
  ],
  [
    'app_secret without its id',
    { ...update, access_token: '', app_secret: app.app_secret },
    'Input app_id: got nothing; it wants the App ID that app_secret belongs to.',
  ],
  [
    'a token with more than the token',
    { ...update, access_token: 'Bearer t-g1044known' },
    'Input access_token: got text with a space or a special character in it; it wants the bare token.',
  ],
  ...['u-g1044user', 'eyJhbGciOiJIUzI1NiJ9.e30.x'].map((access_token): [string, Record<string, string>, string] => [
    `the user token ${access_token.slice(0, 3)}… for a flow`,
    { ...execute, access_token },
    'Input access_token: got a user_access_token; it wants a tenant_access_token (t-…): Feishu takes no other for execute-flow.',
  ]),

  ['a domain that is nothing', { ...update, domain: 'feishuu' }, `Input domain: got "feishuu"; ${domain}`],
  [
    'http off loopback',
    { ...update, domain: 'http://open.feishu.cn' },
    `Input domain: got http://open.feishu.cn; ${domain}`,
  ],
  [
    'http on a name that looks like loopback',
    { ...update, domain: 'http://127.0.0.1.example.com' },
    `Input domain: got http://127.0.0.1.example.com; ${domain}`,
  ],
  [
    'another scheme',
    { ...update, domain: 'ftp://open.feishu.cn' },
    `Input domain: got ftp://open.feishu.cn; ${domain}`,
  ],
  [
    'a domain with a password',
    { ...update, domain: 'https://me:pass@open.feishu.cn' },
    `Input domain: got a URL with a user name or password; ${domain}`,
  ],
  [
    'a domain with a query',
    { ...update, domain: 'https://open.feishu.cn/?a' },
    `Input domain: got a URL with a query or fragment; ${domain}`,
  ],
  [
    'a domain with a fragment',
    { ...update, domain: 'https://open.feishu.cn/#a' },
    `Input domain: got a URL with a query or fragment; ${domain}`,
  ],
  [
    "Lark's link with domain feishu",
    { ...update, domain: 'feishu', app_token: `https://acme.larksuite.com/base/${base}` },
    "Input domain: got feishu, while the link in app_token is lark's; it wants lark, or no domain at all.",
  ],
  [
    "Feishu's link with domain Lark",
    { ...list, domain: 'Lark', app_token: `https://acme.feishu.cn/wiki/${base}` },
    "Input domain: got lark, while the link in app_token is feishu's; it wants feishu, or no domain at all.",
  ],
  [
    "a private deployment's link without domain",
    { ...list, domain: '', app_token: `https://feishu.example.com/base/${base}` },
    `Input domain: got nothing, while the link in app_token is on a host of neither Feishu nor Lark; ${domain}`,
  ],

  ['no app_token', { ...update, app_token: '' }, `Input app_token: got nothing; ${baseWants}.`],
  ['an app_token of spaces', { ...list, app_token: '  ' }, `Input app_token: got nothing; ${baseWants}.`],
  [
    'app_token ..',
    { ...update, app_token: '..' },
    `Input app_token: got "..": ".." is a step in a path, not an id; ${baseWants}.`,
  ],
  [
    'app_token .',
    { ...update, app_token: '.' },
    `Input app_token: got ".": "." is a step in a path, not an id; ${baseWants}.`,
  ],
  [
    'a control character in app_token',
    { ...update, app_token: 'app\u0007x' },
    `Input app_token: got "app x": it has a control character; ${baseWants}.`,
  ],
  [
    'two lines in app_token',
    { ...update, app_token: `${base}\n${base}` },
    `Input app_token: got "${base} ${base}": it has a control character; ${baseWants}.`,
  ],
  [
    'an app_token that became a float',
    { ...update, app_token: '7.30887123456789E+18' },
    `Input app_token: got "7.30887123456789E+18", ${digits}`,
  ],
  ...[
    'https://acme.feishu.cn/docx/abc',
    'https://acme.feishu.cn/base/',
    'https://acme.feishu.cn/base/%2E%2E',
    'https://acme.feishu.cn/base/%zz',
    'https://',
    'acme.feishu.cn/sheets/abc',
  ].map((link): [string, Record<string, string>, string] => [
    `the link ${link}`,
    { ...update, app_token: link },
    `Input app_token: got "${link}"; ${baseWants}: one with /base/ or /wiki/ in it.`,
  ]),

  ['no workflow', { ...update, workflow_id: '' }, `Input workflow_id: got nothing; ${ids}`],
  [
    'workflow_id and workflow_title',
    { ...update, workflow_title: 'x' },
    'Input workflow_title: got titles beside workflow_id; it wants one of the two.',
  ],
  [
    'a workflow_id that became a float',
    { ...update, workflow_id: '7.30887123456789E+18' },
    `Input workflow_id: got "7.30887123456789E+18", ${digits}`,
  ],
  [
    'the same among right ones',
    { ...update, workflow_id: `${first}\n7.3e18` },
    `Input workflow_id: got "7.3e18", ${digits}`,
  ],
  [
    'workflow_id ..',
    { ...update, workflow_id: `${first}\n..` },
    `Input workflow_id: got "..": ".." is a step in a path, not an id; ${ids}`,
  ],
  [
    'a control character in workflow_id',
    { ...update, workflow_id: '1\t2' },
    `Input workflow_id: got "1 2": it has a control character; ${ids}`,
  ],
  ['no status', { ...update, status: '' }, 'Input status: got nothing; it wants Enable or Disable.'],
  ['a status that is none', { ...update, status: 'on' }, 'Input status: got "on"; it wants Enable or Disable.'],

  ['no namespace', { ...execute, namespace: '' }, `Input namespace: got nothing; ${namespace}`],
  [
    'namespace ..',
    { ...execute, namespace: '..' },
    `Input namespace: got "..": ".." is a step in a path, not an id; ${namespace}`,
  ],
  [
    'a namespace that became a float',
    { ...execute, namespace: '1.8E+15' },
    `Input namespace: got "1.8E+15", ${digits}`,
  ],
  ['no flow_id', { ...execute, flow_id: '' }, `Input flow_id: got nothing; ${flow}`],
  ['flow_id .', { ...execute, flow_id: '.' }, `Input flow_id: got ".": "." is a step in a path, not an id; ${flow}`],
  [
    'a control character in flow_id',
    { ...execute, flow_id: 'a\u007fb' },
    `Input flow_id: got "a b": it has a control character; ${flow}`,
  ],
  [
    'an idempotent_key that became a float',
    { ...execute, idempotent_key: '1.81697009148421E+15' },
    `Input idempotent_key: got "1.81697009148421E+15", ${digits}`,
  ],

  ['no operator', { ...execute, operator: '' }, `Input operator: got nothing; ${operator}`],
  [
    'an operator that breaks',
    { ...execute, operator: '{"_id": 1,}' },
    `Input operator: ${breaks} line 1, column 11: {"_id": 1,} — ${operator}`,
  ],
  [
    'an operator that ends early',
    { ...execute, operator: '{"_id": 1' },
    `Input operator: ${breaks} line 1, column 10: {"_id": 1 — ${operator}`,
  ],
  [
    'an operator with neither _id nor email',
    { ...execute, operator: '{"name": "x", "email": "", "_id": null}' },
    `Input operator: got an object with neither _id nor email; ${operator}`,
  ],
  [
    'an operator that is an array',
    { ...execute, operator: '[{"_id": 1}]' },
    `Input operator: got JSON that is no object; ${operator}`,
  ],
  [
    'an operator with an _id of another type',
    { ...execute, operator: '{"_id": {"x": 1}}' },
    `Input operator: got an _id or email that is neither text nor number; ${operator}`,
  ],
  [
    'an operator that became a float',
    { ...execute, operator: '1.81697009148421E+15' },
    `Input operator: got "1.81697009148421E+15", ${digits}`,
  ],
  [
    'an _id that became a float',
    { ...execute, operator: '{"_id": 1.81697009148421E+15}' },
    `Input operator: got "1.81697009148421E+15", ${digits}`,
  ],
  [
    'an _id that became a float and text',
    { ...execute, operator: '{"_id": "1.81697009148421E+15"}' },
    `Input operator: got "1.81697009148421E+15", ${digits}`,
  ],

  [
    'params that break',
    { ...execute, params: '{\n  "a": 1,\n  "b": 01,\n  "c": "private"\n}' },
    `Input params: ${breaks} line 3, column 9: "b": 01, — ${params}`,
  ],
  [
    'params with more after them',
    { ...execute, params: '{"a": 1} x' },
    `Input params: ${breaks} line 1, column 10: {"a": 1} x — ${params}`,
  ],
  [
    'params that are a YAML list',
    { ...execute, params: '- a\n- b' },
    `Input params: got YAML that is no mapping at line 1, column 1: - a — ${params}`,
  ],
  [
    'params that are a JSON array',
    { ...execute, params: ' [1]' },
    `Input params: got JSON that is no object; ${params}`,
  ],
  [
    'an operator that is no name',
    { ...execute, operator: 'Li Si' },
    `Input operator: got text that is neither JSON object, email nor id; ${operator}`,
  ],
  [
    'an operator of one brace',
    { ...execute, operator: '{\n' },
    `Input operator: ${breaks} line 2, column 1: the end — ${operator}`,
  ],
  [
    'params that are plain text',
    { ...execute, params: 'hello' },
    `Input params: got YAML that is no mapping at line 1, column 1: hello — ${params}`,
  ],
  [
    'params that are no YAML',
    { ...execute, params: 'a: 1\nb: [1\nc: 2' },
    `Input params: got YAML that cannot be read (Flow sequence in block collection must be sufficiently indented and end with a ]) at line 3, column 1: c: 2 — ${params}`,
  ],
  [
    'params with a key twice',
    { ...execute, params: 'a: 1\na: 2' },
    `Input params: got YAML that cannot be read (Map keys must be unique) at line 2, column 1: a: 2 — ${params}`,
  ],
  [
    'params and params_file',
    { ...execute, params: '{}', params_file: 'x' },
    'Input params_file: got a path beside params; it wants one of the two.',
  ],
  [
    'a params_file that is not there',
    { ...execute, params_file: 'no/such.yml' },
    `Input params_file: got "no/such.yml", which cannot be read (Error: ENOENT: no such file or directory, open 'no/such.yml'); ${path}`,
  ],
  [
    'a params_file that is a folder',
    { ...execute, params_file: 'src' },
    `Input params_file: got "src", which cannot be read (Error: EISDIR: illegal operation on a directory, read); ${path}`,
  ],
  [
    'a params_file in another encoding',
    { ...execute, params_file: latin },
    `Input params_file: got "${latin}", which is not UTF-8; ${path}`,
  ],
  ['an empty params_file', { ...execute, params_file: empty }, `Input params_file: got an empty file; ${params}`],
  [
    'a params_file that breaks',
    { ...execute, params_file: torn },
    `Input params_file: ${breaks} line 3, column 14: "count": 1,, — ${params}`,
  ],
  [
    'a context_param that params set',
    { ...execute, params: '{"ci": 1}', context_param: 'ci' },
    'Input context_param: got "ci"; it wants a flow variable that params does not set itself.',
  ],

  [
    'an is_async that is no boolean',
    { ...execute, is_async: 'yes' },
    'Input is_async: got "yes"; it wants true or false.',
  ],
  [
    'loop_masks that break',
    { ...execute, loop_masks: '[1, 2' },
    `Input loop_masks: ${breaks} line 1, column 6: [1, 2 — ${masks}`,
  ],
  [
    'loop_masks that are no array',
    { ...execute, loop_masks: '{"0": 1}' },
    `Input loop_masks: got JSON that is no array; ${masks}`,
  ],
  [
    '21 loop_masks',
    { ...execute, loop_masks: JSON.stringify(Array(21).fill(1)) },
    `Input loop_masks: got an array with 21 entries; ${masks}`,
  ],

  ...['0', '-1', 'soon', '1e3', '0.0', 'Infinity', '9999999'].map(
    (timeout_seconds): [string, Record<string, string>, string] => [
      `timeout_seconds ${timeout_seconds}`,
      { ...execute, timeout_seconds },
      `Input timeout_seconds: got "${timeout_seconds}"; it wants a number of seconds above 0 and up to 2147483.`,
    ],
  ),
  ...['0', '1.5', 'many', '101'].map((max_attempts): [string, Record<string, string>, string] => [
    `max_attempts ${max_attempts}`,
    { ...update, max_attempts },
    `Input max_attempts: got "${max_attempts}"; it wants a whole number from 1 to 100.`,
  ]),
  ['a dry_run that is no boolean', { ...update, dry_run: '1' }, 'Input dry_run: got "1"; it wants true or false.'],
  ['a summary that is no boolean', { ...update, summary: 'off' }, 'Input summary: got "off"; it wants true or false.'],
  [
    'a long value',
    { ...update, status: 'x'.repeat(200) },
    `Input status: got "${'x'.repeat(100)}…"; it wants Enable or Disable.`,
  ],
]

check(refused.map(([name, inputs, error]) => ({ name, inputs, wants: { error, log: [], outputs: {} } })))
