import { textOf } from '../../feishu/body.ts'
import { isId } from '../../feishu/request.ts'
import { getText, type Inputs, invalidInput } from '../../inputs/read.ts'
import { isObject, parseOrUndefined } from '../../json.ts'
import { type Message, StepError } from '../../messages/index.ts'
import type { Change } from './switch.ts'
import { isStatus, statusOf, type Target, typeOf } from './target.ts'

const expected = { kind: 'earlierWorkflows' } as const

/**
 * Reads input workflows, the output of an earlier step, as the changes that undo what that step has done: the last one
 * first. What it did not change is left out.
 * @throws StepError where it is not such an output, or does not have every previous status
 */
export function readUndoing(inputs: Inputs): { changes: Change[]; warnings: Message[] } {
  const text = getText(inputs, 'workflows')
  if (text === '') throw new StepError({ message: 'earlierWorkflowsEmpty' })
  const entries = entriesOf(text)
  if (!entries) throw invalidInput('workflows', expected, text)
  const without = entries.filter(({ before }) => before === undefined)
  if (without.length > 0) throw new StepError({ message: 'previousStatusMissing', targets: targetsOf(without) })
  const changed = entries.filter(({ target, before }) => target.previous_status !== before)
  const unknown = changed.filter(({ before }) => !isStatus(before))
  return {
    changes: changed
      .flatMap(({ target, before }) => (isStatus(before) ? [{ target, status: before }] : []))
      .toReversed(),
    warnings: unknown.length > 0 ? [{ message: 'previousStatusOther', targets: targetsOf(unknown) }] : [],
  }
}

/** What an earlier step says of one target: its status now, and the one before that step. */
interface Entry {
  target: Target
  before: string | undefined
}

/** @returns undefined for anything but a list of objects with ids */
function entriesOf(text: string): Entry[] | undefined {
  const list = parseOrUndefined(text)
  if (!Array.isArray(list)) return undefined
  const entries = list.filter(isObject).flatMap((entry): Entry[] => {
    // What is still a number here may be a rounded id.
    const workflow_id = typeof entry.workflow_id === 'string' ? entry.workflow_id : ''
    const [title, status, before] = [textOf(entry.title), textOf(entry.status), textOf(entry.previous_status)]
    const common = { workflow_id, type: typeOf(workflow_id), ...(title !== undefined && { title }) }
    // Without a status, nobody knows what became of it.
    const target = { ...common, ...(status && { previous_status: statusOf(status) }) }
    return isId(workflow_id) ? [{ target, before: before && statusOf(before) }] : []
  })
  return entries.length === list.length ? entries : undefined
}

function targetsOf(entries: readonly Entry[]): Target[] {
  return entries.map(({ target }) => target)
}
