import { app, docsLink, execute, executeRequest, flow_id, logId, namespace, tokenRequest } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const id = '1816970091484211001'
const started = `Executing flow ${flow_id} of ${namespace}.`
const done = `Done: execution ${id} finished.`
const ended = {
  execution_id: id,
  status: 'end',
  out_params: `[{"api_name":"_flowExecutionID","value":${id}}]`,
  values: `{"_flowExecutionID":"${id}"}`,
  idempotent_key: 'k-1',
}
const sent = executeRequest(String.raw`{"operator":"{\"_id\": 1111}","is_async":false,"idempotent_key":"k-1"}`)

// How a flow ends, and what a used key proves: the tests of src/operations, and those of fuzz.
const scenarios: Scenario[] = [
  {
    name: 'executes a flow and waits for it',
    bundle: true,
    inputs: execute,
    wants: {
      requests: [sent],
      outputs: ended,
      log: [started, done],
      summary: {
        heading: 'execute-flow: succeeded',
        about: [
          ['namespace', namespace],
          ['flow_id', flow_id],
        ],
        outcome: done,
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
      outputs: { execution_id: id, status: 'in_process', out_params: '[]', values: '{}', idempotent_key: 'UUID' },
    },
  },
  {
    name: 'fails where a person rejected it, by the code of the flow',
    inputs: execute,
    state: {
      flows: [{ namespace, flow_id, outcome: { status: 'Rejected', code: 'k_ec_000014', error_msg: 'not this week' } }],
    },
    wants: {
      requests: [sent],
      outputs: { ...ended, status: 'Rejected', code: 'k_ec_000014', msg: 'not this week' },
      log: [started],
      error: `execute-flow failed: the flow's status is Rejected (code k_ec_000014, HTTP 200, log_id ${logId(1)}). Message of the flow: not this week. execution_id ${id}. A person rejected the request in the flow. Ask them why; the flow itself works. A re-run needs another idempotent_key: Feishu accepts each key once. ${docsLink('k_ec_000014')}`,
    },
  },
]

check(scenarios)
