import type { Endpoint } from '../endpoint.ts'
import { error, readBody, success, unknownFields } from '../http.ts'
import { findBase } from './find-base.ts'

/** Enables or disables one automation. A success does not echo the status. */
export const update: Endpoint = {
  name: 'update',
  request: 'PUT /open-apis/bitable/v1/apps/:app_token/workflows/:workflow_id',
  scopes: ['base:workflow:write', 'bitable:app'],
  handle: ({ request, path, state }) => {
    const body = readBody(request)
    if (body.kind === 'content type' || body.kind === 'syntax') return error(200, 1254000, 'WrongRequestJson')
    if (body.kind === 'not an object') return error(200, 1254001, 'WrongRequestBody')
    const { status } = body.value
    if ((status !== 'Enable' && status !== 'Disable') || unknownFields(body.value, ['status']).length > 0) {
      const description = 'the value is not one of Enable, Disable'
      const field_violations = [{ field: 'status', value: String(status), description }]
      return error(200, 1254001, 'WrongRequestBody', { field_violations })
    }
    const base = findBase(state, path.app_token)
    if ('body' in base) return base
    const workflow = base.workflows.find((entry) => entry.workflow_id === path.workflow_id)
    // No document names the code for this one; 1254002 fits best.
    if (!workflow) return error(200, 1254002, 'Fail')
    workflow.status = status
    return success({})
  },
}
