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
    name: 'fails where the outputs of a flow cannot be written, and says what a re-run needs to know',
    bundle: true,
    inputs: execute,
    env: missing,
    wants: { requests: [run], outputs: 'none', error: `${notWritten} ${restart}` },
  },
  {
    name: 'says nothing of a flow that was not called where outputs cannot be written',
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
    name: 'fails where the outputs of a call cannot be written, and says that a re-run makes it again',
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
    name: 'sets outputs where the summary cannot be written',
    inputs: execute,
    env: { GITHUB_STEP_SUMMARY: noFile },
    wants: {
      requests: [run],
      warnings: [`The job summary cannot be written: ENOENT: no such file or directory, open '${noFile}'.`],
      summary: '',
    },
  },
  {
    name: 'leaves out outputs over 500,000 characters, and sets the others',
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
