import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Paused, pausedText, readPaused } from '../../src/operations/base/paused.ts'
import type { Target } from '../../src/operations/base/target.ts'
import { restore } from '../../src/operations/restore.ts'
import { accepted, clientWith, contextWith, failed, resultFor } from '../support/client.ts'
import { inputsOf, messageOf } from '../support/inputs.ts'

afterEach(() => {
  delete process.env.STATE_paused
})

const base = { base_url: 'https://open.feishu.cn', app_token: 'appX', link: '' }
const workflows: Paused['workflows'] = [
  { workflow_id: '1', type: 'automation', title: 'one' },
  { workflow_id: 'wkf2', type: 'workflow' },
]

describe('what main tells post', () => {
  test('comes back as it was saved', () => {
    const target = fc.record({
      workflow_id: fc.string(),
      type: fc.constantFrom('automation', 'workflow'),
      title: fc.string(),
    })
    fc.assert(
      fc.property(fc.array(target), fc.string(), (targets, link) => {
        const full = targets.map((each) => ({ ...each, previous_status: 'Enable' }))
        process.env.STATE_paused = pausedText({ ...base, link, workflows: full })
        expect(readPaused()).toEqual({ ...base, link, workflows: targets })
      }),
    )
  })

  test.each(['', 'x', '[]', '{}', '{"base_url":1}', '{"base_url":"x","app_token":"y","link":"","workflows":{}}'])(
    'is nothing in %j',
    async (text) => {
      process.env.STATE_paused = text
      expect(await messageOf(readPaused)).toMatch(/^The saved state of this step is unreadable/)
    },
  )

  test('leaves out titles where it would be too long, and is refused where that is not enough', async () => {
    const many = (count: number): Target[] =>
      Array.from({ length: count }, (_, id) => ({ workflow_id: `73088712345${id}`, type: 'automation', title: '每日' }))
    const lengthOf = (count: number) => {
      process.env.STATE_paused = pausedText({ ...base, link: '', workflows: many(count) })
      expect(readPaused().workflows).toHaveLength(count)
      return process.env.STATE_paused.length
    }
    expect(lengthOf(300)).toBeGreaterThan(lengthOf(299))
    expect(lengthOf(500)).toBeLessThan(500 * 60)
    expect(lengthOf(2000)).toBeLessThan(130_000)
    expect(await messageOf(() => pausedText({ ...base, link: '', workflows: many(3000) }))).toMatch(
      /^Too many to pause: a runner cannot remember 3000 automations and workflows/,
    )
  })

  test('leaves out what has no id', () => {
    process.env.STATE_paused = JSON.stringify({ ...base, workflows: [{ workflow_id: '1' }, {}, null] })
    expect(readPaused().workflows).toEqual([{ workflow_id: '1', type: 'automation' }])
  })
})

describe('post', () => {
  const list = (status: string) => resultFor({ code: 0, data: { workflows: [{ workflow_id: '1', status }] } })
  const noWorkflows = resultFor({ code: 0, data: {} })

  async function restored(...script: Parameters<typeof clientWith>) {
    process.env.STATE_paused = pausedText({ ...base, link: 'https://acme.feishu.cn/base/appX', workflows })
    const plan = await restore.prepare(inputsOf())
    const client = clientWith(...script)
    const result = await plan.perform(client, contextWith())
    return { ...result, plan, requests: client.requests }
  }

  test('enables what was disabled, in reverse order', async () => {
    const { error, requests, plan, log } = await restored(accepted, accepted)
    expect(error).toBeUndefined()
    expect(requests.map(({ path }) => path.replace(/.*workflows/, ''))).toEqual(['/wkf2/enable', '/1'])
    expect(plan.target).toMatchObject([{ value: 'appX', link: 'https://acme.feishu.cn/base/appX' }])
    expect(log).toMatchObject([{ message: 'restored', targets: [{ workflow_id: 'wkf2' }, { workflow_id: '1' }] }])
  })

  test.each([
    [1, 4, 20],
    [3, 4, 16],
    [12, 4, 10],
    [3, 10, 10],
  ])('gives each attempt for %j automations of %j attempts %j s', async (count, max_attempts, seconds) => {
    const many = Array.from({ length: count }, (_, id): Target => ({ workflow_id: `${id}`, type: 'automation' }))
    process.env.STATE_paused = pausedText({ ...base, link: '', workflows: many })
    const { attemptSeconds } = await restore.prepare(inputsOf({ max_attempts: String(max_attempts) }))
    expect(attemptSeconds).toBe(seconds)
  })

  test('names what is left disabled where it cannot even begin', () => {
    process.env.STATE_paused = pausedText({ ...base, workflows })
    expect(restore.leftBehind?.()).toMatchObject({
      notes: [{ message: 'stillDisabled', targets: [{}, {}] }],
      next: [{ message: 'enableByHand' }],
    })
    process.env.STATE_paused = '{}'
    expect(restore.leftBehind?.()).toEqual({ notes: [], next: [] })
  })

  test('goes on after one that cannot be enabled, and names it', async () => {
    const { error } = await restored(failed({ affectsEveryTarget: true }), accepted, list('Enable'), noWorkflows)
    expect(error).toMatchObject({ kind: 'call', targets: { failed: 1, total: 2 } })
    const notes = [{ message: 'stillDisabled', targets: [{ workflow_id: 'wkf2' }] }]
    expect(error).toMatchObject({ failure: { notes }, next: [{ message: 'enableByHand' }] })
  })

  test('looks whether a request without a response was processed', async () => {
    expect((await restored(accepted, failed(), list('Enable'), noWorkflows)).error).toBeUndefined()
    expect((await restored(accepted, failed(), list('Disable'), noWorkflows)).error).toBeDefined()
    const { error } = await restored(accepted, failed(), failed())
    expect(error).toMatchObject({ targets: { failed: 1, total: 2 } })
    await expect(restored(accepted, failed(), new TypeError('our own'))).rejects.toThrow('our own')
  })

  test('ends when it is cancelled, and names all that is disabled', async () => {
    const cancelled = failed({ cancelled: true, reason: { message: 'cancelledBeforeResponse' } })
    const { error, table } = await restored(cancelled, failed())
    expect(error).toMatchObject({ targets: { failed: 2, total: 2 } })
    expect(table?.rows.map((row) => row.at(3))).toEqual(Array(2).fill({ message: 'notRestored' }))
  })

  test('says that it was cancelled where only what it did not try is disabled', async () => {
    const cancelled = failed({ cancelled: true })
    const enabled = resultFor({ code: 0, data: { items: [{ workflow_id: 'wkf2', status: 'enabled' }] } })
    const { error } = await restored(cancelled, list('Disable'), enabled)
    const reason = { message: 'cancelledBeforeResponse' }
    expect(error).toMatchObject({ failure: { hint: 'cancelled', reason }, targets: { failed: 1, total: 2 } })
  })
})
