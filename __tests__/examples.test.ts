import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { pages } from '../tools/docs.ts'
import { runSource } from './support/source.ts'

const action = /^your-org\/feishu-automation-action(?:\/(\w+))?@v1$/
const root = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

const examples = readdirSync(new URL('examples/', root)).map((name) => `examples/${name}`)

interface Workflow {
  name?: string
  on?: unknown
  permissions?: object
  env?: Record<string, string>
  jobs: Record<string, { steps: WorkflowStep[]; strategy?: { matrix: { include: object[] } } }>
}

interface WorkflowStep {
  uses?: string
  with?: Record<string, unknown>
}

/** Text that anyone could have written, as bad as it gets. */
const untrusted = '"}\n# : {{ "injected": yes\n- \'x'
/** Values for what the examples refer to. */
const sample = {
  vars: { FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718', LARK_APP_ID: 'cli_a1b2c3d4e5f60718' },
  secrets: {
    FEISHU_APP_SECRET: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K',
    LARK_APP_SECRET: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K',
    FEISHU_WEBHOOK_URL: 'https://your-company.feishu.cn/base/automation/webhook/event/Wb7kQ2mN5rT8vX1zA4cE6gJ9hLp',
    FEISHU_WEBHOOK_TOKEN: 'Qm4xT7vR2kLp9sWz',
    FEISHU_BOT_URL: 'https://open.feishu.cn/open-apis/bot/v2/hook/9f2c1c7e-6a5b-4d38-8f0e-1b7c2d3e4f50',
    FEISHU_BOT_SECRET: 'Kx7pQ2mN5rT8vX1z',
  },
  github: {
    run_id: 1658821493,
    server_url: 'https://github.com',
    repository: 'octo-org/octo-repo',
    ref_name: untrusted,
    event_name: 'push',
    event: {
      schedule: '0 14 * * 1-5',
      head_commit: { message: untrusted, url: 'https://github.com/octo-org/octo-repo/commit/1' },
      release: { tag_name: untrusted, name: untrusted, html_url: 'https://github.com/octo-org/octo-repo/releases/1' },
      issue: {
        number: 12,
        title: untrusted,
        html_url: 'https://github.com/octo-org/octo-repo/issues/12',
        labels: [{ name: untrusted }],
      },
    },
  },
  inputs: {
    base: 'https://your-company.feishu.cn/base/SbTkbGvZ2aQ8xUsLr4WcN0yHnPd',
    status: 'Enable',
    record: 'recPq7Xn2LkVm4Rd',
  },
  needs: {
    pause: { outputs: { workflows: '[{"workflow_id": "7308871234552638996", "previous_status": "Enable"}]' } },
    announce: { outputs: { message_id: 'om_dc13264520392913993dd051dba21dcf' } },
    deploy: { result: 'failure' },
  },
  steps: {
    deploy: { outputs: { url: 'https://staging.example.com' } },
    found: { outputs: { values: '{"items": [{"record_id": "recPq7Xn2LkVm4Rd"}]}' } },
    build: { outputs: { values: '{"file_key": "file_v2_1"}' } },
    image: { outputs: { values: '{"image_key": "img_v2_1"}' } },
    report: { outputs: { values: '{"file_token": "boxcn1"}' } },
    ask: { outputs: { idempotent_key: 'release-1658821493' } },
    export: { outputs: { values: '{"ticket": "6933093124755423251"}' } },
    task: { outputs: { values: '{"result": {"file_token": "boxcn1"}}' } },
  },
}

const paramsFile = join(tmpdir(), `params-${process.pid}.json`)
beforeAll(() => writeFileSync(paramsFile, '{"a": 1}'))
afterAll(() => rmSync(paramsFile))

/** Replaces every expression by its value. */
function evaluate(text: string, contexts: object): string {
  const names = Object.keys(contexts)
  const context: unknown = JSON.parse(JSON.stringify(contexts), data.reviver)
  if (!(context instanceof data.Dictionary)) throw new Error('contexts are an object')
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => {
    const value = new Evaluator(new Parser(new Lexer(expression).lex().tokens, names, []).parse(), context).evaluate()
    if (value.kind === data.Kind.Null) throw new Error(`no sample value for ${expression}`)
    return value.coerceString()
  })
}

/** What GitHub's own parser has against a workflow. */
async function parserErrors(content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name: 'workflow', content }, new NoOperationTraceWriter())
  const errors = context.errors.getErrors().map((error) => error.message)
  if (!value || errors.length > 0) return errors
  const { errors: found = [] } = await convertWorkflowTemplate(context, value)
  return found.map((error) => error.Message)
}

