import type { Endpoint } from '../endpoint.ts'
import { fieldsOf, invalidField, success } from '../http.ts'

/** Lists the human tasks of one person in all flows. */
export const userTasks: Endpoint = {
  name: 'user-tasks',
  request: 'POST /open-apis/apaas/v1/user_task/query',
  tokens: ['tenant'],
  scopes: ['app_engine:approval:read'],
  handle: ({ request, state }) => {
    if (typeof fieldsOf(request).kunlun_user_id !== 'string') return invalidField('kunlun_user_id')
    return success({ count: String(state.userTasks.length), tasks: state.userTasks })
  },
}
