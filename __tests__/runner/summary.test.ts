import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { quote } from '../../src/messages/index.ts'
import { type Cell, markdown, type Summary, writeSummary } from '../../src/runner/summary.ts'
import { say } from '../support/inputs.ts'
import { markup, textOf } from '../support/texts.ts'

const text = textOf(markup, 6)

/** All that a text can become: letters, digits, and references to all other ASCII characters. */
const spelled = '(?:[^!-/:-@[-`{-~\\n]|&#\\d+;|<wbr>)*'
const link = '<(?:https?://[^()<>|\\\\\\s]*)?>'

const shown = (cell: Cell) => (typeof cell === 'string' ? cell : say(cell))
const note = (msg: string) => ({ message: 'feishuMessage', msg: quote(msg) }) as const
const linkTo = (url: string) => ({ message: 'quoted', text: quote(url) }) as const
const heading = { message: 'heading', operation: 'call', outcome: 'failed' } as const
const empty = { failed: true, heading, outcome: [], notes: [], links: [], facts: [] }
const written = (summary: Partial<Summary>) => markdown({ ...empty, ...summary }, shown)

describe('a summary', () => {
  test('keeps every text a text', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), text, fc.webUrl(), (texts, noted, url) => {
        const [title, outcome, cells, notes, address, facts] = written({
          outcome: [`x${noted}`],
          table: { head: ['one', 'two'], rows: texts.map((value) => [`x${value}`, `x${noted}`]) },
          notes: [[note(noted), note(noted)]],
          links: [linkTo(`${url}?${noted}`)],
          facts: texts.map((value) => ({ label: 'value', value })),
        }).split('\n\n')
        expect(title).toBe('### ❌ call: failed')
        expect(outcome).toMatch(new RegExp(`^${spelled}$`, 'u'))
        const row = `(?:\\n\\| ${spelled} \\| ${spelled} \\|){${texts.length}}`
        expect(cells).toMatch(new RegExp(`^\\| one \\| two \\|\\n\\| --- \\| --- \\|${row}$`, 'u'))
        expect(notes).toMatch(new RegExp(`^${spelled}$`, 'u'))
        expect(address).toMatch(new RegExp(`^${link}$`))
        expect(facts).toMatch(new RegExp(`^<sub>(?:(?:^| · |(?<=>))value ${spelled}){${texts.length}}</sub>$`, 'u'))
      }),
      { numRuns: 300 },
    )
  })

  test('says how much it left out', () => {
    const rows = Array.from({ length: 502 }, (_, i) => [String(i)])
    const lines = written({ table: { head: ['n'], rows } }).split('\n')
    expect(lines.slice(-5)).toEqual(['| 499 |', '', '… and 2 more.', '', ''])
    const cut = written({ facts: [{ label: 'long', value: 'y'.repeat(600) }], notes: ['z'.repeat(5000)] })
    expect(cut).toContain(`<sub>long ${'y'.repeat(500)}…</sub>`)
    expect(cut).toContain(`\n${'z'.repeat(4000)}…\n`)
  })

  test('stays under 1,000,000 bytes, and says what it leaves out', () => {
    const long = { label: 'x', value: '表|'.repeat(250) }
    const rows = Array.from({ length: 500 }, () => [long.value, long.value])
    const links = Array.from({ length: 300 }, () => linkTo(`https://x.example/${'(|'.repeat(200)}`))
    const table = written({ table: { head: ['a', 'b'], rows }, links: links.slice(0, 3) })
    expect(Buffer.byteLength(table)).toBeLessThan(1_000_000)
    const kept = table.split('\n').filter((line) => line.includes('表')).length
    expect(table).toContain(`\n\n… and ${500 - kept} more.\n\n<https`)
    const notes = Array.from({ length: 300 }, () => '表&'.repeat(2000))
    const all = written({ outcome: notes, notes, table: { head: ['a', 'b'], rows }, links, facts: [long, long] })
    expect(Buffer.byteLength(all)).toBeLessThan(1_000_000)
    expect(all.match(/^… and \d+ more\.$/gm)).toHaveLength(3)
  })

  test('shows what it was given, and no empty column', () => {
    const summary = written({
      failed: false,
      heading: { ...heading, outcome: 'succeeded' },
      outcome: [note('a < b')],
      table: {
        head: ['id', 'empty', { message: 'headResult' }],
        rows: [
          ['1', ' \u202e ', { message: 'notTried' }],
          ['2', '', ''],
        ],
      },
      notes: ['#12 of @octocat: c@d.e'],
      links: [linkTo('https://open.feishu.cn/search?a=(1)'), linkTo('no link')],
      facts: [
        { label: { message: 'rowBase' }, value: 'app_1', link: 'https://acme.feishu.cn/base/(app)|<1>' },
        { label: 'code', value: '0' },
      ],
    })
    expect(summary).toBe(
      [
        '### ✅ call: succeeded',
        'a &#60; b',
        '| id | Result |\n| --- | --- |\n| 1 | not tried |\n| 2 |  |',
        '&#35;<wbr>12 of &#64;<wbr>octocat&#58;<wbr> c&#64;<wbr>d&#46;e',
        '<https://open.feishu.cn/search?a=%281%29>',
        '<>',
        '<sub>base [app&#95;1](https://acme.feishu.cn/base/%28app%29%7c%3C1%3E) · code 0</sub>',
        '',
      ].join('\n\n'),
    )
  })
})

test('the file of the summary gets one section after the other, where there is one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'summary-'))
  const file = join(folder, 'summary')
  const { env } = process
  try {
    for (const GITHUB_STEP_SUMMARY of [undefined, file, file]) {
      process.env = { GITHUB_STEP_SUMMARY }
      writeSummary(empty, shown)
    }
    expect(readFileSync(file, 'utf8')).toBe('### ❌ call: failed\n\n### ❌ call: failed\n\n')
    process.env = { GITHUB_STEP_SUMMARY: join(folder, 'missing', 'summary') }
    expect(() => writeSummary(empty, shown)).toThrow('ENOENT')
  } finally {
    process.env = env
    rmSync(folder, { recursive: true, force: true })
  }
})
