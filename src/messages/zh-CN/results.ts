import type { results as english } from '../en/results.ts'
import { responseFacts, withoutPeriod } from '../parts.ts'
import type { Subject } from '../values.ts'
import { hints } from './hints.ts'
import { calls } from './operations.ts'
import { docsPage, execution, names, namesThatFit, operationName, scope, sentence } from './phrases.ts'
import { remedies } from './remedies.ts'

/** 调用的结果。 */
export const results: typeof english = {
  feishuMessage: ({ msg }) => withoutPeriod(msg),
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
  responseWithout: ({ member }) => `响应中没有 ${member}`,
  responseFile: '响应是一个文件',
  notConfirmed: ({ workflow_id, status }) => `响应中 ${workflow_id} 的状态是 ${status}，与请求不符`,
  responseWithoutList: '响应中没有列表',
  fieldNotText: ({ field }) => `响应中的 ${field} 不是文本`,
  entryWithoutId: ({ title }) => `列表中有一项没有有效的 workflow_id${title ? `：「${title}」` : ''}`,
  listEndsEarly: ({ total, found }) => `列表应有 ${total} 项，只读到 ${found} 项`,
  listNeverEnds: ({ found }) => `读到 ${found} 项后，列表提示还有更多，却没有给出下一页`,
  listTooLong: ({ found }) => `列表超过 1000 页或 100 MiB，已读到 ${found} 项`,
  notASingleValue: ({ path }) => `响应的 data 中，${path} 是列表或对象，或位于列表之中，不能用作条件`,
  failIfHolds: ({ value }) => `fail_if 的条件成立：${value}`,
  notReached: ({ minutes, values }) => `${minutes} 分钟内 until 的条件没有成立；最后的值：${values}`,
  wikiPageNotABase: ({ type }) => `app_token 中的知识库页面类型是 ${type}，不是多维表格`,
  outOfTime: '已到本步骤的时限',
  noTimeToLook: '没有时间再次读取多维表格',
  cancelledBeforeResponse: '在收到响应前被取消',
  cancelledBeforeAttempt: ({ attempt }) => (attempt === 1 ? '在发出请求前被取消' : `在第 ${attempt} 次尝试前被取消`),
  flowFailed: '流程执行失败',
  flowStatus: ({ status }) => `流程状态为 ${status}`,
  startedResultUnknown: ({ idempotent_key }) =>
    `流程已用 idempotent_key ${idempotent_key} 发起（来自没有收到响应的前一次尝试，或更早的一次运行），结果未知`,
  reasonWithCode: ({ reason, ...response }) => {
    const facts = responseFacts(response)
    return facts.length > 0 ? `${reason}（${facts.join('，')}）` : reason
  },

  // 失败
  failed: ({ operation, during, reason, targets }) => {
    // 英文名称之后空一格。
    const where = during ? `（${calls[during].replace(/\w$/, '$& ')}时出错）` : ''
    const which = targets && targets.total > 1 ? `，${targets.total} 个中有 ${targets.failed} 个未成功。第一个错误` : ''
    return sentence(`${operationName(operation)} 失败${where}${which}：${reason}`)
  },
  redirectsTo: ({ host }) => `重定向指向 ${host}。`,
  pageTitle: ({ description }) => `页面标题：${sentence(description)}`,
  responseSays: ({ description }) => `响应内容：${sentence(description)}`,
  hint: ({ hint }) => hints[hint],
  remedy: ({ remedy }) => remedies[remedy],
  firstLine: ({ first_line }) => `响应的开头：${sentence(first_line)}`,
  missingScopes: ({ scopes }) =>
    `所需 API 权限${scopes.length > 1 ? '（开通任意一项即可）' : ''}：${scopes.map(scope).join('、')}。`,
  feishuDetails: ({ description }) => `飞书给出的详情：${sentence(description)}`,
  flowMessage: ({ error_msg }) => `流程给出的信息：${sentence(error_msg)}`,
  keySent: ({ idempotent_key }) => `本次发送的幂等键：${idempotent_key}。`,
  executionId: ({ execution_id }) => `执行 ID（execution_id）：${execution_id}。`,
  askedToWait: ({ seconds, limit }) => `飞书要求等待 ${seconds} 秒，超出 ${limit} 秒的上限。`,
  idsNeedNoList: '如果 workflow_id 只填数字 ID，则不需要读取这个列表。',
  attempts: ({ attempts }) => `共尝试 ${attempts} 次。`,
  nothingSent: '请求没有发出。',
  outcomeUnknown: ({ earlier }) =>
    earlier ? '前一次尝试没有收到响应，可能已被处理，结果未知。' : '结果未知：请求可能已被处理。',
  checkBeforeRerun: '重新运行前，请先到飞书中确认。',
  rerunIsSafe: '可以放心重新运行：重复一次不会有别的改动。',
  rerunWithSameKey: ({ subject, idempotent_key }) =>
    `可以放心重新运行：使用同一个 idempotent_key（${idempotent_key}），${started[subject].within}不会再次${started[subject].what}。`,
  rerunWithNewKey: ({ subject, idempotent_key }) =>
    `直接重新运行会换用新的幂等键，可能再次${started[subject].what}。请先${started[subject].where}确认；或${started[subject].within}填写“idempotent_key: ${idempotent_key}”，再运行。`,
  rerunNeedsKey: '重新运行时须换一个 idempotent_key：同一个幂等键飞书只接受一次。',
  failedTargets: ({ targets }) => `失败：${names(targets)}。`,
  notTriedTargets: ({ targets }) => `未尝试：${names(targets)}。`,
  stillDisabled: ({ targets }) => `仍处于关闭状态：${namesThatFit(targets)}。`,
  possiblyDisabled: ({ targets }) => `状态未知，可能仍处于关闭状态：${namesThatFit(targets)}。`,
  offUntilResumed: '已暂停的部分会保持关闭，直到 resume 步骤根据输出 workflows 恢复。',
  enableByHand: '请手动开启：打开多维表格的「自动化」（工作流在左侧栏中），逐个打开开关。',
  // 链接前空一格：前面的文字不能成为链接的一部分。
  baseAt: ({ place }) => `多维表格： ${place}`,
  neverThere: ({ paths }) => `响应的 data 中从未出现：${paths.join('、')}。`,
  quoted: ({ text }) => text,
  feishuLink: ({ link }) => `飞书给出的链接： ${link}`,
  docsLink: ({ folder, anchor }) => `错误说明： ${folder}${docsPage}#${anchor}`,
  docsUrl: ({ folder, anchor }) => `${folder}${docsPage}#${anchor}`,
  outputsNotWritten: ({ cause, repeats, execution_id, idempotent_key }) => {
    const facts = [
      ...(execution_id ? [`execution_id ${execution_id}`] : []),
      ...(idempotent_key ? [`idempotent_key ${idempotent_key}`] : []),
    ]
    const started =
      facts.length > 0
        ? `调用已经完成（${facts.join('，')}），除非使用同一个 idempotent_key，否则重新运行会再次发起。`
        : repeats
          ? '调用已经完成，重新运行会再次调用。'
          : ''
    return `无法写入输出：${sentence(cause)}${started}`
  },

  // 警告
  nothingToPause: ({ selected }) =>
    `${selected ? '所选的' : ''}自动化流程和工作流都未开启，无需暂停。如果之前有运行中断，可能是那次运行关闭后没有恢复。`,
  inputIgnored: ({ reason }) => `作业结束时忽略：${reason}`,
  outputsTooLong: ({ outputs }) =>
    `作业的输出超过 1 MB（50 万个字符）会被 GitHub 丢弃，因此没有设置：${outputs.join('、')}。`,
  summaryNotWritten: ({ cause }) => `无法写入作业摘要：${sentence(cause)}`,
  workflowsUnreadable: ({ reason, hint }) =>
    `无法读取该多维表格的工作流（wkf…）：${sentence(reason)}${hint}本次只读到自动化流程。`,
  previousStatusOther: ({ targets }) => `以下流程先前的状态既不是开启也不是关闭，保持不变：${names(targets)}。`,
  statusUnknown: ({ targets }) => `以下自动化流程或工作流的状态无法识别：${names(targets)}。`,
  outParamsUnreadable: 'out_params 不是由名称和值组成的列表，因此没有设置输出 values。',
  hasMore: '列表还有更多内容，本次响应只有一部分。要全部读取，请把 all_pages 设为 true；是否读完见输出 complete。',
  dataUnreadable: '响应的 data 无法转换，因此输出 values 和 output_file 中都没有它。',
  endedWithError: ({ execution_id, error_msg }) =>
    `流程已结束${execution(execution_id)}，并给出信息：${sentence(error_msg)}`,
  flowStatusUnknown: ({ execution_id, status }) =>
    `飞书已受理该流程${execution(execution_id)}，但${status ? `返回的状态“${status}”未知` : '没有返回状态'}。`,
  startedByEarlierAttempt: ({ idempotent_key, execution_id }) =>
    `流程已用 idempotent_key ${idempotent_key} 发起：来自没有收到响应的前一次尝试，或更早的一次运行。${execution_id ? `飞书返回的 execution_id 为 ${execution_id}` : 'execution_id 未知'}。`,
}

/** 带幂等键的调用做什么、到哪里确认，以及飞书记住幂等键多久。 */
const started: Readonly<Record<Subject, { what: string; where: string; within: string }>> = {
  flow: { what: '发起流程', where: '到低代码平台', within: '' },
  trigger: { what: '触发自动化流程', where: '到自动化流程的运行记录中', within: '从首次尝试起三小时内' },
  message: { what: '发送消息', where: '到会话中', within: '一小时内' },
  call: { what: '调用', where: '到飞书中', within: '在接口文档所说的时间内' },
  base: { what: '改动', where: '到多维表格中', within: '' },
}
