/**
 * What an error means, and what to do about it wherever that is the same for every action: no input is named here. What
 * depends on the action or the token is in remedies.ts.
 */
export const hints = {
  // Token and app
  tokenMissing: 'No token reached Feishu.',
  tokenInvalid: 'The token is invalid, expired, of the wrong type, or of the other platform (Feishu or Lark).',
  tokenTypeWrong: 'The token is invalid or expired, or the call does not accept tokens of this type.',
  sessionInvalid: 'The token or its session is no longer valid.',
  credentialsMalformed: 'The App ID or App Secret is empty or malformed.',
  appUnknown: 'The app is unknown or disabled, or its secret is wrong.',
  secretMismatch: 'The App Secret does not belong to this App ID.',
  appWithoutToken: 'Only a custom app can obtain a token in this way.',
  appDisabled:
    'The app is disabled, or not published or installed in this tenant. Publish a version of it under Version Management & Release, and have a tenant admin enable it.',

  // Permissions
  scopeMissing: 'The app lacks a scope.',
  tokenScopeMissing: 'The token lacks a scope.',
  workflowScopeMissing:
    'A scope is missing: base:workflow:read to list workflows (wkf…), base:workflow:update to enable or disable them.',
  ipNotAllowed:
    "The runner's IP address is not on the app's allowlist (developer console → Security Settings → IP Whitelist). GitHub-hosted runners have no fixed address: use a self-hosted runner whose address is listed, or clear the list.",
  notCollaborator: 'Feishu denies access.',
  readOnly: 'Feishu permits reading this base, but not changing it.',
  advancedPermissions: 'The base has advanced permissions, which do not permit this.',
  advancedPermissionsEdition:
    'Advanced permissions by row and column exist in the business and flagship editions of Feishu only. Ask your Feishu admin.',
  advancedPermissionsUnavailable: 'Advanced permissions are not available in this base. Ask its owner.',
  restrictedByTenant: 'The tenant or the wiki space restricts access. Ask its admin to allow it.',
  wikiNoPermission: 'Feishu denies access to this wiki page.',
  documentForbidden: 'Feishu denies editing this document or folder.',
  securityChallenge: 'Feishu asks for a security check that a person has to confirm first. Ask your Feishu admin.',

  // Bases and wiki pages
  baseRequestRejected: 'Feishu rejected the request.',
  appTokenMalformed: 'The token of the base is malformed.',
  baseNotFound: 'Base not found: its token is wrong, or it belongs to another tenant or platform (Feishu or Lark).',
  tableIdWrong: 'Feishu reports a wrong table id (tbl…).',
  tableNotFound: 'Not found in this base.',
  workflowNotFound:
    'Feishu does not know this workflow or base: the id belongs to another base or tenant, or is of another kind.',
  wikiNodeNotFound: 'Wiki page not found: its token is wrong, or it belongs to another tenant or platform.',
  wikiNodeUnusable: 'The wiki page was deleted or moved out of the wiki, or its token is malformed.',
  notABase: 'Only a base has automations and workflows.',
  featureUnavailable: 'This feature is not available in this base or tenant. Ask your Feishu admin.',
  dataUnchanged: 'The data is already as requested, so nothing was changed.',
  responseUndocumented: 'The response is not as documented.',
  preconditionFailed: 'The state that the base is in does not allow this. Check it before you change the request.',
  clientTokenConflict: 'Two requests with the same client token collided, and nothing was changed.',
  clientTokenNotUuid: 'The idempotency key of this call has to be a UUID v4.',

  // Limits, and what passes
  rateLimited: 'Too many calls: this one was rejected before anything ran.',
  baseBusy: 'The base is busy. Let one job at a time write to it; within a repository, a concurrency group does that.',
  quotaExhausted: 'A quota of the plan or of this month is exhausted. Ask your Feishu admin.',
  baseQuotaExhausted: 'A quota of the base is exhausted. Ask the owner of the base.',
  baseLimit:
    'A limit of the base is reached, such as 100 tables and dashboards, 200 views, 20,000 records, or 500 records added at once. Send less at once, or make room.',
  baseBeingCopied: 'The base is still being copied, which takes seconds to minutes.',
  writeConflict: 'The base was changed at the same moment. Let one job at a time write to it.',
  baseTimedOut: 'The base timed out.',
  baseFail:
    'Too many changes, parallel calls, or a wrong parameter. Let one job at a time write to the base, with fewer changes at once.',
  wikiBusy: 'The wiki was busy.',
  wikiInternal: 'Internal error of the wiki, at which Feishu advises against repeating the call.',
  serverBusy: "Feishu's servers were busy.",
  internalError: 'Internal error of Feishu.',

  // Addresses and parameters
  parameterRejected: "Feishu rejected a parameter: correct the one that Feishu's message or the listed fields name.",
  methodRejected: 'Feishu does not accept this HTTP method here.',
  unknownPath: 'Feishu has no such endpoint.',
  tooLarge: 'The request is too large for Feishu, or for a proxy in front of it.',

  // Flows
  flowNotAuthorised:
    'The app is not authorized to run this flow. Have the admin of the low-code app authorize it: App management → Open API → Authorize Open Platform apps → New authorization; enter the App ID, select the flow, and save.',
  flowParameterRejected: 'The low-code platform rejected a parameter.',
  operatorUnknown: 'The low-code platform does not know this tenant or user.',
  flowNameInvalid: 'This is not the API name of a flow; its title is something else.',
  flowInputMissing: 'A required input of the flow is missing.',
  flowInputWrong: 'An input of the flow has a wrong value or type.',
  flowNotCallable: 'Flows of this type cannot be executed by API.',
  flowNotFound: 'No such flow. Development and production environments do not share flows.',
  flowRateLimited: 'The flow was called too often.',
  flowInDevelopment: 'This can only be done in the development environment of the low-code app. Do it there.',
  flowDevelopmentForbidden:
    'The development environment does not allow this, or is disabled. Use the production environment of the low-code app.',
  flowInternal: 'Internal error of the low-code platform.',
  flowTimedOut: 'The execution timed out on the low-code platform. Check what it has done, and shorten the flow.',
  flowFailed: 'Check the flow and its input on the low-code platform.',
  flowRejected: 'A person rejected the request in the flow. Ask them why; the flow itself works.',
  checkFlow: 'Check the result of that run on the low-code platform before you start it again.',
  keyUsed: 'This key has been used before.',

  // Webhooks of automations
  triggerDisabled: 'The automation is disabled. Enable it in the base.',
  triggerLoop: 'The automation would trigger itself in a loop. Check what it sends.',
  triggerTooLarge: 'The body is too large: Feishu accepts 4 MB at most.',
  triggerToken: 'The bearer token is wrong or missing.',
  triggerIp:
    "The runner's IP address is not on the automation's allowlist. GitHub-hosted runners have no fixed address: use a self-hosted runner whose address is listed, or clear the list.",
  triggerRateLimited:
    'The automation was triggered too often: Feishu accepts 5 requests per second, and 1 per second without a bearer token.',
  triggerNotJson: 'Feishu does not accept the body as JSON.',

  // Messages
  botNotInChat: 'The bot of the app is not in this chat. Add it in the settings of the chat, under Bots.',
  botNotEnabled:
    'The app has no bot. Enable it in the developer console (Add Features → Bot), then publish a new version of the app.',
  botNotAvailable:
    'The app is not available to this person. Include them in the availability of the app under Version Management & Release, and publish the version.',
  messageNotPermitted:
    "The app lacks the permission that Feishu's message names. In a chat with external members, the bot also has to be open to external sharing.",
  messageNotAllowed:
    'The settings of the chat, the recipient or the tenant do not allow this message: only some members may post, the chat is muted, the bot is blocked, or the recipient belongs to another tenant. Ask the owner of the chat.',
  recipientUnreachable:
    'The recipient has left the company or no longer accepts messages from this bot. Use another recipient.',
  recipientUnknown:
    'The id of the recipient is wrong or of another type than stated. Ids of chats begin with oc_, open ids with ou_, and union ids with on_; an open id is valid for one app only.',
  messageBeingSent: 'The message is still being sent.',
  cardInvalid:
    "The card is not valid. ErrCode in Feishu's message names the cause: 200621 not JSON, 200380 no such template, 200381 template not available to the app, 100290 unknown user id, 11310 more than 200 elements.",
  messageTooLong:
    'The message is too long. Text may be 150 KB, a card or post 30 KB including its template and styles. Shorten it.',
  contentRefused:
    'The content check of Feishu did not pass: sensitive words, phone numbers, email addresses, the file or its name. Change the content.',
  messageUnsupported:
    'This type of message is not possible in this chat, in a thread, or with this file. Use another type.',
  messageTooOld: 'A message can be changed for 14 days after it was sent. Send a new one.',
  messageGone: 'The message or topic was deleted or recalled, or is not visible to the app.',
  chatDissolved: 'The chat has been dissolved. Use another one.',
  tenantKeyDeleted: 'The encryption key of the tenant has been deleted. Ask your Feishu admin.',
  botUrlUnknown: 'Feishu knows no group bot with this webhook URL.',
  botDisabled: 'The group bot is disabled. Enable it in the settings of the chat.',
  botSignature: 'The signature of the group bot is wrong, or more than an hour off by the clock of the runner.',
  botIp:
    "The runner's IP address is not on the group bot's allowlist. GitHub-hosted runners have no fixed address: use a self-hosted runner whose address is listed, or clear the list.",
  botKeyword:
    'The message contains none of the keywords of the group bot. Use one in the message, or change the security settings of the bot.',
  botMessageIncomplete: 'The body names no type of message, such as text or interactive.',
  botTooLarge: 'The body is too large: a group bot accepts 20 KB at most. Shorten the message.',

  // Files
  fileOfAnother: 'The file was uploaded by another app or user. Upload it as the one that uses it.',
  fileSize:
    'The file is empty or too large. A message takes files up to 30 MB and images up to 10 MB, a single upload to a folder or document 20 MB.',
  imageUnsupported:
    'The format or size of the image is not supported. JPG, PNG, WEBP, GIF, BMP, ICO, TIFF and HEIC are, up to 12,000 × 12,000 pixels, GIF up to 2,000 × 2,000.',
  storageFull: 'The storage of the user or the tenant is full. Make room, or ask your Feishu admin.',
  uploadTargetGone: 'The folder or document to upload to does not exist or was deleted. Check its token and type.',
  uploadRejected: 'The file is not as the request describes it. Check the name, size, checksum and parts of the file.',
  uploadExpired: 'The upload has expired, or the file is damaged. Upload the file from the beginning.',
  folderFull:
    'The folder or document is full. A folder takes 1,500 entries; folders can be nested 15 levels deep, with 400,000 entries in all. Upload to another place.',
  fileChanged: 'The file was changed at the same moment, so the versions differ. Let one job at a time write to it.',

  // Records
  recordNotFound: 'The table has no such record or view. Check the ids.',
  fieldNotFound:
    'The table has no such field. Names have to match exactly, spaces included; the call that lists fields returns them as they are.',
  fieldValueWrong:
    'A value does not fit the type of its field, or is empty or too long. Compare it with the type that the call that lists fields returns.',
  personFieldWrong:
    'A person field takes a list of objects with an id. The id has to be of the type that the request states, and an open id is valid for one app only.',
  attachmentNotUploaded: 'The attachment was not uploaded to this base. Upload it there first, then use its token.',
  filterWrong:
    'The filter, sort order, or page size is not valid. A filter may have 2,000 characters, a sort order 1,000; compare them with the page of the call.',
  resultTooLarge: 'What was asked for is too large for one response. Ask for fewer records or fields.',

  // Approvals
  approvalFormWrong:
    "The approval does not accept a parameter or a field of its form. Correct the one that Feishu's message names, and compare the form with the approval definition.",
  approvalNotFound:
    'Feishu knows no such approval or user. Check the instance code, and that the id of the user is of the stated type.',
  approvalForbidden:
    'The approval definition does not permit this. Check its operation permissions in the approval admin console.',
  approvalDefinition:
    'The approval definition is disabled, or its process is chosen freely, which calls do not support. Check it in the approval admin console.',
  approvalFail:
    'Feishu could not process the approval: a parameter is wrong, or there were too many requests. Check the parameters.',

  // Waiting
  conditionNotMet: 'Look at the values in Feishu.',

  // Network
  tokenNotAccepted:
    'Feishu does not accept this token for the call. Check which type of token the page of the call names.',
  proxyAuthentication:
    'The proxy did not accept the credentials. Put user and password into the proxy variable, such as HTTPS_PROXY=http://user:password@proxy:8080, with special characters percent-encoded.',
  proxyRefused:
    'Check that HTTPS_PROXY (HTTP_PROXY for http) points to a proxy and that its rules allow the host, or list the host in NO_PROXY if the runner can reach it without the proxy.',
  proxyFailed:
    'Check that the proxy can resolve and reach the host, or list it in NO_PROXY if the runner can reach it without the proxy.',
  proxyUnreachable: 'Check the host and port of the proxy in HTTPS_PROXY (HTTP_PROXY for http).',
  nameUnknown: 'Check the spelling of the host name, and that the DNS server of the runner knows it.',
  nameLookupFailed: 'The DNS server of the runner did not respond. Check it if that persists.',
  connectionRefused: 'Check the host and port, and that the server is running.',
  noRoute: 'Allow outgoing connections from the runner to the host, or set HTTPS_PROXY.',
  connectingTimedOut:
    'A firewall may drop the packets. Allow outgoing connections from the runner to the host, or set HTTPS_PROXY.',
  connectionClosed:
    'A firewall or proxy in between may have ended the connection before TLS was set up. Allow the host there.',
  certificateUntrusted:
    'If the certificate is from your own authority, or from a proxy that inspects TLS, set NODE_EXTRA_CA_CERTS to the path of the certificate of that authority (PEM).',
  certificateExpired: 'Check the clock of the runner. If it is right, the server needs a new certificate.',
  certificateName: 'Use a host name that the certificate is valid for, and check that DNS leads to the right server.',
  tlsVersion: 'Enable TLS 1.2 or 1.3 on the server or the proxy in front of it.',
  tlsFailed: 'Check the host and port: what responds there may not be an HTTPS server.',
  http2Only: 'Enable HTTP/1.1 on the server or the proxy in front of it.',
  notSent: 'Check the network of the runner.',
  http5xx: 'Feishu or a proxy in front of it failed.',
  outcomeUnknown: 'The request was sent, and no complete response arrived. Check the network.',
  cancelled: 'No further requests were sent.',

  // What no table knows
  codeUnknown: "Look the code up in Feishu's documentation, or give Feishu support the log_id.",
  fileResponse: 'The response is a file, or too large to be read.',
  notFeishu: 'Something other than Feishu may have responded, such as a proxy.',
} as const
