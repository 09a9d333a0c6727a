import { check, type Scenario, token } from './scenario.ts'

// The documentation's own samples, value for value: bitable-v1/app-workflow/update and apaas-v1/application-flow/execute.
const app_token = 'appbcbWCzen6D8dezh'
const workflow_id = '730887xxxx552638996'
const operator = '{"_id": 1111, "email": "apaas@bytedance.com"}'
const params = '{"variable_rgrtgqworiginal": {"_id": 5454545}}'
const idempotent_key = 'iuhg23897489797'

const updated = `{
    "code": 0,
    "msg": "success",
    "data": {}
}`
const executed = String.raw`{
    "code": 0,
    "data": {
        "code": "",
        "error_msg": "",
        "execution_id": "1816970091484211",
        "out_params": "[{\"api_name\":\"_flowExecutionID\",\"value\":1816970091484211}]",
        "status": "end"
    },
    "msg": "success"
}`

const put = `PUT /open-apis/bitable/v1/apps/${app_token}/workflows/${workflow_id} {"status":"Enable"}`
const post = `POST /open-apis/apaas/v1/applications/package_7344545d87__c/flows/deleteObject_99c656599f/execute {"operator":${JSON.stringify(operator)},"params":${JSON.stringify(params)},"is_async":true,"idempotent_key":"${idempotent_key}"}`

const update = { operation: 'update-workflow', app_token, workflow_id, status: 'Enable' }
const execute = {
  operation: 'execute-flow',
  namespace: 'package_7344545d87__c',
  flow_id: 'deleteObject_99c656599f',
  operator,
  params,
  is_async: 'true',
  idempotent_key,
}

/** The error tables of the two calls: HTTP status, code, description; those that are retried are tried once here. */
const errors: [number, number, string][] = [
  [200, 1254000, 'WrongRequestJson'],
  [200, 1254001, 'WrongRequestBody'],
  [200, 1254002, 'Fail'],
  [200, 1254003, 'WrongBaseToken'],
  [200, 1254010, 'ReqConvError'],
  [400, 1254036, 'Bitable is copying, please try again later.'],
  [200, 1254040, 'BaseTokenNotFound'],
  [200, 1254290, 'TooManyRequest'],
  [403, 1254302, 'Permission denied.'],
  [200, 1255001, 'InternalError'],
  [200, 1255002, 'RpcError'],
  [200, 1255003, 'MarshalError'],
  [200, 1255004, 'UmMarshalError'],
  [504, 1255040, 'Request timed out, please try again later'],
]

const scenarios: Scenario[] = [
  {
    name: 'updates the sample workflow',
    inputs: update,
    prepare: (feishu) => feishu.next({ body: updated }),
    wants: {
      requests: [put],
      outputs: {
        status: 'Enable',
        workflows: `[{"workflow_id":"${workflow_id}","type":"automation","status":"Enable","code":0,"msg":"success"}]`,
        code: '0',
        msg: 'success',
        log_id: '20240807103000000000000000000001',
        http_status: '200',
        response: updated,
        attempts: '1',
      },
    },
  },
  {
    name: 'executes the sample flow',
    inputs: execute,
    prepare: (feishu) => feishu.next({ body: executed }),
    wants: {
      requests: [post],
      outputs: {
        execution_id: '1816970091484211',
        status: 'end',
        out_params: '[{"api_name":"_flowExecutionID","value":1816970091484211}]',
        values: '{"_flowExecutionID":1816970091484211}',
        idempotent_key,
        code: '0',
        msg: 'success',
        log_id: '20240807103000000000000000000001',
        http_status: '200',
        response: executed,
        attempts: '1',
      },
    },
  },
  {
    name: 'takes a token as the sample response has it, at the top level',
    inputs: {
      ...update,
      access_token: '',
      app_id: 'cli_a1b2c3d4e5f60718',
      app_secret: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K',
    },
    prepare: (feishu) => {
      feishu.next({ body: `{"code":0,"msg":"ok","tenant_access_token":"${token}","expire":7200}` })
      feishu.next({ body: updated })
    },
    wants: {
      requests: [
        'POST /open-apis/auth/v3/tenant_access_token/internal {"app_id":"cli_a1b2c3d4e5f60718","app_secret":"Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K"}',
        put,
      ],
    },
  },
  ...errors.map(
    ([status, code, msg]): Scenario => ({
      name: `fails at ${code} ${msg}`,
      inputs: { ...update, max_attempts: '1' },
      prepare: (feishu) => feishu.next({ status, body: { code, msg } }),
      wants: {
        requests: [put],
        outputs: {
          workflows: JSON.stringify([{ workflow_id, type: 'automation', code, msg }]),
          code: String(code),
          msg,
          log_id: '20240807103000000000000000000001',
          http_status: String(status),
          response: JSON.stringify({ code, msg }),
          attempts: '1',
        },
        error: new RegExp(
          String.raw`^update-workflow failed: ${msg.replace(/\.$/, '')} \(code ${code}, HTTP ${status}, log_id 20240807103000000000000000000001\)\. \S.*#code-${code}$`,
        ),
      },
    }),
  ),
  {
    name: 'fails at 2320001 param is invalid',
    inputs: execute,
    prepare: (feishu) => feishu.next({ status: 400, body: { code: 2320001, msg: 'param is invalid' } }),
    wants: {
      requests: [post],
      outputs: {
        idempotent_key,
        code: '2320001',
        msg: 'param is invalid',
        log_id: '20240807103000000000000000000001',
        http_status: '400',
        response: '{"code":2320001,"msg":"param is invalid"}',
        attempts: '1',
      },
      error: /^execute-flow failed: param is invalid \(code 2320001, HTTP 400, log_id \d+\)\. \S.*#code-2320001$/,
    },
  },
]

check(scenarios)
