import { describe, expect, test } from '@jest/globals'
import { createFeishu } from '../../sandbox/feishu.ts'
import {
  BASE,
  call,
  codeOf,
  dataOf,
  EXECUTE_PATH,
  feishuWithTokens,
  TENANT,
  TOKEN_PATH,
  UPDATE_PATH,
  USER,
} from './client.ts'

const UPDATE = `PUT ${UPDATE_PATH}`
const EXECUTE = `POST ${EXECUTE_PATH}`
const OPERATOR = { operator: '{"_id":1}' }

describe('the embedded Feishu', () => {
  test('issues one tenant token for as long as it is valid', () => {
    const feishu = createFeishu()
    // Without a Content-Type, as Feishu's Python SDK asks.
    const ask = () => JSON.parse(call(feishu, `POST ${TOKEN_PATH}`, feishu.state.apps[0], {}).body)
    const first = ask()
    expect(first).toEqual({ code: 0, msg: 'ok', tenant_access_token: expect.stringMatching(/^t-/), expire: 7200 })
    expect(ask()).toEqual(first)
    feishu.revokeTokens()
    expect(ask().tenant_access_token).not.toBe(first.tenant_access_token)
  })

  test.each([
    [{}, 400, 10003],
    [{ app_id: 'x', app_secret: 'y' }, 400, 10003],
    [{ app_id: 'cli_a1b2c3d4e5f60718', app_secret: 'wrong' }, 200, 10014],
  ])('issues no token for %j', (body, status, code) => {
    expect(codeOf(call(createFeishu(), `POST ${TOKEN_PATH}`, body))).toEqual([status, code])
  })

  test('updates an automation, and shows it in its state only', () => {
    const feishu = feishuWithTokens()
    const response = call(feishu, UPDATE, { status: 'Disable' })
    expect(response.body).toBe('{"code":0,"data":{},"msg":"success"}')
    expect(response.headers['x-tt-logid']).toMatch(/^2024\d+$/)
    expect(feishu.state.bases[0]?.workflows[0]?.status).toBe('Disable')
    expect(feishu.handled).toMatchObject([{ endpoint: 'update', method: 'PUT', path: UPDATE_PATH }])
  })

  test.each<[string, unknown, Record<string, string>, string, number, number]>([
    ['no token', {}, { 'content-type': 'application/json' }, UPDATE, 400, 99991661],
    ['an unknown tenant token', {}, { ...TENANT, authorization: 'Bearer t-x' }, UPDATE, 400, 99991663],
    ['an unknown user token', {}, { ...TENANT, authorization: 'Bearer u-x' }, UPDATE, 401, 99991668],
    ['an unknown JWT', {}, { ...TENANT, authorization: 'Bearer eyJx' }, UPDATE, 400, 99991663],
    ['text that is not a token', {}, { ...TENANT, authorization: 'Bearer x' }, UPDATE, 400, 99991671],
    ['another content type', { status: 'Enable' }, { ...TENANT, 'content-type': 'text/plain' }, UPDATE, 200, 1254000],
    ['no JSON', '{', TENANT, UPDATE, 200, 1254000],
    ['an array', [], TENANT, UPDATE, 200, 1254001],
    ['lower case', { status: 'enable' }, TENANT, UPDATE, 200, 1254001],
    ['an unknown field', { status: 'Enable', x: 1 }, TENANT, UPDATE, 200, 1254001],
    ['a malformed app_token', { status: 'Enable' }, TENANT, UPDATE.replace(BASE, 'a_b'), 200, 1254003],
    ['an unknown base', { status: 'Enable' }, TENANT, UPDATE.replace('dezh', 'x'), 200, 1254040],
    ['an unknown automation', { status: 'Enable' }, TENANT, `${UPDATE}0`, 200, 1254002],
  ])('rejects an update with %s', (_, body, headers, request, status, code) => {
    const response = call(feishuWithTokens(), request, body, headers)
    expect(codeOf(response)).toEqual([status, code])
    expect(JSON.parse(response.body).error.log_id).toBe(response.headers['x-tt-logid'])
  })

  test('reads wiki nodes', () => {
    const feishu = feishuWithTokens()
    const node = feishu.state.nodes[0]
    const request = 'GET /open-apis/wiki/v2/spaces/get_node'
    expect(dataOf(call(feishu, `${request}?token=${node?.node_token}`))).toMatchObject({
      node: { ...node, space_id: expect.any(String), node_type: 'origin' },
    })
    expect(codeOf(call(feishu, request))).toEqual([400, 131002])
    expect(codeOf(call(feishu, `${request}?token=x`))).toEqual([400, 131005])
  })

  test('starts a flow once per key, with ids over 2^53', () => {
    const feishu = feishuWithTokens()
    const body = { operator: '{"_id": 1111}', params: '{"a": 1}', idempotent_key: 'k', is_async: false, loop_masks: [] }
    expect(dataOf(call(feishu, EXECUTE, body))).toEqual({
      code: '',
      error_msg: '',
      execution_id: '1816970091484211001',
      out_params: '[{"api_name":"_flowExecutionID","value":1816970091484211001}]',
      status: 'end',
    })
    expect(dataOf(call(feishu, EXECUTE, body))).toMatchObject({ code: 'k_wf_ec_2001008' })
    feishu.state.inner = { status: 400, code: 2320001 }
    expect(codeOf(call(feishu, EXECUTE, body))).toEqual([400, 2320001])
    expect(feishu.state.executions).toMatchObject([{ params: '{"a": 1}', operator: '{"_id": 1111}' }])
  })

  test.each([
    { operator: { _id: 1 } },
    { operator: '[]' },
    { operator: '{"name":"x"}' },
    { params: {} },
    { params: '1' },
    { is_async: 'true' },
    { idempotent_key: 1 },
    { loop_masks: Array.from({ length: 21 }, () => 0) },
    { loop_masks: '[]' },
    { status: 'Enable' },
  ])('does not start a flow with %j', (fields) => {
    const feishu = feishuWithTokens()
    expect(codeOf(call(feishu, EXECUTE, { ...OPERATOR, ...fields }))).toEqual([400, 2320001])
    expect(feishu.state.executions).toEqual([])
  })

  test('accepts a user token for a base and not for a flow', () => {
    expect(codeOf(call(feishuWithTokens(), UPDATE, { status: 'Enable' }, USER))).toEqual([200, 0])
    expect(codeOf(call(feishuWithTokens(), EXECUTE, OPERATOR, USER))).toEqual([401, 99991668])
  })

  test.each([
    ['tenant', 0],
    ['user', 99991668],
  ] as const)('knows a JWT of a %s', (kind, code) => {
    const feishu = feishuWithTokens({ tokens: [{ token: 'eyJx.y.z', kind, valid: true }] })
    const headers = { ...TENANT, authorization: 'Bearer eyJx.y.z' }
    expect(codeOf(call(feishu, UPDATE, { status: 'Enable' }, headers))).toEqual([200, 0])
    expect(codeOf(call(feishu, EXECUTE, OPERATOR, headers))[1]).toBe(code)
  })

  test('has no other path and no other method', () => {
    const feishu = feishuWithTokens()
    expect(codeOf(call(feishu, 'GET /open-apis/nothing'))).toEqual([404, 99991201])
    expect(call(feishu, 'GET /nothing')).toMatchObject({ status: 404, body: '404 page not found' })
    expect(codeOf(call(feishu, `GET ${EXECUTE_PATH}`))).toEqual([405, 99991301])
  })

  test('gives scripted responses to the endpoint they are for, acting or not', () => {
    const feishu = feishuWithTokens()
    feishu.next({ status: 502 }, { on: 'execute' })
    feishu.next({ status: 500, body: { code: 1255001 } }, { on: 'update', act: true })
    expect(codeOf(call(feishu, UPDATE, { status: 'Disable' }))).toEqual([500, 1255001])
    expect(feishu.state.bases[0]?.workflows[0]?.status).toBe('Disable')
    expect(call(feishu, EXECUTE, OPERATOR)).toMatchObject({ status: 502, body: '' })
    expect(feishu.state.executions).toEqual([])
  })

  test('denies access to a base or a scope', () => {
    const feishu = feishuWithTokens({ missingScopes: ['bitable:app', 'base:workflow:write'] })
    const response = call(feishu, UPDATE, { status: 'Enable' })
    expect(codeOf(response)).toEqual([400, 99991672])
    expect(JSON.parse(response.body).error).toMatchObject({
      permission_violations: [
        { type: 'action_scope_required', subject: 'base:workflow:write' },
        { subject: 'bitable:app' },
      ],
      helps: [{ url: expect.stringContaining('/app/cli_a1b2c3d4e5f60718/auth') }],
    })
    feishu.state.missingScopes = ['bitable:app']
    for (const base of feishu.state.bases) base.collaborator = false
    expect(codeOf(call(feishu, UPDATE, { status: 'Enable' }))).toEqual([403, 91403])
  })
})
