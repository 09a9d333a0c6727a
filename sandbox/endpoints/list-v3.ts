import type { Endpoint } from '../endpoint.ts'
import { readBody, success } from '../http.ts'
import { pageOf } from './page.ts'
import { findV3Base, v3Error, v3Unavailable } from './v3.ts'

const PEOPLE = { creator_id: 'ou_84aad35d084aa403a838cf73ee18467', updater_id: 'ou_84aad35d084aa403a838cf73ee18467' }
const TIMES = { create_time: '1722900000', update_time: '1722990000' }

/** Lists the workflows of a base, all or those of one status: the newer editor's, with `wkf…` ids. */
export const listV3: Endpoint = {
  name: 'list-v3',
  request: 'POST /open-apis/base/v3/bases/:app_token/workflows/list',
  scopes: ['base:workflow:read'],
  handle: ({ request, path, state }) => {
    const unavailable = v3Unavailable(state)
    if (unavailable) return unavailable
    const body = readBody(request)
    if (body.kind !== 'object') return v3Error(400, 99992402, 'field validation failed')
    const base = findV3Base(state, path.app_token)
    if ('body' in base) return base
    const { page_size, page_token, status } = body.value
    const all = (base.v3 ?? []).filter((workflow) => (status ?? workflow.status) === workflow.status)
    const page = pageOf(all, page_size, page_token)
    if (!page) return v3Error(400, 99992402, 'field validation failed')
    const items = page.items.map((workflow) => ({ ...workflow, ...PEOPLE, ...TIMES }))
    return success({ ...page, items, total: all.length })
  },
}
