import { mayBePasted } from '../parts.ts'
import type {
  At,
  Expected,
  ExpectedKind,
  JsonError,
  Named,
  NamedOfType,
  ParamsDoubt,
  YamlError,
  YamlErrorKind,
} from '../values.ts'
import { at, ids, names, namesWithType, sentence } from './phrases.ts'

/** Why a secret is empty (docs: GitHub Actions, using secrets). */
const emptySecret =
  'the secret or variable was not created, belongs to another environment, is withheld from forks and Dependabot, or was not passed to the called workflow (secrets: inherit)'

/** What an input has to be. */
export const expectations: Readonly<Record<ExpectedKind, string>> = {
  boolean: 'true or false',
  condition:
    'conditions such as "status = APPROVED" or "status = APPROVED, DONE", one per line; names cannot contain dots or commas',
  language: 'en or zh-CN',
  domain: 'feishu, lark, a host such as open.feishu.cn, or an https base URL without query (http on loopback only)',
  appToken: "the base's app_token, or the full URL of the base or its wiki page",
  workflows:
    'ids of automations or workflows, one per line or separated by commas; or all; or set workflow_title instead',
  earlierWorkflows: 'output workflows of an earlier pause or update-workflow, a JSON array',
  resume: 'job-end or manual',
  status: 'Enable or Disable',
  namespace: 'the namespace of a low-code app, such as package_7344545d87__c',
  flowId: "the flow's API name, such as deleteObject_99c656599f",
  operator: 'a JSON object with _id or email of a user of the low-code platform; or just an email; or just an id',
  params: 'a JSON object or a YAML mapping',
  loopMasks: 'a JSON array of at most 20 entries',
  webhookUrl: 'the webhook URL of the automation',
  request:
    'METHOD /open-apis/…, such as POST /open-apis/im/v1/messages?receive_id_type=chat_id (GET, POST, PUT, PATCH or DELETE; no host, no #)',
  recipient: 'one chat_id (oc_…), open_id (ou_…), union_id (on_…), email or user_id',
  messageId: 'one message_id (om_…)',
}

