import { afterEach, expect, test } from '@jest/globals'
import { docsFolder } from '../../src/runner/docs.ts'

const before = { ...process.env }

afterEach(() => {
  process.env = { ...before }
})

const published = 'https://github.com/your-org/feishu-automation-action/blob/v1/docs/'

test.each([
  ['https://github.com', 'acme/fork', 'v1.2.3', 'https://github.com/acme/fork/blob/v1.2.3/docs/'],
  ['https://github.com', 'acme/fork', 'feature/x', 'https://github.com/acme/fork/blob/feature/x/docs/'],
  ['https://github.com', '', '', published],
  ['https://github.com', 'acme/fork', 'v1 ?', published],
  ['https://ghe.acme.example', 'acme/fork', 'v1', published],
])('the pages of %s, %s at %s are in %s', (GITHUB_SERVER_URL, GITHUB_ACTION_REPOSITORY, GITHUB_ACTION_REF, folder) => {
  Object.assign(process.env, { GITHUB_SERVER_URL, GITHUB_ACTION_REPOSITORY, GITHUB_ACTION_REF })
  expect(docsFolder()).toBe(folder)
})
