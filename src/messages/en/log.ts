import type { FreeText, Named, NamedOfType, Said, Selected } from '../values.ts'
import { calls, doing } from './calls.ts'
import { name, names, oneOrCount, plural, selection, sentence, statusName } from './phrases.ts'

/** The log, dry runs and the job summary. */
export const log = {
  // Log
  switching: ({ status, ...selected }: { status: string } & Selected) =>
    `${status === 'Enable' ? 'Enabling' : 'Disabling'} ${selection(selected) || 'all automations and workflows of the base'}.`,
  switched: ({ status, targets }: { status: string; targets: readonly Named[] }) => {
    const done = status === 'Enable' ? 'enabled' : 'disabled'
    if (targets.length === 0) return 'Done: the base has no automations and no workflows.'
    return `Done: ${oneOrCount(targets)} ${targets.length === 1 ? 'is' : 'are'} ${done}.`
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
    `Paused until a step of resume gets output workflows: ${oneOrCount(targets)}.`,
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
    `The flow${execution_id ? ` (execution ${execution_id})` : ''} is waiting for someone to act (status ${status}). The job continues without the result.`,
  flowRuns: ({ execution_id, status }: { execution_id: string; status: string }) =>
    `The flow${execution_id ? ` (execution ${execution_id})` : ''} is still running (status ${status}). The job continues without the result.`,
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
  retrying: ({ call, reason, next }: { call: Call; reason: Said; next: Said }) =>
    `${doing[call].replace(/^\w/, (letter) => letter.toUpperCase())} failed: ${sentence(reason)} ${next}`,
  retryAfterWait: ({ attempt, maxAttempts, seconds }: { attempt: number; maxAttempts: number; seconds: number }) =>
    `Retrying in ${seconds} s, attempt ${attempt} of ${maxAttempts}.`,
  retryWithNewToken: ({ attempt, maxAttempts }: { attempt: number; maxAttempts: number }) =>
    `Retrying with a new token, attempt ${attempt} of ${maxAttempts}.`,
  facts: ({ facts }: { facts: readonly string[] }) => `${facts.join(', ')}.`,

  // Dry run
  dryRun: 'Dry run: nothing was sent.',
  wouldSend: 'A real run would send:',
  plannedRequest: ({
    call,
    url,
    fields,
    about,
  }: {
    call: Call
    url: string
    fields: readonly string[]
    about?: Said | undefined
  }) => [calls[call], about, url, fields.join(', ')].filter(Boolean).join('  '),
  callName: ({ call, about }: { call: Call; about?: Said | undefined }) =>
    [calls[call], about].filter(Boolean).join(' '),
  forTitle: ({ title, type }: { title: string } & Pick<NamedOfType, 'type'>) =>
    `"${title}" (if it is ${type === 'automation' ? 'an automation' : 'a workflow'})`,
  everyPage: '(each page)',
  conditions: ({ until, fail_if }: { until: readonly string[]; fail_if: readonly string[] }) =>
    `(${[...until.map((line) => `until ${line}`), ...fail_if.map((line) => `fail_if ${line}`)].join('; ')})`,
  forEach: ({ type }: Pick<NamedOfType, 'type'>) => `(each ${type})`,

  // Summary
  heading: ({ operation, outcome }: { operation?: string | undefined; outcome: 'failed' | 'succeeded' | 'dryRun' }) => {
    const words = { failed: 'failed', succeeded: 'succeeded', dryRun: 'dry run' }
    return `${operation ?? 'Feishu automation'}: ${words[outcome]}`
  },
  happened: ({ during, reason, targets }: Happened) => {
    const where = during ? ` while ${doing[during]}` : ''
    const which =
      targets && targets.total > 1 ? `${targets.failed} of ${targets.total} failed. The first error` : 'Error'
    return sentence(`${which}${where}: ${reason}`)
  },
  headTitle: 'Title',
  headType: 'Type',
  headStatus: 'Status',
  headBefore: 'Before',
  headResult: 'Result',
  headTrigger: 'Trigger',
  headCall: 'Call',
  headRequest: 'Request',
  headFields: 'Fields',
  kind: ({ type }: Pick<NamedOfType, 'type'>): string => type,
  statusName: ({ status }: { status: string }) => statusName(status),
  rowBase: 'base',
  rowDuration: 'duration',
  notTried: 'not tried',
  gone: 'no longer in the base',
  notRestored: 'still disabled',
  notKnown: 'unknown',
  moreRows: ({ count }: { count: number }) => `… and ${count} more.`,
}

type Call = keyof typeof calls

interface Happened {
  during?: Call | undefined
  reason: Said
  targets?: { failed: number; total: number } | undefined
}
