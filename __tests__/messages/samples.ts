import { expectations, yamlErrors } from '../../src/messages/en/inputs.ts'
import type { en } from '../../src/messages/en.ts'
import { type Expected, type Message, quote, type YamlError, type YamlErrorKind } from '../../src/messages/index.ts'
import type { ExpectedKind } from '../../src/messages/values.ts'

type Name = keyof typeof en.sentences
type Values<Of extends Name> = Omit<Extract<Message, { message: Of }>, 'message'>

const named = { workflow_id: '7308871234552638996', title: 'New order' }
const typed = { ...named, type: 'automation' } as const
const many = Array.from({ length: 21 }, (_, index) => ({ ...typed, workflow_id: String(index) }))
const reason = { message: 'feishuMessage', msg: quote('BaseTokenNotFound') } as const
const refused = { fault: 'refused', code: 'ECONNREFUSED', where: '127.0.0.1:9' } as const
const place = { input: 'params', line: 2, column: 3 }
/** Of an execution whose id is known, or not. */
const executions = ['', '1816']
const subjects = ['base', 'flow', 'call', 'message', 'trigger'] as const
const prefixes = ['tbl', 'vew', 'blk', 'shr', 'wkf', 'bas', 'app', 'cli']

/** What an input has to be. */
const expected: Expected[] = [
  ...(['seconds', 'minutes', 'integer'] as const).map((kind) => ({ kind, most: 10 })),
  { kind: 'operation', names: ['call', 'execute-flow'] },
  ...(Object.keys(expectations) as ExpectedKind[]).map((kind) => ({ kind })),
]
const invalid: YamlError[] = [
  ...(Object.keys(yamlErrors) as YamlErrorKind[]).map((kind) => ({ kind })),
  ...['BAD_INDENT', 'TAB_AS_INDENT', 'NEW_CODE'].map((code) => ({ kind: 'syntax', code }) as const),
]

/** Values by the names that sentences give them. A sentence that takes nothing else needs no sample of its own. */
const common = {
  input: 'params',
  path: 'folder/a.json',
  name: 'content',
  variable: 'HTTPS_PROXY',
  method: 'GET',
  got: 'https://x.example/a',
  placeholder: ':app_token',
  field: 'data.status',
  code: 'ENOENT',
  cause: 'Error: ENOSPC',
  size: 5000000,
  limit: 100,
  deepest: 100,
  count: 2500,
  found: 20,
  total: 25,
  seconds: 60,
  attempt: 2,
  maxAttempts: 4,
  http_status: 404,
  workflow_id: named.workflow_id,
  status: 'Enable',
  target: named,
  targets: [named],
  reason,
  operation: 'execute-flow',
  namespace: 'package_7344545d87__c',
  flow_id: 'deleteObject_99c656599f',
  execution_id: '1816970091',
  idempotent_key: 'k-1-of-a-run',
  description: quote('502 Bad Gateway'),
  folder: 'https://x.example/docs/',
  anchor: 'code-1254040',
}

