import { describe, expect, test } from '@jest/globals'
import { type Answer, readAnswer, scalarText, withoutTokens } from '../src/feishu/answer.ts'
import { detailsOf } from '../src/feishu/details.ts'
import type { Exchange } from '../src/feishu/transport.ts'
import { answer } from './faults/scripted.ts'

function read(exchange: Exchange) {
  if (exchange.kind !== 'answered') throw new Error('a script of an answer')
  return readAnswer(exchange)
}

function refused(error: unknown): Answer {
  const read_ = read(answer({ code: 1, msg: 'no', error }))
  if (read_.kind !== 'feishu') throw new Error("a refusal in Feishu's form")
  return read_
}

describe('the id for support', () => {
  const body = { code: 1, error: { log_id: 'wire', logid: 'documents' }, log_id: 'top' }

  test.each([
    [{ 'x-tt-logid': 'first', 'x-request-id': 'second' }, body, 'first'],
    [{ 'x-request-id': 'second' }, body, 'second'],
    [{}, body, 'wire'],
    [{}, { ...body, error: { logid: 'documents' } }, 'documents'],
    [{}, { ...body, error: undefined }, 'top'],
    [{}, { code: 1, error: { log_id: 7 } }, '7'],
    [{ 'x-tt-logid': '' }, { code: 1, error: { log_id: {} } }, undefined],
    [{ 'x-tt-logid': 'first' }, '<html>', 'first'],
  ])('of %j and %j is %s', (headers: Record<string, string>, body, log_id) => {
    expect(read(answer(body, 200, headers)).log_id).toBe(log_id)
  })
})

describe('an answer is judged by its body', () => {
  test.each([200, 400, 403, 429, 500, 599])('and not by HTTP status %i', (status) => {
    expect(read(answer({ code: 0, msg: 'ok' }, status))).toMatchObject({ kind: 'feishu', code: 0, msg: 'ok' })
  })

  test.each([300, 301, 304, 399])('but for a redirect: HTTP status %i', (status) => {
    expect(read(answer({ code: 0 }, status))).toMatchObject({
      kind: 'foreign',
      problem: expect.stringMatching(/redirect/),
    })
  })

  test('whose numbers keep their digits', () => {
    const read_ = read(answer('{"code":0,"data":{"id":1816970091484211234,"half":0.5}}'))
    expect(read_).toMatchObject({ body: { data: { id: '1816970091484211234', half: 0.5 } } })
  })
})

describe('what Feishu adds', () => {
  const url = 'https://open.feishu.cn/app/cli_x/auth'

  test('is read as it is on the wire', () => {
    const error = {
      permission_violations: [
        { type: 'action_scope_required', subject: 'bitable:app' },
        { type: 'action_scope_required', subject: 'base:workflow:write' },
      ],
      helps: [{ url, description: 'apply' }],
      field_violations: [
        { field: 'status', value: 'enable', description: 'not one of Enable, Disable' },
        { field: 'x' },
      ],
      troubleshooter: `Troubleshooting: ${url}?log_id=1`,
    }
    expect(detailsOf(refused(error))).toEqual({
      details: [
        'Missing, any one of these scopes: bitable:app, base:workflow:write.',
        'Feishu names: status: not one of Enable, Disable; x.',
      ],
      links: [url, `${url}?log_id=1`],
    })
  })

  test('is read as the documents have it', () => {
    const error = {
      permission_violations: [
        { scope: 'bitable:app', url },
        { scope: 'x', url },
      ],
      troubleshooter: url,
    }
    expect(detailsOf(refused(error))).toEqual({
      details: ['Missing, any one of these scopes: bitable:app, x.'],
      links: [url],
    })
  })

  test.each([
    undefined,
    'text',
    [],
    { permission_violations: 'text', helps: {}, field_violations: [[], null, 5], troubleshooter: {} },
    { permission_violations: [{}], helps: [{}], field_violations: [{ value: 'private' }], troubleshooter: 'no link' },
    {
      helps: [{ url: 'http://plain.example' }, { url: 'javascript:alert(1)' }],
      troubleshooter: 'http://plain.example',
    },
  ])('is nothing in %j', (error) => {
    expect(detailsOf(refused(error))).toEqual({ details: [], links: [] })
  })
})

test('an answer that was not read to its end is no answer', () => {
  const [problem, firstLine] = ['the answer is over 10 MiB', '{"code":0}']
  expect(read({ ...answerOf(firstLine), whole: false })).toMatchObject({ kind: 'foreign', problem, firstLine })
})

function answerOf(text: string) {
  const exchange = answer(text)
  if (exchange.kind !== 'answered') throw new Error('a script of an answer')
  return exchange
}

test.each([
  ['"tenant_access_token":"t-abc"', '"tenant_access_token":"***"'],
  ['{\\"tenant_access_token\\":\\"t-abc\\"}', '{\\"tenant_access_token\\":\\"***\\"}'],
  ['token=t-abc&x=y', 'token=***&x=y'],
  ['Authorization: Bearer t-abc, x', 'Authorization: Bearer ***, x'],
  ['"app_secret": "abc"', '"app_secret": "***"'],
  ['no token here', 'no token here'],
])('withoutTokens(%j)', (text, safe) => {
  expect(withoutTokens(text)).toBe(safe)
})

test('withoutTokens takes a long text in one go', () => {
  const started = performance.now()
  withoutTokens('token'.repeat(200_000))
  withoutTokens(`token${' '.repeat(1_000_000)}`)
  expect(performance.now() - started).toBeLessThan(2000)
})

test('scalarText', () => {
  expect(['x', '', 5, 0.5, true, null, undefined, {}, []].map(scalarText)).toEqual([
    'x',
    '',
    '5',
    '0.5',
    ...Array(5).fill(undefined),
  ])
})
