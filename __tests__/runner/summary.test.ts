import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { markdown } from '../src/runner/summary.ts'
import { textOf } from './support/texts.ts'

const pieces = [
  ...[
    '`',
    '``',
    '|',
    '\\',
    '\\|',
    '<b>',
    '</pre>',
    '</code>',
    '<!--',
    '&amp;',
    '&lt;',
    '[a](b)',
    '![a](b)',
    '# ',
    '- ',
  ],
  ...[
    '\n',
    '\r\n',
    '\u2028',
    '\u202e',
    '\t',
    ' ',
    '***',
    '__',
    '~~',
    '@octocat',
    '#1',
    'a@b.cc',
    'https://x.example',
    '流',
    ':::',
  ],
]
const text = textOf(pieces, 6)

/** All that a text in a cell can become: nothing, a code span, or an element in which nothing is markup. */
const cell = '(|`[^`|\\\\<>&\\n]+`|<code>(?:[^!-/:-@[-`{-~\\n]|&#\\d+;|<wbr>)*</code>)'
const link = '<(?:https?://[^()<>|\\\\\\s]*)?>'

describe('a summary', () => {
  test('keeps every text a text', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), text, fc.webUrl(), (texts, note, url) => {
        const rows = texts.map((value) => ({ label: 'value', value, link: undefined }))
        const table = { head: ['one', 'two'], rows: texts.map((value) => [value, note]) }
        const blocks = markdown({ heading: 'x', rows, table, notes: [note, note], links: [`${url}?${note}`] }).split(
          '\n\n',
        )
        const [heading, facts, cells, notes, address] = texts.length > 0 ? blocks : [blocks[0], '', ...blocks.slice(1)]
        expect(heading).toBe('### x')
        const fact = `(?:\\n\\| value \\| ${cell} \\|){${texts.length}}`
        if (facts) expect(facts).toMatch(new RegExp(`^\\| name \\| value \\|\\n\\| --- \\| --- \\|${fact}$`, 'u'))
        const row = `(?:\\n\\| ${cell} \\| ${cell} \\|){${texts.length}}`
        expect(cells).toMatch(new RegExp(`^\\| one \\| two \\|\\n\\| --- \\| --- \\|${row}$`, 'u'))
        expect(notes).toMatch(/^<pre>(?:[^<>&]|&#\d+;)*<\/pre>$/u)
        expect(address).toMatch(new RegExp(`^${link}$`))
      }),
      { numRuns: 500 },
    )
  })

  test('says how much it left out', () => {
    const rows = Array.from({ length: 502 }, (_, i) => [String(i)])
    const lines = markdown({ heading: 'x', rows: [], table: { head: ['n'], rows }, notes: [], links: [] }).split('\n')
    expect(lines.slice(-5)).toEqual(['| `499` |', '', '… and 2 more.', '', ''])
    const cut = markdown({
      heading: 'x',
      rows: [{ label: 'long', value: 'y'.repeat(600) }],
      notes: ['z'.repeat(5000)],
      links: [],
    })
    expect(cut).toContain(`| long | <code>${'y'.repeat(500)}…</code> |`)
    expect(cut).toContain(`<pre>${'z'.repeat(4000)}…</pre>`)
  })

  test('shows what it was given', () => {
    expect(
      markdown({
        heading: 'execute-flow: failed',
        rows: [
          { label: 'base', value: 'app_1', link: 'https://acme.feishu.cn/base/(app)|<1>' },
          { label: 'nothing', value: ' \u202e ' },
          { label: 'odd', value: 'a|`b`\nc' },
        ],
        notes: ['a < b & c'],
        links: ['https://open.feishu.cn/search?a=(1)', 'no link'],
      }),
    ).toBe(
      [
        '### execute-flow: failed',
        '| name | value |\n| --- | --- |\n| base | [`app_1`](https://acme.feishu.cn/base/%28app%29%7c%3C1%3E) |\n| nothing |  |\n| odd | <code>a&#124;&#96;b&#96; c</code> |',
        '<pre>a &#60; b &#38; c</pre>',
        '<https://open.feishu.cn/search?a=%281%29>',
        '<>',
        '',
      ].join('\n\n'),
    )
  })
})
