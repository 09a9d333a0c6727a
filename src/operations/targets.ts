import type { Feishu } from '../feishu/client.ts'
import { checkedId, lines, quoted, wrong } from '../fields.ts'
import { fetchWorkflows } from './list-workflows.ts'
import { answerOutputs, type Result } from './operation.ts'

/** A workflow to switch; its title is known where it was found by it. */
export interface Target {
  workflow_id: string
  title?: string
}

/**
 * Reads inputs workflow_id and workflow_title, of which one is given.
 * @throws InputError where both are, or neither
 */
export function readTargets(): { ids: string[]; titles: string[] } {
  const ids = lines('workflow_id')
  const titles = lines('workflow_title')
  const wants = 'one workflow_id or several, one a line, or workflow_title in its place'
  if (ids.length > 0 && titles.length > 0) throw wrong('workflow_title', 'titles beside workflow_id', 'one of the two')
  if (ids.length + titles.length === 0) throw wrong('workflow_id', 'nothing', wants)
  return { ids: ids.map((id) => checkedId('workflow_id', id, wants)), titles }
}

/** Ids that stand in the web page's address, by how they begin. */
const otherIds: Readonly<Record<string, string>> = {
  wkf: "the web page's id of a workflow",
  tbl: 'the id of a table',
  vew: 'the id of a view',
  blk: 'the id of a block',
}

/** Warnings of ids that are another thing's: the workflows of this call have decimal ids. */
export function otherInventories(ids: readonly string[]): string[] {
  return ids.flatMap((id) => {
    const other = otherIds[id.slice(0, 3)]
    return other === undefined ? [] : [otherInventory(id, other)]
  })
}

function otherInventory(id: string, other: string): string {
  return `workflow_id ${quoted(id)} looks like ${other}, which Feishu does not take here: operation list-workflows shows the ids, and workflow_title takes titles.`
}

/**
 * Finds workflows by their exact titles.
 * @returns the step's result where a title is nobody's, or that of two: then nothing is changed at all
 * @throws FeishuFailure when Feishu gives no list
 */
export async function findTargets(
  app_token: string,
  titles: readonly string[],
  feishu: Feishu,
): Promise<{ targets: Target[] } | { result: Result }> {
  const { workflows, reply } = await fetchWorkflows(app_token, feishu)
  const found = titles.map((title) => {
    const exact = workflows.filter((workflow) => workflow.title === title)
    // An input's lines have no space around them; a title may.
    return {
      title,
      matches: exact.length > 0 ? exact : workflows.filter((workflow) => workflow.title.trim() === title),
    }
  })
  const bad = found.find(({ matches }) => matches.length !== 1)
  if (!bad)
    return {
      targets: found.flatMap(({ title, matches }) => matches.map(({ workflow_id }) => ({ workflow_id, title }))),
    }
  const listed = workflows.map(({ title, workflow_id }) => `${quoted(title)} (${workflow_id})`).join(', ')
  const whose = bad.matches.length === 0 ? 'no workflow has' : 'two workflows or more have'
  const fault =
    `Input workflow_title: ${whose} the title ${quoted(bad.title)}, so nothing was changed. ` +
    `The base has ${listed || 'no workflow at all'}.`
  const { code: _code, msg: _msg, ...outputs } = answerOutputs(reply.answer, 0)
  return { result: { outputs, fault, lines: [], warnings: [], rows: [] } }
}

/** A target as messages name it. */
export function shown({ workflow_id, title }: Target): string {
  return title === undefined ? workflow_id : `${quoted(title)} (${workflow_id})`
}
