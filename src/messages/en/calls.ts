/** What a call does, in lists of calls. */
export const calls = {
  token: 'obtain a tenant_access_token',
  wikiNode: 'look up the wiki page',
  listAutomations: 'list automations',
  listWorkflows: 'list workflows',
  updateAutomation: 'update an automation',
  enableWorkflow: 'enable a workflow',
  disableWorkflow: 'disable a workflow',
  execute: 'execute the flow',
  trigger: 'trigger the automation',
  groupMessage: 'send a message through a group bot',
  sendMessage: 'send a message',
  replyMessage: 'reply to a message',
  updateCard: 'update a card',
  call: 'make the call',
} as const

/** The same as a part of a sentence: "… failed while listing automations". */
export const doing: Readonly<Record<keyof typeof calls, string>> = {
  token: 'obtaining a tenant_access_token',
  wikiNode: 'looking up the wiki page',
  listAutomations: 'listing automations',
  listWorkflows: 'listing workflows',
  updateAutomation: 'updating an automation',
  enableWorkflow: 'enabling a workflow',
  disableWorkflow: 'disabling a workflow',
  execute: 'executing the flow',
  trigger: 'triggering the automation',
  groupMessage: 'sending the message through the group bot',
  sendMessage: 'sending the message',
  replyMessage: 'replying to the message',
  updateCard: 'updating the card',
  call: 'making the call',
}
