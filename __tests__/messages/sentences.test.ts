import { describe, expect, test } from '@jest/globals'
import { en } from '../../src/messages/en.ts'
import { createSay, languages, type Message } from '../../src/messages/index.ts'
import { nodeTooOld } from '../../src/messages/node-version.ts'

const workflow_id = '7308871234552638996'
const named = { workflow_id, title: 'New order' }
const typed = { ...named, type: 'automation' } as const
const many = Array.from({ length: 21 }, (_, index) => ({ ...typed, workflow_id: String(index) }))
const place = { line: 2, column: 3 }
const key = { idempotent_key: 'key-1' }
const execution_id = '1816970091484211'
const reason = { message: 'feishuMessage', msg: 'BaseTokenNotFound' } as const

/** Every sentence that ends like one, with typical values. */
const sentences: readonly Message[] = [
  ...(
    [
      { kind: 'boolean' },
      { kind: 'seconds', most: 10 },
      { kind: 'integer', most: 100 },
      { kind: 'language' },
      { kind: 'operation', names: ['call', 'execute-flow'] },
      { kind: 'domain' },
      { kind: 'appToken' },
      { kind: 'workflows' },
      { kind: 'status' },
      { kind: 'namespace' },
      { kind: 'flowId' },
      { kind: 'operator' },
      { kind: 'params' },
      { kind: 'loopMasks' },
      { kind: 'webhookUrl' },
      { kind: 'request' },
    ] as const
  ).flatMap((expected): Message[] => [
    { message: 'inputRequired', input: 'status', expected },
    { message: 'invalidInput', input: 'status', expected, got: 'on' },
    { message: 'otherJson', input: 'params', expected },
  ]),
  { message: 'inputUnused', input: 'params', operation: 'list-workflows' },
  { message: 'mutuallyExclusive', inputs: ['params', 'params_file'] },
  { message: 'roundedNumber', input: 'workflow_id', got: '7.3E+18' },
  { message: 'linkInsteadOfId', input: 'workflow_id', got: 'https://x.example/a' },
  { message: 'noCredentials' },
  { message: 'twoCredentials' },
  { message: 'credentialMissing', input: 'app_secret', given: 'app_id' },
  { message: 'tokenInvalid', input: 'access_token' },
  { message: 'keyInvalid', input: 'idempotent_key' },
  { message: 'tenantTokenRequired', operation: 'execute-flow' },
  { message: 'domainRequired' },
  { message: 'domainContradictsLink', domain: 'lark', linked: 'feishu' },
  { message: 'domainWithCredentials' },
  { message: 'severalLinks' },
  { message: 'partOfLink', got: 'bascnX?table=1' },
  { message: 'shareLink' },
  { message: 'webhookLink' },
  ...['tbl', 'vew', 'blk', 'shr', 'wkf', 'bas', 'app', 'cli'].flatMap((prefix): Message[] => [
    { message: 'otherIdAsAppToken', app_token: `${prefix}X`, prefix },
    { message: 'otherIdAsWorkflow', workflow_id: `${prefix}X`, prefix },
  ]),
  { message: 'idNotFound', workflow_id },
  { message: 'titleNotFound', title: 'New order', similar: [] },
  { message: 'titleNotFound', title: 'New  order', similar: [typed] },
  { message: 'titleAmbiguous', title: 'New order', candidates: [typed, { workflow_id: 'wkf1', type: 'workflow' }] },
  { message: 'nothingChanged' },
  { message: 'baseHas', known: [] },
  { message: 'baseHas', known: [typed] },
  { message: 'baseHas', known: many },
  { message: 'tooDeep', input: 'params', deepest: 100 },
  { message: 'contextParamTaken', name: 'run' },
  { message: 'eventUnreadable' },
  { message: 'fileUnreadable', path: 'a.json', code: 'ENOENT' },
  { message: 'fileNotRegular', path: 'a.json' },
  { message: 'fileTooLarge', path: 'a.json', size: 20_000_000 },
  { message: 'fileNotUtf8', path: 'a.json' },
  { message: 'operatorInvalid' },
  { message: 'operatorWithoutId' },
  { message: 'operatorIdWrongType' },
  { message: 'operatorIsOpenId' },
  { message: 'webhookUrlInvalid' },
  { message: 'notAWebhookUrl' },
  { message: 'bodyTooLarge', size: 5_000_000, limit: 4_194_304 },
  { message: 'getWithBody' },
  { message: 'pathUnsafe' },
  { message: 'pathPlaceholder', placeholder: ':app_token' },
  { message: 'proxyInvalid', variable: 'HTTPS_PROXY' },
  { message: 'socksUnsupported', variable: 'HTTPS_PROXY' },
  { message: 'allProxyUnsupported', variable: 'ALL_PROXY' },
  { message: 'nodeWithoutProxy', version: '24.4.1' },
  { message: 'stateUnreadable' },
  { message: 'failed', operation: 'call', reason },
  { message: 'failed', operation: 'call', during: 'token', reason },
  { message: 'failed', operation: 'pause', reason, targets: { failed: 1, total: 1 } },
  { message: 'failed', operation: 'pause', reason, targets: { failed: 2, total: 3 } },
  { message: 'sentence', clause: reason },
  { message: 'hint', hint: 'other' },
  { message: 'firstLine', first_line: '<html>' },
  { message: 'missingScopes', scopes: ['bitable:app'] },
  { message: 'missingScopes', scopes: ['bitable:app', 'base:workflow:write'] },
  { message: 'feishuDetails', description: 'status: not one of Enable, Disable' },
  { message: 'flowMessage', error_msg: '库存不足。' },
  { message: 'executionId', execution_id },
  { message: 'askedToWait', seconds: 600, limit: 120 },
  { message: 'attempts', attempts: 1 },
  { message: 'attempts', attempts: 4 },
  { message: 'outcomeUnknown' },
  { message: 'outcomeUnknownIdempotent' },
  { message: 'outcomeUnknownTrigger', ...key },
  { message: 'outcomeUnknownKey', ...key },
  { message: 'earlierAttemptMayHaveStarted', ...key },
  { message: 'mayHaveStarted', ...key },
  { message: 'failedTargets', targets: [named, { workflow_id: 'wkf1' }] },
  { message: 'notTriedTargets', targets: many },
  { message: 'stillDisabled', targets: many },
  { message: 'enableByHand' },
  { message: 'outputsNotWritten', cause: 'ENOSPC', repeats: true },
  { message: 'tooManyToPause', count: 2500 },
  { message: 'invisibleCharacter', input: 'workflow_id' },
  { message: 'outputsNotWritten', cause: 'Error: ENOSPC' },
  { message: 'outputsNotWritten', cause: 'Error: ENOSPC', execution_id, ...key },
  { message: 'outputsTooLong', outputs: ['response', 'values'] },
  { message: 'summaryNotWritten', cause: 'Error: ENOSPC' },
  { message: 'workflowsUnreadable', reason, hint: { message: 'hint', hint: 'workflowScopeMissing' } },
  { message: 'outParamsUnreadable' },
  { message: 'dataUnreadable' },
  { message: 'endedWithError', execution_id, error_msg: 'Out of stock.' },
  { message: 'endedWithError', execution_id: '', error_msg: 'Out of stock' },
  { message: 'flowStatusUnknown', execution_id, status: 'odd' },
  { message: 'flowStatusUnknown', execution_id: '', status: '' },
  { message: 'startedByEarlierAttempt', ...key, execution_id: '' },
  { message: 'startedByEarlierAttempt', ...key, execution_id: '42' },
  { message: 'switching', status: 'Enable', ids: ['7308871234552638996'], titles: [] },
  { message: 'switching', status: 'Disable', ids: [], titles: [] },
  { message: 'switched', status: 'Enable', targets: [] },
  { message: 'switched', status: 'Enable', targets: [named] },
  { message: 'switched', status: 'Disable', targets: [named, named] },
  { message: 'targetFailed', target: named, reason },
  { message: 'listing' },
  { message: 'listed', automations: 1, workflows: 2 },
  { message: 'listedAutomations', automations: 0 },
  { message: 'pausing', ids: [], titles: [] },
  { message: 'pausing', ids: [], titles: ['New order'] },
  { message: 'paused', targets: [named] },
  { message: 'nothingToPause', selected: false },
  { message: 'nothingToPause', selected: true },
  { message: 'restoring', targets: [named] },
  { message: 'restored', targets: [named] },
  { message: 'executing', namespace: 'package_7344545d87__c', flow_id: 'deleteObject_99c656599f' },
  { message: 'stillWaiting', seconds: 15 },
  ...['', execution_id].flatMap((execution_id): Message[] => [
    { message: 'flowEnded', execution_id },
    { message: 'flowWaits', execution_id, status: 'wait' },
    { message: 'flowRuns', execution_id, status: 'in_process' },
  ]),
  { message: 'triggering' },
  { message: 'triggered' },
  { message: 'calling', method: 'GET', path: '/open-apis/x' },
  { message: 'called', method: 'GET', path: '/open-apis/x' },
  { message: 'retrying', call: 'execute', reason, next: { message: 'retryWithNewToken', attempt: 2, maxAttempts: 4 } },
  { message: 'facts', facts: ['code 0', 'attempts 1'] },
  { message: 'moreRows', count: 3 },
  { message: 'dryRun' },
  { message: 'stateNotSaved', cause: 'Error: ENOSPC' },
  { message: 'tokenEndpoint' },
  { message: 'statusUnknown', targets: [{ workflow_id: '1', title: 'a' }] },
  { message: 'invalidJson', input: 'params', ...place },
  ...(
    [
      { kind: 'syntax', code: 'BAD_INDENT' },
      { kind: 'syntax', code: 'NEW_CODE' },
      { kind: 'multipleDocuments' },
      { kind: 'notAMapping' },
      { kind: 'fullWidthColon' },
      { kind: 'tooLarge' },
      { kind: 'tooDeep' },
      { kind: 'undefinedAlias' },
      { kind: 'keyNotText' },
      { kind: 'mergeKey' },
      { kind: 'tag' },
    ] as const
  ).map((error): Message => ({ message: 'invalidYaml', input: 'params', error, ...place })),
]