/** What is wrong with the inputs, or with the environment. */
export const inputs = {
  inputRequired: ({ input, expected }: { input: string; expected: Expected }) =>
    `Input ${input} is required: ${expectation(expected)}.`,
  invalidInput: ({ input, expected, got }: { input: string; expected: Expected; got: string }) =>
    `Input ${input}: expected ${expectation(expected)}, got "${got}".`,
  otherJson: ({ input, expected }: { input: string; expected: Expected }) =>
    `Input ${input}: expected ${expectation(expected)}, got a different type of JSON.`,
  inputsUnused: ({ unused, operation, chosenBy }: UnusedInputs) =>
    `${unused.length === 1 ? 'Input' : 'Inputs'} not used ${chosenBy ? `with ${chosenBy}` : `by ${operation}`}: ${unused.join(', ')}.`,
  inputTooLong: ({ input }: { input: string }) =>
    `Input ${input} is too long for Windows, where a runner passes at most 32,766 characters.${input === 'params' ? ' Use params_file.' : ''}`,
  operationElsewhere: ({ operation, action }: { operation: string; action: string }) =>
    `Input operation: ${operation} is an action of its own. Write "uses: your-org/feishu-automation-action/${action}@v1", without operation.`,
  mutuallyExclusive: ({ inputs: [first, second] }: { inputs: readonly [string, string] }) =>
    `Inputs ${first} and ${second} are mutually exclusive: set one of them.`,
  roundedNumber: ({ input, got }: { input: string; got?: string }) =>
    `Input ${input}: ${got ? `"${got}"` : 'an id in it'} is a number rounded by YAML. Put quotes around the id.`,
  linkInsteadOfId: ({ input, got }: { input: string; got: string }) =>
    `Input ${input}: expected an id, got a link or path: "${got}".`,
  invisibleCharacter: ({ input }: { input: string }) =>
    `Input ${input} contains an invisible character, such as a zero-width space. Type the value instead of pasting it.`,
  noCredentials: `No credentials: set app_id and app_secret, or access_token. If the workflow sets them, they are empty in this run: ${emptySecret}.`,
  credentialsLost:
    'No credentials at the end of the job, so nothing was enabled. GitHub loses the inputs of a composite action inside a composite action (actions/runner#2030), or the secrets are gone.',
  twoCredentials: 'Input access_token cannot be combined with app_id and app_secret.',
  credentialMissing: ({ input, given }: { input: string; given: string }) =>
    `Input ${input} is required with ${given}. If the workflow sets it, it is empty in this run: ${emptySecret}.`,
  tokenInvalid: ({ input }: { input: string }) =>
    `Input ${input} contains a space or a special character: expected only the token, without "Bearer".`,
  keyInvalid: ({ input }: { input: string }) => `Input ${input} contains a space or a special character.`,
  tenantTokenRequired: ({ operation }: { operation: string }) =>
    `Input access_token is a user_access_token (u-…), and ${operation} accepts a tenant_access_token (t-…) only.`,
  domainRequired:
    'Input domain is required: the host of the link in app_token belongs to neither Feishu nor Lark. Set feishu, lark or the base URL of the private deployment.',
  domainContradictsLink: ({ domain, linked }: { domain: string; linked: string }) =>
    `Input domain is ${domain}, but the link in app_token belongs to ${linked}. Set domain to ${linked}, or omit it.`,
  domainDiffersFromLink: ({ domain, linked }: { domain: string; linked: string }) =>
    `Input domain is ${domain}, but the link in app_token belongs to ${linked}. If the page is not found, set domain to ${linked}.`,
  domainOfTenant: ({ host }: { host: string }) =>
    `Input domain: ${host} hosts documents, not the Open Platform. Set feishu or lark, or omit domain.`,
  domainWithCredentials: 'Input domain is a URL with a user name or password. Remove them.',
  severalLinks: 'Input app_token contains more than one link, or white space. Set exactly one link or app_token.',
  partOfLink: ({ got }: { got: string }) =>
    `Input app_token: "${got}" is part of a link. Copy the full URL, or only the part before the question mark.`,
  linkDamaged:
    'Input app_token: the link contains a character that no app_token has. Copy it from the address bar again.',
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
  invalidJson: ({ input, error, ...place }: { input: string; error?: JsonError | undefined } & At) =>
    `Input ${input}: invalid JSON ${at(place)}.${error ? ` ${jsonHelp[error]}` : ''}`,
  invalidYaml: ({ input, error, ...place }: { input: string; error: YamlError } & At) =>
    `Input ${input}: invalid YAML ${at(place)}: ${sentence(yamlError(error))}${mayBePasted(error) ? ` ${asText}` : ''}`,
  paramsDoubtful: ({ input, doubt, more, ...place }: { input: string; doubt: ParamsDoubt; more: number } & At) =>
    `Input ${input} ${at(place)}${more > 0 ? ` and ${more} more` : ''}: ${doubts[doubt]}`,
  tooDeep: ({ input, deepest }: { input: string; deepest: number }) =>
    `Input ${input} is nested more than ${deepest} levels deep.`,
  contextParamTaken: ({ name }: { name: string }) =>
    `Input context_param: params already has a member "${name}". Use another name.`,
  eventUnreadable: 'Input context_param: the event file of this run (GITHUB_EVENT_PATH) is not valid JSON.',
  eventMissing:
    'Input context_param: this run has no event file (GITHUB_EVENT_PATH), so the metadata lack what the event says, such as author and commit message.',
  fileUnreadable: ({ input, path, code }: { input: string; path: string; code: string }) =>
    `Input ${input}: "${path}" cannot be read (${code}). The path is relative to the workspace.`,
  fileNotRegular: ({ input, path }: { input: string; path: string }) =>
    `Input ${input}: "${path}" is not a regular file.`,
  fileTooLarge: ({ input, path, size, limit }: { input: string; path: string; size: number; limit: number }) =>
    `Input ${input}: "${path}" is ${size} bytes; the limit is ${limit} MiB.`,
  fileNotUtf8: ({ path }: { path: string }) => `Input params_file: "${path}" is not UTF-8.`,
  operatorInvalid: `Input operator: expected ${expectation({ kind: 'operator' })}.`,
  operatorWithoutId: 'Input operator: the object has neither _id nor email.',
  operatorIdWrongType: 'Input operator: _id and email have to be text or a number.',
  operatorIsOpenId:
    "Input operator is an open_id or union_id of Feishu. The low-code platform has its own ids: open User management there and copy the user's kunlunUserID, a number, or use the email.",
  webhookUrlInvalid: ({ action }: { action: 'trigger' | 'message' }) =>
    `Input webhook_url: expected an https URL without user name and fragment (http on loopback only). Copy it from ${action === 'trigger' ? 'the trigger settings of the automation' : 'the settings of the group bot'}.`,
  webhookWithoutToken:
    'Input webhook_url ends before its token. If the token is set from a secret, it is empty in this run.',
  notAWebhookUrl:
    'Input webhook_url does not look like the webhook URL of an automation, which contains /base/automation/webhook/event/.',
  bodyTooLarge: ({ size, limit }: { size: number; limit: number }) =>
    `The body is ${size} bytes; Feishu accepts ${limit} at most. Send less in params.`,
  getWithBody: 'Inputs params and params_file: a GET request has no body. Put parameters into the query of request.',
  webhookOfBot:
    'Input webhook_url is the webhook of a group bot, which this action does not support. Use your-org/feishu-automation-action/message@v1.',
  webhookOfAutomation:
    'Input webhook_url is the webhook of a base automation. Use your-org/feishu-automation-action/trigger@v1.',
  webhookOfBotBuilder:
    'Input webhook_url is a webhook of BotBuilder, which none of these actions supports. Use the webhook of a base automation or of a group bot.',
  notAGroupBot:
    'Input webhook_url does not look like the webhook URL of a group bot, which contains /open-apis/bot/v2/hook/.',
  recipientMissing:
    'No recipient: set webhook_url, or to, reply_to or update with the credentials of an app. If webhook_url is set from a secret, it is empty in this run.',
  linkAsRecipient: ({ input }: { input: string }) =>
    `Input ${input}: expected an id, got a link. The webhook URL of a group bot belongs in webhook_url.`,
  contentMissing: 'No content: set text, card, params or params_file.',
  updateWithoutCard: 'Input update replaces a card with another one: set card.',
  messageAsCard:
    'Input card is a whole message, with msg_type. Set card to the card alone, or put the message into params.',
  messageInvalid: ({ input }: { input: string }) =>
    `Input ${input}: expected msg_type as text, and content as a mapping or a JSON object, not as JSON text.`,
  memberNotOfMessage: ({ input, member }: { input: string; member: string }) =>
    `Input ${input}: "${member}" is not part of a message, which has msg_type and content. Everything else has an input of its own.`,
  messageTooLarge: ({ size, limit }: { size: number; limit: number }) =>
    `The message is ${size} bytes; Feishu accepts ${limit} at most. Shorten it, or link to the rest.`,
  keyTooLong: ({ length, longest }: { length: number; longest: number }) =>
    `Input idempotent_key has ${length} characters; Feishu accepts ${longest} at most.`,
  requestToBot:
    'Input request: this path is the webhook of a group bot, which takes no app. Use your-org/feishu-automation-action/message@v1, with its URL from a secret.',
  getWithFile: 'Input file: a GET request has no body. Use the method that the page of the call names.',
  keyWithoutPlaceholder:
    'Input idempotent_key: no value in params or in the query of request is :idempotent_key. Write this placeholder where the call takes its key, such as uuid or client_token.',
  placeholderWithoutFile: 'The placeholders :file_name and :file_size need input file.',
  jsonTextNotFound: ({ name }: { name: string }) => `Input json_text: params has no member "${name}".`,
  jsonTextMissing: ({ name }: { name: string }) =>
    `Feishu wants JSON text in "${name}", and what params has there is not text. Set json_text to ${name}.`,
  untilNotRepeatable:
    'Input until repeats the call, which is not known to be harmless. Use a GET request, the placeholder :idempotent_key, or repeatable: true.',
  outputFileOutside: ({ path }: { path: string }) =>
    `Input output_file: "${path}" is outside of the workspace. Use a path inside it, or an absolute one.`,
  outputFileNotAFile: ({ path }: { path: string }) => `Input output_file: "${path}" is a folder.`,
  outputFileNotWritten: ({ path, code }: { path: string; code: string }) =>
    `Input output_file: "${path}" cannot be written (${code}).`,
  downloadTooLarge: ({ path, limit }: { path: string; limit: number }) =>
    `Input output_file: "${path}" was not written, because the file exceeds ${limit} MiB.`,
  tokenEndpoint:
    'Input request: this path issues tokens, which must not become outputs. Set app_id and app_secret, and the step obtains its own.',
  requestWithSpace: 'Input request: write a space in the path or the query as %20.',
  pathUnsafe:
    'Input request: the path contains an empty or relative segment, a backslash, a semicolon, white space, a control character (possibly encoded) or invalid percent-encoding.',
  pathPlaceholder: ({ placeholder }: { placeholder: string }) =>
    `Input request: the path still contains the placeholder ${placeholder}. Replace it with the id.`,
  proxyInvalid: ({ variable }: { variable: string }) =>
    `The environment variable ${variable} is not a valid http or https proxy URL.`,
  proxyNotEncoded: ({ variable }: { variable: string }) =>
    `The user name or password in the environment variable ${variable} is not percent-encoded. Write % as %25, # as %23, / as %2F, ? as %3F and \\ as %5C.`,
  socksUnsupported: ({ variable }: { variable: string }) =>
    `The environment variable ${variable} names a SOCKS proxy, which is not supported. Use an http or https proxy.`,
  allProxyUnsupported: ({ variable }: { variable: string }) =>
    `The environment variable ${variable} is not supported. Set HTTPS_PROXY, or list the host in NO_PROXY.`,
  nodeWithoutProxy: ({ version }: { version: string }) =>
    `Node ${version} does not support proxies. Update the runner to 2.328.0 or later.`,
  stateNotSaved: ({ cause }: { cause: string }) =>
    `The list of what is enabled could not be saved for the end of the job, so nothing was disabled: ${sentence(cause)}`,
  tooManyToPause: ({ count }: { count: number }) =>
    `Too many to pause: a runner cannot store ${count} automations and workflows until the end of the job, so nothing was disabled. Select fewer with workflow_id or workflow_title.`,
  tooManyToResume: ({ count }: { count: number }) =>
    `Too many to pause: a runner cannot pass an output workflows with ${count} entries to resume, so nothing was disabled. Select fewer with workflow_id or workflow_title.`,
  earlierWorkflowsEmpty:
    'Input workflows is empty: the earlier job did not set this output, or GitHub dropped it because it contains a masked value.',
  previousStatusMissing: ({ targets }: { targets: readonly Named[] }) =>
    `Input workflows has no previous_status of ${names(targets)}, so nothing was changed. In the earlier step, select by title or all, or use pause.`,
  stateUnreadable:
    'The saved state of this step is unreadable, so nothing was enabled. Open the base and check which automations and workflows are disabled.',
  unexpectedError: ({ cause }: { cause: string }) => `Unexpected error: ${cause}`,
}

