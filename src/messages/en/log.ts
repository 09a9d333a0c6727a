import type { NamedOfType, Said } from '../values.ts'
import { calls, doing } from './operations.ts'
import { sentence, statusName } from './phrases.ts'
import type { Happened } from './results.ts'

/** What all operations share: retries, dry runs and the job summary. */
export const log = {
  // Log
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
