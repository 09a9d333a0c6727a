import {
  annotation,
  answered,
  base,
  errorBody,
  factsLine,
  first,
  hintOf,
  inventory,
  listRequest,
  listRequestV3,
  logId,
  ok,
  responseV3,
  second,
  third,
  update,
  updateRequest,
  wikiRequest,
  wkfDisabled,
  wkfEnabled,
} from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const titled = (workflow_title: string) => ({ ...update, workflow_id: '', workflow_title })
const everything = (status: string) => ({ ...update, workflow_id: 'all', status })
const lists = [listRequest, listRequestV3]

/** Output workflows for targets that were read from the base first. */
function entries(ids: readonly string[], status: string) {
  return ids.map((workflow_id) => {
    const { type, title, status: previous_status } = inventory.find((each) => each.workflow_id === workflow_id) ?? {}
    return { workflow_id, type, title, status, previous_status, code: 0, msg: 'success' }
  })
}

const known =
  `The base has automation "Notify the on-call group" (${first}), automation "Sync orders to the warehouse" (${second}), ` +
  `automation "每日汇总" (${third}), workflow "Approve refunds" (${wkfEnabled}), workflow "Weekly report" (${wkfDisabled}).`
const knownAutomations =
  `The base has automation "Notify the on-call group" (${first}), automation "Sync orders to the warehouse" (${second}), ` +
  `automation "每日汇总" (${third}).`
const no = (title: string) => `Input workflow_title: no automation or workflow has the title "${title}".`
const nearMiss = 'The titles differ only in width, case, spaces or invisible characters.'
const unreadable = `The workflows (wkf…) of the base cannot be read: No permission (code 230013, HTTP 403, log_id ${logId(2)}). ${hintOf(230013, '/open-apis/base/v3/')} Only its automations are known.`

const automation = (workflow_id: string, title: string, status = 'Disable') => ({ workflow_id, title, status })
const workflow = (workflow_id: string, title: string, status: 'enabled' | 'disabled' = 'disabled') => ({
  workflow_id,
  title,
  status,
  trigger_type: 'Timer',
})

/** What a person types, and the title that it looks like. */
const nearMisses: [string, string, string][] = [
  ['case', 'notify the on-call group', 'Notify the on-call group'],
  ['full-width characters', 'Notify（ops）', 'Notify(ops)'],
  ['the other way round', 'Notify(ops)：A', 'Notify（ops）:A'],
  ['a zero-width space', 'Notify ops', 'Notify\u200b ops'],
  ['a zero-width joiner and a byte order mark', 'Notify\u200d ops\ufeff', 'Notify ops'],
  ['a no-break space', 'Notify ops', 'Notify\u00a0ops'],
  ['two spaces', 'Notify  ops', 'Notify ops'],
]

const emptyV3 = '{"code":0,"data":{"items":[],"has_more":false,"page_token":"","total":0},"msg":"success"}'

