import type { inputs as english } from '../en/inputs.ts'
import { mayBePasted } from '../parts.ts'
import type { Expected, ExpectedKind, JsonError, ParamsDoubt, YamlError, YamlErrorKind } from '../values.ts'
import { at, ids, names, namesWithType, sentence } from './phrases.ts'

/** secret 为空的原因。 */
const emptySecret =
  '对应的 secret 或变量没有创建，属于别的环境，不提供给 fork 的 PR 和 Dependabot，或没有传给被调用的 workflow（secrets: inherit）'

/** 输入项应填什么。 */
const expectations: Readonly<Record<ExpectedKind, string>> = {
  boolean: 'true 或 false',
  condition: '条件，如“status = APPROVED”或“status = APPROVED, DONE”，每行一个；名称中不能有点号或逗号',
  language: 'en 或 zh-CN',
  domain: 'feishu、lark、域名（如 open.feishu.cn），或不含查询参数的 https 服务地址（仅本机回环地址可用 http）',
  appToken: '多维表格的 app_token，或者多维表格、所在知识库页面的完整链接',
  workflows: '自动化流程或工作流的 ID，每行一个或用逗号分隔；也可以填 all，或改用 workflow_title',
  earlierWorkflows: '前面的 pause 或 update-workflow 的输出 workflows（JSON 数组）',
  resume: 'job-end 或 manual',
  status: 'Enable（开启）或 Disable（关闭）',
  namespace: '低代码应用的应用命名空间，如 package_7344545d87__c',
  flowId: '流程 API 名称，如 deleteObject_99c656599f',
  operator: '含低代码平台用户 _id 或 email 的 JSON 对象，也可以只填邮箱或 ID',
  params: 'JSON 对象或 YAML 映射',
  loopMasks: '最多 20 项的 JSON 数组',
  webhookUrl: '自动化流程的 webhook 地址',
  request:
    '“方法 /open-apis/…”，如 POST /open-apis/im/v1/messages?receive_id_type=chat_id（GET、POST、PUT、PATCH 或 DELETE；不含域名和 #）',
  recipient: '一个 chat_id（oc_…）、open_id（ou_…）、union_id（on_…）、邮箱或 user_id',
  messageId: '一个 message_id（om_…）',
}

