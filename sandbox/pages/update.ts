import { findBase } from '../base.ts'
import type { Call, Page } from '../page.ts'
import type { Answer } from '../wire.ts'
import { readBody, refusal, success, unknownFields } from '../wire.ts'

/** Switches one workflow on or off. A success does not echo the status. */
export const update: Page = {
  name: 'update',
  method: 'PUT',
  template: '/open-apis/bitable/v1/apps/:app_token/workflows/:workflow_id',
  tokens: ['tenant', 'user'],
  answer,
}

function answer({ request, path, state }: Call): Answer {
  const body = readBody(request)
  if (body.kind === 'content type' || body.kind === 'syntax') return refusal(200, 1254000, 'WrongRequestJson')
  if (body.kind === 'no object') return refusal(200, 1254001, 'WrongRequestBody')
  const { status } = body.value
  if ((status !== 'Enable' && status !== 'Disable') || unknownFields(body.value, ['status']).length > 0) {
    const violation = { field: 'status', value: String(status), description: 'the value is not one of Enable, Disable' }
    return refusal(200, 1254001, 'WrongRequestBody', { field_violations: [violation] })
  }
  const base = findBase(state, path.app_token ?? '', { malformed: 200, notFound: 200 })
  if ('body' in base) return base
  const workflow = base.workflows.find((entry) => entry.workflow_id === path.workflow_id)
  if (!workflow) return refusal(state.unknownWorkflow.status, state.unknownWorkflow.code, state.unknownWorkflow.msg)
  workflow.status = status
  return success({})
}
