import {
  advice,
  annotation,
  app,
  base,
  docsUrl,
  errorBody,
  first,
  inventory,
  lists,
  logId,
  named,
  second,
  sentences,
  switched,
  third,
  tokenRequest,
  update,
  updateRequest,
  wikiRequest,
  wkfDisabled,
  wkfEnabled,
} from './requests.ts'
import { check, type Scenario } from './scenario.ts'

/** What output workflows says of one that was named by its id, and got this status. */
const byId = (workflow_id: string, status?: string) => ({
  workflow_id,
  type: workflow_id.startsWith('wkf') ? 'workflow' : 'automation',
  status,
  code: 0,
  msg: 'success',
})
const rejected = (workflow_id: string, code: number, msg: string) => ({ ...byId(workflow_id), code, msg })

/** The outputs of a step that gave all of these a status, which it found by id or by title. */
const updated = (status: string, ids: readonly string[], entry: (id: string, status: string) => object) => ({
  status,
  workflows: JSON.stringify(ids.map((id) => entry(id, status))),
})

const thirty = Array.from({ length: 30 }, (_, index) => `${index + 1}`)

const titled = (workflow_title: string) => ({ ...update, workflow_id: '', workflow_title })
const everyId = inventory.map(({ workflow_id }) => workflow_id)

const scenarios: Scenario[] = [
  {
    name: 'enables an automation, and links its base in the summary, without what follows the path',
    bundle: true,
    inputs: { ...update, app_token: `https://acme.feishu.cn/base/${base}?table=tbl`, workflow_id: third },
    wants: {
      requests: [updateRequest(third)],
      outputs: updated('Enable', [third], byId),
      log: [`Enabling ${third}.`, `Done: ${third} is enabled.`],
      summary: {
        heading: 'update-workflow: succeeded',
        about: [['base', `[${base}](https://acme.feishu.cn/base/${base})`]],
        outcome: `Done: ${third} is enabled.`,
      },
      enabled: [first, second, third, wkfEnabled],
    },
  },
  {
    name: 'disables automations and workflows, by ids separated by commas and line breaks, each once, in order',
    inputs: { ...update, status: 'Disable', workflow_id: `${second}, ${wkfEnabled}\r\n\r\n${first},,${second}\n` },
    wants: {
      requests: [second, wkfEnabled, first].map((id) => updateRequest(id, 'Disable')),
      outputs: updated('Disable', [second, wkfEnabled, first], byId),
      enabled: [],
    },
  },
  {
    name: 'renews a token that Feishu no longer accepts, once',
    inputs: { ...update, ...app },
    prepare: (feishu) => {
      const expire = () => {
        feishu.revokeTokens()
        return { status: 400, body: errorBody(99991663, 'Invalid access token for authorization.', 2) }
      }
      feishu.next(expire, { on: 'update' })
    },
    wants: {
      requests: [tokenRequest, updateRequest(), tokenRequest, updateRequest()],
      log: [
        `Enabling ${first}.`,
        `Updating an automation failed: Invalid access token for authorization (code 99991663, HTTP 400, log_id ${logId(2)}). Retrying with a new token, attempt 2 of 4.`,
        `Done: ${first} is enabled.`,
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
      outputs: { workflows: JSON.stringify([rejected(first, 1254040, 'BaseTokenNotFound')]) },
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
          byId(first, 'Enable'),
          rejected('42', 1254002, 'Fail'),
          byId(wkfDisabled, 'Enable'),
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
  {
    name: 'ends a list of 30 at once where the app is not a collaborator of the base',
    inputs: { ...update, workflow_id: thirty.join(',') },
    state: { bases: [{ app_token: base, workflows: [], collaborator: false }] },
    wants: {
      requests: [updateRequest('1')],
      error: annotation('update-workflow failed for 1 of 30. The first error', {
        code: 91403,
        msg: 'Forbidden',
        status: 403,
        notes: `Failed: 1. Not tried: ${thirty.slice(1, 21).join(', ')}, and 9 more.`,
      }),
    },
  },
  {
    name: 'says what a wiki page is that is not a base',
    inputs: { ...update, app_token: 'https://acme.feishu.cn/wiki/wikcnDocDocDocDocDocDocDocx' },
    wants: {
      requests: [wikiRequest.replace(/(?<=token=).*/, 'wikcnDocDocDocDocDocDocDocx')],
      outputs: {},
      error: `update-workflow failed while looking up the wiki page: the wiki page in app_token is a docx, not a base (HTTP 200, log_id ${logId(1)}). ${advice('notABase')}`,
    },
  },

  // By title
  {
    name: 'finds automations and workflows by title, and tells what they were before',
    bundle: true,
    inputs: titled(' Notify the on-call group \nWeekly report\n每日汇总\nWeekly report'),
    wants: {
      requests: [...lists, updateRequest(first), updateRequest(wkfDisabled), updateRequest(third)],
      outputs: updated('Enable', [first, wkfDisabled, third], switched),
      log: [
        'Enabling "Notify the on-call group", "Weekly report", "每日汇总".',
        `${named(first)}: enabled`,
        `${named(wkfDisabled)}: enabled`,
        `${named(third)}: enabled`,
        'Done: 3 automations and workflows are enabled.',
      ],
      enabled: [first, second, third, wkfEnabled, wkfDisabled],
    },
  },
  {
    name: 'names every title that is missing, and changes nothing',
    inputs: titled('Nightly\nWeekly report\nMorning'),
    wants: {
      requests: lists,
      error:
        /^Input workflow_title: no .* "Nightly"\. Input workflow_title: no .* "Morning"\. Nothing was changed\. The base has /,
      outputs: { code: '', msg: '' },
      enabled: [first, second, wkfEnabled],
    },
  },
  {
    name: 'disables everything in the base, and tells what it was before',
    inputs: { ...update, workflow_id: 'all', status: 'Disable' },
    wants: {
      requests: [...lists, ...everyId.map((id) => updateRequest(id, 'Disable'))],
      outputs: updated('Disable', everyId, switched),
      enabled: [],
    },
  },
]

check(scenarios)
