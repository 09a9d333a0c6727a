import { hints } from './en/hints.ts'
import { inputs } from './en/inputs.ts'
import { log } from './en/log.ts'
import { network } from './en/network.ts'
import { calls, operations } from './en/operations.ts'
import { remedies } from './en/remedies.ts'
import { results } from './en/results.ts'

export const en = {
  /** Between sentences. */
  separator: ' ',
  calls,
  hints,
  remedies,
  sentences: { ...inputs, ...results, ...network, ...operations, ...log },
}
