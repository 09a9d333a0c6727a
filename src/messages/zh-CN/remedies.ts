import type { Words } from '../message.ts'

const documentApp = '通过右上角「...」→「...更多」→「添加文档应用」添加该应用'

/** 因 action、访问凭证或重新运行的后果而异的处理办法。 */
export const remedies: Words['remedies'] = {
  // 凭证与应用
  tokenEmpty: '请检查 access_token 引用的 secret 在本次运行中是否有值：来自 fork 的 PR 和 Dependabot 拿不到 secrets。',
  secretEmpty: '请检查 app_secret 引用的 secret 在本次运行中是否有值：来自 fork 的 PR 和 Dependabot 拿不到 secrets。',
  setPlatform: '请把 domain 设为应用所在的平台（feishu 或 lark）。',
  newToken: '请换一个新的 access_token，或改填 app_id 和 app_secret，由步骤自行获取。',
  newUserToken: '请换一个该用户的新的 access_token。',
  passUserToken: '如果接口文档只支持用户凭证，请把它填入 access_token。',
  checkAppId: '请确认 app_id 的格式是 cli_ 加 16 位字符，app_secret 在本次运行中有值。',
  checkApp: '请核对 app_id 和 app_secret，并把 domain 设为应用所在的平台（feishu 或 lark）。',
  copySecret: '请到开发者后台同一个应用的「凭证与基础信息」页面重新复制 app_id 和 app_secret。',
  customApp: '请填写本企业自建应用的 app_id 和 app_secret。',

  // 权限
  addScope: '请在开发者后台的「权限管理」中开通，再到「版本管理与发布」创建并发布新版本。',
  authorizeAgain:
    '请先为应用开通（开发者后台的「权限管理」，再发布新版本），然后换一个新的 access_token；用户凭证须由用户重新授权应用。',
  addAppToBase: `请打开多维表格，${documentApp}，并授予「可管理」权限。`,
  shareBase: '请多维表格的所有者授予该用户「可管理」权限。',
  grantBase: '请在多维表格中授予该凭证的应用或用户「可管理」权限。',
  addAppToDocument: `请打开文档，${documentApp}，并授予接口所需的权限。`,
  shareDocument: '请文档的所有者授予该用户接口所需的权限。',
  grantDocument: '请在文档中授予该凭证的应用或用户接口所需的权限。',
  addAppToPage: `请打开这个页面，${documentApp}，「可阅读」即可，不必加到整个知识空间。`,
  sharePage: '请页面的所有者授予该用户「可阅读」权限。',
  grantPage: '请在页面中授予该凭证的应用或用户「可阅读」权限。',

  // 多维表格
  copyLink: '请把多维表格或其知识库页面的完整链接填入 app_token；/wiki/ 链接中的那一段不是 app_token。',
  copyBaseLink: '请打开多维表格本身，把它的完整链接填入 app_token。',
  copyPageLink: '请把页面的完整链接填入 app_token。',
  checkIds: '请检查 app_token 和各个 ID；多维表格里有哪些 ID，可用 list-workflows 操作查看。',
  listIds: '多维表格里有哪些 ID，可用 list-workflows 操作查看。',
  ownToken: '可以不用知识库链接，改把多维表格本身的完整链接填入 app_token。',

  // 任意接口
  checkRequest: '请检查 request 中的路径和查询参数，以及 params。',
  checkMethod: '请检查 request 中的方法和路径，以及 domain。',
  checkPath: '请检查 request 中的路径，以及 domain。',
  checkToken:
    '请检查 request 中的 token。/wiki/ 链接中的是知识库页面的 token：GET /open-apis/wiki/v2/spaces/get_node?token=… 返回的 obj_token 才是多维表格的。',
  checkPageToken: '请检查 request 中的 token：它是页面链接中 /wiki/ 之后的那一段。',

  setOutputFile: '请用 output_file 保存，且不要填写 until。',
  checkConditions: '如果与预期一致，请修改 until 和 fail_if 中的名称和值，或增大 wait_minutes。',

  // 服务地址
  checkDomain: '请把 domain 设为 feishu、lark 或私有化部署的服务地址。',
  checkHost: '请检查 domain。',
  checkWebhook: '请从自动化流程的触发条件设置中重新复制地址，填入 webhook_url。',
  checkBotUrl: '请从群机器人的设置中重新复制地址，填入 webhook_url。',

  // 流程
  checkFlowInputs:
    '请检查 namespace（以 __c 结尾）、flow_id（流程 API 名称）、operator（低代码平台用户的 _id 或 email）和 params。',
  checkOperator: 'operator 的 _id 或 email 请从低代码平台的「用户管理」中复制。',
  checkOperatorToo: '同时请检查 operator。',
  checkFlowId: '请检查 flow_id。',
  checkNamespace: '请检查 namespace 和 flow_id。',
  addToParams: '请在 params 中补上。',
  compareParams: '请对照流程的入参变量检查 params。',
  otherKey: '如果那次运行结果未知，说明流程已经发起，请先去查看。确需再次发起时，换一个 idempotent_key，或不填此项。',

  // 请求体与消息
  sendLess: '请减少 params 的内容。',
  sendLessOrSmallerFile: '请减少 params 的内容，或改用更小的文件。',
  checkParams: '请检查 params。',
  copyBearer: '请从该自动化流程的触发条件设置中复制，存入 webhook_token 引用的 secret。',
  copyBotSecret: '请从机器人的安全设置中重新复制密钥，存入 webhook_secret 引用的 secret。',
  checkRecipient: '请检查 to。',
  checkMessageId: '请检查 reply_to 或 update。',

  // 重新运行
  runAgain: '请重新运行。',
  runAgainLater: '请稍后重新运行。',
  runAgainFewer: '请稍后重新运行，减少并行的作业，或调大 max_attempts。',
  runAgainThen: '然后重新运行。',
  runAgainOrSupport: '请重新运行；如果一直如此，请把 log_id 提供给飞书技术支持。',
  support: '如果一直如此，请把 log_id 提供给飞书技术支持。',
  longerTimeout: '耗时较长的调用请调大 timeout_seconds。',
}
