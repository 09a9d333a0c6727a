import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { executeFlow } from '../../src/operations/execute-flow.ts'
import { readExecution, stateOf, valuesOf } from '../../src/operations/flow/execution.ts'
import { readOperator } from '../../src/operations/flow/operator.ts'
import { executionResult, isDuplicate } from '../../src/operations/flow/result.ts'
import { clientWith, contextWith, resultFor } from '../support/client.ts'
import { inputsOf, messageOf } from '../support/inputs.ts'
import { requests } from '../support/scripted.ts'

const data = { execution_id: '1816970091484211', status: 'end', code: '', error_msg: '', out_params: '[]' }
const ended = (differences: Record<string, unknown> = {}) => {
  return resultFor({ code: 0, msg: 'success', data: { ...data, ...differences } })
}
const led = (differences: Record<string, unknown>) => executionResult(requests.execute, ended(differences))

describe('operator', () => {
  const digits = fc.stringMatching(/^[1-9]\d{0,39}$/)

  test('can be an id, an email or an object, which keeps its text', () => {
    fc.assert(
      fc.property(digits, (number) => {
        expect(readOperator(inputsOf({ operator: ` ${number} ` })).text).toBe(`{"_id": ${number}}`)
        const text = ` {"_id":${number}, "email": null}\n`
        expect(readOperator(inputsOf({ operator: text })).text).toBe(text)
      }),
    )
    expect(readOperator(inputsOf({ operator: '\uFEFFa"b@c.d' })).text).toBe('{"email": "a\\"b@c.d"}')
    for (const id of ['x', 'xou_1'])
      expect(readOperator(inputsOf({ operator: `{"_id":"${id}"}` })).warnings).toEqual([])
  })

  test('that is an id of Feishu is refused alone, and warned about in an object', async () => {
    expect(await messageOf(() => readOperator(inputsOf({ operator: 'ou_1' })))).toMatch(/open_id or union_id/)
    expect(readOperator(inputsOf({ operator: '{"_id":"on_1"}' })).warnings).toEqual([{ message: 'operatorIsOpenId' }])
  })

  test.each([
    ['', /^Input operator is required: /],
    ['"a@b.c"', /^Input operator: expected a JSON object with _id or email/],
    ['Mailto:a@b.c', /^Input operator: expected a JSON object with _id or email/],
    ['01', /^Input operator: expected a JSON object with _id or email/],
    ['two words', /expected a JSON object/],
    ['[1]', /expected a JSON object/],
    ['{', /^Input operator: invalid JSON at line 1/],
    ['{}', /has neither _id nor email/],
    ['{"_id":"","email":null}', /has neither _id nor email/],
    ['{"_id":{}}', /have to be text or a number/],
    ['7.3E+18', /rounded by YAML/],
    ['x12', /expected a JSON object/],
    ['12x', /expected a JSON object/],
    ['x a@b.c', /expected a JSON object/],
    ['a@b.c x', /expected a JSON object/],
    ['{"_id":7.3E+18}', /rounded by YAML/],
    ['{"_id":7.3E+18,"x":1}', /rounded by YAML/],
    ['{"_id":"7.3E+18"}', /rounded by YAML/],
  ])('cannot be %j', async (operator, message) => {
    expect(await messageOf(() => readOperator(inputsOf({ operator })))).toMatch(message)
  })

  test('is not rounded by a number elsewhere in the object', () => {
    expect(readOperator(inputsOf({ operator: '{"_id":1,"x":{"_id":7.3E+18}}' })).text).toContain('7.3E+18')
  })
})

describe('loop_masks', () => {
  const prepare = (loop_masks: string) =>
    executeFlow.prepare(inputsOf({ namespace: 'n__c', flow_id: 'f', operator: '1', loop_masks, idempotent_key: 'k' }))

  test('is sent as written', async () => {
    const [{ request } = {}] = (await prepare(' [ 1.0 ]\n')).requests()
    expect(request?.body?.content).toBe(
      '{"operator":"{\\"_id\\": 1}","is_async":false,"idempotent_key":"k","loop_masks":[ 1.0 ]}',
    )
  })

  test.each([
    ['{}', /^Input loop_masks: expected a JSON array of at most 20 entries, got a different type of JSON\.$/],
    [JSON.stringify(Array(21).fill(0)), /expected a JSON array/],
    ['[', /^Input loop_masks: invalid JSON/],
  ])('cannot be %j', async (loop_masks, message) => {
    expect(await messageOf(() => prepare(loop_masks))).toMatch(message)
  })
})

