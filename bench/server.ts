import { parseArgs } from 'node:util'
import { createAuthority } from '../sandbox/certificates.ts'
import { createFeishu } from '../sandbox/feishu.ts'
import { startServer } from '../sandbox/server.ts'

// The embedded Feishu over https, as a child process of the bench: its work must not count as a step's.
const { values } = parseArgs({ options: { latency: { type: 'string', default: '0' } } })

const app = { app_id: 'cli_a1b2c3d4e5f60718', app_secret: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K' }
const access_token = 't-g1044ghJRUIJJ5ZPPZMOHKWZISL33E4Q'
const app_token = 'appbcbWCzen6D8dezh'
const workflow_id = '7308871234552638996'

const feishu = createFeishu({
  apps: [app],
  bases: [{ app_token, workflows: [{ workflow_id, title: 'Notify the on-call group', status: 'Disable' }] }],
  tokens: [{ token: access_token, kind: 'tenant', valid: true }],
})
const authority = await createAuthority()
const server = await startServer(feishu, { latency: Number(values.latency), tls: await authority.issue() })
const inputs = { operation: 'update-workflow', domain: server.url, app_token, workflow_id, status: 'Enable' }

/** What the server tells the bench whenever it asks. */
export interface Target {
  /** The content for NODE_EXTRA_CA_CERTS. */
  certificate: string
  /** The inputs of the two steps that are measured. */
  steps: { token: Record<string, string>; app: Record<string, string> }
  /** So far. */
  connections: number
}

process.on('message', () => {
  const steps = { token: { ...inputs, access_token }, app: { ...inputs, ...app } }
  const target: Target = { certificate: authority.cert, steps, connections: server.counts.connections }
  process.send?.(target)
})
process.once('disconnect', () => process.exit())
