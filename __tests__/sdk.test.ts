import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Client, LoggerLevel, withTenantToken } from '@larksuiteoapi/node-sdk'
import { createFeishu, type Feishu } from '../sandbox/feishu.ts'
import { type Server, startServer } from '../sandbox/server.ts'
import { runSource } from './support/source.ts'

// The same call is the same request to the sandbox: method, path, body, authorization.

const app_id = 'cli_a1b2c3d4e5f60718'
const app_secret = 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K'
const app_token = 'appbcbWCzen6D8dezh'
const workflow_id = '7308871234552638996'
const node = 'wikcnKQ1k3p8Vabcef7lmnoPQrs'
const namespace = 'package_7344545d87__c'
const flow_id = 'deleteObject_99c656599f'
const operator = '{"_id": 1111, "email": "apaas@bytedance.com"}'
const params = '{"variable_rgrtgqworiginal": {"_id": 12345678901234567890}}'
const flow = { operation: 'execute-flow', namespace, flow_id, operator, params }

let feishu: Feishu
let server: Server

beforeAll(async () => {
  feishu = createFeishu()
  server = await startServer(feishu)
})
afterAll(() => server.stop())

const silent = { fatal() {}, error() {}, warn() {}, info() {}, debug() {}, trace() {} }

function client(disableTokenCache: boolean): Client {
  const options = { appId: app_id, appSecret: app_secret, domain: server.url, disableTokenCache, logger: silent }
  return new Client({ ...options, loggerLevel: LoggerLevel.fatal })
}

/** What a call consists of, as far as Feishu reads it. */
function seen(endpoints: readonly string[]) {
  return server.received
    .filter(({ endpoint }) => endpoints.includes(endpoint))
    .map(({ method, path, body, headers }) => ({
      method,
      // The SDK has no parameter for the documented page_size.
      path: path.replace('?page_size=100', ''),
      // The SDK sends {} with a GET, which nobody reads.
      body: method === 'GET' ? undefined : JSON.parse(body),
      authorization: headers.authorization,
      type: headers['content-type']?.split(';')[0],
    }))
}

interface Case {
  name: string
  endpoint: string
  inputs: Record<string, string>
  sdk: (client: Client, token: ReturnType<typeof withTenantToken>) => Promise<{ code?: number | undefined }>
}

const cases: Case[] = [
  {
    name: 'update-workflow',
    endpoint: 'update',
    inputs: { operation: 'update-workflow', app_token, workflow_id, status: 'Disable' },
    sdk: (client, token) =>
      client.bitable.v1.appWorkflow.update({ path: { app_token, workflow_id }, data: { status: 'Disable' } }, token),
  },
  {
    name: 'list-workflows',
    endpoint: 'list',
    inputs: { operation: 'list-workflows', app_token },
    sdk: (client, token) => client.bitable.v1.appWorkflow.list({ path: { app_token } }, token),
  },
  {
    name: 'list-workflows, by its wiki page',
    endpoint: 'wiki',
    inputs: { operation: 'list-workflows', app_token: `https://acme.feishu.cn/wiki/${node}` },
    sdk: (client, token) => client.wiki.v2.space.getNode({ params: { token: node } }, token),
  },
  {
    name: 'execute-flow',
    endpoint: 'execute',
    inputs: { ...flow, is_async: 'true', loop_masks: '[]', idempotent_key: 'k-1' },
    sdk: (client, token) =>
      client.apaas.v1.applicationFlow.execute(
        {
          path: { namespace, flow_id },
          data: { operator, params, is_async: true, loop_masks: [], idempotent_key: 'k-1' },
        },
        token,
      ),
  },
]

test.each(cases)('the SDK and the action make the same call: $name', async ({ endpoint, inputs, sdk }) => {
  feishu.state.tokens.push({ token: 't-g1044existing', kind: 'tenant', valid: true })
  server.received.length = 0
  expect(await sdk(client(true), withTenantToken('t-g1044existing'))).toMatchObject({ code: 0 })
  feishu.state.keys.clear()
  const step = await runSource({ inputs: { ...inputs, access_token: 't-g1044existing', domain: server.url } })
  expect(step.exitCode).toBe(0)
  const [theirs, ...ours] = seen(['token', endpoint])
  expect(ours).toEqual([theirs])
})

test('the SDK and the action ask for the same token', async () => {
  feishu.revokeTokens()
  server.received.length = 0
  const { inputs, sdk } = cases[0] ?? {}
  expect(await sdk?.(client(false), {} as ReturnType<typeof withTenantToken>)).toMatchObject({ code: 0 })
  const step = await runSource({ inputs: { ...inputs, app_id, app_secret, domain: server.url } })
  expect(step.exitCode).toBe(0)
  const [theirToken, theirCall, ...ours] = seen(['token', 'update'])
  expect(theirToken).toMatchObject({ body: { app_id, app_secret }, authorization: undefined })
  expect(ours).toEqual([theirToken, theirCall])
})

test("the sandbox serves the SDK's files, messages and pages", async () => {
  const sdk = client(false)
  const file = await sdk.im.v1.file.create({
    data: { file_type: 'stream', file_name: '日志', file: Buffer.from([0, 255]) },
  })
  const content = JSON.stringify(file)
  const data = { receive_id: 'ou_1', msg_type: 'file', content, uuid: 'k' }
  const sent = await sdk.im.v1.message.create({ params: { receive_id_type: 'open_id' }, data })
  expect(sent.data).toMatchObject({ body: { content }, sender: { id: app_id } })
  const path = { message_id: sent.data?.message_id ?? '', file_key: file?.file_key ?? '' }
  const { headers, getReadableStream } = await sdk.im.v1.messageResource.get({ path, params: { type: 'file' } })
  expect(headers['content-disposition']).toContain(encodeURIComponent('日志'))
  expect(Buffer.concat(await getReadableStream().toArray())).toEqual(Buffer.from([0, 255]))
})
