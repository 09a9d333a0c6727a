import { afterAll, describe, expect, test } from '@jest/globals'
import type { ScriptedResponse } from '../../sandbox/feishu.ts'
import type { InjectedFault } from '../../sandbox/injected-fault.ts'
import { at, errorOf, openFeishu, runFast, steps, stopAll, warningsOf } from './wire.ts'

afterAll(stopAll)

// A success needs proof: after a lost response, only k_wf_ec_2001008 proves that the flow was started before.

/** What becomes of the first request: it may have started the flow, and nothing tells whether it did. */
const losses: [name: string, fault: InjectedFault, response?: ScriptedResponse][] = [
  ['a reset before Feishu acts', { stop: { at: 'read', by: 'reset' } }],
  ['a reset after Feishu has acted', { stop: { at: 'acted', by: 'reset' } }],
  ['code 0 under HTTP 500', {}, { status: 500, body: { code: 0, msg: 'success', data: { status: 'end' } } }],
  [
    '2320002, the idempotent store timed out',
    {},
    { status: 500, body: { code: 2320002, msg: 'idempotent store timeout' } },
  ],
]

const id = '1816970091484211001'
const data = (members: Record<string, string>) => ({
  body: {
    code: 0,
    msg: 'success',
    data: { code: '', error_msg: '', execution_id: id, out_params: '', status: '', ...members },
  },
})
const refused = (status: number, code: number | string, msg: string) => ({ status, body: { code, msg } })

const earlier =
  /An earlier attempt, whose response was lost, may have started the flow \(outcome unknown\)\. Running again with idempotent_key key-of-this-run does not start it twice\./

interface Second {
  response: ScriptedResponse
  /** The error, with is_async as without it. */
  error: RegExp
  outputs: Record<string, string>
}

