import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outcome } from '../../sandbox/state.ts'
import { answered, app, execute, executeRequest, flow_id, hintOf, logId, namespace, tokenRequest } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const folder = mkdtempSync(join(tmpdir(), 'params-'))
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const large = file('large.json', `{"text": "${'流'.repeat(200_000)}"}\n`)
const marked = file('marked.yml', '\ufeffa: 1\nb: [x, 1.10]\n')

const id = '1816970091484211001'
const started = `Executing flow ${flow_id} of ${namespace}.`
const last = `idempotent_key k-1, code 0, HTTP status 200, log_id ${logId(1)}, attempts 1, duration N ms.`

/** `data` of an answer, spelled as the sandbox spells it. */
function answer(data: Partial<Record<'code' | 'error_msg' | 'execution_id' | 'out_params' | 'status', unknown>>) {
  return JSON.stringify({
    code: 0,
    data: { code: '', error_msg: '', execution_id: id, out_params: '', status: '', ...data },
    msg: 'success',
  })
}

const out_params = `[{"api_name":"_flowExecutionID","value":${id}}]`
const ended = {
  ...answered(answer({ out_params, status: 'end' })),
  execution_id: id,
  status: 'end',
  out_params,
  values: `{"_flowExecutionID":"${id}"}`,
  idempotent_key: 'k-1',
}

/** The outputs of a step whose flow came to this. */
function outputsAt(outcome: Partial<Outcome>) {
  return { ...ended, ...answered(answer({ out_params, ...outcome })), status: outcome.status ?? '' }
}

const plain = executeRequest(String.raw`{"operator":"{\"_id\": 1111}","is_async":false,"idempotent_key":"k-1"}`)

/** A request that differs from the plain one in its params. */
function withParams(params: string) {
  const text = JSON.stringify(params)
  return executeRequest(`{"operator":"{\\"_id\\": 1111}","params":${text},"is_async":false,"idempotent_key":"k-1"}`)
}

function flows(outcome: Partial<Outcome>) {
  return { flows: [{ namespace, flow_id, outcome: { status: 'end', code: '', error_msg: '', ...outcome } }] }
}

/** Params as given, and as they go out. */
const params: [string, string, string][] = [
  [
    'JSON to the byte',
    ' {"a" : 12345678901234567890,\n\t"b":1.10, "c":"\\u00e9\\/", "a":2} \n',
    ' {"a" : 12345678901234567890,\n\t"b":1.10, "c":"\\u00e9\\/", "a":2} \n',
  ],
  ['the empty object', '{}', '{}'],
  [
    'a mapping',
    'name: 流程\ncount: 3\nlist:\n  - a\n  - b: null\n',
    '{"name":"流程","count":3,"list":["a",{"b":null}]}',
  ],
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
    'a: "1"\nb: \'true\'\nc: "line\\nbreak \\u00e9"\nd: !!str 5\n"e": |\n  two\n  lines\n',
    '{"a":"1","b":"true","c":"line\\nbreak é","d":"5","e":"two\\nlines\\n"}',
  ],
  ['anchors and aliases', 'a: &x\n  b: 1\nc: *x\nd: &y 007\ne: *y', '{"a":{"b":1},"c":{"b":1},"d":"007","e":"007"}'],
  ['keys of any kind', '1: a\ntrue: b\n"c d": e\n__proto__: f', '{"1":"a","true":"b","c d":"e","__proto__":"f"}'],
  ['comments', '# before\na: 1 # after\n', '{"a":1}'],
]

/** Operators as given, and as they go out. */
const operators: [string, string, string][] = [
  [
    'JSON to the byte',
    ' {"_id": 12345678901234567890, "email": "apaas@bytedance.com" }\n',
    ' {"_id": 12345678901234567890, "email": "apaas@bytedance.com" }\n',
  ],
  ['text for an id', '{"_id":"1816970091484211"}', '{"_id":"1816970091484211"}'],
  ['a bare email', ' apaas@bytedance.com\n', '{"email": "apaas@bytedance.com"}'],
  ['a bare id of 19 digits', '1816970091484211001', '{"_id": 1816970091484211001}'],
  ['a bare id of 40 digits', '1'.repeat(40), `{"_id": ${'1'.repeat(40)}}`],
]

