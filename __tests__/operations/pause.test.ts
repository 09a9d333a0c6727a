import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { sleep } from '../../src/feishu/clock.ts'
import { isId, type Request } from '../../src/feishu/request.ts'
import type { Transport } from '../../src/feishu/transport.ts'
import type { Inputs } from '../../src/inputs/read.ts'
import { type Paused, pausedText, readPaused, saveAnswered } from '../../src/operations/base/paused.ts'
import { type Target, typeOf } from '../../src/operations/base/target.ts'
import { pause } from '../../src/operations/pause.ts'
import { restore } from '../../src/operations/restore.ts'
import { accepted, clientWith, contextWith, failed, resultFor } from '../support/client.ts'
import { inputsOf, messageOf, say } from '../support/inputs.ts'
import { reset, respond } from '../support/scripted.ts'
import { noFile, runSource } from '../support/source.ts'
import { virtualClock } from '../support/virtual-clock.ts'

afterEach(() => {
  delete process.env.STATE_paused
})

const base = { base_url: 'https://open.feishu.cn', app_token: 'appX', link: '' }
const workflows: Paused['workflows'] = [
  { workflow_id: '1', type: 'automation', title: 'one' },
  { workflow_id: 'wkf2', type: 'workflow' },
]
const many = (count: number, title?: string) =>
  Array.from({ length: count }, (_, id): Target => {
    return { workflow_id: `73088712345526${39000 + id}`, type: 'automation', ...(title && { title }) }
  })

describe('what main tells post', () => {
  test('comes back as it was saved', () => {
    const ids = fc.oneof(
      fc.bigInt({ min: 1n, max: 10n ** 19n }).map(String),
      fc.string({ unit: 'grapheme-ascii' }).filter((id) => isId(id) && !id.includes(',')),
    )
    const target = fc.record({ workflow_id: ids, title: fc.string() })
    const targets = fc.array(target, { minLength: 1 })
    fc.assert(
      fc.property(targets, fc.constantFrom('', 'https://x.feishu.cn/base/a'), fc.boolean(), (given, link, answered) => {
        const expected = given.map((each) => ({ ...each, type: typeOf(each.workflow_id) }))
        const all = { ...base, link, ...(answered && { answered: true as const }) }
        process.env.STATE_paused = pausedText({
          ...all,
          workflows: expected.map((each) => ({ ...each, previous_status: 'Enable' })),
        })
        expect(readPaused()).toEqual({ ...all, workflows: expected })
      }),
    )
  })

  const whole = { ...base, workflows: '1,wkf2' }
  test.each(
    [
      ...['', 'x', '[]', '{}', 'null'],
      ...['', '/x', 'ftp://x', 'http://x', 'https://', 1, undefined].map((base_url) => ({ ...whole, base_url })),
      ...['', 'a/b', 1, undefined].map((app_token) => ({ ...whole, app_token })),
      ...['x', 1, undefined].map((link) => ({ ...whole, link })),
      ...[1, 'true', false].map((answered) => ({ ...whole, answered })),
      ...['', '1,', '1,,2', '1, 2', {}, [], ['1'], 1, undefined].map((workflows) => ({ ...whole, workflows })),
      ...[{}, { workflow_id: 1 }, { workflow_id: '' }, { workflow_id: '1', title: 1 }].map((entry) => {
        return { ...whole, workflows: [{ workflow_id: '1' }, entry] }
      }),
    ].map((state) => (typeof state === 'string' ? state : JSON.stringify(state))),
  )('is not read in part: %s', async (text) => {
    process.env.STATE_paused = text
    expect(await messageOf(readPaused)).toMatch(/^The saved state of this step is unreadable/)
    expect(restore.leftBehind?.()).toEqual({ notes: [], next: [] })
  })

  test.each([
    [6000, 'linux', 130_000],
    [1500, 'win32', 32_000],
  ] as const)('is the ids alone where titles would be too long: %i on %s', (count, platform, longest) => {
    process.env.STATE_paused = pausedText({ ...base, workflows: many(count, '每日') }, platform)
    expect(process.env.STATE_paused.length).toBeLessThan(longest)
    expect(readPaused().workflows).toEqual(many(count))
  })

  test.each([
    [7000, 'linux'],
    [1700, 'win32'],
  ] as const)('is refused where even they are too long: %i on %s', async (count, platform) => {
    expect(await messageOf(() => pausedText({ ...base, workflows: many(count) }, platform))).toMatch(
      /^Too many to pause: a runner cannot store \d+ automations and workflows/,
    )
  })
})

