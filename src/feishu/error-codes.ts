import type { HintName } from '../messages/index.ts'

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

/** Whether an idempotent call is repeated: 'refresh' = once, with a new token; 'twice' = at most two times. */
export type IdempotentRetry = 'no' | 'yes' | 'refresh' | 'twice'

/** Whether execute-flow is repeated: 'key' = the flow may have started, so only under the same idempotency key. */
export type ExecuteRetry = 'no' | 'yes' | 'refresh' | 'key'

export interface RetryRow {
  class: ErrorClass
  /** 'no' as well where the error does not occur on such calls. */
  idempotent: IdempotentRetry
  /** 'no' as well where the error does not occur on execute-flow. */
  execute: ExecuteRetry
  /** Seconds, where the first wait is longer than usual. */
  firstWaitSeconds?: number
  /** What to do next. */
  hint: HintName
  /** The request may have been processed, on whatever call: Feishu failed or timed out meanwhile. */
  mayHaveRun?: true
  /** The same call for another target of the same base would fail the same way. */
  everyTarget?: true
}

export interface ErrorEntry extends RetryRow {
  codes: readonly number[]
  /** Only for requests whose path begins so. */
  path?: string
}

/** Classes whose cause lies in the app, its token or the tenant, never in one target. */
export const everyTargetClasses: readonly ErrorClass[] = ['auth', 'permission', 'quota']

/** The calls of Feishu's own CLI, which know `wkf…` ids only. */
export const baseV3 = '/open-apis/base/v3/'

const permission = { class: 'permission', idempotent: 'no', execute: 'no' } as const
const auth = { class: 'auth', idempotent: 'no', execute: 'no' } as const
const badInput = { class: 'bad input', idempotent: 'no', execute: 'no' } as const
const notFound = { class: 'not found', idempotent: 'no', execute: 'no' } as const
const quota = { class: 'quota', idempotent: 'no', execute: 'no' } as const
const internal = { class: 'internal', idempotent: 'no', execute: 'no' } as const
const transient = { class: 'transient', idempotent: 'yes', execute: 'no' } as const