/** 输入项和环境的问题。 */
export const inputs: typeof english = {
  inputRequired: ({ input, expected }) => `缺少输入项 ${input}：${expectation(expected)}。`,
  invalidInput: ({ input, expected, got }) => `输入项 ${input} 应为：${expectation(expected)}；收到的是“${got}”。`,
  otherJson: ({ input, expected }) => `输入项 ${input} 应为：${expectation(expected)}；收到的是其他类型的 JSON。`,
  inputsUnused: ({ unused, operation, chosenBy }) =>
    `${chosenBy ? `填写 ${chosenBy} 时` : `${operation} `}不使用这些输入项：${unused.join('、')}。`,
  inputTooLong: ({ input }) =>
    `输入项 ${input} 过长：Windows 上的运行器最多传递 32766 个字符。${input === 'params' ? '请改用 params_file。' : ''}`,
  operationElsewhere: ({ operation, action }) =>
    `输入项 operation：${operation} 是单独的 action。请写 uses: your-org/feishu-automation-action/${action}@v1，不填 operation。`,
  mutuallyExclusive: ({ inputs: [first, second] }) => `输入项 ${first} 和 ${second} 只能填一个。`,
  roundedNumber: ({ input, got }) =>
    `输入项 ${input}：${got ? `“${got}”` : '其中的 ID '}已被 YAML 当作浮点数，末尾几位失真。请给 ID 加上引号。`,
  linkInsteadOfId: ({ input, got }) => `输入项 ${input} 应为 ID，收到的是链接或路径“${got}”。`,
  invisibleCharacter: ({ input }) => `输入项 ${input} 含有不可见字符（例如零宽空格）。请手动输入，不要粘贴。`,
  noCredentials: `没有凭证：请填写 app_id 和 app_secret，或填写 access_token。如果已经填写，说明它们在本次运行中为空：${emptySecret}。`,
  credentialsLost:
    '作业结束时没有凭证，因此没有开启任何一个。嵌套在另一个 composite action 中的 composite action 会丢失输入项（actions/runner#2030），或者 secrets 已不存在。',
  twoCredentials: '输入项 access_token 不能与 app_id、app_secret 同时使用。',
  credentialMissing: ({ input, given }) =>
    `填了 ${given}，还缺输入项 ${input}。如果已经填写，说明它在本次运行中为空：${emptySecret}。`,
  tokenInvalid: ({ input }) => `输入项 ${input} 含有空格或特殊字符：只填凭证本身，不要带“Bearer”。`,
  keyInvalid: ({ input }) => `输入项 ${input} 含有空格或特殊字符。`,
  tenantTokenRequired: ({ operation }) =>
    `输入项 access_token 是 user_access_token（u-…），而 ${operation} 只接受 tenant_access_token（t-…）。`,
  domainRequired:
    '缺少输入项 domain：app_token 中链接的域名既不属于飞书也不属于 Lark。请填 feishu、lark 或私有化部署的服务地址。',
  domainContradictsLink: ({ domain, linked }) =>
    `输入项 domain 是 ${domain}，但 app_token 中的链接属于 ${linked}。请把 domain 改为 ${linked}，或不填。`,
  domainDiffersFromLink: ({ domain, linked }) =>
    `输入项 domain 是 ${domain}，但 app_token 中的链接属于 ${linked}。如果找不到该页面，请把 domain 改为 ${linked}。`,
  domainOfTenant: ({ host }) =>
    `输入项 domain：${host} 是文档链接所用的域名，不是开放平台的域名。请填 feishu 或 lark，或不填 domain。`,
  domainWithCredentials: '输入项 domain 的地址中含有用户名或密码，请删除。',
  severalLinks: '输入项 app_token 中有多个链接或含有空白字符。请只填一个链接或一个 app_token。',
  partOfLink: ({ got }) => `输入项 app_token：“${got}”只是链接的一部分。请复制完整链接，或只保留问号之前的部分。`,
  linkDamaged: '输入项 app_token：链接中有 app_token 不会含有的字符。请从地址栏重新复制。',
  shareLink:
    '输入项 app_token 是分享链接（shr…），其中没有 app_token。请打开多维表格，复制地址栏中含 /base/ 或 /wiki/ 的链接。',
  webhookLink: '输入项 app_token 是自动化流程的 webhook 地址。请复制地址栏中多维表格的链接。',
  otherIdAsAppToken: ({ app_token, prefix }) =>
    `输入项 app_token：“${app_token}”像是${ids[prefix]}。请改填多维表格的完整链接。`,
  otherIdAsWorkflow: ({ workflow_id, prefix }) =>
    `输入项 workflow_id：“${workflow_id}”像是${ids[prefix]}。自动化流程和工作流的 ID 可用 list-workflows 操作查看。`,
  idNotFound: ({ workflow_id }) => `输入项 workflow_id：该多维表格中没有自动化流程或工作流 ${workflow_id}。`,
  titleNotFound: ({ title, similar }) =>
    `输入项 workflow_title：没有标题为「${title}」的自动化流程或工作流。${similar.length > 0 ? `是否要找${namesWithType(similar)}？标题只在全半角、大小写、空格或不可见字符上有差别。` : ''}`,
  titleAmbiguous: ({ title, candidates }) =>
    `输入项 workflow_title：标题「${title}」对应多个自动化流程或工作流：${namesWithType(candidates)}。请改用 workflow_id。`,
  nothingChanged: '没有做任何改动。',
  baseHas: ({ known }) =>
    known.length > 0 ? `该多维表格中有：${namesWithType(known)}。` : '该多维表格中没有自动化流程，也没有工作流。',
  invalidJson: ({ input, error, ...place }) =>
    `输入项 ${input} 不是合法的 JSON：${at(place)}。${error ? jsonHelp[error] : ''}`,
  invalidYaml: ({ input, error, ...place }) =>
    `输入项 ${input} 的 YAML 有误（${at(place)}）：${yamlError(error)}。${mayBePasted(error) ? asText : ''}`,
  paramsDoubtful: ({ input, doubt, more, ...place }) =>
    `输入项 ${input}（${at(place)}${more > 0 ? `，另有 ${more} 处` : ''}）：${doubts[doubt]}`,
  tooDeep: ({ input, deepest }) => `输入项 ${input} 的嵌套超过 ${deepest} 层。`,
  contextParamTaken: ({ name }) => `输入项 context_param：params 中已有“${name}”。请换一个名称。`,
  eventUnreadable: '输入项 context_param：本次运行的事件文件（GITHUB_EVENT_PATH）不是合法的 JSON。',
  eventMissing:
    '输入项 context_param：本次运行没有事件文件（GITHUB_EVENT_PATH），因此缺少作者、提交信息等来自事件的内容。',
  fileUnreadable: ({ input, path, code }) => `输入项 ${input}：无法读取“${path}”（${code}）。路径相对于工作区。`,
  fileNotRegular: ({ input, path }) => `输入项 ${input}：“${path}”不是普通文件。`,
  fileTooLarge: ({ input, path, size, limit }) => `输入项 ${input}：“${path}”有 ${size} 字节，上限为 ${limit} MiB。`,
  fileNotUtf8: ({ path }) => `输入项 params_file：“${path}”不是 UTF-8 编码。`,
  operatorInvalid: `输入项 operator 应为：${expectation({ kind: 'operator' })}。`,
  operatorWithoutId: '输入项 operator：对象中没有 _id，也没有 email。',
  operatorIdWrongType: '输入项 operator：_id 和 email 必须是文本或数字。',
  operatorIsOpenId:
    '输入项 operator 是飞书的 open_id 或 union_id，而低代码平台有自己的用户 ID。请在低代码平台的「用户管理」中复制该用户的 kunlunUserID（一串数字），或改填邮箱。',
  webhookUrlInvalid: ({ action }) =>
    `输入项 webhook_url 应为不含用户名和 # 的 https 地址（仅本机回环地址可用 http）。请从${action === 'trigger' ? '自动化流程的触发条件设置' : '群机器人的设置'}中复制。`,
  webhookWithoutToken: '输入项 webhook_url 缺少末尾的 token。如果 token 取自 secret，说明它在本次运行中为空。',
  notAWebhookUrl: '输入项 webhook_url 不像自动化流程的 webhook 地址，后者含有 /base/automation/webhook/event/。',
  bodyTooLarge: ({ size, limit }) => `请求体有 ${size} 字节，飞书最多接收 ${limit} 字节。请减少 params 的内容。`,
  getWithBody: '输入项 params、params_file：GET 请求没有请求体。请把参数写在 request 的查询部分。',
  webhookOfBot:
    '输入项 webhook_url 是群自定义机器人的 webhook 地址，本 action 不支持。请使用 your-org/feishu-automation-action/message@v1。',
  webhookOfAutomation:
    '输入项 webhook_url 是多维表格自动化流程的 webhook 地址。请改用 your-org/feishu-automation-action/trigger@v1。',
  webhookOfBotBuilder:
    '输入项 webhook_url 是机器人助手（BotBuilder）的 webhook 地址，各个 action 都不支持。请使用多维表格自动化流程或群机器人的 webhook。',
  notAGroupBot: '输入项 webhook_url 不像群机器人的 webhook 地址，后者含有 /open-apis/bot/v2/hook/。',
  recipientMissing:
    '没有接收者：请填写 webhook_url，或填写应用的凭证和 to、reply_to、update 之一。如果 webhook_url 取自 secret，说明它在本次运行中为空。',
  linkAsRecipient: ({ input }) =>
    `输入项 ${input} 应为 ID，收到的是链接。群机器人的 webhook 地址请填在 webhook_url 中。`,
  contentMissing: '没有消息内容：请填写 text、card、params 或 params_file。',
  updateWithoutCard: '输入项 update 用新卡片替换已发送的卡片：请填写 card。',
  messageAsCard: '输入项 card 是带 msg_type 的整条消息。请只填卡片本身，或把整条消息写在 params 中。',
  messageInvalid: ({ input }) => `输入项 ${input}：msg_type 应为文本，content 应为映射或 JSON 对象，不能是 JSON 文本。`,
  memberNotOfMessage: ({ input, member }) =>
    `输入项 ${input}：“${member}”不属于消息，消息只有 msg_type 和 content，其余内容有各自的输入项。`,
  messageTooLarge: ({ size, limit }) => `消息有 ${size} 字节，飞书最多接收 ${limit} 字节。请缩短内容，或改为附上链接。`,
  keyTooLong: ({ length, longest }) => `输入项 idempotent_key 有 ${length} 个字符，飞书最多接收 ${longest} 个。`,
  requestToBot:
    '输入项 request：该路径是群自定义机器人的 webhook 地址，不需要应用。请使用 your-org/feishu-automation-action/message@v1，并把地址存为 secret。',
  getWithFile: '输入项 file：GET 请求没有请求体。请使用接口文档中的方法。',
  keyWithoutPlaceholder:
    '输入项 idempotent_key：params 和 request 的查询部分中没有值为 :idempotent_key 的项。请在接口接收幂等键的位置（如 uuid、client_token）写上这个占位符。',
  placeholderWithoutFile: '占位符 :file_name 和 :file_size 需要填写输入项 file。',
  jsonTextNotFound: ({ name }) => `输入项 json_text：params 中没有字段“${name}”。`,
  jsonTextMissing: ({ name }) =>
    `飞书要求“${name}”为 JSON 文本，而 params 中的值不是文本。请在 json_text 中填写 ${name}。`,
  untilNotRepeatable:
    '输入项 until 会重复调用，而该请求不一定可以重复。请使用 GET 请求、占位符 :idempotent_key，或 repeatable: true。',
  outputFileOutside: ({ path }) => `输入项 output_file：“${path}”在工作区之外。请填写工作区内的路径，或绝对路径。`,
  outputFileNotAFile: ({ path }) => `输入项 output_file：“${path}”是文件夹。`,
  outputFileNotWritten: ({ path, code }) => `输入项 output_file：无法写入“${path}”（${code}）。`,
  downloadTooLarge: ({ path, limit }) => `输入项 output_file：文件超过 ${limit} MiB，没有写入“${path}”。`,
  tokenEndpoint:
    '输入项 request：该接口会返回访问凭证，不能出现在输出中。请填写 app_id 和 app_secret，由步骤自行获取。',
  requestWithSpace: '输入项 request：路径和查询参数中的空格请写成 %20。',
  pathUnsafe:
    '输入项 request：路径中有空段、相对路径段、反斜杠、分号、空白或控制字符（包括编码后的），或有无效的百分号编码。',
  pathPlaceholder: ({ placeholder }) => `输入项 request：路径中还有占位符 ${placeholder}，请替换为实际的 ID。`,
  proxyInvalid: ({ variable }) => `环境变量 ${variable} 不是有效的 http 或 https 代理地址。`,
  proxyNotEncoded: ({ variable }) =>
    `环境变量 ${variable} 中的用户名或密码没有做百分号编码。请把 % 写成 %25，# 写成 %23，/ 写成 %2F，? 写成 %3F，\\ 写成 %5C。`,
  socksUnsupported: ({ variable }) => `环境变量 ${variable} 是 SOCKS 代理，不受支持。请使用 http 或 https 代理。`,
  allProxyUnsupported: ({ variable }) => `环境变量 ${variable} 不受支持。请改设 HTTPS_PROXY，或把该域名列入 NO_PROXY。`,
  nodeWithoutProxy: ({ version }) => `Node ${version} 不支持代理。请把运行器升级到 2.328.0 或更高版本。`,
  stateNotSaved: ({ cause }) =>
    `无法保存当前已开启的自动化流程和工作流（作业结束时要据此恢复），因此什么都没有关闭：${sentence(cause)}`,
  tooManyToPause: ({ count }) =>
    `共有 ${count} 个自动化流程和工作流，超出了运行器能保存到作业结束的数量，因此什么都没有关闭。请用 workflow_id 或 workflow_title 少选一些。`,
  tooManyToResume: ({ count }) =>
    `要暂停的太多：运行器无法把含有 ${count} 项的输出 workflows 传给 resume，因此没有关闭任何一个。请用 workflow_id 或 workflow_title 缩小范围。`,
  earlierWorkflowsEmpty:
    '输入项 workflows 为空：前面的作业没有设置这个输出，或者其中含有需要隐藏的值，被 GitHub 丢弃。',
  previousStatusMissing: ({ targets }) =>
    `输入项 workflows 中没有以下流程的 previous_status，因此没有做任何改动：${names(targets)}。请在前面的步骤中按标题或用 all 选择，或改用 pause。`,
  stateUnreadable:
    '无法读取本步骤保存的状态，因此什么都没有恢复。请打开多维表格，检查哪些自动化流程和工作流处于关闭状态。',
  unexpectedError: ({ cause }) => `未预期的错误：${cause}`,
}

