import type { Endpoint } from '../endpoint.ts'
import { error, readBody, success } from '../http.ts'

/** Lists the human tasks of flows. */
export const userTasks: Endpoint = {
  name: 'user-tasks',
  method: 'POST',
  template: '/open-apis/apaas/v1/user_task/query',
  tokens: ['tenant'],
  scopes: ['app_engine:approval:read'],
  handle: ({ request, state }) =>
    readBody(request).kind === 'object'
      ? success({ count: String(state.userTasks.length), tasks: state.userTasks })
      : error(400, 2320001, 'param is invalid'),
}
