"use strict";
exports.id = 253;
exports.ids = [253];
exports.modules = {

/***/ 253:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  scopeNames: () => (/* reexport */ scopeNames),
  zhCN: () => (/* binding */ zhCN)
});

;// CONCATENATED MODULE: ./lib/messages/zh-CN/calls.js
const calls = {
    token: '获取 tenant_access_token',
    wikiNode: '查询知识库节点',
    listAutomations: '列出自动化流程',
    listWorkflows: '列出工作流',
    updateAutomation: '更新自动化流程状态',
    enableWorkflow: '开启工作流',
    disableWorkflow: '关闭工作流',
    execute: '执行流程',
    trigger: '触发自动化流程',
    groupMessage: '通过群机器人发送消息',
    sendMessage: '发送消息',
    replyMessage: '回复消息',
    updateCard: '更新卡片',
    call: '调用接口',
};

;// CONCATENATED MODULE: ./lib/messages/zh-CN/hints.js
const addDocumentApp = '打开多维表格，通过右上角「...」→「...更多」→「添加文档应用」添加该应用，并授予「可管理」权限';
const noFixedIp = 'GitHub 托管的运行器没有固定 IP，请改用 IP 在白名单内的自托管运行器，或清空白名单。';
const copyLink = '请把多维表格或其知识库页面的完整链接填入 app_token';
const hints = {
    tokenMissing: '请求没有带上访问凭证。请检查 app_secret 或 access_token 引用的 secret 在本次运行中是否有值：来自 fork 的 PR 拿不到 secrets。',
    tenantTokenInvalid: 'tenant_access_token 无效、已过期、类型不对，或属于另一个平台。请改用 app_id 和 app_secret，并把 domain 设为应用所在的平台（feishu 或 lark）。',
    userTokenInvalid: 'user_access_token 无效或已过期，或者该接口不支持用户身份。请换一个新的 access_token，或改用 app_id 和 app_secret。',
    sessionInvalid: '访问凭证或其会话已失效。请换一个新的 access_token，或改用 app_id 和 app_secret。',
    credentialsMalformed: 'app_id 或 app_secret 为空或格式不对。请确认两个 secret 在本次运行中都有值；app_id 的格式是 cli_ 加 16 位字符。',
    appUnknown: '应用不存在或已停用，或者 app_secret 有误。请核对 app_id 和 app_secret，并把 domain 设为应用所在的平台（feishu 或 lark）。',
    secretMismatch: 'app_secret 与 app_id 不匹配。请到开发者后台同一个应用的「凭证与基础信息」页面重新复制这两项。',
    appWithoutToken: '该应用无法获取访问凭证。请使用本企业自建应用的 app_id 和 app_secret。',
    appDisabled: '应用已停用，或者没有在本企业发布、安装。请在「版本管理与发布」中发布版本，再请企业管理员启用。',
    scopeMissing: '应用缺少 API 权限。请在开发者后台的「权限管理」中开通，再到「版本管理与发布」创建并发布新版本。',
    userScopeMissing: '访问凭证缺少所需的权限。请让用户重新授权应用，再填入新的 access_token。',
    ipNotAllowed: `运行器的 IP 不在应用的 IP 白名单内（开发者后台→安全设置→IP 白名单）。${noFixedIp}`,
    notCollaborator: `应用还不是该多维表格的协作者。请${addDocumentApp}。`,
    advancedPermissions: `该多维表格开启了高级权限。请${addDocumentApp}。`,
    restrictedByTenant: '企业或知识空间限制了对该多维表格的访问。请联系相应的管理员为应用放行。',
    wikiNoPermission: '应用无权查看该知识库页面。请打开这个页面，通过右上角「...」→「...更多」→「添加文档应用」添加该应用，「可阅读」即可，不必加到整个知识空间。',
    flowNotAuthorised: '应用没有执行该流程的权限。请低代码应用的管理员在「应用管理」→「Open API」→「授权开放平台应用」→「新建授权」中填写 App ID、勾选该流程并保存；同时检查 operator。',
    workflowScopeMissing: '应用缺少工作流（wkf…）的权限。请开通 base:workflow:read「查看自动化流程/工作流」，需要开启或关闭时再开通 base:workflow:update，然后在「版本管理与发布」中发布新版本。',
    securityChallenge: '飞书要求先由本人完成安全验证。请联系企业的飞书管理员。',
    baseRequestRejected: '飞书不接受这个请求。请检查 app_token 和 workflow_id；多维表格里有哪些 ID，可用 list-workflows 操作查看。',
    appTokenMalformed: `app_token 格式不对。${copyLink}；/wiki/ 链接中的那一段不是 app_token。`,
    tableIdWrong: '飞书提示数据表 ID 有误。tbl… 既不是 app_token 也不是 workflow_id，请把多维表格的完整链接填入 app_token。',
    advancedPermissionsUnavailable: '该多维表格不支持高级权限。请与其所有者确认，并检查 app_token 是否填对。',
    parameterRejected: '飞书不接受某个参数。请按错误信息或其中列出的字段修改对应的输入项。',
    flowParameterRejected: '请检查 namespace（以 __c 结尾）、flow_id（流程 API 名称）、operator（低代码平台用户的 _id 或 email）和 params。',
    methodRejected: '该地址不支持这个 HTTP 方法。请把 domain 设为 feishu、lark 或私有化部署的服务地址，并检查 request。',
    baseNotFound: `找不到该多维表格。${copyLink}，并使用同一企业、同一平台（飞书或 Lark）的应用。`,
    tableNotFound: '该多维表格中没有这个 ID。请检查 ID，并把多维表格的完整链接填入 app_token。',
    wikiNodeNotFound: '找不到该知识库页面。请把页面的完整链接填入 app_token，并使用同一企业、同一平台（飞书或 Lark）的应用。',
    wikiNodeUnusable: '该知识库页面已删除或移出知识库，或者链接有误。请把多维表格本身的完整链接填入 app_token。',
    operatorUnknown: '低代码平台中没有该企业或操作人。operator 的 _id 或 email 请从低代码平台的「用户管理」中复制，并使用同一企业的应用。',
    workflowNotFound: '飞书没有这个工作流或多维表格：ID 属于别的多维表格或企业，或是其他类型的 ID。多维表格里有哪些 ID，可用 list-workflows 操作查看。',
    featureUnavailable: '该多维表格或企业没有这项功能。请联系企业的飞书管理员。',
    unknownPath: '飞书没有这个接口。请检查填写地址的输入项：domain（feishu、lark 或私有化部署的服务地址）、request 或 webhook_url。',
    rateLimited: '调用过于频繁，这次请求没有执行。请稍后重新运行，减少并行的作业，或调大 max_attempts。',
    baseBusy: '多维表格正忙。请让同一时间只有一个作业写入（可用 concurrency 分组），然后重新运行。',
    quotaExhausted: '套餐额度或本月额度已用完，重新运行也无效。请联系企业的飞书管理员。',
    baseQuotaExhausted: '该多维表格的额度已用完，重新运行也无效。请联系其所有者。',
    baseBeingCopied: '多维表格仍在复制中，需要几秒到几分钟。请稍后重新运行，或调大 max_attempts。',
    writeConflict: '多维表格同时被其他请求修改。请让同一时间只有一个作业写入，然后重新运行。',
    baseTimedOut: '多维表格处理超时。请重新运行；如果一直如此，请把 log_id 提供给飞书技术支持。',
    baseFail: '改动过多、并发调用或参数有误。请检查 app_token 和 workflow_id，让同一时间只有一个作业写入，然后重新运行。',
    wikiBusy: '知识库繁忙。请重新运行，或者不用知识库链接，改填多维表格本身的 app_token。',
    wikiInternal: '知识库内部错误，飞书不建议重试。请把 log_id 提供给飞书技术支持，或者不用知识库链接，改填多维表格本身的 app_token。',
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
    advancedPermissionsEdition: '按行、列设置的高级权限仅商业版和旗舰版支持。请联系企业的飞书管理员。',
    botNotAvailable: '该应用对这位用户不可用。请在「版本管理与发布」中把对方加入可用范围，再发布版本。',
    dataUnchanged: '数据无变更：已经是所请求的内容，没有任何改动。',
    botNotInChat: '应用的机器人不在群里。请在群设置的「群机器人」中添加。',
    botNotEnabled: '应用没有启用机器人能力。请在开发者后台的「添加应用能力」中添加「机器人」，再创建并发布新版本。',
    messageNotPermitted: '应用缺少权限，缺哪一项见飞书的错误信息；在外部群中，机器人还须开启对外共享能力。',
    messageNotAllowed: '群、接收者或企业的设置不允许这条消息：例如仅指定成员可发言、群已禁言、机器人被屏蔽，或接收者属于其他企业。请联系群主或企业管理员。',
    recipientUnreachable: '接收者已离职，或不再接收该机器人的消息。请换一位接收者。',
    recipientUnknown: '接收者的 ID 有误，或与所填的类型不符。群 ID 以 oc_ 开头，open id 以 ou_ 开头，union id 以 on_ 开头；open id 只对一个应用有效。',
    tenantKeyDeleted: '企业的加密密钥已被删除。请联系企业的飞书管理员。',
    fileOfAnother: '该文件由其他应用或用户上传。请用发送方自己的身份重新上传。',
    tokenNotAccepted: '该接口不接受这种访问凭证。请查看接口文档支持哪一种。',
    cardInvalid: '卡片无效。飞书错误信息中的 ErrCode 是具体原因：200621 不是 JSON，200380 模板不存在，200381 模板对应用不可见，100290 用户 ID 有误，11310 元素超过 200 个。',
    messageTooLong: '消息过长。文本最大 150 KB，卡片和富文本最大 30 KB（含模板和样式）。请缩短。',
    contentRefused: '没有通过飞书的内容审查：可能是敏感词、明文电话号码或邮箱地址，也可能是文件或文件名。请修改内容。',
    messageUnsupported: '这个会话、话题回复或所附的文件不支持这种消息。请换一种消息类型。',
    messageTooOld: '消息只能在发送后 14 天内修改。请发送新的消息。',
    messageGone: '消息或话题已删除或撤回，或对应用不可见。请检查它的 ID。',
    chatDissolved: '该群已解散。请换一个群。',
    fileSize: '文件为空或过大。消息中的文件最大 30 MB，图片最大 10 MB；一次上传到文件夹或文档的最大 20 MB。',
    imageUnsupported: '不支持该图片的格式或尺寸。支持 JPG、PNG、WEBP、GIF、BMP、ICO、TIFF 和 HEIC，最大 12000 × 12000 像素，GIF 最大 2000 × 2000。',
    storageFull: '个人或企业的存储空间已满。请清理空间，或联系企业的飞书管理员。',
    botUrlUnknown: '没有这个 webhook 地址对应的群机器人。请到群设置中重新复制该机器人的 webhook 地址。',
    botDisabled: '群机器人已停用。请在群设置中启用。',
    botSignature: '群机器人的签名有误，或时间相差超过一小时。请从机器人的安全设置中重新复制密钥，并检查运行器的时钟。',
    botIp: `运行器的 IP 不在群机器人的 IP 白名单内。${noFixedIp}`,
    botKeyword: '消息中没有群机器人要求的关键词。请在消息中加入关键词，或修改机器人的安全设置。',
    botMessageIncomplete: '请求体没有写明消息类型（如 text、interactive）。请补上。',
    botTooLarge: '请求体过大，群机器人最多接收 20 KB。请缩短消息。',
    documentForbidden: '调用者没有该文档或文件夹的编辑权限。请联系其所有者授予。',
    uploadTargetGone: '要上传到的文件夹或文档不存在或已删除。请检查它的 token 和类型。',
    uploadRejected: '文件与请求中的描述不符。请检查文件名、大小、校验和与分片。',
    uploadExpired: '上传已过期，或文件已损坏。请从头上传。',
    folderFull: '文件夹或文档已满：单层最多 1500 个，目录最多 15 层，总数最多 40 万个。请上传到别处。',
    fileChanged: '文件同时被修改，版本号冲突。请让同一时间只有一个作业写入。',
    recordNotFound: '该数据表中没有这条记录或这个视图。请检查 ID。',
    fieldNotFound: '该数据表中没有这个字段。字段名须完全一致，空格也不能少，可用列出字段的接口查看。',
    fieldValueWrong: '某个值与字段类型不符，或为空、过长。请与列出字段的接口返回的类型对照。',
    personFieldWrong: '人员字段的值应为由含 id 的对象组成的列表。ID 须与请求中的类型一致，open id 只对一个应用有效。',
    attachmentNotUploaded: '附件没有上传到该多维表格。请先上传，再使用得到的 token。',
    filterWrong: '筛选、排序或分页参数有误。筛选最多 2000 个字符，排序最多 1000 个，请对照接口文档。',
    resultTooLarge: '一次请求的内容过多。请减少记录或字段。',
    clientTokenNotUuid: '该接口的幂等键须为 UUID v4。',
    baseLimit: '达到多维表格的上限，例如数据表加仪表盘 100 个、视图 200 个、记录 20000 条、一次新增记录 500 条。请减少一次发送的数量，或清理数据。',
    approvalFormWrong: '审批不接受某个参数或表单控件。请按飞书的错误信息修改，并与审批定义对照。',
    approvalNotFound: '没有这个审批实例或用户。请检查实例 code，以及用户 ID 是否与所填的类型一致。',
    approvalForbidden: '审批定义不允许该操作。请在飞书审批管理后台检查其审批操作权限。',
    approvalDefinition: '审批定义已停用，或使用了接口不支持的自定义审批流程。请在飞书审批管理后台检查。',
    approvalFail: '飞书无法处理该审批：参数有误，或请求过于频繁。请检查参数。',
    preconditionFailed: '多维表格当前的状态不允许该操作。请先检查它的状态。',
    flowInDevelopment: '该操作只能在低代码应用的开发环境中进行。请前往开发环境操作。',
    flowDevelopmentForbidden: '开发环境不允许该操作，或已停用。请使用低代码应用的线上环境。',
    proxyAuthentication: '代理不接受账号密码。请写在代理变量中，例如 HTTPS_PROXY=http://user:password@proxy:8080，特殊字符须做百分号编码。',
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
    certificateUntrusted: '如果证书由自有 CA 或解密 TLS 的代理签发，请把 NODE_EXTRA_CA_CERTS 设为该 CA 证书（PEM）的路径。',
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
    keyUsed: '这个 idempotent_key 已经用过。如果上次运行结果未知，说明流程已经发起，请先去查看；确需再次发起时，换一个新的，或不填此项。',
    flowFailed: '请到低代码平台检查该流程及其入参。',
    flowRejected: '流程中有人驳回了请求，流程本身正常。请向对方了解原因。',
    flowNameInvalid: 'API 名称无效。请检查 flow_id：要填流程 API 名称，不是流程标题。',
    flowInputMissing: '缺少流程的必填入参。请在 params 中补上。',
    flowInputWrong: '流程入参的值或类型不对。请对照流程的入参变量检查 params。',
    flowNotCallable: '这种类型的流程不能通过 API 执行。请把 flow_id 换成可以通过 API 执行的流程。',
    flowNotFound: '没有这个流程。请检查 namespace 和 flow_id（流程 API 名称）；开发环境和线上环境的流程互不相通。',
    flowRateLimited: '流程调用过于频繁。请稍后重新运行。',
    flowTimedOut: '流程在低代码平台上执行超时。请查看它已经做了什么，并缩短流程。',
};

