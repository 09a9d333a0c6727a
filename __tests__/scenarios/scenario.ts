import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createFeishu, type Feishu } from '../../sandbox/feishu.ts'
import type { HttpResponse } from '../../sandbox/http.ts'
import { runStep, type StepOptions, type StepResult } from '../../sandbox/runner/step.ts'
import { type ReceivedRequest, type Server, startServer } from '../../sandbox/server.ts'
import type { State } from '../../sandbox/state.ts'
import { findLeaks } from '../support/leaks.ts'
import { actionOf, fastClock, runEntry, runSource } from '../support/source.ts'

/** What a step meets. */
interface Given {
  name: string
  /** Also as the built bundle: set where a bundle can break, and for a few of each file. */
  bundle?: boolean
  /** On top of an access token and the sandbox's URL as domain; '' takes an input away. `URL/…` is on the sandbox. */
  inputs: Record<string, string>
  env?: Record<string, string>
  event?: unknown
  /** What of the sandbox's sample data differs. */
  state?: Partial<State>
  /** Scripts the sandbox's responses. */
  prepare?: (feishu: Feishu, server: Server) => void
}

/** One step, what it meets, and all that has to result from it. */
export interface Scenario extends Given {
  /** The folder of another action.yml. */
  action?: string
  wants: Wants
}

/** Main and post of the sub-action pause, with the rest of the job between them. */
export interface Job extends Given {
  /** Ends main, or post, when the sandbox has received so many requests to an endpoint. SIGKILL is for the bundle only. */
  interrupt?: { phase?: 'post'; signal: 'SIGINT' | 'SIGKILL'; at: string; count: number }
  main: Wants
  /** What main saves for post, as JSON; an empty state without it. */
  saved?: unknown
  between?: (feishu: Feishu, server: Server) => void
  /** What differs in the inputs when post runs: the runner evaluates them again. */
  postInputs?: Record<string, string>
  /** Without it, post is silent and succeeds; `not run` where another job holds what it does with such a state. */
  post?: Wants | 'not run'
}

/** Everything is compared, but for what is left out here. In all texts URL, UUID and N ms stand for what varies. */
interface Wants {
  /** `METHOD path body`, in order; none without it. */
  requests?: readonly string[]
  /**
   * What it outputs beside what every response gives, which is derived from what the sandbox sent; '' for one that is
   * empty or not set. Without it, a success has to have what is derived.
   */
  outputs?: 'none' | Readonly<Record<string, string>>
  /** The lines that are not commands, without the last one of a success, which lists outputs. */
  log?: readonly string[]
  warnings?: readonly string[]
  /** The one error annotation; without it the step has to succeed. */
  error?: string | RegExp
  summary?: '' | Summary
  /** TCP connections. */
  connections?: number
  /** The ids that are enabled in the first base afterwards. */
  enabled?: readonly string[]
}

/** A job summary without the facts that every step has. */
export interface Summary {
  heading: string
  /** What the step was about, and facts that no output has; `[value](link)` is a link. */
  about?: readonly (readonly [name: string, value: string])[]
  /** The head, and the rows below it. */
  table?: readonly (readonly string[])[]
  outcome: string
  /** The paragraphs below the table. */
  notes?: readonly string[]
  /** Of the docs. */
  link?: string
}

/** What a step left behind, in the form of {@link Wants}. */
interface Seen {
  result: StepResult
  wants: Required<Omit<Wants, 'summary' | 'outputs'>> & { summary: string; outputs: Record<string, string> }
  received: readonly ReceivedRequest[]
  /** The last response, if it reached the step. */
  response: HttpResponse | undefined
  /** What it has saved, as JSON. */
  saved: unknown
  /** The inputs as the step got them. */
  inputs: Readonly<Record<string, string>>
  /** Every token that the sandbox knows. */
  tokens: readonly string[]
}

type Options = Pick<StepOptions, 'inputs' | 'env' | 'event' | 'action' | 'phase' | 'state' | 'signal'>

/** @param at when to send the signal of the options */
type Engine = (options: Options, at?: Promise<unknown>) => Promise<StepResult>

