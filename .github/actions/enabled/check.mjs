import { execFileSync } from 'node:child_process'

const found = execFileSync(process.execPath, ['.github/e2e/enabled.mjs'], { encoding: 'utf8' }).trim()
const expected = process.env.INPUT_IDS
console.log(`enabled: ${found}\nexpected: ${expected}`)
if (found !== expected) {
  console.log('::error title=Unexpected state of the base::see the log')
  process.exitCode = 1
}