// EXTERNAL MODULE: ./lib/messages/parts.js
var parts = __webpack_require__(778);
;// CONCATENATED MODULE: ./lib/messages/zh-CN/phrases.js

const scopeNames = {
    'base:workflow:read': '查看自动化流程/工作流',
    'base:workflow:write': '更新自动化流程/工作流状态',
    'bitable:app': '查看、评论、编辑和管理多维表格',
    'bitable:app:readonly': '查看、评论和导出多维表格',
    'base:record:create': '新增记录',
    'wiki:node:read': '查看知识空间节点信息',
    'wiki:wiki': '查看、编辑和管理知识库',
    'wiki:wiki:readonly': '查看知识库',
    'app_engine:flow:write': '执行流程',
    'im:message': '获取与发送单聊、群组消息',
    'im:message:send_as_bot': '以应用的身份发消息',
};
const at = ({ line, column }) => `第 ${line} 行第 ${column} 列`;
const kind = (type) => (type === 'automation' ? '自动化流程' : '工作流');
const phrases_name = ({ workflow_id, title }) => (title ? `「${title}」（${workflow_id}）` : workflow_id);
function names(targets, most) {
    return list(targets, phrases_name, most);
}
function namesWithType(targets) {
    return list(targets, (target) => kind(target.type) + (target.title ? '' : ' ') + phrases_name(target));
}
function list(items, text, most) {
    const { shown, more } = (0,parts/* firstOf */.Ku)(items, most);
    return shown.map(text).join('、') + (more > 0 ? `，另有 ${more} 个` : '');
}
function selection({ ids, titles }) {
    const all = [...ids, ...titles.map((title) => `「${title}」`)];
    return all.length > 0 ? `：${all.join('、')}` : '';
}
function sentence(clause) {
    const text = (0,parts/* withoutPeriod */.Kx)(clause);
    return (0,parts/* endSentence */.H_)(text, /https?:\/\/\S+$/.test(text) ? ' 。' : '。');
}
const statusName = (status) => ({ Enable: '已开启', Disable: '已关闭' })[status] ?? status;
const scope = (id) => id + (scopeNames[id] ? `「${scopeNames[id]}」` : '');
const execution = (execution_id) => (execution_id ? `（execution_id ${execution_id}）` : '');
const ids = {
    tbl: '数据表 ID',
    vew: '视图 ID',
    blk: 'block ID',
    shr: '分享链接的 ID',
    wkf: '工作流 ID',
    bas: 'app_token',
    app: 'app_token',
    cli: 'App ID',
};
const docsPage = `${parts/* docsFolder */.M0}troubleshooting.zh-CN.md`;

