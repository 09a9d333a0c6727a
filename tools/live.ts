import { randomUUID } from 'node:crypto'
import { createFeishu } from '../sandbox/feishu.ts'
import { runMainAndPost, runStep } from '../sandbox/runner/step.ts'
import { startServer } from '../sandbox/server.ts'

// For maintainers, `npm run live`: checks in a real tenant what Feishu's documentation leaves open, or what was only
// seen on the wire. It needs the variables of .github/workflows/live.yml, with a base and a flow that are for this
// alone: everything in the base is disabled for a moment and enabled again, and the flow is started.
// `npm run live -- --sandbox` tries the script itself.

/** `open`: nobody has documented it, so the code does not depend on it, and whatever is found is news. */
type Basis = 'doc' | 'seen' | 'open'

const sandbox = process.argv.includes('--sandbox') ? await startServer(createFeishu()) : undefined
const settings: Record<string, string | undefined> = sandbox ? sandboxSettings(sandbox.url) : process.env
const setting = (name: string) => settings[`FEISHU_LIVE_${name}`] ?? ''
const [app_id, app_secret, app_token] = [setting('APP_ID'), setting('APP_SECRET'), setting('APP_TOKEN')]
const domain = setting('DOMAIN') || 'feishu'
const platforms: Record<string, string> = { feishu: 'https://open.feishu.cn', lark: 'https://open.larksuite.com' }
const baseUrl = platforms[domain] ?? domain
const v1 = `/open-apis/bitable/v1/apps/${app_token}/workflows`
const v3 = `/open-apis/base/v3/bases/${app_token}/workflows`
let token = ''
const counts = { checked: 0, wrong: 0 }

/** Compares what is found with what has to be in it, and prints both. */
async function check(basis: Basis, fact: string, expected: RegExp, find: () => unknown): Promise<void> {
  const found = await Promise.try(find).then(String, (error: Error) => `error: ${error.message}`)
  const holds = expected.test(found)
  counts.checked += 1
  if (!holds && basis !== 'open') counts.wrong += 1
  const mark = holds ? '✓' : basis === 'open' ? '?' : '✗'
  console.log(`${mark} ${fact} (${basis})\n    expected: ${expected.source}\n    found:    ${found}`)
}

type Response = { status: number; log_id: string | null; body: Record<string, unknown> }

