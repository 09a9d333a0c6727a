import { app, tokenRequest } from './requests.ts'
import { check, type Scenario, token } from './scenario.ts'

const records = '/open-apis/bitable/v1/apps/appbcbWCzen6D8dezh/tables/tbl1/records'
const fields = '{"fields":{"Version":"v1.2.3"}}'
const record = '{"record":{"record_id":"rec0000001","fields":{"Version":"v1.2.3"}}}'
const fortyFive = Array.from({ length: 45 }, (_, index) => ({
  app_token: 'appbcbWCzen6D8dezh',
  table_id: 'tbl1',
  record_id: `rec${index}`,
  fields: { n: index },
  client_token: undefined,
}))

const approval = 'GET /open-apis/approval/v4/instances/release-1'
const asked = { instance_code: '81D31358', uuid: 'release-1' }

const success = (data: string) => `{"code":0,"data":${data},"msg":"success"}`

// Which calls are made and repeated: the tests of src/operations/call, and what goes wrong: those of fuzz.
const scenarios: Scenario[] = [
  {
    name: 'makes a call, and holds its data in values',
    bundle: true,
    inputs: { request: `POST ${records}`, params: fields },
    wants: {
      requests: [`POST ${records} ${fields}`],
      outputs: { values: record },
      log: [`Calling POST ${records}.`, `Done: POST ${records}.`],
      summary: {
        heading: 'call: succeeded',
        about: [['request', `POST ${records}`]],
        outcome: `Done: POST ${records}.`,
      },
    },
  },
  {
    name: 'adds a record once, under a key of its own',
    inputs: { request: `POST ${records}?client_token=:idempotent_key`, params: fields },
    prepare: (_, server) => server.inject({ stop: { at: 'acted', by: 'reset' } }),
    wants: {
      requests: Array(2).fill(`POST ${records}?client_token=UUID ${fields}`),
      connections: 2,
      // The second request found the record of the first.
      outputs: { values: record, idempotent_key: 'UUID' },
    },
  },
  {
    name: 'takes its token out of data, and nothing else',
    inputs: { request: 'GET /open-apis/a' },
    prepare: (feishu) => feishu.next({ body: success(`{"echo":"Bearer ${token}","part":"${token.slice(0, -1)}"}`) }),
    wants: {
      requests: ['GET /open-apis/a'],
      outputs: {
        response: success(`{"echo":"Bearer ***","part":"${token.slice(0, -1)}"}`),
        values: `{"echo":"Bearer ***","part":"${token.slice(0, -1)}"}`,
      },
    },
  },
  {
    name: 'reads a list of 45 to its end',
    inputs: { request: `POST ${records}/search?page_size=20`, all_pages: 'true' },
    state: { records: fortyFive },
    wants: {
      requests: ['', '&page_token=20', '&page_token=40'].map((page) => `POST ${records}/search?page_size=20${page} {}`),
      connections: 3,
      outputs: {
        complete: 'true',
        values: JSON.stringify({
          items: fortyFive.map(({ record_id, fields }) => ({ record_id, fields })),
          total: 45,
          has_more: false,
        }),
      },
    },
  },
  {
    name: 'waits for an approval, with a new token, and goes on after what passes',
    inputs: { request: approval, until: 'status = APPROVED', ...app, max_attempts: '2' },
    state: { approvalEnd: { reads: 0, status: 'APPROVED' } },
    prepare: (feishu) => {
      feishu.state.approvals.push({ ...asked, reads: 0 })
      feishu.next({ body: success('{"status":"PENDING"}') }, { on: 'get-approval' })
      feishu.next({ status: 400, body: { code: 99991663, msg: 'expired' } }, { on: 'get-approval' })
      for (let count = 0; count < 2; count += 1) feishu.next({ status: 502, body: '' }, { on: 'get-approval' })
    },
    wants: {
      requests: [tokenRequest, approval, approval, tokenRequest, ...Array(3).fill(approval)],
      outputs: { values: JSON.stringify({ ...asked, status: 'APPROVED', reverted: false }) },
    },
  },
]

check(scenarios)
