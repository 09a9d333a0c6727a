import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, resolve } from 'node:path'
import { minifySync } from '@swc/core'
import { parse } from 'yaml'

// Bundles lib/ (the compiled src/) into dist/: `node tools/build.mjs [folder]`.

const [target = 'dist'] = process.argv.slice(2)
const ncc = createRequire(import.meta.url)('@vercel/ncc')

/** `index.js`, `pause.js` and so on: what the actions run, in this order in every build. */
const scripts = ['.', ...readdirSync('.')]
  .map((folder) => join(folder, 'action.yml'))
  .filter((path) => existsSync(path))
  .flatMap((path) => Object.entries(parse(readFileSync(path, 'utf8')).runs))
  .flatMap(([phase, script]) => (['main', 'post'].includes(phase) ? [basename(script)] : []))
  .sort()

/**
 * The files of dist/ and what each is bundled from. run.js is what the actions share. yaml.js is loaded by the steps that
 * need it.
 */
const entries = {
  ...Object.fromEntries([...scripts, 'run.js'].map((name) => [name, join('lib', name)])),
  'yaml.js': 'node_modules/yaml/dist/index.js',
}
/**
 * Imports that are left as they are: of the two files above, and of node-fetch's reader of forms, which no step calls. Its
 * blobs and forms are replaced by tools/no-forms.js, see "paths" in tsconfig.json.
 */
const externals = {
  yaml: './yaml.js',
  './run.js': './run.js',
  './utils/multipart-parser.js': './utils/multipart-parser.js',
}

/** The packages that may be in dist/. If an update adds one, find out why before adding it here. */
const expected = ['@actions/core', '@actions/github', 'data-uri-to-buffer', 'node-fetch', 'yaml']

/** Bytes of dist/ without the licenses: the runner downloads and reads it at every step. */
const limit = 400_000

// Importing these packages has no side effects, but their package.json does not say so. Without the flag the bundle
// keeps everything they import: undici for OIDC tokens, Octokit for the API. A step uses neither, and they cost it
// 32 ms and the bundle 705 kB.
for (const name of ['@actions/core', '@actions/github']) {
  const file = join('node_modules', name, 'package.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, `${JSON.stringify({ ...manifest, sideEffects: false }, null, 2)}\n`)
}

const files = { 'package.json': '{ "type": "commonjs" }\n' }
const packages = new Map()
for (const [filename, entry] of Object.entries(entries)) {
  const { code, assets, stats } = await ncc(resolve(entry), {
    filename,
    externals,
    esm: false,
    cache: false,
    quiet: true,
  })
  // Not by ncc, which leaves the chunks as they are.
  for (const [name, source] of [
    [filename, code],
    ...Object.entries(assets).map(([name, { source }]) => [name, source]),
  ])
    files[name] = minifySync(String(source), { compress: true, mangle: true }).code
  for (const [name, folder] of packagesIn(stats)) packages.set(name, folder)
}
checkPackages()
checkSize()
files['licenses.txt'] = [...[...packages].sort().map(licenseOf), runtimeLicense()].join('\n')

rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })
for (const [name, text] of Object.entries(files)) writeFileSync(join(target, name), text.replaceAll('\r\n', '\n'))

/** The third-party packages whose code is in a bundle, as pairs of name and folder. */
function packagesIn(stats) {
  const { modules } = stats.toJson({ all: false, modules: true, nestedModules: true, orphanModules: false })
  return modules
    .flatMap(({ modules: merged = [], ...module }) => [module, ...merged])
    .map(({ nameForCondition: path }) => /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path ?? ''))
    .flatMap((match) => (match ? [[match[1].replace('\\', '/'), match[0]]] : []))
}

function checkPackages() {
  const problems = [
    ...[...packages.keys()].filter((name) => !expected.includes(name)).map((name) => `contains ${name}`),
    ...expected.filter((name) => !packages.has(name)).map((name) => `lacks ${name}`),
  ]
  if (problems.length > 0) throw new Error(`dist/ ${problems.join(', ')}: see "expected" in tools/build.mjs.`)
}

function checkSize() {
  const sizes = Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.byteLength(text) }))
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total <= limit) return
  const list = sizes.sort((a, b) => b.bytes - a.bytes).map(({ name, bytes }) => `${name} ${bytes}`)
  throw new Error(`dist/ would have ${total} bytes, the limit is ${limit}: ${list.join(', ')}.`)
}

/** ncc's own list of licenses misses packages that it merges into one scope. */
function licenseOf([name, folder]) {
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file
    ? readFileSync(join(folder, file), 'utf8')
    : /^licen[cs]e\s*\n[-=]+\n(.*)$/ims.exec(readFileSync(join(folder, 'README.md'), 'utf8'))?.[1]
  if (!text) throw new Error(`No license text found for ${name}.`)
  // The text of a README is HTML.
  const plain = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  return `${name} ${version} (${license})\n\n${plain.trim()}\n`
}

/** What loads the modules in a bundle is webpack's, which ncc brings along without its license. */
function runtimeLicense() {
  const text = readFileSync(join('node_modules', '@vercel', 'ncc', 'LICENSE'), 'utf8')
  const terms = text.slice(text.indexOf('Permission is hereby granted'))
  return `The module loader of webpack (MIT)\n\nCopyright JS Foundation and other contributors\n\n${terms.trim()}\n`
}
