import { describe, expect, test } from '@jest/globals'
import { createFeishu } from '../../sandbox/feishu.ts'
import { BASE, call, codeOf, EXECUTE_PATH, feishuWithTokens, TENANT, TOKEN_PATH, UPDATE_PATH, USER } from './client.ts'

const UPDATE = `PUT ${UPDATE_PATH}`
const EXECUTE = `POST ${EXECUTE_PATH}`
const OPERATOR = { operator: '{"_id":1}' }

describe('the embedded Feishu', () => {
  test.each([
    [{}, 400, 10003],
    [{ app_id: 'x', app_secret: 'y' }, 400, 10003],
    [{ app_id: 'cli_a1b2c3d4e5f60718', app_secret: 'wrong' }, 200, 10014],
  ])('issues no token for %j', (body, status, code) => {
    expect(codeOf(call(createFeishu(), `POST ${TOKEN_PATH}`, body))).toEqual([status, code])
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
