import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import type { Feishu } from '../feishu.ts'
import { runStep, type StepResult } from '../runner/step.ts'
import { startServer } from '../server.ts'
import { type Line, logLines, plain, printBlock, printTitle, requestLines, summaryLines } from './print.ts'
import { comments, demoFeishu, enabledTitles, type Scene, scenes, secrets, vars } from './scenes.ts'

const { values } = parseArgs({ options: { language: { type: 'string', default: 'en' } } })
const say = ([en, zh]: [string, string]) => (values.language.toLowerCase() === 'zh-cn' ? zh : en)
const show = (headline: [string, string], lines: Line[]) => lines.length > 0 && printBlock(say(headline), lines)
const red = (texts: string[]): Line[] => texts.map((text) => ({ text, style: 'red' }))

/** Runs the committed action as a runner would, one step per scene, against the Feishu in this repository. */
async function main(): Promise<number> {
  const feishu = demoFeishu()
  const server = await startServer(feishu)
  const differences: string[] = []
  for (const [i, scene] of scenes.entries()) {
    const title = `${i + 1}. ${say(scene.title)}`
    printTitle(title)
    const found = await play(scene, feishu, server.url)
    differences.push(...found.map((difference) => `${title}: ${difference}`))
  }
  await server.stop()
  printTitle(say(['Result', '结果']))
  const done = say([`All ${scenes.length} scenes went as expected.`, `${scenes.length} 个场景全部符合预期。`])
  printBlock(differences.length === 0 ? done : say(['Not as expected:', '不符合预期：']), red(differences))
  return differences.length === 0 ? 0 : 1
}

/** Plays one scene and prints it; gives what is not as expected. */
async function play(scene: Scene, feishu: Feishu, url: string): Promise<string[]> {
  const steps = inLanguage(scene.steps)
  const [step] = parse(filledIn(steps, url))
  const [, action = ''] = /\/(\w+)@/.exec(step.uses) ?? []
  const options = { inputs: step.with, action }
  const pauses = action === 'pause'
  feishu.handled.length = 0
  show(['Steps', '步骤'], plain(steps.replace('SANDBOX', url)))
  if (pauses) showBase(['Enabled before the job', '作业开始前已开启'])
  const main = await runStep(options)
  showResult(main)
  const differences = compare(main, scene)
  if (pauses) {
    const enabled = enabledTitles(feishu).map((title) => `enabled during the job: ${title}`)
    showBase(['Enabled during the job', '作业运行期间已开启'])
    show(['The next step fails', '下一步骤失败'], red([say(['exit code 1', '退出码 1'])]))
    feishu.handled.length = 0
    const post = await runStep({ ...options, phase: 'post', state: main.state })
    showResult(post)
    showBase(['Enabled after the job', '作业结束后已开启'])
    differences.push(...enabled, ...compare(post, {}))
  }
  const fact = say(scene.fact ?? ['as expected', '符合预期'])
  if (scene.holds?.(feishu) === false) differences.push(`not true: ${fact}`)
  const good: Line = { text: `✓ ${fact}`, style: 'green' }
  show(['Checked', '检查结果'], differences.length === 0 ? [good] : red(differences.map((text) => `✗ ${text}`)))
  return differences

  function showResult(result: StepResult): void {
    const outcome: Line = {
      text: `(${say(['exit code', '退出码'])} ${result.exitCode}, ${Math.round(result.ms)} ms)`,
      style: 'dim',
    }
    // The response is the last one above.
    const outputs = Object.entries(result.outputs).filter(([name]) => name !== 'response')
    const masked = (lines: Line[]) => lines.map(({ text, ...line }) => ({ ...line, text: mask(text, result.masks) }))
    show(['Log', '日志'], masked([...logLines(result), outcome]))
    show(['Requests and responses', '请求与响应'], masked(requestLines(feishu.handled)))
    show(['Outputs', '输出'], masked(outputs.map(([name, value]) => ({ text: `${name} = ${value}` }))))
    show(['Job summary', '作业摘要'], masked(summaryLines(result.summary)))
  }

  function showBase(headline: [string, string]): void {
    show(headline, plain(enabledTitles(feishu).join('\n') || '–'))
  }
}

/** The steps as a reader of that language would write them. */
function inLanguage(steps: string): string {
  const language = say(['', '    language: zh-CN\n'])
  return Object.values(comments)
    .reduce((text, comment) => text.replace(comment[0], say(comment)), steps)
    .replace('with:\n', `with:\n${language}`)
}

/** The steps with their expressions filled in, as the runner does before it starts an action. */
function filledIn(steps: string, url: string): string {
  const values = Object.entries({ vars, secrets }).flatMap(([context, named]) =>
    Object.entries(named).map(([name, value]): [string, string] => [`\${{ ${context}.${name} }}`, value]),
  )
  return values.reduce((text, [expression, value]) => text.replace(expression, value), steps).replaceAll('SANDBOX', url)
}

/** The runner shows every masked text as ***. */
function mask(text: string, masks: readonly string[]): string {
  return masks.reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
}

/** What of a step's result is not as expected. */
function compare(result: StepResult, { error = [], outputs = {} }: Partial<Scene>): string[] {
  const errors = result.annotations.filter(({ level }) => level === 'error').map(({ message }) => message)
  const failures = error.length > 0 ? 1 : 0
  const facts: [string, unknown, unknown][] = [
    ['exit code', failures, result.exitCode],
    ['error annotations', failures, errors.length],
    ...Object.entries(outputs).map(([name, value]): [string, string, unknown] => [name, value, result.outputs[name]]),
    ...error.map((text): [string, boolean, boolean] => [`"${text}" in the error`, true, errors.join().includes(text)]),
  ]
  return facts.flatMap(([what, expected, got]) => (expected === got ? [] : `${what}: expected ${expected}, got ${got}`))
}

process.exitCode = await main()
