import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { errorTable } from '../src/feishu/error-table.ts'
import { innerHints } from '../src/feishu/inner-codes.ts'
import { chinese, english, pages, render } from '../tools/troubleshooting.ts'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const action = parse(read('action.yml'))
const others = ['tenant_access_token', 'user_access_token', 'in_process', 'run_id', 'pull_request']
const known = new Set([...Object.keys(action.inputs), ...Object.keys(action.outputs), ...others])
const snake = (text: string): string[] => text.match(/\b[a-z]+(_[a-z]+)+\b/g) ?? []

describe.each(pages)('%s', (path, language) => {
  const page = read(path)

  test('is what the error table makes it (node tools/troubleshooting.ts rewrites it)', () => {
    expect(page).toBe(render(page, language))
  })

  test('lists every code once', () => {
    const rows = page.split('\n').filter((line) => /^\| (\d+(, \d+)*) \|/.test(line))
    const codes = rows.flatMap((row) => row.split(' | ')[0]?.match(/\d+/g) ?? []).map(Number)
    expect(codes.toSorted()).toEqual(errorTable.flatMap((entry) => entry.codes).toSorted())
    for (const code of Object.keys(innerHints)) expect(page.split(`\`${code}\``)).toHaveLength(2)
  })

  test('names inputs and outputs as action.yml does', () => {
    const names = (page.match(/`(?!k_)[^`\n]+`/g) ?? []).flatMap(snake)
    expect([...new Set(names)].filter((name) => !known.has(name))).toEqual([])
  })
})

test('the two pages have the same sections', () => {
  const levels = pages.map(([path]) => read(path).match(/^#+(?= )/gm))
  expect(levels[1]).toEqual(levels[0])
})

describe('hints in Chinese', () => {
  const kinds = ['codes', 'codeless', 'inner'] as const

  test.each(kinds)('exist for every row of %s, and for nothing else', (kind) => {
    expect(Object.keys(chinese.hints[kind]).toSorted()).toEqual(Object.keys(english.hints[kind]).toSorted())
  })

  test.each(
    kinds.flatMap((kind) => Object.entries(chinese.hints[kind]).map(([key, hint]) => [kind, key, hint] as const)),
  )('of %s %s is Chinese, short, and names the same inputs as the English one', (kind, key, hint) => {
    expect(hint.length).toBeLessThanOrEqual(120)
    expect(hint).toMatch(/^[^\n|`<!?]*。$/)
    expect(hint).toMatch(/\p{Script=Han}/u)
    expect(hint).not.toMatch(/\p{Script=Han}[,;:!?()]|[,;:!?()]\p{Script=Han}|\d{4}/u)
    const names = (text = ''): string[] => [...new Set(snake(text))].filter((name) => !others.includes(name)).toSorted()
    expect(names(hint)).toEqual(names(english.hints[kind][key]))
  })
})

describe('render', () => {
  const marks = (...names: string[]): string => names.map((name) => `<!-- ${name} -->\n<!-- /${name} -->\n`).join('')

  test('fills the marks, leaves the rest alone, and gives the same when it runs again', () => {
    const page = `# Head\n${marks('codes', 'codeless', 'inner')}tail\n`
    const once = render(page, english)
    expect(once).toMatch(/^# Head\n<!-- codes -->\n\n### Token/)
    expect(once).toMatch(/<!-- \/inner -->\ntail\n$/)
    expect(render(once, english)).toBe(once)
  })

  test('refuses a page without a pair of marks', () => {
    expect(() => render(marks('codes', 'inner'), english)).toThrow(
      'lacks the marks <!-- codeless --> … <!-- /codeless -->',
    )
  })

  test('refuses a language that lacks a hint', () => {
    const bare = { ...chinese, hints: { ...chinese.hints, inner: {} } }
    expect(() => render(marks('codes', 'codeless', 'inner'), bare)).toThrow('No words for k_wf_ec_2001006')
  })
})
