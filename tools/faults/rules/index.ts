import type { Episode } from '../sequence.ts'
import { list, switched } from './base.ts'
import { attempts, bounds, cancellation, repeats, tidiness } from './calls.ts'
import { doubt, execution, once } from './flow.ts'
import type { Rule } from './rule.ts'
import { secrecy, verdict } from './traces.ts'

const rules: Readonly<Record<string, Rule>> = {
  'started once': once,
  'execution as granted': execution,
  'doubt is said': doubt,
  'status as granted': switched,
  'list as granted': list,
  'attempts counted': attempts,
  'repeated by the table': repeats,
  'ended in time': bounds,
  'cancelled at once': cancellation,
  'left tidy': tidiness,
  'one verdict': verdict,
  'nothing secret': secrecy,
}

export interface Violation {
  rule: string
  problem: string
}

/** Everything that did not hold in an episode. */
export function judge(episode: Episode): Violation[] {
  return Object.entries(rules).flatMap(([rule, check]) => check(episode).map((problem) => ({ rule, problem })))
}
