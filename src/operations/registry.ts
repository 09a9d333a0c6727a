import { executeFlow } from './execute-flow.ts'
import { listWorkflows } from './list-workflows.ts'
import type { Operation } from './operation.ts'
import { updateWorkflow } from './update-workflow.ts'

/** Every operation there is; a new one is its own file and a line here. */
export const operations: readonly Operation[] = [updateWorkflow, executeFlow, listWorkflows]
