import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

export type Part = 'inputs' | 'outputs'

/** What the pages and the source need of an action.yml. */
export interface Action {
  description: string
  inputs: Readonly<Record<string, { description: string; required?: boolean; default?: string }>>
  outputs: Readonly<Record<string, { description: string }>>
}

/** Chinese descriptions of inputs and outputs. */
type Chinese = Readonly<Record<Part, Readonly<Record<string, string>>>>

/** tools/action.zh-CN.yml: each action by its name, and what several have in common. */
export interface Translations {
  common: Chinese
  actions: Readonly<Record<string, Chinese & { description: string }>>
}

type Actions = Readonly<Record<string, Action>>

export const root = new URL('../../', import.meta.url)

/** @param path from the repository's root */
export function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8')
}

export const translations = readTranslations()

/** Every action by the name of its folder, `main` at the root, in the order of tools/action.zh-CN.yml. */
export const actions: Actions = readActions()

function readTranslations(): Translations {
  const { common, ...actions } = parse(read('tools/action.zh-CN.yml'))
  return { common, actions }
}

function readActions(): Record<string, Action> {
  const paths = globSync(['action.yml', '*/action.yml'], { cwd: fileURLToPath(root) }).sort()
  const names = paths.map((path) => path.match(/^\w+(?=[\\/])/)?.[0] ?? 'main')
  const order = Object.keys(translations.actions)
  const sorted = names.toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
  return Object.fromEntries(sorted.map((name) => [name, parse(read(pathOf(name)))]))
}

/** The path of an action's action.yml. */
export function pathOf(name: string): string {
  return name === 'main' ? 'action.yml' : `${name}/action.yml`
}

/** The description of an input or output in English, on one line; '' where there is none. */
export function inEnglish(of: Actions, action: string, part: Part, name: string): string {
  return (of[action]?.[part][name]?.description ?? '').replaceAll('\n', ' ')
}

/** The same in Chinese: what is common, then what the action adds. */
export function inChinese({ common, actions }: Translations, action: string, part: Part, name: string): string {
  return [common[part][name], actions[action]?.[part][name]].join('')
}

const members = ['inputs', 'defaults', 'outputs'] as const
type Member = (typeof members)[number]

/**
 * The names and defaults of each action as source, for the compiler and for the bundle, which reads no action.yml. What
 * every action has is there once.
 */
export function contractSource(): string {
  const all = Object.values(actions).map(itemsOf)
  const common = (member: Member) =>
    all.map((items) => items[member]).reduce((those, items) => those.filter((item) => items.includes(item)))
  const contracts = Object.entries(actions).map(([name, action]) => {
    const own = (member: Member) => itemsOf(action)[member].filter((item) => !common(member).includes(item))
    const lines = membersSource('    ', (member) => [...own(member), `...common.${member}`])
    return `  ${name}: {\n${lines}\n  },`
  })
  return `// Generated from the action.yml files by \`npm run docs\`; do not edit.

const common = {
${membersSource('  ', common)}
} as const

export const contracts = {
${contracts.join('\n')}
} as const
`
}

/** What each member of an action's contract holds, as source. */
function itemsOf({ inputs, outputs }: Action): Record<Member, string[]> {
  const names = (of: object) => Object.keys(of).map((name) => `'${name}'`)
  const defaults = Object.entries(inputs).filter(([, input]) => input.default !== undefined)
  return {
    inputs: names(inputs),
    defaults: defaults.map(([name, input]) => `${name}: '${input.default}'`),
    outputs: names(outputs),
  }
}

/** As Biome formats it: a member is on one line, if that has room for it. */
function membersSource(indent: string, itemsOf: (member: Member) => readonly string[]): string {
  const sources = members.map((member) => {
    const [open, close] = member === 'defaults' ? ['{ ', ' }'] : ['[', ']']
    const line = `${indent}${member}: ${open}${itemsOf(member).join(', ')}${close},`
    if (line.length <= 120) return line
    const lines = itemsOf(member).map((item) => `${indent}  ${item},\n`)
    return `${indent}${member}: ${open.trim()}\n${lines.join('')}${indent}${close.trim()},`
  })
  return sources.join('\n')
}

/** What the action.yml files and their Chinese descriptions lack, or say in different words. */
export function contractProblems(of: Actions = actions, chinese = translations): string[] {
  const names = new Set([...Object.keys(of), ...Object.keys(chinese.actions)])
  const lonely = [...names].filter((name) => !of[name] || !chinese.actions[name]?.description)
  if (lonely.length > 0)
    return lonely.map((name) => `${name} has no ${of[name] ? 'Chinese description' : 'action.yml'}`)
  return (['inputs', 'outputs'] as const).flatMap((part) => [
    ...Object.keys(of).flatMap((action) => untranslated(action, part, of, chinese)),
    ...Object.keys(chinese.common[part]).flatMap((name) => differences(part, name, of, chinese)),
  ])
}

function untranslated(action: string, part: Part, of: Actions, chinese: Translations): string[] {
  const declared = Object.keys(of[action]?.[part] ?? {})
  const lacking = declared.filter((name) => inChinese(chinese, action, part, name) === '')
  const needless = Object.keys(chinese.actions[action]?.[part] ?? {}).filter((name) => !declared.includes(name))
  return [
    ...lacking.map((name) => `${part}.${name} of ${action} has no Chinese description`),
    ...needless.map((name) => `${part}.${name} of ${action} is described in Chinese, but not declared`),
  ]
}

/** Where the words or the default of what is common differ. An action may add sentences, in both languages. */
function differences(part: Part, name: string, of: Actions, chinese: Translations): string[] {
  const users = Object.keys(of)
    .map((action) => ({ action, text: inEnglish(of, action, part, name), value: of[action]?.inputs[name]?.default }))
    .filter(({ text }) => text !== '')
  const [shortest] = users.toSorted((a, b) => a.text.length - b.text.length)
  if (!shortest || users.length === 1) return [`${part}.${name} is described as common, but is not`]
  return users
    .filter(({ action, text, value }) => {
      const adds = chinese.actions[action]?.[part][name] !== undefined
      const sameWords = adds ? text.startsWith(`${shortest.text} `) : text === shortest.text
      return !sameWords || value !== shortest.value
    })
    .map(({ action }) => `${part}.${name} of ${action} has other words or another default than elsewhere`)
}
