import {
  answered,
  app,
  base,
  execute,
  first,
  hintOf,
  list,
  listRequest,
  logId,
  second,
  third,
  tokenRequest,
  update,
  updateRequest,
} from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const ok = '{"code":0,"data":{},"msg":"success"}'
const none = { code: 0, msg: 'success' }

/** The outputs of workflows that were all switched. */
function switched(ids: readonly (string | { workflow_id: string; title: string })[], status = 'Enable', asked = 0) {
  const targets = ids.map((id) => (typeof id === 'string' ? { workflow_id: id } : id))
  const workflows = JSON.stringify(targets.map((target) => ({ ...target, status, ...none })))
  const attempts = String(ids.length)
  return { ...answered(ok, ids.length + asked), attempts, status, workflows }
}

/** An error as the sandbox words it. */
function refusal(code: number, msg: string, count = 1) {
  return JSON.stringify({ code, msg, error: { log_id: logId(count) } })
}

const titled = (workflow_title: string) => ({ ...update, workflow_id: '', workflow_title })
const quotes = { workflow_id: '42', title: 'Tell "ops" & <b>\'us\'</b> | now', status: 'Disable' }
const twins = [
  { workflow_id: '1', title: 'Twin', status: 'Enable' },
  { workflow_id: '2', title: 'Twin', status: 'Enable' },
]
const long = '1'.repeat(40)

