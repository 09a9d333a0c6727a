import { noFile } from '../support/source.ts'
import { advice, app, docsLink, execute, executeRequest, flow_id, logId, namespace, tokenRequest } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const run = executeRequest(String.raw`{"operator":"{\"_id\": 1111}","is_async":false,"idempotent_key":"k-1"}`)
const id = '1816970091484211001'
const missing = { GITHUB_OUTPUT: noFile }
const notWritten = `The outputs cannot be written: Missing file at path: ${noFile}.`
const restart = `The call was made (execution_id ${id}, idempotent_key k-1); a re-run starts it again, unless it sends the same key.`

const long = JSON.stringify([{ api_name: 'text', value: 'x'.repeat(500_000) }])

const scenarios: Scenario[] = [
  {
    name: 'that cannot be written fail a step whose flow was started, with what a re-run needs to know',
    bundle: true,
    inputs: execute,
    env: missing,
    wants: { requests: [run], outputs: 'none', error: `${notWritten} ${restart}` },
  },
  {
    name: 'that cannot be written say nothing of a flow that was not called',
    inputs: { ...execute, ...app },
    env: missing,
    prepare: (feishu) => feishu.next({ body: { code: 10014, msg: 'app secret invalid' } }, { on: 'token' }),
    wants: {
      requests: [tokenRequest],
      outputs: 'none',
      error: `execute-flow failed while obtaining a tenant_access_token: app secret invalid (code 10014, HTTP 200, log_id ${logId(1)}). ${notWritten} ${advice('appUnknown', { token: 'app' })} ${docsLink('code-10014')}`,
    },
  },
  {
    name: 'that cannot be written fail a call that a re-run would make again',
    inputs: { request: 'POST /open-apis/im/v1/messages' },
    env: missing,
    prepare: (feishu) => feishu.next({ body: { code: 0, msg: 'success', data: {} } }, { on: 'send-message' }),
    wants: {
      requests: ['POST /open-apis/im/v1/messages {}'],
      outputs: 'none',
      error: `${notWritten} The call was made; a re-run makes it again.`,
    },
  },
  {
    name: 'do not depend on the summary',
    inputs: execute,
    env: { GITHUB_STEP_SUMMARY: noFile },
    wants: {
      requests: [run],
      warnings: [`The job summary cannot be written: ENOENT: no such file or directory, open '${noFile}'.`],
      summary: '',
    },
  },
  {
    name: 'over 500,000 characters are left out, and the others are set',
    inputs: execute,
    state: { flows: [{ namespace, flow_id, outcome: { status: 'end', code: '', error_msg: '', out_params: long } }] },
    wants: {
      requests: [run],
      outputs: { execution_id: id, status: 'end', idempotent_key: 'k-1', response: '' },
      warnings: [
        'Not set, because GitHub drops the outputs of a job over 1 MB (500,000 characters): response, out_params, values.',
      ],
    },
  },
]

check(scenarios)
