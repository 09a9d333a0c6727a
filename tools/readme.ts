/**
 * Writes the generated parts of the pages for users. What stands between `<!-- inputs -->` and `<!-- /inputs -->`, or the
 * same with `outputs` or the path of an example, comes from action.yml, tools/action.zh-CN.yml and examples/; all the rest
 * of a page is written by hand.
 *
 *   node tools/readme.ts            rewrites the pages
 *   node tools/readme.ts --check    changes nothing, exits 1 and names the pages that are out of date
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { parse } from 'yaml'

export interface Contract {
  inputs: Record<string, { description: string; required?: boolean; default?: string }>
  outputs: Record<string, { description: string }>
}

type Part = keyof Contract

interface Language {
  heads: Record<Part, string[]>
  required: string
  everyOperation: string
  separator: string
  /** The prose of one row, without the sentence that names the operations. */
  prose: (part: Part, name: string) => string
}

const root = new URL('../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

export const contract: Contract = parse(read('action.yml'))
export const chinese: Record<Part, Record<string, string>> = parse(read('tools/action.zh-CN.yml'))

/** The pages this tool fills: English ones, and beside each a `.zh-CN.md`. */
export function pages(): string[] {
  const docs = readdirSync(new URL('docs/', root)).map((name) => `docs/${name}`)
  return ['README.md', 'README.zh-CN.md', ...docs.filter((path) => path.endsWith('.md')).sort()]
}

/** One description of action.yml as one line, in two: its prose, and the operations that its last sentence names. */
export function split(description: string): { prose: string; operations: string } {
  const line = description.replaceAll('\n', ' ')
  const last = /^(.+?) (?:Used|Set) by ([^.]+)\.$/.exec(line)
  if (!last?.[1] || !last[2]) throw new Error(`action.yml: no last sentence "Used by …" or "Set by …" in: ${line}`)
  return { prose: last[1], operations: last[2] }
}

const languages: Record<'english' | 'chinese', Language> = {
  english: {
    heads: { inputs: ['Input', 'Default', 'Used by', 'What it takes'], outputs: ['Output', 'Set by', 'What it holds'] },
    required: 'required',
    everyOperation: 'all',
    separator: ', ',
    prose: (part, name) => split(contract[part][name]?.description ?? '').prose,
  },
  chinese: {
    heads: { inputs: ['输入', '默认值', '适用操作', '说明'], outputs: ['输出', '来源操作', '说明'] },
    required: '必填',
    everyOperation: '全部',
    separator: '、',
    prose: (part, name) => chinese[part][name] ?? '',
  },
}

function table(part: Part, language: Language): string {
  const rows = Object.entries(contract[part]).map(([name, field]) => {
    const named = split(field.description).operations
    const operations =
      named === 'every operation' ? language.everyOperation : named.replaceAll(', ', language.separator)
    const cells = [`\`${name}\``, operations, language.prose(part, name).replaceAll('|', '\\|')]
    return part === 'inputs' ? cells.toSpliced(1, 0, defaultCell(name, language)) : cells
  })
  const heads = language.heads[part]
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function defaultCell(name: string, language: Language): string {
  const input = contract.inputs[name]
  if (input?.required) return language.required
  return input?.default === undefined ? '' : `\`${input.default}\``
}

/** Fills the generated parts of one page. Throws on a marker it does not know or that has no end. */
export function fill(path: string, page: string): string {
  const language = path.endsWith('.zh-CN.md') ? languages.chinese : languages.english
  const filled = page.replaceAll(
    /<!-- (inputs|outputs|examples\/[\w-]+\.yml) -->\n.*?<!-- \/\1 -->/gs,
    (_, name: string) => {
      const body = name === 'inputs' || name === 'outputs' ? table(name, language) : `\`\`\`yaml\n${read(name)}\`\`\``
      return `<!-- ${name} -->\n\n${body}\n\n<!-- /${name} -->`
    },
  )
  const markers = filled.match(/<!-- \/?(?:inputs|outputs|examples\/)/g) ?? []
  if (markers.length % 2 > 0) throw new Error(`${path}: a generated part has no end`)
  return filled
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const stale = pages().filter((path) => fill(path, read(path)) !== read(path))
  if (process.argv.includes('--check')) {
    for (const path of stale) console.error(`${path} is out of date: run node tools/readme.ts`)
    process.exitCode = Math.min(stale.length, 1)
  } else {
    for (const path of stale) writeFileSync(new URL(path, root), fill(path, read(path)))
  }
}
