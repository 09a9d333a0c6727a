/** How a failure names the call that failed, where it is not the step's own. */
export const calls = {
  token: 'tenant_access_token request',
  wikiNode: 'wiki node lookup',
  listAutomations: 'listing of automations',
  listWorkflows: 'listing of workflows',
  updateAutomation: 'update of an automation',
  enableWorkflow: 'enabling of a workflow',
  disableWorkflow: 'disabling of a workflow',
  execute: 'execution of the flow',
  trigger: 'webhook request',
  groupMessage: 'message of the group bot',
  sendMessage: 'sending of the message',
  replyMessage: 'reply',
  updateCard: 'update of the card',
  call: 'call',
} as const
