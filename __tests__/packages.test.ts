import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { ROOT } from '../sandbox/runner/action.ts'

interface Package {
  version: string
  integrity?: string
  resolved?: string
  link?: true
  hasInstallScript?: true
  os?: string | string[]
}

const read = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
const { allowScripts, optionalDependencies } = read('package.json')
const { packages }: { packages: Record<string, Package> } = read('package-lock.json')
const locked = Object.entries(packages).filter(([path]) => path !== '')
const pathsOf = (entries: typeof locked) => entries.map(([path]) => path)

describe('package-lock.json', () => {
  test('holds every package to its bytes, those of other systems too', () => {
    expect(pathsOf(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')))).toEqual([])
  })

  test('has packages of the registry only, wherever npm was told to find it', () => {
    expect(pathsOf(locked.filter(([, { resolved, link }]) => resolved !== undefined || link))).toEqual([])
  })

  test('has an install script only where package.json says whether it may run', () => {
    const names = pathsOf(locked.filter(([, { hasInstallScript }]) => hasInstallScript)).map((path) =>
      path.replace(/^.*node_modules\//, ''),
    )
    expect(Object.keys(allowScripts).sort()).toEqual(names.sort())
  })

  test('brings one Node 24 per system', () => {
    const nodes = locked.filter(([path]) => path.slice('node_modules/'.length) in optionalDependencies)
    expect(nodes.map(([, { version }]) => version).filter((version) => !version.startsWith('24.'))).toEqual([])
    expect(pathsOf(nodes)).toHaveLength(Object.keys(optionalDependencies).length)
  })
})
