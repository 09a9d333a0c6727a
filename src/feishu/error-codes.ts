import type { HintName } from '../messages/index.ts'
import type { Idempotency } from './request.ts'

/**
 * What each error of the Feishu Open Platform means, whether repeating the call may help, and what a person does next.
 *
 * The body's `code` decides, never the HTTP status: the same 1254xxx arrives as HTTP 200 on one call and as 4xx on
 * another (seen). docs/troubleshooting.md is generated from this file and from the hints in src/messages.
 */

export type ErrorClass =
  | 'auth'
  | 'permission'
  | 'bad input'
  | 'not found'
  | 'rate limit'
  | 'quota'
  | 'transient'
  | 'ambiguous'
  | 'internal'
  | 'conflict'
  | 'network'
  | 'unknown'

/** Whether a call is sent again: 'refresh' = once, with a new token; 'twice' = at most two times. */
export type Retry = 'no' | 'yes' | 'refresh' | 'twice'

export interface RetryRow {
  class: ErrorClass
  /** For reads and idempotent calls. */
  retry: Retry
  /**
   * Whether the request was processed. 'no': it was refused before anything ran, or never arrived, so any call may be sent
   * again. 'maybe': the outcome is unknown. Without it, Feishu rejected what this request asks for.
   */
  processed?: 'no' | 'maybe'
  /** execute-flow is not sent again, not even with its key. */
  execute?: 'no'
  /** Seconds, where the first wait is longer than usual. */
  firstWaitSeconds?: number
  /** What to do next. */
  hint: HintName
  /** The same call for another target of the same base would fail the same way. */
  affectsEveryTarget?: true
}

/**
 * Whether a call is sent again, by what a second time would do.
 * @param kind of the request's idempotency
 */
export function retryOf(kind: Idempotency['kind'], { retry, processed, execute }: RetryRow): Retry {
  switch (kind) {
    case 'read':
    case 'idempotent':
      return retry
    case 'key':
      return retry === 'refresh' || (processed && !execute) ? retry : 'no'
    case 'none':
      return retry === 'refresh' || processed === 'no' ? retry : 'no'
  }
}

export interface ErrorEntry extends RetryRow {
  codes: readonly number[]
  /** Only for requests whose path begins so. */
  path?: string
  /** Only with such a message, in the one case where the same code says two things. */
  msg?: RegExp
}

/** Classes whose cause lies in the app, its token or the tenant, never in one target. */
export const classesOfEveryTarget: readonly ErrorClass[] = ['auth', 'permission', 'quota']

/** The calls of Feishu's own CLI, which know `wkf…` ids only. */
export const baseV3 = '/open-apis/base/v3/'

const permission = { class: 'permission', retry: 'no' } as const
const auth = { class: 'auth', retry: 'no' } as const
const badInput = { class: 'bad input', retry: 'no' } as const
const notFound = { class: 'not found', retry: 'no' } as const
const quota = { class: 'quota', retry: 'no' } as const
const internal = { class: 'internal', retry: 'no' } as const
const unknown = { class: 'unknown', hint: 'other' } as const
const transient = { class: 'transient', retry: 'yes' } as const
/** Refused before anything ran. */
const rateLimit = { class: 'rate limit', retry: 'yes', processed: 'no' } as const
/** The request was not sent. Many of these pass, and the same host is asked for every target. */
const notSent = { class: 'network', retry: 'yes', processed: 'no', affectsEveryTarget: true } as const
/** Nor do they pass by themselves. */
const notAgreed = { ...notSent, retry: 'no' } as const