/** What the flow came to, and how the step ends. */
const successes: [Partial<Outcome>, string, string[]][] = [
  [{ status: 'end' }, `Done: Execution ${id} has ended.`, []],
  [{ status: 'agreed' }, `Done: Execution ${id} has ended.`, []],
  [{ status: 'wait' }, `Execution ${id} is still running, or waits for a person: status wait.`, []],
  [{ status: 'in_process' }, `Execution ${id} is still running, or waits for a person: status in_process.`, []],
  [{ status: 'End' }, '', [`Execution ${id} was accepted with status "End", which is not a known one.`]],
  [{ status: '' }, '', [`Execution ${id} was accepted with no status.`]],
  [{ status: 'end', code: '0' }, `Done: Execution ${id} has ended.`, []],
]
const checkFlow = 'Check the flow and what it was given.'
const failures: [Partial<Outcome>, Record<string, string>, string][] = [
  [
    { status: 'failed' },
    {},
    `the flow's status is failed. HTTP status 200. log_id ${logId(1)}. execution_id ${id}. ${checkFlow}`,
  ],
  [
    { status: 'rejected', error_msg: 'by Li' },
    { msg: 'by Li' },
    `the flow's status is rejected: by Li. HTTP status 200. log_id ${logId(1)}. execution_id ${id}. ${checkFlow}`,
  ],
  [
    { status: 'canceled' },
    {},
    `the flow's status is canceled. HTTP status 200. log_id ${logId(1)}. execution_id ${id}. ${checkFlow}`,
  ],
  [
    { status: 'end', code: 'k_ec_000001', error_msg: 'inner' },
    { code: 'k_ec_000001', msg: 'inner' },
    `the flow failed. code k_ec_000001: inner. HTTP status 200. log_id ${logId(1)}. execution_id ${id}. ${checkFlow}`,
  ],
  [
    { status: '', code: 'toString' },
    { code: 'toString', msg: '' },
    `the flow failed. code toString, without a msg. HTTP status 200. log_id ${logId(1)}. execution_id ${id}. ${checkFlow}`,
  ],
  [
    { status: 'failed', code: 'k_wf_ec_2001002', error_msg: 'x is required' },
    { code: 'k_wf_ec_2001002', msg: 'x is required' },
    `the flow failed. code k_wf_ec_2001002: x is required. HTTP status 200. log_id ${logId(1)}. execution_id ${id}. A required input of the flow is missing: add it to params.`,
  ],
]

/** out_params as Feishu sends them, and the values made of them. */
const values: [string, string][] = [
  ['[]', '{}'],
  [
    '[{"api_name":"a","value":9007199254740991},{"api_name":"b","value":9007199254740992}]',
    '{"a":9007199254740991,"b":"9007199254740992"}',
  ],
  [`[{"api_name":"a","value":-${'8'.repeat(40)}}]`, `{"a":"-${'8'.repeat(40)}"}`],
  [
    '[{"api_name":"a","value":1.10},{"api_name":"b","value":1e400},{"api_name":"c","value":-0}]',
    '{"a":1.10,"b":1e400,"c":-0}',
  ],
  [
    '[{"api_name":"a","value":{"list":[1816970091484211001,null,true,"x"]}}]',
    '{"a":{"list":["1816970091484211001",null,true,"x"]}}',
  ],
  [
    '[{"api_name":"a"},{"api_name":"__proto__","value":1},{"api_name":"a","value":"last\\n"}]',
    '{"a":"last\\n","__proto__":1}',
  ],
]
const noValues = ['{"api_name":"a"}', '[1]', '[{"value":1}]', 'not JSON', '[{"api_name":1}]']

/** Answers under code 0 that hold no execution. */
const unreadable: [string, string][] = [
  ['{"code":0,"msg":"success"}', 'the answer has no data'],
  ['{"code":0,"data":[],"msg":"success"}', 'the answer has no data'],
  ['{"code":0,"data":{"status":{"x":1}},"msg":"success"}', 'data.status of the answer is no text'],
  ['{"code":0,"data":{"execution_id":true},"msg":"success"}', 'data.execution_id of the answer is no text'],
]

