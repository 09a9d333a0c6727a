import { checkedId, getLines, getList, type Inputs, invalidInput, truncate } from '../../inputs/read.ts'
import { type Message, StepError } from '../../messages/index.ts'
import { withoutInvisibles } from '../../runner/log.ts'
import { type Inventory, unreadableWarning, type Workflow, type WorkflowType } from '../inventory.ts'

/** Which automations and workflows of a base are meant. */
export type Selection = { kind: 'ids'; ids: string[] } | { kind: 'titles'; titles: string[] } | { kind: 'all' }

/** One to enable or disable; title and previous status are known where the step has read them. */
export interface Target {
  workflow_id: string
  type: WorkflowType
  title?: string
  previous_status?: string
}

const expected = { kind: 'workflows' } as const

/**
 * Reads inputs workflow_id and workflow_title, of which one may be given.
 * @returns undefined where neither is
 * @throws StepError where both are, or an id is invalid
 */
export function readSelection(inputs: Inputs): Selection | undefined {
  const ids = getList(inputs, 'workflow_id')
  const titles = getLines(inputs, 'workflow_title')
  if (ids.length > 0 && titles.length > 0) {
    throw new StepError({ message: 'mutuallyExclusive', inputs: ['workflow_id', 'workflow_title'] })
  }
  if (titles.length > 0) return { kind: 'titles', titles }
  if (ids.length === 0) return undefined
  if (ids.length === 1 && ids[0]?.toLowerCase() === 'all') return { kind: 'all' }
  if (ids.some((id) => id.toLowerCase() === 'all'))
    throw invalidInput('workflow_id', expected, truncate(ids.join(', ')))
  return { kind: 'ids', ids: ids.map((id) => checkedId('workflow_id', id, expected)) }
}

/** Which feature an id belongs to, by its form. */
export function typeOf(workflow_id: string): WorkflowType {
  return workflow_id.startsWith('wkf') ? 'workflow' : 'automation'
}

/** Ids of other things that are in the address bar too, by their prefix. */
const otherPrefixes = ['tbl', 'vew', 'blk', 'shr', 'bas', 'app', 'cli']

/** Warnings about ids that look like another thing's. */
export function otherIds(selection: Selection): Message[] {
  if (selection.kind !== 'ids') return []
  return selection.ids.flatMap((workflow_id) => {
    const prefix = otherPrefixes.find((known) => workflow_id.startsWith(known))
    return prefix === undefined ? [] : [{ message: 'otherIdAsWorkflow', workflow_id, prefix }]
  })
}

/** What of the inventory is selected, or why it cannot be said: then nothing may be changed at all. */
export type Found = { kind: 'found'; targets: Target[] } | { kind: 'not found'; problems: Message[] }

/** Finds what is selected among what a base has. */
export function findTargets(selection: Selection, inventory: Inventory): Found {
  const { workflows, unreadable } = inventory
  if (selection.kind === 'all') return { kind: 'found', targets: workflows.map(targetOf) }
  const found = selection.kind === 'ids' ? selection.ids.map(byId) : selection.titles.map(byTitle)
  const targets = found.flatMap((each) => ('workflow' in each ? [targetOf(each.workflow)] : []))
  const problems = found.flatMap((each) => ('problem' in each ? [each.problem] : []))
  if (problems.length === 0) return { kind: 'found', targets }
  const reason = unreadable ? [unreadableWarning(unreadable)] : []
  return {
    kind: 'not found',
    problems: [...problems, { message: 'nothingChanged' }, { message: 'baseHas', known: workflows }, ...reason],
  }

  function byId(workflow_id: string): { workflow: Workflow } | { problem: Message } {
    const workflow = workflows.find((each) => each.workflow_id === workflow_id)
    return workflow ? { workflow } : { problem: { message: 'idNotFound', workflow_id } }
  }

  function byTitle(title: string): { workflow: Workflow } | { problem: Message } {
    const exact = workflows.filter((workflow) => workflow.title === title)
    // Lines of an input have no space around them; a title may.
    const matches = exact.length > 0 ? exact : workflows.filter((workflow) => workflow.title.trim() === title)
    const [workflow] = matches
    if (workflow && matches.length === 1) return { workflow }
    if (workflow) return { problem: { message: 'titleAmbiguous', title, candidates: matches } }
    const similar = workflows.filter((each) => simplify(each.title) === simplify(title))
    return { problem: { message: 'titleNotFound', title, similar } }
  }
}

function targetOf({ workflow_id, type, title, status }: Workflow): Target {
  return { workflow_id, type, title, previous_status: status }
}

/** Two titles that differ only in width, case, space or invisible characters look the same to a person. */
function simplify(title: string): string {
  return withoutInvisibles(title.normalize('NFKC')).replace(/\s+/g, ' ').trim().toLowerCase()
}
