import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { sleep } from '../../src/feishu/clock.ts'
import { quote } from '../../src/messages/index.ts'
import { executeFlow } from '../../src/operations/execute-flow.ts'
import { readExecution, stateOf, valuesOf } from '../../src/operations/flow/execution.ts'
import { readOperator } from '../../src/operations/flow/operator.ts'
import { executionResult, isDuplicate } from '../../src/operations/flow/result.ts'
import { clientWith, contextWith, resultFor } from '../support/client.ts'
import { inputsOf, messageOf } from '../support/inputs.ts'
import { requests } from '../support/scripted.ts'
import { virtualClock } from '../support/virtual-clock.ts'

const data = { execution_id: '1816970091484211', status: 'end', code: '', error_msg: '', out_params: '[]' }
const ended = (differences: Record<string, unknown> = {}) => {
  return resultFor({ code: 0, msg: 'success', data: { ...data, ...differences } })
}
/** What an execution that differs so leads to. */
const resultOf = (differences: Record<string, unknown>) => executionResult(requests.execute, ended(differences))

describe('operator', () => {
  const read = (operator: string) => readOperator(inputsOf({ operator }))
  const refusalOf = (operator: string) => messageOf(() => read(operator))

  test('can be an id, an email or an object, which keeps its text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{0,39}$/, { size: 'max' }), (number) => {
        expect(read(` ${number} `).text).toBe(`{"_id": ${number}}`)
        const text = ` {"_id":${number}, "email": null}\n`
        expect(read(text).text).toBe(text)
      }),
    )
    expect(read('\uFEFFa"b@c.d').text).toBe('{"email": "a\\"b@c.d"}')
    for (const id of ['x', 'xou_1']) expect(read(`{"_id":"${id}"}`).warnings).toEqual([])
  })

  test('that is an id of Feishu is refused alone, and warned about in an object', async () => {
    expect(await refusalOf('ou_1')).toMatch(/open_id or union_id/)
    expect(read('{"_id":"on_1"}').warnings).toEqual([{ message: 'operatorIsOpenId' }])
  })

  const neither = ['"a@b.c"', 'Mailto:a@b.c', '01', '[1]', 'x12', '12x', 'x a@b.c', 'a@b.c x']
  test.each(neither)('is neither an id nor an email: %j', async (operator) => {
    expect(await refusalOf(operator)).toMatch(/^Input operator: expected a JSON object with _id or email/)
  })

  test.each([
    ['', /^Input operator is required: /],
    ['{', /^Input operator: invalid JSON at line 1/],
    ['{}', /has neither _id nor email/],
    ['{"_id":"","email":null}', /has neither _id nor email/],
    ['{"_id":{}}', /have to be text or a number/],
    ['7.3E+18', /rounded by YAML/],
    ['{"_id":7.3E+18,"x":1}', /rounded by YAML/],
    ['{"_id":"7.3E+18"}', /rounded by YAML/],
  ])('cannot be %j', async (operator, message) => {
    expect(await refusalOf(operator)).toMatch(message)
  })

  test('is not rounded by a number elsewhere in the object', () => {
    expect(read('{"_id":1,"x":{"_id":7.3E+18}}').text).toContain('7.3E+18')
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
    ['wait', '', 'waiting'],
    ['in_process', '', 'running'],
    ['In Process', '', 'running'],
    ['failed', '', 'failed'],
    ['canceled', '', 'failed'],
    ['rejected', 'k_x', 'rejected'],
    ['end', 'k_x', 'failed'],
    ['', '', 'unknown'],
    ['odd', '', 'unknown'],
    ['constructor', '', 'unknown'],
  ])('with status %j and code %j is %s', (status, code, state) => {
    expect(stateOf(readExecution({ data: { ...data, status, code } }))).toBe(state)
  })

  test('may lack any field, and has digits where text is documented', () => {
    const others = { status: '', code: '', error_msg: '', out_params: '' }
    expect(readExecution({ data: { execution_id: 5 } })).toEqual({ execution_id: '5', ...others })
    expect(readExecution({ data: { status: {} } }).invalid).toEqual({ message: 'fieldNotText', field: 'data.status' })
    expect(readExecution({}).invalid).toEqual({ message: 'responseWithout', member: 'data' })
  })

  const { execution_id } = data
  const started = { message: 'executionId', execution_id }
  test.each<[differences: Record<string, unknown>, failure: Record<string, unknown>]>([
    [
      { code: 'k_ec_000054', error_msg: 'late' },
      { hint: 'flowTimedOut', code: 'k_ec_000054', anchor: 'k_ec_000054', msg: 'late' },
    ],
    [{ code: 'k_new' }, { hint: 'flowFailed', code: 'k_new', anchor: 'flow-status', notes: [started] }],
    [{ status: 'failed' }, { hint: 'flowFailed', code: 'failed', reason: { message: 'flowStatus', status: 'failed' } }],
    [
      { status: 'Rejected', code: 'k_ec_000009' },
      { hint: 'flowRejected', anchor: 'k_ec_000009', reason: { message: 'flowStatus', status: 'Rejected' } },
    ],
    [{ error_msg: 'late', code: 'k_new' }, { details: [{ message: 'flowMessage', error_msg: quote('late') }] }],
    [{ status: [] }, { hint: 'checkFlow', notes: [{ message: 'outcomeUnknown', earlier: false }, started] }],
    [{ status: 'failed' }, { notes: [started], keyUsed: true }],
    [
      { status: 'failed', execution_id: undefined },
      { notes: [], keyUsed: false },
    ],
  ])('that fails with %j says why', (differences, failure) => {
    expect(resultOf(differences).error).toMatchObject({ kind: 'call', failure })
  })

  const finished = { message: 'flowEnded', execution_id }
  const skipped = { message: 'endedWithError', execution_id, error_msg: quote('two rows were skipped') }

  test.each([
    [{}, [finished], []],
    [{ error_msg: 'two rows were skipped' }, [finished], [skipped]],
    [{ status: ' Wait ' }, [{ message: 'flowWaits', execution_id, status: ' Wait ' }], []],
    [{ status: 'In Process' }, [{ message: 'flowRuns', execution_id, status: 'In Process' }], []],
    [{ status: 'paused' }, [], [{ message: 'flowStatusUnknown', execution_id, status: 'paused' }]],
  ])('that does not fail with %j says what it does', (differences, said, warned) => {
    const { error, log = [], warnings } = resultOf(differences)
    expect([error, log, warnings]).toEqual([undefined, said, warned])
  })
})