export const token = 't-g1044known'

const bundle: Engine = (options, at) => runStep({ ...options, ...(at && { signalAfter: at }) })

const source: Engine = (options, at) => {
  // The entry itself decides that there is nothing to do.
  if (options.phase === 'post' && !options.state?.paused) return runEntry('restore', options, false)
  const cancel = new AbortController()
  at?.then(() => cancel.abort())
  const env = { RUNNER_DEBUG: '1', ...options.env }
  return runSource({ ...options, env, cancelled: cancel.signal, runtime: { clock: fastClock(10) } })
}

/** Runs every scenario from src in this process, and those that are marked also as the built bundle. */
export function check(scenarios: readonly Scenario[]): void {
  const inBundle = scenarios.filter(({ bundle }) => bundle)
  checkBoth(inBundle, scenarios, play, (scenario, seen) => compare(scenario.wants, seen))
}

const silent: Wants = { log: [], summary: '' }

/** The same for jobs with the sub-action pause. */
export function checkJobs(jobs: readonly Job[]): void {
  const inBundle = jobs.filter(({ bundle }) => bundle)
  const inProcess = jobs.filter(({ interrupt }) => interrupt?.signal !== 'SIGKILL')
  checkBoth(inBundle, inProcess, playJob, ({ main, post = silent, interrupt, ...job }, seen) => {
    const saved = 'saved' in job ? job.saved : ''
    compare(main, seen.main, interrupt?.signal === 'SIGKILL' ? 'SIGKILL' : null, saved)
    // A post has no outputs.
    if (seen.post && post !== 'not run') compare({ outputs: 'none', ...post }, seen.post)
  })
}

function checkBoth<Case extends Given, Result>(
  inBundle: readonly Case[],
  inSource: readonly Case[],
  run: (each: Case, engine: Engine) => Promise<Result>,
  assert: (each: Case, result: Result) => void,
): void {
  if (inBundle.length > 0)
    describe('the bundle', () => {
      const results = new Map<Case, Promise<Result>>()
      const queue = [...inBundle]
      const failed: unknown[] = []
      // Two at a time: a step is mostly start-up.
      const worker = async () => {
        for (let next = queue.shift(); next; next = queue.shift()) {
          const result = run(next, bundle)
          results.set(next, result)
          await result.catch((error) => failed.push(error))
        }
      }
      beforeAll(async () => {
        await Promise.all([worker(), worker()])
      }, 120_000)
      afterAll(() => expect(failed).toEqual([]))
      test.each(inBundle)('$name', async (each) => {
        const result = await results.get(each)
        if (!result) throw new Error('the step was not run')
        assert(each, result)
      })
    })
  describe('the source', () => {
    test.each(inSource)('$name', async (each) => assert(each, await run(each, source)), 30_000)
  })
}

async function play({ action, ...given }: Scenario, engine: Engine): Promise<Seen> {
  return withSandbox(given, (feishu, server) => {
    const options = { ...optionsOf(given, given.inputs, server), ...(action ? { action } : actionOf(given.inputs)) }
    return runAndSee(options, engine, feishu, server)
  })
}

async function playJob({ interrupt, between, postInputs, post, ...given }: Job, engine: Engine) {
  return withSandbox(given, async (feishu, server) => {
    const pause = { ...optionsOf(given, given.inputs, server), action: 'pause' }
    const inPhase = (phase: 'main' | 'post', options: Partial<Options>) => {
      const signalled = interrupt && (interrupt.phase ?? 'main') === phase ? interrupt : undefined
      const signal = signalled && { signal: signalled.signal }
      const at = signalled && server.whenReceived(signalled.at, signalled.count)
      return runAndSee({ ...pause, ...options, ...signal, phase }, engine, feishu, server, at)
    }
    const main = await inPhase('main', {})
    if (post === 'not run') return { main }
    between?.(feishu, server)
    const { inputs } = optionsOf(given, { ...given.inputs, ...postInputs }, server)
    return { main, post: await inPhase('post', { inputs, state: main.result.state }) }
  })
}

