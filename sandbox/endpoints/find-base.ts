import type { HttpResponse } from '../http.ts'
import { error } from '../http.ts'
import type { Base, State } from '../state.ts'

/** The HTTP statuses an endpoint uses for the codes that all Base calls share: they differ between endpoints (seen). */
export interface BaseStatuses {
  malformed: number
  notFound: number
}

/**
 * Finds a base by its app_token.
 * @returns the base, or the error: 1254003 for a malformed app_token, 1254040 for an unknown one, 91403 for a base
 * that the app may not use
 */
export function findBase(state: State, appToken: string | undefined, statuses: BaseStatuses): Base | HttpResponse {
  if (!/^[A-Za-z0-9]+$/.test(appToken ?? '') || state.nodes.some((node) => node.node_token === appToken)) {
    return error(statuses.malformed, 1254003, 'WrongBaseToken')
  }
  const base = state.bases.find((entry) => entry.app_token === appToken)
  if (!base) return error(statuses.notFound, 1254040, 'BaseTokenNotFound')
  return base.collaborator === false ? error(403, 91403, 'Forbidden') : base
}
