import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import type { Feishu } from '../feishu.ts'
import { runStep, type StepResult } from '../runner/step.ts'
import { startServer } from '../server.ts'
import { type Line, logLines, plain, printBlock, printTitle, requestLines, summaryLines } from './print.ts'
import { demoFeishu, enabledTitles, inLanguage, type Scene, scenes, secrets, vars } from './scenes.ts'

const { values } = parseArgs({ options: { language: { type: 'string', default: 'en' } } })
const choose = inLanguage(values.language)

/** Runs the committed bundle as a runner would, one step per scene, against the Feishu in this repository. */
async function main(): Promise<number> {
  const feishu = demoFeishu(choose)
  const server = await startServer(feishu)
  const wrong: Line[] = []
  const all = scenes(choose)
  for (const [i, scene] of all.entries()) {
    const title = `${i + 1}. ${scene.title}`
    printTitle(title)
    if (!(await play(scene, feishu, server.url))) wrong.push({ text: title, style: 'red' })
  }
  await server.stop()
  printTitle(choose('Result', '结果'))
  if (wrong.length > 0) printBlock(choose('Not as expected:', '不符合预期：'), wrong)
  else printBlock(choose(`All ${all.length} scenes went as expected.`, `${all.length} 个场景全部符合预期。`), [])
  return wrong.length === 0 ? 0 : 1
}

/** The outputs of the first step, which a later one uses. */
let first: StepResult['outputs'] | undefined

/** Plays one scene and prints it; tells whether it went as expected. */
async function play(scene: Scene, feishu: Feishu, url: string): Promise<boolean> {
  const [step] = parse(scene.steps)
  const [, action = ''] = /\/(\w+)@/.exec(step.uses) ?? []
  const inputs = Object.entries<unknown>(step.with).map(([name, value]) => [name, filledIn(String(value), url)])
  const options = { inputs: Object.fromEntries(inputs), action }
  feishu.handled.length = 0
  const same = choose('# app_id, app_secret and domain as above', '# app_id、app_secret 和 domain 同上')
  const shown = scene.full ? scene.steps : scene.steps.replace(/app_id:.*?SANDBOX.*?$/ms, same)
  printBlock(choose('Steps', '步骤'), plain(shown.replace('SANDBOX', url)))
  const enabled = [enabledTitles(feishu)]
  const main = await runStep(options)
  first ??= main.outputs
  printLog(main)
  let fine = main.exitCode === (scene.fails ? 1 : 0)
  if (scene.full) printAll(main, feishu)
  if (action === 'pause') {
    enabled.push(enabledTitles(feishu))
    printBlock(choose('The next step fails, and the job ends', '下一步骤失败，作业结束'), [])
    const post = await runStep({ ...options, phase: 'post', state: main.state })
    printLog(post)
    enabled.push(enabledTitles(feishu))
    const when = [choose('before', '之前'), choose('meanwhile', '期间'), choose('after', '之后')]
    const lines = when.map((word, i) => `${word}${choose(': ', '：')}${enabled[i]?.join(choose(', ', '、')) || '–'}`)
    printBlock(choose('Enabled in the base', '多维表格中已开启的'), plain(lines.join('\n')))
    fine &&= post.exitCode === 0 && enabled[1]?.length === 0
  }
  fine &&= scene.holds(feishu, main.outputs)
  const checked: Line = fine ? { text: `✓ ${scene.fact}`, style: 'green' } : { text: `✗ ${scene.fact}`, style: 'red' }
  printBlock(choose('Checked', '检查结果'), [checked])
  return fine
}

function printLog(result: StepResult): void {
  const text = `(${choose('exit code', '退出码')} ${result.exitCode}, ${Math.round(result.ms)} ms)`
  printBlock(choose('Log', '日志'), masked([...logLines(result), { text, style: 'dim' }], result))
}

function printAll(result: StepResult, { handled }: Feishu): void {
  const show = (headline: string, lines: Line[]) => printBlock(headline, masked(lines, result))
  show(choose('Requests and responses', '请求与响应'), requestLines(handled))
  const outputs = Object.entries(result.outputs).map(([name, value]) => ({ text: `${name} = ${value}` }))
  show(choose('Outputs', '输出'), outputs)
  show(choose('Job summary', '作业摘要'), summaryLines(result.summary))
}

/** An input with its expressions filled in, as the runner does before it starts an action. */
function filledIn(input: string, url: string): string {
  const values = Object.entries({ vars, secrets, 'steps.notify.outputs': first ?? {} }).flatMap(([context, named]) =>
    Object.entries(named).map(([name, value]): [string, string] => [`\${{ ${context}.${name} }}`, value]),
  )
  return values.reduce((text, [expression, value]) => text.replace(expression, value), input).replaceAll('SANDBOX', url)
}

/** The runner shows every masked text as ***. */
function masked(lines: readonly Line[], { masks }: StepResult): Line[] {
  return lines.map((line) => ({
    ...line,
    text: masks.reduce((text, secret) => text.replaceAll(secret, '***'), line.text),
  }))
}

process.exitCode = await main()
