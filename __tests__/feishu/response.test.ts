import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { logIdOf, readResponse } from '../../src/feishu/response.ts'
import { say } from '../support/inputs.ts'
import { respond } from '../support/scripted.ts'
import { textOf as textFrom } from '../support/texts.ts'

describe('any response', () => {
  const pieces = [...'{}[]:0,\n流', ...'"code" "0" "msg" "x" null 1e400 <html>'.split(' ')]
  const anyBody = fc.oneof(
    textFrom(pieces, 10),
    fc.json(),
    fc.json().map((json) => `{"code":0,"msg":${json}}`),
  )
  const anyStatus = fc.integer({ min: 100, max: 599 })

  test('can be read, and without code 0 under 2xx it is no success', () => {
    fc.assert(
      fc.property(anyBody, anyStatus, fc.string(), fc.boolean(), (body, http_status, header, complete) => {
        const headers = { 'retry-after': header, 'x-tt-logid': header }
        const response = readResponse({ ...respond(body, http_status, headers), complete })
        expect(response.http_status).toBe(http_status)
        if (response.kind === 'unexpected') {
          expect(say(response.problem)).toMatch(/^the /)
          return
        }
        const inRange = http_status >= 200 && http_status < 300
        if (response.code === 0) expect(inRange && complete).toBe(true)
        expect(Number(JSON.parse(body).code)).toBe(response.code)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a response in Feishu’s form', () => {
  test.each<[body: string, code: number | string, msg: string]>([
    ['{"code":"0"}', 0, ''],
    ['{"code":" -5 "}', -5, ''],
    ['{"code":99999999999999999999}', 1e20, ''],
    ['{"code":0.5}', 0.5, ''],
    ['{"code":"k_ec_000009","msg":"no"}', 'k_ec_000009', 'no'],
    ['{"code":"123abc"}', '123abc', ''],
    ['{"code":"a123"}', 'a123', ''],
    ['{"code":"okay"}', 'okay', ''],
    ['{"code":"Not.OK:a-b"}', 'Not.OK:a-b', ''],
    ['{"code":"no.success"}', 'no.success', ''],
    ['{"code":5,"msg":12345678901234567890}', 5, '12345678901234567890'],
    ['{"code":5,"msg":{"a":1}}', 5, '{"a":1}'],
    ['{"code":5,"msg":null}', 5, ''],
    ['{"code":5,"msg":"","message":"other"}', 5, 'other'],
    ['{"__proto__":{"code":0},"constructor":1,"code":5,"msg":"no"}', 5, 'no'],
  ])('counts by its code: %s', (body, code, msg) => {
    const type = { 'content-type': 'application/octet-stream' }
    expect(readResponse(respond(body, 200, type))).toMatchObject({ kind: 'feishu', code, msg })
  })

  test.each([199, 200, 299, 400, 599])('counts under any HTTP status: %i', (status) => {
    expect(readResponse(respond({ code: 7, msg: 'no' }, status))).toMatchObject({ kind: 'feishu', code: 7, msg: 'no' })
  })

  test('may be a success under the last 2xx status', () => {
    expect(readResponse(respond({ code: 0 }, 299))).toMatchObject({ kind: 'feishu', code: 0 })
  })

  test('keeps the digits of its numbers', () => {
    const response = readResponse(respond('{"code":0,"data":{"id":1816970091484211234,"half":0.5}}'))
    expect(response).toMatchObject({ body: { data: { id: '1816970091484211234', half: 0.5 } } })
  })
})

describe('a response in any other form', () => {
  test.each<[status: number, body: unknown, problem: string, claimsSuccess: boolean]>([
    [199, { code: 0 }, 'contradictoryStatus', true],
    [404, { code: 0 }, 'contradictoryStatus', true],
    [302, { code: 0 }, 'redirect', true],
    [300, { code: 1 }, 'redirect', false],
    [399, '', 'redirect', false],
    [407, '', 'proxyAuthenticationRequired', false],
    [413, '<html>', 'requestTooLarge', false],
    [200, ' \n', 'responseEmpty', false],
    [200, '<html>', 'responseNotJson', false],
    [200, '[]', 'responseNotAnObject', false],
    [200, '{}', 'responseWithout', false],
    [200, { code: ' ' }, 'responseWithout', false],
    [200, { code: 'OK' }, 'responseWithout', false],
    [200, { code: 'Successful' }, 'responseWithout', false],
    [200, { code: {} }, 'responseWithout', false],
    // A sentence may repeat what was sent.
    [400, { code: 'no user a@b.c' }, 'responseWithout', false],
    [400, { code: 'x'.repeat(101) }, 'responseWithout', false],
  ])('under HTTP status %i is named: %j, %s', (status, body, message, claimsSuccess) => {
    const response = readResponse(respond(body, status))
    expect(response).toMatchObject({ kind: 'unexpected', problem: { message }, claimsSuccess, final: false })
  })

  test('was not read to its end, or is not encoded as it says', () => {
    const common = { kind: 'unexpected', claimsSuccess: false }
    const success = respond('{"code":0}')
    const cut = { ...common, problem: { message: 'responseTooLarge' }, text: '', final: true }
    expect(readResponse({ ...success, complete: false })).toMatchObject(cut)
    const wrong = { ...common, problem: { message: 'encodingWrong', encoding: 'gzip' }, final: false }
    expect(readResponse({ ...success, wrongEncoding: 'gzip' })).toMatchObject(wrong)
  })

  // What a file is: the tests of content.ts.
  test.each<[body: unknown, headers: Record<string, string>]>([
    ['%PDF', { 'content-type': 'application/pdf' }],
    ['\u001a', {}],
    [{ code: 0 }, { 'content-disposition': 'attachment' }],
  ])('may be a file: %j, %j', (body, headers) => {
    const response = readResponse(respond(body, 200, headers))
    const problem = { message: 'responseFile' }
    expect(response).toMatchObject({ kind: 'unexpected', problem, text: '', final: true, details: [] })
  })

  const details = (...response: Parameters<typeof respond>) => {
    const read = readResponse(respond(...response))
    return read.kind === 'unexpected' ? say(read.details) : read.kind
  }

  test.each<[body: unknown, details: string]>([
    ['\r\n  <html>\nsecond', 'The response begins with: <html>.'],
    ['{"tenant_access_token":"t-abc"', 'The response begins with: {"tenant_access_token":"***".'],
    [
      '<html>\n<TITLE lang="en">\n Sign in\n to &quot;A&amp;B&quot; &#39;&x; &#X767B;&#24405; &#x10ffff; &#x110000;\n</TITLE>',
      'Title of the page: Sign in to "A&B" \'&x; 登录 \u{10ffff} &#x110000;.',
    ],
    ['<titles>x</title>', 'The response begins with: <titles>x</title>.'],
    ['<html><title> </title><p>x', 'The response begins with: <html><title> </title><p>x.'],
    [{ message: 'no route', request_id: 7 }, 'It contains message: no route, request_id: 7.'],
    [{ error: { message: 'deep' } }, 'It contains message: deep.'],
    [{ errors: [{ detail: 'first' }, { detail: 'second' }] }, 'It contains detail: first.'],
    [{ access_token: 'secret-value' }, 'It contains access_token: ***.'],
    [{ BaseResp: { StatusMessage: 'no' } }, 'The response begins with: {"BaseResp":{"StatusMessage":"no"}}.'],
    ['\ufffdPNG\r\n', ''],
    ['<title>\ufffd\ufffd</title>', ''],
  ])('shows what else it is: %j', (body, shown) => {
    expect(details(body, 400)).toBe(shown)
  })

  test.each([
    ['https://login.example/sso?state=hush', 'It points to login.example.'],
    ['//login.example:8443/sso', 'It points to login.example:8443.'],
    ['/elsewhere', 'Title of the page: Moved.'],
    ['https://', 'Title of the page: Moved.'],
  ])('names the host that a redirect points to: %s', (location, shown) => {
    expect(details('<title>Moved</title>', 300, { location })).toBe(shown)
    for (const status of [200, 400]) {
      expect(details('<title>Moved</title>', status, { location })).toBe('Title of the page: Moved.')
    }
  })
})

describe('the id for support', () => {
  const error = { log_id: 'wire', logid: 'documents' }

  test.each<[headers: Record<string, string>, body: Record<string, unknown>, id: string | undefined]>([
    [{ 'x-tt-logid': 'first', 'x-request-id': 'second' }, { error }, 'first'],
    [{ 'x-request-id': 'second' }, { error }, 'second'],
    [{}, { error, log_id: 'top' }, 'wire'],
    [{}, { error: { logid: 'documents' } }, 'documents'],
    [{}, { log_id: 'top', data: { error: { log_id: 'v3' } } }, 'v3'],
    [{}, { logid: 'top' }, 'top'],
    [{}, { error: { log_id: 7 } }, '7'],
    [{ 'x-tt-logid': '' }, { error: { log_id: {} } }, undefined],
  ])('in %j and %j is %s', (headers, json, log_id) => {
    expect(logIdOf((name) => headers[name], json)).toBe(log_id)
    expect(readResponse(respond({ code: 1, ...json }, 200, headers)).log_id).toBe(log_id)
    expect(readResponse(respond('<html>', 502, headers)).log_id).toBe(headers['x-tt-logid'] || headers['x-request-id'])
  })
})