describe('an execution', () => {
  test.each([
    ['end', '', 'ended'],
    [' END ', '', 'ended'],
    ['agreed', '0', 'ended'],
    ['wait', '', 'running'],
    ['in_process', '', 'running'],
    ['In Process', '', 'running'],
    ['failed', '', 'failed'],
    ['canceled', '', 'failed'],
    ['rejected', 'k_x', 'rejected'],
    ['end', 'k_x', 'failed'],
    ['', '', 'unknown'],
    ['odd', '', 'unknown'],
    ['constructor', '', 'unknown'],
  ])('with status %j and code %j has %s', (status, code, state) => {
    expect(stateOf(readExecution({ data: { ...data, status, code } }))).toBe(state)
  })

  test('may lack any field, and has digits where text is documented', () => {
    expect(readExecution({ data: { execution_id: 5 } })).toEqual({
      execution_id: '5',
      status: '',
      code: '',
      error_msg: '',
      out_params: '',
    })
    expect(readExecution({ data: { status: {} } }).invalid).toEqual({ message: 'fieldNotText', field: 'data.status' })
    expect(readExecution({}).invalid).toEqual({ message: 'responseWithoutData' })
  })

  test.each<[Record<string, unknown>, Record<string, unknown>]>([
    [
      { code: 'k_ec_000054', error_msg: 'late' },
      { hint: 'flowTimedOut', code: 'k_ec_000054', anchor: 'k_ec_000054', msg: 'late' },
    ],
    [{ code: 'k_new' }, { hint: 'flowFailed', code: 'k_new', anchor: 'flow-status' }],
    [{ status: 'failed' }, { hint: 'flowFailed', code: 'failed', reason: { message: 'flowStatus', status: 'failed' } }],
    [
      { status: 'rejected', code: 'k_ec_000009' },
      { hint: 'flowRejected', code: 'k_ec_000009' },
    ],
    [
      { status: [] },
      {
        hint: 'checkFlow',
        notes: [
          { message: 'outcomeUnknown', earlier: false },
          { message: 'executionId', execution_id: data.execution_id },
        ],
      },
    ],
    [{ status: 'failed', execution_id: undefined }, { notes: [] }],
  ])('that fails with %j says why', (differences, failure) => {
    expect(led(differences).error).toMatchObject({ kind: 'call', failure })
  })
})

test.each([{ status: [] }, { status: 'failed' }, { status: 'odd' }])('a warning is kept, at %j', (differences) => {
  expect(led({ ...differences, out_params: 'x' }).warnings).toContainEqual({ message: 'outParamsUnreadable' })
})

describe('output values', () => {
  test('keeps every number, however long', () => {
    const digits = fc.stringMatching(/^-?[1-9]\d{0,80}$/)
    fc.assert(
      fc.property(digits, (number) => {
        const safe = Number.isSafeInteger(Number(number))
        expect(valuesOf(`[{"api_name":"a","value":${number}}]`)).toBe(safe ? `{"a":${number}}` : `{"a":"${number}"}`)
      }),
    )
    expect(valuesOf('[{"api_name":"a","value":1.10},{"api_name":"b"}]')).toBe('{"a":1.10,"b":null}')
    expect(valuesOf('')).toBe('{}')
  })

  test.each(['{}', '[1]', '[{"value":1}]', 'x', '[{"api_name":1}]'])('cannot be had from %j', (out_params) => {
    expect(valuesOf(out_params)).toBeUndefined()
  })
})

