import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { createFeishu, type Feishu } from '../sandbox/feishu.ts'
import { runMainAndPost, runStep, type StepResult } from '../sandbox/runner/step.ts'
import { startServer } from '../sandbox/server.ts'
import { en } from '../src/messages/en.ts'
import { createSay } from '../src/messages/index.ts'
import { scopeNames, zhCN } from '../src/messages/zh-CN.ts'

const chinese = /\p{Script=Han}/u

/** Three words in a row are a phrase; names of fields, codes and `POST /open-apis/…` are none. */
const english = /\b[A-Za-z]{2,}(?:[,;:.]? [A-Za-z]{2,}){2}/

type Name = keyof typeof en.sentences

const workflow = { workflow_id: '7308871234552638996', title: '每日汇总', type: 'automation', status: 'Enable' }
const workflows = Array.from({ length: 70 }, () => workflow)

/** Values for whatever a sentence is told. */
const values = {
  ...workflow,
  ...{ input: 'status', inputs: ['params', 'params_file'], expected: { kind: 'status' }, got: 'on', given: 'app_id' },
  ...{
    app_token: 'tblPq7Xn2LkVm4Rd',
    prefix: 'tbl',
    domain: 'lark',
    linked: 'feishu',
    placeholder: ':id',
    field: 'code',
  },
  ...{
    similar: workflows,
    candidates: workflows,
    known: workflows,
    target: workflow,
    ids: [],
    titles: ['每日汇总'],
    name: 'run',
  },
  ...{
    line: 1,
    column: 2,
    error: { kind: 'tag' },
    variable: 'ALL_PROXY',
    version: '24.1',
    size: 1,
    deepest: 9,
  },
  ...{ operation: 'call', outcome: 'failed', call: 'execute', during: 'token', method: 'GET', path: '/open-apis/x' },
  ...{
    reason: '失败',
    hint: 'other',
    next: '重试',
    clause: '失败',
    cause: 'ENOSPC',
    url: '/',
    about: '',
    fields: ['status'],
  },
  ...{
    msg: '失败',
    error_msg: '失败',
    description: '失败',
    first_line: '<html>',
    link: 'https://x.example',
    anchor: 'code-1',
  },
  ...{ code: '1254040', http_status: 200, log_id: '2024', scopes: ['bitable:app', 'im:chat'], facts: ['code 0'] },
  ...{ seconds: 2, limit: 120, attempt: 2, attempts: 2, maxAttempts: 4, total: 2, found: 1, count: 3 },
  ...{
    execution_id: '1816',
    idempotent_key: '6f2b',
    namespace: 'n__c',
    flow_id: 'f',
    outputs: ['msg'],
    automations: 1,
  },
}

function said(words: typeof zhCN, name: Name, changes: object = {}): string {
  const sentence: string | ((values: never) => string) = words.sentences[name]
  if (typeof sentence === 'string') return sentence
  const targets = name === 'failed' ? { failed: 1, total: 2 } : workflows
  // Each sentence takes what it needs of these.
  return sentence({ ...values, targets, workflows: 1, ...changes } as never)
}

/** They only pass on what has no language. */
const wordless: readonly string[] = ['feishuMessage', 'networkError', 'docsUrl', 'facts']
const names = Object.keys(en.sentences).filter((name): name is Name => !wordless.includes(name))

function expectChinese(text: string): void {
  expect(text).toMatch(chinese)
  expect(text).not.toMatch(english)
  expect(text).not.toContain('undefined')
}

