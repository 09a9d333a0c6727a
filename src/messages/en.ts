import { docsFolder, endSentence, firstOf, responseFacts, withoutPeriod } from './parts.ts'
import type { At, Expected, Named, NamedOfType, Said, Selected, YamlError } from './values.ts'

/** How a failure names the call that failed, where it is not the step's own. */
const calls = {
  token: 'tenant_access_token request',
  wikiNode: 'wiki node lookup',
  listAutomations: 'listing of automations',
  listWorkflows: 'listing of workflows',
  updateAutomation: 'update of an automation',
  enableWorkflow: 'enabling of a workflow',
  disableWorkflow: 'disabling of a workflow',
  execute: 'execution of the flow',
  trigger: 'webhook request',
  call: 'call',
} as const

const addDocumentApp = 'open the base, choose … → More → Add document app, and give the app "can manage"'

/** What to do next, by error. */
const hints = {
  tokenMissing:
    'No token reached Feishu. Check that the secret behind app_secret or access_token is available in this run: pull requests from forks get no secrets.',
  tenantTokenInvalid:
    'The tenant token is invalid, expired, of the wrong type or of the other platform. Use app_id and app_secret rather than an access_token, and set domain to the platform of the app (feishu or lark).',
  userTokenInvalid:
    'The user token is invalid or expired, or this call accepts none. Pass a new access_token, or set app_id and app_secret instead.',
  sessionInvalid:
    'The token or its session is no longer valid. Pass a new access_token, or set app_id and app_secret instead.',
  credentialsMalformed:
    'app_id or app_secret is empty or malformed. Check that both secrets are available in this run; an app_id consists of cli_ followed by 16 characters.',
  appUnknown:
    'The app is unknown or disabled, or its secret is wrong. Check app_id and app_secret, and set domain to the platform of the app (feishu or lark).',
  secretMismatch: 'app_secret does not belong to this app_id. Copy both again from the same app.',
  appWithoutToken: 'This app cannot obtain a token. Use app_id and app_secret of a custom app of your own tenant.',
  appDisabled:
    'The app is disabled, or not published or installed in this tenant. Publish a version of it under Version Management & Release, and have a tenant admin enable it.',
  scopeMissing:
    'The app lacks a scope. Add it under Permissions & Scopes in the developer console, then publish a new version of the app.',
  userScopeMissing:
    'The token lacks the permission. Have the user authorize the app again and pass the new access_token.',
  ipNotAllowed:
    "The runner's IP address is not on the app's allowlist (developer console → Security Settings → IP Whitelist). GitHub-hosted runners have no fixed address: use a self-hosted runner whose address is listed, or clear the list.",
  notCollaborator: `The app is not a collaborator of this base: ${addDocumentApp}.`,
  advancedPermissions: `The base has advanced permissions: ${addDocumentApp}.`,
  restrictedByTenant:
    'The tenant or the wiki space restricts access to this base. Ask its admin to grant the app access.',
  wikiNoPermission:
    'The app cannot read this wiki page. Open the page and add the app to it: … → More → Add document app; "can view" is enough, and access to the whole wiki space is not needed.',
  flowNotAuthorised:
    "The app may not run this flow. Have the low-code app's admin authorize it: App management → Open API → Authorize Open Platform apps → New authorization; enter the App ID, select the flow and save. Check operator too.",
  workflowScopeMissing:
    'The app lacks the permission on workflows (wkf…). Add the scope base:workflow:read, and base:workflow:update to enable or disable them, then publish a new version of the app.',
  securityChallenge: 'Feishu asks for a security check that a person has to confirm first. Ask your Feishu admin.',
  baseRequestRejected:
    'Feishu rejected the request. Check app_token and workflow_id; operation list-workflows shows the ids of a base.',
  appTokenMalformed:
    'app_token is malformed. Copy the full URL of the base or its wiki page into app_token; the token in a /wiki/ link is not an app_token.',
  tableIdWrong:
    'Feishu reports a wrong table id. A tbl… id is neither an app_token nor a workflow_id: copy the full URL of the base into app_token.',
  advancedPermissionsUnavailable:
    'Advanced permissions are not available in this base. Check with its owner, and that app_token names the right one.',
  parameterRejected: 'Feishu rejected a parameter. Correct the input that its message or the listed fields name.',
  flowParameterRejected:
    "Check namespace (it ends in __c), flow_id (the flow's API name), operator (_id or email of a user of the low-code platform) and params.",
  methodRejected:
    'Feishu does not accept this HTTP method here. Set domain to feishu, lark or the base URL of your private deployment, and check request.',
  baseNotFound:
    'Base not found. Copy the full URL of the base or its wiki page into app_token, and use an app from the same tenant and platform.',
  tableNotFound: 'Not found in this base. Check the id, and copy the full URL of the base into app_token.',
  wikiNodeNotFound:
    'Wiki page not found. Copy its full URL into app_token, and use an app from the same tenant and platform.',
  wikiNodeUnusable:
    'The wiki page was deleted or moved out of the wiki, or its token is malformed. Copy the full URL of the base itself into app_token.',
  operatorUnknown:
    'The low-code platform does not know this tenant or operator. Take the _id or email of operator from that platform (User management), and use an app from the same tenant.',
  workflowNotFound:
    'Feishu does not know this workflow or base: the id belongs to another base or tenant, or is of another kind. Operation list-workflows shows the ids of a base.',
  featureUnavailable: 'This feature is not available in this base or tenant. Ask your Feishu admin.',
  unknownPath:
    'Feishu has no such endpoint. Check the input that holds the address: domain (feishu, lark or the base URL of your private deployment), request or webhook_url.',
  rateLimited:
    'Too many calls, and this one was rejected before anything ran. Run again later, with fewer jobs at once or a higher max_attempts.',
  baseBusy: 'The base is busy. Let one job at a time write to it (a concurrency group does that), then run again.',
  quotaExhausted:
    'A quota of the plan or of this month is exhausted. Running again does not help: ask your Feishu admin.',
  baseQuotaExhausted: 'A quota of the base is exhausted. Running again does not help: ask the owner of the base.',
  baseBeingCopied:
    'The base is still being copied, which takes seconds to minutes. Run again later, or increase max_attempts.',
  writeConflict: 'The base was changed at the same moment. Let one job at a time write to it, then run again.',
  baseTimedOut: 'The base timed out. Run again; if it persists, give Feishu support the log_id.',
  baseFail:
    'Too many changes, parallel calls or a wrong parameter. Check app_token and workflow_id, let one job at a time write to the base, then run again.',
  wikiBusy: "The wiki was busy. Run again, or use the base's own app_token instead of the wiki link.",
  wikiInternal:
    "Internal error of the wiki; Feishu advises against repeating the call. Give Feishu support the log_id, or use the base's own app_token instead of the wiki link.",
  serverBusy: "Feishu's servers were busy. Run again later.",
  internalError: 'Internal error of Feishu. Run again later; if it persists, give Feishu support the log_id.',
  clientTokenConflict: 'Two requests with the same client token collided and nothing was changed. Run again.',
  flowInternal: 'Internal error of the low-code platform. If it persists, give Feishu support the log_id.',
  triggerDisabled: 'The automation is disabled. Enable it in the base, then run again.',
  triggerLoop: 'The automation would trigger itself in a loop. Check what it sends.',
  triggerTooLarge: 'The body is too large: Feishu accepts 4 MB at most. Send less in params.',
  triggerToken:
    'The bearer token is wrong or missing. Copy it from the trigger settings of the automation into the secret behind webhook_token.',
  triggerIp:
    "The runner's IP address is not on the automation's allowlist. GitHub-hosted runners have no fixed address: use a self-hosted runner whose address is listed, or clear the list.",
  triggerRateLimited:
    'The automation was triggered too often: Feishu accepts 5 requests per second, and 1 per second without a bearer token. Run again later.',
  triggerNotJson: 'Feishu does not accept the body as JSON. Check params.',
  proxyAuthentication:
    'The proxy did not accept the credentials. Put user and password into the proxy variable, such as HTTPS_PROXY=http://user:password@proxy:8080, with special characters percent-encoded.',
  tooLarge: 'The request is too large for Feishu or for a proxy in front of it. Send less in params.',
  http5xx: 'Feishu or a proxy in front of it failed. Run again later.',
  notSent:
    "Nothing was sent. Check domain or webhook_url, the runner's firewall, HTTPS_PROXY with its credentials, and NODE_EXTRA_CA_CERTS for a certificate of your own.",
  outcomeUnknown:
    'The request was sent and no complete response arrived. Check the network; a call that takes long needs a higher timeout_seconds.',
  other:
    "Look the code up in Feishu's documentation or give Feishu support the log_id. Without a code, check domain and any proxy in between.",
  cancelled: 'No further requests were sent.',
  checkDomain: 'Check domain: something other than Feishu seems to respond there.',
  checkFlow: 'Check on the low-code platform what became of the flow before starting it again.',
  copyBaseLink: 'Open the base itself and copy its full URL into app_token.',
  listIncomplete: 'Run again; if it persists, give Feishu support the log_id.',
  keyUsed:
    'This idempotent_key was already used. If that run ended with an unknown outcome, its flow has been started: check there first. To start the flow once more, set a new key or omit the input.',
  flowFailed: 'Check the flow and its input on the low-code platform.',
  flowRejected: 'A person rejected the request in the flow. Ask them why; the flow itself works.',
  flowNameInvalid: "The API name is not valid. Check flow_id: it is the flow's API name, not its title.",
  flowInputMissing: 'A required input of the flow is missing. Add it to params.',
  flowInputWrong:
    'An input of the flow has a wrong value or type. Compare params with the input variables of the flow.',
  flowNotCallable: 'This type of flow cannot be called. Use the flow_id of a flow that can be executed by API.',
  flowNotFound:
    "No such flow. Check namespace and flow_id, the flow's API name; development and production environments do not share flows.",
  flowRateLimited: 'The flow was called too often. Run again later.',
  flowNotPublished: 'The flow exists only in the development environment. Publish the low-code app.',
  flowTimedOut: 'The execution timed out on the low-code platform. Check what it has done, and shorten the flow.',
} as const

