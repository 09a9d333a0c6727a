import { advice, base, docsLink, first, hintOf, list, logId, update, updateRequest, wikiRequest } from './requests.ts'
import { check, type Scenario } from './scenario.ts'

const node = 'wikcnKQ1k3p8Vabcef7lmnoPQrs'
const doc = 'wikcnDocDocDocDocDocDocDocx'

/** Responses to the lookup of a wiki page that name no base. */
const nameless = [
  '{"code":0,"msg":"success"}',
  '{"code":0,"data":{"node":{"obj_type":"bitable","obj_token":".."}},"msg":"success"}',
  '{"code":0,"data":{"node":{"obj_type":"","obj_token":"x"}},"msg":"success"}',
]

const scenarios: Scenario[] = [
  {
    name: 'links the base in the summary, without what follows its path',
    bundle: true,
    inputs: { ...update, app_token: `https://acme.feishu.cn/base/${base}?table=tbl` },
    wants: {
      requests: [updateRequest()],
      summary: {
        heading: 'update-workflow: succeeded',
        about: [['base', `[${base}](https://acme.feishu.cn/base/${base})`]],
        outcome: `Done: ${first} is enabled.`,
      },
    },
  },
  {
    name: 'asks the wiki for the base of a page',
    inputs: { ...update, app_token: `https://acme.feishu.cn/wiki/${node}?table=tbl#x` },
    wants: { requests: [wikiRequest, updateRequest()] },
  },
  {
    name: 'says what a page is that is not a base',
    inputs: { ...list, app_token: `https://acme.feishu.cn/wiki/${doc}` },
    wants: {
      requests: [wikiRequest.replace(node, doc)],
      outputs: {},
      error: `list-workflows failed while looking up the wiki page: the wiki page in app_token is a docx, not a base (HTTP 200, log_id ${logId(1)}). ${advice('notABase')}`,
    },
  },
  {
    name: 'says that there is no such page',
    inputs: { ...update, app_token: 'https://acme.feishu.cn/wiki/wikcnNotThere' },
    wants: {
      requests: [wikiRequest.replace(node, 'wikcnNotThere')],
      error: `update-workflow failed while looking up the wiki page: not found: node by token (code 131005, HTTP 400, log_id ${logId(1)}). ${advice(hintOf(131005))} ${docsLink('code-131005')}`,
    },
  },
  ...nameless.map(
    (response): Scenario => ({
      name: `finds no app_token in ${response}`,
      inputs: { ...update, app_token: `https://acme.feishu.cn/wiki/${node}` },
      prepare: (feishu) => feishu.next({ body: response }),
      wants: {
        requests: [wikiRequest],
        error: `update-workflow failed while looking up the wiki page: the response has no app_token (HTTP 200, log_id ${logId(1)}). ${advice('notABase')}`,
      },
    }),
  ),
]

check(scenarios)
