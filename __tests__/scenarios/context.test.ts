import { noFile } from '../support/source.ts'
import { execute, executeRequest } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const message =
  'fix: "quoted" \\ 流程 \u2028\r\n\nCo-authored-by: \'x\' <x@example.com>\n::error::no ##[error]no `$(no)`'
const compare_url = 'https://github.com/octo-org/octo-repo/compare/a1b2...c3d4'

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
}

/** A request whose params hold the run metadata, as JSON text, in the variable ci. */
function withMetadata(differences: Record<string, unknown>, before = '{', after = '}') {
  const metadata = JSON.stringify({ ...push, ...differences })
  const params = `${before}"ci": ${JSON.stringify(metadata)}${after}`
  return executeRequest(
    `{"operator":"{\\"_id\\": 1111}","params":${JSON.stringify(params)},"is_async":false,"idempotent_key":"k-1"}`,
  )
}

// What each event has is held by the test of src/runner/context.ts.
const scenarios: Scenario[] = [
  {
    name: 'sends the metadata of a push with quotes and lines in its message',
    bundle: true,
    inputs: { ...execute, context_param: 'ci' },
    event: { head_commit: { message, author: { username: 'mona', name: 'Mona Lisa' } }, compare: compare_url },
    wants: { requests: [withMetadata({ commit_message: message, author: 'mona', compare_url })] },
  },
  {
    name: 'leaves the bytes of params around them alone',
    bundle: true,
    env: { GITHUB_EVENT_PATH: noFile },
    inputs: { ...execute, context_param: ' ci ', params: ' { "a" : 1.10,\n"b":{"ci":1} }\n' },
    wants: {
      requests: [withMetadata({}, ' { "a" : 1.10,\n"b":{"ci":1} , ', '}\n')],
      warnings: [
        'Input context_param: this run has no event file (GITHUB_EVENT_PATH), so the metadata lack what the event says, such as author and commit message.',
      ],
    },
  },
]

check(scenarios)
