import { expect } from '@jest/globals'
import { readAction } from '../../sandbox/runner/action.ts'
import type { StepResult } from '../../sandbox/runner/step.ts'
import type { HttpResponse, Transport } from '../../src/feishu/transport.ts'
import { findLeaks } from '../support/leaks.ts'
import { received } from '../support/received.ts'
import { respond } from '../support/scripted.ts'
import { runSource } from '../support/source.ts'
import { virtualClock } from '../support/virtual-clock.ts'

/** What nobody may read: secrets nowhere, private texts nowhere but in outputs that hold the server's words. */
export const secret = {
  app_secret: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K',
  access_token: 't-g1044given0TOKEN0of0the0step0000042',
  webhook_token: 'bearer-of-the-webhook-1f0c',
  webhook_path: 'Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp',
  proxy_password: 'pr0xy:pa/ss@wörd',
}
const hidden = {
  email: 'zhang.san@corp.example',
  value: 'the quarterly figures',
  quoted: 'says "no" \\ twice',
}

const app = { app_id: 'cli_a1b2c3d4e5f60718', app_secret: secret.app_secret }
const token = { access_token: secret.access_token }
const base = { app_token: 'appbcbWCzen6D8dezh', max_attempts: '1', ...token }
const params = JSON.stringify({ report: hidden.value, remark: hidden.quoted, nested: [{ again: hidden.value }] })

/** A step's `with:`, for each operation; one attempt each. */
export const steps = {
  update: { operation: 'update-workflow', workflow_id: '7308871234552638996', status: 'Disable', ...base },
  list: { operation: 'list-workflows', ...base },
  execute: {
    operation: 'execute-flow',
    namespace: 'package_7344545d87__c',
    flow_id: 'deleteObject_99c656599f',
    operator: JSON.stringify({ email: hidden.email }),
    params,
    idempotent_key: 'key-of-this-run',
    max_attempts: '1',
    ...token,
  },
  trigger: {
    webhook_url: `https://open.feishu.cn/base/automation/webhook/event/${secret.webhook_path}`,
    webhook_token: secret.webhook_token,
    params,
    idempotent_key: 'key-of-this-run',
    max_attempts: '1',
  },
  call: {
    request: 'POST /open-apis/im/v1/messages?receive_id_type=chat_id',
    params,
    max_attempts: '1',
    ...token,
  },
}

/** Exchanges the existing token for an app's credentials. */
export function withApp({ access_token, ...inputs }: Record<string, string>): Record<string, string> {
  return { ...inputs, ...app }
}

/** A response made of a request's text: its line, its headers, its body. */
export type Echo = (request: string) => HttpResponse

/** The token that is issued to a step. */
const issued = 't-issued0for0this0step0only'

/** Runs a step from the source in debug mode, gives every request the response, and checks what holds for every step. */
export async function runAgainst(
  echo: Echo,
  inputs: Record<string, string>,
  token: Echo = () => respond({ code: 0, tenant_access_token: issued }),
): Promise<StepResult> {
  const send: Transport['send'] = async (request) => {
    const { method, path, headers, body } = received(request)
    const text = [`${method} ${path}`, Object.entries(headers).flat().join(' '), body].join('\n')
    return (path.includes('/auth/') ? token : echo)(text)
  }
  const clock = virtualClock()
  const runtime = { clock, random: () => 0, openTransport: () => ({ send, close() {} }) }
  const result = await clock.run(runSource({ runtime, inputs, env: { RUNNER_DEBUG: '1' } }))
  expectHarmless(result)
  return result
}

/** What holds for every step, whatever it met: it ended by itself, said nothing but what its log is for, and leaked nothing. */
export function expectHarmless(result: StepResult): void {
  const secrets = [...Object.values(secret), issued]
  const errors = result.annotations.filter(({ level }) => level === 'error')
  expect(result).toMatchObject({ signal: null, stderr: '', files: { env: '', path: '', state: '' } })
  expect([result.exitCode, errors.length]).toEqual(result.exitCode === 0 ? [0, 0] : [1, 1])
  expect(result.stdout).not.toMatch(/^\s+at \S|node:internal|file:\/\/|\.js:\d/m)
  const others = result.commands.filter(({ name }) => !['add-mask', 'debug', 'error', 'warning'].includes(name))
  expect(others).toEqual([])
  const declared = Object.keys(readAction().outputs ?? {})
  expect(Object.keys(result.outputs).filter((name) => !declared.includes(name))).toEqual([])
  expect(result.masks.filter((mask) => !secrets.some((each) => mask.includes(each)))).toEqual([])
  expect(findLeaks(result, [...secrets, 'Bearer t-'])).toEqual([])
  // Outputs are Feishu's own words, which may hold what it was sent.
  const leaks = findLeaks(result, Object.values(hidden))
  expect(leaks.filter(({ where }) => !where.startsWith('output'))).toEqual([])
}

/** The one error of a failed step. */
export function errorOf({ annotations }: StepResult): string {
  return annotations.find(({ level }) => level === 'error')?.message ?? ''
}
