import { checkedId, getLines, getList, type Inputs, invalidInput } from '../../inputs/read.ts'
import { type Message, StepError } from '../../messages/index.ts'
import { truncate, withoutInvisibles } from '../../text.ts'
import { type PlannedRequest, type Result, responseOutputs } from '../operation.ts'
import { type Inventory, unreadableWarning, type Workflow } from './inventory.ts'
import { switchRequest } from './switch.ts'
import { type Status, type Target, typeOf, workflowTypes } from './target.ts'

/** Which automations and workflows of a base are meant. */
export type Selection = { kind: 'ids'; ids: string[] } | { kind: 'titles'; titles: string[] } | { kind: 'all' }

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

/** What ids select, without a look at the base. */
export function targetsOf({ ids }: Extract<Selection, { kind: 'ids' }>): Target[] {
  return ids.map((workflow_id) => ({ workflow_id, type: typeOf(workflow_id) }))
}

/** What of the inventory is selected, or why it cannot be said: then nothing may be changed at all. */
export type Found = { kind: 'found'; targets: Target[] } | { kind: 'not found'; problems: Message[] }

/** Finds what is selected among what a base has. */
export function findTargets(selection: Selection, inventory: Inventory): Found {
  const { workflows, unreadable } = inventory
  if (selection.kind === 'all') return { kind: 'found', targets: workflows.map(asTarget) }
  const found = selection.kind === 'ids' ? selection.ids.map(byId) : selection.titles.map(byTitle)
  const targets = found.flatMap((each) => ('workflow' in each ? [asTarget(each.workflow)] : []))
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
    if (workflow) return { problem: { message: 'titleAmbiguous', title: truncate(title), candidates: matches } }
    const similar = workflows.filter((each) => simplify(each.title) === simplify(title))
    return { problem: { message: 'titleNotFound', title: truncate(title), similar } }
  }
}

function asTarget({ workflow_id, type, title, status }: Workflow): Target {
  return { workflow_id, type, title, previous_status: status }
}

/** Two titles that differ only in width, case, space or invisible characters look the same to a person. */
function simplify(title: string): string {
  return withoutInvisibles(title.normalize('NFKC')).replace(/\s+/g, ' ').trim().toLowerCase()
}

/** What is selected, for the log; nothing for all of a base. */
export function namesOf(selection: Selection): { ids: readonly string[]; titles: readonly string[] } {
  return { ids: [], titles: [], ...selection }
}

/** The updates of what is selected, for a dry run. */
export function plannedSwitches(selection: Selection, app_token: string | undefined, status: Status): PlannedRequest[] {
  switch (selection.kind) {
    case 'ids':
      return targetsOf(selection).map((target) => ({ request: switchRequest(app_token, target, status) }))
    case 'titles':
      // Which of the two it is, the lists will tell.
      return selection.titles.flatMap((title) =>
        workflowTypes.map((type) => ({
          request: switchRequest(app_token, { workflow_id: undefined, type }, status),
          about: { message: 'forTitle', title, type },
        })),
      )
    case 'all':
      return workflowTypes.map((type) => ({
        request: switchRequest(app_token, { workflow_id: undefined, type }, status),
        about: { message: 'forEach', type },
      }))
  }
}

/** Nothing was changed: the response is the list's, but its code decides nothing. */
export function notFound(problems: readonly Message[], { last }: Inventory): Result<'main' | 'pause'> {
  const { code: _code, msg: _msg, ...outputs } = responseOutputs(last)
  return { outputs, error: { kind: 'message', messages: problems } }
}
