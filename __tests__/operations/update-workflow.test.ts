import { describe, expect, test } from '@jest/globals'
import type { CallResult } from '../../src/feishu/client.ts'
import { FeishuError } from '../../src/feishu/error.ts'
import type { Inputs } from '../../src/inputs/read.ts'
import type { Inventory, Workflow } from '../../src/operations/base/inventory.ts'
import { findTargets, otherIds, readSelection } from '../../src/operations/base/selection.ts'
import { typeOf } from '../../src/operations/base/target.ts'
import { updateWorkflow } from '../../src/operations/update-workflow.ts'
import { accepted, clientWith, contextWith, failed, resultFor } from '../support/client.ts'
import { inputsOf, messageOf, say } from '../support/inputs.ts'

/** Enables what is selected; each entry of the script is what becomes of one request. */
async function updatedOf(selection: Partial<Inputs>, ...script: (CallResult | Error)[]) {
  const plan = await updateWorkflow.prepare(inputsOf({ app_token: 'app', status: 'enable', ...selection }))
  return plan.perform(clientWith(...script), contextWith())
}
const updated = (...script: (CallResult | Error)[]) => updatedOf({ workflow_id: '1,2\n3' }, ...script)

describe('several automations', () => {
  test('end where the job is cancelled, and say which were not tried', async () => {
    const reason = { message: 'cancelledBeforeResponse' } as const
    const result = await updated(failed(), failed({ reason, cancelled: true, affectsEveryTarget: true }))
    expect(JSON.parse(result.outputs.workflows ?? '')).toEqual([
      { workflow_id: '1', type: 'automation' },
      { workflow_id: '2', type: 'automation' },
      { workflow_id: '3', type: 'automation', msg: 'not tried' },
    ])
    expect(result.error?.kind === 'call' && say(result.error.failure.notes ?? [])).toBe(
      'Failed: 1, 2. 2: cancelled before the response arrived. Not tried: 3.',
    )
  })

  test('take the code of the first that failed, and the rest of the last', async () => {
    const last = failed({ code: '1', msg: 'x', log_id: 'last' })
    const result = await updated(failed({ code: '91403' }), accepted, last)
    expect(result.outputs).toMatchObject({ code: '91403', log_id: 'last' })
    expect(result.outputs.status).toBeUndefined()
    expect(result.error).toMatchObject({ targets: { failed: 2, total: 3 } })
  })

  test('are still tried where workflows lack a scope that has its own call', async () => {
    const lacking = failed({ hint: 'tokenScopeMissing', affectsEveryTarget: true })
    const { outputs } = await updatedOf({ workflow_id: 'wkf1,1' }, lacking, accepted)
    expect(JSON.parse(outputs.workflows ?? '')).toMatchObject([{ workflow_id: 'wkf1' }, { status: 'Enable' }])
  })

  test('do not swallow an error of our own', async () => {
    await expect(updated(accepted, new TypeError('x'))).rejects.toThrow(TypeError)
  })
})

test.each([
  ['wkf1', { workflow_id: 'wkf2', status: 'enabled' }, { failure: { reason: { message: 'notConfirmed' } } }],
  ['wkf1', { workflow_id: 'wkf1', status: 'disabled' }, { failure: { reason: { message: 'notConfirmed' } } }],
  ['1', { workflow_id: '2', status: 'disabled' }, undefined],
])(
  'a response has to confirm a workflow, and documents nothing of an automation: %s %j',
  async (workflow_id, data, wanted) => {
    const { error } = await updatedOf({ workflow_id }, resultFor({ code: 0, data }))
    expect([error]).toMatchObject([wanted])
  },
)

