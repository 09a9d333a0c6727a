import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { ROOT } from '../sandbox/runner/action.ts'

interface Step {
  uses?: string
  with?: Record<string, unknown>
}

interface Job {
  uses?: string
  steps?: Step[]
  permissions?: unknown
  'timeout-minutes'?: number
}

interface Workflow {
  permissions?: unknown
  concurrency?: unknown
  jobs: Record<string, Job>
}

const paths = globSync('.github/workflows/*.yml', { cwd: ROOT }).sort()
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

test('there are workflows', () => {
  expect(paths.length).toBeGreaterThan(0)
})

describe.each(paths)('%s', (path) => {
  const content = read(path)
  const workflow: Workflow = parse(content)
  const jobs = Object.values(workflow.jobs)
  const steps = jobs.flatMap((job) => job.steps ?? [])

  test('is a workflow to GitHub’s own parser', async () => {
    const { context, value } = parseWorkflow({ name: path, content }, new NoOperationTraceWriter())
    const faults = context.errors.getErrors().map((error) => error.message)
    const template = value && faults.length === 0 ? await convertWorkflowTemplate(context, value) : undefined
    expect([...faults, ...(template?.errors ?? []).map((error) => error.Message)]).toEqual([])
  })

  test('uses only this repository and pinned actions of known owners', () => {
    const used = content.split('\n').filter((line) => /^\s*(- )?uses:/.test(line))
    expect(used).toHaveLength(steps.concat(jobs).filter(({ uses }) => uses).length)
    const pinned = /uses: (\.\/\S*|(actions|github|ossf)\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/
    const published = /probe\.yml$/.test(path) ? /uses: your-org\/feishu-automation-action(\/\w+)?@v1$/ : /$^/
    expect(used.filter((line) => !pinned.test(line) && !published.test(line))).toEqual([])
  })

  test('may do nothing but what a job asks for', () => {
    expect(workflow.permissions).toEqual({})
    expect(jobs.filter((job) => typeof job.permissions !== 'object')).toEqual([])
  })

  test('leaves no token behind in the checkout', () => {
    const checkouts = steps.filter((step) => step.uses?.startsWith('actions/checkout@'))
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([])
  })

  test('ends', () => {
    expect(jobs.filter((job) => job.uses === undefined && job['timeout-minutes'] === undefined)).toEqual([])
  })
})

test('one commit of an action is used everywhere', () => {
  const pins = paths.flatMap((path) => read(path).match(/[\w-]+\/[\w/-]+@[0-9a-f]{40} # v.*/g) ?? [])
  const commits = Map.groupBy(new Set(pins), (pin) => pin.split('@')[0])
  expect([...commits.values()].filter((versions) => versions.length > 1)).toEqual([])
})

test('the end-to-end run succeeds only with every job', () => {
  const { jobs } = parse(read('.github/workflows/e2e.yml'))
  expect([...jobs.all.needs, 'all'].sort()).toEqual(Object.keys(jobs).sort())
})
