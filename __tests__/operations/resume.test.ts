import { expect, test } from '@jest/globals'
import { resume } from '../../src/operations/resume.ts'
import { clientWith, contextWith, failed } from '../support/client.ts'
import { inputsOf } from '../support/inputs.ts'

test('an error of our own is not swallowed while the base is read', async () => {
  const workflows = '[{"workflow_id":"1","status":"Disable","previous_status":"Enable"}]'
  const plan = await resume.prepare(inputsOf({ app_token: 'appX', workflows }))
  const client = clientWith(failed(), new TypeError('our own'))
  await expect(plan.perform(client, contextWith())).rejects.toThrow('our own')
})
