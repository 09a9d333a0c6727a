import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { calledFunctions } from '../bench/called.ts'
import { openSample } from '../bench/sample.ts'
import { scripts } from '../bench/step.ts'
import { ROOT } from '../sandbox/runner/action.ts'

// Writes bundle/needed.json, the names of the functions that a step calls, by running the bundle: `npm run needed`.
// The next build marks them.
const { server, minting } = await openSample()
const names = await calledFunctions(scripts.bundle, minting)
await server.stop()
writeFileSync(join(ROOT, 'bundle', 'needed.json'), `${JSON.stringify(names, null, 2)}\n`)
console.log(`${names.length} functions.`)
