import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, jest, test } from '@jest/globals'
import { runnerVariables } from '../../sandbox/runner/variables.ts'
import { metadataWarnings } from '../../src/runner/context.ts'

const folder = mkdtempSync(join(tmpdir(), 'context-'))
const before = { ...process.env }
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('GITHUB_')) delete process.env[name]
  Object.assign(process.env, before)
})

/** The metadata of a run, with what its members are; an event that is a string is the content of its file. */
async function metadata(event?: unknown, differences: Record<string, string | undefined> = {}) {
  for (const name of Object.keys(process.env)) if (name.startsWith('GITHUB_')) delete process.env[name]
  for (const [name, value] of Object.entries({ ...runnerVariables(), ...differences })) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  if (event !== undefined) {
    process.env.GITHUB_EVENT_PATH = join(folder, 'event.json')
    writeFileSync(process.env.GITHUB_EVENT_PATH, typeof event === 'string' ? event : JSON.stringify(event))
  }
  // @actions/github reads the event when it is loaded.
  jest.resetModules()
  const { runMetadata } = await import('../../src/runner/context.ts')
  return JSON.parse(JSON.stringify(await runMetadata()))
}

const push = {
  repository: 'octo-org/octo-repo',
  ref: 'refs/heads/main',
  ref_name: 'main',
  sha: 'ffac537e6cbbf934b08745a378932722df287a53',
  actor: 'octocat',
  event: 'push',
  workflow: 'Release',
  job: 'deploy',
  run_id: 1658821493,
  run_attempt: 1,
  run_url: 'https://github.com/octo-org/octo-repo/actions/runs/1658821493',
}

describe('run metadata', () => {
  test('of a push', async () => {
    const event = {
      compare: 'https://github.com/octo-org/octo-repo/compare/a...b',
      head_commit: { message: 'Fix it', author: { username: 'mona', name: 'Mona' } },
    }
    expect(await metadata(event)).toEqual({
      ...push,
      author: 'mona',
      compare_url: event.compare,
      commit_message: 'Fix it',
    })
  })

  test.each([
    [{ head_commit: { message: 'm', author: { name: 'Mona' } } }, { author: 'Mona', commit_message: 'm' }],
    [{ workflow_run: { head_commit: { message: 'm' } } }, { commit_message: 'm' }],
    [{ merge_group: { head_commit: { message: 'm', author: { name: 'M' } } } }, { commit_message: 'm', author: 'M' }],
    [
      { pull_request: { number: 7, title: 'Add it', user: { login: 'mona' } } },
      { pull_request_number: 7, pull_request_title: 'Add it', author: 'mona' },
    ],
    [{ release: { tag_name: 'v1.2.0', author: { login: 'mona' } } }, { tag: 'v1.2.0', author: 'mona' }],
  ])('of the event %j', async (event, members) => {
    expect(await metadata(event)).toEqual({ ...push, ...members })
  })

  test('of a tag', async () => {
    const env = { GITHUB_REF: 'refs/tags/v2/x', GITHUB_REF_NAME: undefined }
    expect(await metadata(undefined, env)).toEqual({ ...push, ref: 'refs/tags/v2/x', ref_name: 'v2/x', tag: 'v2/x' })
  })

  test.each([undefined, 'null'])('of a runner that tells nothing, with event %j', async (event) => {
    const none = Object.fromEntries(Object.keys(runnerVariables()).map((name) => [name, undefined]))
    const kept = { PATH: process.env.PATH, GITHUB_SHA: 'ffac' }
    expect(await metadata(event, { ...none, ...kept })).toEqual({ sha: 'ffac' })
  })

  test('has no links where the runner names no server', async () => {
    expect(await metadata(undefined, { GITHUB_SERVER_URL: '' })).toEqual({ ...push, run_url: undefined })
  })

  test.each([
    ['README.md', []],
    ['no/such/file', [{ message: 'eventMissing' }]],
    [undefined, [{ message: 'eventMissing' }]],
  ])('draws a warning where there is no event: %s', (path, warnings) => {
    delete process.env.GITHUB_EVENT_PATH
    if (path !== undefined) process.env.GITHUB_EVENT_PATH = path
    expect(metadataWarnings()).toEqual(warnings)
  })

  test('has the repository of the event where the runner names none', async () => {
    const event = { repository: { full_name: 'octo-org/other', owner: { login: 'octo-org' }, name: 'other' } }
    expect(await metadata(event, { GITHUB_REPOSITORY: undefined })).toMatchObject({ repository: 'octo-org/other' })
  })

  test('cannot be had from an event that is not JSON', async () => {
    await expect(metadata('{')).rejects.toMatchObject({ reason: { message: 'eventUnreadable' } })
  })
})
