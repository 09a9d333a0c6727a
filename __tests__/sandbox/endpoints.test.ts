import { describe, expect, test } from '@jest/globals'
import { BASE, call, codeOf, dataOf, feishuWithTokens, USER } from './client.ts'

describe('automations', () => {
  const LIST = `GET /open-apis/bitable/v1/apps/${BASE}/workflows`

  test('are listed page by page', () => {
    const workflows = Array.from({ length: 25 }, (_, i) => ({ workflow_id: String(i), title: 't', status: 'Enable' }))
    const feishu = feishuWithTokens({ bases: [{ app_token: BASE, workflows }] })
    const first = { workflows: workflows.slice(0, 20), has_more: true, page_token: '20' }
    expect(dataOf(call(feishu, LIST))).toEqual(first)
    expect(dataOf(call(feishu, `${LIST}?page_token=20`))).toEqual({ workflows: workflows.slice(20) })
    expect(dataOf(call(feishu, `${LIST}?page_size=100`))).toEqual({ workflows })
    for (const query of ['page_size=101', 'page_size=0', 'page_size=x', 'page_token=25', 'page_token=-1']) {
      expect(codeOf(call(feishu, `${LIST}?${query}`))).toEqual([400, 99992402])
    }
  })
})

describe('workflows', () => {
  const ALL = `/open-apis/base/v3/bases/${BASE}/workflows`

  test('are listed page by page', () => {
    const feishu = feishuWithTokens()
    const [first, second] = feishu.state.bases[0]?.v3 ?? []
    const list = (body: unknown) => dataOf(call(feishu, `POST ${ALL}/list`, body, USER))
    expect(list({})).toMatchObject({ items: [first, second], has_more: false, page_token: '', total: 2 })
    expect(list({ page_size: 1 })).toMatchObject({ items: [first], has_more: true, page_token: '1', total: 2 })
    expect(list({ status: 'disabled' })).toMatchObject({ items: [second], total: 1 })
    expect(list({ page_size: 1, page_token: '1' })).toMatchObject({ items: [second], has_more: false })
    expect(codeOf(call(feishu, `POST ${ALL}/list`, { page_size: 101 }))).toEqual([400, 99992402])
  })

  test('never get a response without a body', () => {
    const feishu = feishuWithTokens()
    const [workflow] = feishu.state.bases[0]?.v3 ?? []
    expect(() => call(feishu, `PATCH ${ALL}/${workflow?.workflow_id}/disable`)).toThrow('no response')
    expect(workflow?.status).toBe('enabled')
  })

  test.each([
    ['tblsRc9GRRXKqhvW', 200, 2200],
    ['7308871234552638996', 200, 2200],
    ['wkfNone', 404, 91402],
  ])('are not found by %s', (id, status, code) => {
    expect(codeOf(call(feishuWithTokens(), `PATCH ${ALL}/${id}/enable`, {}))).toEqual([status, code])
  })

  test('can be out of reach', () => {
    const feishu = feishuWithTokens({ v3: 'no permission' })
    const response = call(feishu, `POST ${ALL}/list`, {})
    expect(codeOf(response)).toEqual([403, 230013])
    const logid = response.headers['x-tt-logid']
    expect(dataOf(response)).toMatchObject({ error: { message: 'No permission', logid, retryable: false } })
    const unknown = call(feishuWithTokens(), `POST ${ALL.replace(BASE, 'nobase')}/list`, {})
    expect(unknown).toMatchObject({ status: 404, body: '{"code":91402,"msg":"NOTEXIST","data":{}}' })
    feishu.state.v3 = 'absent'
    expect(call(feishu, `PATCH ${ALL}/wkfx/enable`, {}).body).toBe('404 page not found')
  })
})

describe('a webhook', () => {
  const token = 'Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp'
  const TRIGGER = `POST /base/automation/webhook/event/${token}`
  const JSON_TYPE = { 'content-type': 'application/json' }

  test.each([
    ['disabled', { enabled: false }, '{}', 800004509],
    ['without its bearer token', { bearer: 'b' }, '{}', 800005649],
    ['too often', { rateLimited: 1 }, '{}', 800005652],
    ['with too much', {}, `{"a":"${'x'.repeat(4 * 1024 * 1024)}"}`, 800005647],
    ['without JSON', {}, '{', 800006003],
  ])('does not start an automation %s', (_, differences, body, code) => {
    const feishu = feishuWithTokens({ webhooks: [{ token, enabled: true, starts: [], ...differences }] })
    expect(codeOf(call(feishu, TRIGGER, body, JSON_TYPE))).toEqual([200, code])
    expect(feishu.state.webhooks[0]?.starts).toEqual([])
  })
})

describe('records', () => {
  const path = `/open-apis/bitable/v1/apps/${BASE}/tables/tblX/records`

  test('are added once per client_token', () => {
    const feishu = feishuWithTokens()
    const add = (query: string) => dataOf(call(feishu, `POST ${path}${query}`, { fields: { Name: 'x' } }))
    const record = { record_id: 'rec0000001', fields: { Name: 'x' } }
    expect([add('?client_token=k'), add('?client_token=k')]).toEqual([{ record }, { record }])
    add('')
    expect(feishu.state.records.map(({ client_token }) => client_token)).toEqual(['k', undefined])
    expect(codeOf(call(feishu, `POST ${path}`, {}))).toEqual([200, 1254001])
    expect(codeOf(call(feishu, `POST ${path.replace('tblX', 'x')}`, { fields: {} }))).toEqual([200, 1254004])
  })

  test('are read, one or page by page', () => {
    const feishu = feishuWithTokens()
    const [first, second] = [1, 2].map((n) => dataOf(call(feishu, `POST ${path}`, { fields: { n } })))
    expect(dataOf(call(feishu, `GET ${path}/rec0000002`))).toEqual(second)
    expect(codeOf(call(feishu, `GET ${path}/rec0000003`))).toEqual([200, 1254043])
    const search = (query: string) => call(feishu, `POST ${path}/search?${query}`, {})
    const page = { items: [Object(first).record], has_more: true, page_token: '1', total: 2 }
    expect(dataOf(search('page_size=1'))).toEqual(page)
    expect(dataOf(search('page_size=500&page_token=1'))).toMatchObject({ items: [Object(second).record] })
    expect(codeOf(search('page_size=501'))).toEqual([400, 99992402])
  })
})

test('an approval is started once per uuid, and ends after a few reads', () => {
  const feishu = feishuWithTokens({ approvalEnd: { reads: 1, status: 'APPROVED', reverted: true } })
  const path = '/open-apis/approval/v4/instances'
  const start = (fields: object) =>
    codeOf(call(feishu, `POST ${path}`, { approval_code: 'A', open_id: 'ou_1', form: '[]', uuid: 'k', ...fields }))
  expect([start({}), start({}), start({ form: '{}' }), start({ approval_code: '' })]).toEqual([
    [200, 0],
    [400, 60012],
    [400, 1390001],
    [400, 1390001],
  ])
  const read = (id?: string) => dataOf(call(feishu, `GET ${path}/${id}`))
  expect(read('k')).toMatchObject({ status: 'PENDING', reverted: false, form: '[]' })
  expect(read(feishu.state.approvals[0]?.instance_code)).toMatchObject({ status: 'APPROVED', reverted: true })
  expect(codeOf(call(feishu, `GET ${path}/x`))).toEqual([400, 1390003])
})
