import {
  advice,
  annotation,
  app,
  base,
  docsLink,
  docsUrl,
  errorBody,
  first,
  logId,
  second,
  sentences,
  third,
  tokenRequest,
  update,
  updateRequest,
  wkfDisabled,
  wkfEnabled,
} from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const none = { code: 0, msg: 'success' }
const typeOf = (workflow_id: string) => (workflow_id.startsWith('wkf') ? 'workflow' : 'automation')

/** The outputs of a step that gave all of these a status. */
function updated(ids: readonly string[], status = 'Enable') {
  const workflows = ids.map((workflow_id) => ({ workflow_id, type: typeOf(workflow_id), status, ...none }))
  return { status, workflows: JSON.stringify(workflows) }
}

const rejected = (workflow_id: string, code: number, msg: string) => ({
  workflow_id,
  type: typeOf(workflow_id),
  code,
  msg,
})

const thirty = Array.from({ length: 30 }, (_, index) => `${index + 1}`)
const rest = `Failed: 1. Not tried: ${thirty.slice(1, 21).join(', ')}, and 9 more.`

const failed = 'update-workflow failed for 1 of 30. The first error'
const one = [updateRequest('1')]

/** Failures that would hit every target in the same way, and the one call that they cost. */
const endings: [string, Pick<Scenario, 'state' | 'prepare' | 'inputs'>, Partial<Scenario['wants']>][] = [
  [
    'the app is not a collaborator of the base',
    { inputs: {}, state: { bases: [{ app_token: base, workflows: [], collaborator: false }] } },
    { requests: one, error: annotation(failed, { code: 91403, msg: 'Forbidden', status: 403, notes: rest }) },
  ],
  [
    'Feishu issues no token',
    { inputs: { ...app, app_secret: 'WrongSecretOfTheApp' } },
    {
      requests: [tokenRequest.replace(app.app_secret, 'WrongSecretOfTheApp')],
      error: annotation('update-workflow failed while obtaining a tenant_access_token for 1 of 30. The first error', {
        code: 10014,
        msg: 'app secret invalid',
        notes: rest,
        token: 'app',
      }),
    },
  ],
  [
    'nothing listens there',
    { inputs: { domain: 'http://127.0.0.1:9', max_attempts: '2' } },
    {
      error: `${failed}: the connection was refused (ECONNREFUSED 127.0.0.1:9). Failed after 2 attempts. Nothing was sent. ${rest} ${advice('connectionRefused')} ${docsLink('connection-refused')}`,
    },
  ],
]

