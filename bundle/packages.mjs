import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What the bundle takes differently from node_modules. Each is there for a measured gain, told in docs/performance.md;
 * none is needed for the action to work, so one that no longer fits a new version can be dropped.
 */
const changes = [
  {
    // Neither does anything when imported, but neither says so, and a bundler then keeps all they import: undici
    // through core's OIDC client, Octokit through github's client. Told so, it keeps what is used.
    name: '@actions/core',
    sideEffects: false,
  },
  { name: '@actions/github', sideEffects: false },
  {
    name: 'node-fetch',
    edits: [
      {
        // A body that is already in memory needs no stream, and none of the stream code that a start has to compile.
        file: 'src/body.js',
        from: '\t\t\tstream = Stream.Readable.from(body);\n',
        to: '\t\t\tstream = body;\n',
      },
      {
        file: 'src/body.js',
        from: '\tif (body === null) {\n\t\t// Body is null\n\t\tdest.end();\n',
        to: '\tif (body === null || Buffer.isBuffer(body)) {\n\t\tdest.end(body);\n',
      },
      {
        // An answer that needs no decoding is read as it comes, not through one more stream.
        file: 'src/index.js',
        from:
          'let body = pump(response_, new PassThrough(), error => {\n' +
          '\t\t\t\tif (error) {\n\t\t\t\t\treject(error);\n\t\t\t\t}\n\t\t\t});\n',
        to:
          "let body = headers.get('Content-Encoding') === null ? response_ : pump(response_, new PassThrough(), error => {\n" +
          '\t\t\t\tif (error) {\n\t\t\t\t\treject(error);\n\t\t\t\t}\n\t\t\t});\n',
      },
    ],
  },
]

/** Packages that small ones in this folder stand in for. */
export const standIns = ['fetch-blob', 'formdata-polyfill']

/**
 * Copies the packages that the bundle takes differently into `<folder>/node_modules`, where resolution finds them first.
 * @param {string} folder the compiled sources' folder
 * @throws {Error} where a package no longer holds the text that an edit replaces
 */
export function stagePackages(folder) {
  const staged = join(folder, 'node_modules')
  rmSync(staged, { recursive: true, force: true })
  for (const { name, sideEffects, edits = [] } of changes) {
    const target = join(staged, name)
    cpSync(join('node_modules', name), target, { recursive: true, dereference: true })
    if (sideEffects !== undefined) edit(join(target, 'package.json'), (text) => withField(text, { sideEffects }))
    for (const { file, from, to } of edits) edit(join(target, file), (text) => replaceOnce(text, from, to, file, name))
  }
  for (const name of standIns) cpSync(join('bundle', name), join(staged, name), { recursive: true })
}

function edit(file, change) {
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}

function withField(json, field) {
  return JSON.stringify({ ...JSON.parse(json), ...field }, null, 2)
}

function replaceOnce(text, from, to, file, name) {
  const [before, after, ...more] = text.split(from)
  if (after === undefined || more.length > 0) {
    throw new Error(
      `${name}/${file} no longer holds, exactly once, the text that bundle/packages.mjs replaces. ` +
        'Fit the edit to the new version, or drop it and see with npm run bench what that costs.',
    )
  }
  return before + to + after
}
