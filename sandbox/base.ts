import type { Base, State } from './state.ts'
import type { Answer } from './wire.ts'
import { refusal } from './wire.ts'

/** The HTTP statuses one endpoint uses for the codes all Base calls share: they differ between endpoints (seen). */
export interface BaseStatuses {
  malformed: number
  notFound: number
}

/**
 * Finds a base by its app_token.
 * @returns the base, or the refusal: 1254003 for text that is no app_token, 1254040 for one that no base has
 */
export function findBase(state: State, appToken: string, statuses: BaseStatuses): Base | Answer {
  if (!/^[A-Za-z0-9]+$/.test(appToken) || state.nodes.some((node) => node.node_token === appToken)) {
    return refusal(statuses.malformed, 1254003, 'WrongBaseToken')
  }
  const base = state.bases.find((entry) => entry.app_token === appToken)
  return base ?? refusal(statuses.notFound, 1254040, 'BaseTokenNotFound')
}