/** What the second attempt gets: none of these is a success, whatever its words are. */
const seconds: Record<string, Second> = {
  'a flow that failed in a node called "idempotency check"': {
    response: data({ status: 'failed', error_msg: 'node "idempotency check": idempotent key already used' }),
    error: /: the flow's status is failed \(.*Message of the flow: node "idempotency check"/,
    outputs: { code: 'failed', execution_id: id, status: 'failed' },
  },
  'a code that only begins as the one for a used key': {
    response: data({ code: 'k_wf_ec_20010081', error_msg: 'idempotent' }),
    error: /: the flow failed \(code k_wf_ec_20010081, /,
    outputs: { code: 'k_wf_ec_20010081', execution_id: id },
  },
  'the code for a used key in a text': {
    response: data({ status: 'failed', code: 'k_ec_000001', error_msg: 'k_wf_ec_2001008: the key was used' }),
    error: /: the flow failed \(code k_ec_000001, /,
    outputs: { code: 'k_ec_000001', execution_id: id, status: 'failed' },
  },
  'the code for a used key in msg': {
    response: refused(400, 2320001, '[k_wf_ec_2001008] the key was used'),
    error: /\(code 2320001, HTTP 400, /,
    outputs: { code: '2320001' },
  },
  'a refusal with a name': {
    response: { body: { code: 'k_ec_000009', msg: 'permission denied' } },
    error: /: permission denied \(code k_ec_000009, HTTP 200, .*The app may not run this flow\..*#k_ec_000009$/,
    outputs: { code: 'k_ec_000009', msg: 'permission denied' },
  },
  'a parameter error that names idempotent_key': {
    response: refused(400, 2320001, 'param is invalid: idempotent_key'),
    error: /: param is invalid: idempotent_key \(code 2320001, HTTP 400, /,
    outputs: { code: '2320001' },
  },
}

/** The same flow, called with a lost first response and this second one. */
async function runTwice([, fault, first]: (typeof losses)[number], second: ScriptedResponse, is_async: string) {
  const { feishu, server } = await openFeishu()
  server.inject({ on: 'execute', ...fault })
  // Where the connection breaks before Feishu acts, it never sees the first request.
  if (fault.stop?.at !== 'read') feishu.next((_, normal) => first ?? { body: normal?.body }, { act: !first })
  feishu.next(second)
  const inputs = { ...steps.execute, is_async, max_attempts: '2' }
  const result = await runFast({ inputs: at(server.url, inputs) })
  expect(result.outputs).toMatchObject({ attempts: '2', idempotent_key: 'key-of-this-run' })
  const keys = server.received.map(({ body }) => JSON.parse(body).idempotent_key)
  expect(keys).toEqual(['key-of-this-run', 'key-of-this-run'])
  return result
}

describe.each(losses)('after %s', (...loss) => {
  test.each(Object.entries(seconds))('%s is reported as what it is', async (_, { response, error, outputs }) => {
    for (const is_async of ['false', 'true']) {
      const result = await runTwice(loss, response, is_async)
      expect(errorOf(result)).toMatch(error)
      expect(errorOf(result)).toMatch(earlier)
      expect(result.outputs).toMatchObject(outputs)
      expect(warningsOf(result)).toEqual([])
    }
  })

  test('a success is one', async () => {
    const result = await runTwice(loss, data({ status: 'end' }), 'false')
    expect(result).toMatchObject({ exitCode: 0, outputs: { execution_id: id, status: 'end', code: '0' } })
  })

  test.each([
    [
      'data.code',
      data({ code: 'k_wf_ec_2001008', error_msg: 'the key was used', execution_id: '' }),
      { code: 'k_wf_ec_2001008' },
      '',
    ],
    ['code', { body: { code: 'k_wf_ec_2001008', msg: 'the key was used' } }, { code: 'k_wf_ec_2001008' }, ''],
    [
      'data.code beside another',
      { status: 400, body: { code: 2320001, msg: 'x', data: { code: 'k_wf_ec_2001008', execution_id: id } } },
      { code: '2320001', execution_id: id },
      id,
    ],
  ])('k_wf_ec_2001008 in %s proves that the flow was started', async (_, response, outputs, execution_id) => {
    const waiting = await runTwice(loss, response, 'false')
    expect(errorOf(waiting)).toMatch(
      /: the flow was started with idempotent_key key-of-this-run, by an earlier attempt whose response was lost or by an earlier run, and its result is unknown/,
    )
    expect(waiting.outputs).toMatchObject(outputs)
    expect(/ execution_id (\d+)\./.exec(errorOf(waiting))?.[1] ?? '').toBe(execution_id)
    const started = await runTwice(loss, response, 'true')
    expect(started).toMatchObject({ exitCode: 0, outputs: { code: '0' } })
    expect(started.outputs.status).toBeUndefined()
    expect(started.outputs.execution_id ?? '').toBe(execution_id)
    expect(warningsOf(started)).toEqual([
      `The flow was started with idempotent_key key-of-this-run, by an earlier attempt whose response was lost or by an earlier run. ${execution_id ? `Feishu names execution ${execution_id}` : 'Its execution_id is unknown'}.`,
    ])
  })

  test('2320002 and no further attempt is an unknown outcome', async () => {
    const result = await runTwice(loss, refused(500, 2320002, 'idempotent store timeout'), 'true')
    expect(errorOf(result)).toMatch(
      /\(code 2320002, HTTP 500, .*Outcome unknown: the flow may have been started\. Running again with/,
    )
  })
})

describe('on a first attempt', () => {
  const run = async (response: ScriptedResponse, inputs: Record<string, string> = {}) => {
    const { feishu, server } = await openFeishu()
    feishu.next(response)
    const result = await runFast({ inputs: at(server.url, { ...steps.execute, ...inputs }) })
    return { result, error: errorOf(result), requests: server.received.length }
  }

  test.each([
    ['data.code', data({ code: 'k_wf_ec_2001008', error_msg: 'the key was used', execution_id: id, status: 'end' })],
    ['code', { body: { code: 'k_wf_ec_2001008', msg: 'the key was used' } }],
  ])('k_wf_ec_2001008 in %s fails: the key was used by another run', async (_, response) => {
    for (const is_async of ['false', 'true']) {
      const { error, requests } = await run(response, { is_async, max_attempts: '4' })
      expect(requests).toBe(1)
      expect(error).toMatch(/This idempotent_key was already used\..*#k_wf_ec_2001008$/)
      expect(error).not.toMatch(/earlier attempt/)
    }
  })

  test('a used key keeps what the response says of the execution', async () => {
    const { result } = await run(data({ code: 'k_wf_ec_2001008', error_msg: 'the key was used', status: 'end' }))
    expect(result.outputs).toMatchObject({
      execution_id: id,
      status: 'end',
      code: 'k_wf_ec_2001008',
      msg: 'the key was used',
    })
  })

  test.each([[' 0 ', 'digits of a success', /^$/]])('%p counts as a number: %s', async (code, _, says) => {
    expect((await run({ ...data({ status: 'end' }), body: { ...data({ status: 'end' }).body, code } })).error).toMatch(
      says,
    )
  })
})