test('a second mark that cannot be saved is no failure: post looks once more', () => {
  process.env.GITHUB_STATE = noFile
  expect(() => saveAnswered({ ...base, workflows })).not.toThrow()
  delete process.env.GITHUB_STATE
})

describe('main', () => {
  const enabled = ['1', '2'].map((workflow_id) => ({ workflow_id, title: `title ${workflow_id}`, status: 'Enable' }))

  async function paused(selection: Partial<Inputs>, ...script: Parameters<typeof clientWith>) {
    const plan = await pause.prepare(inputsOf({ app_token: 'appX', resume: 'manual', ...selection }))
    const list = resultFor({ code: 0, data: { workflows: enabled } })
    return plan.perform(clientWith(list, ...script), contextWith())
  }

  test('ends at the first one that hangs', async () => {
    const timedOut = failed({ reason: { message: 'timedOut', seconds: 60 } })
    const { error } = await paused({}, accepted, timedOut)
    const notes = [{ message: 'failedTargets' }, { message: 'notTriedTargets', targets: [{ workflow_id: '2' }] }]
    expect(error).toMatchObject({ failure: { again: 'none', notes } })
  })

  test('that fails after a part of it is resumed before the next run', async () => {
    const both = { workflow_id: '1,2' }
    expect((await paused(both, accepted, failed())).error).toMatchObject({ next: [{ message: 'offUntilResumed' }] })
    expect((await paused(both, failed(), failed())).error?.next).toBeUndefined()
    const { withoutOutputs } = await paused(both, accepted, failed({ outcomeUnknown: true }))
    expect(withoutOutputs?.notes).toMatchObject([{ message: 'stillDisabled' }, { message: 'possiblyDisabled' }])
  })

  test('need not know of workflows where it has every title', async () => {
    const { warnings } = await paused({ workflow_title: 'title 1' }, failed({ hint: 'workflowScopeMissing' }), accepted)
    expect(warnings).toEqual([])
  })
})

test('main ends after ten minutes, whatever may still be tried', async () => {
  const clock = virtualClock()
  const list = respond({ code: 0, data: { workflows: [{ workflow_id: '1', status: 'Enable' }], items: [] } })
  const transport: Transport = {
    async send({ method }, _, cancelled) {
      if (method !== 'PUT') return list
      await sleep(clock, 5000, cancelled)
      return reset
    },
    close: () => {},
  }
  const inputs = { access_token: 't-1', app_token: 'appX', max_attempts: '100' }
  const runtime = { clock, openTransport: () => transport, random: () => 0.5 }
  const { annotations } = await clock.run(runSource({ action: 'pause', inputs, runtime }))
  expect(clock.now()).toBe(600_000)
  expect(annotations[0]?.message).toMatch(/^pause failed: the time limit of this step was reached\. .*outcome/i)
})