describe('Chinese', () => {
  test.each(names)('has the sentence %s', (name) => {
    expectChinese(said(zhCN, name))
    expect(said(zhCN, name)).not.toBe(said(en, name))
  })

  test.each(Object.entries(zhCN.hints))('has the hint %s', (_, hint) => {
    expectChinese(hint)
    expect(hint).toMatch(/。$/)
  })

  test('has a name for every call', () => {
    for (const name of Object.values(zhCN.calls)) expectChinese(name)
  })

  test.each([
    ...[
      'boolean',
      'seconds',
      'integer',
      'language',
      'domain',
      'appToken',
      'workflows',
      'status',
      'namespace',
      'flowId',
    ],
    ...['operator', 'params', 'loopMasks', 'webhookUrl', 'request', 'operation'],
  ])('says what an input has to be: %s', (kind) => {
    expectChinese(said(zhCN, 'invalidInput', { expected: { kind, most: 100, names: ['call'] } }))
  })

  test.each([
    ...['multipleDocuments', 'notAMapping', 'fullWidthColon', 'tooLarge', 'tooDeep', 'undefinedAlias', 'keyNotText'],
    ...['mergeKey', 'tag', 'syntax'],
  ])('says what is wrong with YAML: %s', (kind) => {
    const error = { kind, code: 'BAD_INDENT' }
    expectChinese(said(zhCN, 'invalidYaml', { error }))
  })

  test('shows the code of a YAML error that it has no words for', () => {
    expect(said(zhCN, 'invalidYaml', { error: { kind: 'syntax', code: 'IMPOSSIBLE' } })).toBe(
      '输入项 status 的 YAML 有误（第 1 行第 2 列）：IMPOSSIBLE。',
    )
  })

  test('names scopes as the developer console does', () => {
    expect(said(zhCN, 'missingScopes')).toBe(
      `所需 API 权限（开通任意一项即可）：bitable:app「${scopeNames['bitable:app']}」、im:chat。`,
    )
  })

  test('keeps links apart from what is before and after them', async () => {
    expect(said(zhCN, 'feishuDetails', { description: 'https://x.example.' })).toBe(
      '飞书给出的详情：https://x.example 。',
    )
    const say = await createSay('zh-CN', (text) => text)
    const links = [
      { message: 'feishuLink', link: 'https://x.example' },
      { message: 'docsLink', anchor: 'code-1' },
    ] as const
    expect(say([{ message: 'nothingChanged' }, ...links])).toMatch(
      /^没有做任何改动。前往处理： https:\/\/x\.example 错误说明： https:\S+\.zh-CN\.md#code-1$/,
    )
    expect(say([])).toBe('')
  })

  test.each([
    ['flowEnded', { execution_id: '' }, '完成：流程已结束。'],
    ['flowStatusUnknown', { execution_id: '', status: '' }, '飞书已受理该流程，但没有返回状态。'],
    ['switched', { targets: [] }, '完成：该多维表格中没有自动化流程，也没有工作流。'],
    ['switched', { targets: [workflow] }, '完成，已开启：「每日汇总」（7308871234552638996）。'],
    ['switching', { status: 'Disable', ids: [], titles: [] }, '正在关闭该多维表格的全部自动化流程和工作流。'],
    ['pausing', { ids: [], titles: [] }, '正在暂停该多维表格中所有已开启的自动化流程和工作流。'],
    ['listedWorkflow', { type: 'workflow', status: 'draft', title: '' }, '7308871234552638996  工作流  draft'],
    ['baseHas', { known: [] }, '该多维表格中没有自动化流程，也没有工作流。'],
    ['titleNotFound', { similar: [] }, '输入项 workflow_title：没有标题为「每日汇总」的自动化流程或工作流。'],
    ['reasonWithCode', { code: '', http_status: 0, log_id: '' }, '失败'],
    ['failed', { during: undefined, targets: undefined }, 'call 失败：失败。'],
    ['outputsNotWritten', { execution_id: '', idempotent_key: '' }, '无法写入输出：ENOSPC。'],
    ['heading', { operation: undefined, outcome: 'dryRun' }, '飞书自动化：试运行'],
    ['invalidJson', {}, '输入项 status 不是合法的 JSON：第 1 行第 2 列。'],
    ['missingScopes', { scopes: ['im:chat'] }, '所需 API 权限：im:chat。'],
    ['notTriedTargets', { targets: [{ workflow_id: 'wkf1' }] }, '未尝试：wkf1。'],
  ] as const)('%s, given %j', (name, changes, text) => {
    expect(said(zhCN, name, changes)).toBe(text)
  })
})

