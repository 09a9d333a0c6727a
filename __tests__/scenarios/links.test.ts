import { answered, base, first, list, listRequest, logId, update, updateRequest, wikiRequest } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const node = 'wikcnKQ1k3p8Vabcef7lmnoPQrs'
const doc = 'wikcnDocDocDocDocDocDocDocx'

/** What names the sample base without a request. */
const links = [
  `https://acme.feishu.cn/base/${base}`,
  `https://acme.feishu.cn/base/${base}?table=tblsRc9GRRXKqhvW&view=vewTI27uup#top`,
  `http://acme.feishu.cn/base/${base}/`,
  `acme.feishu.cn/base/${base}?table=x`,
  `https://acme.sg.larksuite.com/base/${base}`,
  `https://acme.larkoffice.com/base/${base}`,
  `https://feishu.example.com:8443/space/base/${base}`,
  `https://acme.feishu.cn/base/${base}_tblsRc9GRRXKqhvW`,
  `${base}_tblsRc9GRRXKqhvW`,
  `${base}_blkABC`,
]

/** Where the calls go, seen in a dry run. */
const hosts: [string, Record<string, string>, string][] = [
  ['an app_token', { app_token: base }, 'https://open.feishu.cn'],
  ['a link of Feishu', { app_token: `https://acme.feishu.cn/base/${base}` }, 'https://open.feishu.cn'],
  ['a link of Lark', { app_token: `https://acme.larksuite.com/base/${base}` }, 'https://open.larksuite.com'],
  [
    'a regional link of Lark',
    { app_token: `https://acme.jp.larksuite.com/base/${base}` },
    'https://open.larksuite.com',
  ],
  ['a link of larkoffice', { app_token: `https://acme.larkoffice.com/base/${base}` }, 'https://open.larksuite.com'],
  [
    'a link that agrees with domain',
    { app_token: `https://acme.feishu.cn/base/${base}`, domain: 'Feishu' },
    'https://open.feishu.cn',
  ],
  ['domain lark', { app_token: base, domain: 'LARK' }, 'https://open.larksuite.com'],
  [
    'a private deployment',
    { app_token: `https://feishu.example.com/base/${base}`, domain: 'https://open.example.com/prefix//' },
    'https://open.example.com/prefix',
  ],
  ...['http://localhost:8080', 'http://[::1]:8080', 'http://127.1.2.3'].map(
    (domain): [string, Record<string, string>, string] => ['loopback', { app_token: base, domain }, domain],
  ),
]

const plan = (host: string) => [
  'Dry run: nothing was sent.',
  'A real run would send:',
  `list-workflows  GET ${host}/open-apis/bitable/v1/apps/${base}/workflows`,
  'duration N ms.',
]

/** Answers to the look-up that name no base. */
const nameless = [
  '{"code":0,"msg":"success"}',
  '{"code":0,"data":{"node":{"obj_type":"bitable"}},"msg":"success"}',
  '{"code":0,"data":{"node":{"obj_type":"bitable","obj_token":".."}},"msg":"success"}',
  '{"code":0,"data":{"node":{"obj_type":1,"obj_token":"x"}},"msg":"success"}',
]

const scenarios: Scenario[] = [
  ...links.map(
    (app_token): Scenario => ({
      name: `takes ${app_token} apart`,
      inputs: { ...update, app_token },
      wants: { requests: [updateRequest()] },
    }),
  ),
  {
    name: 'links the base in the summary',
    inputs: { ...update, app_token: `https://acme.feishu.cn/base/${base}?table=tbl` },
    wants: {
      requests: [updateRequest()],
      summary: [
        '### update-workflow: succeeded',
        `| name | value |\n| --- | --- |\n| base | [\`${base}\`](https://acme.feishu.cn/base/${base}) |\n| status | \`Enable\` |\n| code | \`0\` |\n| HTTP status | \`200\` |\n| log_id | \`${logId(1)}\` |\n| attempts | \`1\` |\n| duration | \`N ms\` |`,
        `<pre>Done: workflow ${first} is enabled.</pre>`,
        '',
      ].join('\n\n'),
    },
  },
  {
    name: 'asks the wiki for the base of a page, once, for a title too',
    inputs: {
      ...update,
      app_token: `https://acme.feishu.cn/wiki/${node}?table=tbl#x`,
      workflow_id: '',
      workflow_title: 'Notify the on-call group',
    },
    wants: { requests: [wikiRequest, listRequest, updateRequest()] },
  },
  {
    name: 'says what a page is that is no base',
    inputs: { ...list, app_token: `https://acme.feishu.cn/wiki/${doc}` },
    wants: {
      requests: [wikiRequest.replace(node, doc)],
      outputs: {
        http_status: '200',
        log_id: logId(1),
        attempts: '0',
        response: `{"code":0,"data":{"node":{"node_token":"${doc}","obj_type":"docx","obj_token":"doxcnDocDocDocDocDocDocDocx","title":"Release notes"}},"msg":"success"}`,
      },
      error: `list-workflows failed at its wiki node look-up: the wiki page in app_token is a docx, not a base. HTTP status 200. log_id ${logId(1)}. Open the base itself and paste its link as app_token.`,
    },
  },
  {
    name: 'says that there is no such page',
    inputs: { ...update, app_token: 'https://acme.feishu.cn/wiki/wikcnNotThere' },
    wants: {
      requests: ['GET /open-apis/wiki/v2/spaces/get_node?token=wikcnNotThere'],
      error: `update-workflow failed at its wiki node look-up: Feishu refused it. code 131005: not found: node by token. HTTP status 400. log_id ${logId(1)}. No such wiki page: paste its whole link as app_token, and use an app of the same tenant on the same platform (Feishu or Lark).`,
    },
  },
  ...nameless.map(
    (response): Scenario => ({
      name: `finds no app_token in ${response}`,
      inputs: { ...update, app_token: `https://acme.feishu.cn/wiki/${node}` },
      prepare: (feishu) => feishu.next({ body: response }),
      wants: {
        requests: [wikiRequest],
        error: `update-workflow failed at its wiki node look-up: the answer names no app_token. HTTP status 200. log_id ${logId(1)}. Open the base itself and paste its link as app_token.`,
      },
    }),
  ),
  ...hosts.map(
    ([name, inputs, host]): Scenario => ({
      name: `goes to ${host} for ${name}`,
      inputs: { ...list, access_token: '', domain: '', dry_run: 'true', ...inputs },
      wants: { log: plan(host), outputs: {} },
    }),
  ),
  {
    name: 'keeps the path of a private deployment',
    inputs: { ...list },
    prepare: (feishu) => feishu.next({ body: '{"code":0,"data":{},"msg":"success"}' }),
    wants: {
      requests: [listRequest],
      outputs: { ...answered('{"code":0,"data":{},"msg":"success"}'), workflows: '[]' },
    },
  },
]

check(scenarios)