// biome-ignore format: a table is read row by row
export const errorTable: readonly ErrorEntry[] = [
  { codes: [99991661], ...auth, hint: 'tokenMissing' },
  { codes: [99991663, 99991664, 99991665, 99991671, 20013], ...auth, retry: 'refresh', hint: 'tenantTokenInvalid' },
  { codes: [99991668, 99991677, 20005, 20006], ...auth, hint: 'userTokenInvalid' },
  { codes: [4001, 20014, 99991641, 99991642, 99991643, 99991644, 99991645, 99991669, 99991670], ...auth, hint: 'sessionInvalid' },
  { codes: [10003], ...auth, hint: 'credentialsMalformed' },
  { codes: [10014], ...auth, hint: 'appUnknown' },
  { codes: [10015, 99991543, 20002], ...auth, hint: 'secretMismatch' },
  { codes: [10005, 10012, 10013], ...auth, hint: 'appWithoutToken' },
  { codes: [99991662, 99991673, 20009, 11207, 11210], ...auth, hint: 'appDisabled' },

  { codes: [99991672], ...permission, hint: 'scopeMissing' },
  { codes: [99991676, 99991679, 99991674], ...permission, hint: 'userScopeMissing' },
  { codes: [99991401], ...permission, hint: 'ipNotAllowed' },
  { codes: [91403], ...permission, hint: 'notCollaborator' },
  { codes: [1254302, 1254304], ...permission, hint: 'advancedPermissions' },
  { codes: [1254303, 1254305], ...permission, hint: 'restrictedByTenant' },
  { codes: [131006], ...permission, hint: 'wikiNoPermission' },
  { codes: [2320005], ...permission, hint: 'flowNotAuthorised' },
  { codes: [230013], ...permission, path: baseV3, hint: 'workflowScopeMissing' },
  { codes: [800020304, 800020812], ...permission, hint: 'notCollaborator' },
  { codes: [21000, 21001], ...permission, hint: 'securityChallenge' },

  { codes: [1254000, 1254001, 1254010, 1254800], ...badInput, hint: 'baseRequestRejected' },
  { codes: [1254003], ...badInput, hint: 'appTokenMalformed', affectsEveryTarget: true },
  { codes: [1254004], ...badInput, hint: 'tableIdWrong' },
  { codes: [1254301], ...badInput, hint: 'advancedPermissionsUnavailable' },
  { codes: [9499], msg: /too many request/i, ...rateLimit, hint: 'rateLimited' },
  { codes: [9499, 4000, 10001, 10100, 10400, 20001, 99992402], ...badInput, hint: 'parameterRejected' },
  { codes: [2320001, 2320006], ...badInput, hint: 'flowParameterRejected' },
  { codes: [99991301], ...badInput, hint: 'methodRejected', affectsEveryTarget: true },

  { codes: [2200, 91402], path: baseV3, ...notFound, hint: 'workflowNotFound' },
  { codes: [1254040, 91402], ...notFound, hint: 'baseNotFound', affectsEveryTarget: true },
  { codes: [1254041], ...notFound, hint: 'tableNotFound' },
  { codes: [131002, 131005], ...notFound, hint: 'wikiNodeNotFound' },
  { codes: [131012, 131013, 131014, 131016], ...notFound, hint: 'wikiNodeUnusable' },
  { codes: [2320003, 2320004], ...notFound, hint: 'operatorUnknown' },
  { codes: [800004045], ...notFound, hint: 'featureUnavailable', affectsEveryTarget: true },
  { codes: [99991201], ...notFound, hint: 'unknownPath', affectsEveryTarget: true },

  { codes: [99991400, 230020, 11232, 11233, 11247, 1061045], ...rateLimit, hint: 'rateLimited' },
  { codes: [1254290, 1254112], ...rateLimit, hint: 'baseBusy' },
  { codes: [99991403, 90003087, 90003088, 1254306], ...quota, hint: 'quotaExhausted' },
  { codes: [800040802, 800040803, 800040817, 800040832, 800080105], ...quota, hint: 'baseQuotaExhausted' },

  { codes: [1254036], ...transient, firstWaitSeconds: 5, hint: 'baseBeingCopied' },
  { codes: [1254291, 1254607, 1254608], ...transient, hint: 'writeConflict' },
  { codes: [800040114], class: 'conflict', retry: 'yes', hint: 'writeConflict' },
  { codes: [1255040], ...transient, processed: 'maybe', hint: 'baseTimedOut' },
  { codes: [230049], ...transient, processed: 'maybe', hint: 'messageBeingSent' },
  { codes: [1254002], class: 'ambiguous', retry: 'yes', hint: 'baseFail' },
  { codes: [131001, 131009], ...transient, hint: 'wikiBusy' },
  { codes: [131007], ...internal, hint: 'wikiInternal' },
  { codes: [2200, 5000, 1500, 1663, 1668, 10101, 10500], ...transient, processed: 'maybe', hint: 'serverBusy' },
  { codes: [1254200, 1255001, 1255002, 1255003, 1255004, 1255005], ...internal, retry: 'twice', processed: 'maybe', hint: 'internalError' },
  { codes: [1255006, 1254606], class: 'conflict', retry: 'no', hint: 'clientTokenConflict' },
  { codes: [2320002], ...internal, retry: 'yes', processed: 'maybe', hint: 'flowInternal' },

  // Webhook triggers (help centre, articles 383585269199 and 956909912947): only the rate limit is worth a retry.
  { codes: [800004509], ...notFound, hint: 'triggerDisabled' },
  { codes: [800005646], class: 'conflict', retry: 'no', hint: 'triggerLoop' },
  { codes: [800005647], ...badInput, hint: 'triggerTooLarge' },
  { codes: [800005649], ...auth, hint: 'triggerToken' },
  { codes: [800005650], ...permission, hint: 'triggerIp' },
  { codes: [800005652], ...rateLimit, hint: 'triggerRateLimited' },
  { codes: [800006003], ...badInput, hint: 'triggerNotJson' },
]

