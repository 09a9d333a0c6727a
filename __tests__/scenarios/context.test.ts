import { execute, executeRequest } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const message =
  'fix: "quoted" \\ 流程 \u2028\r\n\nCo-authored-by: \'x\' <x@example.com>\n::error::no ##[error]no `$(no)`'

const common = {
  repository: 'octo-org/octo-repo',
  ref: 'refs/heads/main',
  sha: 'ffac537e6cbbf934b08745a378932722df287a53',
  actor: 'octocat',
  event: 'push',
  workflow: 'Release',
  job: 'deploy',
  run_id: 1658821493,
  run_attempt: 1,
  run_url: 'https://github.com/octo-org/octo-repo/actions/runs/1658821493',
}

/** A request whose params hold these facts, as the text of a JSON object, in the variable ci. */
function withFacts(facts: Record<string, unknown>, before = '{', after = '}') {
  const params = `${before}"ci": ${JSON.stringify(JSON.stringify(facts))}${after}`
  return executeRequest(
    `{"operator":"{\\"_id\\": 1111}","params":${JSON.stringify(params)},"is_async":false,"idempotent_key":"k-1"}`,
  )
}

const ref = (name: string, event: string) => ({ GITHUB_REF: name, GITHUB_EVENT_NAME: event })

/** The event, what the runner sets beside it, and the facts on top of the common ones. */
const events: [string, unknown, Record<string, string>, Record<string, unknown>][] = [
  ['a push with quotes and lines in its message', { head_commit: { message } }, {}, { commit_message: message }],
  ['a push that deletes a branch', { head_commit: null }, {}, {}],
  [
    'a pushed tag',
    { head_commit: { message: 'v1' } },
    ref('refs/tags/v1.2.3/x', 'push'),
    { ref: 'refs/tags/v1.2.3/x', commit_message: 'v1', tag: 'v1.2.3/x' },
  ],
  [
    'a pull request',
    { pull_request: { number: 7, title: 'Say "hello"\n', body: 'x' } },
    ref('refs/pull/7/merge', 'pull_request'),
    { ref: 'refs/pull/7/merge', event: 'pull_request', pull_request_number: 7, pull_request_title: 'Say "hello"\n' },
  ],
  ['a manual run', { inputs: {} }, ref('refs/heads/main', 'workflow_dispatch'), { event: 'workflow_dispatch' }],
  ['a release', { release: { tag_name: 'v2' } }, ref('refs/heads/main', 'release'), { event: 'release', tag: 'v2' }],
  [
    'another workflow that ran',
    { workflow_run: { head_commit: { message } } },
    ref('refs/heads/main', 'workflow_run'),
    { event: 'workflow_run', commit_message: message },
  ],
  [
    'a merge group',
    { merge_group: { head_commit: { message } } },
    ref('refs/heads/main', 'merge_group'),
    { event: 'merge_group', commit_message: message },
  ],
]

/** The facts in the order in which the action writes them. */
function ordered(facts: Record<string, unknown>) {
  const all: Record<string, unknown> = { ...common, ...facts }
  const { commit_message, pull_request_number, pull_request_title, tag, ...others } = all
  return { ...others, commit_message, pull_request_number, pull_request_title, tag }
}

const scenarios: Scenario[] = [
  ...events.map(
    ([name, event, env, facts]): Scenario => ({
      name: `tells of ${name}`,
      inputs: { ...execute, context_param: 'ci' },
      event,
      env,
      wants: { requests: [withFacts(ordered(facts))] },
    }),
  ),
  {
    name: 'leaves the bytes of params around them alone',
    inputs: { ...execute, context_param: ' ci ', params: ' { "a" : 1.10,\n"b":{"ci":1} }\n' },
    wants: { requests: [withFacts(ordered({}), ' { "a" : 1.10,\n"b":{"ci":1} , ', '}\n')] },
  },
  {
    name: 'cannot tell them without the event',
    inputs: { ...execute, context_param: 'ci' },
    env: { GITHUB_EVENT_PATH: 'README.md' },
    wants: {
      requests: [],
      connections: 0,
      error: 'Input context_param: the facts of this run cannot be read, since GITHUB_EVENT_PATH holds no JSON.',
    },
  },
  {
    name: 'adds to a mapping',
    inputs: { ...execute, context_param: 'ci', params: 'a: 1' },
    wants: { requests: [withFacts(ordered({}), '{"a":1, ')] },
  },
  {
    name: 'adds to an empty object',
    inputs: { ...execute, context_param: 'ci', params: '{ }' },
    wants: { requests: [withFacts(ordered({}), '{ ')] },
  },
]

check(scenarios)