type HintName = keyof typeof hints
type Call = keyof typeof calls

function expectation(expected: Expected): string {
  switch (expected.kind) {
    case 'boolean':
      return 'true or false'
    case 'seconds':
      return `a number of seconds above 0, up to ${expected.most}`
    case 'integer':
      return `a whole number from 1 to ${expected.most}`
    case 'language':
      return 'en or zh-CN'
    case 'operation':
      return `one of ${expected.names.join(', ')}`
    case 'domain':
      return 'feishu, lark, a host such as open.feishu.cn, or an https base URL without query (http on loopback only)'
    case 'appToken':
      return "the base's app_token, or the full URL of the base or its wiki page"
    case 'workflows':
      return 'ids of automations or workflows, one per line or separated by commas; or all; or set workflow_title instead'
    case 'status':
      return 'Enable or Disable'
    case 'namespace':
      return 'the namespace of a low-code app, such as package_7344545d87__c'
    case 'flowId':
      return "the flow's API name, such as deleteObject_99c656599f"
    case 'operator':
      return 'a JSON object with _id or email of a user of the low-code platform; or just an email; or just an id'
    case 'params':
      return 'a JSON object or a YAML mapping'
    case 'loopMasks':
      return 'a JSON array of at most 20 entries'
    case 'webhookUrl':
      return 'the webhook URL of the automation'
    case 'request':
      return 'METHOD /open-apis/…, such as POST /open-apis/im/v1/messages?receive_id_type=chat_id (GET, POST, PUT, PATCH or DELETE; no host, no #)'
  }
}

