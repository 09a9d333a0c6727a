import type { Outcome } from '../../sandbox/state.ts'
import { innerCodes, usedKeyCode } from '../../src/feishu/error-codes.ts'
import { en } from '../../src/messages/en.ts'
import {
  answered,
  app,
  docsLink,
  execute,
  executeRequest,
  flow_id,
  hintOf,
  logId,
  namespace,
  tokenRequest,
} from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const id = '1816970091484211001'
const started = `Executing flow ${flow_id} of ${namespace}.`
const last = `idempotent_key k-1, code 0, http_status 200, log_id ${logId(1)}, attempts 1, duration N ms.`

/** `data` of a response, spelled as the sandbox spells it. */
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

/** The outputs of a step whose flow ended like this. */
function outputsAt(outcome: Partial<Outcome>) {
  return { ...ended, ...answered(answer({ out_params, ...outcome })), status: outcome.status ?? '' }
}

const plain = executeRequest(String.raw`{"operator":"{\"_id\": 1111}","is_async":false,"idempotent_key":"k-1"}`)

function flows(outcome: Partial<Outcome>) {
  return { flows: [{ namespace, flow_id, outcome: { status: 'end', code: '', error_msg: '', ...outcome } }] }
}

/** Operators as given, and as they go out. */
const operators: [string, string, string][] = [
  [
    'JSON to the byte',
    ' {"_id": 12345678901234567890, "email": "apaas@bytedance.com" }\n',
    ' {"_id": 12345678901234567890, "email": "apaas@bytedance.com" }\n',
  ],
  ['text for an id', '{"_id":"1816970091484211"}', '{"_id":"1816970091484211"}'],
  ['an email', ' apaas@bytedance.com\n', '{"email": "apaas@bytedance.com"}'],
  ['an unquoted id of 19 digits', '1816970091484211001', '{"_id": 1816970091484211001}'],
  ['an unquoted id of 40 digits', '1'.repeat(40), `{"_id": ${'1'.repeat(40)}}`],
]

const done = `Done: execution ${id} finished.`
const goesOn = 'The job continues without the result.'
const waits = (status: string) =>
  `The flow (execution ${id}) is waiting for someone to act (status ${status}). ${goesOn}`
const runs = (status: string) => `The flow (execution ${id}) is still running (status ${status}). ${goesOn}`

/** How the flow ended, what the log says of it, and the warnings. Status words count without regard to case and space. */
const successes: [outcome: Partial<Outcome>, line: string, warnings?: string[]][] = [
  [{ status: 'end' }, done],
  [{ status: 'agreed' }, done],
  [{ status: ' End ' }, done],
  [{ status: 'end', code: '0' }, done],
  [
    { status: 'end', error_msg: 'two rows were skipped' },
    done,
    [`The flow finished (execution ${id}) with a message: two rows were skipped.`],
  ],
  [{ status: 'wait' }, waits('wait')],
  [{ status: 'WAIT' }, waits('WAIT')],
  [{ status: 'in_process' }, runs('in_process')],
  [{ status: 'In Process' }, runs('In Process')],
  [{ status: 'paused' }, '', [`Feishu accepted the flow (execution ${id}) with the unknown status "paused".`]],
  [{ status: '' }, '', [`Feishu accepted the flow (execution ${id}) without a status.`]],
]

const checkFlow = 'Check the flow and its input on the low-code platform.'
const response = (code: string) => `(code ${code}, HTTP 200, log_id ${logId(1)})`

/** How the flow failed, which code decides, and the sentences. Without an inner code, the status is the code. */
const failures: [outcome: Partial<Outcome>, code: string, error: string][] = [
  ...['failed', 'FAILED', 'canceled', 'cancelled', 'Cancelled '].map((status): [Partial<Outcome>, string, string] => [
    { status },
    status,
    `the flow's status is ${status} ${response(status)}. execution_id ${id}. ${checkFlow} ${docsLink('flow-status')}`,
  ]),
  [
    { status: 'rejected', error_msg: 'not this week' },
    'rejected',
    `the flow's status is rejected ${response('rejected')}. Message of the flow: not this week. execution_id ${id}. A person rejected the request in the flow. Ask them why; the flow itself works. ${docsLink('flow-status')}`,
  ],
  [
    { status: 'Rejected', code: 'k_ec_000014' },
    'k_ec_000014',
    `the flow's status is Rejected ${response('k_ec_000014')}. execution_id ${id}. A person rejected the request in the flow. Ask them why; the flow itself works. ${docsLink('k_ec_000014')}`,
  ],
  [
    { status: 'end', code: 'k_ec_999999', error_msg: 'inner' },
    'k_ec_999999',
    `the flow failed ${response('k_ec_999999')}. Message of the flow: inner. execution_id ${id}. ${checkFlow} ${docsLink('flow-status')}`,
  ],
]

