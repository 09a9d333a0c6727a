import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { ROOT } from '../sandbox/runner/action.ts'

/** What a lock file says of a package. */
interface Package {
  version: string
  integrity?: string
  resolved?: string
  link?: true
  hasInstallScript?: true
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const { allowScripts } = JSON.parse(read('package.json'))
const locked = ['package-lock.json', '.ci/oldest-node/package-lock.json']
  .flatMap((path) => Object.entries<Package>(JSON.parse(read(path)).packages))
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ ...entry, name: path.replace(/^.*node_modules\//, '') }))

test('every package is held to its bytes, wherever npm was told to find the registry', () => {
  expect(locked.filter(({ integrity }) => !integrity?.startsWith('sha512-'))).toEqual([])
  expect(locked.filter(({ resolved, link }) => resolved !== undefined || link)).toEqual([])
})

test('a package has an install script only where package.json says whether it may run', () => {
  const names = locked.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)
  expect(Object.keys(allowScripts).sort()).toEqual(names.sort())
})

test('dist/licenses.txt names what is bundled in the locked version, and has plain text', () => {
  const text = read('dist/licenses.txt')
  const bundled = [...text.matchAll(/^(\S+) (\d+\.\d+\.\d+) \(.+\)$/gm)].map(([, name, version]) => [name, version])
  const known = bundled.filter(([name, version]) =>
    locked.some((each) => each.name === name && each.version === version),
  )
  expect(bundled).toEqual(known)
  expect(bundled.length).toBeGreaterThan(0)
  expect(text).not.toMatch(/&\w+;/)
})
