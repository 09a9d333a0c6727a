import { parseArgs } from 'node:util'
import { run } from '../src/run.ts'
import { faultLines, figureLines, findingLines, minutes } from './faults/print.ts'
import { playAll } from './faults/run.ts'
import { scenarios } from './faults/scenarios.ts'
import { createStage } from './faults/stage.ts'

// The fault run, `npm run faults [-- --seed N --runs 500]`: the whole step against the sandbox, in this process and in
// time of its own, in random sequences of everything that can go wrong. The same seed gives the same sequences. Fails
// when a rule of tools/faults/rules did not hold, and tells in which sequence.

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '500' } },
})
const [seed, runs] = [Number(values.seed), Number(values.runs)]
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(runs) || runs < 1) {
  throw new Error('--seed and --runs want whole numbers')
}

/** Sequences that are told in full: the first ones say enough. */
const mostTold = 5

const started = performance.now()
const stage = createStage()
const outcomes = []
for (const scenario of scenarios) {
  outcomes.push({ name: scenario.name, ...(await playAll(scenario, seed, runs, stage, run)) })
}
stage.close()

const figures = outcomes.map((outcome) => outcome.figures)
const findings = outcomes.flatMap((outcome) => outcome.findings)
const sum = (pick: (one: (typeof figures)[number]) => number) => figures.reduce((total, one) => total + pick(one), 0)
for (const line of figureLines(outcomes.map((outcome) => [outcome.name, outcome.figures]))) console.log(line)
console.log('\nExchanges by fault:')
for (const line of faultLines(figures)) console.log(`  ${line}`)
for (const finding of findings.slice(0, mostTold)) console.log(['', ...findingLines(finding)].join('\n'))
const passed = minutes(sum(({ ms }) => ms))
console.log(
  `\nSeed ${seed}: ${sum((one) => one.runs)} sequences, ${sum((one) => one.requests)} requests, ${passed} of their own time ` +
    `in ${((performance.now() - started) / 1000).toFixed(1)} s; rules broken in ${findings.length}.`,
)
process.exitCode = findings.length > 0 ? 1 : 0
