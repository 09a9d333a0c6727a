import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { HttpResponse, Transport } from '../../src/feishu/transport.ts'
import { run } from '../../src/run.ts'
import { anything } from './conditions.ts'
import type { Run } from './play.ts'
import { attemptRules, stepRules } from './rules.ts'
import { problemsOf, scenarios } from './scenarios.ts'

type Send = Transport['send']

/** The step with something between it and the network. */
function between(change: (send: Send, ...call: Parameters<Send>) => ReturnType<Send>): Run {
  return (entry, cancelled, runtime) => {
    const openTransport: typeof runtime.openTransport = (...where) => {
      const transport = runtime.openTransport(...where)
      return { send: (...call) => change(transport.send, ...call), close: transport.close }
    }
    return run(entry, cancelled, { ...runtime, openTransport })
  }
}

/** A step that sends another body. */
const sends = (change: (body: string) => string) =>
  between((send, { body, ...request }, ...rest) =>
    send({ ...request, ...(body !== undefined && { body: change(String(body)) }) }, ...rest),
  )

/** A step that reads something else. */
const reads = (change: (response: HttpResponse) => HttpResponse) =>
  between(async (send, ...call) => {
    const result = await send(...call)
    return result.kind === 'response' ? change(result) : result
  })
const readsText = (change: (text: string) => string) => reads((all) => ({ ...all, text: change(all.text) }))

const takesAllForOff = readsText((text) => text.replace(/"status":"enabled?"/gi, '"status":"Disable"'))

/** A step after which something else happens. */
function thenDoes(action: () => void): Run {
  return (...call) => run(...call).then(action)
}

/** A post that restores something else. */
function restores(change: (workflows: readonly unknown[]) => readonly unknown[]): Run {
  return (...call) => {
    const { workflows = [], ...paused } = JSON.parse(process.env.STATE_paused ?? '{}')
    process.env.STATE_paused = JSON.stringify({ ...paused, workflows: change(workflows) })
    return run(...call)
  }
}

const data = { execution_id: '1', status: 'end', workflows: [], items: [] }
const success = JSON.stringify({ code: 0, tenant_access_token: 't-any', data })
const duplicate = JSON.stringify({ code: 'k_wf_ec_2001008', msg: 'used' })
const key = /"idempotent_key":"[^"]*"/
const asSuccess = readsText((text) => (/"code":[1-9]/.test(text) ? success : text))

/** Steps that are wrong in one way each. Before the colon: the scenario in which that shows, and the rule that finds it. */
const wrongSteps: Record<string, Run> = {
  'execute-flow, runs once: retries without the key': sends((body) => body.replace(key, '"is_async":false')),
  'call, not repeatable, runs once: sends it again': between(async (send, ...call) => {
    const result = await send(...call)
    return result.kind === 'no response' && result.sent ? send(...call) : result
  }),
  'execute-flow, async, green when confirmed: takes words for one': readsText((text) =>
    /idempoten|幂等/i.test(text) ? duplicate : text,
  ),
  'trigger, green when confirmed: takes an error for a success': asSuccess,
  'execute-flow, doubt is reported: takes what was lost for unsent': between(async (send, ...call) => {
    return { ...(await send(...call)), sent: false }
  }),
  'update-workflow, green when done: takes an error for a success': asSuccess,
  'update-workflow, outputs as in the base: takes all for off': takesAllForOff,
  'list-workflows, list as in the base: reads the first page only': readsText((text) =>
    text.replace(/"has_more":true,?|"(page_token|total)":("\d+"|\d+),?/g, '').replace(',}', '}'),
  ),
  'pause, restored when green: forgets the first': restores((workflows) => workflows.slice(1)),
  'pause, named when red: takes all for off in post': (entry, ...how) =>
    (entry === 'restore' ? takesAllForOff : run)(entry, ...how),
  'pause, others untouched: enables what was off': restores(() =>
    [0, 1, 2].map((n) => ({ workflow_id: `730887123455263900${n}`, type: 'automation' })),
  ),
  'pause, saved first: saves after the request': between(async (send, request, ...rest) => {
    const path = process.env.GITHUB_STATE ?? ''
    const state = readFileSync(path, 'utf8')
    if (/^P(UT|ATCH)/.test(request.method)) writeFileSync(path, '')
    const result = await send(request, ...rest)
    writeFileSync(path, state)
    return result
  }),
  'pause, paused when green: disables nothing': sends((body) => body.replace('Disable', 'Enable')),
  'call, until, opens on its value: takes one status for another': readsText((text) =>
    text.replace('"PENDING"', '"APPROVED"'),
  ),
  'update-workflow, repeated where it helps: gives up at once': (...call) => {
    process.env.INPUT_MAX_ATTEMPTS = '1'
    return run(...call)
  },
  'update-workflow, ended in time: waits shorter than is asked': reads((all) => ({ ...all, header: () => undefined })),
  'update-workflow, cancelled at once: does not notice': (entry, _, runtime) =>
    run(entry, new AbortController().signal, runtime),
  'call, GET, left tidy: leaves its connection open': (entry, cancelled, { openTransport, ...runtime }) =>
    run(entry, cancelled, {
      ...runtime,
      openTransport: (...where) => ({ ...openTransport(...where), close: () => {} }),
    }),
  'call, GET, nothing secret: writes its token into the summary': thenDoes(() => {
    const { GITHUB_STEP_SUMMARY = '', INPUT_ACCESS_TOKEN, INPUT_APP_SECRET } = process.env
    appendFileSync(GITHUB_STEP_SUMMARY, `token: ${INPUT_ACCESS_TOKEN}${INPUT_APP_SECRET}\n`)
  }),
  'update-workflow, one annotation: ends green after an error': thenDoes(() => Object.assign(process, { exitCode: 0 })),
}

const allRules = [...new Set([stepRules, attemptRules, ...scenarios.map(({ rules }) => rules)].flatMap(Object.keys))]
const rows = Object.entries(wrongSteps).map(([name, step]) => {
  const rule = allRules.find((each) => name.includes(`, ${each}: `)) ?? 'none'
  return { name, rule, where: name.split(`, ${rule}`)[0] ?? '', step }
})

test.each(rows)('finds $name', async ({ rule, where, step }) => {
  const scenario = scenarios.find(({ name }) => name.startsWith(where))
  if (!scenario) throw new Error(`no scenario ${where}`)
  const conditions = scenario.conditions(anything)
  let found = false
  const property = fc.asyncProperty(scenario.tasks, conditions, async (task, conditions) => {
    const problems = await problemsOf(scenario, task, conditions, step)
    found = problems.some((each) => each.startsWith(`${rule}: `))
    return !found
  })
  // Shrinking would only take time here.
  await fc.check(property, { numRuns: 1000, seed: 1, endOnFailure: true })
  expect(found).toBe(true)
})

test('finds a wrong step by every rule', () => {
  expect(allRules.filter((each) => !rows.some(({ rule }) => rule === each))).toEqual([])
})
