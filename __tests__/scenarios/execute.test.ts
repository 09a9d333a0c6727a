import type { Outcome } from '../../sandbox/state.ts'
import { app, docsLink, execute, executeRequest, flow_id, logId, namespace, tokenRequest } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const id = '1816970091484211001'
const started = `Executing flow ${flow_id} of ${namespace}.`

const out_params = `[{"api_name":"_flowExecutionID","value":${id}}]`
const ended = {
  execution_id: id,
  status: 'end',
  out_params,
  values: `{"_flowExecutionID":"${id}"}`,
  idempotent_key: 'k-1',
}

/** The outputs of a step whose flow ended like this. */
function outputsAt(outcome: Partial<Outcome>) {
  return { ...ended, status: outcome.status ?? '' }
}

const plain = executeRequest(String.raw`{"operator":"{\"_id\": 1111}","is_async":false,"idempotent_key":"k-1"}`)

function flows(outcome: Partial<Outcome>) {
  return { flows: [{ namespace, flow_id, outcome: { status: 'end', code: '', error_msg: '', ...outcome } }] }
}

const done = `Done: execution ${id} finished.`
const goesOn = 'The job continues without the result.'
const waits = (status: string) =>
  `The flow (execution ${id}) is waiting for someone to act (status ${status}). ${goesOn}`
const runs = (status: string) => `The flow (execution ${id}) is still running (status ${status}). ${goesOn}`

/** How the flow ended, what the log says of it, and the warnings. */
const successes: [outcome: Partial<Outcome>, line: string, warnings?: string[]][] = [
  [{ status: 'end' }, done],
  [
    { status: 'end', error_msg: 'two rows were skipped' },
    done,
    [`The flow finished (execution ${id}) with a message: two rows were skipped.`],
  ],
  [{ status: 'wait' }, waits('wait')],
  [{ status: 'In Process' }, runs('In Process')],
  [{ status: 'paused' }, '', [`Feishu accepted the flow (execution ${id}) with the unknown status "paused".`]],
  [{ status: '' }, '', [`Feishu accepted the flow (execution ${id}) without a status.`]],
]

const checkFlow = 'Check the flow and its input on the low-code platform.'
const response = (code: string) => `(code ${code}, HTTP 200, log_id ${logId(1)})`

/** How the flow failed, which code decides, and the sentences. Without an inner code, the status is the code. */
const failures: [outcome: Partial<Outcome>, code: string, error: string][] = [
  [
    { status: 'failed' },
    'failed',
    `the flow's status is failed ${response('failed')}. execution_id ${id}. ${checkFlow} ${docsLink('flow-status')}`,
  ],
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

const scenarios: Scenario[] = [
  {
    name: 'executes a flow and waits for it',
    bundle: true,
    inputs: execute,
    wants: {
      requests: [plain],
      outputs: ended,
      log: [started, done],
      summary: {
        heading: 'execute-flow: succeeded',
        rows: [
          ['namespace', namespace],
          ['flow_id', flow_id],
          ['execution_id', id],
          ['status', 'end'],
        ],
        note: done,
      },
    },
  },
  {
    name: 'obtains a token, makes a key, and continues without waiting',
    bundle: true,
    inputs: { ...execute, ...app, idempotent_key: '', is_async: 'True' },
    wants: {
      requests: [
        tokenRequest,
        executeRequest(String.raw`{"operator":"{\"_id\": 1111}","is_async":true,"idempotent_key":"UUID"}`),
      ],
      outputs: {
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
  ...successes.map(
    ([outcome, line, warnings = []]): Scenario => ({
      name: `succeeds at ${JSON.stringify(outcome)}`,
      inputs: execute,
      state: flows(outcome),
      wants: {
        requests: [plain],
        outputs: outputsAt(outcome),
        log: [started, ...(line ? [line] : [])],
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
  {
    name: 'makes no values of what is no list of them',
    inputs: execute,
    state: flows({ out_params: '[1]' }),
    wants: {
      requests: [plain],
      outputs: { ...ended, out_params: '[1]', values: '' },
      warnings: ['out_params is not a list of named values, so output values is not set.'],
    },
  },
  {
    name: 'accepts an execution without an id',
    inputs: execute,
    prepare: (feishu) => feishu.next({ body: '{"code":0,"data":{},"msg":"success"}' }),
    wants: {
      requests: [plain],
      outputs: { values: '{}', idempotent_key: 'k-1' },
      warnings: ['Feishu accepted the flow without a status.'],
    },
  },
  {
    name: 'warns about inputs of a base',
    inputs: { ...execute, app_token: 'x', status: 'Enable', workflow_title: 'y' },
    wants: {
      requests: [plain],
      warnings: ['Inputs not used by execute-flow: app_token, workflow_title, status.'],
    },
  },
]

check(scenarios)
