import type { HttpResponse } from '../http.ts'
import { error } from '../http.ts'
import type { Base, State } from '../state.ts'

/**
 * Finds a base by its app_token.
 * @param statuses the HTTP statuses of a malformed and an unknown app_token: they differ between endpoints (seen)
 * @returns the base, or the error: 1254003, 1254040, or 91403 for a base that the app may not use
 */
export function findBase(state: State, appToken: string | undefined, statuses = [200, 200]): Base | HttpResponse {
  const [malformed = 200, notFound = 200] = statuses
  if (!/^[A-Za-z0-9]+$/.test(appToken ?? '') || state.nodes.some((node) => node.node_token === appToken)) {
    return error(malformed, 1254003, 'WrongBaseToken')
  }
  const base = state.bases.find((entry) => entry.app_token === appToken)
  if (!base) return error(notFound, 1254040, 'BaseTokenNotFound')
  return base.collaborator === false ? error(403, 91403, 'Forbidden') : base
}
