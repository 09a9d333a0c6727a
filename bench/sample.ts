import { createFeishu } from '../sandbox/feishu.ts'
import { runStep } from '../sandbox/runner/step.ts'
import { sampleState } from '../sandbox/sample.ts'
import { type Server, startServer } from '../sandbox/server.ts'
import type { Inputs } from './step.ts'
import { accessToken } from './target.ts'

/** An embedded Feishu with its sample data, and steps that switch workflows there. */
export interface Sample {
  server: Server
  /** One workflow, with a ready token. */
  ready: Inputs
  /** The same with an app's credentials. */
  minting: Inputs
  /** All workflows of the base, which are three, with an app's credentials. */
  several: Inputs
}

/** The caller stops the server. */
export async function openSample(): Promise<Sample> {
  const { apps, bases } = sampleState()
  const [app, base] = [apps[0], bases[0]]
  if (!app || !base) throw new Error('The sandbox has no sample data.')
  const server = await startServer(createFeishu({ tokens: [{ token: accessToken, kind: 'tenant', valid: true }] }))
  const ids = base.workflows.map(({ workflow_id }) => workflow_id)
  const common = { operation: 'update-workflow', domain: server.url, app_token: base.app_token, status: 'Enable' }
  const one = { ...common, workflow_id: ids[0] ?? '' }
  return {
    server,
    ready: { ...one, access_token: accessToken },
    minting: { ...one, ...app },
    several: { ...common, workflow_id: ids.join('\n'), ...app },
  }
}

/**
 * Runs a step whose figures count.
 * @throws Error where it fails: they would say nothing
 */
export async function runWell(entry: string, inputs: Inputs, env: Record<string, string> = {}): Promise<void> {
  const { exitCode, stdout, stderr } = await runStep({ entry, inputs, env })
  if (exitCode !== 0) throw new Error(`${entry} ended with ${exitCode}:\n${stdout}${stderr}`)
}
