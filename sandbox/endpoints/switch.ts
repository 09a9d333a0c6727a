import type { Endpoint } from '../endpoint.ts'
import { readBody, success } from '../http.ts'
import type { Workflow } from '../state.ts'
import { findV3Base, v3Error, v3Unavailable } from './v3.ts'

/** Enables a `wkf…` workflow. */
export const enable = switchTo('enable', 'enabled')

/** Disables a `wkf…` workflow. */
export const disable = switchTo('disable', 'disabled')

function switchTo(name: string, status: Workflow['status']): Endpoint {
  return {
    name,
    request: `PATCH /open-apis/base/v3/bases/:app_token/workflows/:workflow_id/${name}`,
    scopes: ['base:workflow:update'],
    handle: ({ request, path, state }) => {
      const unavailable = v3Unavailable(state)
      if (unavailable) return unavailable
      // The real server waits for a body that never comes.
      if (request.body === '') return undefined
      if (readBody(request).kind !== 'object') return v3Error(400, 99992402, 'field validation failed')
      const base = findV3Base(state, path.app_token)
      if ('body' in base) return base
      if (!path.workflow_id?.startsWith('wkf')) return v3Error(200, 2200, 'Internal Error')
      const workflow = base.v3?.find((entry) => entry.workflow_id === path.workflow_id)
      if (!workflow) return v3Error(404, 91402, 'NOTEXIST')
      workflow.status = status
      return success({ workflow_id: workflow.workflow_id, status })
    },
  }
}
