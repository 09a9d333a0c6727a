import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createSay, quote } from '../../src/messages/index.ts'
import { type Cell, markdown, type Summary, writeSummary } from '../../src/runner/summary.ts'
import { markup, textOf } from '../support/texts.ts'

const text = textOf(markup, 6)

/** All that a text in a cell can become: nothing, a code span, or an element in which nothing is markup. */
const cell = '(|`[^`|\\\\<>&\\n]+`|<code>(?:[^!-/:-@[-`{-~\\n]|&#\\d+;|<wbr>)*</code>)'
const link = '<(?:https?://[^()<>|\\\\\\s]*)?>'

const say = await createSay('en', (given) => given)
const shown = (cell: Cell) => (typeof cell === 'string' ? cell : say(cell))
const note = (msg: string) => ({ message: 'feishuMessage', msg: quote(msg) }) as const
const linkTo = (url: string) => ({ message: 'quoted', text: quote(url) }) as const
const heading = { message: 'heading', operation: 'call', outcome: 'failed' } as const
const written = (summary: Partial<Summary>) => markdown({ heading, rows: [], notes: [], links: [], ...summary }, shown)

describe('a summary', () => {
  test('keeps every text a text', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), text, fc.webUrl(), (texts, noted, url) => {
        const rows = texts.map((value) => ({ label: 'value', value }))
        const table = { head: ['one', 'two'], rows: texts.map((value) => [value, noted]) }
        const blocks = written({
          rows,
          table,
          notes: [note(noted), note(noted)],
          links: [linkTo(`${url}?${noted}`)],
        }).split('\n\n')
        const [title, facts, cells, notes, address] = texts.length > 0 ? blocks : [blocks[0], '', ...blocks.slice(1)]
        expect(title).toBe('### call: failed')
        const fact = `(?:\\n\\| value \\| ${cell} \\|){${texts.length}}`
        if (facts) expect(facts).toMatch(new RegExp(`^\\| name \\| value \\|\\n\\| --- \\| --- \\|${fact}$`, 'u'))
        const row = `(?:\\n\\| ${cell} \\| ${cell} \\|){${texts.length}}`
        expect(cells).toMatch(new RegExp(`^\\| one \\| two \\|\\n\\| --- \\| --- \\|${row}$`, 'u'))
        expect(notes).toMatch(/^<pre>(?:[^<>&]|&#\d+;)*<\/pre>$/u)
        expect(address).toMatch(new RegExp(`^${link}$`))
      }),
      { numRuns: 300 },
    )
  })

  test('says how much it left out', () => {
    const rows = Array.from({ length: 502 }, (_, i) => [String(i)])
    const lines = written({ table: { head: ['n'], rows } }).split('\n')
    expect(lines.slice(-5)).toEqual(['| `499` |', '', '… and 2 more.', '', ''])
    const cut = written({ rows: [{ label: 'long', value: 'y'.repeat(600) }], notes: [note('z'.repeat(5000))] })
    expect(cut).toContain(`| long | <code>${'y'.repeat(500)}…</code> |`)
    expect(cut).toContain(`<pre>${'z'.repeat(500)}…</pre>`)
  })

  test('stays under 1,000,000 bytes, and says what it leaves out', () => {
    const long = { label: 'x', value: '表|'.repeat(250) }
    const rows = Array.from({ length: 500 }, () => [long.value, long.value])
    const links = Array.from({ length: 300 }, () => linkTo(`https://x.example/${'(|'.repeat(200)}`))
    const table = written({ table: { head: ['a', 'b'], rows }, links: links.slice(0, 3) })
    expect(Buffer.byteLength(table)).toBeLessThan(1_000_000)
    const shown = table.split('\n').filter((line) => line.includes('表')).length
    expect(table).toContain(`\n\n… and ${500 - shown} more.\n\n<https`)
    const all = written({
      rows: Array.from({ length: 100 }, () => long),
      notes: Array.from({ length: 300 }, () => ({ message: 'unexpectedError', cause: '表&'.repeat(2000) }) as const),
      table: { head: ['a', 'b'], rows },
      links,
    })
    expect(Buffer.byteLength(all)).toBeLessThan(1_000_000)
    expect(all.match(/^… and \d+ more\.$/gm)).toHaveLength(3)
  })

  test('breaks long notes into lines', () => {
    const pre = /<pre>(.*)<\/pre>/s.exec(written({ notes: [note(`${'word '.repeat(60)}end`)] }))?.[1] ?? ''
    expect(pre.split('\n').map((line) => line.length <= 100)).toEqual([true, true, true, true])
    expect(pre.replaceAll('\n', ' ')).toBe(`${'word '.repeat(60)}end`)
  })

  test('shows what it was given', () => {
    const summary = written({
      rows: [
        { label: { message: 'rowBase' }, value: 'app_1', link: 'https://acme.feishu.cn/base/(app)|<1>' },
        { label: 'nothing', value: ' \u202e ' },
        { label: 'odd', value: 'a|`b`\nc@d.e' },
      ],
      table: { head: ['id', { message: 'headResult' }], rows: [['1', { message: 'notTried' }]] },
      notes: [note('a < b & c')],
      links: [linkTo('https://open.feishu.cn/search?a=(1)'), linkTo('no link')],
      docs: { message: 'docsUrl', folder: 'https://x.example/docs/', anchor: 'other' },
    })
    expect(summary).toBe(
      [
        '### call: failed',
        '| name | value |\n| --- | --- |\n| base | [`app_1`](https://acme.feishu.cn/base/%28app%29%7c%3C1%3E) |\n| nothing |  |\n| odd | <code>a&#124;&#96;b&#96; c&#64;<wbr>d&#46;e</code> |',
        '| id | result |\n| --- | --- |\n| `1` | `not tried` |',
        '<pre>a &#60; b &#38; c</pre>',
        '<https://open.feishu.cn/search?a=%281%29>',
        '<>',
        '<https://x.example/docs/troubleshooting.md#other>',
        '',
      ].join('\n\n'),
    )
  })
})

describe('the file of the summary', () => {
  const folder = mkdtempSync(join(tmpdir(), 'summary-'))
  const before = process.env.GITHUB_STEP_SUMMARY
  afterEach(() => {
    delete process.env.GITHUB_STEP_SUMMARY
    if (before !== undefined) process.env.GITHUB_STEP_SUMMARY = before
    rmSync(folder, { recursive: true, force: true })
  })

  test('gets one section after the other, where there is one', () => {
    const summary = { heading, rows: [], notes: [], links: [] }
    delete process.env.GITHUB_STEP_SUMMARY
    writeSummary(summary, shown)
    const file = join(folder, 'summary')
    process.env.GITHUB_STEP_SUMMARY = file
    writeSummary(summary, shown)
    writeSummary(summary, shown)
    expect(readFileSync(file, 'utf8')).toBe('### call: failed\n\n### call: failed\n\n')
    process.env.GITHUB_STEP_SUMMARY = join(folder, 'missing', 'summary')
    expect(() => writeSummary(summary, shown)).toThrow('ENOENT')
  })
})
