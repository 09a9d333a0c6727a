import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Feishu } from '../feishu.ts'
import { createFeishu } from '../feishu.ts'
import { ROOT } from '../runner/action.ts'
import type { StepResult } from '../runner/step.ts'
import { runStep } from '../runner/step.ts'
import { startServer } from '../server.ts'
import type { Line } from './print.ts'
import { logLines, plain, printBlock, printTitle, summaryLines, visitLines } from './print.ts'
import type { Scene } from './scenes.ts'
import { scenes } from './scenes.ts'

/** Runs the committed action as a runner would, one step a scene, against the Feishu in this repository. */
async function main(): Promise<number> {
  if (!process.env.STEP_ENTRY && !existsSync(join(ROOT, 'dist', 'index.js'))) {
    console.error('There is no dist/index.js to run. Build it first.')
    return 1
  }
  const feishu = createFeishu()
  const server = await startServer(feishu)
  console.log(`The action in dist/ against a Feishu of this repository's own, at ${server.url}`)
  const differences: string[] = []
  for (const [i, scene] of scenes.entries()) {
    printTitle(`${i + 1}. ${scene.title}`)
    const found = await play(scene, feishu, server.url)
    differences.push(...found.map((difference) => `${i + 1}. ${scene.title}: ${difference}`))
  }
  await server.stop()
  printTitle('Result')
  printBlock(
    differences.length === 0 ? `All ${scenes.length} steps did what they should.` : 'Not what it should be:',
    differences.map((text) => ({ text, style: 'red' })),
  )
  return differences.length === 0 ? 0 : 1
}

/** Plays one scene and prints it; gives what came out differently. */
async function play(scene: Scene, feishu: Feishu, url: string): Promise<string[]> {
  scene.prepare?.(feishu)
  const before = feishu.handled.length
  const step = scene.step.replace('URL', url)
  const result = await runStep({ inputs: inputsOf(step, feishu) })
  const visits = feishu.handled.slice(before)
  const differences = compare(scene, result, feishu)
  function show(headline: string, lines: Line[]): void {
    const masked = lines.map((line) => ({ ...line, text: mask(line.text, result.masks) }))
    if (lines.length > 0) printBlock(headline, masked)
  }
  show('The step', plain(step))
  show('Its log', [
    ...logLines(result),
    { text: `(exit code ${result.exitCode}, ${Math.round(result.ms)} ms)`, style: 'dim' },
  ])
  show(
    'Its outputs',
    Object.entries(result.outputs).map(([name, value]) => ({ text: `${name} = ${value}` })),
  )
  show('What Feishu saw, and answered', visitLines(visits))
  show('The job summary', summaryLines(result.summary))
  const facts = Object.entries(scene.after(feishu, result)).filter(([, holds]) => holds)
  show('Checked', [
    ...facts.map(([fact]): Line => ({ text: `✓ ${fact}`, style: 'green' })),
    ...differences.map((difference): Line => ({ text: `✗ ${difference}`, style: 'red' })),
  ])
  return differences
}

/** The step's inputs, with its expressions filled in, as the runner does before it starts the action. */
function inputsOf(step: string, feishu: Feishu): Record<string, string> {
  const { app_id = '', app_secret = '' } = feishu.state.apps[0] ?? {}
  const values: Record<string, string> = { FEISHU_APP_ID: app_id, FEISHU_APP_SECRET: app_secret }
  const filled = step.replace(/\$\{\{ \w+\.(\w+) \}\}/g, (_, name: string) => values[name] ?? '')
  return parse(filled)[0].with
}

/** The runner shows every masked text as ***. */
function mask(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
}

function compare(scene: Scene, result: StepResult, feishu: Feishu): string[] {
  const errors = result.annotations.filter(({ level }) => level === 'error').map(({ message }) => message)
  const wanted: [string, unknown, unknown][] = [
    ['exit code', result.exitCode, scene.exitCode],
    ['error annotations', errors.length, scene.error ? 1 : 0],
    ...Object.entries(scene.outputs).map(([name, value]): [string, unknown, unknown] => [
      `output ${name}`,
      result.outputs[name],
      value,
    ]),
  ]
  return [
    ...wanted.filter(([, is, should]) => is !== should).map(([name, is, should]) => `${name} is ${is}, not ${should}`),
    ...(scene.error ?? []).filter((text) => !errors.join().includes(text)).map((text) => `no ${text} in the error`),
    ...Object.entries(scene.after(feishu, result)).flatMap(([fact, holds]) => (holds ? [] : [`not true: ${fact}`])),
  ]
}

process.exitCode = await main()