/** Runs every step of a workflow that uses the action, as a dry run. */
async function dryRunErrors(content: string): Promise<string[]> {
  const workflow: Workflow = parse(content)
  const errors: string[] = []
  for (const { steps, strategy } of Object.values(workflow.jobs)) {
    for (const step of steps) {
      const [used, folder = ''] = action.exec(step.uses ?? '') ?? []
      if (!used) continue
      for (const matrix of strategy?.matrix.include ?? [{}]) {
        const inputs = inputsOf(step, { ...sample, env: workflow.env ?? {}, matrix })
        const { exitCode, annotations } = await runSource({ action: folder, inputs })
        errors.push(...annotations.map(({ level, message }) => `${level}: ${message}`))
        if (exitCode !== 0) errors.push(`exit code ${exitCode}`)
      }
    }
  }
  return errors
}

function inputsOf(step: WorkflowStep, contexts: object): Record<string, string> {
  const given = Object.entries(step.with ?? {}).map(([name, value]) => [name, evaluate(String(value), contexts)])
  const inputs: Record<string, string> = Object.fromEntries(given)
  const file = inputs.file?.replace(/[^=]*$/, paramsFile)
  return { ...inputs, ...(inputs.params_file && { params_file: paramsFile }), ...(file && { file }), dry_run: 'true' }
}

/** Texts of JSON or YAML with an expression that could end what it stands in: one without toJSON(), or in a JSON literal. */
function pastedExpressions(workflow: Workflow): unknown[] {
  const texts = stepsOf(workflow).flatMap(({ with: inputs = {} }) => [inputs.params, inputs.card, inputs.operator])
  return texts.filter((text) => /\$\{\{(?! *toJSON\()|^\s*\{.*\$\{\{/s.test(String(text)))
}

const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps)

const unquotedIds = (content: string) => content.match(/^\s*(- )?\w+: \d{16,}$/gm) ?? []

/** The yaml blocks of a page, without the indentation of a list around them. */
function blocks(page: string): string[] {
  return [...page.matchAll(/^( *)```yaml\n(.*?)^ *```$/gms)].map(([, indent = '', body = '']) =>
    body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  )
}

const workflowWith = (steps: string) =>
  `on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n${steps.replaceAll(/^(?=.)/gm, '      ')}`

describe('examples', () => {
  test.each(examples)('%s runs as a dry run, without warnings', async (path) => {
    expect(await parserErrors(read(path))).toEqual([])
    expect(await dryRunErrors(read(path))).toEqual([])
  })

  test.each(examples)('%s is complete and safe to copy', (path) => {
    const content = read(path)
    const workflow: Workflow = parse(content)
    expect(workflow).toMatchObject({ name: expect.any(String), on: expect.anything(), permissions: expect.any(Object) })
    expect([{}, { contents: 'read' }]).toContainEqual(workflow.permissions)
    const used = [...content.matchAll(/uses: (\S+)/g)].map(([, name = '']) => name)
    expect(used.some((name) => action.test(name))).toBe(true)
    expect(used.filter((name) => !action.test(name) && !name.startsWith('actions/'))).toEqual([])
    expect(pastedExpressions(workflow)).toEqual([])
    expect(unquotedIds(content)).toEqual([])
  })

  test.each(examples)('%s is on the pages of both languages', (path) => {
    const shown = (page: string) => read(page).includes(`<!-- ${path} -->`)
    expect(['docs/recipes.md', 'docs/recipes.zh-CN.md'].filter(shown)).toHaveLength(2)
  })
})

describe.each(pages())('%s', (path) => {
  test('shows complete workflows only from examples/', () => {
    const written = read(path).replaceAll(/^<!-- (examples\/.*) -->\n.*?^<!-- \/\1 -->$/gms, '')
    expect(blocks(written).filter((block) => /^jobs:/m.test(block))).toEqual([])
  })

  test('shows steps that write its own language, and run as a dry run without warnings', async () => {
    const steps = blocks(read(path)).filter((block) => block.startsWith('- '))
    for (const workflow of steps.map(workflowWith)) {
      expect(await parserErrors(workflow)).toEqual([])
      expect(await dryRunErrors(workflow)).toEqual([])
    }
    const complete = blocks(read(path)).filter((block) => /^jobs:/m.test(block))
    const used = [...steps.map(workflowWith), ...complete].flatMap((workflow) => stepsOf(parse(workflow)))
    const language = path.endsWith('.zh-CN.md') ? 'zh-CN' : undefined
    const own = used.filter(({ uses = '' }) => action.test(uses))
    expect(own.filter((step) => step.with?.language !== language)).toEqual([])
  })
})
