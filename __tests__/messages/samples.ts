import type { en } from '../../src/messages/en.ts'
import { type Expected, type Message, quote, type YamlError, type YamlErrorKind } from '../../src/messages/index.ts'

type Sentences = typeof en.sentences
type Values<Name extends keyof Sentences> = Omit<Extract<Message, { message: Name }>, 'message'>

const named = { workflow_id: '7308871234552638996', title: 'New order' }
const typed = { ...named, type: 'automation' } as const
const many = Array.from({ length: 21 }, (_, index) => ({ ...typed, workflow_id: String(index) }))
const reason = { message: 'feishuMessage', msg: quote('BaseTokenNotFound') } as const
const refused = { fault: 'refused', code: 'ECONNREFUSED', where: '127.0.0.1:9' } as const
const place = { input: 'params', line: 2, column: 3 }
const prefixes = ['tbl', 'vew', 'blk', 'shr', 'wkf', 'bas', 'app', 'cli']

/** What an input has to be; the compiler finds a missing kind. */
const kinds: { [Kind in Expected['kind']]: Extract<Expected, { kind: Kind }> } = {
  boolean: { kind: 'boolean' },
  seconds: { kind: 'seconds', most: 10 },
  integer: { kind: 'integer', most: 100 },
  language: { kind: 'language' },
  operation: { kind: 'operation', names: ['call', 'execute-flow'] },
  domain: { kind: 'domain' },
  appToken: { kind: 'appToken' },
  workflows: { kind: 'workflows' },
  status: { kind: 'status' },
  namespace: { kind: 'namespace' },
  flowId: { kind: 'flowId' },
  operator: { kind: 'operator' },
  params: { kind: 'params' },
  loopMasks: { kind: 'loopMasks' },
  webhookUrl: { kind: 'webhookUrl' },
  request: { kind: 'request' },
}
const expectations = Object.values(kinds)

const yamlKinds: Readonly<Record<YamlErrorKind, true>> = {
  ...{
    multipleDocuments: true,
    notAMapping: true,
    fullWidthColon: true,
    tooLarge: true,
    tooDeep: true,
    mergeKey: true,
  },
  ...{ undefinedAlias: true, keyNotText: true, tag: true, unusedAnchor: true, keyAlone: true, hash: true, blank: true },
  ...{ colonWithoutSpace: true, dashWithoutSpace: true, foldedEntry: true, notAnEntry: true, twoColons: true },
  ...{
    oneLine: true,
    fullWidthBracket: true,
    quotedJson: true,
    commentedJson: true,
    objectAsText: true,
    nothing: true,
  },
}
const yamlErrors: YamlError[] = [
  ...(Object.keys(yamlKinds) as YamlErrorKind[]).map((kind) => ({ kind })),
  ...['BAD_INDENT', 'TAB_AS_INDENT', 'NEW_CODE'].map((code) => ({ kind: 'syntax', code }) as const),
]

