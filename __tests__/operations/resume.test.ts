import { expect, test } from '@jest/globals'
import type { CallFailure } from '../../src/feishu/error.ts'
import { resume } from '../../src/operations/resume.ts'
import { accepted, clientWith, contextWith, failed, resultFor } from '../support/client.ts'
import { inputsOf } from '../support/inputs.ts'

const list = (...statuses: string[]) => {
  const workflows = statuses.map((status) => ({ workflow_id: '1', status }))
  return resultFor({ code: 0, msg: 'success', data: { workflows } })
}

/** Enables automations 2 and 1, which an earlier step has disabled, and tells what became of 1. */
async function resumed(...script: Parameters<typeof clientWith>) {
  const workflows = ['1', '2'].map((workflow_id) => ({ workflow_id, status: 'Disable', previous_status: 'Enable' }))
  const plan = await resume.prepare(inputsOf({ app_token: 'appX', workflows: JSON.stringify(workflows) }))
  const client = clientWith(...script)
  const { error, outputs, table, log } = await plan.perform(client, contextWith())
  const entry = JSON.parse(outputs.workflows ?? '')[1]
  return { error, requests: client.requests.length, entry, cell: table?.rows[1]?.at(-2), log }
}

const ofUpdate = { log_id: 'of the update' }
const lost = { ...ofUpdate, outcomeUnknown: true }
const all = { ...ofUpdate, affectsEveryTarget: true }
const set = { entry: { status: 'Enable' }, cell: { status: 'Enable' }, log: [{ targets: [{}, {}] }] }
const gone = { entry: { msg: 'gone' }, cell: { message: 'gone' }, log: [{ targets: [{ workflow_id: '2' }] }] }

test.each<[what: string, Partial<CallFailure>, base: ReturnType<typeof list>, outcome: object]>([
  ['an update that was lost, and that the base shows', lost, list('Enable'), set],
  ['one that was lost as all others would be', { ...lost, ...all }, list('Enable'), set],
  ['one that was refused, for what is no longer in the base', { code: '1' }, list(), gone],
])('resume does not fail for %s', async (_, failure, base, outcome) => {
  const result = await resumed(accepted, failed(failure), base)
  expect(result).toMatchObject({ error: undefined, requests: 3, ...outcome })
})

test.each<[why: string, requests: number, ...Parameters<typeof clientWith>]>([
  ['the base shows that it was not set', 3, accepted, failed(lost), list('Disable')],
  ['an empty list is no proof that it is gone', 3, accepted, failed(lost), list()],
  ['the base cannot be read', 3, accepted, failed(lost), failed({ code: '2' })],
  ['no target could be set now', 2, accepted, failed(all)],
  ['another one could not even be tried', 1, failed({ ...lost, ...all })],
])('resume fails with the error of the update where %s', async (_, requests, ...script) => {
  const { error, requests: sent } = await resumed(...script)
  expect([error, sent]).toMatchObject([{ failure: ofUpdate }, requests])
})

test('resume does not swallow an error of our own while it reads the base', async () => {
  await expect(resumed(accepted, failed(lost), new TypeError('our own'))).rejects.toThrow('our own')
})
