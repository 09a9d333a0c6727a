import { readdirSync, readFileSync } from 'node:fs'
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { describe, expect, test } from '@jest/globals'
import { isMap, isScalar, parseDocument, type Scalar, visit } from 'yaml'
import { operations } from '../src/operations/registry.ts'
import { contract, pages, split } from '../tools/readme.ts'

const action = 'your-org/feishu-automation-action@v1'
const root = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

const examples = readdirSync(new URL('examples/', root)).map((name) => `examples/${name}`)

/** The yaml blocks of a page, without the indentation of a list they stand in. */
function blocks(page: string): string[] {
  return [...page.matchAll(/^( *)```yaml\n(.*?)^ *```$/gms)].map(([, indent = '', body = '']) =>
    body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  )
}

const isWorkflow = (block: string) => /^jobs:/m.test(block)

/** A few steps as the workflow they would stand in. */
function workflowOf(steps: string): string {
  return `on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n${steps.replaceAll(/^(?=.)/gm, '      ')}`
}

/** What one of each must be given, by operation. */
const required: Record<string, string[][]> = {
  'update-workflow': [['app_token'], ['status'], ['workflow_id', 'workflow_title']],
  'list-workflows': [['app_token']],
  'execute-flow': [['namespace'], ['flow_id'], ['operator']],
}

/** Everything that is wrong with a workflow: by GitHub's own parser, and by what the action wants of its steps. */
async function faults(content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name: 'workflow', content }, new NoOperationTraceWriter())
  const found = context.errors.getErrors().map((error) => error.message)
  if (value && found.length === 0) {
    const template = await convertWorkflowTemplate(context, value)
    found.push(...(template.errors ?? []).map((error) => error.Message))
  }
  visit(parseDocument(content), {
    Scalar(_, node) {
      if (node.type === 'PLAIN' && /^\d{16,}$/.test(node.source ?? ''))
        found.push(`${node.source} stands without quotes`)
    },
    Map(_, step) {
      if (String(step.get('run')).includes('${{')) found.push('run: holds an expression')
      const inputs = step.get('with')
      if (step.get('uses') !== action) return
      const fields = isMap<Scalar, Scalar>(inputs) ? inputs.items : []
      found.push(...stepFaults(new Map(fields.map(({ key, value: field }) => [String(key.value), field ?? undefined]))))
    },
  })
  return found
}

function stepFaults(given: Map<string, Scalar | undefined>): string[] {
  const operation = String(given.get('operation')?.value)
  const found: string[] = []
  for (const [name, field] of given) {
    const input = contract.inputs[name]
    const users = split(input?.description ?? 'unknown. Used by none.').operations
    if (!input) found.push(`${name} is no input`)
    else if (users !== 'every operation' && !users.includes(operation)) found.push(`${name} is unused by ${operation}`)
    if (isId(name) && isScalar(field) && typeof field.value === 'number') found.push(`${name} stands without quotes`)
    if (isStructured(name)) found.push(...expressionFaults(name, String(field?.value).trim()))
  }
  if (!operations.some(({ name }) => name === operation)) return [...found, `${operation} is no operation`]
  for (const names of required[operation] ?? [])
    if (!names.some((name) => given.has(name))) found.push(`${names.join(' or ')} is missing`)
  const pair = given.has('app_id') && given.has('app_secret')
  if (pair === given.has('access_token') && !given.has('dry_run'))
    found.push('credentials are missing, or are there twice')
  return found
}

const isId = (name: string) => /^(app_token|workflow_id|namespace|flow_id|operator|idempotent_key)$/.test(name)
const isStructured = (name: string) => /^(operator|params|loop_masks)$/.test(name)

/** Text that an expression brings must not be able to end a string of the JSON or YAML around it. */
function expressionFaults(name: string, text: string): string[] {
  if (/^\$\{\{ *(vars|secrets|env|inputs)\.\w+ *\}\}$/.test(text)) return []
  const unwrapped = [...text.matchAll(/\$\{\{(.*?)\}\}/gs)].filter(
    ([, inner]) => !/^ *toJSON\(.*\) *$/s.test(inner ?? ''),
  )
  const found = unwrapped.map(([expression]) => `${name} pastes ${expression} without toJSON()`)
  return text.startsWith('{') && text.includes('${{')
    ? [...found, `${name} is a JSON literal with an expression in it`]
    : found
}

