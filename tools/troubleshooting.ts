/**
 * Writes the generated parts of the two troubleshooting pages: what stands between `<!-- name -->` and
 * `<!-- /name -->` comes from src/feishu/error-table.ts, inner-codes.ts beside it and tools/hints.zh-CN.yml, all the
 * rest of a page is written by hand.
 *
 *   node tools/troubleshooting.ts            rewrites both pages
 *   node tools/troubleshooting.ts --check    changes nothing, exits 1 and names the first line that differs
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import {
  codelessTable,
  type ErrorEntry,
  type ExecuteRepeat,
  errorTable,
  type IdempotentRepeat,
} from '../src/feishu/error-table.ts'
import { innerHints } from '../src/feishu/inner-codes.ts'

type Texts = Readonly<Record<string, string>>

interface Language {
  /** By a row's first code, by the name of a codeless failure, by inner code. */
  hints: { codes: Texts; codeless: Texts; inner: Texts }
  heads: { codes: string[]; codeless: string[]; inner: string[] }
  classes: Texts
  codeless: Texts
  repeat: Record<IdempotentRepeat | ExecuteRepeat, string>
  /** When an idempotent call repeats a code the table does not know. */
  unknown: string
  firstWait: (seconds: number) => string
}

/** The key under which a language keeps a row's hint. */
export function keyOf(entry: ErrorEntry): string {
  return String(entry.codes[0])
}

export const english: Language = {
  hints: {
    codes: Object.fromEntries(errorTable.map((entry) => [keyOf(entry), entry.hint])),
    codeless: Object.fromEntries(Object.entries(codelessTable).map(([name, failure]) => [name, failure.hint])),
    inner: innerHints,
  },
  heads: {
    codes: ['Code', 'What to do', 'Reads, `update-workflow`', '`execute-flow`'],
    codeless: ['Failure', 'What to do', 'Reads, `update-workflow`', '`execute-flow`'],
    inner: ['Inner code', 'What to do'],
  },
  classes: {
    auth: 'Token, app and secret',
    permission: 'Permission',
    'bad input': 'Input that Feishu rejects',
    'not found': 'Not found',
    'rate limit': 'Too many calls',
    quota: 'Quota used up',
    transient: 'Passing faults',
    ambiguous: 'Faults with several causes',
    internal: 'Faults inside Feishu',
    conflict: 'Conflicts',
  },
  codeless: {
    'unknown path': 'The answer is `404 page not found`',
    'http 5xx': 'HTTP 5xx without a code',
    'not sent': 'DNS failure, connection refused, TLS failure',
    'outcome unknown': 'Time-out or reset after sending',
    'anything else': 'A code that is not on this page, or an answer that is not JSON',
  },
  repeat: {
    no: 'no',
    yes: 'yes',
    refresh: 'once, with a new token',
    twice: 'up to two more times',
    key: 'yes, with the same `idempotent_key`',
  },
  unknown: 'at HTTP 429 and 5xx',
  firstWait: (seconds) => ` (first wait up to ${seconds} s)`,
}

export const chinese: Language = {
  hints: parse(readFileSync(new URL('hints.zh-CN.yml', import.meta.url), 'utf8')),
  heads: {
    codes: ['错误码', '处理办法', '读取、`update-workflow`', '`execute-flow`'],
    codeless: ['现象', '处理办法', '读取、`update-workflow`', '`execute-flow`'],
    inner: ['流程内部错误码', '处理办法'],
  },
  classes: {
    auth: '访问凭证与应用',
    permission: '权限',
    'bad input': '输入被飞书拒绝',
    'not found': '找不到',
    'rate limit': '频率限制',
    quota: '额度用完',
    transient: '暂时性故障',
    ambiguous: '原因不止一种的错误',
    internal: '飞书内部错误',
    conflict: '冲突',
  },
  codeless: {
    'unknown path': '返回 `404 page not found`',
    'http 5xx': 'HTTP 5xx，没有错误码',
    'not sent': 'DNS 解析失败、连接被拒绝、TLS 失败',
    'outcome unknown': '请求发出后超时或连接被重置',
    'anything else': '本页没有列出的错误码，或返回的不是 JSON',
  },
  repeat: {
    no: '不重试',
    yes: '重试',
    refresh: '换新凭证后重试一次',
    twice: '最多重试两次',
    key: '用同一个 `idempotent_key` 重试',
  },
  unknown: 'HTTP 429 和 5xx 时重试',
  firstWait: (seconds) => `（首次最多等待 ${seconds} 秒）`,
}

