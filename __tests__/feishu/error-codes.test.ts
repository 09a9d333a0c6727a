import { describe, expect, test } from '@jest/globals'
import { baseV3, codelessTable, entryFor, errorTable, innerCodes, innerHint } from '../../src/feishu/error-codes.ts'
import { en } from '../../src/messages/en.ts'

/** The codes that may be repeated, by what reads and updates may do, then what execute-flow may do. */
const repeated = {
  'refresh refresh': [20013, 99991663, 99991664, 99991665, 99991671],
  'yes yes': [99991400],
  'yes key': [1500, 1663, 1668, 2200, 5000, 10101, 10500],
  'yes no': [
    131001, 131009, 1254002, 1254036, 1254112, 1254290, 1254291, 1254607, 1254608, 1255040, 800005652, 800040114,
  ],
  'twice no': [1254200, 1255001, 1255002, 1255003, 1255004, 1255005],
  'no key': [2320002],
}

describe('the error table', () => {
  test('has every code once per path', () => {
    const codes = errorTable.flatMap(({ codes, path = '' }) => codes.map((code) => `${path} ${code}`))
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes).toHaveLength(126)
  })

  test('says when a retry may help, and of everything else that it does not', () => {
    const found: Record<string, number[]> = {}
    for (const { idempotent, execute, codes } of errorTable) {
      const rule = `${idempotent} ${execute}`
      found[rule] = [...(found[rule] ?? []), ...codes].sort((one, other) => one - other)
    }
    const { 'no no': _never, ...rest } = found
    expect(rest).toEqual(repeated)
  })

  test('never repeats what only a person can solve', () => {
    const final = errorTable.filter((row) => ['quota', 'permission', 'bad input', 'not found'].includes(row.class))
    expect(final.length).toBeGreaterThan(20)
    expect(final.filter(({ idempotent, execute }) => idempotent !== 'no' || execute !== 'no')).toEqual([])
  })

  test('waits longer at first only for a base that is being copied', () => {
    const slow = errorTable.filter((entry) => entry.firstWaitSeconds !== undefined)
    expect(slow.map(({ codes, firstWaitSeconds }) => [codes, firstWaitSeconds])).toEqual([[[1254036], 5]])
  })

  test('repeats execute without a code only with its key, unless nothing was sent', () => {
    const rules = Object.entries(codelessTable).map(([name, { idempotent, execute }]) => [name, idempotent, execute])
    expect(rules).toEqual([
      ['unknown-path', 'no', 'no'],
      ['too-large', 'no', 'no'],
      ['proxy-authentication', 'no', 'no'],
      ['http-5xx', 'yes', 'key'],
      ['not-sent', 'yes', 'yes'],
      ['outcome-unknown', 'yes', 'key'],
      ['other', 'no', 'no'],
    ])
  })

  test.each([
    [99991672, 'scopeMissing'],
    [91403, 'notCollaborator'],
    [99991401, 'ipNotAllowed'],
    [2320005, 'flowNotAuthorised'],
    [1254040, 'baseNotFound'],
    [131006, 'wikiNoPermission'],
    [21000, 'securityChallenge'],
    [800004509, 'triggerDisabled'],
    [800005649, 'triggerToken'],
  ])('has a hint of its own for %i', (code, hint) => {
    expect(entryFor(code, '/open-apis/x')?.hint).toBe(hint)
  })

  test('finds every code in its own row, and nothing for success and other codes', () => {
    for (const entry of errorTable) {
      for (const code of entry.codes) expect(entryFor(code, `${entry.path ?? '/open-apis/'}x`)).toBe(entry)
    }
    const unknown = [0, -1, 404, 1254037, Number.NaN].map((code) => entryFor(code, baseV3))
    expect(unknown).toEqual(Array(5).fill(undefined))
  })
})

describe('inner codes', () => {
  test('have hints', () => {
    expect(Object.keys(innerCodes).sort()).toEqual(
      [
        'k_wf_ec_2001001 k_wf_ec_2001002 k_wf_ec_2001004 k_wf_ec_2001006 k_wf_ec_2001008 k_wf_ec_200036',
        'k_ec_000009 k_ec_000011 k_ec_000012 k_ec_000013 k_ec_000014 k_ec_000015 k_ec_000032 k_ec_000050 k_ec_000054',
        'k_op_ec_20003 k_cf_ec_200009',
      ]
        .join(' ')
        .split(' ')
        .sort(),
    )
    expect(innerHint('k_wf_ec_2001008')).toBe('keyUsed')
  })

  test.each(['', 'k_wf_ec_1', 'constructor', '__proto__'])('that are none have no hint: %j', (code) => {
    expect(innerHint(code)).toBeUndefined()
  })
})

test('no hint is left over', () => {
  const inCode = [
    'cancelled',
    'checkDomain',
    'checkFlow',
    'copyBaseLink',
    'listIncomplete',
    'flowFailed',
    'flowRejected',
  ]
  const rows = [...errorTable, ...Object.values(codelessTable)]
  const used = new Set<string>([...inCode, ...rows.map(({ hint }) => hint), ...Object.values(innerCodes)])
  expect(Object.keys(en.hints).filter((name) => !used.has(name))).toEqual([])
})
