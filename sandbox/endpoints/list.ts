import type { Endpoint } from '../endpoint.ts'
import { invalidField, success } from '../http.ts'
import { findBase } from './find-base.ts'
import { pageOf } from './page.ts'

/** Lists the automations of a base. The documented form has no has_more, so only a page with a next one does. */
export const list: Endpoint = {
  name: 'list',
  request: 'GET /open-apis/bitable/v1/apps/:app_token/workflows',
  scopes: ['base:workflow:read', 'bitable:app', 'bitable:app:readonly'],
  handle: ({ path, query, state }) => {
    const base = findBase(state, path.app_token, [400, 404])
    if ('body' in base) return base
    const page = pageOf(base.workflows, query.get('page_size') ?? 20, query.get('page_token'))
    if (!page) return invalidField('page_size')
    const workflows = page.items.map(({ workflow_id, status, title }) => ({ workflow_id, status, title }))
    return success({ workflows, ...(page.has_more && { has_more: true, page_token: page.page_token }) })
  },
}
