import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { ROOT } from '../sandbox/runner/action.ts'
import type { Server } from '../sandbox/server.ts'
import { calledFunctions } from './called.ts'
import { openSample, runWell } from './sample.ts'
import { type Inputs, scripts } from './step.ts'

/** One thing that does not vary from run to run, and the most it may be. */
export interface Item {
  what: string
  found: number
  most: number
  /** What was found, where its name says more than its number. */
  names?: readonly string[]
}

/** Parts of Node that a call over plain HTTP has no use for, and that take a start milliseconds each. */
const needless = [
  'child_process',
  'crypto',
  'fs/promises',
  'http2',
  'https',
  'internal/deps/undici/undici',
  'internal/webstreams/readablestream',
  'tls',
  'worker_threads',
  'zlib',
]

/**
 * Counts what a step is made of: bytes, files, what it loads, what it sends.
 * @param entry the script to count instead of the bundle
 * @throws Error where a step fails: its figures would say nothing
 */
export async function takeStock(entry = scripts.bundle): Promise<Item[]> {
  const { server, ready, minting, several } = await openSample()
  try {
    return [
      ...(await size(dirname(entry))),
      ...(await loaded(entry, ready)),
      ...(await compiledTwice(entry, minting)),
      ...(await sent('one call', 1, server, entry, ready)),
      ...(await sent('token and call', 2, server, entry, minting)),
      ...(await sent('three workflows', 4, server, entry, several)),
    ]
  } finally {
    await server.stop()
  }
}

async function size(folder: string): Promise<Item[]> {
  const names = (await readdir(folder)).filter((name) => name !== 'licenses.txt')
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
  const bytes = sizes.reduce((sum, each) => sum + each, 0)
  return [
    { what: 'bytes in dist/, licences aside', found: bytes, most: 230_000 },
    { what: 'files in dist/, licences aside', found: names.length, most: 7, names },
  ]
}

async function loaded(entry: string, inputs: Inputs): Promise<Item[]> {
  const folder = await mkdtemp(join(tmpdir(), 'budget-'))
  try {
    const file = join(folder, 'loaded.json')
    const preload = JSON.stringify(join(import.meta.dirname, 'loaded.cjs'))
    await runWell(entry, inputs, { LOADED_FILE: file, NODE_OPTIONS: `--require ${preload}` })
    const { builtins, files }: { builtins: string[]; files: string[] } = JSON.parse(await readFile(file, 'utf8'))
    const waste = builtins.filter((name) => needless.includes(name))
    const own = files.map((path) => basename(path))
    return [
      { what: 'files loaded by one call', found: own.length, most: 1, names: own },
      { what: 'parts of Node loaded by one call', found: builtins.length, most: 115 },
      { what: 'needless parts of Node among them', found: waste.length, most: 0, names: waste },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The build marks the functions that a step calls, by a list of their names that grows stale as the code changes. */
async function compiledTwice(entry: string, inputs: Inputs): Promise<Item[]> {
  const listed: string[] = JSON.parse(await readFile(join(ROOT, 'bundle', 'needed.json'), 'utf8'))
  const names = (await calledFunctions(entry, inputs)).filter((name) => !listed.includes(name))
  return [
    { what: 'functions called that bundle/needed.json lacks (npm run needed)', found: names.length, most: 10, names },
  ]
}

async function sent(
  what: string,
  most: number,
  { received, counts }: Server,
  entry: string,
  inputs: Inputs,
): Promise<Item[]> {
  const before = { requests: received.length, ...counts }
  await runWell(entry, inputs)
  return [
    { what: `requests of ${what}`, found: received.length - before.requests, most },
    { what: `connections of ${what}`, found: counts.connections - before.connections, most: 1 },
  ]
}

/** The items over their limit, a line each. */
export function overruns(items: readonly Item[]): string[] {
  return items
    .filter(({ found, most }) => found > most)
    .map(({ what, found, most, names = [] }) => `${what}: ${found}, at most ${most}${listed(names)}`)
}

function listed(names: readonly string[]): string {
  return names.length > 0 ? ` (${names.join(', ')})` : ''
}