function yamlError(error: YamlError): string {
  switch (error.kind) {
    case 'syntax':
      return yamlReasons[error.code] ?? error.code
    case 'multipleDocuments':
      return 'more than one document'
    case 'notAMapping':
      return 'not a mapping'
    case 'fullWidthColon':
      return 'a full-width colon (：) after a key makes this plain text; write an ASCII colon and a space'
    case 'tooLarge':
      return 'too many nodes'
    case 'tooDeep':
      return 'nested over 100 levels deep'
    case 'undefinedAlias':
      return 'undefined alias'
    case 'keyNotText':
      return 'a non-string key'
    case 'mergeKey':
      return 'a merge key (<<), which is not part of YAML 1.2'
    case 'tag':
      return 'a tag (!…), which cannot be sent as JSON'
  }
}

/** The parser's own messages quote the text, which may be private. */
const yamlReasons: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'an alias with an anchor or a tag',
  BAD_ALIAS: 'an invalid alias',
  BAD_COLLECTION_TYPE: 'a collection of another type than its tag says',
  BAD_DIRECTIVE: 'an invalid directive (%…)',
  BAD_DQ_ESCAPE: 'an invalid escape in a double-quoted string',
  BAD_INDENT: 'wrong indentation, or a missing ] or }',
  BAD_PROP_ORDER: 'an anchor or a tag in the wrong place',
  BAD_SCALAR_START: 'a value that cannot start with this character; put quotes around it',
  BLOCK_AS_IMPLICIT_KEY: 'two colons in one line; put quotes around a value with a colon',
  BLOCK_IN_FLOW: 'indented YAML inside brackets or braces',
  DUPLICATE_KEY: 'a duplicate key',
  MISSING_CHAR: 'a missing quote, bracket, comma or space',
  MULTILINE_IMPLICIT_KEY: 'a key over several lines; a colon may be missing',
  MULTIPLE_ANCHORS: 'more than one anchor on a node',
  MULTIPLE_TAGS: 'more than one tag on a node',
  NON_STRING_KEY: 'a non-string key',
  TAB_AS_INDENT: 'a tab as indentation; use spaces',
  TAG_RESOLVE_FAILED: 'an unknown tag',
  UNEXPECTED_TOKEN: 'unexpected text',
}