const scenarios: Scenario[] = [
  {
    name: 'finds automations and workflows by title, and tells what they were before',
    inputs: titled(' Notify the on-call group \nWeekly report\n每日汇总\nWeekly report'),
    wants: {
      requests: [...lists, updateRequest(first), updateRequest(wkfDisabled), updateRequest(third)],
      outputs: {
        ...answered(ok, 5),
        attempts: '3',
        status: 'Enable',
        workflows: JSON.stringify(entries([first, wkfDisabled, third], 'Enable')),
      },
      log: [
        'Enabling "Notify the on-call group", "Weekly report", "每日汇总".',
        `"Notify the on-call group" (${first}): Enable`,
        `"Weekly report" (${wkfDisabled}): Enable`,
        `"每日汇总" (${third}): Enable`,
        'Done: 3 enabled.',
        factsLine(5, 3),
      ],
      summary: [
        '### update-workflow: succeeded',
        `| name | value |\n| --- | --- |\n| base | \`${base}\` |\n| status | \`Enable\` |\n| code | \`0\` |\n| http_status | \`200\` |\n| log_id | \`${logId(5)}\` |\n| attempts | \`3\` |\n| duration | \`N ms\` |`,
        [
          '| workflow_id | type | title | previous_status | result |',
          '| --- | --- | --- | --- | --- |',
          `| \`${first}\` | \`automation\` | \`Notify the on-call group\` | \`Enable\` | \`Enable\` |`,
          `| \`${wkfDisabled}\` | \`workflow\` | \`Weekly report\` | \`Disable\` | \`Enable\` |`,
          `| \`${third}\` | \`automation\` | \`每日汇总\` | \`Disable\` | \`Enable\` |`,
        ].join('\n'),
        '<pre>Done: 3 enabled.</pre>',
        '',
      ].join('\n\n'),
      enabled: [first, second, third, wkfEnabled, wkfDisabled],
    },
  },
  {
    name: 'finds a title with quotes and markup, and one with space around it in the base',
    inputs: titled('Tell "ops" & <b>\'us\'</b> | now\npadded'),
    state: {
      bases: [
        {
          app_token: base,
          workflows: [automation('42', 'Tell "ops" & <b>\'us\'</b> | now'), automation('43', ' padded ')],
        },
      ],
    },
    wants: {
      requests: [...lists, updateRequest('42'), updateRequest('43')],
      log: [
        'Enabling "Tell "ops" & <b>\'us\'</b> | now", "padded".',
        '"Tell "ops" & <b>\'us\'</b> | now" (42): Enable',
        '" padded " (43): Enable',
        'Done: 2 enabled.',
        factsLine(4, 2),
      ],
    },
  },
  {
    name: 'finds a title on the third page',
    inputs: titled('a201'),
    state: {
      bases: [
        {
          app_token: base,
          workflows: Array.from({ length: 250 }, (_, index) => automation(`${1000 + index}`, `a${index}`)),
        },
      ],
    },
    wants: {
      requests: [
        listRequest,
        `${listRequest}&page_token=100`,
        `${listRequest}&page_token=200`,
        listRequestV3,
        updateRequest('1201'),
      ],
    },
  },
  {
    name: 'looks the base of a wiki page up once, then its titles',
    inputs: { ...titled('Weekly report'), app_token: 'https://acme.feishu.cn/wiki/wikcnKQ1k3p8Vabcef7lmnoPQrs' },
    wants: { requests: [wikiRequest, ...lists, updateRequest(wkfDisabled)] },
  },

  // Nothing is changed
  {
    name: 'names every title that is missing, and changes nothing',
    inputs: titled('Nightly\nWeekly report\nMorning'),
    wants: {
      requests: lists,
      error: `${no('Nightly')} ${no('Morning')} Nothing was changed. ${known}`,
      outputs: {
        http_status: '200',
        log_id: logId(2),
        attempts: '0',
        response: responseV3,
      },
      enabled: [first, second, wkfEnabled],
    },
  },
  {
    name: 'names the candidates of a title that two automations have, among others that are missing',
    inputs: titled('Twin\nNightly'),
    state: { bases: [{ app_token: base, workflows: [automation('1', 'Twin'), automation('2', 'Twin')] }] },
    wants: {
      requests: lists,
      error: `Input workflow_title: more than one automation or workflow has the title "Twin": automation "Twin" (1), automation "Twin" (2). Set workflow_id instead. ${no('Nightly')} Nothing was changed. The base has automation "Twin" (1), automation "Twin" (2).`,
      enabled: [],
    },
  },
  {
    name: 'names the candidates of a title that an automation and a workflow have',
    inputs: titled('Twin'),
    state: { bases: [{ app_token: base, workflows: [automation('1', 'Twin')], v3: [workflow('wkf2', 'Twin')] }] },
    wants: {
      requests: lists,
      error:
        'Input workflow_title: more than one automation or workflow has the title "Twin": automation "Twin" (1), workflow "Twin" (wkf2). Set workflow_id instead. Nothing was changed. The base has automation "Twin" (1), workflow "Twin" (wkf2).',
      enabled: [],
    },
  },
  ...nearMisses.map(
    ([difference, typed, title]): Scenario => ({
      name: `asks whether a title was meant that differs in ${difference}`,
      inputs: titled(typed),
      state: { bases: [{ app_token: base, workflows: [automation('1', title), automation('2', 'Other')] }] },
      wants: {
        requests: lists,
        // What shows nothing is not in the log either.
        error:
          `${no(typed)} Did you mean automation "${title}" (1)? ${nearMiss} Nothing was changed. The base has automation "${title}" (1), automation "Other" (2).`.replace(
            /\u200b|\u200d|\ufeff/g,
            '',
          ),
        enabled: [],
      },
    }),
  ),
  {
    name: 'says that the base is empty',
    inputs: titled('x'),
    state: { bases: [{ app_token: base, workflows: [] }] },
    wants: {
      requests: lists,
      error: `${no('x')} Nothing was changed. The base has no automations and no workflows.`,
    },
  },

  // Workflows that cannot be read
  {
    name: 'finds titles of automations although the workflows cannot be read',
    inputs: titled('每日汇总'),
    state: { v3: 'no permission' },
    wants: { requests: [...lists, updateRequest(third)], enabled: [first, second, third, wkfEnabled] },
  },
  {
    name: 'says of a missing title that the workflows could not be read',
    inputs: titled('Weekly report\n每日汇总'),
    state: { v3: 'no permission' },
    wants: {
      requests: lists,
      error: `${no('Weekly report')} Nothing was changed. ${knownAutomations} ${unreadable}`,
      enabled: [first, second, wkfEnabled],
    },
  },

  // Everything
  {
    name: 'disables everything in the base, and tells what it was before',
    inputs: everything('Disable'),
    wants: {
      requests: [...lists, ...inventory.map(({ workflow_id }) => updateRequest(workflow_id, 'Disable'))],
      outputs: {
        ...answered(`{"code":0,"data":{"workflow_id":"${wkfDisabled}","status":"disabled"},"msg":"success"}`, 7),
        attempts: '5',
        status: 'Disable',
        workflows: JSON.stringify(
          entries(
            inventory.map(({ workflow_id }) => workflow_id),
            'Disable',
          ),
        ),
      },
      log: [
        'Disabling all automations and workflows of the base.',
        ...inventory.map(({ workflow_id, title }) => `"${title}" (${workflow_id}): Disable`),
        'Done: 5 disabled.',
        factsLine(7, 5),
      ],
      enabled: [],
    },
  },
  {
    name: 'takes ALL for all, in a base that has only workflows',
    inputs: { ...everything('Disable'), workflow_id: ' ALL ', app_token: 'Kb3nQ7xZ2mVfLpR8tYcW5sDgJ4h' },
    wants: {
      requests: [...lists, updateRequest('wkfMn4bVx9LkJh2g', 'Disable')].map((each) =>
        each.replace(base, 'Kb3nQ7xZ2mVfLpR8tYcW5sDgJ4h'),
      ),
    },
  },
  {
    name: 'succeeds with all of an empty base',
    inputs: everything('Enable'),
    state: { bases: [{ app_token: base, workflows: [] }] },
    wants: {
      requests: lists,
      outputs: { ...answered(emptyV3, 2), attempts: '0', status: 'Enable', workflows: '[]' },
      log: [
        'Enabling all automations and workflows of the base.',
        'Done: the base has no automations and no workflows.',
        `code 0, http_status 200, log_id ${logId(2)}, attempts 0, duration N ms.`,
      ],
    },
  },
  {
    name: 'changes nothing where all was asked for and the workflows cannot be read',
    inputs: everything('Disable'),
    state: { v3: 'no permission' },
    wants: {
      requests: lists,
      outputs: {
        code: '230013',
        msg: 'No permission',
        http_status: '403',
        log_id: logId(2),
        attempts: '0',
        response: `{"code":230013,"msg":"No permission","data":{"error":{"log_id":"${logId(2)}","hint":""}}}`,
      },
      error: annotation('update-workflow failed during the listing of workflows', {
        code: 230013,
        msg: 'No permission',
        status: 403,
        count: 2,
        path: '/open-apis/base/v3/',
      }),
      enabled: [first, second, wkfEnabled],
    },
  },
  {
    name: 'tells what one was before that Feishu rejects, and continues',
    inputs: everything('Enable'),
    prepare: (feishu) =>
      feishu.next({ status: 403, body: errorBody(1254301, 'No advanced permissions', 3) }, { on: 'update' }),
    wants: {
      requests: [...lists, ...inventory.map(({ workflow_id }) => updateRequest(workflow_id))],
      outputs: {
        ...answered(`{"code":0,"data":{"workflow_id":"${wkfDisabled}","status":"enabled"},"msg":"success"}`, 7),
        code: '1254301',
        msg: 'No advanced permissions',
        attempts: '5',
        workflows: JSON.stringify(
          entries(
            inventory.map(({ workflow_id }) => workflow_id),
            'Enable',
          ).map((entry, index) => (index > 0 ? entry : { ...entry, code: 1254301, msg: 'No advanced permissions' })),
        ),
      },
      error: annotation('update-workflow failed for 1 of 5. The first error', {
        code: 1254301,
        msg: 'No advanced permissions',
        status: 403,
        count: 3,
        notes: `Failed: "Notify the on-call group" (${first}).`,
      }),
      enabled: [first, second, third, wkfEnabled, wkfDisabled],
    },
  },

  // Dry runs
  {
    name: 'prints the lookups of titles in a dry run',
    inputs: { ...titled('Weekly report'), access_token: '', domain: 'lark', dry_run: 'true' },
    wants: {
      log: [
        'Dry run: nothing was sent.',
        'A real run would send:',
        'tenant_access_token request  POST https://open.larksuite.com/open-apis/auth/v3/tenant_access_token/internal  app_id, app_secret',
        `listing of automations  GET https://open.larksuite.com/open-apis/bitable/v1/apps/${base}/workflows?page_size=100`,
        `listing of workflows  POST https://open.larksuite.com/open-apis/base/v3/bases/${base}/workflows/list  page_size`,
        `update of an automation  "Weekly report" (if it is an automation)  PUT https://open.larksuite.com/open-apis/bitable/v1/apps/${base}/workflows/:workflow_id  status`,
        `enabling of a workflow  "Weekly report" (if it is a workflow)  PATCH https://open.larksuite.com/open-apis/base/v3/bases/${base}/workflows/:workflow_id/enable`,
      ],
    },
  },
  {
    name: 'prints one update of each kind in a dry run for everything',
    inputs: { ...everything('Disable'), access_token: '', domain: '', dry_run: 'true' },
    wants: {
      log: [
        'Dry run: nothing was sent.',
        'A real run would send:',
        'tenant_access_token request  POST https://open.feishu.cn/open-apis/auth/v3/tenant_access_token/internal  app_id, app_secret',
        `listing of automations  GET https://open.feishu.cn/open-apis/bitable/v1/apps/${base}/workflows?page_size=100`,
        `listing of workflows  POST https://open.feishu.cn/open-apis/base/v3/bases/${base}/workflows/list  page_size`,
        `update of an automation  (each automation)  PUT https://open.feishu.cn/open-apis/bitable/v1/apps/${base}/workflows/:workflow_id  status`,
        `disabling of a workflow  (each workflow)  PATCH https://open.feishu.cn/open-apis/base/v3/bases/${base}/workflows/:workflow_id/disable`,
      ],
    },
  },
]

check(scenarios)
