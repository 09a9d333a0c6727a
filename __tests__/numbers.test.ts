import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readAnswer } from '../src/feishu/answer.ts'
import type { Call } from '../src/feishu/call.ts'
import { systemClock } from '../src/feishu/clock.ts'
import { executeFlow } from '../src/operations/execute-flow.ts'

const digits = fc.stringMatching(/^[1-9]\d{0,80}$/)
const signed = fc.tuple(fc.constantFrom('', '-'), digits).map((parts) => parts.join(''))

afterEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('INPUT_')) delete process.env[name]
})

/** Plans and performs one flow against an answer: what was sent, and the outputs. */
async function executed(inputs: Record<string, string>, text = '{"code":0,"data":{},"msg":"success"}') {
  const given = { namespace: 'n__c', flow_id: 'f', operator: '1', ...inputs }
  for (const [name, value] of Object.entries(given)) process.env[`INPUT_${name.toUpperCase()}`] = value
  const plan = await executeFlow.plan()
  const sent: Call[] = []
  const answer = readAnswer({ kind: 'answered', http_status: 200, header: () => undefined, text, whole: true })
  if (answer.kind !== 'feishu') throw new Error('the answer is not in the form of Feishu')
  const feishu = {
    async call(call: Call) {
      sent.push(call)
      return { kind: 'accepted' as const, answer, attempts: 1 }
    },
  }
  const { outputs } = await plan.perform(feishu, { clock: systemClock, info() {}, hide: (words) => words })
  return { body: JSON.parse(sent[0]?.body ?? ''), outputs }
}

describe('numbers of any length', () => {
  test('pass through params, in JSON and in YAML', async () => {
    await fc.assert(
      fc.asyncProperty(signed, async (number) => {
        const text = ` {"a": [${number}]}`
        expect((await executed({ params: text })).body.params).toBe(text)
        expect((await executed({ params: `a:\n  - ${number}\n` })).body.params).toBe(`{"a":[${number}]}`)
      }),
    )
  })

  test('pass through operator, bare and in an object', async () => {
    await fc.assert(
      fc.asyncProperty(digits, async (number) => {
        expect((await executed({ operator: number })).body.operator).toBe(`{"_id": ${number}}`)
        const text = `{"_id":${number}}`
        expect((await executed({ operator: text })).body.operator).toBe(text)
      }),
    )
  })

  test('come back through execution_id, out_params and values', async () => {
    await fc.assert(
      fc.asyncProperty(digits, signed, fc.boolean(), async (id, number, quoted) => {
        const out_params = `[{"api_name":"a","value":${number}}]`
        const data = `{"execution_id":${quoted ? `"${id}"` : id},"out_params":${JSON.stringify(out_params)},"status":"end"}`
        const { outputs } = await executed({}, `{"code":0,"data":${data},"msg":"success"}`)
        expect(outputs).toMatchObject({ execution_id: id, out_params })
        const safe = Number.isSafeInteger(Number(number))
        expect(outputs.values).toBe(safe ? `{"a":${number}}` : `{"a":"${number}"}`)
      }),
    )
  })
})
