import { entryPoints } from '../../src/operations/index.ts'
import { type Action, actions, type Part } from './contract.ts'
import { code, table } from './markdown.ts'
import type { Words } from './words.ts'

/** A section for each action: what it does, its inputs and its outputs. */
export function referenceSections(words: Words): string {
  const sections = Object.entries(actions).map(([name, action]) => [
    `## ${name}`,
    code(`your-org/feishu-automation-action${name === 'main' ? '' : `/${name}`}@v1`),
    words.action(name),
    inputsTable(name, action, words),
    outputsTable(name, action, words),
  ])
  return sections.flat().join('\n\n')
}

/** An action with several operations has a column for them. */
function inputsTable(action: string, { inputs }: Action, words: Words): string {
  const several = Object.hasOwn(inputs, 'operation')
  const rows = Object.entries(inputs).map(([name, input]) => {
    const initial = input.default === undefined ? '' : code(input.default)
    const users = several ? [usersOf(name, words)] : []
    return [code(name), input.required ? words.required : initial, ...users, describe(words, action, 'inputs', name)]
  })
  return table(several ? words.heads.inputs : words.heads.inputs.toSpliced(2, 1), rows)
}

/** The operations that use an input; what none of them lists, each has. */
function usersOf(input: string, words: Words): string {
  const users = entryPoints.main.operations.filter(({ inputs }) => inputs?.some((name) => name === input))
  return users.map(({ name }) => code(name)).join(words.separator) || words.all
}

function outputsTable(action: string, { outputs }: Action, words: Words): string {
  const rows = Object.keys(outputs).map((name) => [code(name), describe(words, action, 'outputs', name)])
  return table(words.heads.outputs, rows)
}

function describe(words: Words, action: string, part: Part, name: string): string {
  return words.description(action, part, name).replaceAll('|', '\\|')
}
