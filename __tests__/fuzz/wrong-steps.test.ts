import { randomUUID } from 'node:crypto'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { HttpRequest, HttpResponse, Transport } from '../../src/feishu/transport.ts'
import { run } from '../../src/run.ts'
import { anything } from './conditions.ts'
import type { Run } from './play.ts'
import { attemptRules, stepRules } from './rules.ts'
import { problemsOf, scenarios } from './scenarios.ts'

type Send = Transport['send']

/** The step with something between it and the network. */
function between(change: (send: Send, ...call: Parameters<Send>) => ReturnType<Send>, close?: () => void): Run {
  return (entry, cancelled, runtime) => {
    const openTransport: typeof runtime.openTransport = (...where) => {
      const transport = runtime.openTransport(...where)
      return { send: (...call) => change(transport.send, ...call), close: close ?? transport.close }
    }
    return run(entry, cancelled, { ...runtime, openTransport })
  }
}

/** A step that sends something else. */
const sends = (change: (request: HttpRequest) => HttpRequest) =>
  between((send, request, ...rest) => send(change(request), ...rest))
const sendsBody = (change: (body: string) => string) =>
  sends(({ body, ...request }) => ({ ...request, ...(body !== undefined && { body: change(String(body)) }) }))

/** A step that reads something else. */
const reads = (change: (response: HttpResponse) => HttpResponse) =>
  between(async (send, ...call) => {
    const result = await send(...call)
    return result.kind === 'response' ? change(result) : result
  })
const readsText = (change: (text: string) => string) => reads((all) => ({ ...all, text: change(all.text) }))

/** A step after which something else happens. */
function thenDoes(action: () => void): Run {
  return (...call) => run(...call).then(action)
}

/** A pause that saves other entries. */
const saves = (change: (workflows: unknown[]) => unknown[]) =>
  thenDoes(() => {
    const path = process.env.GITHUB_STATE ?? ''
    const saved = /\{.*\}/.exec(readFileSync(path, 'utf8'))?.[0]
    if (!saved) return
    const paused = JSON.parse(saved)
    writeFileSync(path, `paused=${JSON.stringify({ ...paused, workflows: change(paused.workflows) })}\n`)
  })

const data = { execution_id: '1', status: 'end', workflows: [], items: [] }
const success = JSON.stringify({ code: 0, tenant_access_token: 't-any', data })
const duplicate = JSON.stringify({ code: 'k_wf_ec_2001008', msg: 'used' })
const key = /"idempotent_key":"[^"]*"/
const asSuccess = readsText((text) => (/"code":[1-9]/.test(text) ? success : text))

const enables = ({ body, url }: HttpRequest) => /"Enable"|\/enable/.test(`${body}${url}`)

