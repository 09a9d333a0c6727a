import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { codelessTable, errorTable, innerCodes } from '../src/feishu/error-codes.ts'
import { actions } from '../tools/docs/contract.ts'
import { fill, pages } from '../tools/docs.ts'

const root = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

const codeBlock = /^ *```.*?^ *```$/gms

/** The headings of a page, with their marks. */
function headings(page: string): string[] {
  return page.replaceAll(codeBlock, '').match(/^#+ .+$/gm) ?? []
}

function links(page: string): string[] {
  return [...page.replaceAll(codeBlock, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
}

/** What a page has in common with the same page in another language. */
function shapeOf(page: string) {
  const written = page.replaceAll(codeBlock, '')
  return {
    headings: headings(page).map((line) => line.split(' ')[0]),
    code: page.match(codeBlock)?.map((block) => block.split('\n')[0]),
    rows: written.match(/^ *\|.*\|$/gm)?.map((row) => row.split(/(?<!\\)\|/).length),
    lists: written.match(/^ *(-|\d\.) /gm)?.map((bullet) => bullet.trim()),
    links: links(page)
      .map((link) => link.replace('.zh-CN.md', '.md').split('#')[0])
      .toSorted(),
  }
}

const english = pages().filter((path) => !path.endsWith('.zh-CN.md'))
test.each(english)('%s has the same shape in Chinese', (path) => {
  expect(shapeOf(read(path.replace(/\.md$/, '.zh-CN.md')))).toEqual(shapeOf(read(path)))
})

test.each(['README.md', 'README.zh-CN.md'])('%s is short, and opens with the two calls', (path) => {
  const lines = read(path).split('\n')
  expect(lines.length).toBeLessThanOrEqual(181)
  const calls = lines.slice(0, 50).filter((line) => line.includes('operation: '))
  expect(calls.map((line) => line.trim())).toEqual(['operation: update-workflow', 'operation: execute-flow'])
})

/** GitHub's anchor of a heading. */
function anchorOf(heading: string): string {
  const text = heading.replace(/^#+ /, '').toLowerCase()
  return text.replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '').replaceAll(' ', '-')
}

describe.each(globSync(['*.md', 'docs/*.md'], { cwd: root }))('%s', (path) => {
  test('has links that lead somewhere', () => {
    const dead = links(read(path)).filter((link) => {
      if (/^(https?|mailto):/.test(link)) return false
      const [file, hash] = link.split('#')
      const target = new URL(file || path, file ? new URL(path, root) : root)
      if (!existsSync(target)) return true
      return (
        hash !== undefined && !headings(readFileSync(target, 'utf8')).map(anchorOf).includes(decodeURIComponent(hash))
      )
    })
    expect(dead).toEqual([])
  })

  test('has no emoji and no space at a line end', () => {
    expect(read(path)).not.toMatch(/\p{Extended_Pictographic}|[ \t]$/mu)
  })
})

/** Whatever CallFailure.anchor can be: see src/feishu/retry.ts and src/operations/flow/result.ts. */
const anchors = [
  ...errorTable.flatMap(({ codes }) => codes.map((code) => `code-${code}`)),
  ...Object.keys(codelessTable),
  ...innerCodes.flatMap(({ codes }) => codes),
  'flow-status',
]

/** Names on the page that are Feishu's or GitHub's own. */
const others =
  'get_node obj_token tenant_access_token user_access_token in_process run_id pull_request user_task'.split(' ')

describe.each(['docs/troubleshooting.md', 'docs/troubleshooting.zh-CN.md'])('%s', (path) => {
  const page = read(path)

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
