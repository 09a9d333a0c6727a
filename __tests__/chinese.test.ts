import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createFeishu, type Feishu } from '../sandbox/feishu.ts'
import { runStep, type StepResult } from '../sandbox/runner/step.ts'
import { type Server, startServer } from '../sandbox/server.ts'
import { en } from '../src/messages/en.ts'
import { createSay, type Message, quote } from '../src/messages/index.ts'
import { scopeNames, zhCN } from '../src/messages/zh-CN.ts'
import { samplesOf } from './messages/samples.ts'
import { say as sayEnglish } from './support/inputs.ts'
import { runSource } from './support/source.ts'

const chinese = /\p{Script=Han}/u

/** Three words in a row are a phrase; names of fields, codes and `POST /open-apis/…` are none. */
const english = /\b[A-Za-z]{2,}(?:[,;:.]? [A-Za-z]{2,}){2}/

/** Sentences that only pass on what has no language. */
const wordless = /^(feishuMessage|quoted|docsUrl|facts|reasonWithCode|targetDone|targetFailed)$/
const say = await createSay('zh-CN', (text) => text)
const said = (message: Message['message'], given: object) => say({ message, ...given } as Message)

/** The texts among the values, which are in whatever language. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const workflow = { workflow_id: '7308871234552638996', title: '每日汇总', type: 'automation' }

describe('Chinese', () => {
  test.each(Object.keys(en.sentences))('has the sentence %s', (message) => {
    for (const sample of samplesOf(message)) {
      const text = say({ message, ...sample } as Message)
      const own = textsIn(sample).reduce((rest, given) => (given ? rest.replaceAll(given, '') : rest), text)
      expect(own).not.toMatch(english)
      if (wordless.test(message)) continue
      expect(own).toMatch(chinese)
      expect(text).not.toBe(sayEnglish({ message, ...sample } as Message))
    }
  })

  test.each([zhCN.hints, zhCN.remedies, zhCN.calls].flatMap((words) => Object.entries(words)))(
    'has words for %s',
    (_, text) => {
      expect(text).toMatch(chinese)
      expect(text).not.toMatch(english)
    },
  )

  test('keeps links apart from what is before and after them', () => {
    const links = [
      { message: 'feishuLink', link: quote('https://x.example') },
      { message: 'docsLink', folder: 'https://x.example/', anchor: 'code-1' },
    ] as const
    expect(say([{ message: 'nothingChanged' }, ...links])).toMatch(
      /^没有做任何改动。飞书给出的链接： https:\/\/x\.example 错误说明： https:\S+\.zh-CN\.md#code-1$/,
    )
    expect(say([])).toBe('')
  })

  test.each([
    [
      'invalidYaml',
      { input: 'status', line: 1, column: 2, error: { kind: 'syntax', code: 'IMPOSSIBLE' } },
      '输入项 status 的 YAML 有误（第 1 行第 2 列）：IMPOSSIBLE。',
    ],
    ['flowEnded', { execution_id: '' }, '完成：流程已结束。'],
    ['flowStatusUnknown', { execution_id: '', status: '' }, '飞书已受理该流程，但没有返回状态。'],
    ['switched', { status: 'Enable', targets: [] }, '完成：该多维表格中没有自动化流程，也没有工作流。'],
    ['switched', { status: 'Enable', targets: [workflow] }, '完成，已开启：「每日汇总」（7308871234552638996）。'],
    ['switching', { status: 'Disable', ids: [], titles: [] }, '正在关闭该多维表格的全部自动化流程和工作流。'],
    [
      'listedWorkflow',
      { ...workflow, type: 'workflow', status: 'draft', title: '' },
      '7308871234552638996  工作流  draft',
    ],
    ['baseHas', { known: [] }, '该多维表格中没有自动化流程，也没有工作流。'],
    ['failed', { operation: 'call', reason: { message: 'flowFailed' } }, /^call 失败：[^，]*。$/],
    ['heading', { outcome: 'dryRun' }, '飞书自动化：试运行'],
    ['missingScopes', { scopes: [quote('im:chat')] }, '所需 API 权限：im:chat。'],
    [
      'missingScopes',
      { scopes: ['bitable:app', 'im:chat'].map(quote) },
      `所需 API 权限（开通任意一项即可）：bitable:app「${scopeNames['bitable:app']}」、im:chat。`,
    ],
    ['feishuDetails', { description: quote('https://x.example.') }, '飞书给出的详情：https://x.example 。'],
    ['notTriedTargets', { targets: [{ workflow_id: 'wkf1' }] }, '未尝试：wkf1。'],
  ] as const)('puts %s into words, given %j', (name, given, text) => {
    expect(said(name, given)).toEqual(typeof text === 'string' ? text : expect.stringMatching(text))
  })
})

/** What a step says, where a reader sees it. */
function shown({ annotations, log, summary }: StepResult): string[] {
  return [...annotations.map(({ message }) => message), log, summary].filter((text) => text !== '')
}

describe('a step is in Chinese', () => {
  const token = 't-g1044known'
  const app_token = 'appbcbWCzen6D8dezh'
  const update = { operation: 'update-workflow', app_token, workflow_id: workflow.workflow_id, status: 'Disable' }
  let feishu: Feishu
  let server: Server
  beforeEach(async () => {
    feishu = createFeishu({ tokens: [{ token, kind: 'tenant', valid: true }] })
    server = await startServer(feishu)
  })
  afterEach(() => server.stop())
  const common = () => ({ language: 'zh-cn', access_token: token, domain: server.url })

  function expectChinese(text: string, ...results: StepResult[]) {
    const places = results.flatMap(shown)
    expect(places.join()).toContain(text)
    for (const place of places) expect(place).toMatch(chinese)
  }

  test.each([
    ['an input error', { ...update, status: 'on' }, 'status 应为：Enable（开启）'],
    ['an error of Feishu', { operation: 'list-workflows', app_token: 'bascnDoesNotExist' }, '找不到该多维表格：'],
    ['success', { operation: 'list-workflows', app_token }, '该多维表格有 3 个自动化流程和 2 个工作流。'],
    ['a dry run', { ...update, dry_run: 'true' }, '没有发送任何请求'],
  ])('with %s', async (_, inputs, text) => {
    expectChinese(text, await runSource({ inputs: { ...common(), ...inputs } }))
  })

  test('in the bundle, which loads the words when it needs them', async () => {
    expectChinese('完成，已关闭：7308871234552638996。', await runStep({ inputs: { ...common(), ...update } }))
  })

  test('in pause and its post step, which fails', async () => {
    const options = { action: 'pause', inputs: { ...common(), app_token, max_attempts: '1' } }
    const main = await runSource(options)
    feishu.next({ status: 403, body: { code: 1254302, msg: 'Permission denied.' } }, { on: 'update' })
    const post = await runSource({ ...options, phase: 'post', state: main.state })
    expectChinese('已暂停，作业结束时恢复：', main)
    expectChinese('请手动开启', post)
  })
})
