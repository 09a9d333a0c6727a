import { expect, test } from '@jest/globals'
import { resume } from '../../src/operations/resume.ts'
import { clientWith, contextWith, failed, resultFor } from '../support/client.ts'
import { inputsOf } from '../support/inputs.ts'

const workflows = '[{"workflow_id":"1","status":"Disable","previous_status":"Enable"}]'

test('a target is not gone because a list is empty', async () => {
  const plan = await resume.prepare(inputsOf({ app_token: 'appX', workflows }))
  const client = clientWith(failed(), resultFor({ code: 0, msg: 'success', data: {} }))
  expect((await plan.perform(client, contextWith())).error).toMatchObject({ kind: 'call' })
})

test('an error of our own is not swallowed while the base is read', async () => {
  const plan = await resume.prepare(inputsOf({ app_token: 'appX', workflows }))
  const client = clientWith(failed(), new TypeError('our own'))
  await expect(plan.perform(client, contextWith())).rejects.toThrow('our own')
})
