import { expect, test } from '@jest/globals'
import { readBody } from '../src/feishu/body.ts'
import { causeOf } from '../src/feishu/cause.ts'

/** What node-fetch rejects with. */
function rejected(reason: string): Error {
  const message = `request to http://localhost:1/x failed, reason: ${reason}`
  return Object.assign(new Error(message), { code: 'ECONNREFUSED' })
}

test('a cause is the code, then the words of the system', () => {
  const refused = rejected('connect ECONNREFUSED ::1:1')
  expect(causeOf(refused)).toBe('ECONNREFUSED: connect ECONNREFUSED ::1:1')
})

test('a host with several addresses refuses without words', () => {
  const refused = rejected('')
  expect(causeOf(refused)).toBe('ECONNREFUSED')
})

test('an error without a code is named by its kind', () => {
  expect(causeOf(new TypeError('odd'))).toBe('TypeError: odd')
  expect(causeOf('odd')).toBe('odd')
})

test('an answer without a body is an empty one', async () => {
  await expect(readBody(null)).resolves.toEqual({ text: '', whole: true })
})
