import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import { noFile } from '../support/source.ts'
import { execute, executeRequest, flow_id, namespace } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const folder = mkdtempSync(join(tmpdir(), 'params-'))
afterAll(() => rmSync(folder, { recursive: true }))

const large = `{"text": "${'流'.repeat(200_000)}"}\n`
const file = join(folder, 'large.json')
writeFileSync(file, large)

/** A request whose params are this text. */
function withParams(params: string) {
  const text = JSON.stringify(params)
  return executeRequest(`{"operator":"{\\"_id\\": 1111}","params":${text},"is_async":false,"idempotent_key":"k-1"}`)
}

const message =
  'fix: "quoted" \\ 流程 \u2028\r\n\nCo-authored-by: \'x\' <x@example.com>\n::error::no ##[error]no `$(no)`'
const compare_url = 'https://github.com/octo-org/octo-repo/compare/a1b2...c3d4'

/** The run metadata as a member of params; undefined for what the run does not have. */
function metadata({ author, ...event }: { author?: string; compare_url?: string; commit_message?: string } = {}) {
  const members = {
    repository: 'octo-org/octo-repo',
    ref: 'refs/heads/main',
    ref_name: 'main',
    sha: 'ffac537e6cbbf934b08745a378932722df287a53',
    actor: 'octocat',
    author,
    event: 'push',
    workflow: 'Release',
    job: 'deploy',
    run_id: 1658821493,
    run_attempt: 1,
    run_url: 'https://github.com/octo-org/octo-repo/actions/runs/1658821493',
    ...event,
  }
  return `"ci": ${JSON.stringify(JSON.stringify(members))}`
}

// What becomes of other params and events is held by the tests of src/inputs and src/runner/context.ts.
const scenarios: Scenario[] = [
  {
    name: 'sends a mapping, whose integers keep every digit, with what toJSON() gives under a key',
    bundle: true,
    inputs: { ...execute, params: 'name: 流程\nid: 7308871234552638996\nlist:\n  - 1.10\n  - b: [\n  "bug"\n]\n' },
    wants: { requests: [withParams('{"name":"流程","id":7308871234552638996,"list":["1.10",{"b":["bug"]}]}')] },
  },
  {
    name: 'sends a params_file byte for byte, however large',
    bundle: true,
    inputs: { ...execute, params_file: ` ${file} ` },
    wants: { requests: [withParams(large)] },
  },
  {
    name: 'adds the metadata of a push with quotes and lines in its message, and leaves the bytes of params alone',
    bundle: true,
    inputs: { ...execute, context_param: ' ci ', params: ' { "a" : 1.10,\n"b":{"ci":1} }\n' },
    event: { head_commit: { message, author: { username: 'mona', name: 'Mona Lisa' } }, compare: compare_url },
    wants: {
      requests: [
        withParams(
          ` { "a" : 1.10,\n"b":{"ci":1} , ${metadata({ author: 'mona', compare_url, commit_message: message })}}\n`,
        ),
      ],
    },
  },
  {
    name: 'says what the metadata lack where the run has no event file',
    env: { GITHUB_EVENT_PATH: noFile },
    inputs: { ...execute, context_param: 'ci' },
    wants: {
      requests: [withParams(`{${metadata()}}`)],
      warnings: [
        'Input context_param: this run has no event file (GITHUB_EVENT_PATH), so the metadata lack what the event says, such as author and commit message.',
      ],
    },
  },
  {
    name: 'hides params in free text, in whole words, and leaves ids, codes and keys alone',
    inputs: { ...execute, params: '{"id": 1816970091, "code": "k_ec_000014", "key": "k-12"}' },
    state: {
      flows: [
        { namespace, flow_id, outcome: { status: 'failed', code: 'k_ec_000014', error_msg: 'bad k-12, 11816970091' } },
      ],
    },
    wants: {
      requests: [withParams('{"id": 1816970091, "code": "k_ec_000014", "key": "k-12"}')],
      error:
        /\(code k_ec_000014, .*\)\. Message of the flow: bad \*\*\*, 11816970091\. execution_id 1816970091484211001\. /,
    },
  },
]

check(scenarios)
