import type { Episode } from '../sequence.ts'
import { failed, ownTrips, type Rule, when } from './rule.ts'

interface Listed {
  workflow_id?: unknown
  status?: unknown
  title?: unknown
}

/** What is said of a workflow is what the sandbox granted, for each of them and for all. */
export const switched: Rule = (episode) => {
  const { plan, result } = episode
  if (plan.goal.operation !== 'update-workflow') return []
  const { workflow_ids, status } = plan.goal
  const granted = workflow_ids.filter((id) => {
    const trips = ownTrips(episode).filter(({ request }) => request.path.endsWith(`/${id}`))
    return trips.at(-1)?.heard?.meaning === 'granted'
  })
  const all = granted.length === workflow_ids.length
  const stand = plan.feishu.state.bases.flatMap(({ workflows }) => workflows)
  const wrong = granted.filter((id) => stand.find(({ workflow_id }) => workflow_id === id)?.status !== status)
  const claimed = listed(episode).filter((workflow) => workflow.status !== '')
  return [
    ...when(failed(episode) && all, 'every workflow was granted, and the step failed'),
    ...when(
      !failed(episode) && !all,
      `success, and ${granted.length} of ${workflow_ids.length} workflows were granted`,
    ),
    ...when(wrong.length > 0, `granted, and the sandbox has another status: ${wrong}`),
    ...when(
      result.outputs.status !== (all ? status : undefined),
      `status is ${result.outputs.status}, and ${granted.length} of ${workflow_ids.length} were granted`,
    ),
    ...claimed
      .filter((workflow) => !granted.some((id) => id === workflow.workflow_id) || workflow.status !== status)
      .map(({ workflow_id }) => `output workflows claims ${workflow_id}, which was not granted`),
    ...when(claimed.length < granted.length, 'output workflows does not have every workflow that was granted'),
  ]
}

/** A list is the sandbox's, whole. */
export const list: Rule = (episode) => {
  const { plan, result } = episode
  if (plan.goal.operation !== 'list-workflows') return []
  const granted = ownTrips(episode).at(-1)?.heard?.meaning === 'granted'
  const own = plan.feishu.state.bases.flatMap(({ workflows }) => workflows)
  const said = listed(episode)
  const same = own.every(({ workflow_id, status, title }, index) => {
    const one = said[index]
    return one?.workflow_id === workflow_id && one.status === status && one.title === title
  })
  return [
    ...when(
      failed(episode) === granted,
      granted ? 'the list was granted, and the step failed' : 'success with no list',
    ),
    ...when(granted && !(same && said.length === own.length), "output workflows is not the sandbox's list"),
    ...when(!granted && result.outputs.workflows !== undefined, 'output workflows after a failure'),
  ]
}

function listed({ result }: Episode): readonly Listed[] {
  return JSON.parse(result.outputs.workflows ?? '[]')
}
