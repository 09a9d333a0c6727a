import type { CallFailure } from '../feishu/error.ts'
import type { TokenKind } from '../feishu/token.ts'
import type { HintName, Message, RemedyName, Subject } from '../messages/index.ts'

/** What a step is, as far as it decides what a person does next about a failed call. */
export interface Situation {
  subject: Subject
  token: TokenKind
  /** The job has ended: nobody can act on an input, and a re-run starts over. */
  post: boolean
  /** The key that was sent, and whether it is the user's own, which a re-run sends again. */
  key?: { idempotent_key: string; given: boolean }
}

/** What to do next, for these subjects and tokens only where some are named. */
export interface Remedy {
  remedy: RemedyName
  subjects?: readonly Subject[]
  tokens?: readonly TokenKind[]
}

/** Only where nothing can have been done yet, and never in post: a re-run of pause would find everything off. */
const reruns: readonly RemedyName[] = [
  'runAgain',
  'runAgainLater',
  'runAgainFewer',
  'runAgainThen',
  'runAgainOrSupport',
]

/** About inputs that post does not read: what main has saved counts there. */
const ofMain: readonly RemedyName[] = [
  'copyLink',
  'copyBaseLink',
  'copyPageLink',
  'checkIds',
  'listIds',
  'ownToken',
  'checkDomain',
  'checkHost',
  'longerTimeout',
]

const app = ['app', 'tenant'] as const
const on =
  (subject: Subject) =>
  (remedy: RemedyName, tokens?: readonly TokenKind[]): Remedy => ({
    remedy,
    subjects: [subject],
    ...(tokens && { tokens }),
  })
const onBase = on('base')
const onFlow = on('flow')
const onCall = on('call')
const onTrigger = on('trigger')
const onMessage = on('message')

const request = onCall('checkRequest')
const newToken: readonly Remedy[] = [
  { remedy: 'newUserToken', tokens: ['user'] },
  { remedy: 'newToken', tokens: ['tenant', 'unknown'] },
]
const scope: readonly Remedy[] = [
  { remedy: 'addScope', tokens: app },
  { remedy: 'authorizeAgain', tokens: ['user', 'unknown'] },
]
const access: readonly Remedy[] = [
  onBase('addAppToBase', app),
  onBase('shareBase', ['user']),
  onBase('grantBase', ['unknown']),
  onCall('addAppToDocument', app),
  onCall('shareDocument', ['user']),
  onCall('grantDocument', ['unknown']),
]
const webhook: readonly Remedy[] = [onTrigger('checkWebhook'), onMessage('checkBotUrl', ['none'])]
const host: readonly Remedy[] = [...webhook, { remedy: 'checkHost' }]
const orSupport: readonly Remedy[] = [{ remedy: 'runAgainOrSupport' }, { remedy: 'support' }]
const later: readonly Remedy[] = [{ remedy: 'runAgainLater' }]

