import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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

/** A request whose params are this text. */
function withParams(params: string) {
  const text = JSON.stringify(params)
  return executeRequest(`{"operator":"{\\"_id\\": 1111}","params":${text},"is_async":false,"idempotent_key":"k-1"}`)
}

/** Params as given, and as they are sent: more of them in the tests of src/inputs. */
const sent: [name: string, given: string, sent: string][] = [
  [
    'JSON byte for byte',
    ' {"a" : 12345678901234567890,\n\t"b":1.10, "c":"\\u00e9\\/ \\"quoted\\"\\n", "a":2} \n',
    ' {"a" : 12345678901234567890,\n\t"b":1.10, "c":"\\u00e9\\/ \\"quoted\\"\\n", "a":2} \n',
  ],
  [
    'a mapping, whose integers keep every digit',
    'name: 流程\nid: 7308871234552638996\nlist:\n  - 1.10\n  - b: null\n',
    '{"name":"流程","id":7308871234552638996,"list":["1.10",{"b":null}]}',
  ],
  ['toJSON() under a key', 'fields:\n  labels: [\n  "bug",\n  "help"\n]', '{"fields":{"labels":["bug","help"]}}'],
]

/** What is refused, of params and of a file. */
const refused: [input: 'params' | 'params_file', given: string, says: string | RegExp][] = [
  // The parser's own message would quote the password.
  [
    'params',
    'password: |hunter2-secret',
    /^Input params: invalid YAML at line 1, column 12: unexpected text\. (?!.*hunter2)/,
  ],
  ['params_file', fifo, `Input params_file: "${fifo}" is not a regular file.`],
  ['params_file', '/dev/zero', 'Input params_file: "/dev/zero" is not a regular file.'],
]

const scenarios: Scenario[] = [
  ...sent.map(
    ([name, given, params]): Scenario => ({
      name: `sends ${name}`,
      bundle: true,
      inputs: { ...execute, params: given },
      wants: { requests: [withParams(params)] },
    }),
  ),
  {
    name: 'sends a params_file byte for byte, however large',
    bundle: true,
    inputs: { ...execute, params_file: ` ${file('large.json', `{"text": "${'流'.repeat(200_000)}"}\n`)} ` },
    wants: { requests: [withParams(`{"text": "${'流'.repeat(200_000)}"}\n`)] },
  },
  ...refused.map(
    ([input, given, error]): Scenario => ({
      name: `refuses ${input} ${JSON.stringify(given.slice(0, 40))}`,
      inputs: { ...execute, [input]: given },
      wants: { log: [], error },
    }),
  ),
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
]

check(scenarios)