;// CONCATENATED MODULE: ./lib/messages/zh-CN/inputs.js


const inputs = {
    inputRequired: ({ input, expected }) => `缺少输入项 ${input}：${expectation(expected)}。`,
    invalidInput: ({ input, expected, got }) => `输入项 ${input} 应为：${expectation(expected)}；收到的是“${got}”。`,
    otherJson: ({ input, expected }) => `输入项 ${input} 应为：${expectation(expected)}；收到的是其他类型的 JSON。`,
    inputsUnused: ({ unused, operation, chosenBy }) => `${chosenBy ? `填写 ${chosenBy} 时` : `${operation} `}不使用这些输入项：${unused.join('、')}。`,
    inputTooLong: ({ input }) => `输入项 ${input} 过长：Windows 上的运行器最多传递 32766 个字符。${input === 'params' ? '请改用 params_file。' : ''}`,
    operationElsewhere: ({ operation, action }) => `输入项 operation：${operation} 是单独的 action。请写 uses: your-org/feishu-automation-action/${action}@v1，不填 operation。`,
    mutuallyExclusive: ({ inputs: [first, second] }) => `输入项 ${first} 和 ${second} 只能填一个。`,
    roundedNumber: ({ input, got }) => `输入项 ${input}：${got ? `“${got}”` : '其中的 ID '}已被 YAML 当作浮点数，末尾几位失真。请给 ID 加上引号。`,
    linkInsteadOfId: ({ input, got }) => `输入项 ${input} 应为 ID，收到的是链接或路径“${got}”。`,
    invisibleCharacter: ({ input }) => `输入项 ${input} 含有不可见字符（例如零宽空格）。请手动输入，不要粘贴。`,
    noCredentials: '没有凭证：请填写 app_id 和 app_secret，或填写 access_token。',
    twoCredentials: '输入项 access_token 不能与 app_id、app_secret 同时使用。',
    credentialMissing: ({ input, given }) => `填了 ${given}，还缺输入项 ${input}。请检查对应的 secret 在本次运行中是否有值。`,
    tokenInvalid: ({ input }) => `输入项 ${input} 含有空格或特殊字符：只填凭证本身，不要带“Bearer”。`,
    keyInvalid: ({ input }) => `输入项 ${input} 含有空格或特殊字符。`,
    tenantTokenRequired: ({ operation }) => `输入项 access_token 是 user_access_token（u-…），而 ${operation} 只接受 tenant_access_token（t-…）。`,
    domainRequired: '缺少输入项 domain：app_token 中链接的域名既不属于飞书也不属于 Lark。请填 feishu、lark 或私有化部署的服务地址。',
    domainContradictsLink: ({ domain, linked }) => `输入项 domain 是 ${domain}，但 app_token 中的链接属于 ${linked}。请把 domain 改为 ${linked}，或不填。`,
    domainDiffersFromLink: ({ domain, linked }) => `输入项 domain 是 ${domain}，但 app_token 中的链接属于 ${linked}。如果找不到该页面，请把 domain 改为 ${linked}。`,
    domainWithCredentials: '输入项 domain 的地址中含有用户名或密码，请删除。',
    severalLinks: '输入项 app_token 中有多个链接或含有空白字符。请只填一个链接或一个 app_token。',
    partOfLink: ({ got }) => `输入项 app_token：“${got}”只是链接的一部分。请复制完整链接，或只保留问号之前的部分。`,
    linkDamaged: '输入项 app_token：链接中有 app_token 不会含有的字符。请从地址栏重新复制。',
    shareLink: '输入项 app_token 是分享链接（shr…），其中没有 app_token。请打开多维表格，复制地址栏中含 /base/ 或 /wiki/ 的链接。',
    webhookLink: '输入项 app_token 是自动化流程的 webhook 地址。请复制地址栏中多维表格的链接。',
    otherIdAsAppToken: ({ app_token, prefix }) => `输入项 app_token：“${app_token}”像是${ids[prefix]}。请改填多维表格的完整链接。`,
    otherIdAsWorkflow: ({ workflow_id, prefix }) => `输入项 workflow_id：“${workflow_id}”像是${ids[prefix]}。自动化流程和工作流的 ID 可用 list-workflows 操作查看。`,
    idNotFound: ({ workflow_id }) => `输入项 workflow_id：该多维表格中没有自动化流程或工作流 ${workflow_id}。`,
    titleNotFound: ({ title, similar }) => `输入项 workflow_title：没有标题为「${title}」的自动化流程或工作流。${similar.length > 0 ? `是否要找${namesWithType(similar)}？标题只在全半角、大小写、空格或不可见字符上有差别。` : ''}`,
    titleAmbiguous: ({ title, candidates }) => `输入项 workflow_title：标题「${title}」对应多个自动化流程或工作流：${namesWithType(candidates)}。请改用 workflow_id。`,
    nothingChanged: '没有做任何改动。',
    baseHas: ({ known }) => known.length > 0 ? `该多维表格中有：${namesWithType(known)}。` : '该多维表格中没有自动化流程，也没有工作流。',
    invalidJson: ({ input, error, ...place }) => `输入项 ${input} 不是合法的 JSON：${at(place)}。${error ? jsonHelp[error] : ''}`,
    invalidYaml: ({ input, error, ...place }) => `输入项 ${input} 的 YAML 有误（${at(place)}）：${yamlError(error)}。${(0,parts/* mayBePasted */.mX)(error) ? asText : ''}`,
    paramsDoubtful: ({ input, doubt, more, ...place }) => `输入项 ${input}（${at(place)}${more > 0 ? `，另有 ${more} 处` : ''}）：${doubts[doubt]}`,
    tooDeep: ({ input, deepest }) => `输入项 ${input} 的嵌套超过 ${deepest} 层。`,
    contextParamTaken: ({ name }) => `输入项 context_param：params 中已有“${name}”。请换一个名称。`,
    eventUnreadable: '输入项 context_param：本次运行的事件文件（GITHUB_EVENT_PATH）不是合法的 JSON。',
    eventMissing: '输入项 context_param：本次运行没有事件文件（GITHUB_EVENT_PATH），因此缺少作者、提交信息等来自事件的内容。',
    fileUnreadable: ({ path, code }) => `输入项 params_file：无法读取“${path}”（${code}）。路径相对于工作区。`,
    fileNotRegular: ({ path }) => `输入项 params_file：“${path}”不是普通文件。`,
    fileTooLarge: ({ path, size }) => `输入项 params_file：“${path}”有 ${size} 字节，上限为 10 MiB。`,
    fileNotUtf8: ({ path }) => `输入项 params_file：“${path}”不是 UTF-8 编码。`,
    operatorInvalid: `输入项 operator 应为：${expectation({ kind: 'operator' })}。`,
    operatorWithoutId: '输入项 operator：对象中没有 _id，也没有 email。',
    operatorIdWrongType: '输入项 operator：_id 和 email 必须是文本或数字。',
    operatorIsOpenId: '输入项 operator 是飞书的 open_id 或 union_id，而低代码平台有自己的用户 ID。请在低代码平台的「用户管理」中复制该用户的 kunlunUserID（一串数字），或改填邮箱。',
    webhookUrlInvalid: ({ action }) => `输入项 webhook_url 应为不含用户名和 # 的 https 地址（仅本机回环地址可用 http）。请从${action === 'trigger' ? '自动化流程的触发条件设置' : '群机器人的设置'}中复制。`,
    notAWebhookUrl: '输入项 webhook_url 不像自动化流程的 webhook 地址，后者含有 /base/automation/webhook/event/。',
    bodyTooLarge: ({ size, limit }) => `请求体有 ${size} 字节，飞书最多接收 ${limit} 字节。请减少 params 的内容。`,
    getWithBody: '输入项 params、params_file：GET 请求没有请求体。请把参数写在 request 的查询部分。',
    webhookOfBot: '输入项 webhook_url 是群自定义机器人的 webhook 地址，本 action 不支持。请使用 your-org/feishu-automation-action/message@v1。',
    webhookOfAutomation: '输入项 webhook_url 是多维表格自动化流程的 webhook 地址。请改用 your-org/feishu-automation-action/trigger@v1。',
    webhookOfBotBuilder: '输入项 webhook_url 是机器人助手（BotBuilder）的 webhook 地址，各个 action 都不支持。请使用多维表格自动化流程或群机器人的 webhook。',
    notAGroupBot: '输入项 webhook_url 不像群机器人的 webhook 地址，后者含有 /open-apis/bot/v2/hook/。',
    recipientMissing: '没有接收者：请填写 webhook_url，或填写应用的凭证和 to、reply_to、update 之一。如果 webhook_url 取自 secret，说明它在本次运行中为空。',
    linkAsRecipient: ({ input }) => `输入项 ${input} 应为 ID，收到的是链接。群机器人的 webhook 地址请填在 webhook_url 中。`,
    contentMissing: '没有消息内容：请填写 text、card、params 或 params_file。',
    updateWithoutCard: '输入项 update 用新卡片替换已发送的卡片：请填写 card。',
    messageAsCard: '输入项 card 是带 msg_type 的整条消息。请只填卡片本身，或把整条消息写在 params 中。',
    messageInvalid: ({ input }) => `输入项 ${input}：msg_type 应为文本，content 应为映射或 JSON 对象。`,
    memberNotOfMessage: ({ input, member }) => `输入项 ${input}：“${member}”不属于消息，消息只有 msg_type 和 content，其余内容有各自的输入项。`,
    messageTooLarge: ({ size, limit }) => `消息有 ${size} 字节，飞书最多接收 ${limit} 字节。请缩短内容，或改为附上链接。`,
    keyTooLong: ({ length, longest }) => `输入项 idempotent_key 有 ${length} 个字符，飞书最多接收 ${longest} 个。`,
    requestToBot: '输入项 request：该路径是群自定义机器人的 webhook 地址，不需要应用。请使用 your-org/feishu-automation-action/message@v1，并把地址存为 secret。',
    tokenEndpoint: '输入项 request：该接口会返回访问凭证，不能出现在输出中。请填写 app_id 和 app_secret，由步骤自行获取。',
    requestWithSpace: '输入项 request：路径和查询参数中的空格请写成 %20。',
    pathUnsafe: '输入项 request：路径中有空段、相对路径段、反斜杠、分号、空白或控制字符（包括编码后的），或有无效的百分号编码。',
    pathPlaceholder: ({ placeholder }) => `输入项 request：路径中还有占位符 ${placeholder}，请替换为实际的 ID。`,
    proxyInvalid: ({ variable }) => `环境变量 ${variable} 不是有效的 http 或 https 代理地址。`,
    proxyNotEncoded: ({ variable }) => `环境变量 ${variable} 中的用户名或密码没有做百分号编码。请把 % 写成 %25，# 写成 %23，/ 写成 %2F，? 写成 %3F，\\ 写成 %5C。`,
    socksUnsupported: ({ variable }) => `环境变量 ${variable} 是 SOCKS 代理，不受支持。请使用 http 或 https 代理。`,
    allProxyUnsupported: ({ variable }) => `环境变量 ${variable} 不受支持。请改设 HTTPS_PROXY，或把该域名列入 NO_PROXY。`,
    nodeWithoutProxy: ({ version }) => `Node ${version} 不支持代理。请把运行器升级到 2.328.0 或更高版本。`,
    stateNotSaved: ({ cause }) => `无法保存当前已开启的自动化流程和工作流（作业结束时要据此恢复），因此什么都没有关闭：${sentence(cause)}`,
    tooManyToPause: ({ count }) => `共有 ${count} 个自动化流程和工作流，超出了运行器能保存到作业结束的数量，因此什么都没有关闭。请用 workflow_id 或 workflow_title 少选一些。`,
    tooManyToResume: ({ count }) => `要暂停的太多：运行器无法把含有 ${count} 项的输出 workflows 传给 resume，因此没有关闭任何一个。请用 workflow_id 或 workflow_title 缩小范围。`,
    earlierWorkflowsEmpty: '输入项 workflows 为空：前面的作业没有设置这个输出，或者其中含有需要隐藏的值，被 GitHub 丢弃。',
    previousStatusMissing: ({ targets }) => `输入项 workflows 中没有以下流程的 previous_status，因此没有做任何改动：${names(targets)}。请在前面的步骤中按标题或用 all 选择，或改用 pause。`,
    stateUnreadable: '无法读取本步骤保存的状态，因此什么都没有恢复。请打开多维表格，检查哪些自动化流程和工作流处于关闭状态。',
    unexpectedError: ({ cause }) => `意外错误：${cause}`,
};
function expectation(expected) {
    switch (expected.kind) {
        case 'boolean':
            return 'true 或 false';
        case 'seconds':
            return `大于 0、不超过 ${expected.most} 的秒数`;
        case 'integer':
            return `1 到 ${expected.most} 的整数`;
        case 'language':
            return 'en 或 zh-CN';
        case 'operation':
            return `${expected.names.join('、')} 之一`;
        case 'domain':
            return 'feishu、lark、域名（如 open.feishu.cn），或不含查询参数的 https 服务地址（仅本机回环地址可用 http）';
        case 'appToken':
            return '多维表格的 app_token，或者多维表格、所在知识库页面的完整链接';
        case 'workflows':
            return '自动化流程或工作流的 ID，每行一个或用逗号分隔；也可以填 all，或改用 workflow_title';
        case 'earlierWorkflows':
            return '前面的 pause 或 update-workflow 的输出 workflows（JSON 数组）';
        case 'resume':
            return 'job-end 或 manual';
        case 'status':
            return 'Enable（开启）或 Disable（关闭）';
        case 'namespace':
            return '低代码应用的应用命名空间，如 package_7344545d87__c';
        case 'flowId':
            return '流程 API 名称，如 deleteObject_99c656599f';
        case 'operator':
            return '含低代码平台用户 _id 或 email 的 JSON 对象，也可以只填邮箱或 ID';
        case 'params':
            return 'JSON 对象或 YAML 映射';
        case 'loopMasks':
            return '最多 20 项的 JSON 数组';
        case 'webhookUrl':
            return '自动化流程的 webhook 地址';
        case 'request':
            return '“方法 /open-apis/…”，如 POST /open-apis/im/v1/messages?receive_id_type=chat_id（GET、POST、PUT、PATCH 或 DELETE；不含域名和 #）';
        case 'recipient':
            return '一个 chat_id（oc_…）、open_id（ou_…）、union_id（on_…）、邮箱或 user_id';
        case 'messageId':
            return '一个 message_id（om_…）';
    }
}
function yamlError(error) {
    return error.kind === 'syntax' ? (parserErrors[error.code] ?? error.code) : yamlErrors[error.kind];
}
const yamlErrors = {
    multipleDocuments: '含有多个文档',
    notAMapping: '不是映射',
    fullWidthColon: '键后面用了全角冒号（：），整行会被当作文本；请改用半角冒号加空格',
    tooLarge: '节点过多',
    tooDeep: '嵌套超过 100 层',
    undefinedAlias: '别名没有定义',
    keyNotText: '键不是字符串',
    mergeKey: '含有合并键（<<），YAML 1.2 不支持',
    tag: '含有标签（!…），无法转成 JSON',
    unusedAnchor: '锚点（&…）没有被任何别名引用',
    emptyBlock: '| 或 > 之后没有文本',
    keyAlone: '键后面没有冒号',
    hash: '从 # 开始会被当作注释，文本在此被截断',
    blank: '含有不可见字符或非 ASCII 空格，请用半角空格缩进',
    colonWithoutSpace: '冒号后没有半角空格，整行会被当作文本；请写成“键: 值”，如果本来就是文本，请加引号',
    dashWithoutSpace: '短横线后没有空格，整行会被当作文本；请写成“- 项”，如果本来就是文本，请加引号',
    foldedEntry: '这一行会并入上面的文本；如果是新的一项，请与前一项对齐；多行文本请用 |',
    oneLine: '同一行有两个冒号；含冒号的文本请加引号，多行内容请用 |，不要用 >',
    notAnEntry: '这一行不是“键: 值”',
    twoColons: '同一行有两个冒号',
    fullWidthBracket: '用了全角括号，括号、引号和标点请用半角',
    quotedJson: 'JSON 外面多了一层引号，请去掉',
    commentedJson: 'JSON 不支持注释，请删除',
    objectAsText: 'GitHub 会把列表或对象写成“Array”或“Object”，表达式请写成 toJSON()',
    nothing: '表达式没有值',
};
const asText = '含特殊字符的文本请加引号，多行文本请用 |，表达式请写成 toJSON()，外面不加引号。';
const jsonHelp = {
    comment: 'JSON 不支持注释。',
    punctuation: '引号、标点和空格请用半角。',
    text: '键和文本请加双引号；表达式请写成 toJSON()，外面不加引号。',
};
const doubts = {
    comment: '# 及之后的内容是注释，不会发送。含 # 的文本请加引号。',
    fullWidthComma: '全角逗号（，）不会分隔两项。请改用半角逗号；如果本来就是文本，请加引号。',
    rounded: '这个数字传到这里时末尾几位已经失真。请在来源处给 ID 加上引号。',
    objectAsText: 'GitHub 会把列表或对象写成“Array”或“Object”。表达式请写成 toJSON()。',
    expression: 'GitHub 不会对文件中的表达式求值，会原样发送。',
};
const parserErrors = {
    ALIAS_PROPS: '别名不能带锚点或标签',
    BAD_ALIAS: '别名或锚点写法有误',
    BAD_COLLECTION_TYPE: '集合的类型与标签不符',
    BAD_DIRECTIVE: '指令（%…）有误',
    BAD_DQ_ESCAPE: '双引号内的转义有误',
    BAD_INDENT: '缩进有误，或者缺少 ] 或 }',
    BAD_PROP_ORDER: '锚点或标签的位置有误',
    BAD_SCALAR_START: '值不能以这个字符开头',
    BLOCK_IN_FLOW: '方括号或花括号内不能使用缩进写法',
    DUPLICATE_KEY: '键重复',
    KEY_OVER_1024_CHARS: '键超过 1024 个字符',
    MISSING_CHAR: '缺少引号、括号、逗号或空格',
    MULTILINE_IMPLICIT_KEY: '键跨了多行，或者漏了冒号',
    MULTIPLE_ANCHORS: '一个节点只能有一个锚点',
    MULTIPLE_TAGS: '一个节点只能有一个标签',
    NON_STRING_KEY: '键不是字符串',
    TAB_AS_INDENT: '用制表符缩进，请改用空格',
    TAG_RESOLVE_FAILED: '标签无法识别',
    UNEXPECTED_TOKEN: '多出了内容',
};

