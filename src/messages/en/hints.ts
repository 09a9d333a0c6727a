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
