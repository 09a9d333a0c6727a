import { type ResponseFacts, responseFacts, withoutPeriod } from '../parts.ts'
import type { FreeText, Named, Said, Subject } from '../values.ts'
import { hints } from './hints.ts'
import { doing } from './operations.ts'
import { docsPage, execution, names, namesThatFit, plural, sentence } from './phrases.ts'
import { remedies } from './remedies.ts'

/** What a call led to. */
export const results = {
  feishuMessage: ({ msg }: { msg: FreeText }) => withoutPeriod(msg),
  feishuErrorWithoutMessage: 'Feishu returned an error without a message',
  timedOut: ({ seconds }: { seconds: number }) => `timed out after ${seconds} s`,
  requestCancelled: 'cancelled before the request was sent',
  responseCutOff: ({ reason }: { reason: Said }) => `the response was cut off: ${reason}`,
  proxyAuthenticationRequired: 'the proxy requires authentication',
  requestTooLarge: 'the request is too large',
  redirect: 'the response is a redirect, and redirects are not followed',
  responseTooLarge: 'the response exceeds 10 MiB',
  contradictoryStatus: ({ http_status }: { http_status: number }) =>
    `the response reports success (code 0) under HTTP status ${http_status}`,
  responseEmpty: 'the response is empty',
  responseNotJson: 'the response is not JSON',
  responseNotAnObject: 'the response is not a JSON object',
  responseWithout: ({ member }: { member: string }) => `the response has no ${member}`,
  responseFile: 'the response is a file',
  notConfirmed: ({ workflow_id, status }: { workflow_id: string; status: string }) =>
    `the response reports the status ${status} of ${workflow_id}, which is not what was asked for`,
  responseWithoutList: 'the response has no list',
  fieldNotText: ({ field }: { field: string }) => `${field} in the response is not text`,
  entryWithoutId: ({ title }: { title: FreeText }) =>
    `an entry of the list has no valid workflow_id${title ? `: "${title}"` : ''}`,
  listEndsEarly: ({ total, found }: { total: number; found: number }) =>
    `the list ends after ${found} of ${total} entries`,
  listNeverEnds: ({ found }: { found: number }) =>
    `the list reports more than ${found === 1 ? '1 entry' : `${found} entries`} but gives no next page`,
  listTooLong: ({ found }: { found: number }) =>
    `the list has more than 1,000 pages or 100 MiB; ${found} entries were read`,
  notASingleValue: ({ path }: { path: string }) =>
    `${path} in the data of the response is a list or an object, or is inside a list, so no condition can use it`,
  failIfHolds: ({ value }: { value: FreeText }) => `a condition of fail_if holds: ${value}`,
  notReached: ({ minutes, values }: { minutes: number; values: FreeText }) =>
    `the conditions of until did not hold within ${minutes} min; last values: ${values}`,
  wikiPageNotABase: ({ type }: { type: FreeText }) => `the wiki page in app_token is a ${type}, not a base`,
  outOfTime: 'the time limit of this step was reached',
  noTimeToLook: 'no time was left to read the base again',
  cancelledBeforeResponse: 'cancelled before the response arrived',
  cancelledBeforeAttempt: ({ attempt }: { attempt: number }) =>
    attempt === 1 ? 'cancelled before the request was sent' : `cancelled before attempt ${attempt}`,
  flowFailed: 'the flow failed',
  flowStatus: ({ status }: { status: string }) => `the flow's status is ${status}`,
  startedResultUnknown: ({ idempotent_key }: { idempotent_key: string }) =>
    `the flow was started with idempotent_key ${idempotent_key}, by an earlier attempt whose response was lost or by an earlier run, and its result is unknown`,
  reasonWithCode: ({ reason, ...response }: { reason: Said } & ResponseFacts) => {
    const facts = responseFacts(response)
    return facts.length > 0 ? `${reason} (${facts.join(', ')})` : reason
  },

  // A failure
  failed: ({ operation, during, reason, targets }: { operation: string } & Happened) => {
    const where = during ? ` while ${doing[during]}` : ''
    const which = targets && targets.total > 1 ? ` for ${targets.failed} of ${targets.total}. The first error` : ''
    return sentence(`${operation} failed${where}${which}: ${reason}`)
  },
  redirectsTo: ({ host }: { host: string }) => `It points to ${host}.`,
  pageTitle: ({ description }: { description: FreeText }) => `Title of the page: ${sentence(description)}`,
  responseSays: ({ description }: { description: FreeText }) => `It contains ${sentence(description)}`,
  hint: ({ hint }: { hint: HintName }): string => hints[hint],
  remedy: ({ remedy }: { remedy: RemedyName }): string => remedies[remedy],
  firstLine: ({ first_line }: { first_line: FreeText }) => `The response begins with: ${sentence(first_line)}`,
  missingScopes: ({ scopes }: { scopes: readonly FreeText[] }) =>
    `Missing scope${scopes.length > 1 ? ' (any one of)' : ''}: ${scopes.join(', ')}.`,
  feishuDetails: ({ description }: { description: FreeText }) => `Details from Feishu: ${sentence(description)}`,
  flowMessage: ({ error_msg }: { error_msg: FreeText }) => `Message of the flow: ${sentence(error_msg)}`,
  keySent: ({ idempotent_key }: { idempotent_key: string }) => `The key that was sent: ${idempotent_key}.`,
  executionId: ({ execution_id }: { execution_id: string }) => `execution_id ${execution_id}.`,
  askedToWait: ({ seconds, limit }: { seconds: number; limit: number }) =>
    `Feishu asked to wait ${seconds} s; the limit is ${limit} s.`,
  idsNeedNoList: 'A selection of decimal ids in workflow_id does not need this list.',
  attempts: ({ attempts }: { attempts: number }) => `Failed after ${plural(attempts, 'attempt')}.`,
  nothingSent: 'Nothing was sent.',
  outcomeUnknown: ({ earlier }: { earlier: boolean }): string =>
    earlier
      ? 'An earlier attempt, whose response was lost, may have been processed: its outcome is unknown.'
      : 'Outcome unknown: the request may have been processed.',
  checkBeforeRerun: 'Check in Feishu before running again.',
  rerunIsSafe: 'Running again is safe: a second time changes nothing.',
  rerunWithSameKey: ({ subject, idempotent_key }: { subject: Subject; idempotent_key: string }) =>
    `Running again is safe: with the same idempotent_key (${idempotent_key}), Feishu does not ${started[subject].what} a second time${started[subject].within}.`,
  rerunWithNewKey: ({ subject, idempotent_key }: { subject: Subject; idempotent_key: string }) =>
    `Re-running this job as it is sends a new key and may ${started[subject].what} a second time. Check ${started[subject].where} first, or set "idempotent_key: ${idempotent_key}" and run again${started[subject].within}.`,
  rerunNeedsKey: 'A re-run needs another idempotent_key: Feishu accepts each key once.',
  failedTargets: ({ targets }: { targets: readonly Named[] }) => `Failed: ${names(targets)}.`,
  notTriedTargets: ({ targets }: { targets: readonly Named[] }) => `Not tried: ${names(targets)}.`,
  stillDisabled: ({ targets }: { targets: readonly Named[] }) => `Still disabled: ${namesThatFit(targets)}.`,
  possiblyDisabled: ({ targets }: { targets: readonly Named[] }) =>
    `Unknown, possibly still disabled: ${namesThatFit(targets)}.`,
  offUntilResumed: 'What was paused stays disabled until a resume step gets output workflows.',
  enableByHand:
    'Enable them by hand: open the base, choose Automations (or the workflow in the sidebar), and switch each of them on.',
  baseAt: ({ place }: { place: string }) => `The base: ${place}`,
  neverThere: ({ paths }: { paths: readonly string[] }) => `Never in the data of a response: ${paths.join(', ')}.`,
  quoted: ({ text }: { text: FreeText }): string => text,
  feishuLink: ({ link }: { link: FreeText }) => `Feishu's help: ${link}`,
  docsLink: ({ folder, anchor }: { folder: string; anchor: string }) =>
    `More about this error: ${folder}${docsPage}#${anchor}`,
  docsUrl: ({ folder, anchor }: { folder: string; anchor: string }) => `${folder}${docsPage}#${anchor}`,
  outputsNotWritten: ({
    cause,
    repeats,
    execution_id,
    idempotent_key,
  }: {
    cause: string
    repeats?: boolean | undefined
    execution_id?: string | undefined
    idempotent_key?: string | undefined
  }) => {
    const facts = [
      ...(execution_id ? [`execution_id ${execution_id}`] : []),
      ...(idempotent_key ? [`idempotent_key ${idempotent_key}`] : []),
    ]
    const started =
      facts.length > 0
        ? ` The call was made (${facts.join(', ')}); a re-run starts it again, unless it sends the same key.`
        : repeats
          ? ' The call was made; a re-run makes it again.'
          : ''
    return `The outputs cannot be written: ${sentence(cause)}${started}`
  },

  // Warnings
  nothingToPause: ({ selected }: { selected: boolean }) =>
    `${selected ? 'Nothing in the selection' : 'Nothing'} is enabled, so there is nothing to pause. If an earlier run was interrupted, it may have left it disabled.`,
  inputIgnored: ({ reason }: { reason: Said }) => `Ignored at the end of the job: ${reason}`,
  outputsTooLong: ({ outputs }: { outputs: readonly string[] }) =>
    `Not set, because GitHub drops the outputs of a job over 1 MB (500,000 characters): ${outputs.join(', ')}.`,
  summaryNotWritten: ({ cause }: { cause: string }) => `The job summary cannot be written: ${sentence(cause)}`,
  workflowsUnreadable: ({ reason, hint }: { reason: Said; hint: Said }) =>
    `The workflows (wkf…) of the base cannot be read: ${sentence(reason)} ${hint} Only its automations are known.`,
  previousStatusOther: ({ targets }: { targets: readonly Named[] }) =>
    `Left as they are, because their previous status was neither enabled nor disabled: ${names(targets)}.`,
  statusUnknown: ({ targets }: { targets: readonly Named[] }) =>
    `The status is neither enabled nor disabled: ${names(targets)}.`,
  outParamsUnreadable: 'out_params is not a list of named values, so output values is not set.',
  hasMore: 'Feishu has more entries than this response. Set all_pages to true to read all, or see output complete.',
  dataUnreadable: 'The data of the response cannot be converted, so neither output values nor output_file has it.',
  endedWithError: ({ execution_id, error_msg }: { execution_id: string; error_msg: FreeText }) =>
    `The flow finished${execution(execution_id)} with a message: ${sentence(error_msg)}`,
  flowStatusUnknown: ({ execution_id, status }: { execution_id: string; status: string }) =>
    `Feishu accepted the flow${execution(execution_id)} ${status ? `with the unknown status "${status}"` : 'without a status'}.`,
  startedByEarlierAttempt: ({ idempotent_key, execution_id }: { idempotent_key: string; execution_id: string }) =>
    `The flow was started with idempotent_key ${idempotent_key}, by an earlier attempt whose response was lost or by an earlier run. ${execution_id ? `Feishu returned execution_id ${execution_id}` : 'Its execution_id is unknown'}.`,
}

/** What a call with a key does, where to see whether it has, and for how long Feishu remembers the key. */
const started: Readonly<Record<Subject, { what: string; where: string; within: string }>> = {
  flow: { what: 'start the flow', where: 'the low-code platform', within: '' },
  trigger: {
    what: 'start the automation',
    where: 'the run history of the automation',
    within: ' within three hours of the first attempt',
  },
  message: { what: 'send the message', where: 'the chat', within: ' within an hour' },
  call: { what: 'make the call', where: 'in Feishu', within: ' within the time that the page of the call names' },
  base: { what: 'make the change', where: 'the base', within: '' },
}

type HintName = keyof typeof hints
type RemedyName = keyof typeof remedies

/** What failed, and for how many of several targets. */
export interface Happened {
  /** The call, where it is not the operation's own. */
  during?: keyof typeof doing | undefined
  reason: Said
  targets?: { failed: number; total: number } | undefined
}