async function withSandbox<Result>(
  { state, prepare }: Given,
  run: (feishu: Feishu, server: Server) => Promise<Result>,
): Promise<Result> {
  const feishu = createFeishu({ tokens: [{ token, kind: 'tenant', valid: true }], ...state })
  const server = await startServer(feishu)
  try {
    prepare?.(feishu, server)
    return await run(feishu, server)
  } finally {
    await server.stop()
  }
}

function optionsOf({ env, event }: Given, inputs: Given['inputs'], { url }: Server) {
  const given = Object.entries({ access_token: token, domain: url, ...inputs })
  return {
    inputs: Object.fromEntries(
      given.flatMap(([name, value]) => (value === '' ? [] : [[name, value.replace(/^URL(?=\/|$)/, url)]])),
    ),
    ...(env && { env }),
    ...(event !== undefined && { event }),
  }
}

async function runAndSee(
  options: Options & { inputs: Record<string, string> },
  engine: Engine,
  { state, handled }: Feishu,
  server: Server,
  at?: Promise<unknown>,
): Promise<Seen> {
  const before = { received: server.received.length, connections: server.counts.connections }
  const result = await engine(options, at)
  const received = server.received.slice(before.received)
  const plain = (text: string) =>
    text
      .replaceAll(server.url, 'URL')
      .replace(/[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}/g, 'UUID')
      .replace(/--UUID(--)?/g, '--B$1')
      .replace(/\b\d+ ms\b|\b\d+\.\d+ s\b|(?<=Retrying in )\d+ s\b/g, 'N ms')
  const messages = (level: string) =>
    result.annotations
      .filter((annotation) => annotation.level === level)
      .map(({ message }) => plain(message.replaceAll('\n', ' ')))
  const { workflows = [], v3 = [] } = state.bases[0] ?? {}
  const wants = {
    requests: received.map(({ method, path, body }) => plain(`${method} ${path} ${body}`.trimEnd())),
    outputs: Object.fromEntries(
      Object.entries(result.outputs).flatMap(([name, value]) => (value ? [[name, plain(value)]] : [])),
    ),
    log: plain(result.log).split('\n').filter(Boolean),
    warnings: messages('warning'),
    error: messages('error').join('\n'),
    summary: plain(readable(result.summary)),
    connections: server.counts.connections - before.connections,
    enabled: [...workflows, ...v3]
      .filter(({ status }) => /^enable/i.test(status))
      .map(({ workflow_id }) => workflow_id),
  }
  const { paused } = result.state
  const tokens = state.tokens.map((each) => each.token)
  const response = received.at(-1)?.bytesSent ? handled.at(-1)?.response : undefined
  const saved = paused && JSON.parse(plain(paused))
  return { result, wants, received, response, saved, inputs: options.inputs, tokens }
}

/** Endpoints that find out what the others need; their requests are no attempts, but for an operation that lists. */
const lookups = ['token', 'wiki', 'list', 'list-v3']

/** The outputs that every step has which sent something, of what the sandbox received and sent last. */
function commonOutputs({ received, response, inputs, result }: Seen): Record<string, string> {
  if (received.length === 0) return {}
  const own = received.filter(({ endpoint }) => {
    return !lookups.includes(endpoint) || (inputs.operation === 'list-workflows' && endpoint.startsWith('list'))
  })
  const attempts = String(own.length)
  if (!response) return { attempts }
  const { code, msg }: { code?: unknown; msg?: string } = response.body.startsWith('{') ? JSON.parse(response.body) : {}
  // A failure under code 0 is not one of Feishu's.
  const known = Number.isFinite(code) && !(code === 0 && result.exitCode !== 0)
  return {
    ...(known && { code: String(code), msg: msg ?? '' }),
    http_status: String(response.status),
    log_id: response.headers['x-tt-logid'] ?? '',
    attempts,
    response: response.body,
  }
}

/** What is known of the last response and of the time it took, as the log and the summary have it. */
function factsOf({ outputs }: StepResult): string[][] {
  const named = ['idempotent_key', 'message_id', 'code', 'http_status', 'log_id', 'attempts'].map((name) => [
    name,
    outputs[name] ?? '',
  ])
  return [...named.filter(([, value]) => value), ['duration', 'N ms']]
}