describe('all of a base', () => {
  const all = { workflow_id: 'all' }
  const list = resultFor({ code: 0, data: { workflows: [{ workflow_id: '1', title: 'one', status: 'Disable' }] } })

  test('is enabled without a change where it has nothing', async () => {
    const { error, outputs } = await updatedOf(all, accepted, accepted)
    expect([error, outputs]).toMatchObject([undefined, { status: 'Enable', workflows: '[]', code: '0' }])
  })

  test('is not changed in part where the workflows cannot be read, unless the title asked for is among the rest', async () => {
    await expect(updatedOf(all, list, failed())).rejects.toThrow(FeishuError)
    expect((await updatedOf({ workflow_title: 'one' }, list, failed(), accepted)).error).toBeUndefined()
  })

  test('has no status for one whose outcome is unknown', async () => {
    const { outputs } = await updatedOf(all, list, accepted, failed({ code: '1', outcomeUnknown: true }))
    const entry = { workflow_id: '1', type: 'automation', title: 'one', previous_status: 'Disable', code: 1, msg: '' }
    expect(JSON.parse(outputs.workflows ?? '')).toEqual([entry])
  })

  test('may be read by an app that may not change it', async () => {
    const { error } = await updatedOf(all, list, accepted, failed({ hint: 'notCollaborator' }))
    expect(error).toMatchObject({ failure: { hint: 'readOnly' } })
  })
})

describe('a selection', () => {
  const read = (given: Parameters<typeof inputsOf>[0]) => readSelection(inputsOf(given))

  test('is ids, titles, everything or nothing', () => {
    expect(read({})).toBeUndefined()
    expect(read({ workflow_id: ' ALL ' })).toEqual({ kind: 'all' })
    expect(read({ workflow_id: '1, wkf2\n1' })).toEqual({ kind: 'ids', ids: ['1', 'wkf2'] })
    expect(read({ workflow_title: 'a, b\n c ' })).toEqual({ kind: 'titles', titles: ['a, b', 'c'] })
  })

  test.each([
    [{ workflow_id: '1', workflow_title: 'a' }, /workflow_id and workflow_title are mutually exclusive/],
    [{ workflow_id: 'all, 1' }, /expected ids of automations or workflows, .*, got "all, 1"/],
    [{ workflow_id: 'a b' }, /got "a b"/],
    [{ workflow_id: '7.3E+18' }, /rounded by YAML/],
  ])('is not %j', async (given, message) => {
    expect(await messageOf(() => read(given))).toMatch(message)
  })

  test('may have ids of other things, which draw warnings', async () => {
    const ids = ['tblX', 'vewX', 'blkX', 'shrX', 'basX', 'appX', 'cli_X', '1', 'wkfX']
    expect(otherIds({ kind: 'ids', ids })).toHaveLength(7)
    expect(otherIds({ kind: 'titles', titles: ['tblX'] })).toEqual([])
    const plan = await updateWorkflow.prepare(inputsOf({ app_token: 'tblX', status: 'enable', workflow_id: 'vewX' }))
    expect(plan.warnings).toMatchObject([{ message: 'otherIdAsAppToken' }, { message: 'otherIdAsWorkflow' }])
  })
})

describe('titles of a base', () => {
  const titles = { 1: 'New order', 2: ' Spaced ', 3: 'Twice', 5: ' New order', wkf4: 'Twice' }
  const workflows = Object.entries(titles).map(([workflow_id, title]): Workflow => {
    return { workflow_id, title, type: typeOf(workflow_id), status: 'Enable' }
  })
  const inventory: Inventory = { last: resultFor({ code: 0 }), workflows }
  const search = (titles: string[], differences: Partial<Inventory> = {}) => {
    const found = findTargets({ kind: 'titles', titles }, { ...inventory, ...differences })
    return found.kind === 'found' ? found.targets.map(({ workflow_id }) => workflow_id) : say(found.problems)
  }

  test('are found exactly, or but for the space around them', () => {
    expect(search(['New order', 'Spaced'])).toEqual(['1', '2'])
  })

  test('that are missing or ambiguous change nothing', () => {
    expect(search(['Ｎｅｗ\u200b  ORDER'])).toMatch(
      /no automation or workflow has the title .* Did you mean automation "New order" \(1\), automation " New order" \(5\)\?/,
    )
    expect(search(['New order', 'Twice'])).toMatch(
      /more than one automation or workflow has the title "Twice": automation "Twice" \(3\), workflow "Twice" \(wkf4\)\./,
    )
  })

  test('tell where the workflows could not be read', () => {
    const unreadable = failed({ hint: 'workflowScopeMissing' }).failure
    expect(search(['None'], { unreadable })).toMatch(
      /The workflows \(wkf…\) of the base cannot be read: .*ECONNRESET\)\. .* Only its automations are known\.$/,
    )
    expect(search(['New order'], { unreadable })).toEqual(['1'])
  })
})
