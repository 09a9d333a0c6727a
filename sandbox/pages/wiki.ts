import type { Call, Page } from '../page.ts'
import type { Answer } from '../wire.ts'
import { refusal, success } from '../wire.ts'

/** Tells what a wiki node holds: for a base, `obj_token` is its app_token. */
export const wiki: Page = {
  name: 'wiki',
  method: 'GET',
  template: '/open-apis/wiki/v2/spaces/get_node',
  tokens: ['tenant', 'user'],
  answer,
}

function answer({ query, state }: Call): Answer {
  const token = query.get('token')
  if (!token) return refusal(400, 131002, 'param err: token is required')
  const node = state.nodes.find((entry) => entry.node_token === token)
  return node ? success({ node }) : refusal(400, 131005, 'not found: node by token')
}