const app = { app_id: 'cli_a1b2c3d4e5f60718', app_secret: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K' }
const update = { ...app, operation: 'update-workflow', app_token: 'appbcbWCzen6D8dezh', status: 'Disable' }
const list = { ...app, operation: 'list-workflows', app_token: 'appbcbWCzen6D8dezh' }

/** What a step says, where a reader sees it, without Feishu's own words and what it calls. */
function shown({ annotations, log, summary }: StepResult): string[] {
  return [...annotations.map(({ message }) => message), log, summary].filter((text) => text !== '')
}

async function inLanguage<Result>(
  language: string,
  run: (inputs: { language: string; domain: string }, feishu: Feishu) => Promise<Result>,
): Promise<Result> {
  const feishu = createFeishu()
  const server = await startServer(feishu)
  try {
    return await run({ language, domain: server.url }, feishu)
  } finally {
    await server.stop()
  }
}

describe('a step', () => {
  test.each([
    ['an input error', { ...update, workflow_id: '7308871234552638996', status: 'on' }, 'status 应为：Enable（开启）'],
    ['an error of Feishu', { ...list, app_token: 'bascnDoesNotExist' }, '找不到该多维表格。'],
    ['success', { ...update, workflow_id: '7308871234552638996' }, '完成，已关闭：7308871234552638996。'],
    ['success', list, '该多维表格有 3 个自动化流程和 2 个工作流。'],
    ['a dry run', { ...update, workflow_title: '每日汇总', dry_run: 'true' }, '没有发送任何请求'],
  ])('with %s', async (_, inputs, text) => {
    const run = (language: string) => inLanguage(language, (common) => runStep({ inputs: { ...common, ...inputs } }))
    const [inChinese, inEnglish] = await Promise.all([run('zh-cn'), run('EN')])
    expect(shown(inChinese).join()).toContain(text)
    for (const place of shown(inChinese)) expect(place).toMatch(chinese)
    expect(inChinese.outputs).toEqual(inEnglish.outputs)
    expect(inChinese.exitCode).toBe(inEnglish.exitCode)
  })

  test('with a pause and its restore, which fails for one', async () => {
    const run = (language: string) =>
      inLanguage(language, ({ domain }, feishu) => {
        const inputs = { ...app, language, domain, app_token: 'appbcbWCzen6D8dezh', max_attempts: '1' }
        const removeOne = () => void feishu.state.bases[0]?.workflows.shift()
        return runMainAndPost({ action: 'pause', inputs }, removeOne)
      })
    const [inChinese, inEnglish] = await Promise.all([run('zh-CN'), run('en')])
    for (const place of [...shown(inChinese.main), ...shown(inChinese.post)]) expect(place).toMatch(chinese)
    expect(inChinese.main.log).toContain('已暂停，作业结束时恢复：')
    expect(inChinese.post.annotations.at(-1)?.message).toContain('请手动开启')
    expect(inChinese.main.outputs).toEqual(inEnglish.main.outputs)
  })
})

interface Workflow {
  jobs: Record<string, { steps: { uses?: string; with?: Record<string, unknown> }[] }>
}

describe('the Chinese examples', () => {
  const examples = readdirSync(new URL('../examples/zh-CN/', import.meta.url))
  const read = (path: string): Workflow => parse(readFileSync(new URL(`../examples/${path}`, import.meta.url), 'utf8'))

  test('are all of them', () => {
    const originals = readdirSync(new URL('../examples/', import.meta.url)).filter((name) => name.endsWith('.yml'))
    expect(examples).toEqual(originals)
  })

  test.each(examples)('%s does what the English one does, in Chinese', (name) => {
    const inputs = (workflow: Workflow, more: object) =>
      Object.entries(workflow.jobs).map(([job, { steps }]) => [
        job,
        steps.map(({ uses = '', with: given = {} }) => [
          uses,
          Object.keys(uses.startsWith('your-org/') ? { ...given, ...more } : given).toSorted(),
        ]),
      ])
    expect(inputs(read(`zh-CN/${name}`), {})).toEqual(inputs(read(name), { language: 'zh-CN' }))
  })
})
