import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { codelessTable, errorTable, innerCodes } from '../src/feishu/error-codes.ts'
import { actions } from '../tools/docs/contract.ts'
import { fill } from '../tools/docs.ts'

/** Whatever CallFailure.anchor can be: see src/feishu/retry.ts and operations/execute-flow/result.ts. */
const anchors = [
  ...errorTable.flatMap(({ codes }) => codes.map((code) => `code-${code}`)),
  ...Object.keys(codelessTable),
  ...Object.keys(innerCodes),
  'flow-status',
]

/** Names on the page that are Feishu's, GitHub's own. */
const others =
  'get_node obj_token tenant_access_token user_access_token in_process run_id pull_request user_task'.split(' ')

describe.each(['docs/troubleshooting.md', 'docs/troubleshooting.zh-CN.md'])('%s', (path) => {
  const page = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

  test('has one anchor for everything an annotation can link to', () => {
    const found = [...page.matchAll(/<a id="([\w-]+)"><\/a>/g)].map(([, id]) => id)
    expect(found.toSorted()).toEqual([...new Set(anchors)].toSorted())
  })

  test('names inputs and outputs as the actions do', () => {
    const declared = Object.values(actions).flatMap(({ inputs, outputs }) => Object.keys({ ...inputs, ...outputs }))
    const named = (page.match(/`(?!k_)[^`\n]+`/g) ?? []).flatMap((text) => text.match(/\b[a-z]+(_[a-z]+)+\b/g) ?? [])
    expect([...new Set(named)].filter((name) => ![...declared, ...others].includes(name))).toEqual([])
  })
})

test('a page with an unknown marker, or one that is not closed, is refused', () => {
  expect(() => fill('README.md', '<!-- foo -->\n<!-- /foo -->\n')).toThrow('unknown marker foo')
  expect(() => fill('README.md', '<!-- inputs -->\n')).toThrow('not closed')
})
