import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { operations } from '../src/operations/registry.ts'
import { chinese, contract, fill, pages, split } from '../tools/readme.ts'

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

/** Rows of the table that follows a marker, cell by cell. */
function rowsAfter(page: string, marker: string): string[][] {
  const part = page.split(`<!-- ${marker} -->\n\n`)[1]?.split('\n\n<!--')[0] ?? ''
  const [, , ...rows] = part.split('\n')
  return rows.map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

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

describe('action.yml', () => {
  test('is what the Marketplace takes', () => {
    const action = parse(read('action.yml'))
    expect(action.description.length).toBeLessThanOrEqual(125)
    expect(action).toMatchObject({ name: expect.any(String), author: expect.any(String), runs: { using: 'node24' } })
    expect(action.branding.color).toMatch(/^(white|black|yellow|blue|green|orange|red|purple|gray-dark)$/)
  })

  test('has Chinese prose for every input and output, in the same order', () => {
    for (const part of ['inputs', 'outputs'] as const) {
      expect(Object.keys(chinese[part])).toEqual(Object.keys(contract[part]))
    }
  })

  test('names only operations that exist', () => {
    const known = ['every operation', ...operations.map(({ name }) => name)]
    for (const { description } of [...Object.values(contract.inputs), ...Object.values(contract.outputs)]) {
      for (const name of split(description).operations.replaceAll('`', '').split(', ')) expect(known).toContain(name)
    }
  })

  test('has defaults of text, since that is what the runner passes', () => {
    for (const input of Object.values(contract.inputs)) expect(typeof (input.default ?? '')).toBe('string')
  })
})

describe.each(pages())('%s', (path) => {
  test('is what tools/readme.ts makes of it', () => {
    expect(fill(path, read(path))).toBe(read(path))
  })
})

describe.each(['README.md', 'README.zh-CN.md'])('%s', (path) => {
  test.each(['inputs', 'outputs'] as const)('lists the %s of action.yml in order', (part) => {
    const names = rowsAfter(read(path), part).map(([name]) => name)
    expect(names).toEqual(Object.keys(contract[part]).map((name) => `\`${name}\``))
  })

  test('gives the defaults of action.yml', () => {
    const required = path === 'README.md' ? 'required' : '必填'
    const shown = Object.values(contract.inputs).map((input) =>
      input.required ? required : input.default === undefined ? '' : `\`${input.default}\``,
    )
    expect(rowsAfter(read(path), 'inputs').map(([, value]) => value)).toEqual(shown)
  })
})

describe('both languages', () => {
  test('are there for all that users read', () => {
    expect(english.filter((path) => !translated.includes(path))).toEqual([])
  })

  describe.each(translated)('%s', (path) => {
    const pair = [read(path), read(inChinese(path))] as const
    const same = (shape: (page: string) => unknown) => expect(shape(pair[1])).toEqual(shape(pair[0]))

    test('headings of the same levels', () => same((page) => headings(page).map((line) => line.split(' ')[0])))

    test('the same code', () => same((page) => page.match(/^ *```.*?^ *```$/gms)))

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

describe.each(['README.md', 'docs/authentication.md', 'docs/security.md'].flatMap((path) => [path, inChinese(path)]))(
  '%s',
  (path) => {
    test.each(operations.map(({ name }) => name))('speaks of %s', (name) => {
      // What is generated names every operation anyway.
      const written = withoutCode(read(path)).replaceAll(/<!-- (inputs|outputs) -->.*?<!-- \/\1 -->/gs, '')
      expect(written).toContain(`\`${name}\``)
    })
  },
)

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