;// CONCATENATED MODULE: ./lib/messages/zh-CN/log.js


const log = {
    switching: ({ status, ...selected }) => `正在${status === 'Enable' ? '开启' : '关闭'}${selection(selected) || '该多维表格的全部自动化流程和工作流'}。`,
    switched: ({ status, targets }) => {
        if (targets.length === 0)
            return '完成：该多维表格中没有自动化流程，也没有工作流。';
        return targets.length === 1
            ? `完成，${statusName(status)}：${names(targets)}。`
            : `完成，${statusName(status)} ${targets.length} 个。`;
    },
    targetDone: ({ target, status }) => `${phrases_name(target)}：${statusName(status)}`,
    targetFailed: ({ target, reason }) => `${phrases_name(target)}：${sentence(reason)}`,
    listing: '正在列出该多维表格的自动化流程和工作流。',
    listed: ({ automations, workflows }) => `该多维表格有 ${automations} 个自动化流程和 ${workflows} 个工作流。`,
    listedAutomations: ({ automations }) => `该多维表格有 ${automations} 个自动化流程；工作流无法读取。`,
    listedWorkflow: ({ workflow_id, type, status, title }) => [workflow_id, kind(type), statusName(status), title].filter(Boolean).join('  '),
    pausing: (selected) => `正在暂停${selection(selected) || '该多维表格中所有已开启的自动化流程和工作流'}。`,
    paused: ({ targets }) => `已暂停，作业结束时恢复：${names(targets)}。`,
    pausedForResume: ({ targets }) => `已暂停，由 resume 步骤根据输出 workflows 恢复：${names(targets)}。`,
    nothingToPause: ({ selected }) => `${selected ? '所选的' : ''}自动化流程和工作流都未开启，无需暂停。`,
    restoring: ({ targets }) => `正在重新开启先前暂停的：${names(targets)}。`,
    restored: ({ targets }) => `已恢复：${names(targets)}。`,
    resuming: ({ targets }) => (targets.length > 0 ? `正在恢复先前的状态：${names(targets)}。` : '正在恢复先前的状态。'),
    resumed: ({ targets }) => `已恢复为先前的状态：${names(targets)}。`,
    nothingToResume: '前面的步骤没有做任何改动，无需恢复。',
    executing: ({ namespace, flow_id }) => `正在执行 ${namespace} 的流程 ${flow_id}。`,
    stillWaiting: ({ seconds }) => `仍在等待流程结果，已等待 ${seconds} 秒。`,
    flowEnded: ({ execution_id }) => `完成：流程已结束${execution(execution_id)}。`,
    flowWaits: ({ execution_id, status }) => `流程${execution(execution_id)}正在等待人工处理（status ${status}）。作业不等结果，继续运行。`,
    flowRuns: ({ execution_id, status }) => `流程${execution(execution_id)}仍在执行（status ${status}）。作业不等结果，继续运行。`,
    triggering: '正在触发自动化流程。',
    triggered: '飞书已收到请求。自动化流程的执行结果不会返回。',
    sendingMessage: '正在发送消息。',
    messageSent: '完成：消息已发送。',
    updatingCard: '正在更新卡片。',
    cardUpdated: '完成：卡片已更新。',
    calling: ({ method, path }) => `正在调用 ${method} ${path}。`,
    called: ({ method, path }) => `完成：${method} ${path}。`,
    retrying: ({ call, reason, next }) => `${calls[call]}：${reason}；${next}。`,
    retryAfterWait: ({ attempt, maxAttempts, seconds }) => `${seconds} 秒后进行第 ${attempt} 次尝试，最多 ${maxAttempts} 次`,
    retryWithNewToken: ({ attempt, maxAttempts }) => `立即换用新的访问凭证，进行第 ${attempt} 次尝试，最多 ${maxAttempts} 次`,
    facts: ({ facts }) => `${facts.join('，')}。`,
    dryRun: '试运行（dry_run）：没有发送任何请求。',
    wouldSend: '正式运行时会发送：',
    plannedRequest: ({ call, url, fields, about }) => [calls[call], about, url, fields.join('、')].filter(Boolean).join('  '),
    callName: ({ call, about }) => [calls[call], about].filter(Boolean).join(''),
    forTitle: ({ title, type }) => `「${title}」（如果是${kind(type)}）`,
    forEach: ({ type }) => `（每个${kind(type)}）`,
    heading: ({ operation, outcome }) => {
        const words = { failed: '失败', succeeded: '成功', dryRun: '试运行' };
        return `${operation ?? '飞书自动化'}：${words[outcome]}`;
    },
    headName: '名称',
    headValue: '值',
    headResult: '结果',
    headCall: '调用',
    headRequest: '请求',
    headFields: '字段',
    rowBase: '多维表格',
    rowDuration: '耗时',
    rowRestored: '已恢复',
    notTried: '未尝试',
    gone: '已不在多维表格中',
    notRestored: '未能开启',
    moreRows: ({ count }) => `……另有 ${count} 行。`,
};

