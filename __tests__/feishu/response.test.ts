import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { textOf } from '../../src/feishu/body.ts'
import { logIdOf, readResponse } from '../../src/feishu/response.ts'
import { respond, say } from '../support/scripted.ts'
import { textOf as textFrom } from '../support/texts.ts'

const pieces = [...'{}[]:0,\n流', ...'"code" "0" "msg" "x" null 1e400 <html>'.split(' ')]
const anyBody = fc.oneof(
  textFrom(pieces, 10),
  fc.json(),
  fc.json().map((json) => `{"code":0,"msg":${json}}`),
)
const anyStatus = fc.integer({ min: 100, max: 599 })

describe('any response', () => {
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
      { numRuns: 1000 },
    )
  })

  test.each([200, 201, 400, 403, 429, 500, 599])('in Feishu’s form counts by its code: HTTP status %i', (status) => {
    expect(readResponse(respond({ code: 7, msg: 'no' }, status))).toMatchObject({ kind: 'feishu', code: 7, msg: 'no' })
  })

  test.each<[number, unknown, string, boolean]>([
    [404, { code: 0 }, 'contradictoryStatus', true],
    [102, { code: 0 }, 'contradictoryStatus', true],
    [302, { code: 0 }, 'redirect', true],
    [304, { code: 1 }, 'redirect', false],
    [407, '', 'proxyAuthenticationRequired', false],
    [413, '<html>', 'requestTooLarge', false],
    [200, ' \n', 'responseEmpty', false],
    [200, '<html>', 'responseNotJson', false],
    [200, '[]', 'responseNotAnObject', false],
    [200, 'null', 'responseNotAnObject', false],
    [200, '{}', 'responseWithoutCode', false],
    [200, { code: ' ' }, 'responseWithoutCode', false],
    [400, { code: 'no user a@b.c' }, 'responseWithoutCode', false],
    [200, { code: 'OK' }, 'responseWithoutCode', false],
    [200, { code: 'Success' }, 'responseWithoutCode', false],
    [200, { code: {} }, 'responseWithoutCode', false],
    [199, { code: 0 }, 'contradictoryStatus', true],
    [200, { code: null }, 'responseWithoutCode', false],
  ])('HTTP status %i with %j: %s', (status, body, message, claimsSuccess) => {
    const response = readResponse(respond(body, status))
    expect(response).toMatchObject({ kind: 'unexpected', problem: { message }, claimsSuccess })
  })

  test.each(['k_ec_000009', 'FieldNotFound', '123abc', 'okay', 'Not.OK:a-b'])('may have a name instead: %s', (code) => {
    expect(readResponse(respond({ code, msg: 'no' }))).toMatchObject({ kind: 'feishu', code, msg: 'no' })
  })

  test.each(['0', ' 0 '])('has its code as text too: %j', (code) => {
    expect(readResponse(respond({ code }))).toMatchObject({ kind: 'feishu', code: 0 })
  })

  test('that was not read to its end is none', () => {
    const response = readResponse({ ...respond('{"code":0}'), complete: false })
    expect(response).toMatchObject({ kind: 'unexpected', problem: { message: 'responseTooLarge' }, text: '' })
  })

  test('that is not encoded as it says is none', () => {
    const response = readResponse({ ...respond('{"code":0}'), wrongEncoding: 'gzip' })
    const problem = { message: 'encodingWrong', encoding: 'gzip' }
    expect(response).toMatchObject({ kind: 'unexpected', problem, claimsSuccess: false, final: false })
  })

  test.each([
    ['{"code":99999999999999999999}', 1e20, ''],
    ['{"code":0.5}', 0.5, ''],
    ['{"code":5,"msg":12345678901234567890}', 5, '12345678901234567890'],
    ['{"code":5,"msg":{"a":1}}', 5, '{"a":1}'],
    ['{"code":5,"msg":["a"]}', 5, '["a"]'],
    ['{"code":5,"msg":null}', 5, ''],
    ['{"code":5,"msg":"","message":"other"}', 5, 'other'],
    ['{"__proto__":{"code":0},"constructor":1,"code":5,"msg":"no"}', 5, 'no'],
  ])('may have odd types: %s', (body, code, msg) => {
    expect(readResponse(respond(body))).toMatchObject({ kind: 'feishu', code, msg })
  })

  test('under the last 2xx status is a success', () => {
    expect(readResponse(respond({ code: 0 }, 299))).toMatchObject({ kind: 'feishu', code: 0 })
  })

  test('keeps the digits of its numbers', () => {
    const response = readResponse(respond('{"code":0,"data":{"id":1816970091484211234,"half":0.5}}'))
    expect(response).toMatchObject({ body: { data: { id: '1816970091484211234', half: 0.5 } } })
  })

  const details = (...response: Parameters<typeof respond>) => {
    const read = readResponse(respond(...response))
    return read.kind === 'unexpected' ? say(read.details) : read.kind
  }

  test.each<[unknown, string]>([
    ['\r\n  <html>\nsecond', 'The response begins with: <html>.'],
    ['{"tenant_access_token":"t-abc"', 'The response begins with: {"tenant_access_token":"***".'],
    ['proxy-authorization: Basic dTpw', 'The response begins with: proxy-authorization: Basic ***.'],
    [
      '<!DOCTYPE html><html><head><title>400 The plain HTTP request was sent to HTTPS port</title>',
      'Title of the page: 400 The plain HTTP request was sent to HTTPS port.',
    ],
    [
      '<html>\n<TITLE lang="en">\n Sign in\n to &quot;A&amp;B&quot; &#39;&x; &#x767b;&#24405; &#xffffff;\n</TITLE>',
      'Title of the page: Sign in to "A&B" \'&x; 登录 &#xffffff;.',
    ],
    ['<html><title> </title><p>x', 'The response begins with: <html><title> </title><p>x.'],
    [{ message: 'no route', request_id: 7 }, 'It contains message: no route, request_id: 7.'],
    [
      { error: 'invalid_request', error_description: 'bad' },
      'It contains error: invalid_request, error_description: bad.',
    ],
    [{ StatusCode: 1, StatusMessage: 'no' }, 'It contains StatusCode: 1, StatusMessage: no.'],
    [{ error: { message: 'deep' } }, 'It contains message: deep.'],
    [{ errors: [{ detail: 'first' }, { detail: 'second' }] }, 'It contains detail: first.'],
    [{ access_token: 'secret-value' }, 'It contains access_token: ***.'],
    [{ BaseResp: { StatusMessage: 'no' } }, 'The response begins with: {"BaseResp":{"StatusMessage":"no"}}.'],
    ['\ufffdPNG\r\n', ''],
    ['<title>\ufffd\ufffd</title>', ''],
  ])('shows what else it is: %j', (body, shown) => {
    expect(details(body)).toBe(shown)
  })

  test.each([
    ['https://login.example/sso?state=hush', 'It points to login.example.'],
    ['//login.example:8443/sso', 'It points to login.example:8443.'],
    ['/elsewhere', 'Title of the page: Moved.'],
    ['https://', 'Title of the page: Moved.'],
  ])('names the host that a redirect points to: %s', (location, shown) => {
    expect(details('<title>Moved</title>', 302, { location })).toBe(shown)
    expect(details('<title>Moved</title>', 200, { location })).toBe('Title of the page: Moved.')
  })

  test.each<[unknown, Record<string, string>, number, string]>([
    ['%PDF', { 'content-type': 'application/pdf' }, 200, 'responseFile'],
    ['x', { 'content-type': 'image/png; q=1' }, 299, 'responseFile'],
    ['\ufffdPNG\r\n\u001a\n', {}, 200, 'responseFile'],
    ['\u001a', { 'content-type': 'text/plain' }, 200, 'responseNotJson'],
    ['a\t\f\r\nb', {}, 200, 'responseNotJson'],
    [{ code: 0 }, { 'content-disposition': 'Attachment; filename=x.json' }, 200, 'responseFile'],
    ['x', { 'content-disposition': 'inline', 'content-type': 'text/html' }, 200, 'responseNotJson'],
    ['x', { 'content-type': ' Application/JSON' }, 200, 'responseNotJson'],
    ['x', { 'content-type': 'application/problem+json' }, 200, 'responseNotJson'],
    ['x', { 'content-type': 'image/png' }, 500, 'responseNotJson'],
  ])('is a file or none: %j, %j, HTTP %i: %s', (body, headers, status, message) => {
    const response = readResponse(respond(body, status, headers))
    expect(response).toMatchObject({ kind: 'unexpected', problem: { message } })
    if (message === 'responseFile') expect(response).toMatchObject({ text: '', final: true, details: [] })
  })

  test('is Feishu’s with a type that says otherwise', () => {
    const type = { 'content-type': 'application/octet-stream' }
    expect(readResponse(respond({ code: 0 }, 200, type))).toMatchObject({ kind: 'feishu', code: 0 })
  })
})