/** Values for every sentence that takes any: the compiler finds a missing one. */
export const samples: {
  readonly [Name in keyof Sentences as Sentences[Name] extends string ? never : Name]: readonly Values<Name>[]
} = {
  inputRequired: expectations.map((expected) => ({ input: 'status', expected })),
  invalidInput: expectations.map((expected) => ({ input: 'status', expected, got: 'on' })),
  otherJson: expectations.map((expected) => ({ input: 'params', expected })),
  inputsUnused: [
    { unused: ['params'], operation: 'list-workflows' },
    { unused: ['params', 'operator'], operation: 'list-workflows' },
  ],
  inputTooLong: [{ input: 'params' }, { input: 'operator' }],
  domainDiffersFromLink: [{ domain: 'feishu', linked: 'lark' }],
  operationElsewhere: [{ operation: 'call', action: 'call' }],
  mutuallyExclusive: [{ inputs: ['params', 'params_file'] }],
  roundedNumber: [{ input: 'workflow_id', got: '7.3E+18' }],
  linkInsteadOfId: [{ input: 'workflow_id', got: 'https://x.example/a' }],
  credentialMissing: [{ input: 'app_secret', given: 'app_id' }],
  tokenInvalid: [{ input: 'access_token' }],
  keyInvalid: [{ input: 'idempotent_key' }],
  tenantTokenRequired: [{ operation: 'execute-flow' }],
  domainContradictsLink: [{ domain: 'lark', linked: 'feishu' }],
  partOfLink: [{ got: 'bascnX?table=1' }],
  otherIdAsAppToken: prefixes.map((prefix) => ({ app_token: `${prefix}X`, prefix })),
  otherIdAsWorkflow: prefixes.map((prefix) => ({ workflow_id: `${prefix}X`, prefix })),
  idNotFound: [{ workflow_id: '7308871234552638996' }],
  titleNotFound: [
    { title: 'New order', similar: [] },
    { title: 'New  order', similar: [typed] },
  ],
  titleAmbiguous: [{ title: 'New order', candidates: [typed, { workflow_id: 'wkf1', type: 'workflow' }] }],
  baseHas: [{ known: [] }, { known: [typed] }, { known: many }],
  tooDeep: [{ input: 'params', deepest: 100 }],
  contextParamTaken: [{ name: 'run' }],
  fileUnreadable: [{ path: 'a.json', code: 'ENOENT' }],
  fileNotRegular: [{ path: 'a.json' }],
  fileTooLarge: [{ path: 'a.json', size: 20000000 }],
  fileNotUtf8: [{ path: 'a.json' }],
  bodyTooLarge: [{ size: 5000000, limit: 4194304 }],
  pathPlaceholder: [{ placeholder: ':app_token' }],
  proxyInvalid: [{ variable: 'HTTPS_PROXY' }],
  proxyNotEncoded: [{ variable: 'HTTPS_PROXY' }],
  socksUnsupported: [{ variable: 'HTTPS_PROXY' }],
  allProxyUnsupported: [{ variable: 'ALL_PROXY' }],
  nodeWithoutProxy: [{ version: '24.4.1' }],
  failed: [
    { operation: 'call', reason },
    { operation: 'call', during: 'token', reason },
    { operation: 'pause', reason, targets: { failed: 1, total: 1 } },
    { operation: 'pause', reason, targets: { failed: 2, total: 3 } },
  ],
  sentence: [{ clause: reason }],
  hint: [{ hint: 'other' }],
  firstLine: [{ first_line: quote('<html>') }],
  missingScopes: [{ scopes: [quote('bitable:app')] }, { scopes: ['bitable:app', 'base:workflow:write'].map(quote) }],
  feishuDetails: [{ description: quote('status: not one of Enable, Disable') }],
  flowMessage: [{ error_msg: quote('库存不足。') }],
  executionId: [{ execution_id: '1816' }],
  askedToWait: [{ seconds: 600, limit: 120 }],
  attempts: [{ attempts: 1 }, { attempts: 4 }],
  outcomeUnknownTrigger: [{ idempotent_key: 'k-1' }],
  outcomeUnknownKey: [{ idempotent_key: 'k-1' }],
  earlierAttemptMayHaveStarted: [{ idempotent_key: 'k-1' }],
  mayHaveStarted: [{ idempotent_key: 'k-1' }],
  failedTargets: [{ targets: [named, { workflow_id: 'wkf1' }] }],
  notTriedTargets: [{ targets: many }],
  stillDisabled: [{ targets: many }],
  outputsNotWritten: [
    { cause: 'ENOSPC', repeats: true },
    { cause: 'Error: ENOSPC' },
    { cause: 'Error: ENOSPC', execution_id: '1816', idempotent_key: 'k-1' },
  ],
  tooManyToPause: [{ count: 2500 }],
  invisibleCharacter: [{ input: 'workflow_id' }],
  outputsTooLong: [{ outputs: ['response', 'values'] }],
  summaryNotWritten: [{ cause: 'Error: ENOSPC' }],
  workflowsUnreadable: [{ reason, hint: { message: 'hint', hint: 'workflowScopeMissing' } }],
  endedWithError: [
    { execution_id: '1816', error_msg: quote('Sold out.') },
    { execution_id: '', error_msg: quote('Sold out') },
  ],
  flowStatusUnknown: [
    { execution_id: '1816', status: 'odd' },
    { execution_id: '', status: '' },
  ],
  startedByEarlierAttempt: [
    { idempotent_key: 'k-1', execution_id: '' },
    { idempotent_key: 'k-1', execution_id: '42' },
  ],
  switching: [
    { status: 'Enable', ids: ['7308871234552638996'], titles: [] },
    { status: 'Disable', ids: [], titles: [] },
  ],
  switched: [
    { status: 'Enable', targets: [] },
    { status: 'Enable', targets: [named] },
    { status: 'Disable', targets: [named, named] },
  ],
  targetFailed: [{ target: named, reason }],
  listed: [{ automations: 1, workflows: 2 }],
  listedAutomations: [{ automations: 0 }],
  pausing: [
    { ids: [], titles: [] },
    { ids: [], titles: ['New order'] },
  ],
  paused: [{ targets: [named] }],
  nothingToPause: [{ selected: false }, { selected: true }],
  restoring: [{ targets: [named] }],
  restored: [{ targets: [named] }],
  executing: [{ namespace: 'package_7344545d87__c', flow_id: 'deleteObject_99c656599f' }],
  stillWaiting: [{ seconds: 15 }],
  flowEnded: [{ execution_id: '' }, { execution_id: '1816' }],
  flowWaits: [
    { execution_id: '', status: 'wait' },
    { execution_id: '1816', status: 'wait' },
  ],
  flowRuns: [
    { execution_id: '', status: 'in_process' },
    { execution_id: '1816', status: 'in_process' },
  ],
  calling: [{ method: 'GET', path: '/open-apis/x' }],
  called: [{ method: 'GET', path: '/open-apis/x' }],
  retrying: [{ call: 'execute', reason, next: { message: 'retryWithNewToken', attempt: 2, maxAttempts: 4 } }],
  facts: [{ facts: ['code 0', 'attempts 1'] }],
  moreRows: [{ count: 3 }],
  stateNotSaved: [{ cause: 'Error: ENOSPC' }],
  statusUnknown: [{ targets: [{ workflow_id: '1', title: 'a' }] }],
  invalidJson: ([undefined, 'comment', 'punctuation', 'text'] as const).map((error) => ({ ...place, error })),
  paramsDoubtful: (['comment', 'fullWidthComma', 'rounded', 'objectAsText', 'expression'] as const).map(
    (doubt, more) => ({
      ...place,
      doubt,
      more,
    }),
  ),
  invalidYaml: yamlErrors.map((error) => ({ ...place, error })),
  unexpectedError: [{ cause: 'TypeError: x' }],
  feishuMessage: [{ msg: quote('BaseTokenNotFound.') }],
  timedOut: [{ seconds: 60 }],
  networkError: [
    { tried: [{ fault: 'closed', code: 'ECONNRESET' }], proxy: false },
    { tried: [refused, { ...refused, fault: 'noRoute', code: 'ENETUNREACH' }], proxy: false },
    { tried: [refused], proxy: true },
  ],
  connectingTimedOut: [
    { seconds: 60, tried: [] },
    { seconds: 60, tried: ['127.0.0.1:9', '[::1]:9'] },
  ],
  encodingWrong: [{ encoding: 'gzip' }],
  responseCutOff: [{ reason: { message: 'networkError', tried: [refused], proxy: false } }],
  contradictoryStatus: [{ http_status: 404 }],
  fieldNotText: [{ field: 'data.status' }],
  entryWithoutId: [{ title: quote('New order') }, { title: quote('') }],
  redirectsTo: [{ host: 'login.example' }],
  pageTitle: [{ description: quote('502 Bad Gateway') }],
  responseSays: [{ description: quote('message: x') }],
  listEndsEarly: [{ total: 25, found: 20 }],
  listNeverEnds: [{ found: 20 }],
  wikiPageNotABase: [{ type: quote('docx') }],
  notConfirmed: [{ workflow_id: '1', status: 'Enable' }],
  cancelledBeforeAttempt: [{ attempt: 2 }],
  flowStatus: [{ status: 'rejected' }],
  startedResultUnknown: [{ idempotent_key: 'k-1' }],
  reasonWithCode: [{ reason }, { reason, code: '1254040', http_status: 200, log_id: '2024' }],
  quoted: [{ text: quote('https://x.example') }],
  feishuLink: [{ link: quote('https://open.feishu.cn/app') }],
  docsLink: [{ anchor: 'code-1254040' }],
  docsUrl: [{ anchor: 'code-1254040' }],
  targetDone: [{ target: named, status: 'Enable' }],
  listedWorkflow: [{ workflow_id: '7308871234552638996', title: 'New order', type: 'automation', status: 'Enable' }],
  retryAfterWait: [{ attempt: 2, maxAttempts: 4, seconds: 0.75 }],
  retryWithNewToken: [{ attempt: 2, maxAttempts: 4 }],
  plannedRequest: [
    { call: 'token', url: 'POST https://x.example', fields: [], about: undefined },
    {
      call: 'updateAutomation',
      url: 'PUT https://x.example',
      fields: ['status'],
      about: { message: 'forTitle', title: 'New order', type: 'automation' },
    },
  ],
  callName: [{ call: 'call' }, { call: 'enableWorkflow', about: { message: 'forEach', type: 'workflow' } }],
  forTitle: [{ title: 'New order', type: 'automation' }],
  forEach: [{ type: 'automation' }],
  heading: [
    { outcome: 'failed' },
    { operation: 'call', outcome: 'succeeded' },
    { operation: 'call', outcome: 'dryRun' },
  ],
}