interface UnusedInputs {
  unused: readonly string[]
  operation: string
  /** The input that chose the operation, where one did. */
  chosenBy?: string | undefined
}

function expectation(expected: Expected): string {
  switch (expected.kind) {
    case 'seconds':
      return `a number of seconds above 0, up to ${expected.most}`
    case 'minutes':
      return `a number of minutes above 0, up to ${expected.most}`
    case 'integer':
      return `a whole number from 1 to ${expected.most}`
    case 'operation':
      return `one of ${expected.names.join(', ')}`
    default:
      return expectations[expected.kind]
  }
}

function yamlError(error: YamlError): string {
  return error.kind === 'syntax' ? (parserErrors[error.code] ?? error.code) : yamlErrors[error.kind]
}

export const yamlErrors: Readonly<Record<YamlErrorKind, string>> = {
  multipleDocuments: 'more than one document',
  notAMapping: 'not a mapping',
  fullWidthColon: 'a full-width colon (：) after a key makes this plain text; write an ASCII colon and a space',
  tooLarge: 'too many nodes',
  tooDeep: 'nested more than 100 levels deep',
  undefinedAlias: 'undefined alias',
  keyNotText: 'a non-string key',
  mergeKey: 'a merge key (<<), which is not part of YAML 1.2',
  tag: 'a tag (!…), which cannot be sent as JSON',
  unusedAnchor: 'an anchor (&…) that no alias refers to',
  emptyBlock: 'no lines of text after | or >',
  keyAlone: 'a key without a colon',
  hash: 'a comment (#) cuts off the text here',
  blank: 'an invisible character or a space that is not ASCII; indent with ASCII spaces',
  colonWithoutSpace:
    'no ASCII space after the colon, which makes this plain text; write "key: value", or put quotes around text',
  dashWithoutSpace: 'no space after the dash, which makes this plain text; write "- item", or put quotes around text',
  foldedEntry:
    'this line continues the text above; indent an entry like the one before, and write several lines of text under |',
  oneLine: 'two colons in one line; put quotes around text with a colon, and write several lines under | instead of >',
  notAnEntry: 'not an entry, which reads "key: value"',
  twoColons: 'two colons in one line',
  fullWidthBracket: 'a full-width bracket; write ASCII brackets, quotes and punctuation',
  quotedJson: 'JSON inside quotes; remove the quotes around it',
  commentedJson: 'JSON has no comments; remove them',
  objectAsText: 'GitHub writes a list or an object as "Array" or "Object"; insert the expression with toJSON()',
  nothing: 'the expression has no value',
}