/** Failures that carry no code of Feishu's, or none that the table above knows, by their entry of docs/troubleshooting. */
export const codelessTable = {
  /** The response is the plain text `404 page not found`. */
  'unknown-path': { ...notFound, hint: 'unknownPath', affectsEveryTarget: true },
  'too-large': { ...badInput, hint: 'tooLarge' },
  'proxy-authentication': { ...notAgreed, hint: 'proxyAuthentication' },
  /** HTTP 401 or 403 to CONNECT: rules do not change by asking again. */
  'proxy-refused': { ...notAgreed, hint: 'proxyRefused' },
  'proxy-failed': { ...notSent, hint: 'proxyFailed' },
  'proxy-unreachable': { ...notSent, hint: 'proxyUnreachable' },
  'name-unknown': { ...notSent, hint: 'nameUnknown' },
  'name-lookup-failed': { ...notSent, hint: 'nameLookupFailed' },
  'connection-refused': { ...notSent, hint: 'connectionRefused' },
  'no-route': { ...notSent, hint: 'noRoute' },
  'connecting-timed-out': { ...notSent, hint: 'connectingTimedOut' },
  'connection-closed': { ...notSent, hint: 'connectionClosed' },
  'certificate-untrusted': { ...notAgreed, hint: 'certificateUntrusted' },
  'certificate-expired': { ...notAgreed, hint: 'certificateExpired' },
  'certificate-name': { ...notAgreed, hint: 'certificateName' },
  'tls-version': { ...notAgreed, hint: 'tlsVersion' },
  'tls-failed': { ...notSent, hint: 'tlsFailed' },
  'http2-only': { ...notAgreed, hint: 'http2Only' },
  /** At 504 a flow may still be running. */
  'http-5xx': { ...transient, processed: 'maybe', hint: 'http5xx' },
  'not-sent': { ...notSent, hint: 'notSent' },
  /** Timeout or reset after sending. */
  'outcome-unknown': { class: 'network', retry: 'yes', processed: 'maybe', hint: 'outcomeUnknown' },
  other: { ...unknown, retry: 'no' },
} as const satisfies Readonly<Record<string, RetryRow>>

/** What `other` means under an HTTP status that says more than the code. */
export const otherByStatus = {
  rateLimited: { ...unknown, retry: 'yes', processed: 'no' },
  busy: { ...unknown, retry: 'yes', processed: 'maybe' },
  serverError: { ...unknown, retry: 'yes', processed: 'maybe', execute: 'no' },
  /** 408 and 425: somebody in between has not passed the request on in time, or says so. */
  tooLate: { ...unknown, retry: 'yes', processed: 'maybe', execute: 'no' },
  /** An undocumented 2xx page does not tell whether the request was processed. */
  success: { ...unknown, retry: 'yes', processed: 'maybe', execute: 'no' },
  /** A file, or more than is read: it was processed, and would come again. */
  finalSuccess: { ...unknown, retry: 'no', processed: 'maybe', execute: 'no' },
  /** A body that says success, under a status that does not. */
  contradiction: { ...unknown, retry: 'yes', processed: 'maybe' },
} as const satisfies Readonly<Record<string, RetryRow>>

/**
 * The row of a Feishu error code.
 * @param code the body's top-level `code`
 * @param path the request's path: some codes mean something else to some calls
 * @param text the body's `msg`
 * @returns undefined for a code the table does not know
 */
export function entryFor(code: number, path: string, text = ''): ErrorEntry | undefined {
  return errorTable.find(
    (entry) => entry.codes.includes(code) && path.startsWith(entry.path ?? '') && (entry.msg?.test(text) ?? true),
  )
}

/** A flow's key that was used before; the only proof that an earlier attempt was accepted. */
export const usedKeyCode = 'k_wf_ec_2001008'

/** The second, inner error of a flow: `data.code`, under a top-level code of 0 too, or the top-level code itself. */
// biome-ignore format: as above
export const innerCodes: Readonly<Record<string, HintName>> = {
  k_wf_ec_2001001: 'flowNameInvalid',
  k_wf_ec_2001002: 'flowInputMissing', k_ec_000011: 'flowInputMissing', k_ec_000012: 'flowInputMissing',
  k_wf_ec_2001004: 'flowNotCallable',
  k_wf_ec_2001006: 'flowNotFound',
  [usedKeyCode]: 'keyUsed',
  k_wf_ec_200036: 'flowNotAuthorised', k_ec_000009: 'flowNotAuthorised',
  k_ec_000013: 'flowInputWrong', k_ec_000014: 'flowInputWrong', k_ec_000015: 'flowInputWrong',
  k_ec_000032: 'flowRateLimited', k_op_ec_20003: 'flowRateLimited', k_cf_ec_200009: 'flowRateLimited',
  k_ec_000050: 'flowNotPublished',
  k_ec_000054: 'flowTimedOut',
}

/**
 * The hint for a flow's inner code.
 * @param code `data.code`, as the server wrote it
 */
export function innerHint(code: string): HintName | undefined {
  return Object.hasOwn(innerCodes, code) ? innerCodes[code] : undefined
}
