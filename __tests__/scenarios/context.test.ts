import { execute, executeRequest } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const message =
  'fix: "quoted" \\ 流程 \u2028\r\n\nCo-authored-by: \'x\' <x@example.com>\n::error::no ##[error]no `$(no)`'

/** The run metadata in the order in which the action writes it; undefined for what the run does not have. */
const push: Readonly<Record<string, unknown>> = {
  repository: 'octo-org/octo-repo',
  ref: 'refs/heads/main',
  ref_name: 'main',
  sha: 'ffac537e6cbbf934b08745a378932722df287a53',
  actor: 'octocat',
  author: undefined,
  event: 'push',
  workflow: 'Release',
  job: 'deploy',
  run_id: 1658821493,
  run_attempt: 1,
  run_url: 'https://github.com/octo-org/octo-repo/actions/runs/1658821493',
  compare_url: undefined,
  commit_message: undefined,
  pull_request_number: undefined,
  pull_request_title: undefined,
  tag: undefined,
}

/** A request whose params hold the run metadata, as JSON text, in the variable ci. */
function withMetadata(differences: Record<string, unknown>, before = '{', after = '}') {
  const metadata = JSON.stringify({ ...push, ...differences })
  const params = `${before}"ci": ${JSON.stringify(metadata)}${after}`
  return executeRequest(
    `{"operator":"{\\"_id\\": 1111}","params":${JSON.stringify(params)},"is_async":false,"idempotent_key":"k-1"}`,
  )
}

const on = (ref: string, event: string) => ({
  GITHUB_REF: ref,
  GITHUB_REF_NAME: ref.replace(/^refs\/\w+\//, ''),
  GITHUB_EVENT_NAME: event,
})
const compare = 'https://github.com/octo-org/octo-repo/compare/a1b2...c3d4'

/** The event, what the runner sets beside it, and what differs from a push without one. */
const events: [name: string, event: unknown, env: Record<string, string>, differences: Record<string, unknown>][] = [
  [
    'a push with quotes and lines in its message',
    { head_commit: { message, author: { username: 'mona', name: 'Mona Lisa' } }, compare },
    {},
    { commit_message: message, author: 'mona', compare_url: compare },
  ],
  [
    'a push of somebody without an account',
    { head_commit: { message: 'x', author: { name: 'Mona Lisa' } } },
    {},
    { commit_message: 'x', author: 'Mona Lisa' },
  ],
  ['a push that deletes a branch', { head_commit: null }, {}, {}],
  ['an event that is null', null, {}, {}],
  [
    'a pushed tag',
    { head_commit: { message: 'v1' } },
    on('refs/tags/v1.2.3/x', 'push'),
    { ref: 'refs/tags/v1.2.3/x', ref_name: 'v1.2.3/x', commit_message: 'v1', tag: 'v1.2.3/x' },
  ],
  [
    'a pull request',
    { pull_request: { number: 7, title: 'Say "hello"\n', body: 'x', user: { login: 'hubot' } } },
    on('refs/pull/7/merge', 'pull_request'),
    {
      ref: 'refs/pull/7/merge',
      ref_name: '7/merge',
      event: 'pull_request',
      author: 'hubot',
      pull_request_number: 7,
      pull_request_title: 'Say "hello"\n',
    },
  ],
  ['a manual run', { inputs: {} }, on('refs/heads/main', 'workflow_dispatch'), { event: 'workflow_dispatch' }],
  [
    'a release',
    { release: { tag_name: 'v2', author: { login: 'mona' } } },
    on('refs/heads/main', 'release'),
    { event: 'release', author: 'mona', tag: 'v2' },
  ],
  [
    'another workflow that ran',
    { workflow_run: { head_commit: { message, author: { name: 'Mona' } } } },
    on('refs/heads/main', 'workflow_run'),
    { event: 'workflow_run', author: 'Mona', commit_message: message },
  ],
  [
    'a merge group',
    { merge_group: { head_commit: { message } } },
    on('refs/heads/main', 'merge_group'),
    { event: 'merge_group', commit_message: message },
  ],
  [
    'a run without GITHUB_REF',
    {},
    { GITHUB_REF: '', GITHUB_REF_NAME: '', GITHUB_EVENT_NAME: 'schedule' },
    { ref: undefined, ref_name: undefined, event: 'schedule' },
  ],
  [
    'a run without GITHUB_REF_NAME',
    {},
    { GITHUB_REF: 'refs/heads/a/b', GITHUB_REF_NAME: '' },
    { ref: 'refs/heads/a/b', ref_name: 'a/b' },
  ],
  [
    'a run without a run id',
    {},
    { GITHUB_RUN_ID: '', GITHUB_RUN_ATTEMPT: '' },
    { run_id: undefined, run_attempt: undefined, run_url: undefined },
  ],
  [
    'a run whose repository only the event names',
    { repository: { full_name: 'octo-org/other' } },
    { GITHUB_REPOSITORY: '' },
    { repository: 'octo-org/other', run_url: 'https://github.com/octo-org/other/actions/runs/1658821493' },
  ],
]

const scenarios: Scenario[] = [
  ...events.map(
    ([name, event, env, differences]): Scenario => ({
      name: `sends the metadata of ${name}`,
      inputs: { ...execute, context_param: 'ci' },
      event,
      env,
      wants: { requests: [withMetadata(differences)] },
    }),
  ),
  {
    name: 'leaves the bytes of params around them alone',
    inputs: { ...execute, context_param: ' ci ', params: ' { "a" : 1.10,\n"b":{"ci":1} }\n' },
    wants: { requests: [withMetadata({}, ' { "a" : 1.10,\n"b":{"ci":1} , ', '}\n')] },
  },
  {
    name: 'refuses an event file that is not JSON',
    inputs: { ...execute, context_param: 'ci' },
    env: { GITHUB_EVENT_PATH: 'README.md' },
    wants: {
      log: [],
      error: 'Input context_param: the event file of this run (GITHUB_EVENT_PATH) is not valid JSON.',
    },
  },
  {
    name: 'adds to a mapping',
    inputs: { ...execute, context_param: 'ci', params: 'a: 1' },
    wants: { requests: [withMetadata({}, '{"a":1, ')] },
  },
  {
    name: 'adds to an empty object',
    inputs: { ...execute, context_param: 'ci', params: '{ }' },
    wants: { requests: [withMetadata({}, '{ ')] },
  },
  {
    name: 'refuses a name that params have already',
    inputs: { ...execute, context_param: 'ci', params: 'ci: 1' },
    wants: { log: [], error: 'Input context_param: params already has a member "ci". Use another name.' },
  },
]

check(scenarios)
