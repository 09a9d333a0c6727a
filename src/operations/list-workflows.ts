import { baseLookups, baseRow, findAppToken, readBase, wikiNode } from './base/app-token.ts'
import { inventoryRequests, listCalls, readInventory, statusWarnings, unreadableWarning } from './base/inventory.ts'
import { type Operation, responseOutputs } from './operation.ts'

/** Lists the automations and workflows of a base. */
export const listWorkflows: Operation<'main'> = {
  name: 'list-workflows',
  subject: 'base',
  inputs: ['app_token'],
  endpoints: listCalls,
  lookups: [wikiNode],
  async prepare(inputs) {
    const base = readBase(inputs)
    return {
      description: { message: 'listing' },
      baseUrl: base.baseUrl,
      requests: () => [...baseLookups(base), ...inventoryRequests(base.app_token)],
      target: [baseRow(base)],
      warnings: base.warnings,
      async perform(client) {
        const { last, workflows, unreadable } = await readInventory(await findAppToken(base, client), client)
        const { code, msg } = last.response
        const unknown = statusWarnings(workflows)
        const count = (type: string) => workflows.filter((workflow) => workflow.type === type).length
        return {
          outputs: {
            ...responseOutputs(last),
            workflows: JSON.stringify(workflows.map((workflow) => ({ ...workflow, code, msg }))),
            complete: String(!unreadable && unknown.length === 0),
          },
          log: [
            unreadable
              ? { message: 'listedAutomations', automations: count('automation') }
              : { message: 'listed', automations: count('automation'), workflows: count('workflow') },
            ...workflows.map((workflow) => ({ message: 'listedWorkflow' as const, ...workflow })),
          ],
          warnings: [...(unreadable ? [unreadableWarning(unreadable)] : []), ...unknown],
          table: {
            head: [
              { message: 'headTitle' },
              { message: 'headType' },
              { message: 'headStatus' },
              { message: 'headTrigger' },
              'ID',
            ],
            rows: workflows.map(({ workflow_id, type, status, title, trigger_type = '' }) => [
              title,
              { message: 'kind', type } as const,
              { message: 'statusName', status } as const,
              trigger_type,
              workflow_id,
            ]),
          },
        }
      },
    }
  },
}
