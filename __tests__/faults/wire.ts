import { createServer, type Socket } from 'node:net'
import { expect } from '@jest/globals'
import { createFeishu, type Feishu, type ScriptedResponse } from '../../sandbox/feishu.ts'
import { json } from '../../sandbox/http.ts'
import { listen } from '../../sandbox/listen.ts'
import { readAction } from '../../sandbox/runner/action.ts'
import { runStep, type StepOptions, type StepResult } from '../../sandbox/runner/step.ts'
import { type Server, type ServerOptions, startServer } from '../../sandbox/server.ts'
import type { State } from '../../sandbox/state.ts'
import { findLeaks } from '../support/leaks.ts'
import { actionOf, fastClock, runSource, type SourceOptions } from '../support/source.ts'

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
export async function openFeishu(
  options: ServerOptions = {},
  state: Partial<State> = {},
): Promise<{ feishu: Feishu; server: Server }> {
  const feishu = createFeishu({ tokens: [{ token: secret.access_token, kind: 'tenant', valid: true }], ...state })
  const server = started(await startServer(feishu, options))
  return { feishu, server }
}

/** A server that issues tokens, and gives everything else the same response. */
export async function openScripted({ status = 200, headers, body = '' }: ScriptedResponse): Promise<string> {
  const feishu = createFeishu()
  const response = json(status, body)
  const handle: Feishu['handle'] = (request) =>
    feishu.endpointOf(request) === 'token'
      ? feishu.handle(request)
      : { ...response, headers: { ...response.headers, ...headers } }
  return started(await startServer({ ...feishu, handle })).url
}

/** A port on which each connection is handled by hand. */
export async function openPort(onConnection: (socket: Socket) => void): Promise<{ port: number; connections: number }> {
  const counted = { port: 0, connections: 0 }
  const server = createServer((socket) => {
    counted.connections += 1
    onConnection(socket)
  })
  counted.port = started(await listen(server)).port
  return counted
}

/** A server that sends these bytes to the first request, and closes. */
export async function openRaw(raw: string | Buffer): Promise<string> {
  const { server } = await openFeishu()
  server.inject({ raw })
  return server.url
}

/** Bytes of an HTTP response. */
export function http(status: number, body: string | Buffer, headers: Record<string, string> = {}): Buffer {
  const bytes = Buffer.from(body)
  const lines = Object.entries({ 'content-length': String(bytes.length), ...headers }).map(([k, v]) => `${k}: ${v}\r\n`)
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} x\r\n${lines.join('')}\r\n`), bytes])
}

/**
 * Runs the bundle in debug mode and checks what holds for every step, whatever it met: it ended by itself, it said
 * nothing but what its log is for, and nothing leaked.
 * @param tokens tokens that were issued
 */
export async function runBundle(options: StepOptions, tokens: readonly string[] = []): Promise<StepResult> {
  const result = await runStep({ ...actionOf(options.inputs), ...options, env: { RUNNER_DEBUG: '1', ...options.env } })
  expectHarmless(result, tokens)
  return result
}

/** The same from the source in this process, in a tenth of the time and with a fast clock; one at a time. */
export async function runFast(options: SourceOptions, tokens: readonly string[] = []): Promise<StepResult> {
  const runtime = { clock: fastClock(50), random: () => 0 }
  const result = await runSource({
    runtime,
    ...actionOf(options.inputs),
    ...options,
    // On this clock, the default would be over before a busy machine has responded.
    inputs: { timeout_seconds: '900', ...options.inputs },
    env: { RUNNER_DEBUG: '1', ...options.env },
  })
  expectHarmless(result, tokens)
  return result
}

/** What holds for every step that was not killed. */
export function expectHarmless(result: StepResult, tokens: readonly string[] = []): void {
  const errors = result.annotations.filter(({ level }) => level === 'error')
  expect(result).toMatchObject({ signal: null, stderr: '', files: { env: '', path: '', state: '' } })
  expect([result.exitCode, errors.length]).toEqual(result.exitCode === 0 ? [0, 0] : [1, 1])
  expect(result.stdout).not.toMatch(/^\s+at \S|node:internal|file:\/\/|\.js:\d/m)
  const names = new Set(result.commands.map(({ name }) => name))
  for (const name of ['add-mask', 'debug', 'error', 'warning']) names.delete(name)
  expect([...names]).toEqual([])
  const declared = Object.keys(readAction().outputs ?? {})
  expect(Object.keys(result.outputs).filter((name) => !declared.includes(name))).toEqual([])
  expect(leaksOf(result, tokens)).toEqual([])
}

function leaksOf(result: StepResult, tokens: readonly string[]) {
  const secrets = [...Object.values(secret), ...tokens, 'Bearer t-']
  // Outputs are Feishu's own words, which may hold what it was sent; secrets are taken out of them.
  const privates = findLeaks(result, Object.values(hidden)).filter(({ where }) => !where.startsWith('output'))
  return [...findLeaks(result, secrets), ...privates]
}

/** The one error of a failed step. */
export function errorOf({ annotations }: StepResult): string {
  return annotations.find(({ level }) => level === 'error')?.message ?? ''
}

/** The warnings of a step. */
export function warningsOf({ annotations }: StepResult): string[] {
  return annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
}