/** The remedies of a hint; the first that fits is said. A hint that says it all has none. */
export const remedies: Readonly<Partial<Record<HintName, readonly Remedy[]>>> = {
  tokenMissing: [
    { remedy: 'secretEmpty', tokens: ['app'] },
    { remedy: 'tokenEmpty', tokens: ['tenant', 'user', 'unknown'] },
  ],
  tokenInvalid: [{ remedy: 'setPlatform', tokens: ['app'] }, ...newToken],
  tokenTypeWrong: [
    { remedy: 'newUserToken', tokens: ['user'] },
    { remedy: 'passUserToken', tokens: [...app, 'unknown'] },
  ],
  sessionInvalid: [{ remedy: 'runAgain', tokens: ['app'] }, ...newToken],
  credentialsMalformed: [{ remedy: 'checkAppId', tokens: ['app'] }],
  appUnknown: [{ remedy: 'checkApp', tokens: ['app'] }],
  secretMismatch: [{ remedy: 'copySecret', tokens: ['app'] }],
  appWithoutToken: [{ remedy: 'customApp', tokens: ['app'] }],

  scopeMissing: scope,
  tokenScopeMissing: scope,
  workflowScopeMissing: scope,
  notCollaborator: access,
  readOnly: access,
  advancedPermissions: access,
  documentForbidden: access.filter(({ subjects }) => subjects?.includes('call')),
  wikiNoPermission: [
    { remedy: 'addAppToPage', tokens: app },
    { remedy: 'sharePage', tokens: ['user'] },
    { remedy: 'grantPage', tokens: ['unknown'] },
  ],

  baseRequestRejected: [onBase('checkIds'), request],
  appTokenMalformed: [onBase('copyLink'), onCall('checkToken')],
  baseNotFound: [onBase('copyLink'), onCall('checkToken')],
  tableIdWrong: [onBase('copyLink'), request],
  tableNotFound: [onBase('checkIds'), request],
  workflowNotFound: [onBase('listIds'), onCall('checkToken')],
  wikiNodeNotFound: [onBase('copyPageLink'), onCall('checkPageToken')],
  wikiNodeUnusable: [onBase('copyBaseLink'), onCall('checkPageToken')],
  notABase: [onBase('copyBaseLink')],
  responseUndocumented: orSupport,
  clientTokenConflict: [{ remedy: 'runAgain' }],

  rateLimited: [{ remedy: 'runAgainFewer' }],
  baseBusy: [{ remedy: 'runAgainThen' }],
  writeConflict: [{ remedy: 'runAgainThen' }],
  baseBeingCopied: later,
  baseTimedOut: orSupport,
  baseFail: [onBase('checkIds'), request],
  wikiBusy: [onBase('ownToken'), ...later],
  wikiInternal: [onBase('ownToken'), { remedy: 'support' }],
  serverBusy: later,
  internalError: orSupport,
  http5xx: later,
  nameLookupFailed: [{ remedy: 'runAgain' }],

  parameterRejected: [request],
  methodRejected: [onCall('checkMethod'), ...webhook, { remedy: 'checkDomain' }],
  unknownPath: [onCall('checkPath'), ...webhook, { remedy: 'checkDomain' }],
  fileResponse: [onCall('setOutputFile')],
  conditionNotMet: [onCall('checkConditions')],
  notFeishu: host,
  nameUnknown: host,
  connectionRefused: host,
  certificateName: host,
  tlsFailed: host,
  tooLarge: [{ remedy: 'sendLess', subjects: ['flow', 'trigger'] }, onCall('sendLessOrSmallerFile')],
  outcomeUnknown: [{ remedy: 'longerTimeout' }],

  flowNotAuthorised: [onFlow('checkOperatorToo')],
  flowParameterRejected: [onFlow('checkFlowInputs'), request],
  operatorUnknown: [onFlow('checkOperator'), request],
  flowNameInvalid: [onFlow('checkFlowId'), request],
  flowInputMissing: [onFlow('addToParams'), request],
  flowInputWrong: [onFlow('compareParams'), request],
  flowNotCallable: [onFlow('checkFlowId'), request],
  flowNotFound: [onFlow('checkNamespace'), request],
  flowRateLimited: later,
  flowInternal: orSupport,
  keyUsed: [onFlow('otherKey')],

  triggerDisabled: [{ remedy: 'runAgainThen' }],
  triggerTooLarge: [onTrigger('sendLess')],
  triggerToken: [onTrigger('copyBearer')],
  triggerRateLimited: later,
  triggerNotJson: [onTrigger('checkParams')],

  recipientUnknown: [onMessage('checkRecipient'), request],
  messageGone: [onMessage('checkMessageId'), request],
  botUrlUnknown: [onMessage('checkBotUrl')],
  botSignature: [onMessage('copyBotSecret')],
  botMessageIncomplete: [onMessage('addToParams')],
}

/** What to do next about a failed call, and what a re-run would do where its outcome is unknown. */
export function nextSteps(failure: CallFailure, situation: Situation): Message[] {
  const remedy = remedyOf(failure, situation)
  return [
    { message: 'hint', hint: failure.hint },
    ...(remedy ? [{ message: 'remedy', remedy } as const] : []),
    ...rerunOf(failure, situation),
  ]
}

function remedyOf({ hint, outcomeUnknown }: CallFailure, { subject, token, post }: Situation): RemedyName | undefined {
  const fits = ({ remedy, subjects, tokens }: Remedy) =>
    (subjects?.includes(subject) ?? true) &&
    (tokens?.includes(token) ?? true) &&
    !(reruns.includes(remedy) && (post || outcomeUnknown)) &&
    !(ofMain.includes(remedy) && post)
  return remedies[hint]?.find(fits)?.remedy
}

function rerunOf({ outcomeUnknown, again, keyUsed }: CallFailure, { subject, post, key }: Situation): Message[] {
  if (keyUsed && key?.given && !outcomeUnknown) return [{ message: 'rerunNeedsKey' }]
  if (!outcomeUnknown || post) return []
  if (again === 'none') return [{ message: 'checkBeforeRerun' }]
  if (!key) return [{ message: 'rerunIsSafe' }]
  const { idempotent_key, given } = key
  return [{ message: given ? 'rerunWithSameKey' : 'rerunWithNewKey', subject, idempotent_key }]
}
