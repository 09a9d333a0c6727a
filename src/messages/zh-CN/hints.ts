import type { Words } from '../message.ts'

const noFixedIp = 'GitHub 托管的运行器没有固定 IP，请改用 IP 在白名单内的自托管运行器，或清空白名单。'

/** 错误的含义，以及对每个 action 都适用的处理办法：这里不提输入项。因 action 或访问凭证而异的见 remedies.ts。 */
export const hints: Words['hints'] = {
  // 凭证与应用
  tokenMissing: '请求没有带上访问凭证。',
  tokenInvalid: '访问凭证无效、已过期、类型不对，或属于另一个平台（飞书或 Lark）。',
  tokenTypeWrong: '访问凭证无效或已过期，或者该接口不支持这种凭证。',
  sessionInvalid: '访问凭证或其会话已失效。',
  credentialsMalformed: 'App ID 或 App Secret 为空或格式不对。',
  appUnknown: '应用不存在或已停用，或者 App Secret 有误。',
  secretMismatch: 'App Secret 与 App ID 不匹配。',
  appWithoutToken: '只有企业自建应用可以这样获取访问凭证。',
  appDisabled: '应用已停用，或者没有在本企业发布、安装。请在「版本管理与发布」中发布版本，再请企业管理员启用。',

  // 权限
  scopeMissing: '应用缺少 API 权限。',
  tokenScopeMissing: '访问凭证缺少 API 权限。',
  workflowScopeMissing:
    '缺少 API 权限：列出工作流（wkf…）需要 base:workflow:read「查看自动化流程/工作流」，开启或关闭需要 base:workflow:update。',
  ipNotAllowed: `运行器的 IP 不在应用的 IP 白名单内（开发者后台→安全设置→IP 白名单）。${noFixedIp}`,
  notCollaborator: '飞书拒绝访问。',
  readOnly: '飞书允许读取该多维表格，但不允许修改。',
  advancedPermissions: '该多维表格开启了高级权限，不允许该操作。',
  advancedPermissionsEdition: '按行、列设置的高级权限仅商业版和旗舰版支持。请联系企业的飞书管理员。',
  advancedPermissionsUnavailable: '该多维表格不支持高级权限。请与其所有者确认。',
  restrictedByTenant: '企业或知识空间限制了访问。请联系相应的管理员放行。',
  wikiNoPermission: '飞书拒绝访问该知识库页面。',
  documentForbidden: '飞书不允许编辑该文档或文件夹。',
  securityChallenge: '飞书要求先由本人完成安全验证。请联系企业的飞书管理员。',

  // 多维表格与知识库
  baseRequestRejected: '飞书不接受这个请求。',
  appTokenMalformed: '多维表格的 token 格式不对。',
  baseNotFound: '找不到该多维表格：token 有误，或者它属于其他企业或另一个平台（飞书或 Lark）。',
  tableIdWrong: '飞书提示数据表 ID（tbl…）有误。',
  tableNotFound: '该多维表格中没有这个 ID。',
  workflowNotFound: '飞书没有这个工作流或多维表格：ID 属于别的多维表格或企业，或是其他类型的 ID。',
  wikiNodeNotFound: '找不到该知识库页面：token 有误，或者它属于其他企业或另一个平台。',
  wikiNodeUnusable: '该知识库页面已删除或移出知识库，或者 token 格式不对。',
  notABase: '只有多维表格才有自动化流程和工作流。',
  featureUnavailable: '该多维表格或企业没有这项功能。请联系企业的飞书管理员。',
  dataUnchanged: '数据无变更：已经是所请求的内容，没有任何改动。',
  responseUndocumented: '响应与飞书文档不符。',
  preconditionFailed: '多维表格当前的状态不允许该操作。请先检查它的状态。',
  clientTokenConflict: '两次请求的 client token 冲突，数据没有改动。',
  clientTokenNotUuid: '该接口的幂等键须为 UUID v4。',

  // 限制与暂时性故障
  rateLimited: '调用过于频繁，这次请求没有执行。',
  baseBusy: '多维表格正忙。请让同一时间只有一个作业写入；在同一仓库内可用 concurrency 分组。',
  quotaExhausted: '套餐额度或本月额度已用完。请联系企业的飞书管理员。',
  baseQuotaExhausted: '该多维表格的额度已用完。请联系其所有者。',
  baseLimit:
    '达到多维表格的上限，例如数据表加仪表盘 100 个、视图 200 个、记录 20000 条、一次新增记录 500 条。请减少一次发送的数量，或清理数据。',
  baseBeingCopied: '多维表格仍在复制中，需要几秒到几分钟。',
  writeConflict: '多维表格同时被其他请求修改。请让同一时间只有一个作业写入。',
  baseTimedOut: '多维表格处理超时。',
  baseFail: '改动过多、并发调用或参数有误。请让同一时间只有一个作业写入，并减少一次的改动。',
  wikiBusy: '知识库繁忙。',
  wikiInternal: '知识库内部错误，飞书不建议重复调用。',
  serverBusy: '飞书服务繁忙。',
  internalError: '飞书内部错误。',

  // 地址与参数
  parameterRejected: '飞书不接受某个参数。请按飞书的错误信息或其中列出的字段修改。',
  methodRejected: '该地址不支持这个 HTTP 方法。',
  unknownPath: '飞书没有这个接口。',
  tooLarge: '请求超出飞书或中间代理的大小限制。',

  // 流程
  flowNotAuthorised:
    '应用没有执行该流程的权限。请低代码应用的管理员在「应用管理」→「Open API」→「授权开放平台应用」→「新建授权」中填写 App ID、勾选该流程并保存。',
  flowParameterRejected: '低代码平台不接受某个参数。',
  operatorUnknown: '低代码平台中没有该企业或用户。',
  flowNameInvalid: '这不是流程 API 名称，它与流程标题不同。',
  flowInputMissing: '缺少流程的必填入参。',
  flowInputWrong: '流程入参的值或类型不对。',
  flowNotCallable: '这种类型的流程不能通过 API 执行。',
  flowNotFound: '没有这个流程。开发环境和线上环境的流程互不相通。',
  flowRateLimited: '流程调用过于频繁。',
  flowInDevelopment: '该操作只能在低代码应用的开发环境中进行。请前往开发环境操作。',
  flowDevelopmentForbidden: '开发环境不允许该操作，或已停用。请使用低代码应用的线上环境。',
  flowInternal: '低代码平台内部错误。',
  flowTimedOut: '流程在低代码平台上执行超时。请查看它已经做了什么，并缩短流程。',
  flowFailed: '请到低代码平台检查该流程及其入参。',
  flowRejected: '流程中有人驳回了请求，流程本身正常。请向对方了解原因。',
  checkFlow: '再次发起前，请先到低代码平台查看这次流程的结果。',
  keyUsed: '这个幂等键以前用过。',

  // 自动化流程的 webhook
  triggerDisabled: '该自动化流程已关闭。请在多维表格中开启。',
  triggerLoop: '该自动化流程会循环触发自己。请检查它发送的内容。',
  triggerTooLarge: '请求体过大，飞书最多接收 4 MB。',
  triggerToken: 'Bearer Token 有误或缺失。',
  triggerIp: `运行器的 IP 不在该自动化流程的 IP 白名单内。${noFixedIp}`,
  triggerRateLimited: '触发过于频繁：飞书每秒最多接收 5 次，未启用 Bearer Token 时每秒 1 次。',
  triggerNotJson: '飞书认为请求体不是 JSON。',

  // 消息
  botNotInChat: '应用的机器人不在群里。请在群设置的「群机器人」中添加。',
  botNotEnabled: '应用没有启用机器人能力。请在开发者后台的「添加应用能力」中添加「机器人」，再创建并发布新版本。',
  botNotAvailable: '该应用对这位用户不可用。请在「版本管理与发布」中把对方加入可用范围，再发布版本。',
  messageNotPermitted: '应用缺少权限，缺哪一项见飞书的错误信息；在外部群中，机器人还须开启对外共享能力。',
  messageNotAllowed:
    '群、接收者或企业的设置不允许这条消息：例如仅指定成员可发言、群已禁言、机器人被屏蔽，或接收者属于其他企业。请联系群主或企业管理员。',
  recipientUnreachable: '接收者已离职，或不再接收该机器人的消息。请换一位接收者。',
  recipientUnknown:
    '接收者的 ID 有误，或与所填的类型不符。群 ID 以 oc_ 开头，open id 以 ou_ 开头，union id 以 on_ 开头；open id 只对一个应用有效。',
  messageBeingSent: '消息仍在发送中。',
  cardInvalid:
    '卡片无效。飞书错误信息中的 ErrCode 是具体原因：200621 不是 JSON，200380 模板不存在，200381 模板对应用不可见，100290 用户 ID 有误，11310 元素超过 200 个。',
  messageTooLong: '消息过长。文本最大 150 KB，卡片和富文本最大 30 KB（含模板和样式）。请缩短。',
  contentRefused: '没有通过飞书的内容审查：可能是敏感词、明文电话号码或邮箱地址，也可能是文件或文件名。请修改内容。',
  messageUnsupported: '这个会话、话题回复或所附的文件不支持这种消息。请换一种消息类型。',
  messageTooOld: '消息只能在发送后 14 天内修改。请发送新的消息。',
  messageGone: '消息或话题已删除或撤回，或对应用不可见。',
  chatDissolved: '该群已解散。请换一个群。',
  tenantKeyDeleted: '企业的加密密钥已被删除。请联系企业的飞书管理员。',
  botUrlUnknown: '没有这个 webhook 地址对应的群机器人。',
  botDisabled: '群机器人已停用。请在群设置中启用。',
  botSignature: '群机器人的签名有误，或运行器的时钟相差超过一小时。',
  botIp: `运行器的 IP 不在群机器人的 IP 白名单内。${noFixedIp}`,
  botKeyword: '消息中没有群机器人要求的关键词。请在消息中加入关键词，或修改机器人的安全设置。',
  botMessageIncomplete: '请求体没有写明消息类型（如 text、interactive）。',
  botTooLarge: '请求体过大，群机器人最多接收 20 KB。请缩短消息。',

  // 文件
  fileOfAnother: '该文件由其他应用或用户上传。请用使用方自己的身份重新上传。',
  fileSize: '文件为空或过大。消息中的文件最大 30 MB，图片最大 10 MB；一次上传到文件夹或文档的最大 20 MB。',
  imageUnsupported:
    '不支持该图片的格式或尺寸。支持 JPG、PNG、WEBP、GIF、BMP、ICO、TIFF 和 HEIC，最大 12000 × 12000 像素，GIF 最大 2000 × 2000。',
  storageFull: '个人或企业的存储空间已满。请清理空间，或联系企业的飞书管理员。',
  uploadTargetGone: '要上传到的文件夹或文档不存在或已删除。请检查它的 token 和类型。',
  uploadRejected: '文件与请求中的描述不符。请检查文件名、大小、校验和与分片。',
  uploadExpired: '上传已过期，或文件已损坏。请从头上传。',
  folderFull: '文件夹或文档已满：单层最多 1500 个，目录最多 15 层，总数最多 40 万个。请上传到别处。',
  fileChanged: '文件同时被修改，版本号冲突。请让同一时间只有一个作业写入。',

  // 记录
  recordNotFound: '该数据表中没有这条记录或这个视图。请检查 ID。',
  fieldNotFound: '该数据表中没有这个字段。字段名须完全一致，空格也不能少，可用列出字段的接口查看。',
  fieldValueWrong: '某个值与字段类型不符，或为空、过长。请与列出字段的接口返回的类型对照。',
  personFieldWrong: '人员字段的值应为由含 id 的对象组成的列表。ID 须与请求中的类型一致，open id 只对一个应用有效。',
  attachmentNotUploaded: '附件没有上传到该多维表格。请先上传，再使用得到的 token。',
  filterWrong: '筛选、排序或分页参数有误。筛选最多 2000 个字符，排序最多 1000 个，请对照接口文档。',
  resultTooLarge: '一次请求的内容过多。请减少记录或字段。',

  // 审批
  approvalFormWrong: '审批不接受某个参数或表单控件。请按飞书的错误信息修改，并与审批定义对照。',
  approvalNotFound: '没有这个审批实例或用户。请检查实例 code，以及用户 ID 是否与所填的类型一致。',
  approvalForbidden: '审批定义不允许该操作。请在飞书审批管理后台检查其审批操作权限。',
  approvalDefinition: '审批定义已停用，或使用了接口不支持的自定义审批流程。请在飞书审批管理后台检查。',
  approvalFail: '飞书无法处理该审批：参数有误，或请求过于频繁。请检查参数。',

  // 等待
  conditionNotMet: '请在飞书中查看实际情况。',

  // 网络
  tokenNotAccepted: '该接口不接受这种访问凭证。请查看接口文档支持哪一种。',
  proxyAuthentication:
    '代理不接受账号密码。请写在代理变量中，例如 HTTPS_PROXY=http://user:password@proxy:8080，特殊字符须做百分号编码。',
  proxyRefused:
    '请确认 HTTPS_PROXY（http 为 HTTP_PROXY）指向的确实是代理，并在代理的规则中放行该主机；如果运行器可以不经代理访问，请把该主机列入 NO_PROXY。',
  proxyFailed: '请检查代理能否解析并连接该主机；如果运行器可以不经代理访问，请把该主机列入 NO_PROXY。',
  proxyUnreachable: '请检查 HTTPS_PROXY（http 为 HTTP_PROXY）中代理的主机和端口。',
  nameUnknown: '请检查主机名的拼写，以及运行器的 DNS 服务器能否解析它。',
  nameLookupFailed: '运行器的 DNS 服务器没有响应；如果一直如此，请检查它。',
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
  notSent: '请检查运行器的网络。',
  http5xx: '飞书或中间的代理出错。',
  outcomeUnknown: '请求已发出，但没有收到完整的响应。请检查网络。',
  cancelled: '没有再发送任何请求。',

  // 表中没有的
  codeUnknown: '请在飞书文档中查询该错误码，或把 log_id 提供给飞书技术支持。',
  fileResponse: '响应是一个文件，或过大而没有读取。',
  notFeishu: '响应的可能不是飞书，例如是中间的代理。',
}
