import type { CallFailure } from '../../src/feishu/error.ts'
import { entryFor } from '../../src/feishu/error-codes.ts'
import type { TokenKind } from '../../src/feishu/token.ts'
import { en } from '../../src/messages/en.ts'
import type { HintName } from '../../src/messages/index.ts'
import { entryPoints } from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/operation.ts'
import { nextSteps, type Situation } from '../../src/operations/remedy.ts'
import { say } from '../support/inputs.ts'

/** What scenarios are made of: the sandbox's sample ids, the requests for them as `METHOD path body`, and what is said. */

export const base = 'appbcbWCzen6D8dezh'
export const [first, second, third] = ['7308871234552638996', '7308871234552638997', '7308871234552638998'] as const
export const [wkfEnabled, wkfDisabled] = ['wkfGx2kQ7mLp4nRt', 'wkfTz8vYc1HsDq5j'] as const
export const namespace = 'package_7344545d87__c'
export const flow_id = 'deleteObject_99c656599f'
export const app = { app_id: 'cli_a1b2c3d4e5f60718', app_secret: 'Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K', access_token: '' }

export const update = { operation: 'update-workflow', app_token: base, workflow_id: first, status: 'Enable' }
export const execute = {
  operation: 'execute-flow',
  namespace,
  flow_id,
  operator: '{"_id": 1111}',
  idempotent_key: 'k-1',
}
export const list = { operation: 'list-workflows', app_token: base }

export const tokenRequest =
  'POST /open-apis/auth/v3/tenant_access_token/internal {"app_id":"cli_a1b2c3d4e5f60718","app_secret":"Hx5jT2kVqN8wRzYc1LmPb7DsFg4uEa9K"}'
export const listRequest = `GET /open-apis/bitable/v1/apps/${base}/workflows?page_size=100`
const listRequestV3 = `POST /open-apis/base/v3/bases/${base}/workflows/list {"page_size":100}`
/** Both lists of the sample base. */
export const lists = [listRequest, listRequestV3]
export const wikiRequest = 'GET /open-apis/wiki/v2/spaces/get_node?token=wikcnKQ1k3p8Vabcef7lmnoPQrs'

export function updateRequest(workflow_id: string = first, status = 'Enable'): string {
  if (workflow_id.startsWith('wkf')) {
    return `PATCH /open-apis/base/v3/bases/${base}/workflows/${workflow_id}/${status.toLowerCase()} {}`
  }
  return `PUT /open-apis/bitable/v1/apps/${base}/workflows/${workflow_id} {"status":"${status}"}`
}

/** @param body the body's text, byte for byte */
export function executeRequest(body: string): string {
  return `POST /open-apis/apaas/v1/applications/${namespace}/flows/${flow_id}/execute ${body}`
}

/** The log id of the sandbox's response number `count`. */
export function logId(count: number): string {
  return `20240807103000${String(count).padStart(18, '0')}`
}

const operations: readonly Operation[] = Object.values(entryPoints).flatMap(
  (entry): readonly Operation[] => entry.operations,
)

/** What to do about a failed call, for a step on a base with a tenant token where the situation says nothing else. */
export function advice(failure: HintName | Partial<CallFailure>, situation: Partial<Situation> = {}): string {
  return advices(failure, situation).join(' ')
}

function advices(failure: HintName | Partial<CallFailure>, situation: Partial<Situation>): string[] {
  const common = { call: 'call', reason: { message: 'responseEmpty' }, hint: 'cancelled' } as const
  const given = typeof failure === 'string' ? { hint: failure } : failure
  const step: Situation = { subject: 'base', token: 'tenant', post: false, ...situation }
  return nextSteps({ ...common, ...given }, step).map(say)
}

/** The hint of a code, as the error table has it. */
export function hintOf(code: number, path = '/open-apis/'): HintName {
  return entryFor(code, path)?.hint ?? 'codeUnknown'
}

const folder = 'https://github.com/your-org/feishu-automation-action/blob/v1/docs/'

/** The last line of an annotation: the link to the entry of docs/troubleshooting. */
export function docsLink(anchor: string): string {
  return en.sentences.docsLink({ folder, anchor })
}

/** The same as the summary has it. */
export function docsUrl(anchor: string): string {
  return en.sentences.docsUrl({ folder, anchor })
}

export interface FeishuError {
  /** Feishu's code, as text. */
  code: string | number
  msg: string
  status?: number
  /** The number of the response. */
  count?: number
  /** What stands between the error and what to do. */
  notes?: string
  /** What there is to do beyond the advice for the code. */
  next?: string
  path?: string
  token?: TokenKind
}

/**
 * An annotation about an error of Feishu's.
 * @param what such as `update-workflow failed`
 */
export function annotation(what: string, error: FeishuError): string {
  return [...sentences(what, error), docsLink(`code-${error.code}`)].join(' ')
}

/** Its sentences without the link, as the summary has them. */
export function sentences(what: string, error: FeishuError): string[] {
  const { code, msg, status = 200, count = 1, notes = '', next = '', path, token = 'tenant' } = error
  const { subject = 'base', post } = operations.find(({ name }) => what.startsWith(`${name} failed`)) ?? {}
  const reason = `${what}: ${msg} (code ${code}, HTTP ${status}, log_id ${logId(count)}).`
  return [reason, notes, ...advices(hintOf(Number(code), path), { subject, post: post === true, token }), next].filter(
    Boolean,
  )
}

/** The body of an error, as the sandbox words it. */
export function errorBody(code: number, msg: string, count = 1): string {
  return JSON.stringify({ code, msg, error: { log_id: logId(count) } })
}

/** The body of a success without data. */
export const ok = '{"code":0,"data":{},"msg":"success"}'

/** The lines of a dry run, whose requests follow. */
export const dryRunHead = ['Dry run: nothing was sent.', 'A real run would send:']

/** The automations and workflows of the sample base, as output workflows has them. */
export const inventory = [
  { workflow_id: first, type: 'automation', title: 'Notify the on-call group', status: 'Enable' },
  { workflow_id: second, type: 'automation', title: 'Sync orders to the warehouse', status: 'Enable' },
  { workflow_id: third, type: 'automation', title: '每日汇总', status: 'Disable' },
  {
    workflow_id: wkfEnabled,
    type: 'workflow',
    title: 'Approve refunds',
    status: 'Enable',
    trigger_type: 'AddRecordTrigger',
  },
  {
    workflow_id: wkfDisabled,
    type: 'workflow',
    title: 'Weekly report',
    status: 'Disable',
    trigger_type: 'TimerTrigger',
  },
] as const

/** What output workflows says of one that a step gave a status: less of one that is not in the sample base. */
export function switched(workflow_id: string, status?: string, previous_status?: string) {
  const { type, title, status: before } = inventory.find((each) => each.workflow_id === workflow_id) ?? {}
  return { workflow_id, type, title, status, previous_status: previous_status ?? before, code: 0, msg: 'success' }
}

/** One of them as annotations and the log name it. */
export function named(workflow_id: string): string {
  return `"${switched(workflow_id).title}" (${workflow_id})`
}
