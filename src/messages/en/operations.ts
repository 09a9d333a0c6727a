import type { FreeText, Named, NamedOfType, Said, Selected } from '../values.ts'
import { execution, name, names, oneOrCount, plural, selection, sentence, statusName } from './phrases.ts'

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

/** What each operation logs about its work. */
export const operations = {
  switching: ({ status, ...selected }: { status: string } & Selected) =>
    `${status === 'Enable' ? 'Enabling' : 'Disabling'} ${selection(selected) || 'all automations and workflows of the base'}.`,
  switched: ({ status, targets }: { status: string; targets: readonly Named[] }) => {
    if (targets.length === 0) return 'Done: the base has no automations and no workflows.'
    return `Done: ${oneOrCount(targets)} ${targets.length === 1 ? 'is' : 'are'} ${statusName(status)}.`
  },
  targetDone: ({ target, status }: { target: Named; status: string }) => `${name(target)}: ${statusName(status)}`,
  targetFailed: ({ target, reason }: { target: Named; reason: Said }) => `${name(target)}: ${sentence(reason)}`,
  targetLeft: ({ target, result }: { target: Named; result: Said }) => `${name(target)}: ${sentence(result)}`,
  listing: 'Listing the automations and workflows of the base.',
  listed: ({ automations, workflows }: { automations: number; workflows: number }) =>
    `The base has ${plural(automations, 'automation')} and ${plural(workflows, 'workflow')}.`,
  listedAutomations: ({ automations }: { automations: number }) =>
    `The base has ${plural(automations, 'automation')}; its workflows could not be read.`,
  listedWorkflow: ({ workflow_id, type, status, title }: NamedOfType & { status: string; title: string }) =>
    [workflow_id, type, statusName(status), title].filter(Boolean).join('  '),
  pausing: (selected: Selected) => `Pausing ${selection(selected) || 'everything that is enabled in the base'}.`,
  paused: ({ targets }: { targets: readonly Named[] }) => `Paused until the job ends: ${oneOrCount(targets)}.`,
  pausedForResume: ({ targets }: { targets: readonly Named[] }) =>
    `Paused until a resume step gets output workflows: ${oneOrCount(targets)}.`,
  restoring: ({ targets }: { targets: readonly Named[] }) => `Re-enabling what was paused: ${names(targets)}.`,
  restored: ({ targets }: { targets: readonly Named[] }) => `Restored: ${oneOrCount(targets)}.`,
  resuming: ({ targets }: { targets: readonly Named[] }) =>
    targets.length > 0 ? `Setting the previous status again: ${names(targets)}.` : 'Setting the previous status again.',
  resumed: ({ targets }: { targets: readonly Named[] }) => `As before: ${oneOrCount(targets)}.`,
  nothingToResume: 'The earlier step changed nothing, so there is nothing to resume.',
  executing: ({ namespace, flow_id }: { namespace: string; flow_id: string }) =>
    `Executing flow ${flow_id} of ${namespace}.`,
  stillWaiting: ({ seconds }: { seconds: number }) => `Still waiting for the flow: ${seconds} s so far.`,
  flowEnded: ({ execution_id }: { execution_id: string }) =>
    execution_id ? `Done: execution ${execution_id} finished.` : 'Done: the flow finished.',
  flowWaits: ({ execution_id, status }: { execution_id: string; status: string }) =>
    `The flow${execution(execution_id)} is waiting for someone to act (status ${status}). The job continues without the result.`,
  flowRuns: ({ execution_id, status }: { execution_id: string; status: string }) =>
    `The flow${execution(execution_id)} is still running (status ${status}). The job continues without the result.`,
  triggering: 'Triggering the automation.',
  triggered: 'Feishu received the request. It does not report how the automation ends.',
  sendingMessage: 'Sending the message.',
  messageSent: 'Done: the message was sent.',
  updatingCard: 'Updating the card.',
  cardUpdated: 'Done: the card was updated.',
  calling: ({ method, path }: { method: string; path: string }) => `Calling ${method} ${path}.`,
  called: ({ method, path }: { method: string; path: string }) => `Done: ${method} ${path}.`,
  saved: ({ path }: { path: string }) => `Saved to ${path}.`,
  waiting: ({ seconds, values }: { seconds: number; values: FreeText }) =>
    `Waiting for ${seconds} s so far: ${sentence(values || 'no response yet')}`,
}