/** Parts of sentences, labels and lines of a list. */
const parts: readonly Message[] = [
  { message: 'unexpectedError', cause: 'TypeError: x' },
  { message: 'feishuMessage', msg: 'BaseTokenNotFound.' },
  { message: 'feishuErrorWithoutMessage' },
  { message: 'timedOut', seconds: 60 },
  { message: 'requestCancelled' },
  { message: 'networkError', cause: 'ECONNRESET: read ECONNRESET' },
  { message: 'responseCutOff', cause: 'aborted' },
  { message: 'proxyAuthenticationRequired' },
  { message: 'requestTooLarge' },
  { message: 'redirect' },
  { message: 'responseTooLarge' },
  { message: 'contradictoryStatus', http_status: 404 },
  { message: 'responseEmpty' },
  { message: 'responseNotJson' },
  { message: 'responseNotAnObject' },
  { message: 'responseWithoutCode' },
  { message: 'responseWithoutToken' },
  { message: 'responseWithoutAppToken' },
  { message: 'responseWithoutList' },
  { message: 'responseWithoutData' },
  { message: 'fieldNotText', field: 'data.status' },
  { message: 'listEndsEarly', total: 25, found: 20 },
  { message: 'listNeverEnds', found: 20 },
  { message: 'wikiPageNotABase', type: 'docx' },
  { message: 'cancelledBeforeResponse' },
  { message: 'outOfTime' },
  { message: 'notConfirmed', workflow_id: '1', status: 'Enable' },
  { message: 'cancelledBeforeAttempt', attempt: 2 },
  { message: 'flowFailed' },
  { message: 'flowStatus', status: 'rejected' },
  { message: 'startedResultUnknown', ...key },
  { message: 'reasonWithCode', reason },
  { message: 'reasonWithCode', reason, code: '1254040', http_status: 200, log_id: '2024' },
  { message: 'feishuLink', link: 'https://open.feishu.cn/app' },
  { message: 'docsLink', anchor: 'code-1254040' },
  { message: 'docsUrl', anchor: 'code-1254040' },
  { message: 'targetDone', target: named, status: 'Enable' },
  { message: 'listedWorkflow', ...typed, status: 'Enable' },
  { message: 'retryAfterWait', attempt: 2, maxAttempts: 4, seconds: 0.75 },
  { message: 'retryWithNewToken', attempt: 2, maxAttempts: 4 },
  { message: 'wouldSend' },
  { message: 'plannedRequest', call: 'token', url: 'POST https://x.example', fields: [], about: undefined },
  {
    message: 'plannedRequest',
    call: 'updateAutomation',
    url: 'PUT https://x.example',
    fields: ['status'],
    about: { message: 'forTitle', title: 'New order', type: 'automation' },
  },
  { message: 'callName', call: 'call' },
  { message: 'callName', call: 'enableWorkflow', about: { message: 'forEach', type: 'workflow' } },
  { message: 'forTitle', title: 'New order', type: 'automation' },
  { message: 'forEach', type: 'automation' },
  { message: 'heading', outcome: 'failed' },
  { message: 'heading', operation: 'call', outcome: 'succeeded' },
  { message: 'heading', operation: 'call', outcome: 'dryRun' },
  { message: 'headName' },
  { message: 'headValue' },
  { message: 'headResult' },
  { message: 'headCall' },
  { message: 'headRequest' },
  { message: 'headFields' },
  { message: 'rowBase' },
  { message: 'rowDuration' },
  { message: 'rowRestored' },
  { message: 'notTried' },
  { message: 'notRestored' },
]

