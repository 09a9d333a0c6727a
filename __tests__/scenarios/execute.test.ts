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

const startedBefore =
  'flow was started with idempotent_key k-1, by an earlier attempt whose response was lost or by an earlier run'

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
      outputs: {
        execution_id: id,
        status: 'in_process',
        out_params: '[]',
        values: '{}',
        idempotent_key: 'UUID',
      },
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
  {
    name: 'fails where a person rejected it, by the code of the flow',
    inputs: execute,
    state: flows({ status: 'Rejected', code: 'k_ec_000014', error_msg: 'not this week' }),
    wants: {
      requests: [plain],
      outputs: { ...outputsAt({ status: 'Rejected' }), code: 'k_ec_000014', msg: 'not this week' },
      log: [started],
      error: `execute-flow failed: the flow's status is Rejected (code k_ec_000014, HTTP 200, log_id ${logId(1)}). Message of the flow: not this week. execution_id ${id}. A person rejected the request in the flow. Ask them why; the flow itself works. ${docsLink('k_ec_000014')}`,
    },
  },
  ...['false', 'true'].map(
    (is_async): Scenario => ({
      name: `knows by its key a flow whose first response was lost, with is_async ${is_async}`,
      inputs: { ...execute, is_async },
      prepare: (_, server) => server.inject({ on: 'execute', stop: { at: 'acted', by: 'reset' } }),
      wants: {
        requests: Array(2).fill(plain.replace('"is_async":false', `"is_async":${is_async}`)),
        connections: 2,
        ...(is_async === 'true'
          ? { warnings: [`The ${startedBefore}. Its execution_id is unknown.`] }
          : { error: new RegExp(`^execute-flow failed: the ${startedBefore}, and its result is unknown `) }),
      },
    }),
  ),
]

check(scenarios)
