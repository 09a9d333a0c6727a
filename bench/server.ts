import { parseArgs } from 'node:util'
import { createAuthority } from '../sandbox/certificates.ts'
import { createFeishu } from '../sandbox/feishu.ts'
import { startServer } from '../sandbox/server.ts'

// The embedded Feishu over https, as a child process of the bench: its work must not count as a step's.
const { values } = parseArgs({ options: { latency: { type: 'string', default: '0' } } })

const app = { app_id: 'cli_a1b2c3d4e5f60718', app_secret: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K' }
const access_token = 't-g1044ghJRUIJJ5ZPPZMOHKWZISL33E4Q'
const app_token = 'appbcbWCzen6D8dezh'
const ids = Array.from({ length: 30 }, (_, i) => String(7308871234552638996n + BigInt(i)))

const feishu = createFeishu({
  apps: [app],
  bases: [{ app_token, workflows: ids.map((workflow_id) => ({ workflow_id, title: workflow_id, status: 'Disable' })) }],
  tokens: [{ token: access_token, kind: 'tenant', valid: true }],
})
const authority = await createAuthority()
/** When an update arrived, in milliseconds. */
const updates: number[] = []
const handle: typeof feishu.handle = (request) => {
  if (request.method === 'PUT') updates.push(performance.now())
  return feishu.handle(request)
}
const server = await startServer(
  { ...feishu, handle },
  { latency: Number(values.latency), tls: await authority.issue() },
)
const inputs = {
  operation: 'update-workflow',
  domain: server.url,
  app_token,
  workflow_id: ids[0] ?? '',
  status: 'Enable',
}

/** What the server tells the bench whenever it asks. */
export interface Target {
  /** The content for NODE_EXTRA_CA_CERTS. */
  certificate: string
  /** The inputs of the steps that are measured. */
  steps: { token: Record<string, string>; app: Record<string, string>; list: Record<string, string> }
  /** So far. */
  connections: number
  /** The most updates within one second so far. */
  busiestSecond: number
}

process.on('message', () => {
  const token = { ...inputs, access_token }
  const steps = { token, app: { ...inputs, ...app }, list: { ...token, workflow_id: ids.join() } }
  const inSecond = updates.map((start) => updates.filter((at) => at >= start && at < start + 1000).length)
  const { connections } = server.counts
  const target: Target = { certificate: authority.cert, steps, connections, busiestSecond: Math.max(0, ...inSecond) }
  process.send?.(target)
})
process.once('disconnect', () => process.exit())
