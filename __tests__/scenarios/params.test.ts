import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import { execute, executeRequest, namespace } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const folder = mkdtempSync(join(tmpdir(), 'params-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const fifo = join(folder, 'fifo')
execFileSync('mkfifo', [fifo])
const [full, over] = [file('full.json', '{}'), file('over.json', '{}')]
truncateSync(over, 10 * 1024 * 1024 + 1)
writeFileSync(full, `{}${' '.repeat(10 * 1024 * 1024 - 2)}`)

/** A request whose params are this text. */
function withParams(params: string) {
  const text = JSON.stringify(params)
  return executeRequest(`{"operator":"{\\"_id\\": 1111}","params":${text},"is_async":false,"idempotent_key":"k-1"}`)
}

const nested = (depth: number) => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`
const nestedYaml = (depth: number) => `a: ${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}`

/** Params as given, and as they are sent. */
const sent: [name: string, given: string, sent: string][] = [
  [
    'JSON byte for byte',
    ' {"a" : 12345678901234567890,\n\t"b":1.10, "c":"\\u00e9\\/ \\"quoted\\"\\n", "a":2} \n',
    ' {"a" : 12345678901234567890,\n\t"b":1.10, "c":"\\u00e9\\/ \\"quoted\\"\\n", "a":2} \n',
  ],
  ['the empty object', '{}', '{}'],
  ['JSON without its byte order mark', '\ufeff{"a": 1}', '{"a": 1}'],
  ['JSON of 100 levels', nested(100), nested(100)],
  ['brackets in a text, which are no levels', `{"a":"${'['.repeat(500)}"}`, `{"a":"${'['.repeat(500)}"}`],
  [
    'a mapping',
    'name: 流程\ncount: 3\nlist:\n  - a\n  - b: null\n',
    '{"name":"流程","count":3,"list":["a",{"b":null}]}',
  ],
  ['a mapping without its byte order mark', '\ufeffa: 1', '{"a":1}'],
  ['a mapping of 100 levels', nestedYaml(100), `{"a":${'['.repeat(99)}${']'.repeat(99)}}`],
  ['a flow mapping in a mapping', 'a: {b: [1, two], c: }', '{"a":{"b":[1,"two"],"c":null}}'],
  [
    'numbers that read back the same',
    'a: 7308871234552638996\nb: -0.5\nc: 10\nd: 1e+21',
    '{"a":7308871234552638996,"b":-0.5,"c":10,"d":1e+21}',
  ],
  ['40 digits', `a: ${'9'.repeat(40)}`, `{"a":${'9'.repeat(40)}}`],
  [
    'what only looks like a number',
    'a: 1.10\nb: 0123456\nc: 1e3\nd: 12e5678\ne: +1\nf: .5\ng: 0x1F\nh: 0o17\ni: 1_000\nj: -0\nk: .inf\nl: 2024-08-07\nm: 12:30',
    '{"a":"1.10","b":"0123456","c":"1e3","d":"12e5678","e":"+1","f":".5","g":"0x1F","h":"0o17","i":"1_000","j":"-0","k":".inf","l":"2024-08-07","m":"12:30"}',
  ],
  [
    'booleans and null of YAML 1.2',
    'a: true\nb: False\nc: NULL\nd: ~\ne: yes\nf: off\ng:',
    '{"a":true,"b":false,"c":null,"d":null,"e":"yes","f":"off","g":null}',
  ],
  [
    'what is quoted',
    'a: "1"\nb: \'true\'\nc: "line\\nbreak \\u00e9"\n"e": |\n  two "lines"\n  and \'more\'\n',
    '{"a":"1","b":"true","c":"line\\nbreak é","e":"two \\"lines\\"\\nand \'more\'\\n"}',
  ],
  ['anchors and aliases', 'a: &x\n  b: 1\nc: *x\nd: &y 007\ne: *y', '{"a":{"b":1},"c":{"b":1},"d":"007","e":"007"}'],
  ['keys of any kind', '1: a\ntrue: b\n"c d": e\n__proto__: f', '{"1":"a","true":"b","c d":"e","__proto__":"f"}'],
  ['comments, and a full-width colon in a text', '# before\na: 时间：今天 # after\n', '{"a":"时间：今天"}'],
]

/** Params that are refused, and what is said of them. Nothing is sent. */
const refused: [given: string, says: string][] = [
  ['{"a": 1,}', 'Input params: invalid JSON at line 1, column 9.'],
  ['[1]', 'Input params: expected a JSON object or a YAML mapping, got other JSON.'],
  ['just text', 'Input params: invalid YAML at line 1, column 1: not a mapping.'],
  ['a: 1\n---\nb: 2', 'Input params: invalid YAML at line 2, column 1: more than one document.'],
  // The parser's own message would quote the password.
  ['password: |hunter2-secret', 'Input params: invalid YAML at line 1, column 12: unexpected text.'],
  ['a: *nobody', 'Input params: invalid YAML at line 1, column 4: undefined alias.'],
  [
    'a: &x {b: 1}\nc:\n  <<: *x',
    'Input params: invalid YAML at line 3, column 3: a merge key (<<), which is not part of YAML 1.2.',
  ],
  ...[
    '!!timestamp 2024-08-07',
    '!!omap [b: 1]',
    '!!str 5',
    '!!int "5"',
    '!own x',
    '!<tag:example.com,2024:x> y',
    '!!binary aGk=',
  ].map((tagged): [string, string] => [
    `a: ${tagged}`,
    `Input params: invalid YAML at line 1, column ${4 + tagged.indexOf(' ') + 1}: a tag (!…), which cannot be sent as JSON.`,
  ]),
  [
    '名称：x',
    'Input params: invalid YAML at line 1, column 1: a full-width colon (：) after a key makes this plain text; write an ASCII colon and a space.',
  ],
  [
    'a: 1\nb：2',
    'Input params: invalid YAML at line 2, column 1: a full-width colon (：) after a key makes this plain text; write an ASCII colon and a space.',
  ],
  [nested(101), 'Input params is nested over 100 levels deep.'],
  [nestedYaml(101), 'Input params is nested over 100 levels deep.'],
]

/** Files that are refused. */
const tooDeep = 'Input params_file is nested over 100 levels deep.'
const refusedFiles: [name: string, path: string, says: string | RegExp][] = [
  ['a FIFO', fifo, `Input params_file: "${fifo}" is not a regular file.`],
  ['/dev/zero', '/dev/zero', 'Input params_file: "/dev/zero" is not a regular file.'],
  ['a directory', folder, `Input params_file: "${folder}" is not a regular file.`],
  [
    'nothing',
    'no/such.json',
    'Input params_file: "no/such.json" cannot be read (ENOENT). The path is relative to the workspace.',
  ],
  ['over 10 MiB', over, `Input params_file: "${over}" is 10485761 bytes; the limit is 10 MiB.`],
  [
    'not UTF-8',
    file('latin1.json', Buffer.from('{"a": "\xe9"}', 'latin1')),
    `Input params_file: "${join(folder, 'latin1.json')}" is not UTF-8.`,
  ],
  ['JSON of 100,000 levels', file('deep.json', nested(100_000)), tooDeep],
  ['JSON of 100,000 levels without end', file('open.json', `{"a":${'['.repeat(100_000)}`), tooDeep],
  [
    'YAML of 100,000 levels',
    file('deep.yml', nestedYaml(100_000)),
    /^Input params_file: invalid YAML at line \d+, column \d+: nested over 100 levels deep\.$/,
  ],
  ['empty', file('empty.yml', '\ufeff \n'), 'Input params_file is required: a JSON object or a YAML mapping.'],
]

const scenarios: Scenario[] = [
  ...sent.map(
    ([name, given, params]): Scenario => ({
      name: `sends ${name}`,
      inputs: { ...execute, params: given },
      wants: { requests: [withParams(params)] },
    }),
  ),
  {
    name: 'sends no params for white space alone',
    inputs: { ...execute, params: ' \n' },
    wants: { requests: [withParams('').replace('"params":"",', '')] },
  },
  {
    name: 'sends a params_file byte for byte, however large',
    inputs: { ...execute, params_file: ` ${file('large.json', `{"text": "${'流'.repeat(200_000)}"}\n`)} ` },
    wants: { requests: [withParams(`{"text": "${'流'.repeat(200_000)}"}\n`)] },
  },
  {
    name: 'sends a params_file of exactly 10 MiB',
    inputs: { ...execute, params_file: full },
    wants: { requests: [withParams(`{}${' '.repeat(10 * 1024 * 1024 - 2)}`)] },
  },
  {
    name: 'reads a params_file in YAML with a byte order mark',
    inputs: { ...execute, params_file: file('marked.yml', '\ufeffa: 1\nb: [x, 1.10]\n') },
    wants: { requests: [withParams('{"a":1,"b":["x","1.10"]}')] },
  },
  ...refused.map(
    ([given, error]): Scenario => ({
      name: `refuses ${JSON.stringify(given.slice(0, 40))}`,
      inputs: { ...execute, params: given },
      wants: { log: [], error },
    }),
  ),
  ...refusedFiles.map(
    ([name, params_file, error]): Scenario => ({
      name: `refuses a params_file that is ${name}`,
      inputs: { ...execute, params_file },
      wants: { log: [], error },
    }),
  ),
  {
    name: 'refuses both params and params_file',
    inputs: { ...execute, params: '{}', params_file: full },
    wants: { log: [], error: 'Inputs params and params_file are mutually exclusive: set one of them.' },
  },
  // Nothing is torn: ids, codes and status stay as they are, whatever the params are; free text is hidden in whole words.
  {
    name: 'leaves ids alone that are made of the same digits as params',
    inputs: {
      ...execute,
      operator: '{"_id": 1816}',
      params: '{"date": "20240807", "log": 20240807103000, "id": 1816970091, "code": "k_ec_000014", "key": "k-12"}',
      idempotent_key: 'k-1234',
    },
    state: {
      flows: [
        {
          namespace,
          flow_id: execute.flow_id,
          outcome: { status: 'failed', code: 'k_ec_000014', error_msg: 'bad 20240807 in 120240807 and k-12, k-123' },
        },
      ],
    },
    wants: {
      requests: [
        executeRequest(
          '{"operator":"{\\"_id\\": 1816}","params":"{\\"date\\": \\"20240807\\", \\"log\\": 20240807103000, \\"id\\": 1816970091, \\"code\\": \\"k_ec_000014\\", \\"key\\": \\"k-12\\"}","is_async":false,"idempotent_key":"k-1234"}',
        ),
      ],
      error:
        /^execute-flow failed: the flow failed \(code k_ec_000014, HTTP 200, log_id 20240807103000000000000000000001\)\. Message of the flow: bad \*\*\* in 120240807 and \*\*\*, k-123\. execution_id 1816970091484211001\. /,
    },
  },
  {
    name: 'hides Chinese values, which no spaces separate',
    inputs: { ...execute, params: '{"name": "张三", "city": "北京市"}' },
    prepare: (feishu) => feishu.next({ status: 400, body: { code: 2320001, msg: '用户张三在北京市不存在，北京除外' } }),
    wants: {
      requests: [withParams('{"name": "张三", "city": "北京市"}')],
      error: /^execute-flow failed: 用户\*\*\*在\*\*\*不存在，北京除外 \(code 2320001, /,
    },
  },
]

check(scenarios)
