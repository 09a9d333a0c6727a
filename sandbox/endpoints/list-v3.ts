import type { Endpoint } from '../endpoint.ts'
import { readBody, success } from '../http.ts'
import { findBase } from './find-base.ts'
import { pageOf } from './page.ts'
import { v3Error, v3Unavailable } from './v3.ts'

/** Lists the workflows of a base: the newer editor's, with `wkf…` ids. */
export const listV3: Endpoint = {
  name: 'list-v3',
  method: 'POST',
  template: '/open-apis/base/v3/bases/:app_token/workflows/list',
  tokens: ['tenant', 'user'],
  scopes: ['base:workflow:read'],
  handle: ({ request, path, state }) => {
    const unavailable = v3Unavailable(state)
    if (unavailable) return unavailable
    const body = readBody(request)
    if (body.kind !== 'object') return v3Error(400, 99992402, 'field validation failed')
    const base = findBase(state, path.app_token, { malformed: 400, notFound: 404 })
    if ('body' in base) return base
    const all = base.v3 ?? []
    const page = pageOf(all, body.value.page_size, body.value.page_token)
    return page ? success({ ...page, total: all.length }) : v3Error(400, 99992402, 'field validation failed')
  },
}