test.each([{ status: [] }, { status: 'failed' }, { status: 'odd' }])(
  'a warning about out_params is kept beside %j',
  (differences) => {
    expect(resultOf({ ...differences, out_params: 'x' }).warnings).toContainEqual({ message: 'outParamsUnreadable' })
  },
)

test('an execution that cannot be read decides neither code nor msg', () => {
  const { code, msg, http_status } = resultOf({ status: [] }).outputs
  expect([code, msg, http_status]).toEqual([undefined, undefined, '200'])
})

describe('output values', () => {
  test('keeps every number, however long', () => {
    const digits = fc.stringMatching(/^-?[1-9]\d{0,80}$/, { size: 'max' })
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

  const code = 'k_wf_ec_2001008'
  // The status is that of the refusal.
  const used = { code: 2320001, data: { code, execution_id: '5', status: 'failed' } }
  const perform = async (is_async: string, body: unknown, ambiguous = true) => {
    const inputs = { namespace: 'n__c', flow_id: 'f', operator: '1', is_async, idempotent_key: 'k' }
    const plan = await executeFlow.prepare(inputsOf(inputs))
    return plan.perform(clientWith({ ...resultFor(body, 'duplicate'), ambiguous }), contextWith())
  }

  test('proves that the flow was started, which is all that is_async asks for', async () => {
    const { outputs, warnings, error } = await perform('true', used)
    const { response: _, ...known } = outputs
    expect(known).toEqual({ code: '0', msg: '', http_status: '200', log_id: 'log-1', execution_id: '5' })
    expect(warnings).toEqual([{ message: 'startedByEarlierAttempt', idempotent_key: 'k', execution_id: '5' }])
    expect(error).toBeUndefined()
  })

  test.each<[body: object, outputs: object, failure: object]>([
    [
      { code: 0, data: { code, error_msg: 'used' } },
      { code, msg: 'used' },
      { hint: 'checkFlow', anchor: code, code },
    ],
    [
      { code, msg: 'used' },
      { code, msg: 'used' },
      { reason: { message: 'startedResultUnknown', idempotent_key: 'k' } },
    ],
    [used, { code: '2320001', execution_id: '5' }, { notes: [{ message: 'executionId', execution_id: '5' }] }],
  ])('tells no result: %j', async (body, outputs, failure) => {
    expect(await perform('false', body)).toMatchObject({ outputs, error: { failure } })
  })

  test.each(['true', 'false'])(
    'is somebody else’s after nothing that could start it, is_async %s',
    async (is_async) => {
      const { error } = await perform(is_async, { ...used, msg: 'used' }, false)
      const notes = [{ execution_id: '5' }, { message: 'keySent', idempotent_key: 'k' }]
      const reason = { message: 'feishuMessage', msg: quote('used') }
      expect(error).toMatchObject({ failure: { hint: 'keyUsed', code: '2320001', reason, notes } })
      const { error: silent } = await perform(is_async, { code: 0, data: { code } }, false)
      expect(silent).toMatchObject({ failure: { reason: { message: 'feishuErrorWithoutMessage' } } })
    },
  )
})

test('a flow that failed after a lost attempt leaves the outcome of that one unknown', () => {
  const failed = { ...ended({ status: 'failed' }), ambiguous: true }
  const { error } = executionResult(requests.execute, failed)
  const note = { message: 'outcomeUnknown', earlier: true }
  const failure = { outcomeUnknown: true, again: 'key', notes: [{ message: 'executionId' }, note] }
  expect(error).toMatchObject({ failure })
})

test('while a flow is awaited, a line every 15 seconds says so', async () => {
  const clock = virtualClock()
  const cancelled = new AbortController().signal
  const client = {
    attempts: () => 0,
    async call() {
      await sleep(clock, 50_000, cancelled)
      return ended()
    },
  }
  const log: unknown[] = []
  const plan = await executeFlow.prepare(inputsOf({ namespace: 'n__c', flow_id: 'f', operator: '1' }))
  await clock.run(plan.perform(client, { clock, cancelled, log: (message) => log.push(message) }))
  // Nothing is said of it afterwards.
  await clock.run(sleep(clock, 20_000, cancelled))
  expect(log).toEqual([15, 30, 45].map((seconds) => ({ message: 'stillWaiting', seconds })))
})