/** The pages, by path from the repository's root. */
export const pages: readonly (readonly [path: string, language: Language])[] = [
  ['docs/troubleshooting.md', english],
  ['docs/troubleshooting.zh-CN.md', chinese],
]

function textOf(texts: Texts, key: string): string {
  const text = texts[key]
  if (text === undefined) throw new Error(`No words for ${key}`)
  return text
}

/** A hint for Markdown: names of inputs, variables and operations as code, which keeps their underscores literal. */
function hintOf(hints: Texts, key: string): string {
  const names =
    /\w*_\w*|\b(?:domain|namespace|operator|params|list-workflows|execute-flow)\b|tbl…|\/wiki\/|\/open-apis/g
  return textOf(hints, key).replace(names, '`$&`')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function codesTable(kind: string, { hints, heads, repeat, firstWait }: Language): string {
  const rows = errorTable
    .filter((entry) => entry.class === kind)
    .map((entry) => {
      const wait = entry.firstWaitSeconds === undefined ? '' : firstWait(entry.firstWaitSeconds)
      const hint = hintOf(hints.codes, keyOf(entry))
      return [entry.codes.join(', '), hint, repeat[entry.idempotent] + wait, repeat[entry.execute]]
    })
  return table(heads.codes, rows)
}

function codesSection(language: Language): string {
  const kinds = [...new Set(errorTable.map((entry) => entry.class))]
  return kinds.map((kind) => `### ${textOf(language.classes, kind)}\n\n${codesTable(kind, language)}`).join('\n\n')
}

function codelessSection({ hints, heads, codeless, repeat, unknown }: Language): string {
  const rows = Object.entries(codelessTable).map(([name, { idempotent, execute }]) => {
    const reads = name === 'anything else' ? unknown : repeat[idempotent]
    return [textOf(codeless, name), hintOf(hints.codeless, name), reads, repeat[execute]]
  })
  return table(heads.codeless, rows)
}

function innerSection({ hints, heads }: Language): string {
  const rows = Object.keys(innerHints).map((code) => [`\`${code}\``, hintOf(hints.inner, code)])
  return table(heads.inner, rows)
}

/**
 * A page with its generated parts made anew.
 * @param page the page's text as it stands
 * @throws when the page lacks a pair of marks, or the language a hint
 */
export function render(page: string, language: Language): string {
  const sections = { codes: codesSection(language), codeless: codelessSection(language), inner: innerSection(language) }
  return Object.entries(sections).reduce((text, [name, section]) => {
    const [open, close] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`]
    const [from, to] = [text.indexOf(open), text.indexOf(close)]
    if (from < 0 || to < from) throw new Error(`The page lacks the marks ${open.trim()} … ${close.trim()}`)
    return `${text.slice(0, from)}${open}\n${section}\n${text.slice(to)}`
  }, page)
}

/** The first line in which a page differs from what it should be. */
function difference(path: string, is: string, wants: string): string {
  const [lines, wanted] = [is.split('\n'), wants.split('\n')]
  const at = wanted.findIndex((line, index) => line !== lines[index])
  return `${path}:${at + 1} is\n  ${lines[at]}\nand the error table makes it\n  ${wanted[at]}`
}

if (import.meta.main) {
  const check = process.argv.includes('--check')
  for (const [path, language] of pages) {
    const file = new URL(`../${path}`, import.meta.url)
    const page = readFileSync(file, 'utf8')
    const wanted = render(page, language)
    if (!check) writeFileSync(file, wanted)
    else if (wanted !== page) {
      console.error(difference(path, page, wanted))
      process.exitCode = 1
    }
  }
}
