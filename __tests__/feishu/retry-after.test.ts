import { afterEach, expect, jest, test } from '@jest/globals'
import { retryAfter } from '../../src/feishu/retry-after.ts'

const now = Date.UTC(2026, 0, 1)
const inSeconds = (seconds: number) => new Date(now + seconds * 1000).toUTCString()
afterEach(() => {
  jest.restoreAllMocks()
})

test.each<[headers: Record<string, string>, seconds: number | undefined]>([
  [{}, undefined],
  [{ 'x-ogw-ratelimit-reset': '0' }, 0],
  [{ 'x-ogw-ratelimit-reset': '12.25' }, 12.25],
  [{ 'retry-after': '7' }, 7],
  [{ 'x-ogw-ratelimit-reset': '2', 'retry-after': '9' }, 9],
  [{ 'x-ogw-ratelimit-reset': 'soon', 'retry-after': '9' }, 9],
  [{ 'retry-after': inSeconds(30) }, 30],
  [{ 'retry-after': inSeconds(-30) }, 0],
  // By the clock of the server, which is ten minutes off.
  [{ 'retry-after': inSeconds(630), date: inSeconds(600) }, 30],
  [{ 'retry-after': inSeconds(-570), date: inSeconds(-600) }, 30],
  [{ 'retry-after': inSeconds(30), date: 'today' }, 30],
  // Anything else asks for nothing.
  [{ 'x-ogw-ratelimit-reset': '-1' }, undefined],
  [{ 'x-ogw-ratelimit-reset': '1e3' }, undefined],
  [{ 'x-ogw-ratelimit-reset': '' }, undefined],
  [{ 'retry-after': '2, 2' }, undefined],
  [{ 'retry-after': '3000-01-01' }, undefined],
  [{ 'retry-after': `On ${inSeconds(30)}` }, undefined],
  [{ 'retry-after': `${inSeconds(30)}+1` }, undefined],
  [{ 'retry-after': 'Xxx, 99 Xxx 2015 99:99:99 GMT' }, undefined],
])('%j asks to wait %s seconds', (headers, seconds) => {
  jest.spyOn(Date, 'now').mockReturnValue(now)
  expect(retryAfter((name) => headers[name])).toBe(seconds)
})

test.each([
  [2500, 2.5],
  [0, 0],
  [-1, undefined],
  ['2500', undefined],
])('%j is what base/v3 asks for: %s seconds', (retry_after_ms, seconds) => {
  expect(retryAfter(() => undefined, { data: { error: { retry_after_ms } } })).toBe(seconds)
})
