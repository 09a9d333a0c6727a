import type { Words } from '../message.ts'

const addDocumentApp = '打开多维表格，通过右上角「...」→「...更多」→「添加文档应用」添加该应用，并授予「可管理」权限'
const noFixedIp = 'GitHub 托管的运行器没有固定 IP，请改用 IP 在白名单内的自托管运行器，或清空白名单。'
const copyLink = '请把多维表格或其知识库页面的完整链接填入 app_token'

export const hints: Words['hints'] = {
  tokenMissing:
    '请求没有带上访问凭证。请检查 app_secret 或 access_token 引用的 secret 在本次运行中是否有值：来自 fork 的 PR 拿不到 secrets。',
  tenantTokenInvalid:
    'tenant_access_token 无效、已过期、类型不对，或属于另一个平台。请改用 app_id 和 app_secret，并把 domain 设为应用所在的平台（feishu 或 lark）。',
  userTokenInvalid:
    'user_access_token 无效或已过期，或者该接口不支持用户身份。请换一个新的 access_token，或改用 app_id 和 app_secret。',
  sessionInvalid: '访问凭证或其会话已失效。请换一个新的 access_token，或改用 app_id 和 app_secret。',
  credentialsMalformed:
    'app_id 或 app_secret 为空或格式不对。请确认两个 secret 在本次运行中都有值；app_id 的格式是 cli_ 加 16 位字符。',
  appUnknown:
    '应用不存在或已停用，或者 app_secret 有误。请核对 app_id 和 app_secret，并把 domain 设为应用所在的平台（feishu 或 lark）。',
  secretMismatch: 'app_secret 与 app_id 不匹配。请到开发者后台同一个应用的「凭证与基础信息」页面重新复制这两项。',
  appWithoutToken: '该应用无法获取访问凭证。请使用本企业自建应用的 app_id 和 app_secret。',
  appDisabled: '应用已停用，或者没有在本企业发布、安装。请在「版本管理与发布」中发布版本，再请企业管理员启用。',
  scopeMissing: '应用缺少 API 权限。请在开发者后台的「权限管理」中开通，再到「版本管理与发布」创建并发布新版本。',
  userScopeMissing: '访问凭证缺少所需的权限。请让用户重新授权应用，再填入新的 access_token。',
  ipNotAllowed: `运行器的 IP 不在应用的 IP 白名单内（开发者后台→安全设置→IP 白名单）。${noFixedIp}`,
  notCollaborator: `应用还不是该多维表格的协作者。请${addDocumentApp}。`,
  advancedPermissions: `该多维表格开启了高级权限。请${addDocumentApp}。`,
  restrictedByTenant: '企业或知识空间限制了对该多维表格的访问。请联系相应的管理员为应用放行。',
  wikiNoPermission:
    '应用无权查看该知识库页面。请打开这个页面，通过右上角「...」→「...更多」→「添加文档应用」添加该应用，「可阅读」即可，不必加到整个知识空间。',
  flowNotAuthorised:
    '应用没有执行该流程的权限。请低代码应用的管理员在「应用管理」→「Open API」→「授权开放平台应用」→「新建授权」中填写 App ID、勾选该流程并保存；同时检查 operator。',
  workflowScopeMissing:
    '应用缺少工作流（wkf…）的权限。请开通 base:workflow:read「查看自动化流程/工作流」，需要开启或关闭时再开通 base:workflow:update，然后在「版本管理与发布」中发布新版本。',
  securityChallenge: '飞书要求先由本人完成安全验证。请联系企业的飞书管理员。',
  baseRequestRejected:
    '飞书不接受这个请求。请检查 app_token 和 workflow_id；多维表格里有哪些 ID，可用 list-workflows 操作查看。',
  appTokenMalformed: `app_token 格式不对。${copyLink}；/wiki/ 链接中的那一段不是 app_token。`,
  tableIdWrong:
    '飞书提示数据表 ID 有误。tbl… 既不是 app_token 也不是 workflow_id，请把多维表格的完整链接填入 app_token。',
  advancedPermissionsUnavailable: '该多维表格不支持高级权限。请与其所有者确认，并检查 app_token 是否填对。',
  parameterRejected: '飞书不接受某个参数。请按错误信息或其中列出的字段修改对应的输入项。',
  flowParameterRejected:
    '请检查 namespace（以 __c 结尾）、flow_id（流程 API 名称）、operator（低代码平台用户的 _id 或 email）和 params。',
  methodRejected: '该地址不支持这个 HTTP 方法。请把 domain 设为 feishu、lark 或私有化部署的服务地址，并检查 request。',
  baseNotFound: `找不到该多维表格。${copyLink}，并使用同一企业、同一平台（飞书或 Lark）的应用。`,
  tableNotFound: '该多维表格中没有这个 ID。请检查 ID，并把多维表格的完整链接填入 app_token。',
  wikiNodeNotFound:
    '找不到该知识库页面。请把页面的完整链接填入 app_token，并使用同一企业、同一平台（飞书或 Lark）的应用。',
  wikiNodeUnusable: '该知识库页面已删除或移出知识库，或者链接有误。请把多维表格本身的完整链接填入 app_token。',
  operatorUnknown:
    '低代码平台中没有该企业或操作人。operator 的 _id 或 email 请从低代码平台的「用户管理」中复制，并使用同一企业的应用。',
  workflowNotFound:
    '飞书没有这个工作流或多维表格：ID 属于别的多维表格或企业，或是其他类型的 ID。多维表格里有哪些 ID，可用 list-workflows 操作查看。',
  featureUnavailable: '该多维表格或企业没有这项功能。请联系企业的飞书管理员。',
  unknownPath:
    '飞书没有这个接口。请检查填写地址的输入项：domain（feishu、lark 或私有化部署的服务地址）、request 或 webhook_url。',
  rateLimited: '调用过于频繁，这次请求没有执行。请稍后重新运行，减少并行的作业，或调大 max_attempts。',
  baseBusy: '多维表格正忙。请让同一时间只有一个作业写入（可用 concurrency 分组），然后重新运行。',
  quotaExhausted: '套餐额度或本月额度已用完，重新运行也无效。请联系企业的飞书管理员。',
  baseQuotaExhausted: '该多维表格的额度已用完，重新运行也无效。请联系其所有者。',
  baseBeingCopied: '多维表格仍在复制中，需要几秒到几分钟。请稍后重新运行，或调大 max_attempts。',
  writeConflict: '多维表格同时被其他请求修改。请让同一时间只有一个作业写入，然后重新运行。',
  baseTimedOut: '多维表格处理超时。请重新运行；如果一直如此，请把 log_id 提供给飞书技术支持。',
  baseFail: '改动过多、并发调用或参数有误。请检查 app_token 和 workflow_id，让同一时间只有一个作业写入，然后重新运行。',
  wikiBusy: '知识库繁忙。请重新运行，或者不用知识库链接，改填多维表格本身的 app_token。',
  wikiInternal:
    '知识库内部错误，飞书不建议重试。请把 log_id 提供给飞书技术支持，或者不用知识库链接，改填多维表格本身的 app_token。',
  serverBusy: '飞书服务繁忙。请稍后重新运行。',
  internalError: '飞书内部错误。请稍后重新运行；如果一直如此，请把 log_id 提供给飞书技术支持。',
  clientTokenConflict: '两次请求的 client token 冲突，数据没有改动。请重新运行。',
  flowInternal: '低代码平台内部错误。如果一直如此，请把 log_id 提供给飞书技术支持。',
  triggerDisabled: '该自动化流程已关闭。请在多维表格中开启，然后重新运行。',
  triggerLoop: '该自动化流程会循环触发自己。请检查它发送的内容。',
  triggerTooLarge: '请求体过大，飞书最多接收 4 MB。请减少 params 的内容。',
  triggerToken: 'Bearer Token 有误或缺失。请从该自动化流程的触发条件设置中复制，存入 webhook_token 引用的 secret。',
  triggerIp: `运行器的 IP 不在该自动化流程的 IP 白名单内。${noFixedIp}`,
  triggerRateLimited: '触发过于频繁：飞书每秒最多接收 5 次，未启用 Bearer Token 时每秒 1 次。请稍后重新运行。',
  triggerNotJson: '飞书认为请求体不是 JSON。请检查 params。',
  proxyAuthentication:
    '代理不接受账号密码。请写在代理变量中，例如 HTTPS_PROXY=http://user:password@proxy:8080，特殊字符须做百分号编码。',
  tooLarge: '请求超出飞书或中间代理的大小限制。请减少 params 的内容。',
  http5xx: '飞书或中间的代理出错。请稍后重新运行。',
  notSent: '请检查运行器的网络。',
  proxyRefused: '请在代理的规则中放行该主机；如果运行器可以不经代理访问，请把该主机列入 NO_PROXY。',
  proxyFailed: '请检查代理能否解析并连接该主机；如果运行器可以不经代理访问，请把该主机列入 NO_PROXY。',
  proxyUnreachable: '请检查 HTTPS_PROXY（http 为 HTTP_PROXY）中代理的主机和端口。',
  nameUnknown: '请检查主机名的拼写，以及运行器的 DNS 服务器能否解析它。',
  nameLookupFailed: '运行器的 DNS 服务器没有响应。请重新运行；如果一直如此，请检查运行器的 DNS 设置。',
  connectionRefused: '请检查主机和端口，以及服务器是否在运行。',
  noRoute: '请允许运行器向该主机发起出站连接，或设置 HTTPS_PROXY。',
  connectingTimedOut: '可能有防火墙丢弃了数据包。请允许运行器向该主机发起出站连接，或设置 HTTPS_PROXY。',
  connectionClosed: '可能是中间的防火墙或代理在 TLS 建立前断开了连接。请在其规则中放行该主机。',
  certificateUntrusted:
    '如果证书由自有 CA 或解密 TLS 的代理签发，请把 NODE_EXTRA_CA_CERTS 设为该 CA 证书（PEM）的路径。',
  certificateExpired: '请检查运行器的时钟；如果时钟无误，则需要为服务器更换证书。',
  certificateName: '请使用证书所适用的主机名，并检查 DNS 是否指向正确的服务器。',
  tlsVersion: '请在服务器或其前面的代理上启用 TLS 1.2 或 1.3。',
  tlsFailed: '请检查主机和端口：响应的可能不是 HTTPS 服务器。',
  http2Only: '请在服务器或其前面的代理上启用 HTTP/1.1。',
  messageBeingSent: '消息仍在发送中。再次发送前，请先查看会话。',
  outcomeUnknown: '请求已发出，但没有收到完整的响应。请检查网络；耗时较长的调用请调大 timeout_seconds。',
  other: '请在飞书文档中查询该错误码，或把 log_id 提供给飞书技术支持。没有错误码时，请检查 domain 和中间的代理。',
  cancelled: '没有再发送任何请求。',
  checkDomain: '请检查 domain：响应的似乎不是飞书。',
  checkFlow: '再次发起前，请先到低代码平台查看这次流程的结果。',
  copyBaseLink: '请打开多维表格本身，把它的完整链接填入 app_token。',
  listIncomplete: '请重新运行；如果一直如此，请把 log_id 提供给飞书技术支持。',
  keyUsed:
    '这个 idempotent_key 已经用过。如果上次运行结果未知，说明流程已经发起，请先去查看；确需再次发起时，换一个新的，或不填此项。',
  flowFailed: '请到低代码平台检查该流程及其入参。',
  flowRejected: '流程中有人驳回了请求，流程本身正常。请向对方了解原因。',
  flowNameInvalid: 'API 名称无效。请检查 flow_id：要填流程 API 名称，不是流程标题。',
  flowInputMissing: '缺少流程的必填入参。请在 params 中补上。',
  flowInputWrong: '流程入参的值或类型不对。请对照流程的入参变量检查 params。',
  flowNotCallable: '这种类型的流程不能通过 API 执行。请把 flow_id 换成可以通过 API 执行的流程。',
  flowNotFound: '没有这个流程。请检查 namespace 和 flow_id（流程 API 名称）；开发环境和线上环境的流程互不相通。',
  flowRateLimited: '流程调用过于频繁。请稍后重新运行。',
  flowNotPublished: '该流程只存在于开发环境。请先发布低代码应用。',
  flowTimedOut: '流程在低代码平台上执行超时。请查看它已经做了什么，并缩短流程。',
}