const scenarios: Scenario[] = [
  {
    name: 'switches a workflow on',
    inputs: update,
    wants: {
      requests: [updateRequest()],
      outputs: switched([first]),
      log: [
        `Enabling ${first}.`,
        `Done: workflow ${first} is enabled.`,
        `code 0, HTTP status 200, log_id ${logId(1)}, attempts 1, duration N ms.`,
      ],
      summary: [
        '### update-workflow: succeeded',
        `| name | value |\n| --- | --- |\n| base | \`${base}\` |\n| status | \`Enable\` |\n| code | \`0\` |\n| HTTP status | \`200\` |\n| log_id | \`${logId(1)}\` |\n| attempts | \`1\` |\n| duration | \`N ms\` |`,
        `<pre>Done: workflow ${first} is enabled.</pre>`,
        '',
      ].join('\n\n'),
    },
  },
  {
    name: 'takes operation and status in any case, and space around every input',
    inputs: {
      operation: ' Update-Workflow ',
      app_token: ` ${base}\n`,
      workflow_id: `\n  ${first}  \n`,
      status: 'dIsAbLe',
    },
    wants: { requests: [updateRequest(first, 'Disable')], outputs: switched([first], 'Disable') },
  },
  {
    name: 'mints a token, over one connection',
    inputs: { ...update, ...app },
    wants: {
      requests: [tokenRequest, updateRequest()],
      outputs: switched([first], 'Enable', 1),
      log: [
        `Enabling ${first}.`,
        `Done: workflow ${first} is enabled.`,
        `code 0, HTTP status 200, log_id ${logId(2)}, attempts 1, duration N ms.`,
      ],
    },
  },
  {
    name: 'takes a user token',
    inputs: { ...update, access_token: 'u-g1044user' },
    state: { tokens: [{ token: 'u-g1044user', kind: 'user', valid: true }] },
    wants: { requests: [updateRequest()], outputs: switched([first]) },
  },
  {
    name: 'switches an id of 40 digits and one with odd characters, encoded as one segment',
    inputs: { ...update, workflow_id: `${long}\na/b?c#d%e 流` },
    state: {
      bases: [
        {
          app_token: base,
          workflows: [long, 'a/b?c#d%e 流'].map((workflow_id) => ({ workflow_id, title: '', status: 'Disable' })),
        },
      ],
    },
    wants: {
      requests: [updateRequest(long), updateRequest('a%2Fb%3Fc%23d%25e%20%E6%B5%81')],
      outputs: switched([long, 'a/b?c#d%e 流']),
    },
  },
  {
    name: 'switches several, each once, in order',
    inputs: { ...update, workflow_id: `${second}\r\n\r\n${first}\n${second}\n` },
    wants: {
      requests: [updateRequest(second), updateRequest(first)],
      outputs: switched([second, first]),
      log: [
        `Enabling ${second}, ${first}.`,
        `${second}: Enable`,
        `${first}: Enable`,
        'Done: 2 workflows are enabled.',
        `code 0, HTTP status 200, log_id ${logId(2)}, attempts 2, duration N ms.`,
      ],
      summary: [
        '### update-workflow: succeeded',
        `| name | value |\n| --- | --- |\n| base | \`${base}\` |\n| status | \`Enable\` |\n| code | \`0\` |\n| HTTP status | \`200\` |\n| log_id | \`${logId(2)}\` |\n| attempts | \`2\` |\n| duration | \`N ms\` |`,
        `| workflow_id | title | result |\n| --- | --- | --- |\n| \`${second}\` |  | \`Enable\` |\n| \`${first}\` |  | \`Enable\` |`,
        '<pre>Done: 2 workflows are enabled.</pre>',
        '',
      ].join('\n\n'),
    },
  },
  {
    name: 'goes on after a workflow that Feishu refuses, and fails at the end',
    inputs: { ...update, workflow_id: `${first}\n${second}\n${third}` },
    prepare: (feishu) => {
      feishu.next((_request, normal) => normal ?? {}, { act: true })
      feishu.next({ status: 403, body: refusal(1254302, 'Permission denied.', 2) })
    },
    wants: {
      requests: [updateRequest(first), updateRequest(second), updateRequest(third)],
      outputs: {
        ...answered(ok, 3),
        code: '1254302',
        msg: 'Permission denied.',
        attempts: '3',
        workflows: JSON.stringify([
          { workflow_id: first, status: 'Enable', ...none },
          { workflow_id: second, status: '', code: 1254302, msg: 'Permission denied.' },
          { workflow_id: third, status: 'Enable', ...none },
        ]),
      },
      error: `update-workflow failed: 1 of 3 workflows; the first: Feishu refused it. code 1254302: Permission denied. HTTP status 403. log_id ${logId(2)}. Failed: ${second}. ${hintOf(1254302)}`,
    },
  },
  {
    name: 'fails under HTTP 200 when the code says so',
    inputs: { ...update, app_token: 'appNotThere' },
    wants: {
      requests: [`PUT /open-apis/bitable/v1/apps/appNotThere/workflows/${first} {"status":"Enable"}`],
      outputs: {
        ...answered(refusal(1254040, 'BaseTokenNotFound')),
        workflows: JSON.stringify([{ workflow_id: first, status: '', code: 1254040, msg: 'BaseTokenNotFound' }]),
      },
      log: [`Enabling ${first}.`],
      error: `update-workflow failed: Feishu refused it. code 1254040: BaseTokenNotFound. HTTP status 200. log_id ${logId(1)}. Failed: ${first}. ${hintOf(1254040)}`,
    },
  },
  {
    name: 'fails when the secret is wrong',
    inputs: { ...update, ...app, app_secret: 'WrongSecretOfTheApp' },
    wants: {
      requests: [tokenRequest.replace(app.app_secret, 'WrongSecretOfTheApp')],
      outputs: {
        ...answered(refusal(10014, 'app secret invalid')),
        attempts: '0',
        workflows: JSON.stringify([{ workflow_id: first, status: '', code: 10014, msg: 'app secret invalid' }]),
      },
      error: `update-workflow failed: no tenant_access_token: Feishu refused it. code 10014: app secret invalid. HTTP status 200. log_id ${logId(1)}. Failed: ${first}. ${hintOf(10014)}`,
    },
  },
  {
    name: 'finds workflows by title',
    inputs: titled(' Notify the on-call group \n每日汇总'),
    wants: {
      requests: [listRequest, updateRequest(first), updateRequest(third)],
      outputs: switched(
        [
          { workflow_id: first, title: 'Notify the on-call group' },
          { workflow_id: third, title: '每日汇总' },
        ],
        'Enable',
        1,
      ),
    },
  },
  {
    name: 'finds a title with quotes and markup',
    inputs: titled(quotes.title),
    state: { bases: [{ app_token: base, workflows: [quotes] }] },
    wants: {
      requests: [listRequest, updateRequest('42')],
      outputs: switched([{ workflow_id: '42', title: quotes.title }], 'Enable', 1),
      log: [
        `Enabling "${quotes.title}".`,
        `Done: workflow "${quotes.title}" (42) is enabled.`,
        `code 0, HTTP status 200, log_id ${logId(2)}, attempts 1, duration N ms.`,
      ],
    },
  },
  {
    name: 'changes nothing for a title that no workflow has',
    inputs: titled('Notify the on-call group\nnotify the on-call group'),
    wants: {
      requests: [listRequest],
      error: `Input workflow_title: no workflow has the title "notify the on-call group", so nothing was changed. The base has "Notify the on-call group" (${first}), "Sync orders to the warehouse" (${second}), "每日汇总" (${third}).`,
    },
  },
  {
    name: 'changes nothing for a title that two workflows have',
    inputs: titled('Twin'),
    state: { bases: [{ app_token: base, workflows: twins }] },
    wants: {
      requests: [listRequest],
      error:
        'Input workflow_title: two workflows or more have the title "Twin", so nothing was changed. The base has "Twin" (1), "Twin" (2).',
    },
  },
  {
    name: 'says so when the base has no workflow',
    inputs: titled('x'),
    state: { bases: [{ app_token: base, workflows: [] }] },
    wants: {
      requests: [listRequest],
      error:
        'Input workflow_title: no workflow has the title "x", so nothing was changed. The base has no workflow at all.',
      outputs: {
        http_status: '200',
        log_id: logId(1),
        response: JSON.stringify({ code: 0, data: { workflows: [] }, msg: 'success' }),
        attempts: '0',
      },
    },
  },
  {
    name: 'warns about inputs it does not use and ids of another kind',
    inputs: {
      ...update,
      workflow_id: 'wkfABC\ntblABC\nvewABC\nblkABC',
      namespace: 'x',
      is_async: 'true',
      loop_masks: '[]',
      max_attempts: '1',
    },
    state: {
      bases: [
        {
          app_token: base,
          workflows: ['wkf', 'tbl', 'vew', 'blk'].map((kind) => ({
            workflow_id: `${kind}ABC`,
            title: '',
            status: 'Disable',
          })),
        },
      ],
    },
    wants: {
      requests: ['wkf', 'tbl', 'vew', 'blk'].map((kind) => updateRequest(`${kind}ABC`)),
      warnings: [
        'Input namespace is not used by operation update-workflow.',
        'Input is_async is not used by operation update-workflow.',
        'Input loop_masks is not used by operation update-workflow.',
        ...[
          ['wkf', "the web page's id of a workflow"],
          ['tbl', 'the id of a table'],
          ['vew', 'the id of a view'],
          ['blk', 'the id of a block'],
        ].map(
          ([kind, what]) =>
            `workflow_id "${kind}ABC" looks like ${what}, which Feishu does not take here: operation list-workflows shows the ids, and workflow_title takes titles.`,
        ),
      ],
    },
  },
  {
    name: 'writes no summary when told so, and needs no place for one',
    inputs: { ...update, summary: 'False' },
    wants: { requests: [updateRequest()], outputs: switched([first]), summary: '' },
  },
  {
    name: 'does without a summary where the runner has none',
    inputs: update,
    env: { GITHUB_STEP_SUMMARY: '' },
    wants: { requests: [updateRequest()], outputs: switched([first]), summary: '' },
  },
  {
    name: 'fails when what it did cannot be told to the runner',
    inputs: update,
    env: { GITHUB_OUTPUT: '/no/such/file' },
    wants: {
      requests: [updateRequest()],
      outputs: {},
      error: /^The outputs cannot be written: (Error: )?ENOENT: no such file or directory, open '\/no\/such\/file'\.$/,
    },
  },
  {
    name: 'tells a text that looks like the end of an output',
    inputs: update,
    prepare: (feishu) => feishu.next({ body: '{"code":0,"msg":"END_OF_OUTPUT\\nEND_OF_OUTPUT_"}' }),
    wants: {
      requests: [updateRequest()],
      outputs: {
        ...switched([first]),
        msg: 'END_OF_OUTPUT\nEND_OF_OUTPUT_',
        response: '{"code":0,"msg":"END_OF_OUTPUT\\nEND_OF_OUTPUT_"}',
        workflows: `[{"workflow_id":"${first}","status":"Enable","code":0,"msg":"END_OF_OUTPUT\\nEND_OF_OUTPUT_"}]`,
      },
    },
  },
  {
    name: 'fails at many ids, and names the first of them',
    inputs: {
      ...update,
      workflow_id: Array.from({ length: 22 }, (_, index) => `${index + 1}`).join('\n'),
      max_attempts: '1',
    },
    state: {
      bases: [{ app_token: base, workflows: [] }],
      unknownWorkflow: { status: 200, code: 1254001, msg: 'no' },
    },
    wants: {
      requests: Array.from({ length: 22 }, (_, index) => updateRequest(`${index + 1}`)),
      error: /Failed: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, and 2 more\./,
    },
  },
  {
    name: 'warns when the summary cannot be written',
    inputs: update,
    env: { GITHUB_STEP_SUMMARY: '/no/such/file' },
    wants: {
      requests: [updateRequest()],
      outputs: switched([first]),
      warnings: ["The job summary cannot be written: ENOENT: no such file or directory, open '/no/such/file'."],
    },
  },
  {
    name: 'takes fractions of a second and flags in any of their spellings',
    inputs: { ...update, timeout_seconds: '7.5', dry_run: 'FALSE', summary: 'TRUE', max_attempts: '100' },
    wants: { requests: [updateRequest()], outputs: switched([first]) },
  },

  {
    name: 'lists the workflows of a base',
    inputs: list,
    wants: {
      requests: [listRequest],
      outputs: {
        ...answered(
          JSON.stringify({
            code: 0,
            data: {
              workflows: [
                { workflow_id: first, status: 'Enable', title: 'Notify the on-call group' },
                { workflow_id: second, status: 'Enable', title: 'Sync orders to the warehouse' },
                { workflow_id: third, status: 'Disable', title: '每日汇总' },
              ],
            },
            msg: 'success',
          }),
        ),
        workflows: JSON.stringify([
          { workflow_id: first, title: 'Notify the on-call group', status: 'Enable', ...none },
          { workflow_id: second, title: 'Sync orders to the warehouse', status: 'Enable', ...none },
          { workflow_id: third, title: '每日汇总', status: 'Disable', ...none },
        ]),
      },
      log: [
        'Listing the workflows of a base.',
        'The base has 3 workflows.',
        `${first}  Enable  Notify the on-call group`,
        `${second}  Enable  Sync orders to the warehouse`,
        `${third}  Disable  每日汇总`,
        `code 0, HTTP status 200, log_id ${logId(1)}, attempts 1, duration N ms.`,
      ],
      summary: [
        '### list-workflows: succeeded',
        `| name | value |\n| --- | --- |\n| base | \`${base}\` |\n| code | \`0\` |\n| HTTP status | \`200\` |\n| log_id | \`${logId(1)}\` |\n| attempts | \`1\` |\n| duration | \`N ms\` |`,
        `| workflow_id | status | title |\n| --- | --- | --- |\n| \`${first}\` | \`Enable\` | \`Notify the on-call group\` |\n| \`${second}\` | \`Enable\` | \`Sync orders to the warehouse\` |\n| \`${third}\` | \`Disable\` | \`每日汇总\` |`,
        '<pre>The base has 3 workflows.</pre>',
        '',
      ].join('\n\n'),
    },
  },
  {
    name: 'lists one workflow whose title is markup, a command and lines',
    inputs: list,
    state: {
      bases: [
        { app_token: base, workflows: [{ workflow_id: '9', title: '`|<b>\n::error::x ##[error]y', status: '' }] },
      ],
    },
    wants: {
      requests: [listRequest],
      log: [
        'Listing the workflows of a base.',
        'The base has 1 workflow.',
        '9  `|<b> ::error::x ## [error]y',
        `code 0, HTTP status 200, log_id ${logId(1)}, attempts 1, duration N ms.`,
      ],
    },
  },
  {
    name: 'lists a base without workflows, which may leave the list out',
    inputs: list,
    prepare: (feishu) => feishu.next({ body: '{"code":0,"data":{},"msg":"success"}' }),
    wants: { requests: [listRequest], outputs: { ...answered(ok), workflows: '[]' } },
  },
  ...[
    '{"code":0,"msg":"success"}',
    '{"code":0,"data":{"workflows":{}},"msg":"success"}',
    '{"code":0,"data":{"workflows":[1]},"msg":"success"}',
    '{"code":0,"data":{"workflows":[{"title":"x"}]},"msg":"success"}',
  ].map(
    (response): Scenario => ({
      name: `fails where ${response} is the list`,
      inputs: list,
      prepare: (feishu) => feishu.next({ body: response }),
      wants: {
        requests: [listRequest],
        outputs: { http_status: '200', log_id: logId(1), attempts: '1', response },
        error: `list-workflows failed: the answer holds no list of workflows. HTTP status 200. log_id ${logId(1)}. Run again, and give Feishu support the log_id.`,
      },
    }),
  ),
  {
    name: 'reads ids that came as numbers digit for digit',
    inputs: list,
    prepare: (feishu) => feishu.next({ body: `{"code":0,"data":{"workflows":[{"workflow_id":${first}}]},"msg":"ok"}` }),
    wants: {
      requests: [listRequest],
      outputs: {
        ...answered(`{"code":0,"data":{"workflows":[{"workflow_id":${first}}]},"msg":"ok"}`),
        workflows: JSON.stringify([{ workflow_id: first, title: '', status: '', code: 0, msg: 'ok' }]),
      },
    },
  },
  {
    name: 'warns about what a flow would take',
    inputs: { ...list, params: '{}', operator: execute.operator, workflow_id: 'x' },
    wants: {
      requests: [listRequest],
      warnings: ['workflow_id', 'operator', 'params'].map(
        (input) => `Input ${input} is not used by operation list-workflows.`,
      ),
    },
  },
]

check(scenarios)
