import { expect, test } from '@jest/globals'
import type { CallFailure } from '../../src/feishu/error.ts'
import { resume } from '../../src/operations/resume.ts'
import { clientWith, contextWith, failed, resultFor } from '../support/client.ts'
import { inputsOf } from '../support/inputs.ts'

const list = (...statuses: string[]) => {
  const workflows = statuses.map((status) => ({ workflow_id: '1', status }))
  return resultFor({ code: 0, msg: 'success', data: { workflows } })
}

/** Enables an automation that an earlier step has disabled; the update fails, and this is what the base says then. */
async function resumed(failure: Partial<CallFailure>, ...base: Parameters<typeof clientWith>) {
  const workflows = '[{"workflow_id":"1","status":"Disable","previous_status":"Enable"}]'
  const plan = await resume.prepare(inputsOf({ app_token: 'appX', workflows }))
  const client = clientWith(failed(failure), ...base)
  const { error, outputs, log } = await plan.perform(client, contextWith())
  return { error, requests: client.requests.length, entry: JSON.parse(outputs.workflows ?? '')[0], log }
}

const lost: Partial<CallFailure> = { outcomeUnknown: true }

test.each<[string, Partial<CallFailure>, ReturnType<typeof list>, entry: object, set: object[]]>([
  ['an update that was lost, and that the base shows', lost, list('Enable'), { status: 'Enable' }, [{}]],
  ['one that was lost with all others', { ...lost, affectsEveryTarget: true }, list('Enable'), { code: 0 }, [{}]],
  ['one that was refused, of what the base has no more', { code: '1' }, list(), { msg: 'gone' }, []],
])('is no failure: %s', async (_, failure, base, entry, targets) => {
  const log = [{ message: 'resumed', targets }]
  expect(await resumed(failure, base)).toMatchObject({ error: undefined, requests: 2, entry, log })
})

test.each<[string, Partial<CallFailure>, requests: number, ...Parameters<typeof clientWith>]>([
  ['the base shows that it was not set', lost, 2, list('Disable')],
  ['an empty list is no proof that it is gone', lost, 2, list()],
  ['the base cannot be read', lost, 2, failed({ code: '1' })],
  ['no target could be set now', { code: '91403', affectsEveryTarget: true }, 1],
])('stays a failure of the update where %s', async (_, failure, requests, ...base) => {
  const { error, requests: sent } = await resumed(failure, ...base)
  expect([error, sent]).toMatchObject([{ kind: 'call', failure }, requests])
})

test('does not swallow an error of our own while the base is read', async () => {
  await expect(resumed(lost, new TypeError('our own'))).rejects.toThrow('our own')
})
