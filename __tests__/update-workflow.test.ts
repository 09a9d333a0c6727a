import { afterEach, describe, expect, test } from '@jest/globals'
import { readAnswer } from '../src/feishu/answer.ts'
import type { Reply } from '../src/feishu/client.ts'
import { systemClock } from '../src/feishu/clock.ts'
import { type Failure, FeishuFailure } from '../src/feishu/failure.ts'
import { updateWorkflow } from '../src/operations/update-workflow.ts'

afterEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('INPUT_')) delete process.env[name]
})

const answer = readAnswer({
  kind: 'answered',
  http_status: 200,
  header: () => undefined,
  text: '{"code":0,"msg":"success","data":{}}',
  whole: true,
})

function accepted(): Reply {
  if (answer.kind !== 'feishu') throw new Error('the answer is not in the form of Feishu')
  return { kind: 'accepted', answer, attempts: 1 }
}

function failure(differences: Partial<Failure>): FeishuFailure {
  const common = { call: 'update-workflow', details: [], notes: [], hint: 'Look.', links: [], cancelled: false }
  return new FeishuFailure({ ...common, what: 'no answer', attempts: 1, ...differences })
}

/** Switches the workflows 1 to 3 on; each entry is what becomes of one. */
async function updated(...fates: (Reply | Error)[]) {
  Object.assign(process.env, { INPUT_APP_TOKEN: 'app', INPUT_STATUS: 'Enable', INPUT_WORKFLOW_ID: '1\n2\n3' })
  const plan = await updateWorkflow.plan()
  const feishu = {
    async call() {
      const fate = fates.shift()
      if (!fate || fate instanceof Error) throw fate
      return fate
    },
  }
  return plan.perform(feishu, { clock: systemClock, info() {}, hide: (words) => words })
}

describe('several workflows', () => {
  test('stop where the job is cancelled, and say which were not tried', async () => {
    const what = 'the job was cancelled before the answer came'
    const result = await updated(failure({}), failure({ what, cancelled: true }))
    expect(JSON.parse(result.outputs.workflows ?? '')).toEqual([
      { workflow_id: '1', status: '', code: null, msg: 'no answer' },
      { workflow_id: '2', status: '', code: null, msg: what },
      { workflow_id: '3', status: '', code: null, msg: 'not tried' },
    ])
    expect(result.outputs).toMatchObject({ attempts: '2' })
    expect(result.failure?.notes.join(' ')).toBe(`Failed: 1, 2. At 2, ${what}. Not tried: 3.`)
  })

  test('take the code of the first that failed, and the rest of the last', async () => {
    const result = await updated(
      failure({ code: '91403' }),
      accepted(),
      failure({ code: '1', msg: 'x', log_id: 'last' }),
    )
    expect(result.outputs).toMatchObject({ code: '91403', log_id: 'last', attempts: '3' })
    expect(result.failure?.what).toBe('2 of 3 workflows; the first: no answer')
  })

  test('do not swallow a fault of our own', async () => {
    await expect(updated(accepted(), new TypeError('x'))).rejects.toThrow(TypeError)
  })
})