;// CONCATENATED MODULE: ./lib/messages/zh-CN/network.js
const faults = {
    nameUnknown: '主机名无法解析',
    nameLookupFailed: '主机名暂时无法解析',
    refused: '连接被拒绝',
    noRoute: '没有到达主机的路由',
    connectTimedOut: '建立连接超时',
    closed: '连接被对方关闭',
    certificateUntrusted: '证书不受信任',
    certificateExpired: '证书已过期或尚未生效',
    certificateName: '证书属于另一个主机名',
    tlsVersion: '双方没有共同支持的 TLS 版本',
    tlsFailed: 'TLS 握手失败',
    http2Only: '服务器只接受 HTTP/2',
    notHttp: '响应不是 HTTP/1.1',
    proxyUnreachable: '无法连接代理',
    other: '连接失败',
};
const fact = ({ fault, code, where }) => `${faults[fault]}（${[code, where].filter(Boolean).join(' ')}）`;
const network = {
    networkError: ({ tried, proxy }) => {
        const causes = tried.map(fact).join('；');
        if (proxy)
            return `${faults.proxyUnreachable}：${causes}`;
        return tried.length > 1 ? `主机的所有地址都无法连接：${causes}` : causes;
    },
    connectingTimedOut: ({ seconds, tried }) => `${tried.length > 0 ? `与 ${tried.join('、')} ` : ''}建立连接时在 ${seconds} 秒后超时`,
    proxyRefused: '代理拒绝了连接',
    proxyFailed: '代理无法连接目标主机',
    encodingWrong: ({ encoding }) => `响应的编码与其 Content-Encoding（${encoding}）不符`,
};

