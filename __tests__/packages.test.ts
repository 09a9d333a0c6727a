import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { ROOT } from '../sandbox/runner/action.ts'

/** What a lock file says of a package. */
interface Package {
  version: string
  integrity?: string
  resolved?: string
  link?: true
  hasInstallScript?: true
}

const read = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
const { allowScripts, optionalDependencies } = read('package.json')
const packagesOf = (lock: { packages: Record<string, Package> }) =>
  Object.entries(lock.packages).filter(([path]) => path !== '')
const locked = [...packagesOf(read('package-lock.json')), ...packagesOf(read('.ci/oldest-node/package-lock.json'))]
const pathsOf = (entries: typeof locked) => entries.map(([path]) => path)

describe('the lock files', () => {
  test('hold every package to its bytes, those of other systems too', () => {
    expect(pathsOf(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')))).toEqual([])
  })

  test('have packages of the registry only, wherever npm was told to find it', () => {
    expect(pathsOf(locked.filter(([, { resolved, link }]) => resolved !== undefined || link))).toEqual([])
  })

  test('have an install script only where package.json says whether it may run', () => {
    const names = pathsOf(locked.filter(([, { hasInstallScript }]) => hasInstallScript)).map((path) =>
      path.replace(/^.*node_modules\//, ''),
    )
    expect(Object.keys(allowScripts).sort()).toEqual(names.sort())
  })

  test('bring Node 24 along, the runtime of the action', () => {
    const nodes = locked.filter(([path]) => path.slice('node_modules/'.length) in optionalDependencies)
    expect(nodes.filter(([, { version }]) => !version.startsWith('24.'))).toEqual([])
  })
})

test('dist/licenses.txt names what is bundled in the locked version, and has plain text', () => {
  const text = readFileSync(join(ROOT, 'dist', 'licenses.txt'), 'utf8')
  const bundled = [...text.matchAll(/^(\S+) (\d+\.\d+\.\d+) \(.+\)$/gm)].map(([, name, version]) => [name, version])
  const versions = new Map(locked.map(([path, { version }]) => [path.replace('node_modules/', ''), version]))
  expect(bundled).toEqual(bundled.map(([name]) => [name, versions.get(name ?? '')]))
  expect(bundled.length).toBeGreaterThan(0)
  expect(text).not.toMatch(/&\w+;/)
})
