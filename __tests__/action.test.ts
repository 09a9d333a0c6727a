import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { ROOT } from '../sandbox/runner/action.ts'
import { commonInputs, defaults, inputNames, outputNames } from '../src/contract.ts'
import { operations } from '../src/operations/registry.ts'

interface Declared {
  description: string
  required?: boolean
  default?: string
}

const action: { inputs: Record<string, Declared>; outputs: Record<string, Declared>; runs: Record<string, string> } =
  parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'))

describe('action.yml and the source', () => {
  test('declare the same inputs and outputs, in the same order', () => {
    expect(Object.keys(action.inputs)).toEqual([...inputNames])
    expect(Object.keys(action.outputs)).toEqual([...outputNames])
  })

  test('give the same defaults', () => {
    const declared = Object.entries(action.inputs).flatMap(([name, input]) =>
      input.default === undefined ? [] : [[name, input.default]],
    )
    expect(Object.fromEntries(declared)).toEqual(defaults)
  })

  test.each(Object.entries(action.inputs))('say the same of who uses %s', (name, { description }) => {
    const users = operations.filter(({ inputs }) => inputs.some((input) => input === name)).map((each) => each.name)
    const prose = description.replaceAll('\n', ' ')
    if (commonInputs.some((input) => input === name)) {
      expect(users).toEqual([])
      expect(prose).toMatch(/ Used by every operation\.$/)
    } else {
      expect(users.length).toBeGreaterThan(0)
      expect(prose.endsWith(` Used by ${users.map((user) => `\`${user}\``).join(', ')}.`)).toBe(true)
    }
  })

  test('name the same operations', () => {
    for (const { name } of operations) expect(action.inputs.operation?.description).toContain(`\`${name}\``)
  })

  test('run on Node 24, from a file that the package does not publish elsewhere', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
    expect(process.version).toMatch(/^v24\./)
  })
})
