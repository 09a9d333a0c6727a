import { expect, test } from '@jest/globals'
import { FetchError } from 'node-fetch'
import { readBody } from '../src/feishu/body.ts'
import { causeOf } from '../src/feishu/cause.ts'

test('a cause is the code, then the words of the system', () => {
  const system = Object.assign(new Error('connect ECONNREFUSED ::1:1'), { code: 'ECONNREFUSED' })
  const refused = new FetchError(`request to http://localhost:1/x failed, reason: ${system.message}`, 'system', system)
  expect(causeOf(refused)).toBe('ECONNREFUSED: connect ECONNREFUSED ::1:1')
})

test('a host with several addresses refuses without words', () => {
  const system = Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' })
  const refused = new FetchError('request to http://localhost:1/x failed, reason: ', 'system', system)
  expect(causeOf(refused)).toBe('ECONNREFUSED')
})

test('an error without a code is named by its kind', () => {
  expect(causeOf(new TypeError('odd'))).toBe('TypeError: odd')
  expect(causeOf('odd')).toBe('odd')
})

test('an answer without a body is an empty one', async () => {
  await expect(readBody(null)).resolves.toEqual({ text: '', whole: true })
})
