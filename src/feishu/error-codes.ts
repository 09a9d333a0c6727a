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
const unknown = { class: 'unknown', hint: 'notFeishu' } as const
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
  { codes: [99991663, 99991664, 99991665, 99991671, 20013], ...auth, retry: 'refresh', hint: 'tokenInvalid' },
  { codes: [99991668, 99991677, 20005, 20006], ...auth, hint: 'tokenTypeWrong' },
  { codes: [4001, 20014, 99991641, 99991642, 99991643, 99991644, 99991645, 99991669, 99991670], ...auth, hint: 'sessionInvalid' },
  { codes: [10003], ...auth, hint: 'credentialsMalformed' },
  { codes: [10014], ...auth, hint: 'appUnknown' },
  { codes: [10015, 99991543, 20002], ...auth, hint: 'secretMismatch' },
  { codes: [10005, 10012, 10013], ...auth, hint: 'appWithoutToken' },
  { codes: [99991662, 99991673, 20009, 11207, 11210], ...auth, hint: 'appDisabled' },

  { codes: [99991672], ...permission, hint: 'scopeMissing' },
  { codes: [99991676, 99991679, 99991674], ...permission, hint: 'tokenScopeMissing' },
  { codes: [99991401], ...permission, hint: 'ipNotAllowed' },
  { codes: [91403], ...permission, hint: 'notCollaborator' },
  { codes: [1254302], ...permission, hint: 'advancedPermissions' },
  { codes: [1254304], ...permission, hint: 'advancedPermissionsEdition' },
  { codes: [1254303, 1254305], ...permission, hint: 'restrictedByTenant' },
  { codes: [131006], ...permission, hint: 'wikiNoPermission' },
  { codes: [2320005], ...permission, hint: 'flowNotAuthorised' },
  { codes: [230013], ...permission, path: baseV3, hint: 'workflowScopeMissing' },
  { codes: [230013], ...permission, path: '/open-apis/im/', hint: 'botNotAvailable' },
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
  { codes: [1255006], class: 'conflict', retry: 'no', hint: 'clientTokenConflict' },
  { codes: [1254606], class: 'conflict', retry: 'no', hint: 'dataUnchanged' },
  { codes: [2320002], ...internal, retry: 'yes', processed: 'maybe', hint: 'flowInternal' },

  // Webhook triggers (help centre, articles 383585269199 and 956909912947): only the rate limit is worth a retry.
  { codes: [800004509], ...notFound, hint: 'triggerDisabled' },
  { codes: [800005646], class: 'conflict', retry: 'no', hint: 'triggerLoop' },
  { codes: [800005647], ...badInput, hint: 'triggerTooLarge' },
  { codes: [800005649], ...auth, hint: 'triggerToken' },
  { codes: [800005650], ...permission, hint: 'triggerIp' },
  { codes: [800005652], ...rateLimit, hint: 'triggerRateLimited' },
  { codes: [800006003], ...badInput, hint: 'triggerNotJson' },

  // Messages of an app (docs: im-v1/message), and the files and images for them (im-v1/file, im-v1/image).
  { codes: [230002], ...permission, hint: 'botNotInChat' },
  { codes: [230006, 234007], ...permission, hint: 'botNotEnabled' },
  { codes: [230027], ...permission, hint: 'messageNotPermitted' },
  { codes: [230018, 230035, 230038], ...permission, hint: 'messageNotAllowed' },
  { codes: [230029, 230053], ...permission, hint: 'recipientUnreachable' },
  { codes: [230036, 234041], ...permission, hint: 'tenantKeyDeleted' },
  { codes: [230017, 1062007], ...permission, hint: 'fileOfAnother' },
  { codes: [234002, 1061005], ...auth, hint: 'tokenNotAccepted' },
  { codes: [230001, 234001], ...badInput, hint: 'parameterRejected' },
  { codes: [230034], ...badInput, hint: 'recipientUnknown' },
  { codes: [230099, 11246], ...badInput, hint: 'cardInvalid' },
  { codes: [230025], ...badInput, hint: 'messageTooLong' },
  { codes: [230022, 230028, 1061109, 1061113], ...badInput, hint: 'contentRefused' },
  { codes: [230015, 230054, 230055, 230071, 230072, 230073, 230074, 230075], ...badInput, hint: 'messageUnsupported' },
  { codes: [230031], ...badInput, hint: 'messageTooOld' },
  { codes: [230011, 230019, 230050, 230110, 230111], ...notFound, hint: 'messageGone' },
  { codes: [232009], ...notFound, hint: 'chatDissolved' },
  { codes: [234006, 234010, 1061043], ...badInput, hint: 'fileSize' },
  { codes: [234011, 234039], ...badInput, hint: 'imageUnsupported' },
  { codes: [234042, 1061061, 1061101], ...quota, hint: 'storageFull' },

  // Group bots (docs: custom bot guide; 19001 and 19007 seen).
  { codes: [19001], ...auth, hint: 'botUrlUnknown' },
  { codes: [19007], ...notFound, hint: 'botDisabled' },
  { codes: [19021], ...auth, hint: 'botSignature' },
  { codes: [19022], ...permission, hint: 'botIp' },
  { codes: [19024], ...badInput, hint: 'botKeyword' },
  { codes: [19002], ...badInput, hint: 'botMessageIncomplete' },
  { codes: [19036], ...badInput, hint: 'botTooLarge' },

  // Files and folders (docs: drive-v1/media/upload_all, drive-v1/file/upload_all).
  { codes: [1061004], ...permission, hint: 'documentForbidden' },
  { codes: [1061073], ...permission, hint: 'scopeMissing' },
  { codes: [1061003, 1061007, 1061041, 1061044, 1061500], ...notFound, hint: 'uploadTargetGone' },
  { codes: [1061002, 1061008, 1062005, 1062008, 1062009, 1062010, 1062011, 1062014], ...badInput, hint: 'uploadRejected' },
  { codes: [1061021, 1062013], ...badInput, hint: 'uploadExpired' },
  { codes: [1061042, 1061547, 1062505, 1062506, 1062507], ...quota, hint: 'folderFull' },
  { codes: [1061022], class: 'conflict', retry: 'no', hint: 'fileChanged' },
  { codes: [232096, 1062004, 1062006, 1062012, 1064230], ...transient, hint: 'serverBusy' },
  { codes: [1061001, 1061006, 1062051], ...transient, processed: 'maybe', hint: 'serverBusy' },

  // Records (docs: bitable-v1/app-table-record).
  { codes: [1254005, 1254006, 1254008, 1254042, 1254043], ...notFound, hint: 'recordNotFound' },
  { codes: [1254009, 1254024, 1254044, 1254045], ...notFound, hint: 'fieldNotFound' },
  { codes: [1254007, 1254015, 1254060, 1254061, 1254062, 1254063, 1254064, 1254065, 1254067, 1254068, 1254069, 1254072, 1254074, 1254130], ...badInput, hint: 'fieldValueWrong' },
  { codes: [1254066], ...badInput, hint: 'personFieldWrong' },
  { codes: [1254027], ...badInput, hint: 'attachmentNotUploaded' },
  { codes: [1254011, 1254016, 1254018, 1254107, 1254108], ...badInput, hint: 'filterWrong' },
  { codes: [1254030, 1254109], ...badInput, hint: 'resultTooLarge' },
  { codes: [1254037], ...badInput, hint: 'clientTokenNotUuid' },
  { codes: [1254100, 1254101, 1254102, 1254103, 1254104, 1254105, 1254106], ...quota, hint: 'baseLimit' },

  // Approvals (docs: approval-v4/instance).
  { codes: [1390001], ...badInput, hint: 'approvalFormWrong' },
  { codes: [1390003, 1390004], ...notFound, hint: 'approvalNotFound' },
  { codes: [1390009], ...permission, hint: 'approvalForbidden' },
  { codes: [1390013, 1390015], ...badInput, hint: 'approvalDefinition' },
  { codes: [1395001], ...transient, processed: 'maybe', hint: 'approvalFail' },

  // base/v3, from the table of Feishu's own CLI (larksuite/cli).
  { codes: [800004006, 800010109], ...badInput, hint: 'parameterRejected' },
  { codes: [800010102], ...badInput, hint: 'preconditionFailed' },
  { codes: [800030110], ...notFound, hint: 'tableNotFound' },
  { codes: [800040819], class: 'conflict', retry: 'no', hint: 'preconditionFailed' },
  { codes: [800080821], ...permission, hint: 'restrictedByTenant' },
  { codes: [800100112, 800100113], ...internal, retry: 'twice', processed: 'maybe', hint: 'internalError' },
]

