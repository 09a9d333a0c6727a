import type { WorkflowType } from './inventory.ts'

/** An automation or workflow to enable or disable; title and previous status are known where the step has read them. */
export interface Target {
  workflow_id: string
  type: WorkflowType
  title?: string
  previous_status?: string
}

/** Which feature an id belongs to, by its form. */
export function typeOf(workflow_id: string): WorkflowType {
  return workflow_id.startsWith('wkf') ? 'workflow' : 'automation'
}