/** What text needs that YAML would read as something else. */
const asText =
  'Put quotes around text with special characters, write several lines under |, and insert expressions with toJSON(), without quotes.'

const jsonHelp: Readonly<Record<JsonError, string>> = {
  comment: 'JSON has no comments.',
  punctuation: 'Write quotes, punctuation and spaces in ASCII.',
  text: 'Put names and text in double quotes, and insert expressions with toJSON(), without quotes.',
}

const doubts: Readonly<Record<ParamsDoubt, string>> = {
  comment: 'a comment (#), which is not sent. Put quotes around text that contains it.',
  fullWidthComma: 'a full-width comma (，), which separates nothing. Write an ASCII comma, or put quotes around text.',
  rounded: 'a number that was rounded on its way here. Put quotes around ids where they come from.',
  objectAsText: 'GitHub writes a list or an object as "Array" or "Object". Insert the expression with toJSON().',
  expression: 'GitHub evaluates no expressions in a file: they are sent as they are.',
}

/** The parser's own messages quote the text, which may be private. */
const parserErrors: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'an alias with an anchor or a tag',
  BAD_ALIAS: 'an invalid alias or anchor',
  BAD_COLLECTION_TYPE: 'a collection whose type does not match its tag',
  BAD_DIRECTIVE: 'an invalid directive (%…)',
  BAD_DQ_ESCAPE: 'an invalid escape in a double-quoted string',
  BAD_INDENT: 'wrong indentation, or a missing ] or }',
  BAD_PROP_ORDER: 'an anchor or a tag in the wrong place',
  BAD_SCALAR_START: 'a value that cannot start with this character',
  BLOCK_IN_FLOW: 'indented YAML inside brackets or braces',
  DUPLICATE_KEY: 'a duplicate key',
  KEY_OVER_1024_CHARS: 'a key of over 1,024 characters',
  MISSING_CHAR: 'a missing quote, bracket, comma or space',
  MULTILINE_IMPLICIT_KEY: 'a key over several lines, or one without a colon',
  MULTIPLE_ANCHORS: 'more than one anchor on a node',
  MULTIPLE_TAGS: 'more than one tag on a node',
  NON_STRING_KEY: 'a non-string key',
  TAB_AS_INDENT: 'a tab as indentation; use spaces',
  TAG_RESOLVE_FAILED: 'an unknown tag',
  UNEXPECTED_TOKEN: 'unexpected text',
}