/** Failures that carry no code of Feishu's, or none that the table above knows, by their entry of docs/troubleshooting. */
export const codelessTable = {
  /** The response is the plain text `404 page not found`. */
  'unknown-path': { ...notFound, hint: 'unknownPath', affectsEveryTarget: true },
  'too-large': { ...badInput, hint: 'tooLarge' },
  'proxy-authentication': { ...notAgreed, hint: 'proxyAuthentication' },
  /** HTTP 3xx or 4xx to CONNECT: rules do not change by asking again, and a web server does not become a proxy. */
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
  /** 408 and 425: an intermediary gave up on the request, or would not pass it on yet. */
  tooLate: { ...unknown, retry: 'yes', processed: 'maybe', execute: 'no' },
  /** An undocumented 2xx page does not tell whether the request was processed. */
  success: { ...unknown, retry: 'yes', processed: 'maybe', execute: 'no' },
  /** A file, or more than is read: it was processed, and would come again. */
  finalSuccess: { class: 'unknown', hint: 'fileResponse', retry: 'no', processed: 'maybe', execute: 'no' },
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
export const innerCodes: readonly { codes: readonly string[]; hint: HintName }[] = [
  { codes: ['k_wf_ec_2001001', 'k_ec_000005'], hint: 'flowNameInvalid' },
  { codes: ['k_wf_ec_2001002', 'k_ec_000011', 'k_ec_000012'], hint: 'flowInputMissing' },
  { codes: ['k_wf_ec_2001004', 'k_ec_000010'], hint: 'flowNotCallable' },
  { codes: ['k_wf_ec_2001006'], hint: 'flowNotFound' },
  { codes: [usedKeyCode], hint: 'keyUsed' },
  { codes: ['k_wf_ec_200036', 'k_ec_000009', 'k_op_ec_10201', 'k_op_ec_10203', 'k_perm_ec_000001', 'k_ec_000027'], hint: 'flowNotAuthorised' },
  { codes: ['k_ec_000002', 'k_ec_000003'], hint: 'operatorUnknown' },
  { codes: ['k_op_ec_10100', 'k_op_ec_10101', 'k_op_ec_10102'], hint: 'flowParameterRejected' },
  { codes: ['k_ec_000013', 'k_ec_000014', 'k_ec_000015'], hint: 'flowInputWrong' },
  { codes: ['k_ec_000032', 'k_op_ec_20003', 'k_cf_ec_200009', 'k_fs_ec_000004'], hint: 'flowRateLimited' },
  { codes: ['k_ec_000050'], hint: 'flowInDevelopment' },
  { codes: ['k_ec_000051', 'k_ec_000052'], hint: 'flowDevelopmentForbidden' },
  { codes: ['k_ec_000001', 'k_ec_000004', 'k_ec_000018', 'k_ec_000030', 'k_ec_000040', 'k_ec_000053', 'k_op_ec_20001', 'k_op_ec_20002'], hint: 'flowInternal' },
  { codes: ['k_ec_000054'], hint: 'flowTimedOut' },
]

/**
 * The hint for a flow's inner code.
 * @param code `data.code`, as the server wrote it
 */
export function innerHint(code: string): HintName | undefined {
  return innerCodes.find(({ codes }) => codes.includes(code))?.hint
}
