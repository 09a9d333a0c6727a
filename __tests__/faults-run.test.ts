import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { Exchange, HttpRequest, Transport } from '../src/feishu/transport.ts'
import { run, type World } from '../src/run.ts'
import { findingLines } from '../tools/faults/print.ts'
import { playAll } from '../tools/faults/run.ts'
import { scenarios } from '../tools/faults/scenarios.ts'
import type { Step } from '../tools/faults/sequence.ts'
import { createStage } from '../tools/faults/stage.ts'

const stage = createStage()
afterAll(() => stage.close())

/** The rules that a step breaks in a few sequences of every scenario. */
async function brokenRules(step: Step, runs: number): Promise<Set<string>> {
  const broken = new Set<string>()
  for (const scenario of scenarios) {
    const { findings } = await playAll(scenario, 3, runs, stage, step)
    for (const { rule } of findings.flatMap(({ violations }) => violations)) broken.add(rule)
  }
  return broken
}

describe('the fault run', () => {
  test.each(scenarios)('$name keeps every rule', async (scenario) => {
    const { figures, findings } = await playAll(scenario, 2, 40, stage, run)
    expect(findings.flatMap(findingLines)).toEqual([])
    expect(figures.requests).toBeGreaterThan(40)
    expect(figures.succeeded).toBeGreaterThan(0)
    expect(figures.failed).toBeGreaterThan(0)
  })

  test('plays the same for the same seed', async () => {
    const [scenario] = scenarios.slice(1)
    if (!scenario) throw new Error('there is no scenario')
    const [first, second] = [await playAll(scenario, 5, 20, stage, run), await playAll(scenario, 5, 20, stage, run)]
    const other = await playAll(scenario, 6, 20, stage, run)
    expect(second).toEqual(first)
    expect(other.figures).not.toEqual(first.figures)
  })
})

type Send = Transport['exchange']

/** The step with something between it and the wire. */
function between(change: (send: Send) => Send): Step {
  return (world) => {
    const openTransport = (baseUrl: string): Transport => {
      const transport = world.openTransport(baseUrl)
      return { exchange: change(transport.exchange), close: () => transport.close() }
    }
    return run({ ...world, openTransport })
  }
}

function answers(exchange: Exchange, text: string): Exchange {
  return exchange.kind === 'answered' && exchange.text.includes('"code":0')
    ? exchange
    : { kind: 'answered', http_status: 200, header: () => undefined, text, whole: true }
}

function withNewKey({ body = '', ...request }: HttpRequest): HttpRequest {
  return { ...request, body: body.replace(/("idempotent_key":)"[^"]*"/, `$1"${randomUUID()}"`) }
}

/** Steps that are wrong in one way each, and the rules that have to find them out. */
const wrongSteps: readonly { wrong: string; rules: readonly string[]; step: Step }[] = [
  {
    wrong: 'takes a new key for every attempt',
    rules: ['started once'],
    step: between((send) => (request, signal) => send(withNewKey(request), signal)),
  },
  {
    wrong: 'takes whatever comes for a success',
    rules: ['execution as granted', 'status as granted', 'list as granted'],
    step: between((send) => async (request, signal) => {
      const data = { execution_id: '1', status: 'end', workflows: [] }
      return answers(await send(request, signal), JSON.stringify({ code: 0, data, tenant_access_token: 't-x' }))
    }),
  },
  {
    wrong: 'takes a success for a failure',
    rules: ['execution as granted', 'status as granted', 'list as granted'],
    step: between((send) => async (request, signal) => {
      const exchange = await send(request, signal)
      return exchange.kind === 'answered' ? { ...exchange, text: '{"code":424242}' } : exchange
    }),
  },
  {
    wrong: 'believes that what was lost was never sent',
    rules: ['doubt is said'],
    step: between((send) => async (request, signal) => {
      const exchange = await send(request, signal)
      return exchange.kind === 'unanswered' ? { ...exchange, sent: false } : exchange
    }),
  },
  {
    wrong: 'sends every request twice',
    rules: ['attempts counted', 'repeated by the table'],
    step: between((send) => async (request, signal) => {
      await send(request, signal)
      return send(request, signal)
    }),
  },
  {
    wrong: 'gives up at once',
    rules: ['repeated by the table'],
    step: (world) => {
      process.env.INPUT_MAX_ATTEMPTS = '1'
      return run(world)
    },
  },
  {
    wrong: 'hears no cancellation',
    rules: ['cancelled at once'],
    step: (world) => run({ ...world, cancelled: new AbortController().signal }),
  },
  {
    wrong: 'waits for nothing in the end, and leaves a timer and a connection',
    rules: ['ended in time', 'left tidy'],
    step: async (world) => {
      await run({ ...world, openTransport: (baseUrl) => ({ ...world.openTransport(baseUrl), close: () => {} }) })
      world.clock.after(999_999, () => {})
      await pause(world, 1000)
    },
  },
  {
    wrong: 'prints its credentials',
    rules: ['nothing secret'],
    step: async (world) => {
      await run(world)
      process.stdout.write(`secret: ${process.env.INPUT_APP_SECRET}${process.env.INPUT_ACCESS_TOKEN}\n`)
    },
  },
  {
    wrong: 'ends green after an error',
    rules: ['one verdict'],
    step: async (world) => {
      await run(world)
      process.exitCode = 0
    },
  },
]

function pause({ clock }: World, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve)
  })
}

describe('the fault run finds out a step that', () => {
  test.each(wrongSteps)(
    '$wrong',
    async ({ rules, step }) => {
      const broken = await brokenRules(step, 20)
      expect([...broken]).toEqual(expect.arrayContaining([...rules]))
    },
    30_000,
  )
})