/** Every inner code has a hint of its own, and its entry in the documentation. */
const innerErrors = Object.entries(innerCodes).filter(([code]) => code !== usedKeyCode)

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

/** Responses under code 0 that hold no execution. */
const unreadable: [string, string][] = [
  ['{"code":0,"msg":"success"}', 'the response has no data'],
  ['{"code":0,"data":[],"msg":"success"}', 'the response has no data'],
  ['{"code":0,"data":{"status":{"x":1}},"msg":"success"}', 'data.status in the response is not text'],
  ['{"code":0,"data":{"execution_id":true},"msg":"success"}', 'data.execution_id in the response is not text'],
]

const scenarios: Scenario[] = [
  {
    name: 'executes a flow and waits for it',
    inputs: execute,
    wants: {
      requests: [plain],
      outputs: ended,
      log: [started, done, last],
      summary: [
        '### execute-flow: succeeded',
        `| name | value |\n| --- | --- |\n| namespace | \`${namespace}\` |\n| flow_id | \`${flow_id}\` |\n| execution_id | \`${id}\` |\n| status | \`end\` |\n| idempotent_key | \`k-1\` |\n| code | \`0\` |\n| http_status | \`200\` |\n| log_id | \`${logId(1)}\` |\n| attempts | \`1\` |\n| duration | \`N ms\` |`,
        `<pre>${done}</pre>`,
        '',
      ].join('\n\n'),
    },
  },
  {
    name: 'obtains a token, makes a key, and continues without waiting',
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
          String.raw`{"operator":"{\"_id\": 1111}","is_async":false,"idempotent_key":"k-1","loop_masks":[1, "x" , 12345678901234567890]}`,
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
    inputs: { ...execute, namespace: 'pkg:1__c', flow_id: '流.程~' },
    state: { flows: [{ namespace: 'pkg:1__c', flow_id: '流.程~' }] },
    wants: {
      requests: [plain.replace(namespace, 'pkg%3A1__c').replace(flow_id, '%E6%B5%81.%E7%A8%8B~')],
      outputs: ended,
    },
  },
  ...operators.map(
    ([name, given, sent]): Scenario => ({
      name: `sends an operator: ${name}`,
      inputs: { ...execute, operator: given },
      wants: { requests: [plain.replace('"{\\"_id\\": 1111}"', () => JSON.stringify(sent))], outputs: ended },
    }),
  ),
  ...successes.map(
    ([outcome, line, warnings = []]): Scenario => ({
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
    ([outcome, code, error]): Scenario => ({
      name: `fails at ${JSON.stringify(outcome)}`,
      inputs: execute,
      state: flows(outcome),
      wants: {
        requests: [plain],
        outputs: { ...outputsAt(outcome), code, msg: outcome.error_msg ?? '' },
        log: [started],
        error: `execute-flow failed: ${error}`,
      },
    }),
  ),
  ...innerErrors.map(
    ([code, hint]): Scenario => ({
      name: `explains ${code}`,
      inputs: execute,
      prepare: (feishu) => feishu.next({ body: answer({ code, error_msg: 'x', execution_id: '' }) }),
      wants: {
        requests: [plain],
        error: `execute-flow failed: the flow failed ${response(code)}. Message of the flow: x. ${en.hints[hint]} ${docsLink(code)}`,
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
        warnings: ['out_params is not a list of named values, so output values is not set.'],
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
      warnings: ['Feishu accepted the flow without a status.'],
    },
  },
  ...unreadable.map(
    ([response, what]): Scenario => ({
      name: `fails where the response is ${response}`,
      inputs: execute,
      prepare: (feishu) => feishu.next({ body: response }),
      wants: {
        requests: [plain],
        outputs: { ...answered(response), code: '', msg: '', values: '{}', idempotent_key: 'k-1' },
        error: `execute-flow failed: ${what} (HTTP 200, log_id ${logId(1)}). The flow may have been started with idempotent_key k-1. Check on the low-code platform what became of the flow before starting it again.`,
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
      error: `execute-flow failed: the flow failed ${response('k_wf_ec_2001006')}. Message of the flow: flow does not exist. ${en.hints.flowNotFound} ${docsLink('k_wf_ec_2001006')}`,
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
      error: `execute-flow failed: bad *** in *** (code 2320001, HTTP 400, log_id ${logId(1)}). ${hintOf(2320001)} ${docsLink('code-2320001')}`,
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
