/**
 * Writes what is generated: src/inputs/contract.ts, and on the pages everything between `<!-- name -->` and
 * `<!-- /name -->`, where name is a part of docs/tables.ts or the path of an example. All the rest of a page is written by
 * hand. Pages that end in .zh-CN.md get the Chinese words, and examples whose steps write Chinese.
 *
 *   node tools/docs.ts            rewrites what is out of date
 *   node tools/docs.ts --check    changes nothing, and exits 1 if anything is out of date
 */
import { readdirSync, writeFileSync } from 'node:fs'
import { contractProblems, contractSource, read, root } from './docs/contract.ts'
import { parts } from './docs/tables.ts'
import { english } from './docs/words.ts'
import { chinese } from './docs/words.zh-CN.ts'

/** The pages with generated parts: English ones, and beside each a `.zh-CN.md`. */
export function pages(): string[] {
  const docs = readdirSync(new URL('docs/', root)).filter((name) => name.endsWith('.md'))
  return ['README.md', 'README.zh-CN.md', ...docs.sort().map((name) => `docs/${name}`)]
}

/**
 * Fills the generated parts of one page.
 * @throws Error for a marker that is not known or not closed, and for words that a language lacks
 */
export function fill(path: string, page: string): string {
  const words = path.endsWith('.zh-CN.md') ? chinese : english
  const example = (name: string) => (words === chinese ? inChinese(read(name)) : read(name))
  const marked = /^<!-- ([\w./-]+) -->\n.*?^<!-- \/\1 -->$/gms
  if (/^<!-- \/?[\w./-]+ -->$/m.test(page.replaceAll(marked, ''))) throw new Error('a marker is not closed')
  return page.replaceAll(marked, (_, name: string) => {
    const part = name.startsWith('examples/') ? `\`\`\`yaml\n${example(name)}\`\`\`` : parts[name]?.(words)
    if (part === undefined) throw new Error(`unknown marker ${name}`)
    return `<!-- ${name} -->\n\n${part}\n\n<!-- /${name} -->`
  })
}

/** A workflow with `language: zh-CN` as the last input of each step that uses the action. */
function inChinese(workflow: string): string {
  const step = /uses: your-org\/feishu-automation-action.*\n( *)with:\n(?:\1 .*\n|\n(?=\1 ))+/g
  return workflow.replaceAll(step, '$&$1  language: zh-CN\n')
}

/** What every generated file has to be. */
const generators: readonly [path: string, generate: () => string][] = [
  ['src/inputs/contract.ts', contractSource],
  ...pages().map((path): [string, () => string] => [path, () => fill(path, read(path))]),
]

/** Rewrites a file that is out of date, or only says so. */
function update(path: string, generate: () => string, check: boolean): string[] {
  try {
    const content = generate()
    if (content === read(path)) return []
    if (check) return [`${path} is out of date: run npm run docs`]
    writeFileSync(new URL(path, root), content)
    return []
  } catch (error) {
    return [`${path}: ${error instanceof Error ? error.message : error}`]
  }
}

if (import.meta.main) {
  const check = process.argv.includes('--check')
  const problems = [...contractProblems(), ...generators.flatMap(([path, generate]) => update(path, generate, check))]
  for (const problem of problems) console.error(problem)
  process.exitCode = Math.min(problems.length, 1)
}
