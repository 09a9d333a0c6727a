const addDocumentApp = 'open the base, choose … → More → Add document app, and give the app "can manage"'

/** What to do next, by error. */
export const hints = {
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
  advancedPermissionsEdition:
    'Advanced permissions by row and column exist in the business and flagship editions of Feishu only. Ask your Feishu admin.',
  botNotAvailable:
    'The app is not available to this person. Add them to the availability of the app under Version Management & Release, and publish the version.',
  dataUnchanged: 'The data is already as requested, so nothing was changed.',
  botNotInChat: 'The bot of the app is not in this chat. Add it in the settings of the chat, under Bots.',
  botNotEnabled:
    'The app has no bot. Enable it in the developer console (Add Features → Bot), then publish a new version of the app.',
  messageNotPermitted:
    "The app lacks the permission that Feishu's message names. In a chat with external members, the bot also has to be open to external sharing.",
  messageNotAllowed:
    'The settings of the chat, the recipient or the tenant do not allow this message: only some members may post, the chat is muted, the bot is blocked, or the recipient belongs to another tenant. Ask the owner of the chat.',
  recipientUnreachable:
    'The recipient has left the company or no longer accepts messages from this bot. Use another recipient.',
  recipientUnknown:
    'The id of the recipient is wrong or of another type than stated. Ids of chats begin with oc_, open ids with ou_ and union ids with on_; an open id is valid for one app only.',
  tenantKeyDeleted: 'The encryption key of the tenant has been deleted. Ask your Feishu admin.',
  fileOfAnother: 'The file was uploaded by another app or user. Upload it as the one that sends it.',
  tokenNotAccepted:
    'Feishu does not accept this token for the call. Check which type of token the page of the call names.',
  cardInvalid:
    "The card is not valid. ErrCode in Feishu's message names the cause: 200621 not JSON, 200380 no such template, 200381 template not available to the app, 100290 unknown user id, 11310 more than 200 elements.",
  messageTooLong:
    'The message is too long. Text may be 150 KB, a card or post 30 KB including its template and styles. Shorten it.',
  contentRefused:
    'The content check of Feishu did not pass: sensitive words, phone numbers, email addresses, the file or its name. Change the content.',
  messageUnsupported:
    'This type of message is not possible in this chat, in a thread, or with this file. Use another type.',
  messageTooOld: 'A message can be changed for 14 days after it was sent. Send a new one.',
  messageGone: 'The message or topic was deleted or recalled, or is not visible to the app. Check its id.',
  chatDissolved: 'The chat has been dissolved. Use another one.',
  fileSize:
    'The file is empty or too large. A message takes files up to 30 MB and images up to 10 MB, a single upload to a folder or document 20 MB.',
  imageUnsupported:
    'The format or size of the image is not supported. JPG, PNG, WEBP, GIF, BMP, ICO, TIFF and HEIC are, up to 12,000 × 12,000 pixels, GIF up to 2,000 × 2,000.',
  storageFull: 'The storage of the user or the tenant is full. Make room, or ask your Feishu admin.',
  botUrlUnknown:
    'Feishu knows no group bot with this webhook URL. Copy the URL again from the settings of the bot in the chat.',
  botDisabled: 'The group bot is disabled. Enable it in the settings of the chat.',
  botSignature:
    'The signature of the group bot is wrong or more than an hour old. Copy its secret again from the settings of the bot, and check the clock of the runner.',
  botIp:
    'The IP address of the runner is not on the allowlist of the group bot. GitHub-hosted runners have no fixed address: use a self-hosted runner whose address is listed, or clear the list.',
  botKeyword:
    'The message contains none of the keywords of the group bot. Add one to the message, or change the security settings of the bot.',
  botMessageIncomplete: 'The body names no type of message, such as text or interactive. Add it.',
  botTooLarge: 'The body is too large: a group bot accepts 20 KB at most. Shorten the message.',
  documentForbidden:
    'The caller is not allowed to edit this document or folder. Ask its owner for the permission to edit it.',
  uploadTargetGone: 'The folder or document to upload to does not exist or was deleted. Check its token and type.',
  uploadRejected: 'The file is not as the request describes it. Check the name, size, checksum and parts of the file.',
  uploadExpired: 'The upload has expired, or the file is damaged. Upload the file from the beginning.',
  folderFull:
    'The folder or document is full: a folder takes 1,500 entries, and all of them 15 levels and 400,000 entries. Upload to another place.',
  fileChanged: 'The file was changed at the same moment, so the versions differ. Let one job at a time write to it.',
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
  clientTokenNotUuid: 'The idempotency key of this call has to be a UUID v4.',
  baseLimit:
    'A limit of the base is reached, such as 100 tables and dashboards, 200 views, 20,000 records, or 500 records added at once. Send less at once, or make room.',
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
  preconditionFailed: 'The state that the base is in does not allow this. Check it before you change the request.',
  flowInDevelopment: 'This can only be done in the development environment of the low-code app. Do it there.',
  flowDevelopmentForbidden:
    'The development environment does not allow this, or is disabled. Use the production environment of the low-code app.',
  proxyAuthentication:
    'The proxy did not accept the credentials. Put user and password into the proxy variable, such as HTTPS_PROXY=http://user:password@proxy:8080, with special characters percent-encoded.',
  tooLarge: 'The request is too large for Feishu or for a proxy in front of it. Send less in params.',
  http5xx: 'Feishu or a proxy in front of it failed. Run again later.',
  notSent: 'Check the network of the runner.',
  proxyRefused:
    'Allow the host in the rules of the proxy, or list it in NO_PROXY if the runner can reach it without the proxy.',
  proxyFailed:
    'Check that the proxy can resolve and reach the host, or list it in NO_PROXY if the runner can reach it without the proxy.',
  proxyUnreachable: 'Check the host and port of the proxy in HTTPS_PROXY (HTTP_PROXY for http).',
  nameUnknown: 'Check the spelling of the host name, and that the DNS server of the runner knows it.',
  nameLookupFailed:
    'The DNS server of the runner did not respond. Run again; if it persists, check the DNS of the runner.',
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
  messageBeingSent: 'The message is still being sent. Check the chat before sending it again.',
  outcomeUnknown:
    'The request was sent and no complete response arrived. Check the network; a call that takes long needs a higher timeout_seconds.',
  other:
    "Look the code up in Feishu's documentation or give Feishu support the log_id. Without a code, check domain and any proxy in between.",
  cancelled: 'No further requests were sent.',
  checkDomain: 'Check domain: something other than Feishu seems to respond there.',
  checkFlow: 'Check on the low-code platform what became of the flow before starting it again.',
  copyBaseLink: 'Open the base itself and copy its full URL into app_token.',
  fileResponse: 'Set output_file to the path where the file is to be saved.',
  conditionNotMet:
    'Look at the values in Feishu. If they are as expected, correct the names and values in until and fail_if, or increase wait_minutes.',
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
  flowTimedOut: 'The execution timed out on the low-code platform. Check what it has done, and shorten the flow.',
} as const
