import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { entryPoints } from '../src/operations/index.ts'
import { pages } from '../tools/docs.ts'

const root = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

const english = pages().filter((path) => !path.endsWith('.zh-CN.md'))
const translated = english.filter((path) => existsSync(new URL(inChinese(path), root)))

function inChinese(path: string): string {
  return path.replace(/\.md$/, '.zh-CN.md')
}

/** Every text file of the repository, except what is generated or installed. */
function sources(folder = ''): string[] {
  const skip = /^(\.git|node_modules|dist|lib|coverage|\.e2e|package-lock\.json)$/
  return readdirSync(new URL(`./${folder}`, root), { withFileTypes: true })
    .filter((entry) => !skip.test(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? sources(`${folder}${entry.name}/`) : [`${folder}${entry.name}`]))
}

const withoutCode = (page: string) => page.replaceAll(/^ *```.*?^ *```$/gms, '')
const codeOf = (page: string) => page.match(/^ *```.*?^ *```$/gms) ?? []

/** GitHub's anchor of a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-')
}

function headings(page: string): string[] {
  return [...withoutCode(page).matchAll(/^(#+) (.+)$/gm)].map(([heading]) => heading)
}

function links(page: string): string[] {
  return [...withoutCode(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
}

describe('both languages', () => {
  test('are there for all that users read', () => {
    expect(english.filter((path) => !translated.includes(path))).toEqual([])
  })

  describe.each(translated)('%s', (path) => {
    const pair = [read(path), read(inChinese(path))] as const
    const same = (shape: (page: string) => unknown) => expect(shape(pair[1])).toEqual(shape(pair[0]))

    test('headings of the same levels', () => same((page) => headings(page).map((line) => line.split(' ')[0])))

    test('as much code', () => same((page) => codeOf(page).map((block) => block.split('\n')[0])))

    test('tables of the same size', () =>
      same((page) => [...withoutCode(page).matchAll(/^ *\|.*\|$/gm)].map(([row]) => row.split(/(?<!\\)\|/).length)))

    test('lists of the same length', () =>
      same((page) =>
        withoutCode(page)
          .match(/^ *(-|\d\.) /gm)
          ?.map((bullet) => bullet.trim()),
      ))

    test('links to the same places', () => {
      const [one, other] = pair.map((page) => links(page).map((link) => link.replace('.zh-CN.md', '.md').split('#')[0]))
      expect(other?.toSorted()).toEqual(one?.toSorted())
    })
  })
})

describe.each(['README.md', 'docs/security.md'].flatMap((path) => [path, inChinese(path)]))('%s', (path) => {
  test.each(entryPoints.main.operations.map(({ name }) => name))('speaks of %s', (name) => {
    // What is generated names every operation anyway.
    const written = withoutCode(read(path)).replaceAll(/^<!-- ([\w./-]+) -->\n.*?^<!-- \/\1 -->$/gms, '')
    expect(written).toContain(`\`${name}\``)
  })
})

test.each(['README.md', 'README.zh-CN.md'])('%s is short, and opens with the two calls', (path) => {
  const lines = read(path).split('\n')
  expect(lines.length).toBeLessThanOrEqual(181)
  const calls = lines.slice(0, 50).filter((line) => line.includes('operation: '))
  expect(calls.map((line) => line.trim())).toEqual(['operation: update-workflow', 'operation: execute-flow'])
})

describe('every page', () => {
  const everyPage = sources().filter((path) => path.endsWith('.md') && !path.startsWith('.github/'))

  test.each(everyPage)('%s has links that lead somewhere', (path) => {
    const dead = links(read(path)).filter((link) => {
      if (/^(https?|mailto):/.test(link)) return false
      const [file, hash] = link.split('#')
      const target = file ? new URL(file, new URL(path, root)) : new URL(path, root)
      if (!existsSync(target)) return true
      if (hash === undefined) return false
      const anchors = headings(readFileSync(target, 'utf8')).map((line) => anchor(line.replace(/^#+ /, '')))
      return !anchors.includes(decodeURIComponent(hash))
    })
    expect(dead).toEqual([])
  })

  test.each(everyPage)('%s has no emoji and no space at a line end', (path) => {
    expect(read(path)).not.toMatch(/\p{Extended_Pictographic}|[ \t]$/mu)
  })
})
