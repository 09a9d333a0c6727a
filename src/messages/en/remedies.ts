const documentApp = 'choose … → More → Add document app'

/** What to do next where it depends on the action, on the token, or on what a re-run would do. */
export const remedies = {
  // Token and app
  tokenEmpty:
    'Check that the secret behind access_token has a value in this run; pull requests from forks and Dependabot get no secrets.',
  secretEmpty:
    'Check that the secret behind app_secret has a value in this run; pull requests from forks and Dependabot get no secrets.',
  setPlatform: 'Set domain to the platform of the app: feishu or lark.',
  newToken: 'Pass a new access_token, or set app_id and app_secret instead, so that the step obtains its own.',
  newUserToken: 'Pass a new access_token of the user.',
  passUserToken: 'If the page of the call names user tokens only, pass one as access_token.',
  checkAppId: 'Check that app_id consists of cli_ and 16 characters, and that app_secret has a value in this run.',
  checkApp: 'Check app_id and app_secret, and set domain to the platform of the app: feishu or lark.',
  copySecret: 'Copy app_id and app_secret again from the same app (Credentials & Basic Info).',
  customApp: 'Set app_id and app_secret to those of a custom app of your own tenant.',

  // Permissions
  addScope: 'Add it under Permissions & Scopes in the developer console, then publish a new version of the app.',
  authorizeAgain:
    'Once the app has it (Permissions & Scopes in the developer console, then a new version), pass a new access_token; a user has to authorize the app again.',
  addAppToBase: `Open the base, ${documentApp}, and give the app "can manage".`,
  shareBase: 'Have the owner of the base give this user "can manage".',
  grantBase: 'Give the app or user of the token "can manage" on the base.',
  addAppToDocument: `Open the document, ${documentApp}, and give the app the permission that the call needs.`,
  shareDocument: 'Have the owner of the document give this user the permission that the call needs.',
  grantDocument: 'Give the app or user of the token the permission on the document that the call needs.',
  addAppToPage: `Open the page, ${documentApp}, and give the app "can view"; access to the whole wiki space is not needed.`,
  sharePage: 'Have the owner of the page give this user "can view".',
  grantPage: 'Give the app or user of the token "can view" on the page.',

  // Bases
  copyLink:
    'Copy the full URL of the base or its wiki page into app_token; the token in a /wiki/ link is not an app_token.',
  copyBaseLink: 'Open the base itself, and copy its full URL into app_token.',
  copyPageLink: 'Copy the full URL of the page into app_token.',
  checkIds: 'Check app_token and the ids; the operation list-workflows shows the ids of a base.',
  listIds: 'The operation list-workflows shows the ids of a base.',
  ownToken: 'Use the full URL of the base itself as app_token, instead of the wiki link.',

  // Calls
  checkRequest: 'Check the path and query of request, and params.',
  checkMethod: 'Check the method and path of request, and domain.',
  checkPath: 'Check the path of request, and domain.',
  checkToken:
    'Check the token in request. The one in a /wiki/ link is of the wiki page: GET /open-apis/wiki/v2/spaces/get_node?token=… returns the one of the base as obj_token.',
  checkPageToken: 'Check the token in request: it is what follows /wiki/ in the link of the page.',

  setOutputFile: 'Save it with output_file, and without until.',
  checkConditions:
    'If they are as expected, correct the names and values in until and fail_if, or increase wait_minutes.',

  // Hosts
  checkDomain: 'Set domain to feishu, lark, or the base URL of your private deployment.',
  checkHost: 'Check domain.',
  checkWebhook: 'Copy the URL again from the trigger settings of the automation into webhook_url.',
  checkBotUrl: 'Copy the URL again from the settings of the bot in the chat into webhook_url.',

  // Flows
  checkFlowInputs:
    "Check namespace (it ends in __c), flow_id (the flow's API name), operator (_id or email of a user of the low-code platform), and params.",
  checkOperator: "Copy the operator's _id or email from that platform (User management).",
  checkOperatorToo: 'Check operator too.',
  checkFlowId: 'Check flow_id.',
  checkNamespace: 'Check namespace and flow_id.',
  addToParams: 'Add it to params.',
  compareParams: 'Compare params with the input variables of the flow.',
  otherKey:
    'If the outcome of that run is unknown, it has started the flow: check there first. To start the flow once more, set another idempotent_key or leave it out.',

  // Bodies and messages
  sendLess: 'Send less in params.',
  sendLessOrSmallerFile: 'Send less in params, or a smaller file.',
  checkParams: 'Check params.',
  copyBearer: 'Copy it from the trigger settings of the automation into the secret behind webhook_token.',
  copyBotSecret: 'Copy the secret again from the security settings of the bot into the secret behind webhook_secret.',
  checkRecipient: 'Check to.',
  checkMessageId: 'Check reply_to or update.',

  // Re-runs
  runAgain: 'Run again.',
  runAgainLater: 'Run again later.',
  runAgainFewer: 'Run again later, with fewer jobs at once or a higher max_attempts.',
  runAgainThen: 'Then run again.',
  runAgainOrSupport: 'Run again; if it persists, give Feishu support the log_id.',
  support: 'If it persists, give Feishu support the log_id.',
  longerTimeout: 'A call that takes long needs a higher timeout_seconds.',
} as const
