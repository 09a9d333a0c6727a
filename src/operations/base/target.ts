/**
 * Feishu's two features: an automation (自动化流程) has a decimal id, a workflow (工作流) of the newer editor an id that
 * begins with `wkf`. Each API knows only its own.
 */
export const workflowTypes = ['automation', 'workflow'] as const
export type WorkflowType = (typeof workflowTypes)[number]

export type Status = 'Enable' | 'Disable'

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

/** A status as bitable/v1 spells it (docs), which base/v3 calls `enabled` and `disabled` (seen); any other as it is. */
export function statusOf(status: string): string {
  const [, word] = /^(enable|disable)d?$/i.exec(status.trim()) ?? []
  if (!word) return status
  return word.toLowerCase() === 'enable' ? 'Enable' : 'Disable'
}

/** True for a status that a target can be given. */
export function isStatus(status: string | undefined): status is Status {
  return status === 'Enable' || status === 'Disable'
}