/** Not the line itself: it may be private. */
const at = ({ line, column }: At) => `at line ${line}, column ${column}`

const name = ({ workflow_id, title }: Named) => (title ? `"${title}" (${workflow_id})` : workflow_id)

function names(targets: readonly Named[], most?: number): string {
  return list(targets, name, most)
}

function namesWithType(targets: readonly NamedOfType[]): string {
  return list(targets, (target) => `${target.type} ${name(target)}`)
}

function list<T>(items: readonly T[], text: (item: T) => string, most?: number): string {
  const { shown, more } = firstOf(items, most)
  return shown.map(text).join(', ') + (more > 0 ? `, and ${more} more` : '')
}

function selection({ ids, titles }: Selected): string {
  return [...ids, ...titles.map((title) => `"${title}"`)].join(', ')
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

const sentence = (clause: string) => endSentence(clause, '.')

const ids: Readonly<Record<string, string>> = {
  tbl: 'the id of a table',
  vew: 'the id of a view',
  blk: 'the id of a block',
  shr: 'the id of a share link',
  wkf: 'the id of a workflow',
  bas: 'an app_token',
  app: 'an app_token',
  cli: 'an App ID',
}

const docsPage = `${docsFolder}troubleshooting.md`

export const en = {
  /** Between sentences. */
  separator: ' ',
  calls,
  hints,
  sentences: {
    // Inputs
    inputRequired: ({ input, expected }: { input: string; expected: Expected }) =>
      `Input ${input} is required: ${expectation(expected)}.`,
    invalidInput: ({ input, expected, got }: { input: string; expected: Expected; got: string }) =>
      `Input ${input}: expected ${expectation(expected)}, got "${got}".`,
    otherJson: ({ input, expected }: { input: string; expected: Expected }) =>
      `Input ${input}: expected ${expectation(expected)}, got other JSON.`,
    inputUnused: ({ input, operation }: { input: string; operation: string }) =>
      `Input ${input} is not used by operation ${operation}.`,
    mutuallyExclusive: ({ inputs: [first, second] }: { inputs: readonly [string, string] }) =>
      `Inputs ${first} and ${second} are mutually exclusive: set one of them.`,
    roundedNumber: ({ input, got }: { input: string; got: string }) =>
      `Input ${input}: "${got}" is a number rounded by YAML. Put quotes around the id.`,
    linkInsteadOfId: ({ input, got }: { input: string; got: string }) =>
      `Input ${input}: expected an id, got a link or path: "${got}".`,
    invisibleCharacter: ({ input }: { input: string }) =>
      `Input ${input} contains an invisible character, such as a zero-width space. Type the value instead of pasting it.`,
    noCredentials: 'No credentials: set app_id and app_secret, or access_token.',
    twoCredentials: 'Input access_token cannot be combined with app_id and app_secret.',
    credentialMissing: ({ input, given }: { input: string; given: string }) =>
      `Input ${input} is required with ${given}. Is the secret available to this run?`,
    tokenInvalid: ({ input }: { input: string }) =>
      `Input ${input} contains a space or a special character: expected only the token, without "Bearer".`,
    keyInvalid: ({ input }: { input: string }) => `Input ${input} contains a space or a special character.`,
    tenantTokenRequired: ({ operation }: { operation: string }) =>
      `Input access_token is a user_access_token (u-…), and ${operation} accepts a tenant_access_token (t-…) only.`,
    domainRequired:
      'Input domain is required: the host of the link in app_token belongs to neither Feishu nor Lark. Set feishu, lark or the base URL of the private deployment.',
    domainContradictsLink: ({ domain, linked }: { domain: string; linked: string }) =>
      `Input domain is ${domain}, but the link in app_token belongs to ${linked}. Set domain to ${linked}, or omit it.`,
    domainWithCredentials: 'Input domain is a URL with a user name or password. Remove them.',
    severalLinks: 'Input app_token contains more than one link, or white space. Set exactly one link or app_token.',
    partOfLink: ({ got }: { got: string }) =>
      `Input app_token: "${got}" is part of a link. Copy the full URL, or only the part before the question mark.`,
    shareLink:
      'Input app_token is a share link (shr…), which has no app_token. Open the base and copy its URL from the address bar: it contains /base/ or /wiki/.',
    webhookLink: 'Input app_token is the webhook URL of an automation. Copy the URL of the base from the address bar.',
    otherIdAsAppToken: ({ app_token, prefix }: { app_token: string; prefix: string }) =>
      `Input app_token: "${app_token}" looks like ${ids[prefix]}. Copy the full URL of the base instead.`,
    otherIdAsWorkflow: ({ workflow_id, prefix }: { workflow_id: string; prefix: string }) =>
      `Input workflow_id: "${workflow_id}" looks like ${ids[prefix]}. Operation list-workflows shows the ids of automations and workflows.`,
    idNotFound: ({ workflow_id }: { workflow_id: string }) =>
      `Input workflow_id: the base has no automation or workflow ${workflow_id}.`,
    titleNotFound: ({ title, similar }: { title: string; similar: readonly NamedOfType[] }) =>
      `Input workflow_title: no automation or workflow has the title "${title}".${similar.length > 0 ? ` Did you mean ${namesWithType(similar)}? The titles differ only in width, case, spaces or invisible characters.` : ''}`,
    titleAmbiguous: ({ title, candidates }: { title: string; candidates: readonly NamedOfType[] }) =>
      `Input workflow_title: more than one automation or workflow has the title "${title}": ${namesWithType(candidates)}. Set workflow_id instead.`,
    nothingChanged: 'Nothing was changed.',
    baseHas: ({ known }: { known: readonly NamedOfType[] }) =>
      known.length > 0 ? `The base has ${namesWithType(known)}.` : 'The base has no automations and no workflows.',
    invalidJson: ({ input, ...place }: { input: string } & At) => `Input ${input}: invalid JSON ${at(place)}.`,
    invalidYaml: ({ input, error, ...place }: { input: string; error: YamlError } & At) =>
      `Input ${input}: invalid YAML ${at(place)}: ${sentence(yamlError(error))}`,
    tooDeep: ({ input, deepest }: { input: string; deepest: number }) =>
      `Input ${input} is nested over ${deepest} levels deep.`,
    contextParamTaken: ({ name }: { name: string }) =>
      `Input context_param: params already has a member "${name}". Use another name.`,
    eventUnreadable: 'Input context_param: the event file of this run (GITHUB_EVENT_PATH) is not valid JSON.',
    fileUnreadable: ({ path, code }: { path: string; code: string }) =>
      `Input params_file: "${path}" cannot be read (${code}). The path is relative to the workspace.`,
    fileNotRegular: ({ path }: { path: string }) => `Input params_file: "${path}" is not a regular file.`,
    fileTooLarge: ({ path, size }: { path: string; size: number }) =>
      `Input params_file: "${path}" is ${size} bytes; the limit is 10 MiB.`,
    fileNotUtf8: ({ path }: { path: string }) => `Input params_file: "${path}" is not UTF-8.`,
    operatorInvalid: `Input operator: expected ${expectation({ kind: 'operator' })}.`,
    operatorWithoutId: 'Input operator: the object has neither _id nor email.',
    operatorIdWrongType: 'Input operator: _id and email have to be text or a number.',
    operatorIsOpenId:
      "Input operator is an open_id or union_id of Feishu. The low-code platform has its own ids: open User management there and copy the user's kunlunUserID, a number, or use the email.",
    webhookUrlInvalid:
      'Input webhook_url: expected an https URL without user name and fragment (http on loopback only). Copy it from the trigger settings of the automation.',
    notAWebhookUrl:
      'Input webhook_url does not look like the webhook URL of an automation, which contains /base/automation/webhook/event/.',
    bodyTooLarge: ({ size, limit }: { size: number; limit: number }) =>
      `The body is ${size} bytes; Feishu accepts ${limit} at most. Send less in params.`,
    getWithBody: 'Inputs params and params_file: a GET request has no body. Put parameters into the query of request.',
    tokenEndpoint:
      'Input request: this path issues tokens, which must not become outputs. Set app_id and app_secret, and the step obtains its own.',
    pathUnsafe:
      'Input request: the path contains an empty or relative segment, a backslash, white space, a control character (possibly encoded) or invalid percent-encoding.',
    pathPlaceholder: ({ placeholder }: { placeholder: string }) =>
      `Input request: the path still contains the placeholder ${placeholder}. Replace it with the id.`,
    proxyInvalid: ({ variable }: { variable: string }) =>
      `The environment variable ${variable} is not a valid http or https proxy URL.`,
    socksUnsupported: ({ variable }: { variable: string }) =>
      `The environment variable ${variable} names a SOCKS proxy, which is not supported. Use an http or https proxy.`,
    allProxyUnsupported: ({ variable }: { variable: string }) =>
      `The environment variable ${variable} is not supported. Set HTTPS_PROXY, or list the host in NO_PROXY.`,
    nodeWithoutProxy: ({ version }: { version: string }) =>
      `Node ${version} does not support proxies. Update the runner to 2.328.0 or later.`,
    stateNotSaved: ({ cause }: { cause: string }) =>
      `The list of what is enabled could not be saved for the end of the job, so nothing was disabled: ${sentence(cause)}`,
    tooManyToPause: ({ count }: { count: number }) =>
      `Too many to pause: a runner cannot remember ${count} automations and workflows until the end of the job, so nothing was disabled. Select fewer with workflow_id or workflow_title.`,
    stateUnreadable:
      'The saved state of this step is unreadable, so nothing was enabled. Open the base and check which automations and workflows are disabled.',
    unexpectedError: ({ cause }: { cause: string }) => `Unexpected error: ${cause}`,

    // What a call led to
    feishuMessage: ({ msg }: { msg: string }) => withoutPeriod(msg),
    feishuErrorWithoutMessage: 'Feishu returned an error without a message',
    timedOut: ({ seconds }: { seconds: number }) => `timed out after ${seconds} s`,
    requestCancelled: 'cancelled before the request was sent',
    networkError: ({ cause }: { cause: string }) => cause,
    responseCutOff: ({ cause }: { cause: string }) => `the response was cut off (${cause})`,
    proxyAuthenticationRequired: 'the proxy requires authentication',
    requestTooLarge: 'the request is too large',
    redirect: 'the response is a redirect, and redirects are not followed',
    responseTooLarge: 'the response exceeds 10 MiB',
    contradictoryStatus: ({ http_status }: { http_status: number }) =>
      `the response reports success (code 0) under HTTP status ${http_status}`,
    responseEmpty: 'the response is empty',
    responseNotJson: 'the response is not JSON',
    responseNotAnObject: 'the response is not a JSON object',
    responseWithoutCode: 'the response has no numeric code',
    notConfirmed: ({ workflow_id, status }: { workflow_id: string; status: string }) =>
      `the response reports the status ${status} of ${workflow_id}, which is not what was asked for`,
    responseWithoutToken: 'the response has no tenant_access_token',
    responseWithoutAppToken: 'the response has no app_token',
    responseWithoutList: 'the response has no list',
    responseWithoutData: 'the response has no data',
    fieldNotText: ({ field }: { field: string }) => `${field} in the response is not text`,
    listEndsEarly: ({ total, found }: { total: number; found: number }) =>
      `the list ends after ${found} of ${total} entries`,
    listNeverEnds: ({ found }: { found: number }) =>
      `the list says that there is more after ${found === 1 ? '1 entry' : `${found} entries`}, but not how to read it`,
    wikiPageNotABase: ({ type }: { type: string }) => `the wiki page in app_token is a ${type}, not a base`,
    outOfTime: 'the time that this step has at the end of a job ran out',
    cancelledBeforeResponse: 'cancelled before the response arrived',
    cancelledBeforeAttempt: ({ attempt }: { attempt: number }) => `cancelled before attempt ${attempt}`,
    flowFailed: 'the flow failed',
    flowStatus: ({ status }: { status: string }) => `the flow's status is ${status}`,
    startedResultUnknown: ({ idempotent_key }: { idempotent_key: string }) =>
      `the flow was started with idempotent_key ${idempotent_key}, by an earlier attempt whose response was lost or by an earlier run, and its result is unknown`,
    reasonWithCode: ({
      reason,
      code,
      http_status,
      log_id,
    }: {
      reason: Said
      code?: string | undefined
      http_status?: number | undefined
      log_id?: string | undefined
    }) => {
      const facts = responseFacts({ code, http_status, log_id })
      return facts.length > 0 ? `${reason} (${facts.join(', ')})` : reason
    },

    // A failure
    failed: ({
      operation,
      during,
      reason,
      targets,
    }: {
      operation: string
      during?: Call | undefined
      reason: Said
      targets?: { failed: number; total: number } | undefined
    }) => {
      const where = during ? ` during the ${calls[during]}` : ''
      const which = targets && targets.total > 1 ? ` for ${targets.failed} of ${targets.total}. The first error` : ''
      return sentence(`${operation} failed${where}${which}: ${reason}`)
    },
    sentence: ({ clause }: { clause: Said }) => sentence(clause),
    hint: ({ hint }: { hint: HintName }): string => hints[hint],
    firstLine: ({ first_line }: { first_line: string }) => `The response begins with: ${sentence(first_line)}`,
    missingScopes: ({ scopes }: { scopes: readonly string[] }) =>
      `Missing scope${scopes.length > 1 ? ' (any one of)' : ''}: ${scopes.join(', ')}.`,
    feishuDetails: ({ description }: { description: string }) => `Details from Feishu: ${sentence(description)}`,
    flowMessage: ({ error_msg }: { error_msg: string }) => `Message of the flow: ${sentence(error_msg)}`,
    executionId: ({ execution_id }: { execution_id: string }) => `execution_id ${execution_id}.`,
    askedToWait: ({ seconds, limit }: { seconds: number; limit: number }) =>
      `Feishu asked to wait ${seconds} s; the limit is ${limit} s.`,
    attempts: ({ attempts }: { attempts: number }) => `Failed after ${plural(attempts, 'attempt')}.`,
    outcomeUnknown: 'Outcome unknown: the request may have been processed. Check in Feishu before running again.',
    outcomeUnknownIdempotent: 'Outcome unknown: the request may have been processed. Running again is safe.',
    outcomeUnknownTrigger: ({ idempotent_key }: { idempotent_key: string }) =>
      `Outcome unknown: the automation may have been started. Within three hours, running again with idempotent_key ${idempotent_key} does not start it twice.`,
    outcomeUnknownKey: ({ idempotent_key }: { idempotent_key: string }) =>
      `Outcome unknown: the flow may have been started. Running again with idempotent_key ${idempotent_key} does not start it twice.`,
    earlierAttemptMayHaveStarted: ({ idempotent_key }: { idempotent_key: string }) =>
      `An earlier attempt, whose response was lost, may have started the flow (outcome unknown). Running again with idempotent_key ${idempotent_key} does not start it twice.`,
    mayHaveStarted: ({ idempotent_key }: { idempotent_key: string }) =>
      `The flow may have been started with idempotent_key ${idempotent_key}.`,
    failedTargets: ({ targets }: { targets: readonly Named[] }) => `Failed: ${names(targets)}.`,
    notTriedTargets: ({ targets }: { targets: readonly Named[] }) => `Not tried: ${names(targets)}.`,
    stillDisabled: ({ targets }: { targets: readonly Named[] }) => `Still disabled: ${names(targets, 60)}.`,
    enableByHand:
      'Enable them by hand: open the base, choose Automations (or the workflow in the sidebar), and switch each of them on.',
    feishuLink: ({ link }: { link: string }) => `Open ${link}`,
    docsLink: ({ anchor }: { anchor: string }) => `More about this error: ${docsPage}#${anchor}`,
    docsUrl: ({ anchor }: { anchor: string }) => `${docsPage}#${anchor}`,
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
    outputsTooLong: ({ outputs }: { outputs: readonly string[] }) =>
      `Not set, since GitHub drops the outputs of a job over 1 MB: ${outputs.join(', ')}.`,
    summaryNotWritten: ({ cause }: { cause: string }) => `The job summary cannot be written: ${sentence(cause)}`,
    workflowsUnreadable: ({ reason, hint }: { reason: Said; hint: Said }) =>
      `The workflows (wkf…) of the base cannot be read: ${sentence(reason)} ${hint} Only its automations are known.`,
    statusUnknown: ({ targets }: { targets: readonly Named[] }) =>
      `The status is neither enabled nor disabled: ${names(targets)}.`,
    outParamsUnreadable: 'out_params is not a list of named values, so output values is not set.',
    dataUnreadable: 'The data of the response cannot be converted, so output values is not set.',
    endedWithError: ({ execution_id, error_msg }: { execution_id: string; error_msg: string }) =>
      `The flow finished${execution_id ? ` (execution ${execution_id})` : ''} with a message: ${sentence(error_msg)}`,
    flowStatusUnknown: ({ execution_id, status }: { execution_id: string; status: string }) =>
      `Feishu accepted the flow${execution_id ? ` (execution ${execution_id})` : ''} ${status ? `with the unknown status "${status}"` : 'without a status'}.`,
    startedByEarlierAttempt: ({ idempotent_key, execution_id }: { idempotent_key: string; execution_id: string }) =>
      `The flow was started with idempotent_key ${idempotent_key}, by an earlier attempt whose response was lost or by an earlier run. ${execution_id ? `Feishu names execution ${execution_id}` : 'Its execution_id is unknown'}.`,

    // Log
    switching: ({ status, ...selected }: { status: string } & Selected) =>
      `${status === 'Enable' ? 'Enabling' : 'Disabling'} ${selection(selected) || 'all automations and workflows of the base'}.`,
    switched: ({ status, targets }: { status: string; targets: readonly Named[] }) => {
      const done = status === 'Enable' ? 'enabled' : 'disabled'
      if (targets.length === 0) return 'Done: the base has no automations and no workflows.'
      return targets.length === 1 ? `Done: ${names(targets)} is ${done}.` : `Done: ${targets.length} ${done}.`
    },
    targetDone: ({ target, status }: { target: Named; status: string }) => `${name(target)}: ${status}`,
    targetFailed: ({ target, reason }: { target: Named; reason: Said }) => `${name(target)}: ${sentence(reason)}`,
    listing: 'Listing the automations and workflows of the base.',
    listed: ({ automations, workflows }: { automations: number; workflows: number }) =>
      `The base has ${plural(automations, 'automation')} and ${plural(workflows, 'workflow')}.`,
    listedAutomations: ({ automations }: { automations: number }) =>
      `The base has ${plural(automations, 'automation')}; its workflows could not be read.`,
    listedWorkflow: ({ workflow_id, type, status, title }: NamedOfType & { status: string; title: string }) =>
      [workflow_id, type, status, title].filter(Boolean).join('  '),
    pausing: (selected: Selected) => `Pausing ${selection(selected) || 'everything that is enabled in the base'}.`,
    paused: ({ targets }: { targets: readonly Named[] }) => `Paused until the job ends: ${names(targets)}.`,
    nothingToPause: ({ selected }: { selected: boolean }) =>
      `${selected ? 'Nothing in the selection' : 'Nothing'} is enabled, so there is nothing to pause.`,
    restoring: ({ targets }: { targets: readonly Named[] }) => `Enabling again what was paused: ${names(targets)}.`,
    restored: ({ targets }: { targets: readonly Named[] }) => `Restored: ${names(targets)}.`,
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
    calling: ({ method, path }: { method: string; path: string }) => `Calling ${method} ${path}.`,
    called: ({ method, path }: { method: string; path: string }) => `Done: ${method} ${path}.`,
    retrying: ({ call, reason, next }: { call: Call; reason: Said; next: Said }) =>
      `${calls[call]}: ${reason}; ${next}.`,
    retryAfterWait: ({ attempt, maxAttempts, seconds }: { attempt: number; maxAttempts: number; seconds: number }) =>
      `attempt ${attempt} of ${maxAttempts} in ${seconds} s`,
    retryWithNewToken: ({ attempt, maxAttempts }: { attempt: number; maxAttempts: number }) =>
      `attempt ${attempt} of ${maxAttempts} immediately, with a new token`,
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
    forEach: ({ type }: Pick<NamedOfType, 'type'>) => `(each ${type})`,

    // Summary
    heading: ({
      operation,
      outcome,
    }: {
      operation?: string | undefined
      outcome: 'failed' | 'succeeded' | 'dryRun'
    }) => {
      const words = { failed: 'failed', succeeded: 'succeeded', dryRun: 'dry run' }
      return `${operation ?? 'Feishu automation'}: ${words[outcome]}`
    },
    headName: 'name',
    headValue: 'value',
    headResult: 'result',
    headCall: 'call',
    headRequest: 'request',
    headFields: 'fields',
    rowBase: 'base',
    rowDuration: 'duration',
    rowRestored: 'restored',
    notTried: 'not tried',
    notRestored: 'not enabled',
    moreRows: ({ count }: { count: number }) => `… and ${count} more.`,
  },
}
