import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, jest, test } from '@jest/globals'
import { runnerVariables } from '../../sandbox/runner/variables.ts'
import { metadataWarnings } from '../../src/runner/context.ts'

const folder = mkdtempSync(join(tmpdir(), 'context-'))
const { env } = process
const runner: Readonly<Record<string, string | undefined>> = runnerVariables()
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => {
  process.env = env
})

/**
 * The metadata of a run, with what its members are.
 * @param event a string is the content of its file
 */
async function metadata(event?: unknown, variables = runner) {
  process.env = { ...variables }
  if (event !== undefined) {
    process.env.GITHUB_EVENT_PATH = join(folder, 'event.json')
    writeFileSync(process.env.GITHUB_EVENT_PATH, typeof event === 'string' ? event : JSON.stringify(event))
  }
  // @actions/github reads the event when it is loaded.
  jest.resetModules()
  const { runMetadata } = await import('../../src/runner/context.ts')
  return JSON.parse(JSON.stringify(await runMetadata()))
}

// All that a push has is held by the scenarios of params.
describe('run metadata', () => {
  const message = 'Fix it'

  test.each([
    [{ compare: 'https://x.example/compare/a...b' }, { compare_url: 'https://x.example/compare/a...b' }],
    [
      { head_commit: { message, author: { username: 'mona', name: 'Mona' } } },
      { author: 'mona', commit_message: message },
    ],
    [{ head_commit: { message, author: { name: 'Mona' } } }, { author: 'Mona', commit_message: message }],
    [{ workflow_run: { head_commit: { message } } }, { commit_message: message }],
    [{ merge_group: { head_commit: { message, author: { name: 'M' } } } }, { commit_message: message, author: 'M' }],
    [
      { pull_request: { number: 7, title: 'Add it', user: { login: 'mona' } } },
      { pull_request_number: 7, pull_request_title: 'Add it', author: 'mona' },
    ],
    [{ release: { tag_name: 'v1.2.0', author: { login: 'mona' } } }, { tag: 'v1.2.0', author: 'mona' }],
  ])('of the event %j', async (event, members) => {
    expect(await metadata(event)).toEqual({ ...(await metadata()), ...members })
  })

  test('of a tag', async () => {
    const tag = { ...runner, GITHUB_REF: 'refs/tags/v2/x', GITHUB_REF_NAME: '' }
    expect(await metadata(undefined, tag)).toMatchObject({ ref: 'refs/tags/v2/x', ref_name: 'v2/x', tag: 'v2/x' })
  })

  test.each([undefined, 'null'])('of a runner that tells nothing, with event %j', async (event) => {
    expect(await metadata(event, { GITHUB_SHA: 'ffac' })).toEqual({ sha: 'ffac' })
  })

  test('has no links where the runner names no server', async () => {
    expect(await metadata(undefined, { ...runner, GITHUB_SERVER_URL: '' })).not.toHaveProperty('run_url')
  })

  test('has the repository of the event where the runner names none', async () => {
    const event = { repository: { full_name: 'octo-org/other', owner: { login: 'octo-org' }, name: 'other' } }
    const variables = { ...runner, GITHUB_REPOSITORY: undefined }
    expect(await metadata(event, variables)).toMatchObject({ repository: 'octo-org/other' })
  })

  test.each([
    ['README.md', []],
    ['no/such/file', [{ message: 'eventMissing' }]],
    [undefined, [{ message: 'eventMissing' }]],
  ])('draws a warning where there is no event: %s', (GITHUB_EVENT_PATH, warnings) => {
    process.env = { GITHUB_EVENT_PATH }
    expect(metadataWarnings()).toEqual(warnings)
  })

  test('cannot be had from an event that is not JSON', async () => {
    await expect(metadata('{')).rejects.toMatchObject({ reason: { message: 'eventUnreadable' } })
  })
})
