import { expect } from '@jest/globals'
import { createFeishu, type Feishu, type ScriptedResponse } from '../../sandbox/feishu.ts'
import { type HttpRequest, json } from '../../sandbox/http.ts'
import { readAction } from '../../sandbox/runner/action.ts'
import type { StepResult } from '../../sandbox/runner/step.ts'
import { type Server, type ServerOptions, startServer } from '../../sandbox/server.ts'
import { findLeaks } from '../support/leaks.ts'
import { fastClock, runSource } from '../support/source.ts'

/** What nobody may read: secrets nowhere, private texts nowhere but in outputs that hold the server's words. */
export const secret = {
  app_secret: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K',
  access_token: 't-g1044given0TOKEN0of0the0step0000042',
  webhook_token: 'bearer-of-the-webhook-1f0c',
  webhook_path: 'Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp',
  proxy_password: 'pr0xy:pa/ss@wörd',
  odd: `q"u'o\\te&p=l%u+s/e`,
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

/** A step's `with:`, for each operation; one attempt each. A webhook_url begins with `URL`, which openFeishu's has to replace. */
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
    webhook_url: `URL/base/automation/webhook/event/${secret.webhook_path}`,
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

/** Points a step at a server: the webhook's URL, or domain. */
export function at(url: string, inputs: Record<string, string>): Record<string, string> {
  return inputs.webhook_url
    ? { ...inputs, webhook_url: inputs.webhook_url.replace('URL', url) }
    : { ...inputs, domain: url }
}

const open: { stop: () => Promise<void> | void }[] = []

/** Stops whatever a test started. */
export async function stopAll(): Promise<void> {
  await Promise.all(open.splice(0).map(({ stop }) => stop()))
}

/** Arranges for something to be stopped with the rest. */
export function started<Stoppable extends { stop: () => Promise<void> | void }>(thing: Stoppable): Stoppable {
  open.push(thing)
  return thing
}

/** An embedded Feishu on a port, which knows the token of the steps. */
export async function openFeishu(options: ServerOptions = {}): Promise<{ feishu: Feishu; server: Server }> {
  const feishu = createFeishu({ tokens: [{ token: secret.access_token, kind: 'tenant', valid: true }] })
  return { feishu, server: started(await startServer(feishu, options)) }
}

/** A response made of a request's text: its line, its headers, its body. */
export type Echo = (request: string) => ScriptedResponse

/** The token that these servers issue. */
export const issued = 't-issued0for0this0step0only'

/** A server that issues a token, and responds to everything else with what it makes of the request. */
export async function openEcho(
  echo: Echo,
  token: Echo = () => ({ body: { code: 0, tenant_access_token: issued } }),
): Promise<string> {
  const textOf = ({ method, path, headers, body }: HttpRequest) =>
    [`${method} ${path}`, Object.entries(headers).flat().join(' '), body].join('\n')
  const handle = (request: HttpRequest) => {
    const { status = 200, headers = {}, body = '' } = (request.path.includes('/auth/') ? token : echo)(textOf(request))
    const response = json(status, body)
    return { ...response, headers: { ...response.headers, ...headers } }
  }
  return started(await startServer({ ...createFeishu(), handle })).url
}

/** Runs a step from the source in debug mode and with a fast clock, and checks what holds for every step; one at a time. */
export async function runFast(inputs: Record<string, string>): Promise<StepResult> {
  const result = await runSource({
    runtime: { clock: fastClock(50), random: () => 0 },
    // On this clock, the default would be over before a busy machine has responded.
    inputs: { timeout_seconds: '900', ...inputs },
    env: { RUNNER_DEBUG: '1' },
  })
  expectHarmless(result)
  return result
}

/** What holds for every step, whatever it met: it ended by itself, said nothing but what its log is for, and leaked nothing. */
export function expectHarmless(result: StepResult): void {
  const errors = result.annotations.filter(({ level }) => level === 'error')
  expect(result).toMatchObject({ signal: null, stderr: '', files: { env: '', path: '', state: '' } })
  expect([result.exitCode, errors.length]).toEqual(result.exitCode === 0 ? [0, 0] : [1, 1])
  expect(result.stdout).not.toMatch(/^\s+at \S|node:internal|file:\/\/|\.js:\d/m)
  const others = result.commands.filter(({ name }) => !['add-mask', 'debug', 'error', 'warning'].includes(name))
  expect(others).toEqual([])
  const declared = Object.keys(readAction().outputs ?? {})
  expect(Object.keys(result.outputs).filter((name) => !declared.includes(name))).toEqual([])
  expect(findLeaks(result, [...Object.values(secret), issued, 'Bearer t-'])).toEqual([])
  // Outputs are Feishu's own words, which may hold what it was sent.
  const leaks = findLeaks(result, Object.values(hidden))
  expect(leaks.filter(({ where }) => !where.startsWith('output'))).toEqual([])
}

/** The one error of a failed step. */
export function errorOf({ annotations }: StepResult): string {
  return annotations.find(({ level }) => level === 'error')?.message ?? ''
}
