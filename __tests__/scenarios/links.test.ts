import { en } from '../../src/messages/en.ts'
import { answered, base, docsLink, hintOf, list, logId, update, updateRequest, wikiRequest } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const node = 'wikcnKQ1k3p8Vabcef7lmnoPQrs'
const doc = 'wikcnDocDocDocDocDocDocDocx'

/** What names the sample base without a request. */
const links = [
  `https://acme.feishu.cn/base/${base}`,
  `https://acme.feishu.cn/base/${base}?table=tblsRc9GRRXKqhvW&view=vewTI27uup#top`,
  `HTTPS://ACME.FEISHU.CN/base/${base}`,
  `http://acme.feishu.cn/base/${base}/`,
  `acme.feishu.cn/base/${base}?table=x`,
  `https://acme.feishu.cn/base/${base}/dashboard`,
  `https://acme.feishu.cn/base/${base}/automation/wkfGx2kQ7mLp4nRt?from=share`,
  `https://acme.sg.larksuite.com/base/${base}`,
  `https://acme.larkoffice.com/base/${base}`,
  `https://acme.sg.larkoffice.com/base/${base}`,
  `https://feishu.example.com:8443/space/base/${base}`,
  `https://acme.feishu.cn/base/${base}_tblsRc9GRRXKqhvW`,
  `${base}_tblsRc9GRRXKqhvW`,
  `${base}_blkABC`,
  `${base}_vewABC`,
  `${base}_ldxABC`,
]

const link = (host: string) => `https://${host}/base/${base}`
const feishu = 'https://open.feishu.cn'
const lark = 'https://open.larksuite.com'

/** Where the calls go for an app_token and a domain. */
const hosts: [app_token: string, domain: string, host: string][] = [
  [base, '', feishu],
  [link('acme.feishu.cn'), '', feishu],
  [link('acme.larkoffice.com'), '', feishu],
  [link('larkoffice.com'), '', feishu],
  [link('acme.larksuite.com'), '', lark],
  [link('acme.jp.larksuite.com'), '', lark],
  [link('acme.feishu.cn'), 'Feishu', feishu],
  [link('acme.larkoffice.com'), 'feishu', feishu],
  [link('acme.sg.larkoffice.com'), 'lark', lark],
  [link('acme.us.larkoffice.com'), 'feishu', feishu],
  [link('notfeishu.cn'), 'lark', lark],
  [base, 'LARK', lark],
  [base, 'open.feishu.cn', feishu],
  [base, 'https://open.feishu.cn', feishu],
  [base, 'https://open.feishu.cn/', feishu],
  [base, 'https://open.feishu.cn/open-apis', feishu],
  [base, 'https://open.feishu.cn/open-apis/', feishu],
  [base, 'open.larksuite.com/open-apis', lark],
  [link('acme.larksuite.com'), 'open.larksuite.com', lark],
  [link('feishu.example.com'), 'https://open.example.com/prefix//', 'https://open.example.com/prefix'],
  [link('feishu.example.com'), 'https://open.example.com/prefix/open-apis', 'https://open.example.com/prefix'],
  [link('acme.feishu.cn'), 'https://open.example.com', 'https://open.example.com'],
  ...['http://localhost:8080', 'http://[::1]:8080', 'http://127.1.2.3'].map((domain): [string, string, string] => [
    base,
    domain,
    domain,
  ]),
]

/** Responses to the lookup of a wiki page that name no base. */
const nameless = [
  '{"code":0,"msg":"success"}',
  '{"code":0,"data":{"node":{"obj_type":"bitable"}},"msg":"success"}',
  '{"code":0,"data":{"node":{"obj_type":"bitable","obj_token":".."}},"msg":"success"}',
  '{"code":0,"data":{"node":{"obj_type":"","obj_token":"x"}},"msg":"success"}',
]

/** Ids of other things in place of an app_token, which only Feishu can tell. */
const otherIds: [string, string][] = [
  ['tblsRc9GRRXKqhvW', 'the id of a table'],
  ['vewTI27uup', 'the id of a view'],
  ['blkABC', 'the id of a block'],
  ['shrcnABC', 'the id of a share link'],
  ['wkfGx2kQ7mLp4nRt', 'the id of a workflow'],
]

