import { parseArgs } from 'node:util'
import { createAuthority } from '../sandbox/certificates.ts'
import { createFeishu } from '../sandbox/feishu.ts'
import { sampleState } from '../sandbox/sample.ts'
import { startServer } from '../sandbox/server.ts'
import type { Ask, Told } from './target.ts'
import { accessToken, appToken, workflowIds } from './target.ts'

/** The embedded Feishu as the bench's child process, so that its work is not the bench's. */
const { values } = parseArgs({ options: { latency: { type: 'string', default: '0' }, tls: { type: 'boolean' } } })
const workflows = workflowIds.map((workflow_id) => ({ workflow_id, title: workflow_id, status: 'Disable' }))
const feishu = createFeishu({
  bases: [{ app_token: appToken, workflows }],
  tokens: [{ token: accessToken, kind: 'tenant', valid: true }],
})
const authority = values.tls ? await createAuthority() : undefined
const server = await startServer(feishu, {
  latency: Number(values.latency),
  ...(authority && { tls: await authority.issue() }),
})

process.on('message', ({ padMiB }: Ask) => {
  if (padMiB !== undefined) server.inject({ on: 'list', padMiB })
  const told: Told = {
    url: server.url,
    authority: authority?.cert,
    credentials: sampleState().apps[0],
    requests: server.received.length,
    ...server.counts,
  }
  process.send?.(told)
})
process.once('disconnect', () => process.exit())
