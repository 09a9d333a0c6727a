import type { Words } from './message.ts'
import { hints } from './zh-CN/hints.ts'
import { inputs } from './zh-CN/inputs.ts'
import { log } from './zh-CN/log.ts'
import { network } from './zh-CN/network.ts'
import { calls, operations } from './zh-CN/operations.ts'
import { remedies } from './zh-CN/remedies.ts'
import { results } from './zh-CN/results.ts'

export { scopeNames } from './zh-CN/phrases.ts'

export const zhCN: Words = {
  separator: '',
  calls,
  hints,
  remedies,
  sentences: { ...inputs, ...results, ...network, ...operations, ...log },
}