// biome-ignore format: a table is read row by row
export const errorTable: readonly ErrorEntry[] = [
  { codes: [99991661], ...auth, hint: 'tokenMissing' },
  { codes: [99991663, 99991664, 99991665, 99991671, 20013], ...auth, idempotent: 'refresh', execute: 'refresh', hint: 'tenantTokenInvalid' },
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
  { codes: [1254003], ...badInput, hint: 'appTokenMalformed', everyTarget: true },
  { codes: [1254004], ...badInput, hint: 'tableIdWrong' },
  { codes: [1254301], ...badInput, hint: 'advancedPermissionsUnavailable' },
  { codes: [9499, 4000, 10001, 10100, 10400, 20001, 99992402], ...badInput, hint: 'parameterRejected' },
  { codes: [2320001, 2320006], ...badInput, hint: 'flowParameterRejected' },
  { codes: [99991301], ...badInput, hint: 'methodRejected', everyTarget: true },

  { codes: [2200, 91402], path: baseV3, ...notFound, hint: 'workflowNotFound' },
  { codes: [1254040, 91402], ...notFound, hint: 'baseNotFound', everyTarget: true },
  { codes: [1254041], ...notFound, hint: 'tableNotFound' },
  { codes: [131002, 131005], ...notFound, hint: 'wikiNodeNotFound' },
  { codes: [131012, 131013, 131014, 131016], ...notFound, hint: 'wikiNodeUnusable' },
  { codes: [2320003, 2320004], ...notFound, hint: 'operatorUnknown' },
  { codes: [800004045], ...notFound, hint: 'featureUnavailable', everyTarget: true },
  { codes: [99991201], ...notFound, hint: 'unknownPath', everyTarget: true },

  { codes: [99991400], class: 'rate limit', idempotent: 'yes', execute: 'yes', hint: 'rateLimited' },
  { codes: [1254290, 1254112], class: 'rate limit', idempotent: 'yes', execute: 'no', hint: 'baseBusy' },
  { codes: [99991403, 90003087, 90003088, 1254306], ...quota, hint: 'quotaExhausted' },
  { codes: [800040802, 800040803, 800040817, 800040832, 800080105], ...quota, hint: 'baseQuotaExhausted' },

  { codes: [1254036], ...transient, firstWaitSeconds: 5, hint: 'baseBeingCopied' },
  { codes: [1254291, 1254607, 1254608], ...transient, hint: 'writeConflict' },
  { codes: [800040114], class: 'conflict', idempotent: 'yes', execute: 'no', hint: 'writeConflict' },
  { codes: [1255040], ...transient, mayHaveRun: true, hint: 'baseTimedOut' },
  { codes: [1254002], class: 'ambiguous', idempotent: 'yes', execute: 'no', hint: 'baseFail' },
  { codes: [131001, 131009], ...transient, hint: 'wikiBusy' },
  { codes: [131007], ...internal, hint: 'wikiInternal' },
  { codes: [2200, 5000, 1500, 1663, 1668, 10101, 10500], ...transient, execute: 'key', hint: 'serverBusy' },
  { codes: [1254200, 1255001, 1255002, 1255003, 1255004, 1255005], ...internal, idempotent: 'twice', mayHaveRun: true, hint: 'internalError' },
  { codes: [1255006, 1254606], class: 'conflict', idempotent: 'no', execute: 'no', hint: 'clientTokenConflict' },
  { codes: [2320002], ...internal, execute: 'key', hint: 'flowInternal' },

  // Webhook triggers (help centre, articles 383585269199 and 956909912947): only the rate limit is worth a retry.
  { codes: [800004509], ...notFound, hint: 'triggerDisabled' },
  { codes: [800005646], class: 'conflict', idempotent: 'no', execute: 'no', hint: 'triggerLoop' },
  { codes: [800005647], ...badInput, hint: 'triggerTooLarge' },
  { codes: [800005649], ...auth, hint: 'triggerToken' },
  { codes: [800005650], ...permission, hint: 'triggerIp' },
  { codes: [800005652], class: 'rate limit', idempotent: 'yes', execute: 'no', hint: 'triggerRateLimited' },
  { codes: [800006003], ...badInput, hint: 'triggerNotJson' },
]

export type CodelessName =
  | 'unknown-path'
  | 'too-large'
  | 'proxy-authentication'
  | 'http-5xx'
  | 'not-sent'
  | 'outcome-unknown'
  | 'other'

/** Failures that carry no code of Feishu's, or none that the table above knows (`other`). */
export const codelessTable: Readonly<Record<CodelessName, RetryRow>> = {
  /** The response is the plain text `404 page not found`. */
  'unknown-path': { ...notFound, hint: 'unknownPath', everyTarget: true },
  'too-large': { ...badInput, hint: 'tooLarge' },
  'proxy-authentication': {
    class: 'network',
    idempotent: 'no',
    execute: 'no',
    hint: 'proxyAuthentication',
    everyTarget: true,
  },
  /** At 504 a flow may still be running. */
  'http-5xx': { ...transient, execute: 'key', hint: 'http5xx' },
  /** DNS failure, connection refused, TLS failure. */
  'not-sent': { class: 'network', idempotent: 'yes', execute: 'yes', hint: 'notSent', everyTarget: true },
  /** Timeout or reset after sending. */
  'outcome-unknown': { class: 'network', idempotent: 'yes', execute: 'key', hint: 'outcomeUnknown' },
  /** retry.ts adds the one rule that columns cannot hold: idempotent calls repeat it at HTTP 429 and 5xx. */
  other: { class: 'unknown', idempotent: 'no', execute: 'no', hint: 'other' },
}

/**
 * The row of a Feishu error code.
 * @param code the body's top-level `code`
 * @param path the request's path: some codes mean something else to some calls
 * @returns undefined for a code the table does not know
 */
export function entryFor(code: number, path: string): ErrorEntry | undefined {
  return errorTable.find((entry) => entry.codes.includes(code) && path.startsWith(entry.path ?? ''))
}

/** A flow's key that was used before; the only proof that an earlier attempt was accepted. */
export const usedKeyCode = 'k_wf_ec_2001008'

/** The second, inner error of a flow: `data.code`, under a top-level code of 0 too. */
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
