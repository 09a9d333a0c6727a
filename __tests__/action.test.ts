import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { ROOT } from '../sandbox/runner/action.ts'
import { defaults, inputNames, outputNames } from '../src/inputs/contract.ts'
import { operations } from '../src/operations/index.ts'
import { pause } from '../src/operations/pause/index.ts'
import { restore } from '../src/operations/pause/restore.ts'

interface Declared {
  description: string
  required?: boolean
  default?: unknown
}

interface ActionFile {
  name: string
  description: string
  author: string
  branding?: { color: string }
  inputs: Record<string, Declared>
  outputs: Record<string, Declared>
  runs: Record<string, string>
}

const read = (path: string): ActionFile => parse(readFileSync(join(ROOT, path), 'utf8'))
const files = ['action.yml', ...globSync('*/action.yml', { cwd: ROOT, exclude: ['node_modules', 'dist'] })]
const [action, pauseAction] = [read('action.yml'), read('pause/action.yml')]

/** The defaults of these inputs, where they have one. */
function defaultsOf(inputs: Record<string, Declared>): Record<string, unknown> {
  const entries = Object.entries(inputs).map(([name, input]) => [name, input.default])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

test('every action of this repository is tested here', () => {
  expect(files).toEqual(['action.yml', join('pause', 'action.yml')])
})

describe.each(files)('%s', (path) => {
  const { description, runs, inputs, outputs, author } = read(path)

  test('is what the Marketplace accepts', () => {
    expect(description.length).toBeLessThan(125)
    expect(author).not.toBe('')
    expect(runs.using).toBe('node24')
  })

  test('describes every input and output in sentences', () => {
    for (const { description: text } of [...Object.values(inputs), ...Object.values(outputs)]) {
      expect(text.trim()).toMatch(/^[^a-z].*\.$/s)
    }
  })

  test('has defaults of text, since that is what the runner passes', () => {
    for (const value of Object.values(defaultsOf(inputs))) expect(typeof value).toBe('string')
  })
})

describe('action.yml and the source', () => {
  const used = new Set<string>([...operations, pause, restore].flatMap(({ inputs }) => inputs))

  test('declare the same inputs, in the same order, with the same defaults', () => {
    expect(Object.keys(action.inputs)).toEqual([...inputNames])
    expect(defaultsOf(action.inputs)).toEqual(defaults)
  })

  test('declare the same outputs', () => {
    const names = new Set([...Object.keys(action.outputs), ...Object.keys(pauseAction.outputs)])
    expect([...names].sort()).toEqual([...outputNames].sort())
  })

  test('have no input that nothing uses', () => {
    const credentials = ['app_id', 'app_secret', 'access_token', 'domain']
    const common = ['operation', 'timeout_seconds', 'max_attempts', 'language', 'dry_run', 'summary']
    const unused = inputNames.filter((name) => !used.has(name) && ![...credentials, ...common].includes(name))
    expect(unused).toEqual([])
    expect(common.filter((name) => used.has(name))).toEqual([])
  })

  test('name the same operations', () => {
    for (const { name } of operations) expect(action.inputs.operation?.description).toContain(`\`${name}\``)
  })

  test('accept a base with a tenant or a user token, and nothing that an endpoint does not', () => {
    for (const { tokens, endpoints, lookups } of [...operations, pause, restore]) {
      if (tokens === 'none') continue
      const accepted = [...endpoints, ...lookups].map((endpoint) => endpoint.tokens)
      expect(accepted.every((each) => each === tokens)).toBe(true)
    }
  })

  test('have a colour of the Marketplace', () => {
    expect(action.branding?.color).toMatch(/^(white|black|yellow|blue|green|orange|red|purple|gray-dark)$/)
  })
})

describe('pause/action.yml', () => {
  test('has inputs and defaults of the action, and all that it uses', () => {
    const names = Object.keys(pauseAction.inputs)
    expect(names.filter((name) => action.inputs[name] === undefined)).toEqual([])
    expect(pause.inputs.filter((name) => !names.includes(name))).toEqual([])
    const common = names
      .map((name) => [name, defaultsOf(action.inputs)[name]])
      .filter(([, value]) => value !== undefined)
    expect(defaultsOf(pauseAction.inputs)).toEqual(Object.fromEntries(common))
  })

  test('always runs its post step', () => {
    expect(pauseAction.runs).toMatchObject({ 'post-if': 'always()' })
    expect([pauseAction.runs.main, pauseAction.runs.post]).toEqual(['../dist/pause.js', '../dist/restore.js'])
  })
})

test('the tests run on the Node of the action', () => {
  expect(process.version).toMatch(/^v24\./)
})