const scenarios: Scenario[] = [
  {
    name: 'executes a flow and waits for it',
    inputs: execute,
    wants: {
      requests: [plain],
      outputs: ended,
      log: [started, `Done: Execution ${id} has ended.`, last],
      summary: [
        '### execute-flow: succeeded',
        `| name | value |\n| --- | --- |\n| namespace | \`${namespace}\` |\n| flow_id | \`${flow_id}\` |\n| execution_id | \`${id}\` |\n| status | \`end\` |\n| idempotent_key | \`k-1\` |\n| code | \`0\` |\n| HTTP status | \`200\` |\n| log_id | \`${logId(1)}\` |\n| attempts | \`1\` |\n| duration | \`N ms\` |`,
        `<pre>Done: Execution ${id} has ended.</pre>`,
        '',
      ].join('\n\n'),
    },
  },
  {
    name: 'mints a token, makes a key, and goes on without waiting',
    inputs: { ...execute, ...app, idempotent_key: '', is_async: 'True' },
    wants: {
      requests: [
        tokenRequest,
        executeRequest(String.raw`{"operator":"{\"_id\": 1111}","is_async":true,"idempotent_key":"UUID"}`),
      ],
      outputs: {
        ...answered(answer({ out_params: '[]', status: 'in_process' }), 2),
        execution_id: id,
        status: 'in_process',
        out_params: '[]',
        values: '{}',
        idempotent_key: 'UUID',
      },
    },
  },
  {
    name: 'sends loop_masks as they are written',
    inputs: { ...execute, loop_masks: ' [1, "x" , 12345678901234567890]' },
    wants: {
      requests: [
        executeRequest(
          String.raw`{"operator":"{\"_id\": 1111}","is_async":false,"idempotent_key":"k-1","loop_masks": [1, "x" , 12345678901234567890]}`,
        ),
      ],
      outputs: ended,
    },
  },
  ...[0, 20].map(
    (length): Scenario => ({
      name: `sends ${length} loop_masks`,
      inputs: { ...execute, loop_masks: JSON.stringify(Array(length).fill(1)) },
      wants: {
        requests: [plain.replace(/}$/, `,"loop_masks":${JSON.stringify(Array(length).fill(1))}}`)],
        outputs: ended,
      },
    }),
  ),
  {
    name: 'encodes namespace and flow_id as one segment each',
    inputs: { ...execute, namespace: 'a/b c', flow_id: '流?#%2F' },
    state: { flows: [{ namespace: 'a/b c', flow_id: '流?#%2F' }] },
    wants: {
      requests: [plain.replace(namespace, 'a%2Fb%20c').replace(flow_id, '%E6%B5%81%3F%23%252F')],
      outputs: ended,
    },
  },
  ...params.map(
    ([name, given, sent]): Scenario => ({
      name: `sends params: ${name}`,
      inputs: { ...execute, params: given },
      wants: { requests: [withParams(sent)], outputs: ended },
    }),
  ),
  {
    name: 'sends no params for space alone',
    inputs: { ...execute, params: ' \n' },
    wants: { requests: [plain], outputs: ended },
  },
  {
    name: 'sends a params_file to the byte, however large',
    inputs: { ...execute, params_file: ` ${large} ` },
    wants: { requests: [withParams(`{"text": "${'流'.repeat(200_000)}"}\n`)], outputs: ended },
  },
  {
    name: 'reads a params_file in YAML with a byte order mark',
    inputs: { ...execute, params_file: marked },
    wants: { requests: [withParams('{"a":1,"b":["x","1.10"]}')], outputs: ended },
  },
  ...operators.map(
    ([name, given, sent]): Scenario => ({
      name: `sends an operator: ${name}`,
      inputs: { ...execute, operator: given },
      wants: { requests: [plain.replace('"{\\"_id\\": 1111}"', () => JSON.stringify(sent))], outputs: ended },
    }),
  ),
  ...successes.map(
    ([outcome, line, warnings]): Scenario => ({
      name: `succeeds at ${JSON.stringify(outcome)}`,
      inputs: execute,
      state: flows(outcome),
      wants: {
        requests: [plain],
        outputs: outputsAt(outcome),
        log: [started, ...(line ? [line] : []), last],
        warnings,
      },
    }),
  ),
  ...failures.map(
    ([outcome, inner, error]): Scenario => ({
      name: `fails at ${JSON.stringify(outcome)}`,
      inputs: execute,
      state: flows(outcome),
      wants: {
        requests: [plain],
        outputs: { ...outputsAt(outcome), ...inner },
        log: [started],
        error: `execute-flow failed: ${error}`,
      },
    }),
  ),
  ...values.map(
    ([given, made]): Scenario => ({
      name: `makes values of ${given.slice(0, 60)}`,
      inputs: execute,
      state: flows({ out_params: given }),
      wants: {
        requests: [plain],
        outputs: { ...outputsAt({ out_params: given, status: 'end' }), out_params: given, values: made },
      },
    }),
  ),
  ...noValues.map((given): Scenario => {
    const { values: _, ...others } = ended
    return {
      name: `makes no values of ${given}`,
      inputs: execute,
      state: flows({ out_params: given }),
      wants: {
        requests: [plain],
        outputs: { ...others, ...answered(answer({ out_params: given, status: 'end' })), out_params: given },
        warnings: ['out_params is no list of named values, so output values is not set.'],
      },
    }
  }),
  {
    name: 'reads an execution of numbers, and one with most left out',
    inputs: execute,
    prepare: (feishu) =>
      feishu.next({ body: `{"code":0,"data":{"execution_id":${'3'.repeat(40)},"status":"end","code":0}}` }),
    wants: {
      requests: [plain],
      outputs: {
        code: '0',
        msg: '',
        http_status: '200',
        log_id: logId(1),
        attempts: '1',
        response: `{"code":0,"data":{"execution_id":${'3'.repeat(40)},"status":"end","code":0}}`,
        execution_id: '3'.repeat(40),
        status: 'end',
        values: '{}',
        idempotent_key: 'k-1',
      },
    },
  },
  {
    name: 'accepts an execution without an id',
    inputs: execute,
    prepare: (feishu) => feishu.next({ body: '{"code":0,"data":{},"msg":"success"}' }),
    wants: {
      requests: [plain],
      outputs: { ...answered('{"code":0,"data":{},"msg":"success"}'), values: '{}', idempotent_key: 'k-1' },
      warnings: ['The execution was accepted with no status.'],
    },
  },
  ...unreadable.map(
    ([response, what]): Scenario => ({
      name: `fails where the answer is ${response}`,
      inputs: execute,
      prepare: (feishu) => feishu.next({ body: response }),
      wants: {
        requests: [plain],
        outputs: { ...answered(response), values: '{}', idempotent_key: 'k-1' },
        error: `execute-flow failed: ${what}. HTTP status 200. log_id ${logId(1)}. The flow may have been started under idempotent_key k-1: look on the low-code platform before you start it again.`,
      },
    }),
  ),
  {
    name: 'fails where there is no such flow',
    inputs: { ...execute, flow_id: 'nope' },
    wants: {
      requests: [plain.replace(flow_id, 'nope')],
      outputs: {
        ...answered(answer({ code: 'k_wf_ec_2001006', error_msg: 'flow does not exist', execution_id: '' })),
        code: 'k_wf_ec_2001006',
        msg: 'flow does not exist',
        values: '{}',
        idempotent_key: 'k-1',
      },
      error: `execute-flow failed: the flow failed. code k_wf_ec_2001006: flow does not exist. HTTP status 200. log_id ${logId(1)}. No such flow: check namespace and flow_id, which is the flow's API name.`,
    },
  },
  {
    name: 'shows nothing of what Feishu repeats of the operator and the params',
    inputs: { ...execute, operator: 'apaas@bytedance.com', params: '{"token": "a private text"}' },
    prepare: (feishu) =>
      feishu.next({
        status: 400,
        body: { code: 2320001, msg: 'bad apaas@bytedance.com in {"token": "a private text"}' },
      }),
    wants: {
      requests: [
        executeRequest(
          String.raw`{"operator":"{\"email\": \"apaas@bytedance.com\"}","params":"{\"token\": \"a private text\"}","is_async":false,"idempotent_key":"k-1"}`,
        ),
      ],
      error: `execute-flow failed: Feishu refused it. code 2320001: bad *** in ***. HTTP status 400. log_id ${logId(1)}. ${hintOf(2320001)}`,
    },
  },
  {
    name: 'warns about inputs of a base',
    inputs: { ...execute, app_token: 'x', status: 'Enable', workflow_title: 'y' },
    wants: {
      requests: [plain],
      warnings: ['app_token', 'workflow_title', 'status'].map(
        (input) => `Input ${input} is not used by operation execute-flow.`,
      ),
    },
  },
]

check(scenarios)
