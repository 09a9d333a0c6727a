import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { ROOT } from '../../sandbox/runner/action.ts'
import {
  baseV3,
  codelessTable,
  entryFor,
  errorTable,
  innerHint,
  otherByStatus,
  type RetryRow,
  retryOf,
} from '../../src/feishu/error-codes.ts'

describe('the error table', () => {
  test('has every code once per path and message', () => {
    const codes = errorTable.flatMap(({ codes, path = '', msg = '' }) => codes.map((code) => `${path} ${msg} ${code}`))
    expect(new Set(codes).size).toBe(codes.length)
  })

  test('has the codes of the page that its readers are sent to', () => {
    const page = readFileSync(join(ROOT, 'docs/troubleshooting.md'), 'utf8')
    const onPage = [...page.matchAll(/<a id="code-(\d+)"><\/a>/g)].map(([, code]) => Number(code))
    expect(new Set(errorTable.flatMap(({ codes }) => codes))).toEqual(new Set(onPage))
  })

  test('never repeats what only a person can solve', () => {
    const final = errorTable.filter((row) => ['quota', 'permission', 'bad input', 'not found'].includes(row.class))
    expect(final.length).toBeGreaterThan(20)
    expect(final.filter(({ retry }) => retry !== 'no')).toEqual([])
  })

  test('repeats a call that may do its work twice only where nothing was processed', () => {
    const rows: RetryRow[] = [...errorTable, ...Object.values(codelessTable), ...Object.values(otherByStatus)]
    const repeated = rows.filter((row) => retryOf('none', row) === 'yes')
    expect(repeated.filter((row) => row.processed !== 'no')).toEqual([])
    expect(new Set(repeated.map((row) => row.class))).toEqual(new Set(['rate limit', 'network', 'unknown']))
  })

  test('finds every code in its own row, and nothing for success and other codes', () => {
    for (const entry of errorTable) {
      const path = `${entry.path ?? '/open-apis/'}x`
      const found = entry.codes.map((code) => entryFor(code, path, entry.msg?.source))
      expect(found).toEqual(entry.codes.map(() => entry))
    }
    const unknown = [0, -1, 404, 1254999, Number.NaN].map((code) => entryFor(code, baseV3))
    expect(unknown).toEqual(Array(5).fill(undefined))
  })
})

test.each(['', 'k_wf_ec_1', 'constructor'])('an inner code that is none has no hint: %j', (code) => {
  expect(innerHint(code)).toBeUndefined()
})
