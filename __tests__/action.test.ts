import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
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

describe('the rooms of src', () => {
  const cases = [
    { room: 'feishu', imported: '@actions/core', allowed: false },
    { room: 'feishu', imported: '@actions/github', allowed: false },
    { room: 'feishu', imported: '../runner/log.ts', allowed: false },
    { room: 'feishu', imported: '../operations/operation.ts', allowed: false },
    { room: 'feishu', imported: './call.ts', allowed: true },
    { room: 'runner', imported: 'node-fetch', allowed: false },
    { room: 'runner', imported: 'node:https', allowed: false },
    { room: 'runner', imported: '../feishu/client.ts', allowed: false },
    { room: 'runner', imported: '@actions/core', allowed: true },
  ]
  const folder = mkdtempSync(join(tmpdir(), 'rooms-'))
  let found = ''

  beforeAll(() => {
    copyFileSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'))
    for (const [i, { room, imported }] of cases.entries()) {
      mkdirSync(join(folder, 'src', room), { recursive: true })
      writeFileSync(join(folder, 'src', room, `case${i}.ts`), `import { x } from '${imported}'\n\nexport const y = x\n`)
    }
    const biome = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
    const options = ['lint', '--only=style/noRestrictedImports', '--max-diagnostics=none', '--colors=off', '.']
    found = spawnSync(process.execPath, [biome, ...options], { cwd: folder, encoding: 'utf8' }).stderr
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(cases.map((each, i) => ({ ...each, i })))('src/$room may import $imported: $allowed', (each) => {
    expect(found).toContain('noRestrictedImports')
    expect(new RegExp(`case${each.i}\\.ts:.* lint/style/noRestrictedImports`).test(found)).toBe(!each.allowed)
  })
})