describe('a used key', () => {
  test.each([
    [{ code: 'k_wf_ec_2001008', msg: 'used' }, true],
    [{ code: 0, data: { ...data, status: '', code: 'k_wf_ec_2001008' } }, true],
    [{ code: 2320001, data: { code: ' k_wf_ec_2001008' } }, true],
    // Of what a text says, a flow may be the author.
    [{ code: 0, data: { ...data, status: 'failed', error_msg: 'x (k_wf_ec_2001008)' } }, false],
    [{ code: 0, data: { ...data, status: 'failed', code: 'k_ec_000001', error_msg: 'k_wf_ec_2001008' } }, false],
    [{ code: 2320001, msg: 'k_wf_ec_2001008' }, false],
    [{ code: 'k_wf_ec_20010081' }, false],
  ])('is known by its code alone: %j', (body, duplicate) => {
    expect(isDuplicate(resultFor(body).response)).toBe(duplicate)
  })

  const perform = async (is_async: string, body: unknown, ambiguous = true) => {
    const inputs = { namespace: 'n__c', flow_id: 'f', operator: '1', is_async, idempotent_key: 'k' }
    const plan = await executeFlow.prepare(inputsOf(inputs))
    return plan.perform(clientWith({ ...resultFor(body, 'duplicate'), ambiguous }), contextWith())
  }

  test('proves that the flow was started, and no more', async () => {
    const used = { code: 2320001, data: { code: 'k_wf_ec_2001008', execution_id: '5' } }
    const accepted = await perform('true', used)
    expect(accepted).toMatchObject({ outputs: { code: '0' } })
    expect(accepted.error).toBeUndefined()
    expect(accepted.outputs.values).toBeUndefined()
    const { error, outputs } = await perform('false', { code: 0, data: { code: 'k_wf_ec_2001008', error_msg: 'used' } })
    expect(outputs).toMatchObject({ code: 'k_wf_ec_2001008', msg: 'used' })
    expect(error).toMatchObject({ failure: { hint: 'checkFlow', anchor: 'k_wf_ec_2001008', code: 'k_wf_ec_2001008' } })
    const known = await perform('false', used)
    expect(known.outputs).toMatchObject({ code: '2320001', execution_id: '5' })
    expect(known.error).toMatchObject({ failure: { notes: [{ message: 'executionId', execution_id: '5' }] } })
    const named = await perform('false', { code: 'k_wf_ec_2001008', msg: 'used' })
    expect(named.outputs).toMatchObject({ code: 'k_wf_ec_2001008', msg: 'used' })
  })

  test('after nothing that could have started the flow was used by somebody else', async () => {
    for (const is_async of ['true', 'false']) {
      const { error } = await perform(is_async, { code: 2320001, data: { code: 'k_wf_ec_2001008' } }, false)
      expect(error).toMatchObject({ failure: { hint: 'keyUsed', code: '2320001' } })
      const { error: silent } = await perform(is_async, { code: 0, data: { code: 'k_wf_ec_2001008' } }, false)
      expect(silent).toMatchObject({ failure: { reason: { message: 'feishuErrorWithoutMessage' } } })
    }
  })

  test('is no such thing for a flow that failed after an attempt of unknown outcome', () => {
    const failed = { ...ended({ status: 'failed' }), ambiguous: true }
    const { error } = executionResult(requests.execute, failed)
    const note = { message: 'outcomeUnknown', earlier: true }
    const failure = { outcomeUnknown: true, again: 'key', notes: [{ message: 'executionId' }, note] }
    expect(error).toMatchObject({ failure })
  })
})

test('while a flow is awaited, a line every 15 seconds says so', async () => {
  let now = 0
  let [timers, cancelled] = [[] as { at: number; action: () => void }[], 0]
  const clock = {
    now: () => now,
    after(ms: number, action: () => void) {
      timers.push({ at: now + ms, action })
      return () => {
        cancelled += 1
      }
    },
  }
  const client = {
    attempts: () => 0,
    async call() {
      while (now < 50_000) {
        now += 5000
        const due = timers.filter(({ at }) => at <= now)
        timers = timers.filter(({ at }) => at > now)
        for (const { action } of due) action()
      }
      return ended()
    },
  }
  const inputs = { namespace: 'n__c', flow_id: 'f', operator: '1' }
  const log: unknown[] = []
  const context = { clock, cancelled: new AbortController().signal, log: (message: unknown) => log.push(message) }
  await (await executeFlow.prepare(inputsOf(inputs))).perform(client, context)
  expect(log).toEqual([15, 30, 45].map((seconds) => ({ message: 'stillWaiting', seconds })))
  expect(cancelled).toBe(1)
})
