import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { codelessTable, entryFor, errorTable } from '../src/feishu/error-table.ts'
import { innerHints } from '../src/feishu/inner-codes.ts'

const action = parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8'))
const known = new Set([...Object.keys(action.inputs), ...Object.keys(action.outputs)])

const hints = [
  ...errorTable.map((entry): [string, string] => [String(entry.codes[0]), entry.hint]),
  ...Object.entries(codelessTable).map(([name, failure]): [string, string] => [name, failure.hint]),
  ...Object.entries(innerHints),
]

/** The codes that may be repeated, by what reads and the PUT, then what execute-flow may do. The rest is 'no no'. */
const repeated = {
  'refresh refresh': [20013, 99991663, 99991664, 99991665, 99991671],
  'yes yes': [99991400],
  'yes key': [1500, 1663, 1668, 2200, 5000, 10101, 10500],
  'yes no': [131001, 131009, 1254002, 1254036, 1254112, 1254290, 1254291, 1254607, 1254608, 1255040],
  'twice no': [1254200, 1255001, 1255002, 1255003, 1255004, 1255005],
  'no key': [2320002],
}

describe('the error table', () => {
  test('has every code once', () => {
    const codes = errorTable.flatMap((entry) => entry.codes)
    expect(codes).toHaveLength(101)
    expect(new Set(codes).size).toBe(codes.length)
  })

  test('repeats what may be repeated and nothing else', () => {
    const found: Record<string, number[]> = {}
    for (const { idempotent, execute, codes } of errorTable) {
      const rule = `${idempotent} ${execute}`
      found[rule] = [...(found[rule] ?? []), ...codes].sort((one, other) => one - other)
    }
    const { 'no no': never, ...rest } = found
    expect(rest).toEqual(repeated)
    expect(never).toHaveLength(71)
  })

  test('never repeats a used-up quota, a refused permission or bad input', () => {
    const final = errorTable.filter(({ class: kind }) =>
      ['quota', 'permission', 'bad input', 'not found'].includes(kind),
    )
    expect(final.filter(({ idempotent, execute }) => idempotent !== 'no' || execute !== 'no')).toEqual([])
  })

  test('waits longer first only for a base that is being copied', () => {
    const slow = errorTable.filter((entry) => entry.firstWaitSeconds !== undefined)
    expect(slow.map(({ codes, firstWaitSeconds }) => ({ codes, firstWaitSeconds }))).toEqual([
      { codes: [1254036], firstWaitSeconds: 5 },
    ])
  })

  test('repeats a codeless failure of execute-flow only with its key, unless nothing was sent', () => {
    const rules = Object.entries(codelessTable).map(([name, failure]) => [name, failure.idempotent, failure.execute])
    expect(rules).toEqual([
      ['unknown path', 'no', 'no'],
      ['http 5xx', 'yes', 'key'],
      ['not sent', 'yes', 'yes'],
      ['outcome unknown', 'yes', 'key'],
      ['anything else', 'no', 'no'],
    ])
  })
})

describe('entryFor', () => {
  test('finds every code in its own row', () => {
    for (const entry of errorTable) for (const code of entry.codes) expect(entryFor(code)).toBe(entry)
  })

  test('knows nothing of success and of other codes', () => {
    expect([0, -1, 404, 1254037, Number.NaN].map(entryFor)).toEqual(Array(5).fill(undefined))
  })
})

describe.each(hints)('the hint of %s', (_name, hint) => {
  test('is one or two short sentences without codes and markup', () => {
    expect(hint.length).toBeLessThanOrEqual(220)
    expect(hint).toMatch(/^[A-Z_a-z][^\n|`<]*\.$/)
    expect(hint.split(/\. (?=[A-Z])/).length).toBeLessThanOrEqual(2)
    expect(hint).not.toMatch(/\d{4}/)
  })

  test('names inputs and outputs as action.yml does', () => {
    const names = hint.match(/\b[a-z]+(_[a-z]+)+\b/g) ?? []
    expect(names.filter((name) => !known.has(name))).toEqual([])
  })
})
