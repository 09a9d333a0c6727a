import { overruns, takeStock } from '../bench/budget.ts'

// Holds the bundle to its budget: `npm run budget`. Only what does not vary from run to run; for times: npm run bench.
const items = await takeStock()
for (const { what, found, most } of items) {
  console.log(`${String(found).padStart(8)} of ${String(most).padStart(7)}  ${what}`)
}
const over = overruns(items)
for (const line of over) console.error(`Over budget: ${line}. See docs/performance.md.`)
process.exitCode = over.length > 0 ? 1 : 0