test('what every operation must be given is known here', () => {
  expect(Object.keys(required).toSorted()).toEqual(operations.map(({ name }) => name).toSorted())
})

describe('examples', () => {
  test.each(examples)('%s is a workflow without a fault', async (path) => {
    expect(await faults(read(path))).toEqual([])
  })

  test.each(examples)('%s has what a whole workflow should have', (path) => {
    const workflow: { name?: string; on?: object; permissions?: object } = parseDocument(read(path)).toJS()
    expect(workflow).toMatchObject({ name: expect.any(String), on: expect.anything(), permissions: expect.any(Object) })
    const uses = [...read(path).matchAll(/uses: (\S+)/g)].map(([, name]) => name)
    expect(uses.filter((name) => name !== action && !name?.startsWith('actions/'))).toEqual([])
    expect(uses).toContain(action)
  })

  test.each(examples)('%s stands on a page', (path) => {
    for (const recipes of ['docs/recipes.md', 'docs/recipes.zh-CN.md'])
      expect(blocks(read(recipes))).toContain(read(path))
  })
})

describe.each(pages())('%s', (path) => {
  test('shows whole workflows only from examples/', () => {
    const files = examples.map(read)
    expect(blocks(read(path)).filter((block) => isWorkflow(block) && !files.includes(block))).toEqual([])
  })

  test('shows steps without a fault', async () => {
    const steps = blocks(read(path)).filter((block) => !isWorkflow(block) && block.startsWith('- '))
    for (const block of steps) expect(await faults(workflowOf(block))).toEqual([])
  })
})

describe('a fault is found', () => {
  const credentials = "app_id: 'a'\n    app_secret: 'b'"
  const list = `    operation: list-workflows\n    app_token: base\n    ${credentials}\n`
  const flow = `    operation: execute-flow\n    namespace: n\n    flow_id: f\n    operator: a@b.c\n    ${credentials}\n`
  const step = (inputs: string) => workflowOf(`- uses: ${action}\n  with:\n${inputs}`)

  test('none in these', async () => {
    expect(await faults(step(list))).toEqual([])
    expect(await faults(step(`${flow}    params: |\n      a: \${{ toJSON(github.event.issue.title) }}\n`))).toEqual([])
  })

  test.each([
    ['a key that no workflow has', 'on: push\njobs: {}\nfoo: 1\n', 'foo'],
    ['an unknown context', workflowOf('- run: ls\n  if: githu.sha\n'), 'githu'],
    ['an expression in a script', workflowOf(`- run: echo \${{ github.head_ref }}\n`), 'run: holds'],
    ['an unknown input', step(`${list}    foo: bar\n`), 'foo is no input'],
    ['an unused input', step(`${list}    status: Enable\n`), 'status is unused'],
    ['an unknown operation', step(list.replace('list-', 'lists-')), 'no operation'],
    ['a missing input', step(flow.replace('    flow_id: f\n', '')), 'flow_id is missing'],
    ['a missing workflow', step(list.replace('list-workflows', 'update-workflow')), 'workflow_id or workflow_title'],
    ['missing credentials', step(list.replace(credentials, '')), 'credentials are missing'],
    ['credentials given twice', step(`${list}    access_token: t-1\n`), 'credentials are missing'],
    ['a bare id', step(flow.replace('a@b.c', '1816970091484211')), 'operator stands without quotes'],
    [
      'a bare id in a matrix',
      `${step(list)}    strategy:\n      matrix:\n        id: [7308871234567890123]\n`,
      'without quotes',
    ],
    [
      'text pasted into JSON',
      step(`${flow}    params: '{"a": "\${{ github.event.issue.title }}"}'\n`),
      'without toJSON()',
    ],
    ['text pasted into YAML', step(`${flow}    params: |\n      a: \${{ github.head_ref }}\n`), 'without toJSON()'],
    ['an expression in JSON', step(`${flow}    params: '{"a": \${{ toJSON(github.ref) }}}'\n`), 'JSON literal'],
  ])('%s', async (_, workflow, fault) => {
    expect(await faults(workflow)).toEqual(expect.arrayContaining([expect.stringContaining(fault)]))
  })
})
