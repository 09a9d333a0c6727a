import type { Endpoint } from '../endpoint.ts'
import { error, success } from '../http.ts'

/** A page at the top of a space. */
const PLACE = { space_id: '7307457194084925443', node_type: 'origin', parent_node_token: '', has_child: false }

/** Tells what a wiki node holds: for a base, `obj_token` is its app_token. */
export const wiki: Endpoint = {
  name: 'wiki',
  request: 'GET /open-apis/wiki/v2/spaces/get_node',
  scopes: ['wiki:node:read', 'wiki:wiki', 'wiki:wiki:readonly'],
  handle: ({ query, state }) => {
    const token = query.get('token')
    if (!token) return error(400, 131002, 'param err: token is required')
    const node = state.nodes.find((entry) => entry.node_token === token)
    return node ? success({ node: { ...PLACE, ...node } }) : error(400, 131005, 'not found: node by token')
  },
}
