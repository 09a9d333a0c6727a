import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { codelessTable, errorTable, innerCodes } from '../src/feishu/error-codes.ts'
import { actions } from '../tools/docs/contract.ts'
import { fill } from '../tools/docs.ts'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

/** Whatever CallFailure.anchor can be: see src/feishu/retry.ts and operations/execute-flow/result.ts. */
const anchors = [
  ...errorTable.flatMap(({ codes }) => codes.map((code) => `code-${code}`)),
  ...Object.keys(codelessTable),
  ...Object.keys(innerCodes),
  'flow-status',
]

describe.each(['docs/troubleshooting.md', 'docs/troubleshooting.zh-CN.md'])('%s', (path) => {
  const page = fill(path, read(path))

  test('has one anchor for everything an annotation can link to', () => {
    const found = [...page.matchAll(/<a id="([\w-]+)"><\/a>/g)].map(([, id]) => id)
    expect(found.toSorted()).toEqual([...new Set(anchors)].toSorted())
  })

  test('lists every code in every row it belongs to', () => {
    const codes = [...page.matchAll(/^\| .*?\| /gm)].flatMap(([cell]) => cell.match(/(?<=>|\| |, )\d{4,}/g) ?? [])
    expect(codes.map(Number).toSorted()).toEqual(errorTable.flatMap((entry) => entry.codes).toSorted())
  })

  test('names inputs and outputs as the actions do', () => {
    const others = [
      'get_node',
      'obj_token',
      'webhook_secret',
      'reply_to',
      'tenant_access_token',
      'user_access_token',
      'in_process',
      'run_id',
      'pull_request',
      'user_task',
    ]
    const declared = Object.values(actions).flatMap(({ inputs, outputs }) => Object.keys({ ...inputs, ...outputs }))
    const known = [...declared, ...others]
    const named = (page.match(/`(?!k_)[^`\n]+`/g) ?? []).flatMap((text) => text.match(/\b[a-z]+(_[a-z]+)+\b/g) ?? [])
    expect([...new Set(named)].filter((name) => !known.includes(name))).toEqual([])
  })
})

test('a page with an unknown marker, or one that is not closed, is refused', () => {
  expect(() => fill('README.md', '<!-- foo -->\n<!-- /foo -->\n')).toThrow('unknown marker foo')
  expect(() => fill('README.md', '<!-- inputs -->\n')).toThrow('not closed')
})

test('a filled page stays as it is', () => {
  const page = fill('README.md', '# Head\n<!-- inner -->\n<!-- /inner -->\ntail\n')
  expect(page).toMatch(/^# Head\n<!-- inner -->\n\n\| Inner code .*<!-- \/inner -->\ntail\n$/s)
  expect(fill('README.md', page)).toBe(page)
})
