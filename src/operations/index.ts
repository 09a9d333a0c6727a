import { call } from './call.ts'
import { executeFlow } from './execute-flow/index.ts'
import { listWorkflows } from './list-workflows.ts'
import type { Operation } from './operation.ts'
import { triggerWorkflow } from './trigger-workflow.ts'
import { updateWorkflow } from './update-workflow/index.ts'

/** Every operation of the action; a new one is its own file and a line here. */
export const operations: readonly Operation[] = [updateWorkflow, executeFlow, listWorkflows, triggerWorkflow, call]
