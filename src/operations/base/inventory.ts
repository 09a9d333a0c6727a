import { textOf } from '../../feishu/body.ts'
import type { CallResult, Client } from '../../feishu/client.ts'
import { type CallFailure, FeishuError, unexpectedResponse } from '../../feishu/error.ts'
import { reasonWithCode } from '../../feishu/failure.ts'
import { nextPage } from '../../feishu/page.ts'
import { type Endpoint, isId, json, type Request, requestTo } from '../../feishu/request.ts'
import { isObject } from '../../json.ts'
import { type HintName, type Message, quote } from '../../messages/index.ts'
import type { PlannedRequest } from '../operation.ts'
import { isStatus, statusOf, type WorkflowType } from './target.ts'

/** An automation or workflow of a base. */
export interface Workflow {
  workflow_id: string
  type: WorkflowType
  title: string
  /** `Enable` or `Disable`; any other text is passed on as Feishu wrote it. */
  status: string
  trigger_type?: string
}

/** Docs: bitable-v1/app-workflow/list. */
const listAutomations = {
  name: 'listAutomations',
  method: 'GET',
  path: '/open-apis/bitable/v1/apps/:app_token/workflows',
  tokens: 'tenant or user',
  scopes: ['base:workflow:read', 'bitable:app', 'bitable:app:readonly'],
  larkScopes: ['bitable:app', 'bitable:app:readonly'],
  rate: '20/s',
} as const satisfies Endpoint

/** Not on the public reference pages: this is the call of Feishu's own CLI (larksuite/cli, 2026-04). */
const listWorkflowsV3 = {
  name: 'listWorkflows',
  method: 'POST',
  path: '/open-apis/base/v3/bases/:app_token/workflows/list',
  tokens: 'tenant or user',
  scopes: ['base:workflow:read'],
  larkScopes: [],
} as const satisfies Endpoint

/** The calls that list a base's automations and workflows. */
export const listCalls: readonly Endpoint[] = [listAutomations, listWorkflowsV3]

/** The most that one page holds. */
const pageSize = 100

/** A server that never ends its list must not keep a runner busy. */
const mostPages = 1000

/** @param app_token undefined before the lookup of a wiki page */
function automationsRequest(app_token: string | undefined, page_token?: string): Request {
  const query = { page_size: String(pageSize), ...(page_token && { page_token }) }
  return requestTo(listAutomations, { app_token }, { query, idempotency: { kind: 'read' } })
}

/** @param app_token as above */
function workflowsRequest(app_token: string | undefined, page_token?: string): Request {
  const body = json(JSON.stringify({ page_size: pageSize, ...(page_token && { page_token }) }))
  return requestTo(listWorkflowsV3, { app_token }, { body, idempotency: { kind: 'read' } })
}

/** Both lists, for a dry run. */
export function inventoryRequests(app_token: string | undefined): PlannedRequest[] {
  return [{ request: automationsRequest(app_token) }, { request: workflowsRequest(app_token) }]
}

/** A list, read to its end. */
export interface List {
  last: CallResult
  workflows: Workflow[]
}

/** What a base has; `unreadable` tells why its workflows are missing. */
export interface Inventory extends List {
  unreadable?: CallFailure
}

/**
 * Reads the automations and workflows of a base to their end. The automations are required; the workflows are not, since
 * their call is not on the public reference pages, and a private deployment may not have it.
 * @throws FeishuError when the automations cannot be read, or the job is cancelled
 */
export async function readInventory(app_token: string, client: Client): Promise<Inventory> {
  const automations = await readList('automation', app_token, client)
  try {
    const { last, workflows } = await readList('workflow', app_token, client)
    return { last, workflows: [...automations.workflows, ...workflows] }
  } catch (error) {
    if (!(error instanceof FeishuError) || error.failure.cancelled) throw error
    return { ...automations, unreadable: error.failure }
  }
}

/** Automations and workflows have calls of their own: one may lack the scope, or the path, that the other has. */
const ofOneCall: readonly HintName[] = ['scopeMissing', 'tokenScopeMissing', 'workflowScopeMissing', 'unknownPath']

/** Tells whether a failure says nothing of the calls for the other kind. */
export function isOfOneCall({ hint }: CallFailure): boolean {
  return ofOneCall.includes(hint)
}

/**
 * Reads one list of a base to its end.
 * @throws FeishuError where that is not possible
 */
export async function readList(type: WorkflowType, app_token: string, client: Client): Promise<List> {
  const requestFor = (page?: string) =>
    type === 'automation' ? automationsRequest(app_token, page) : workflowsRequest(app_token, page)
  const found = new Map<string, Workflow>()
  const seen = new Set<string>()
  let request = requestFor()
  for (;;) {
    const last = await client.call(request)
    const fail = (reason: Message) => unexpectedResponse(request, last, reason, 'responseUndocumented')
    const data = last.response.body.data
    const page = isObject(data) ? entriesOf(type, data) : undefined
    if (!isObject(data) || !page) throw fail({ message: 'responseWithoutList' })
    const nameless = page.find(({ workflow_id }) => !isId(workflow_id))
    if (nameless) throw fail({ message: 'entryWithoutId', title: quote(nameless.title) })
    for (const workflow of page) found.set(workflow.workflow_id, workflow)
    const next = nextPage(data)
    if (next.kind === 'end') {
      const total = Number(data.total ?? 0)
      if (total > found.size) throw fail({ message: 'listEndsEarly', total, found: found.size })
      return { last, workflows: [...found.values()] }
    }
    if (next.page_token === '' || seen.has(next.page_token) || seen.size >= mostPages) {
      throw fail({ message: 'listNeverEnds', found: found.size })
    }
    seen.add(next.page_token)
    request = requestFor(next.page_token)
  }
}

/** @returns undefined for anything but a list of objects; an empty base may omit the list */
function entriesOf(type: WorkflowType, data: Readonly<Record<string, unknown>>): Workflow[] | undefined {
  const list = (type === 'automation' ? data.workflows : data.items) ?? []
  if (!Array.isArray(list)) return undefined
  const workflows = list.filter(isObject).map((entry) => {
    const trigger_type = textOf(entry.trigger_type)
    return {
      workflow_id: textOf(entry.workflow_id) ?? '',
      type,
      title: textOf(entry.title) ?? '',
      status: statusOf(textOf(entry.status) ?? ''),
      ...(trigger_type && { trigger_type }),
    }
  })
  return workflows.length === list.length ? workflows : undefined
}

/** Whose status is neither `Enable` nor `Disable`: they are not known to be off, and not switched as if they were on. */
export function statusWarnings(workflows: readonly Workflow[]): Message[] {
  const targets = workflows.filter(({ status }) => !isStatus(status))
  return targets.length > 0 ? [{ message: 'statusUnknown', targets }] : []
}

/** What could not be read, as the warning of a list that is not complete. */
export function unreadableWarning(failure: CallFailure): Message {
  return {
    message: 'workflowsUnreadable',
    reason: reasonWithCode(failure),
    hint: { message: 'hint', hint: failure.hint },
  }
}
