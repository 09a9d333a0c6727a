import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { HttpRequest, HttpResponse, HttpResult, Transport } from '../../src/feishu/transport.ts'
import { type Runtime, run } from '../../src/run.ts'
import { courses, promptCourses, seed } from './courses.ts'
import { brokenJobRules, jobs, playJob } from './pause.ts'
import { play, type Step } from './play.ts'
import { brokenRules } from './rules.ts'
import { pausePlans, type Scenario, scenarios } from './scenarios.ts'

type Send = Transport['send']

/** The step with something between it and the network. */
function between(change: (send: Send) => Send): Step {
  return (entry, cancelled, runtime) => {
    const openTransport: Runtime['openTransport'] = (baseUrl, clock) => {
      const transport = runtime.openTransport(baseUrl, clock)
      return { send: change(transport.send), close: transport.close }
    }
    return run(entry, cancelled, { ...runtime, openTransport })
  }
}

/** A step that sends something else. */
function sends(change: (request: HttpRequest) => HttpRequest): Step {
  return between(
    (send) =>
      (request, ...rest) =>
        send(change(request), ...rest),
  )
}

/** A step that reads something else. */
function reads(change: (response: HttpResponse) => HttpResponse): Step {
  return between((send) => async (request, ...rest) => {
    const result = await send(request, ...rest)
    return result.kind === 'response' ? change(result) : result
  })
}

const readsText = (change: (text: string) => string) =>
  reads((response) => ({ ...response, text: change(response.text) }))

const isLost = (result: HttpResult) => result.kind === 'no response' && result.sent
const success = JSON.stringify({
  code: 0,
  tenant_access_token: 't-any',
  data: { execution_id: '1', status: 'end', workflows: [], items: [] },
})
const duplicate = JSON.stringify({ code: 2320001, msg: 'k_wf_ec_2001008' })

