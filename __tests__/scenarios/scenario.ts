import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createFeishu, type Feishu } from '../../sandbox/feishu.ts'
import { runStep, type StepOptions, type StepResult } from '../../sandbox/runner/step.ts'
import { type ReceivedRequest, type Server, startServer } from '../../sandbox/server.ts'
import type { State } from '../../sandbox/state.ts'
import { outputNames } from '../../src/inputs/contract.ts'
import { findLeaks } from '../support/leaks.ts'
import { runSource } from '../support/source.ts'

/** One step, what it meets, and all that must come of it. */
export interface Scenario {
  name: string
  /** On top of an access token and the sandbox's URL as domain; '' takes an input away. */
  inputs: Record<string, string>
  env?: Record<string, string>
  event?: unknown
  /** What of the sandbox's sample data differs. */
  state?: Partial<State>
  /** Scripts the sandbox's answers. */
  prepare?: (feishu: Feishu, server: Server) => void
  wants: Wants
}

/** Everything is compared whole, but for what is left out here. In all texts URL, UUID and N ms stand for what varies. */
export interface Wants {
  /** `METHOD path body`, in order; none without it. */
  requests?: readonly string[]
  /** '' for one that is empty or not set. */
  outputs?: Readonly<Record<string, string>>
  /** The lines that are no commands. */
  log?: readonly string[]
  warnings?: readonly string[]
  /** The one error annotation; without it the step has to succeed. */
  error?: string | RegExp
  summary?: string
  /** TCP connections. */
  connections?: number
}

/** What a step left behind, in the form of {@link Wants}. */
interface Seen {
  result: StepResult
  wants: Required<Wants>
  received: readonly ReceivedRequest[]
}

type Engine = (options: Pick<StepOptions, 'inputs' | 'env' | 'event'>) => Promise<StepResult>

export const token = 't-g1044known'

/** Runs every scenario as the built bundle in a process, and from src in this one. */
export function check(scenarios: readonly Scenario[]): void {
  describe('the bundle', () => {
    const seen = new Map<Scenario, Promise<Seen>>()
    const queue = [...scenarios]
    const failed: unknown[] = []
    // Two at a time: a step is mostly start-up.
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const scenario = next
        const going = play(scenario, runStep)
        seen.set(scenario, going)
        await going.catch((error) => failed.push(error))
      }
    }
    beforeAll(async () => {
      await Promise.all([worker(), worker()])
    }, 120_000)
    afterAll(() => expect(failed).toEqual([]))
    test.each(scenarios)('$name', async (scenario) => judge(scenario, await seen.get(scenario)))
  })
  describe('the source', () => {
    test.each(scenarios)('$name', async (scenario) => judge(scenario, await play(scenario, runSource)))
  })
}

async function play({ inputs, env, event, state, prepare }: Scenario, engine: Engine): Promise<Seen> {
  const feishu = createFeishu({ tokens: [{ token, kind: 'tenant', valid: true }], ...state })
  const server = await startServer(feishu)
  try {
    prepare?.(feishu, server)
    const given = Object.entries({ access_token: token, domain: server.url, ...inputs })
    const result = await engine({
      inputs: Object.fromEntries(given.filter(([, value]) => value !== '')),
      ...(env && { env }),
      ...(event !== undefined && { event }),
    })
    return seenOf(result, server)
  } finally {
    await server.stop()
  }
}

function seenOf(result: StepResult, server: Server): Seen {
  const plain = (text: string) =>
    text
      .replaceAll(server.url, 'URL')
      .replace(/[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}/g, 'UUID')
      .replace(/\b\d+ ms\b|\b\d\.\d s\b/g, 'N ms')
  const messages = (level: string) =>
    result.annotations.filter((annotation) => annotation.level === level).map(({ message }) => plain(message))
  const wants = {
    requests: server.received.map(({ method, path, body }) => plain(`${method} ${path} ${body}`.trimEnd())),
    outputs: Object.fromEntries(
      Object.entries(result.outputs).flatMap(([name, value]) => (value ? [[name, plain(value)]] : [])),
    ),
    log: plain(result.log).split('\n').filter(Boolean),
    warnings: messages('warning'),
    error: messages('error').join('\n'),
    summary: plain(result.summary),
    connections: server.counts.connections,
  }
  return { result, wants, received: server.received }
}

function judge({ inputs, wants }: Scenario, seen: Seen | undefined): void {
  if (!seen) throw new Error('the step was not run')
  const { result, received } = seen
  const asked: Wants = { requests: [], warnings: [], error: '', connections: wants.requests ? 1 : 0, ...wants }
  if (asked.outputs) asked.outputs = Object.fromEntries(Object.entries(asked.outputs).filter(([, value]) => value))
  const found = Object.fromEntries(Object.keys(asked).map((key) => [key, seen.wants[key as keyof Wants]]))
  const { error } = asked
  expect(found).toEqual({ ...asked, error: error instanceof RegExp ? expect.stringMatching(error) : error })
  // What holds for every step there is.
  expect(result).toMatchObject({ exitCode: wants.error ? 1 : 0, signal: null, stderr: '' })
  expect(result.annotations.filter(({ level }) => level === 'error')).toHaveLength(wants.error ? 1 : 0)
  expect(result.files).toEqual({ env: '', path: '', state: '' })
  expect(Object.keys(result.outputs).filter((name) => !(outputNames as readonly string[]).includes(name))).toEqual([])
  for (const { endpoint, headers } of received) {
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'feishu-automation-action',
    })
    expect(headers.authorization ?? '').toMatch(endpoint === 'token' ? /^$/ : /^Bearer [tu]-g1044\w+$/)
  }
  const secrets = [inputs.access_token ?? token, inputs.app_secret ?? '', 't-g1044ghJRUIJJ5ELPGTXVMCWMVTAN3RMJIT5']
  expect(findLeaks(result, secrets.filter(Boolean))).toEqual([])
  // Masked before anything else is said.
  for (const secret of secrets.slice(0, 2).filter(Boolean)) expect(result.masks).toContain(secret)
  if (secrets[0] || secrets[1]) expect(result.stdout).toMatch(/^::add-mask::/)
}