/** A summary as a person reads its source: with characters instead of their references. */
function readable(summary: string): string {
  return summary.replaceAll('<wbr>', '').replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}

/** The Markdown of a summary. */
function markdown(
  { heading, about = [], table = [], outcome, notes = [], link }: Summary,
  failed: boolean,
  facts: readonly string[][],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const [head = [], ...rows] = table
  const others = facts.filter(([name]) => !about.some(([each]) => each === name))
  return [
    `### ${failed ? '❌' : '✅'} ${heading}`,
    outcome,
    ...(head.length > 0 ? [[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')] : []),
    ...notes,
    ...(link ? [`<${link}>`] : []),
    `<sub>${[...about, ...others].map((fact) => fact.join(' ')).join(' · ')}</sub>`,
    '',
  ].join('\n\n')
}

/** What is wanted in full: with what every step has. */
function complete(wants: Wants, seen: Seen): Record<string, unknown> {
  const { log, summary, outputs, error } = wants
  const common = commonOutputs(seen)
  const facts = factsOf(seen.result)
  const last = `${facts.map((fact) => fact.join(' ')).join(', ')}.`
  const succeeded = !error && seen.received.length > 0
  const all = Object.entries({ ...common, ...(outputs !== 'none' && outputs) }).filter(([, value]) => value)
  return {
    requests: [],
    warnings: [],
    connections: wants.requests ? 1 : 0,
    ...wants,
    error: error instanceof RegExp ? expect.stringMatching(error) : (error ?? ''),
    outputs: outputs === 'none' ? {} : outputs ? Object.fromEntries(all) : expect.objectContaining(error ? {} : common),
    ...(log && { log: succeeded ? [...log, last] : log }),
    ...(summary && { summary: markdown(summary, error !== undefined, facts) }),
  }
}

function compare(wants: Wants, seen: Seen, signal: 'SIGKILL' | null = null, saved?: unknown): void {
  const { result, received, inputs } = seen
  const asked = complete(wants, seen)
  expect(Object.fromEntries(Object.keys(asked).map((key) => [key, seen.wants[key as keyof Wants]]))).toEqual(asked)
  expect(seen.saved).toEqual(saved)
  // What holds for every step there is.
  const exitCode = signal ? null : wants.error ? 1 : 0
  expect(result).toMatchObject({ exitCode, signal, stderr: '', files: { env: '', path: '' } })
  expect(result.annotations.filter(({ level }) => level === 'error')).toHaveLength(wants.error ? 1 : 0)
  const debug = result.commands.filter(({ name }) => name === 'debug')
  for (const { data } of debug) expect(data).toMatch(/^[A-Z]+ \/\S+ (\d+|-) \d+ ms$/)
  const { access_token = '', app_secret = '', webhook_token = '', webhook_secret = '', webhook_url = '' } = inputs
  const tokens = [access_token, ...seen.tokens].filter(Boolean)
  for (const { endpoint, headers } of received) {
    expect(headers).toMatchObject({
      'content-type':
        inputs.file && endpoint !== 'token'
          ? expect.stringMatching(/^multipart\/form-data; boundary=[\w-]+$/)
          : 'application/json; charset=utf-8',
      'user-agent': 'feishu-automation-action',
    })
    if (endpoint === 'token') expect(headers.authorization).toBeUndefined()
    else if (webhook_url) expect(headers.authorization ?? '').toBe(webhook_token && `Bearer ${webhook_token}`)
    else expect(tokens.map((each) => `Bearer ${each}`)).toContain(headers.authorization)
  }
  const secrets = [app_secret, access_token, webhook_token, webhook_secret, webhook_url].filter(Boolean)
  expect(findLeaks(result, [...secrets, ...tokens])).toEqual([])
  // Masked before anything else is said.
  if (result.stdout === '') return
  expect(result.masks).toEqual(expect.arrayContaining(secrets))
  if (secrets.length > 0) expect(result.stdout).toMatch(/^::add-mask::/)
}