/** Steps that are wrong in one way each, where that shows, and the rule that has to find it. */
const wrongSteps: readonly { wrong: string; where: RegExp; rule: string; step: Step }[] = [
  {
    wrong: 'retries without the key',
    where: /execute/,
    rule: 'started once',
    step: sends(({ body = '', ...request }) => ({ ...request, body: body.replace(/,"idempotent_key":"[^"]*"/, '') })),
  },
  {
    wrong: 'takes a new key for every attempt',
    where: /execute/,
    rule: 'started once',
    step: sends(({ body = '', ...request }) => ({
      ...request,
      body: body.replace(/("idempotent_key":)"[^"]*"/, `$1"${randomUUID()}"`),
    })),
  },
  {
    wrong: 'triggers with a new key for every attempt',
    where: /trigger/,
    rule: 'triggered once',
    step: sends((request) => ({ ...request, headers: { ...request.headers, 'Client-Token': randomUUID() } })),
  },
  {
    wrong: 'takes words for proof that the flow was started',
    where: /execute-flow, async/,
    rule: 'success only with proof',
    step: readsText((text) => (/idempoten|duplicate|幂等/i.test(text) ? duplicate : text)),
  },
  {
    wrong: 'counts HTTP 200 as success',
    where: /one id/,
    rule: 'success only when granted',
    step: reads((response) => (response.http_status === 200 ? { ...response, text: success } : response)),
  },
  {
    wrong: 'ignores data.code',
    where: /execute-flow, sync/,
    rule: 'success only with proof',
    step: readsText((text) => text.replace(/"code":"k_[^"]*"/, '"code":""').replace('"failed"', '"end"')),
  },
  {
    wrong: "ignores the flow's status",
    where: /execute-flow, sync/,
    rule: 'success only with proof',
    step: readsText((text) => text.replace(/"status":"(failed|rejected|cancelled)"/, '"status":"end"')),
  },
  {
    wrong: 'takes a success for a failure',
    where: /one id/,
    rule: 'success only when granted',
    step: readsText((text) => text.replace('"code":0,"data":{}', '"code":424242')),
  },
  {
    wrong: 'sends a call that cannot be repeated again',
    where: /not repeatable/,
    rule: 'called as allowed',
    step: between((send) => async (request, ...rest) => {
      const result = await send(request, ...rest)
      return isLost(result) ? send(request, ...rest) : result
    }),
  },
  {
    wrong: 'lists the first page only',
    where: /list/,
    rule: 'list as in the base',
    step: readsText((text) =>
      text.replace(/"has_more":true,?|"(page_token|total)":("\d+"|\d+),?/g, '').replace(',}', '}'),
    ),
  },
  {
    wrong: 'calls a list complete that is not',
    where: /list/,
    rule: 'list as in the base',
    step: reads((response) =>
      response.http_status === 403 ? { ...response, http_status: 200, text: success } : response,
    ),
  },
  {
    wrong: 'changes what was not selected',
    where: /one id/,
    rule: 'others untouched',
    step: between((send) => async (request, ...rest) => {
      if (request.method === 'PUT')
        await send({ ...request, url: request.url.replace(/\d+$/, '7308871234552639001') }, ...rest)
      return send(request, ...rest)
    }),
  },
  {
    wrong: 'believes that what was lost was never sent',
    where: /execute/,
    rule: 'doubt is reported',
    step: between((send) => async (...call) => ({ ...(await send(...call)), sent: false })),
  },
  {
    wrong: 'sends every request twice',
    where: /GET/,
    rule: 'attempts counted',
    step: between((send) => async (...call) => {
      await send(...call)
      return send(...call)
    }),
  },
  {
    wrong: 'gives up at once',
    where: /one id/,
    rule: 'repeated by the table',
    step: (...call) => {
      process.env.INPUT_MAX_ATTEMPTS = '1'
      return run(...call)
    },
  },
  {
    wrong: 'waits as long as any server asks',
    where: /one id/,
    rule: 'repeated by the table',
    step: reads((response) => ({
      ...response,
      header: (name) => (response.header(name) === '3600' ? '119' : response.header(name)),
    })),
  },
  {
    wrong: 'does not wait for what a server asks',
    where: /one id/,
    rule: 'ended in time',
    step: reads((response) => ({ ...response, header: () => undefined })),
  },
  {
    wrong: 'does not keep to ten updates per second',
    where: /all/,
    rule: 'ten per second',
    step: (entry, cancelled, runtime) => {
      const after: Runtime['clock']['after'] = (ms, action) => runtime.clock.after(ms < 1100 ? 0 : ms, action)
      return run(entry, cancelled, { ...runtime, clock: { now: runtime.clock.now, after } })
    },
  },
  {
    wrong: 'does not notice that the job is cancelled',
    where: /one id/,
    rule: 'cancelled at once',
    step: (entry, _, runtime) => run(entry, new AbortController().signal, runtime),
  },
  {
    wrong: 'leaves its connection open',
    where: /GET/,
    rule: 'left tidy',
    step: (entry, cancelled, runtime) =>
      run(entry, cancelled, {
        ...runtime,
        openTransport: (...where) => ({ ...runtime.openTransport(...where), close: () => {} }),
      }),
  },
  {
    wrong: 'writes its token into the summary',
    where: /GET/,
    rule: 'nothing secret',
    step: async (...call) => {
      await run(...call)
      const { GITHUB_STEP_SUMMARY = '', INPUT_ACCESS_TOKEN, INPUT_APP_SECRET } = process.env
      appendFileSync(GITHUB_STEP_SUMMARY, `token: ${INPUT_ACCESS_TOKEN}${INPUT_APP_SECRET}\n`)
    },
  },
  {
    wrong: 'ends green after an error',
    where: /one id/,
    rule: 'one annotation',
    step: async (...call) => {
      await run(...call)
      process.exitCode = 0
    },
  },
]

function scenarioOf(where: RegExp): Scenario {
  const [scenario] = scenarios.filter(({ name }) => where.test(name))
  if (!scenario) throw new Error(`no scenario ${where}`)
  return scenario
}

/** The step breaks other rules too. */
function throwIfFound(rule: string, broken: readonly string[]): void {
  const own = broken.find((each) => each.startsWith(`${rule}: `))
  if (own) throw new Error(own)
}

/** What the first failing sequence says; without shrinking, which would only take time here. */
async function found<Sequence>(property: fc.IAsyncProperty<Sequence>): Promise<string> {
  const { errorInstance } = await fc.check(property, { numRuns: 1000, seed, endOnFailure: true })
  return String(errorInstance)
}

describe('the fuzz run finds a step that', () => {
  test.each(wrongSteps)('$wrong', async ({ where, rule, step }) => {
    const property = fc.asyncProperty(scenarioOf(where).plans, courses, async (plan, course) => {
      throwIfFound(rule, brokenRules(await play(plan, course, step)))
    })
    expect(await found(property)).toContain(rule)
  })
})

const pausedOf = (state: Record<string, string>) => (state.paused ? JSON.parse(state.paused) : undefined)

describe('the fuzz run finds a pause that', () => {
  const wrongPauses: readonly { wrong: string; rule: string; step?: Step; tamper?: Parameters<typeof playJob>[2] }[] = [
    {
      wrong: 'enables what was off before',
      rule: 'others untouched',
      tamper: (state, { before }) => {
        const paused = pausedOf(state)
        if (!paused) return state
        const workflows = Object.keys(before).map((workflow_id) => ({ workflow_id, type: 'automation' }))
        return { paused: JSON.stringify({ ...paused, workflows }) }
      },
    },
    {
      wrong: 'saves its state after the first write',
      rule: 'saved first',
      tamper: (state, { sent, killed }) => {
        const writes = sent.filter(({ endpoint }) => /update|disable/.test(endpoint))
        return killed && writes.length === 1 ? {} : state
      },
    },
    {
      wrong: 'forgets one of those it has disabled',
      rule: 'restored when green',
      tamper: (state) => {
        const paused = pausedOf(state)
        return paused ? { paused: JSON.stringify({ ...paused, workflows: paused.workflows.slice(1) }) } : state
      },
    },
    {
      wrong: 'counts HTTP 200 as success',
      rule: 'restored when green',
      step: reads((response) =>
        response.http_status === 200 && /"code":[1-9]/.test(response.text) ? { ...response, text: success } : response,
      ),
    },
    {
      wrong: 'does not name what is still disabled',
      rule: 'named when red',
      step: async (...call) => {
        const { write } = process.stdout
        process.stdout.write = (piece: string | Uint8Array) =>
          write.call(process.stdout, String(piece).replace(/Still disabled: [^(]*\(\w+\)/, 'Still disabled: '))
        await run(...call).finally(() => {
          process.stdout.write = write
        })
      },
    },
  ]

  test.each(wrongPauses)('$wrong', async ({ rule, step, tamper }) => {
    const property = fc.asyncProperty(jobs(pausePlans, promptCourses), async (job) => {
      throwIfFound(rule, brokenJobRules(await playJob(job, step, tamper)))
    })
    expect(await found(property)).toContain(rule)
  })
})

test('a broken rule is reported by its shortest sequence and the seed', async () => {
  const step = sends(({ body = '', ...request }) => ({ ...request, body: body.replace('deploy-4711', randomUUID()) }))
  const { plans } = scenarioOf(/execute-flow, async, key given/)
  const property = fc.asyncProperty(plans, courses, async (plan, course) => {
    const { feishu, executions } = await play(plan, course, step)
    expect(feishu.state.executions.length - executions.before).toBeLessThan(2)
  })
  const details = await fc.check(property, { numRuns: 1000, seed })
  expect(details.counterexample?.[1].faults.length).toBeLessThanOrEqual(2)
  expect(fc.defaultReportMessage(details)).toContain(`seed: ${seed}`)
})