/** Values for every other sentence, and further ones: the compiler finds a missing one. */
const samples: {
  readonly [Each in Name as typeof common extends Values<Each> ? never : Each]: readonly Values<Each>[]
} & { readonly [Each in Name]?: readonly Values<Each>[] } = {
  inputRequired: expected.map((each) => ({ input: 'status', expected: each })),
  invalidInput: expected.map((each) => ({ input: 'status', expected: each, got: 'on' })),
  otherJson: expected.map((each) => ({ input: 'params', expected: each })),
  inputsUnused: [
    { unused: ['params'], operation: 'list-workflows' },
    { unused: ['params', 'operator'], operation: 'list-workflows' },
    { unused: ['app_id'], operation: 'message', chosenBy: 'webhook_url' },
  ],
  inputTooLong: [{ input: 'params' }, { input: 'operator' }],
  domainDiffersFromLink: [{ domain: 'feishu', linked: 'lark' }],
  operationElsewhere: [{ operation: 'call', action: 'call' }],
  mutuallyExclusive: [{ inputs: ['params', 'params_file'] }],
  roundedNumber: [{ input: 'workflow_id', got: '7.3E+18' }, { input: 'request' }],
  credentialMissing: [{ input: 'app_secret', given: 'app_id' }],
  domainContradictsLink: [{ domain: 'lark', linked: 'feishu' }],
  otherIdAsAppToken: prefixes.map((prefix) => ({ app_token: `${prefix}X`, prefix })),
  otherIdAsWorkflow: prefixes.map((prefix) => ({ workflow_id: `${prefix}X`, prefix })),
  titleNotFound: [[], [typed]].map((similar) => ({ title: 'New  order', similar })),
  titleAmbiguous: [{ title: 'New order', candidates: [typed, { workflow_id: 'wkf1', type: 'workflow' }] }],
  baseHas: [{ known: [] }, { known: [typed] }, { known: many }],
  nodeWithoutProxy: [{ version: '24.4.1' }],
  failed: [
    { operation: 'call', reason },
    { operation: 'call', during: 'token', reason },
    { operation: 'pause', reason, targets: { failed: 1, total: 1 } },
    { operation: 'pause', reason, targets: { failed: 2, total: 3 } },
  ],
  hint: [{ hint: 'codeUnknown' }],
  remedy: [{ remedy: 'runAgain' }],
  firstLine: [{ first_line: quote('<html>') }],
  missingScopes: [{ scopes: [quote('bitable:app')] }, { scopes: ['bitable:app', 'base:workflow:write'].map(quote) }],
  flowMessage: [{ error_msg: quote('库存不足。') }],
  attempts: [{ attempts: 1 }, { attempts: 4 }],
  webhookUrlInvalid: [{ action: 'trigger' }, { action: 'message' }],
  domainOfTenant: [{ host: 'acme.feishu.cn' }],
  responseWithout: [{ member: 'message_id' }],
  memberNotOfMessage: [{ input: 'params', member: 'receive_id' }],
  keyTooLong: [{ length: 51, longest: 50 }],
  outcomeUnknown: [{ earlier: true }, { earlier: false }],
  rerunWithSameKey: subjects.map((subject) => ({ subject, idempotent_key: 'k-1' })),
  rerunWithNewKey: subjects.map((subject) => ({ subject, idempotent_key: 'k-1' })),
  failedTargets: [{ targets: [named, { workflow_id: 'wkf1' }] }],
  notTriedTargets: [{ targets: many }],
  stillDisabled: [{ targets: [named] }, { targets: Array(60).fill({ ...named, title: 't'.repeat(100) }) }],
  baseAt: [{ place: 'https://acme.feishu.cn/base/appX' }, { place: 'appX' }],
  targetLeft: [{ target: named, result: { message: 'notKnown' } }],
  inputIgnored: [{ reason: { message: 'shareLink' } }],
  outputsNotWritten: [
    { cause: 'ENOSPC', repeats: true },
    { cause: 'Error: ENOSPC' },
    { cause: 'Error: ENOSPC', execution_id: '1816', idempotent_key: 'k-1' },
  ],
  outputsTooLong: [{ outputs: ['response', 'values'] }],
  workflowsUnreadable: [{ reason, hint: { message: 'hint', hint: 'workflowScopeMissing' } }],
  endedWithError: executions.map((execution_id) => ({ execution_id, error_msg: quote('Sold out') })),
  flowStatusUnknown: executions.map((execution_id) => ({ execution_id, status: execution_id && 'odd' })),
  startedByEarlierAttempt: executions.map((execution_id) => ({ idempotent_key: 'k-1', execution_id })),
  switching: [
    { status: 'Enable', ids: ['7308871234552638996'], titles: [] },
    { status: 'Disable', ids: [], titles: [] },
  ],
  switched: [
    { status: 'Enable', targets: [] },
    { status: 'Enable', targets: [named] },
    { status: 'Disable', targets: [named, named] },
  ],
  listed: [{ automations: 1, workflows: 2 }],
  listedAutomations: [{ automations: 0 }],
  pausing: [[], ['New order']].map((titles) => ({ ids: [], titles })),
  resuming: [{ targets: [named] }, { targets: [] }],
  nothingToPause: [{ selected: false }, { selected: true }],
  flowEnded: executions.map((execution_id) => ({ execution_id })),
  flowWaits: executions.map((execution_id) => ({ execution_id, status: 'wait' })),
  flowRuns: executions.map((execution_id) => ({ execution_id, status: 'in_process' })),
  waiting: ['status = PENDING', ''].map((values) => ({ seconds: 60, values: quote(values) })),
  retrying: [{ call: 'execute', reason, next: { message: 'retryWithNewToken', attempt: 2, maxAttempts: 4 } }],
  facts: [{ facts: ['code 0', 'attempts 1'] }],
  invalidJson: ([undefined, 'comment', 'punctuation', 'text'] as const).map((error) => ({ ...place, error })),
  paramsDoubtful: (['comment', 'fullWidthComma', 'rounded', 'objectAsText', 'expression'] as const).map(
    (doubt, more) => ({ ...place, doubt, more }),
  ),
  invalidYaml: invalid.map((error) => ({ ...place, error })),
  feishuMessage: [{ msg: quote('BaseTokenNotFound.') }],
  networkError: [
    { tried: [{ fault: 'closed', code: 'ECONNRESET' }], proxy: false },
    { tried: [refused, { ...refused, fault: 'noRoute', code: 'ENETUNREACH' }], proxy: false },
    { tried: [refused], proxy: true },
  ],
  connectingTimedOut: [[], ['127.0.0.1:9', '[::1]:9']].map((tried) => ({ seconds: 60, tried })),
  encodingWrong: [{ encoding: 'gzip' }],
  responseCutOff: [{ reason: { message: 'networkError', tried: [refused], proxy: false } }],
  entryWithoutId: [{ title: quote('New order') }, { title: quote('') }],
  redirectsTo: [{ host: 'login.example' }],
  failIfHolds: [{ value: quote('status = REJECTED') }],
  notReached: [{ minutes: 0.5, values: quote('status = PENDING, reverted = –') }],
  neverThere: [{ paths: ['a', 'b.c'] }],
  wikiPageNotABase: [{ type: quote('docx') }],
  cancelledBeforeAttempt: [{ attempt: 1 }, { attempt: 2 }],
  reasonWithCode: [{ reason }, { reason, code: '1254040', http_status: 200, log_id: '2024' }],
  quoted: [{ text: quote('https://x.example') }],
  feishuLink: [{ link: quote('https://open.feishu.cn/app') }],
  listedWorkflow: [{ workflow_id: '7308871234552638996', title: 'New order', type: 'automation', status: 'Enable' }],
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
  conditions: [{ until: ['status = APPROVED'], fail_if: ['status = REJECTED, CANCELED'] }],
  forEach: [{ type: 'automation' }],
  happened: [
    { reason },
    { during: 'listAutomations', reason },
    { reason, targets: { failed: 1, total: 1 } },
    { during: 'token', reason, targets: { failed: 1, total: 3 } },
  ],
  kind: [{ type: 'automation' }, { type: 'workflow' }],
  statusName: [{ status: 'Enable' }, { status: 'Disable' }],
  heading: [
    { outcome: 'failed' },
    { operation: 'call', outcome: 'succeeded' },
    { operation: 'call', outcome: 'dryRun' },
  ],
}

/** The values with which a sentence is tried. */
export function samplesOf(sentence: string): readonly object[] {
  const own: Readonly<Record<string, readonly object[]>> = samples
  return own[sentence] ?? [common]
}