const scenarios: Scenario[] = [
  ...links.map(
    (app_token): Scenario => ({
      name: `finds the base in ${app_token}`,
      inputs: { ...update, app_token },
      wants: { requests: [updateRequest()] },
    }),
  ),
  ...hosts.map(
    ([app_token, domain, host]): Scenario => ({
      name: `calls ${host} for ${app_token} and domain "${domain}"`,
      inputs: { ...update, access_token: '', app_token, domain, dry_run: 'true' },
      wants: {
        log: [
          'Dry run: nothing was sent.',
          'A real run would send:',
          `tenant_access_token request  POST ${host}/open-apis/auth/v3/tenant_access_token/internal  app_id, app_secret`,
          `update of an automation  ${updateRequest().replace('/open-apis', `${host}/open-apis`).replace(/ \{.*/, '')}  status`,
        ],
        outputs: {},
      },
    }),
  ),
  ...otherIds.map(
    ([app_token, what]): Scenario => ({
      name: `warns that ${app_token} looks like ${what}`,
      inputs: { ...update, app_token },
      wants: {
        requests: [updateRequest().replace(base, app_token)],
        warnings: [`Input app_token: "${app_token}" looks like ${what}. Copy the full URL of the base instead.`],
        error: /^update-workflow failed: BaseTokenNotFound \(code 1254040, /,
      },
    }),
  ),
  {
    name: 'links the base in the summary, without what follows its path',
    inputs: { ...update, app_token: `https://acme.feishu.cn/base/${base}?table=tbl` },
    wants: {
      requests: [updateRequest()],
      summary: [
        '### update-workflow: succeeded',
        `| name | value |\n| --- | --- |\n| base | [\`${base}\`](https://acme.feishu.cn/base/${base}) |\n| status | \`Enable\` |\n| code | \`0\` |\n| http_status | \`200\` |\n| log_id | \`${logId(1)}\` |\n| attempts | \`1\` |\n| duration | \`N ms\` |`,
        '<pre>Done: 7308871234552638996 is enabled.</pre>',
        '',
      ].join('\n\n'),
    },
  },

  // Wiki pages
  {
    name: 'asks the wiki for the base of a page',
    inputs: { ...update, app_token: `https://acme.feishu.cn/wiki/${node}?table=tbl#x` },
    wants: { requests: [wikiRequest, updateRequest()], outputs: wikiOutputs() },
  },
  {
    name: 'prints the lookup of a wiki page in a dry run',
    inputs: {
      ...update,
      access_token: '',
      domain: '',
      app_token: `https://acme.larksuite.com/wiki/${node}`,
      dry_run: 'true',
    },
    wants: {
      log: [
        'Dry run: nothing was sent.',
        'A real run would send:',
        `tenant_access_token request  POST ${lark}/open-apis/auth/v3/tenant_access_token/internal  app_id, app_secret`,
        `wiki node lookup  GET ${lark}/open-apis/wiki/v2/spaces/get_node?token=${node}`,
        `update of an automation  PUT ${lark}/open-apis/bitable/v1/apps/:app_token/workflows/7308871234552638996  status`,
      ],
    },
  },
  {
    name: 'says what a page is that is not a base',
    inputs: { ...list, app_token: `https://acme.feishu.cn/wiki/${doc}` },
    wants: {
      requests: [wikiRequest.replace(node, doc)],
      outputs: {
        http_status: '200',
        log_id: logId(1),
        attempts: '0',
        response: `{"code":0,"data":{"node":{"node_token":"${doc}","obj_type":"docx","obj_token":"doxcnDocDocDocDocDocDocDocx","title":"Release notes"}},"msg":"success"}`,
      },
      error: `list-workflows failed during the wiki node lookup: the wiki page in app_token is a docx, not a base (HTTP 200, log_id ${logId(1)}). ${en.hints.copyBaseLink}`,
    },
  },
  {
    name: 'says that there is no such page',
    inputs: { ...update, app_token: 'https://acme.feishu.cn/wiki/wikcnNotThere' },
    wants: {
      requests: [wikiRequest.replace(node, 'wikcnNotThere')],
      error: `update-workflow failed during the wiki node lookup: not found: node by token (code 131005, HTTP 400, log_id ${logId(1)}). ${hintOf(131005)} ${docsLink('code-131005')}`,
    },
  },
  ...nameless.map(
    (response): Scenario => ({
      name: `finds no app_token in ${response}`,
      inputs: { ...update, app_token: `https://acme.feishu.cn/wiki/${node}` },
      prepare: (feishu) => feishu.next({ body: response }),
      wants: {
        requests: [wikiRequest],
        error: `update-workflow failed during the wiki node lookup: the response has no app_token (HTTP 200, log_id ${logId(1)}). ${en.hints.copyBaseLink}`,
      },
    }),
  ),
]

function wikiOutputs() {
  return {
    ...answered('{"code":0,"data":{},"msg":"success"}', 2),
    status: 'Enable',
    workflows: '[{"workflow_id":"7308871234552638996","type":"automation","status":"Enable","code":0,"msg":"success"}]',
  }
}

check(scenarios)