describe('post', () => {
  const list = (status: string) => resultFor({ code: 0, data: { workflows: [{ workflow_id: '1', status }] } })

  async function restored(given: Partial<Paused>, ...script: Parameters<typeof clientWith>) {
    process.env.STATE_paused = pausedText({ ...base, answered: true, workflows, ...given })
    const plan = await restore.prepare(inputsOf({ app_token: 'appX' }))
    const client = clientWith(...script)
    const clock = virtualClock()
    const result = await clock.run(plan.perform(client, { ...contextWith(), clock }))
    return { ...result, plan, requests: client.requests }
  }

  test('enables what was disabled, in reverse order', async () => {
    const link = 'https://acme.feishu.cn/base/appX'
    const { error, requests, plan } = await restored({ link }, accepted, accepted)
    expect(error).toBeUndefined()
    expect(requests.map(({ path }) => path.replace(/.*workflows/, ''))).toEqual(['/wkf2/enable', '/1'])
    expect(plan).toMatchObject({ target: [{ value: 'appX', link }], limitSeconds: 235 })
    expect(plan.requests().map(({ request }) => request.path)).toEqual(requests.map(({ path }) => path))
  })

  test('does not take an error of our own for an input that it ignores', async () => {
    process.env.STATE_paused = pausedText({ ...base, workflows })
    await expect(restore.prepare(Object.assign(inputsOf(), { app_token: 1 }))).rejects.toThrow(TypeError)
  })

  test('fails with what is left, first in its table, and with the details behind what to do', async () => {
    const forbidden = failed({ code: '91403', details: [{ message: 'missingScopes', scopes: [] }] })
    const { error, table } = await restored({}, accepted, forbidden, list('Disable'))
    expect(error).toMatchObject({
      targets: { failed: 1, total: 2 },
      failure: { code: '91403', details: [], notes: [{ message: 'stillDisabled' }, { message: 'missingScopes' }] },
    })
    expect(table?.rows.map((row) => [row.at(-1), row.at(-2)])).toEqual([
      ['1', { message: 'notRestored' }],
      ['wkf2', { message: 'statusName', status: 'Enable' }],
    ])
  })

  test('is no failure where one is gone, which its table says', async () => {
    const script = [accepted, failed({ code: '1254002' }), resultFor({ code: 0, data: {} })]
    const { error, table, log } = await restored({}, ...script)
    expect(error).toBeUndefined()
    expect(table?.rows.map((row) => row.at(-2))).toMatchObject([{ status: 'Enable' }, { message: 'gone' }])
    expect(log).toMatchObject([{ message: 'restored', targets: [{ workflow_id: 'wkf2' }] }])
  })

  test('tells a cancellation only where it knows of nothing else', async () => {
    const cancelled = failed({ cancelled: true })
    const script = [cancelled, failed({ code: '1' }), failed(), failed()]
    expect((await restored({}, ...script)).error).toMatchObject({ targets: { failed: 2 }, failure: { code: '1' } })
    const all = await restored({}, cancelled, cancelled, cancelled, cancelled)
    expect(all.error).toMatchObject({ failure: { cancelled: true } })
  })

  test('is not sure of what goes off again and again', async () => {
    process.env.STATE_paused = pausedText({ ...base, workflows: workflows.slice(0, 1) })
    const plan = await restore.prepare(inputsOf())
    const clock = virtualClock()
    const call = async ({ name }: Request) => (name === 'listAutomations' ? list('Disable') : accepted)
    const { error } = await clock.run(plan.perform({ call, attempts: () => 0 }, { ...contextWith(), clock }))
    expect(error).toMatchObject({ failure: { reason: { message: 'noTimeToLook' } } })
  })

  test('fits into an annotation with whatever titles, the instruction and the link', async () => {
    const link = `https://acme.feishu.cn/base/${'x'.repeat(200)}`
    process.env.STATE_paused = pausedText({ ...base, link, workflows: many(60, '每日汇总 '.repeat(50)) })
    const { notes = [], next = [] } = restore.leftBehind?.() ?? {}
    const text = say(notes)
    expect(say(next)).toContain(`and switch each of them on. The base: ${link}`)
    expect(text).toMatch(/, and \d+ more, which the log and the job summary list\./)
    expect(text.length).toBeLessThan(2000)
  })
})