describe('the id for support', () => {
  const body = { code: 1, error: { log_id: 'wire', logid: 'documents' }, log_id: 'top' }

  test.each<[Record<string, string>, Record<string, unknown>, string | undefined]>([
    [{ 'x-tt-logid': 'first', 'x-request-id': 'second' }, body, 'first'],
    [{ 'x-request-id': 'second' }, body, 'second'],
    [{}, body, 'wire'],
    [{}, { ...body, error: { logid: 'documents' } }, 'documents'],
    [{}, { log_id: 'top', data: { error: { log_id: 'v3' } } }, 'v3'],
    [{}, { data: { error: { logid: 'v3' } } }, 'v3'],
    [{}, { logid: 'top' }, 'top'],
    [{}, { ...body, error: undefined }, 'top'],
    [{}, { error: { log_id: 7 } }, '7'],
    [{ 'x-tt-logid': '' }, { error: { log_id: {} } }, undefined],
  ])('in %j and %j is %s', (headers, json, log_id) => {
    expect(logIdOf((name) => headers[name], json)).toBe(log_id)
    expect(readResponse(respond({ code: 1, ...json }, 200, headers)).log_id).toBe(log_id)
  })

  test('is in the headers of a page too', () => {
    expect(readResponse(respond('<html>', 502, { 'x-tt-logid': 'first' })).log_id).toBe('first')
  })
})

test('textOf', () => {
  const values = ['x', '', 5, 0.5, true, null, undefined, {}, []]
  expect(values.map(textOf)).toEqual(['x', '', '5', '0.5', ...Array(5).fill(undefined)])
})