const scenarios: Scenario[] = [
  ...(
    ['{"workflow_id":"wkfTz8vYc1HsDq5j","status":"disabled"}', '{"workflow_id":"wkfOther","status":"enabled"}'] as const
  ).map(
    (data): Scenario => ({
      name: `fails where base/v3 confirms something else: ${data}`,
      inputs: { ...update, workflow_id: 'wkfTz8vYc1HsDq5j' },
      prepare: (feishu) => feishu.next({ body: `{"code":0,"data":${data},"msg":"success"}` }),
      wants: {
        requests: [updateRequest('wkfTz8vYc1HsDq5j')],
        error:
          /^update-workflow failed: the response reports the status (Dis|En)able of wkf\w+, which is not what was asked for /,
      },
    }),
  ),
  {
    name: 'enables an automation',
    bundle: true,
    inputs: { ...update, workflow_id: third },
    wants: {
      requests: [updateRequest(third)],
      outputs: updated([third]),
      log: [`Enabling ${third}.`, `Done: ${third} is enabled.`],
      summary: {
        heading: 'update-workflow: succeeded',
        about: [['base', base]],
        outcome: `Done: ${third} is enabled.`,
      },
      enabled: [first, second, third, wkfEnabled],
    },
  },
  {
    name: 'enables a workflow through the call that knows its id',
    bundle: true,
    inputs: { ...update, workflow_id: wkfDisabled },
    wants: {
      requests: [updateRequest(wkfDisabled)],
      outputs: updated([wkfDisabled]),
      log: [`Enabling ${wkfDisabled}.`, `Done: ${wkfDisabled} is enabled.`],
      enabled: [first, second, wkfEnabled, wkfDisabled],
    },
  },
  {
    name: 'disables automations and workflows, by ids separated by commas and line breaks, each once, in order',
    inputs: { ...update, status: 'Disable', workflow_id: `${second}, ${wkfEnabled}\r\n\r\n${first},,${second}\n` },
    wants: {
      requests: [second, wkfEnabled, first].map((id) => updateRequest(id, 'Disable')),
      outputs: updated([second, wkfEnabled, first], 'Disable'),
      log: [
        `Disabling ${second}, ${wkfEnabled}, ${first}.`,
        `${second}: disabled`,
        `${wkfEnabled}: disabled`,
        `${first}: disabled`,
        'Done: 3 automations and workflows are disabled.',
      ],
      summary: {
        heading: 'update-workflow: succeeded',
        about: [['base', base]],
        table: [
          ['Type', 'Result', 'ID'],
          ['automation', 'disabled', second],
          ['workflow', 'disabled', wkfEnabled],
          ['automation', 'disabled', first],
        ],
        outcome: 'Done: 3 automations and workflows are disabled.',
      },
      enabled: [],
    },
  },

  // Tokens
  {
    name: 'renews a token that Feishu no longer accepts, once',
    bundle: true,
    inputs: { ...update, ...app, workflow_id: `${first},${second}` },
    prepare: (feishu) => {
      const expire = () => {
        feishu.revokeTokens()
        return { status: 400, body: errorBody(99991663, 'Invalid access token for authorization.', 3) }
      }
      feishu.next((_request, normal) => normal ?? {}, { on: 'update', act: true })
      feishu.next(expire, { on: 'update' })
    },
    wants: {
      requests: [tokenRequest, updateRequest(first), updateRequest(second), tokenRequest, updateRequest(second)],
      outputs: updated([first, second]),
      log: [
        `Enabling ${first}, ${second}.`,
        `${first}: enabled`,
        `Updating an automation failed: Invalid access token for authorization (code 99991663, HTTP 400, log_id ${logId(3)}). Retrying with a new token, attempt 2 of 4.`,
        `${second}: enabled`,
        'Done: 2 automations and workflows are enabled.',
      ],
    },
  },

  // Failures
  {
    name: 'fails under HTTP 200 when the code says so',
    bundle: true,
    inputs: { ...update, app_token: 'appNotThere' },
    wants: {
      requests: [updateRequest().replace(base, 'appNotThere')],
      outputs: {
        workflows: JSON.stringify([rejected(first, 1254040, 'BaseTokenNotFound')]),
      },
      log: [`Enabling ${first}.`],
      error: annotation('update-workflow failed', { code: 1254040, msg: 'BaseTokenNotFound' }),
      summary: {
        heading: 'update-workflow: failed',
        about: [['base', 'appNotThere']],
        outcome: 'Error: BaseTokenNotFound.',
        notes: [sentences('update-workflow failed', { code: 1254040, msg: 'BaseTokenNotFound' }).slice(1).join(' ')],
        link: docsUrl('code-1254040'),
      },
    },
  },
  {
    name: 'continues after one that Feishu rejects, and fails at the end',
    inputs: { ...update, workflow_id: `${first}\n42\n${wkfDisabled}`, max_attempts: '1' },
    wants: {
      requests: [updateRequest(first), updateRequest('42'), updateRequest(wkfDisabled)],
      outputs: {
        code: '1254002',
        msg: 'Fail',
        workflows: JSON.stringify([
          { workflow_id: first, type: 'automation', status: 'Enable', ...none },
          rejected('42', 1254002, 'Fail'),
          { workflow_id: wkfDisabled, type: 'workflow', status: 'Enable', ...none },
        ]),
      },
      log: [
        `Enabling ${first}, 42, ${wkfDisabled}.`,
        `${first}: enabled`,
        `42: Fail (code 1254002, HTTP 200, log_id ${logId(2)}).`,
        `${wkfDisabled}: enabled`,
      ],
      error: annotation('update-workflow failed for 1 of 3. The first error', {
        code: 1254002,
        msg: 'Fail',
        count: 2,
        notes: 'Failed: 42.',
      }),
      summary: {
        heading: 'update-workflow: failed',
        about: [
          ['base', base],
          ['code', '1254002'],
          ['http_status', '200'],
          ['log_id', logId(2)],
        ],
        outcome: '1 of 3 failed. The first error: Fail.',
        table: [
          ['Type', 'Result', 'ID'],
          ['automation', 'enabled', first],
          ['automation', 'Fail', '42'],
          ['workflow', 'enabled', wkfDisabled],
        ],
        notes: [sentences('update-workflow failed', { code: 1254002, msg: 'Fail' }).slice(1).join(' ')],
        link: docsUrl('code-1254002'),
      },
      enabled: [first, second, wkfEnabled, wkfDisabled],
    },
  },
  ...endings.map(
    ([why, { inputs, ...given }, wants]): Scenario => ({
      name: `ends a list of 30 at once where ${why}`,
      inputs: { ...update, workflow_id: thirty.join(','), ...inputs },
      ...given,
      wants,
    }),
  ),

  // Warnings
  {
    name: 'warns about inputs it does not use and ids of another kind',
    inputs: { ...update, app_token: 'tblABC', workflow_id: 'vewABC\nappABC', namespace: 'x', is_async: 'true' },
    wants: {
      requests: [updateRequest('vewABC').replace(base, 'tblABC')],
      error: /BaseTokenNotFound/,
      warnings: [
        'Inputs not used by update-workflow: namespace, is_async.',
        'Input app_token: "tblABC" looks like the id of a table. Copy the full URL of the base instead.',
        ...['"vewABC" looks like the id of a view', '"appABC" looks like an app_token'].map(
          (what) => `Input workflow_id: ${what}. Operation list-workflows shows the ids of automations and workflows.`,
        ),
      ],
    },
  },
]

check(scenarios)