/** Steps that are wrong in one way each. Before the colon: the scenario in which that shows, and the rule that finds it. */
const wrongSteps: Record<string, Run> = {
  'execute-flow, runs once: retries without the key': sendsBody((body) => body.replace(key, '"is_async":false')),
  'trigger, runs once: takes new keys': sends((request) => {
    return { ...request, headers: { ...request.headers, 'Client-Token': randomUUID() } }
  }),
  'message, app, runs once: takes new keys': sendsBody((body) =>
    body.replace(/"uuid":"[^"]*"/, `"uuid":"${randomUUID()}"`),
  ),
  'call, not repeatable, runs once: sends it again': between(async (send, ...call) => {
    const result = await send(...call)
    return result.kind === 'no response' && result.sent ? send(...call) : result
  }),
  'execute-flow, async, green only with proof: takes words for one': readsText((text) =>
    /idempoten|幂等/i.test(text) ? duplicate : text,
  ),
  'execute-flow, sync, green only with proof: ignores data.code': readsText((text) =>
    text.replace(/"code":"k_[^"]*"/, '"code":""').replace('"failed"', '"end"'),
  ),
  'trigger, green when confirmed: takes an error for a success': asSuccess,
  'execute-flow, doubt is reported: takes what was lost for unsent': between(async (send, ...call) => {
    return { ...(await send(...call)), sent: false }
  }),
  'update-workflow, green when granted: takes an error for a success': asSuccess,
  'update-workflow, titles, outputs as in the base: reads another status': readsText((text) =>
    text.replaceAll('"status":"Enable"', '"status":"Disable"'),
  ),
  'update-workflow, others untouched: changes another': between(async (send, request, ...rest) => {
    const other = { ...request, url: request.url.replace(/\d+$/, '7308871234552639001') }
    if (request.method === 'PUT') await send(other, ...rest)
    return send(request, ...rest)
  }),
  'update-workflow, all, ten per second: does not wait': (entry, cancelled, { clock, ...runtime }) => {
    const after: typeof clock.after = (ms, action) => clock.after(ms < 1100 ? 0 : ms, action)
    return run(entry, cancelled, { ...runtime, clock: { now: clock.now, after } })
  },
  'list-workflows, list as in the base: reads the first page only': readsText((text) =>
    text.replace(/"has_more":true,?|"(page_token|total)":("\d+"|\d+),?/g, '').replace(',}', '}'),
  ),
  'list-workflows, list as in the base: calls it complete': reads((all) =>
    all.http_status === 403 ? { ...all, http_status: 200, text: success } : all,
  ),
  'pause, restored when green: forgets the first': saves((workflows) => workflows.slice(1)),
  'pause, named when red: names nothing': async (...call) => {
    const { write } = process.stdout
    process.stdout.write = (piece: string | Uint8Array) =>
      write.call(
        process.stdout,
        String(piece).replace(/(Still disabled|Unknown, possibly still disabled): [^(]*\(\w+\)/, ''),
      )
    await run(...call).finally(() => {
      process.stdout.write = write
    })
  },
  'pause, others untouched: enables what was off': saves(() =>
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
  'pause, paused when green: disables nothing': sendsBody((body) => body.replace('Disable', 'Enable')),
  'pause, each in turn: tries one to the end': between(async (send, request, ...rest) => {
    let result = await send(request, ...rest)
    const again = () => enables(request) && result.kind === 'no response' && !rest[1].aborted
    while (again()) result = await send(request, ...rest)
    return result
  }),
  'pause, all of its time: gives up after seconds': (entry, cancelled, runtime) => {
    if (entry !== 'restore') return run(entry, cancelled, runtime)
    const early = new AbortController()
    const stop = runtime.clock.after(5000, () => early.abort())
    return run(entry, AbortSignal.any([cancelled, early.signal]), runtime).finally(stop)
  },
  'resume, as before when green: believes that it is done': between(async (send, request, ...rest) => {
    const common = { kind: 'response', http_status: 200, header: () => undefined, complete: true } as const
    return enables(request) ? { ...common, text: success } : send(request, ...rest)
  }),
  'call, all pages, every entry of every page: stops at the first': readsText((text) =>
    text.replace('"has_more":true', '"has_more":false'),
  ),
  'call, until, opens on its value: takes one status for another': readsText((text) =>
    text.replace('"PENDING"', '"APPROVED"'),
  ),
  'call, GET, attempts counted: sends every request twice': between(async (send, ...call) => {
    await send(...call)
    return send(...call)
  }),
  'update-workflow, repeated where it helps: gives up at once': (...call) => {
    process.env.INPUT_MAX_ATTEMPTS = '1'
    return run(...call)
  },
  'update-workflow, ended in time: waits shorter than is asked': reads((all) => ({ ...all, header: () => undefined })),
  'update-workflow, cancelled at once: does not notice': (entry, _, runtime) =>
    run(entry, new AbortController().signal, runtime),
  'call, GET, left tidy: leaves its connection open': between(
    (send, ...call) => send(...call),
    () => {},
  ),
  'call, GET, nothing secret: writes its token into the summary': thenDoes(() => {
    const { GITHUB_STEP_SUMMARY = '', INPUT_ACCESS_TOKEN, INPUT_APP_SECRET } = process.env
    appendFileSync(GITHUB_STEP_SUMMARY, `token: ${INPUT_ACCESS_TOKEN}${INPUT_APP_SECRET}\n`)
  }),
  'update-workflow, one annotation: ends green after an error': thenDoes(() => Object.assign(process, { exitCode: 0 })),
}

/** The sequences of the first such scenario in which a step breaks a rule; `holds` gets the problems. */
function propertyOf(where: string, step: Run, holds: (problems: string[]) => boolean) {
  const scenario = scenarios.find(({ name }) => name.startsWith(where))
  if (!scenario) throw new Error(`no scenario ${where}`)
  return fc.asyncProperty(scenario.tasks, scenario.conditions(anything), async (task, conditions) =>
    holds(await problemsOf(scenario, task, conditions, step)),
  )
}

const allRules = [...new Set([stepRules, attemptRules, ...scenarios.map(({ rules }) => rules)].flatMap(Object.keys))]
const rows = Object.entries(wrongSteps).map(([name, step]) => {
  const rule = allRules.find((each) => name.includes(`, ${each}: `)) ?? 'none'
  return { name, rule, where: name.split(`, ${rule}`)[0] ?? '', step }
})

test.each(rows)('finds $name', async ({ rule, where, step }) => {
  const property = propertyOf(where, step, (problems) => !problems.some((each) => each.startsWith(`${rule}: `)))
  // Shrinking would only take time here.
  const { failed } = await fc.check(property, { numRuns: 1000, seed: 1, endOnFailure: true })
  expect(failed).toBe(true)
})

test('finds a wrong step by every rule', () => {
  expect(allRules.filter((each) => !rows.some(({ rule }) => rule === each))).toEqual([])
})