;// CONCATENATED MODULE: ./lib/messages/zh-CN/results.js




const results = {
    feishuMessage: ({ msg }) => (0,parts/* withoutPeriod */.Kx)(msg),
    feishuErrorWithoutMessage: '飞书返回了错误，没有附带信息',
    timedOut: ({ seconds }) => `${seconds} 秒后超时`,
    requestCancelled: '在发送请求前被取消',
    responseCutOff: ({ reason }) => `响应中断：${reason}`,
    proxyAuthenticationRequired: '代理要求身份验证',
    requestTooLarge: '请求过大',
    redirect: '响应是重定向，本步骤不跟随重定向',
    responseTooLarge: '响应超过 10 MiB',
    contradictoryStatus: ({ http_status }) => `响应自相矛盾：code 为 0，HTTP 状态码却是 ${http_status}`,
    responseEmpty: '响应为空',
    responseNotJson: '响应不是 JSON',
    responseNotAnObject: '响应不是 JSON 对象',
    responseWithoutCode: '响应中没有 code',
    responseFile: '响应是一个文件',
    notConfirmed: ({ workflow_id, status }) => `响应中 ${workflow_id} 的状态是 ${status}，与请求不符`,
    responseWithoutMessageId: '响应中没有 message_id',
    responseWithoutToken: '响应中没有 tenant_access_token',
    responseWithoutAppToken: '响应中没有 app_token',
    responseWithoutList: '响应中没有列表',
    responseWithoutData: '响应中没有 data',
    fieldNotText: ({ field }) => `响应中的 ${field} 不是文本`,
    entryWithoutId: ({ title }) => `列表中有一项没有有效的 workflow_id${title ? `：「${title}」` : ''}`,
    listEndsEarly: ({ total, found }) => `列表应有 ${total} 项，只读到 ${found} 项`,
    listNeverEnds: ({ found }) => `读到 ${found} 项后，列表提示还有更多，却没有给出下一页`,
    wikiPageNotABase: ({ type }) => `app_token 中的知识库页面类型是 ${type}，不是多维表格`,
    outOfTime: '作业结束时留给本步骤的时间已用完',
    cancelledBeforeResponse: '在收到响应前被取消',
    cancelledBeforeAttempt: ({ attempt }) => `在第 ${attempt} 次尝试前被取消`,
    flowFailed: '流程执行失败',
    flowStatus: ({ status }) => `流程状态为 ${status}`,
    startedResultUnknown: ({ idempotent_key }) => `流程已用 idempotent_key ${idempotent_key} 发起（来自没有收到响应的前一次尝试，或更早的一次运行），结果未知`,
    reasonWithCode: ({ reason, ...response }) => {
        const facts = (0,parts/* responseFacts */.Zc)(response);
        return facts.length > 0 ? `${reason}（${facts.join('，')}）` : reason;
    },
    failed: ({ operation, during, reason, targets }) => {
        const where = during ? `（${calls[during].replace(/\w$/, '$& ')}时出错）` : '';
        const which = targets && targets.total > 1 ? `，${targets.total} 个中有 ${targets.failed} 个未成功。第一个错误` : '';
        return sentence(`${operation} 失败${where}${which}：${reason}`);
    },
    sentence: ({ clause }) => sentence(clause),
    redirectsTo: ({ host }) => `重定向指向 ${host}。`,
    pageTitle: ({ description }) => `页面标题：${sentence(description)}`,
    responseSays: ({ description }) => `响应内容：${sentence(description)}`,
    hint: ({ hint }) => hints[hint],
    firstLine: ({ first_line }) => `响应的开头：${sentence(first_line)}`,
    missingScopes: ({ scopes }) => `所需 API 权限${scopes.length > 1 ? '（开通任意一项即可）' : ''}：${scopes.map(scope).join('、')}。`,
    feishuDetails: ({ description }) => `飞书给出的详情：${sentence(description)}`,
    flowMessage: ({ error_msg }) => `流程给出的信息：${sentence(error_msg)}`,
    executionId: ({ execution_id }) => `执行 ID（execution_id）：${execution_id}。`,
    askedToWait: ({ seconds, limit }) => `飞书要求等待 ${seconds} 秒，超出 ${limit} 秒的上限。`,
    attempts: ({ attempts }) => `共尝试 ${attempts} 次。`,
    nothingSent: '请求没有发出。',
    outcomeUnknown: '结果未知：请求可能已被处理。重新运行前，请先到飞书中确认。',
    outcomeUnknownIdempotent: '结果未知：请求可能已被处理。可以放心重新运行。',
    outcomeUnknownRemembered: ({ idempotent_key, rememberedMs }) => `结果未知：请求可能已被处理。${rememberedMs ? `从首次尝试算起的 ${rememberedMs / 3_600_000} 小时内，` : ''}用 idempotent_key ${idempotent_key} 重新运行，不会重复处理。`,
    outcomeUnknownKey: ({ idempotent_key }) => `结果未知：流程可能已经发起。用 idempotent_key ${idempotent_key} 重新运行，不会重复发起。`,
    earlierAttemptMayHaveStarted: ({ idempotent_key }) => `前一次尝试没有收到响应，流程可能已经发起（结果未知）。用 idempotent_key ${idempotent_key} 重新运行，不会重复发起。`,
    mayHaveStarted: ({ idempotent_key }) => `流程可能已用 idempotent_key ${idempotent_key} 发起。`,
    failedTargets: ({ targets }) => `失败：${names(targets)}。`,
    notTriedTargets: ({ targets }) => `未尝试：${names(targets)}。`,
    stillDisabled: ({ targets }) => `仍处于关闭状态：${names(targets, 60)}。`,
    enableByHand: '请手动开启：打开多维表格的「自动化」（工作流在左侧栏中），逐个打开开关。',
    quoted: ({ text }) => text,
    feishuLink: ({ link }) => `前往处理： ${link}`,
    docsLink: ({ anchor }) => `错误说明： ${docsPage}#${anchor}`,
    docsUrl: ({ anchor }) => `${docsPage}#${anchor}`,
    outputsNotWritten: ({ cause, repeats, execution_id, idempotent_key }) => {
        const facts = [
            ...(execution_id ? [`execution_id ${execution_id}`] : []),
            ...(idempotent_key ? [`idempotent_key ${idempotent_key}`] : []),
        ];
        const started = facts.length > 0
            ? `调用已经完成（${facts.join('，')}），除非使用同一个 idempotent_key，否则重新运行会再次发起。`
            : repeats
                ? '调用已经完成，重新运行会再次调用。'
                : '';
        return `无法写入输出：${sentence(cause)}${started}`;
    },
    outputsTooLong: ({ outputs }) => `作业的输出超过 1 MB（50 万个字符）会被 GitHub 丢弃，因此没有设置：${outputs.join('、')}。`,
    summaryNotWritten: ({ cause }) => `无法写入作业摘要：${sentence(cause)}`,
    workflowsUnreadable: ({ reason, hint }) => `无法读取该多维表格的工作流（wkf…）：${sentence(reason)}${hint}本次只读到自动化流程。`,
    previousStatusOther: ({ targets }) => `以下流程先前的状态既不是开启也不是关闭，保持不变：${names(targets)}。`,
    statusUnknown: ({ targets }) => `以下流程的状态既不是开启也不是关闭：${names(targets)}。`,
    outParamsUnreadable: 'out_params 不是由名称和值组成的列表，因此没有设置输出 values。',
    dataUnreadable: '响应的 data 无法转换，因此没有设置输出 values。',
    endedWithError: ({ execution_id, error_msg }) => `流程已结束${execution(execution_id)}，并给出信息：${sentence(error_msg)}`,
    flowStatusUnknown: ({ execution_id, status }) => `飞书已受理该流程${execution(execution_id)}，但${status ? `返回的状态“${status}”未知` : '没有返回状态'}。`,
    startedByEarlierAttempt: ({ idempotent_key, execution_id }) => `流程已用 idempotent_key ${idempotent_key} 发起：来自没有收到响应的前一次尝试，或更早的一次运行。${execution_id ? `飞书返回的 execution_id 为 ${execution_id}` : 'execution_id 未知'}。`,
};

;// CONCATENATED MODULE: ./lib/messages/zh-CN.js







const zhCN = {
    separator: '',
    calls: calls,
    hints: hints,
    sentences: { ...inputs, ...results, ...network, ...log },
};


/***/ })

};
;