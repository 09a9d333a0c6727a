import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { minify as minifyScript } from '@swc/core'
import { stagePackages, standIns } from '../bundle/packages.mjs'
import { markEager } from './eager.ts'

/**
 * Bundles lib/ (the compiled src/) into dist/: `node tools/build.mjs [folder]`.
 * docs/performance.md tells what each step is worth.
 */
const [target = 'dist'] = process.argv.slice(2)
const ncc = createRequire(import.meta.url)('@vercel/ncc')

/** All that may be in the bundle. Anything more came in through an update: look at how, before it goes here. */
const expected = ['@actions/core', '@actions/github', 'data-uri-to-buffer', 'node-fetch', 'yaml']

stagePackages('lib')
// CommonJS, since bundle/builtins.cjs works in it alone.
const common = { cache: false, esm: false, quiet: true, filename: 'index.js' }
// A file of its own, since only steps with a YAML mapping load it.
const yaml = await ncc(resolve('node_modules/yaml/dist/index.js'), common)
const main = await ncc(resolve('lib/index.js'), { ...common, externals: { yaml: './yaml.js' } })

const packages = new Map([...packagesIn(main.stats), ...packagesIn(yaml.stats)].sort(([a], [b]) => (a < b ? -1 : 1)))
const wrong = [
  ...[...packages.keys()].filter((name) => !expected.includes(name)).map((name) => `holds ${name}`),
  ...expected.filter((name) => !packages.has(name)).map((name) => `lacks ${name}`),
]
if (wrong.length > 0) throw new Error(`The bundle ${wrong.join(', ')}: see "expected" in tools/build.mjs.`)

const needed = new Set(JSON.parse(readFileSync('bundle/needed.json', 'utf8')))
const files = {
  'index.js': readFileSync('bundle/builtins.cjs', 'utf8') + (await markEager(await minified(main.code), needed)),
  'yaml.js': await minified(yaml.code),
  'package.json': '{ "type": "commonjs" }\n',
  'licenses.txt': [...packages].map(license).join('\n'),
}
for (const [name, { source }] of Object.entries(main.assets)) files[name] = await minified(String(source))

rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })
for (const [name, text] of Object.entries(files)) writeFileSync(join(target, name), text.replaceAll('\r\n', '\n'))

/**
 * Without what nothing uses, and short: most of what a start costs beside Node's own is reading code. The names of
 * functions and classes are kept, for stack traces and for bundle/needed.json.
 */
async function minified(code) {
  const { code: short } = await minifyScript(code, {
    module: false,
    ecma: 2024,
    compress: { defaults: false, unused: true, dead_code: true },
    mangle: { keep_classnames: true, keep_fnames: true },
    format: { comments: false },
  })
  return short
}

/** The packages of third parties whose code ended up in a file: their folders by name. */
function packagesIn(stats) {
  const { modules } = stats.toJson({ all: false, modules: true, nestedModules: true, orphanModules: false })
  return modules
    .flatMap(({ modules: merged = [], ...module }) => [module, ...merged])
    .map(({ nameForCondition: path }) => /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path ?? ''))
    .flatMap((match) => (match ? [[match[1].replace('\\', '/'), match[0]]] : []))
    .filter(([name]) => !standIns.includes(name))
}

/** ncc's own list of licences misses packages that it merges into one scope. */
function license([name, folder]) {
  const { license: id } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file
    ? readFileSync(join(folder, file), 'utf8')
    : /^licen[cs]e\s*\n[-=]+\n(.*)$/ims.exec(readFileSync(join(folder, 'README.md'), 'utf8'))?.[1]
  if (!text) throw new Error(`No licence text found for ${name}.`)
  return `${name}\n${id}\n\n${text.trim()}\n`
}
