import { en } from '../../src/messages/en.ts'
import {
  app,
  docsLink,
  execute,
  executeRequest,
  flow_id,
  logId,
  namespace,
  tokenRequest,
  update,
  updateRequest,
} from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const run = executeRequest(String.raw`{"operator":"{\"_id\": 1111}","is_async":false,"idempotent_key":"k-1"}`)
const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiI3In0.c2lnbmF0dXJl-_'
const invalid = { status: 400, body: { code: 99991663, msg: 'Invalid access token for authorization.' } }
const during = 'execute-flow failed during the tenant_access_token request'

/** Errors of the token request: none says anything of a flow, for none was called. */
const tokenErrors: [status: number, body: object | string, error: string][] = [
  [
    200,
    { code: 10014, msg: 'app secret invalid' },
    `app secret invalid (code 10014, HTTP 200, log_id ${logId(1)}). ${en.hints.appUnknown} ${docsLink('code-10014')}`,
  ],
  [
    400,
    { code: 10003, msg: 'invalid param' },
    `invalid param (code 10003, HTTP 400, log_id ${logId(1)}). ${en.hints.credentialsMalformed} ${docsLink('code-10003')}`,
  ],
  [
    200,
    { code: 0, msg: 'ok' },
    `the response has no tenant_access_token (HTTP 200, log_id ${logId(1)}). ${en.hints.checkDomain}`,
  ],
  [502, '', `the response is empty (HTTP 502, log_id ${logId(1)}). ${en.hints.http5xx} ${docsLink('http-5xx')}`],
  [
    200,
    '<html>',
    `the response is not JSON (HTTP 200, log_id ${logId(1)}). The response begins with: <html>. ${en.hints.other} ${docsLink('other')}`,
  ],
]

const scenarios: Scenario[] = [
  {
    name: 'accepts a JWT, which can be a tenant token',
    inputs: { ...execute, access_token: jwt },
    state: { tokens: [{ token: jwt, kind: 'tenant', valid: true }] },
    wants: { requests: [run] },
  },
  {
    name: 'accepts a user token for an update',
    inputs: { ...update, access_token: 'u-g1044user' },
    state: { tokens: [{ token: 'u-g1044user', kind: 'user', valid: true }] },
    wants: { requests: [updateRequest()] },
  },
  ...tokenErrors.map(
    ([status, body, error]): Scenario => ({
      name: `says what the token request failed with: ${JSON.stringify(body)} at HTTP ${status}`,
      inputs: { ...execute, ...app, max_attempts: '1' },
      prepare: (feishu) => feishu.next({ status, body }),
      wants: {
        requests: [tokenRequest],
        log: [`Executing flow ${flow_id} of ${namespace}.`],
        error: `${during}: ${error}`,
      },
    }),
  ),
  {
    name: 'does not speak of a flow where the token request is lost',
    inputs: { ...execute, ...app, max_attempts: '1' },
    prepare: (_, server) => server.inject({ stop: { at: 'acted', by: 'reset' } }),
    wants: {
      requests: [tokenRequest],
      outputs: { idempotent_key: 'k-1' },
      error: new RegExp(`^${during}: [^.]*ECONNRESET[^.]*\\. ${en.hints.outcomeUnknown} More about`),
    },
  },
  {
    name: 'renews a token that is called invalid, once',
    bundle: true,
    inputs: { ...execute, ...app },
    prepare: (feishu) => feishu.next(invalid, { on: 'execute' }),
    wants: {
      requests: [tokenRequest, run, tokenRequest, run],
      log: [
        `Executing flow ${flow_id} of ${namespace}.`,
        `execution of the flow: Invalid access token for authorization (code 99991663, HTTP 400, log_id ${logId(2)}); attempt 2 of 4 immediately, with a new token.`,
        'Done: execution 1816970091484211001 finished.',
      ],
    },
  },
  {
    name: 'says what an earlier attempt may have done where a new token is refused',
    inputs: { ...execute, ...app },
    prepare: (feishu, server) => {
      server.inject({ on: 'execute', stop: { at: 'acted', by: 'reset' } })
      feishu.next((_, normal) => ({ body: normal?.body }), { on: 'execute', act: true })
      feishu.next(invalid, { on: 'execute' })
      feishu.next((_, normal) => ({ body: normal?.body }), { on: 'token', act: true })
      feishu.next({ body: { code: 10014, msg: 'app secret invalid' } }, { on: 'token' })
    },
    wants: {
      requests: [tokenRequest, run, run, tokenRequest],
      connections: 2,
      error: `${during}: app secret invalid (code 10014, HTTP 200, log_id ${logId(4)}). An earlier attempt, whose response was lost, may have started the flow (outcome unknown). Running again with idempotent_key k-1 does not start it twice. ${en.hints.appUnknown} ${docsLink('code-10014')}`,
    },
  },
]

check(scenarios)