function expectation(expected: Expected): string {
  switch (expected.kind) {
    case 'seconds':
      return `大于 0、不超过 ${expected.most} 的秒数`
    case 'minutes':
      return `大于 0、不超过 ${expected.most} 的分钟数`
    case 'integer':
      return `1 到 ${expected.most} 的整数`
    case 'operation':
      return `${expected.names.join('、')} 之一`
    default:
      return expectations[expected.kind]
  }
}

function yamlError(error: YamlError): string {
  return error.kind === 'syntax' ? (parserErrors[error.code] ?? error.code) : yamlErrors[error.kind]
}

const yamlErrors: Readonly<Record<YamlErrorKind, string>> = {
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
}

/** 会被 YAML 当作别的内容的文本该怎么写。 */
const asText = '含特殊字符的文本请加引号，多行文本请用 |，表达式请写成 toJSON()，外面不加引号。'

const jsonHelp: Readonly<Record<JsonError, string>> = {
  comment: 'JSON 不支持注释。',
  punctuation: '引号、标点和空格请用半角。',
  text: '键和文本请加双引号；表达式请写成 toJSON()，外面不加引号。',
}

const doubts: Readonly<Record<ParamsDoubt, string>> = {
  comment: '# 及之后的内容是注释，不会发送。含 # 的文本请加引号。',
  fullWidthComma: '全角逗号（，）不会分隔两项。请改用半角逗号；如果本来就是文本，请加引号。',
  rounded: '这个数字传到这里时末尾几位已经失真。请在来源处给 ID 加上引号。',
  objectAsText: 'GitHub 会把列表或对象写成“Array”或“Object”。表达式请写成 toJSON()。',
  expression: 'GitHub 不会对文件中的表达式求值，会原样发送。',
}

/** 解析器自己的错误说明会引用原文，其中可能有隐私内容。 */
const parserErrors: Readonly<Record<string, string>> = {
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
}