/** Sends one request as it is, without anything that the action would do about its response. */
async function send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response> {
  const response = await fetch(new URL(path, baseUrl), {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json; charset=utf-8', ...headers },
    redirect: 'manual',
    signal: AbortSignal.timeout(5000),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = text.startsWith('{') ? JSON.parse(text) : { msg: text.slice(0, 80) }
  return { status: response.status, log_id: response.headers.get('x-tt-logid'), body: json }
}

const dataOf = ({ body }: Response): Record<string, unknown> => ({ ...Object(body.data) })
const keysOf = (value: object) => Object.keys(value).sort().join(' ')

/** Ways to look at a response: its codes, or which members its data has. */
function codes(...request: Parameters<typeof send>) {
  return async () => {
    const response = await send(...request)
    const { code, error_msg } = dataOf(response)
    const inner = code || error_msg ? `; data: code ${code}, ${error_msg}` : ''
    return `HTTP ${response.status}, code ${response.body.code}, ${response.body.msg}${inner}`
  }
}
function members(...request: Parameters<typeof send>) {
  return async () => keysOf(dataOf(await send(...request)))
}

async function checkTokens(): Promise<void> {
  const path = '/open-apis/auth/v3/tenant_access_token/internal'
  const response = await send('POST', path, { app_id, app_secret })
  token = String(response.body.tenant_access_token)
  await check('doc', 'token: at the top level', /^code expire msg tenant_access_token$/, () => keysOf(response.body))
  const wrong = codes('POST', path, { app_id, app_secret: 'x'.repeat(32) })
  await check('seen', 'token: a wrong secret is an error in the body', /^HTTP (200|400), code [1-9]/, wrong)
}

type Item = Record<'workflow_id' | 'title' | 'status', string>
const items = (list: unknown): Item[] => (Array.isArray(list) ? list : [])
const listAutomations = async () => items(dataOf(await send('GET', `${v1}?page_size=100`)).workflows)
const listWorkflows = async () => items(dataOf(await send('POST', `${v3}/list`, { page_size: 100 })).items)

/** Every update sets the status that is already set: nothing changes even where Feishu accepts it. */
async function checkBase(): Promise<void> {
  const [automations, workflows] = [await listAutomations(), await listWorkflows()]
  console.log(`  (The base has ${automations.length} automations and ${workflows.length} workflows.)`)
  await check('seen', 'X-Tt-Logid has the log_id', /^\S{16}/, async () => (await send('GET', v1)).log_id)
  await check('open', 'v1 list: no has_more on the last page', /^workflows$/, members('GET', `${v1}?page_size=100`))
  const more = automations.length > 1 ? /has_more.*page_token/ : /workflows/
  await check('seen', 'v1 list: has_more and page_token on another', more, members('GET', `${v1}?page_size=1`))
  const all = { page_size: 100 }
  await check('seen', 'v3 list: members', /^has_more items page_token total$/, members('POST', `${v3}/list`, all))
  const blocks = `/open-apis/bitable/v1/apps/${app_token}/block_workflows`
  await check('open', 'v1 block_workflows works for an app', /^HTTP 200, code 0/, codes('GET', blocks))
  const shared = automations.filter(({ title }) => workflows.some((workflow) => workflow.title === title))
  await check('open', 'titles in both lists: one thing with two ids?', /^0$/, () => shared.length)
  const unknown = codes('PUT', `${v1}/7000000000000000001`, { status: 'Disable' })
  await check('open', 'v1 update of an unknown id', /code 1254002/, unknown)
  for (const { workflow_id, status } of automations.slice(0, 1)) {
    const update = async () => JSON.stringify((await send('PUT', `${v1}/${workflow_id}`, { status })).body.data)
    await check('doc', 'v1 update: empty data', /^\{\}$/, update)
    const path = `${v3}/${workflow_id}/${status.toLowerCase()}`
    await check('seen', 'v3 update of an automation', /code 2200/, codes('PATCH', path, {}))
  }
  for (const { workflow_id, status } of workflows.slice(0, 1)) {
    const path = `${v3}/${workflow_id}/${status.replace(/d$/, '')}`
    await check('seen', 'v3 list: status', /^(enabled|disabled)$/, () => status)
    await check('seen', 'v3 update: members', /^status workflow_id$/, members('PATCH', path, {}))
    await check('seen', 'v3 update without a body never ends', /timeout/, codes('PATCH', path))
    const update = codes('PUT', `${v1}/${workflow_id}`, { status: status === 'enabled' ? 'Enable' : 'Disable' })
    await check('open', 'v1 update of a workflow', /code 1254002/, update)
  }
}

async function checkAction(): Promise<void> {
  const inputs = { app_id, app_secret, app_token, domain }
  await check('seen', 'list-workflows', /^complete true, code 0$/, async () => {
    const { outputs } = await runStep({ inputs: { ...inputs, operation: 'list-workflows' } })
    return `complete ${outputs.complete}, code ${outputs.code}`
  })
  await check('seen', 'pause: enabled before, during and after the job', /^(\d+), 0, \1, the same$/, async () => {
    const enabled = async () =>
      [...(await listAutomations()), ...(await listWorkflows())].filter(({ status }) => /^enabled?$/i.test(status))
    const [before, during]: [Item[], Item[]] = [await enabled(), []]
    await runMainAndPost({ action: 'pause', inputs }, async () => during.push(...(await enabled())))
    const after = await enabled()
    const same = JSON.stringify(after) === JSON.stringify(before) ? 'the same' : 'others'
    return [before.length, during.length, after.length, same].join(', ')
  })
}

async function checkFlow(namespace: string, flow_id: string, operator: string): Promise<void> {
  const flows = `/open-apis/apaas/v1/applications/${namespace}/flows`
  const body = { operator: operator.startsWith('{') ? operator : JSON.stringify({ email: operator }) }
  const unknown = codes('POST', `${flows}/noSuchFlow_0000000000/execute`, body)
  await check('open', 'flow: the inner code of an unknown one is passed on', /k_wf_ec_2001006/, unknown)
  const once = codes('POST', `${flows}/${flow_id}/execute`, { ...body, is_async: true, idempotent_key: randomUUID() })
  await check('doc', 'flow: started', /^HTTP 200, code 0/, once)
  await check('open', 'flow: a reused idempotent_key', /k_wf_ec_2001008/, once)
}

async function checkTrigger(url: string, bearer: string): Promise<void> {
  const headers = (text: string) => ({ Authorization: `Bearer ${text}`, 'Client-Token': randomUUID() })
  const once = codes('POST', url, {}, headers(bearer || 'none'))
  await check('doc', 'webhook: accepted', /^HTTP 200, code 0/, once)
  await check('doc', 'webhook: the same Client-Token again', /^HTTP 200, code 0/, once)
  const wrong = codes('POST', url, {}, headers('wrong'))
  if (bearer) await check('doc', 'webhook: a wrong bearer token', /code 800005649/, wrong)
}

function sandboxSettings(url: string): Record<string, string> {
  return {
    FEISHU_LIVE_APP_ID: 'cli_a1b2c3d4e5f60718',
    FEISHU_LIVE_APP_SECRET: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K',
    FEISHU_LIVE_APP_TOKEN: 'appbcbWCzen6D8dezh',
    FEISHU_LIVE_DOMAIN: url,
    FEISHU_LIVE_NAMESPACE: 'package_7344545d87__c',
    FEISHU_LIVE_FLOW_ID: 'deleteObject_99c656599f',
    FEISHU_LIVE_OPERATOR: 'release-bot@example.com',
    FEISHU_LIVE_WEBHOOK_URL: `${url}/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp`,
  }
}

if (app_id && app_secret && app_token) {
  await checkTokens()
  await checkBase()
  await checkAction()
  const [namespace, flow_id, operator] = [setting('NAMESPACE'), setting('FLOW_ID'), setting('OPERATOR')]
  if (namespace && flow_id && operator) await checkFlow(namespace, flow_id, operator)
  else console.log('- flow: skipped, since FEISHU_LIVE_NAMESPACE, _FLOW_ID or _OPERATOR is not set')
  if (setting('WEBHOOK_URL')) await checkTrigger(setting('WEBHOOK_URL'), setting('WEBHOOK_TOKEN'))
  else console.log('- webhook: skipped, since FEISHU_LIVE_WEBHOOK_URL is not set')
  console.log(`\n${counts.checked} facts checked, ${counts.wrong} not as expected.`)
} else {
  console.log('Nothing was checked: FEISHU_LIVE_APP_ID, _APP_SECRET and _APP_TOKEN are not all set.')
}
await sandbox?.stop()
if (counts.wrong > 0) process.exitCode = 1