const odd =
  /undefined(?! alias)|null|NaN|\[object|(?<!\.)\.\.(?!\.)|。[。.]|\.。|[,;，；]\s*[.。]|^\s|\s$| {3}|“”|""(?!")/

const spoken = await Promise.all(
  languages.map(async (language) => [language, await createSay(language, (text) => text)] as const),
)

describe.each(spoken)('%s', (language, say) => {
  test.each(sentences.map((message) => [message.message, message] as const))('%s is a sentence', (_name, message) => {
    const text = say(message)
    expect(text).not.toMatch(odd)
    expect(text).toMatch(/[.。?？]$/)
    expect(text).toMatch(/^[A-Z_a-z…\p{Script=Han}"“「]/u)
  })

  test.each(parts.map((message) => [message.message, message] as const))(
    '%s has no period of its own',
    (_name, message) => {
      const text = say(message)
      expect(text).not.toMatch(odd)
      expect(text).not.toMatch(/[.。]$/)
    },
  )

  test.each(Object.keys(en.hints) as (keyof typeof en.hints)[])('the hint %s is one to three sentences', (hint) => {
    const text = say({ message: 'hint', hint })
    expect(text).not.toMatch(odd)
    expect(text).toMatch(/^[A-Za-z\p{Script=Han}][^\n|`<]*[.。]$/u)
    expect(text.length).toBeLessThanOrEqual(260)
  })

  test('texts of Feishu are cut, and redacted', async () => {
    const careful = await createSay(language, (text) => text.replaceAll('private', '***'))
    const text = careful({ message: 'flowMessage', error_msg: `private ${'x'.repeat(20_000)}` })
    expect(text).toContain('*** x')
    expect(text.length).toBeLessThan(600)
    expect(careful({ message: 'executionId', execution_id: 'private' })).toContain('private')
    expect(careful({ message: 'sentence', clause: { message: 'feishuMessage', msg: 'a private b' } })).toContain(
      'a *** b',
    )
  })
})

test('every sentence is here', () => {
  const tested = new Set<string>([...sentences, ...parts].map(({ message }) => message))
  expect(Object.keys(en.sentences).filter((name) => !tested.has(name))).toEqual([])
})

test('hints name inputs and outputs as action.yml does', async () => {
  const { inputNames, outputNames } = await import('../../src/inputs/contract.ts')
  const known = new Set<string>([...inputNames, ...outputNames, 'cli_'])
  const snake = Object.values(en.hints).flatMap((hint) => hint.match(/\b[a-z]+(_[a-z]+)+\b/g) ?? [])
  expect(snake.filter((name) => !known.has(name))).toEqual([])
})

test('a Node that is too old is named in either language', () => {
  expect(nodeTooOld('', '20.1.0', 24)).toMatch(
    /^This action needs Node 24 or later, and the runner started Node 20\.1\.0\. /,
  )
  expect(nodeTooOld(' ZH-cn ', '20.1.0', 24)).toMatch(/^本 action 需要 Node 24 /)
})
