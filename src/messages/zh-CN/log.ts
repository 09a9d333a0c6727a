import type { log as english } from '../en/log.ts'
import { calls } from './calls.ts'
import { execution, kind, name, names, oneOrCount, operationName, selection, sentence, statusName } from './phrases.ts'

/** 日志、试运行和作业摘要。 */
export const log: typeof english = {
  // 日志
  switching: ({ status, ...selected }) =>
    `正在${status === 'Enable' ? '开启' : '关闭'}${selection(selected) || '该多维表格的全部自动化流程和工作流'}。`,
  switched: ({ status, targets }) => {
    if (targets.length === 0) return '完成：该多维表格中没有自动化流程，也没有工作流。'
    return `完成，${statusName(status)}：${oneOrCount(targets)}。`
  },
  targetDone: ({ target, status }) => `${name(target)}：${statusName(status)}`,
  targetFailed: ({ target, reason }) => `${name(target)}：${sentence(reason)}`,
  targetLeft: ({ target, result }) => `${name(target)}：${sentence(result)}`,
  listing: '正在列出该多维表格的自动化流程和工作流。',
  listed: ({ automations, workflows }) => `该多维表格有 ${automations} 个自动化流程和 ${workflows} 个工作流。`,
  listedAutomations: ({ automations }) => `该多维表格有 ${automations} 个自动化流程；工作流无法读取。`,
  listedWorkflow: ({ workflow_id, type, status, title }) =>
    [workflow_id, kind(type), statusName(status), title].filter(Boolean).join('  '),
  pausing: (selected) => `正在暂停${selection(selected) || '该多维表格中所有已开启的自动化流程和工作流'}。`,
  paused: ({ targets }) => `已暂停，作业结束时恢复：${oneOrCount(targets)}。`,
  pausedForResume: ({ targets }) => `已暂停，由 resume 步骤根据输出 workflows 恢复：${oneOrCount(targets)}。`,
  restoring: ({ targets }) => `正在重新开启先前暂停的：${names(targets)}。`,
  restored: ({ targets }) => `已恢复：${oneOrCount(targets)}。`,
  resuming: ({ targets }) => (targets.length > 0 ? `正在恢复先前的状态：${names(targets)}。` : '正在恢复先前的状态。'),
  resumed: ({ targets }) => `已恢复为先前的状态：${oneOrCount(targets)}。`,
  nothingToResume: '前面的步骤没有做任何改动，无需恢复。',
  executing: ({ namespace, flow_id }) => `正在执行 ${namespace} 的流程 ${flow_id}。`,
  stillWaiting: ({ seconds }) => `仍在等待流程结果，已等待 ${seconds} 秒。`,
  flowEnded: ({ execution_id }) => `完成：流程已结束${execution(execution_id)}。`,
  flowWaits: ({ execution_id, status }) =>
    `流程${execution(execution_id)}正在等待人工处理（status ${status}）。作业不等结果，继续运行。`,
  flowRuns: ({ execution_id, status }) =>
    `流程${execution(execution_id)}仍在执行（status ${status}）。作业不等结果，继续运行。`,
  triggering: '正在触发自动化流程。',
  triggered: '飞书已收到请求。自动化流程的执行结果不会返回。',
  sendingMessage: '正在发送消息。',
  messageSent: '完成：消息已发送。',
  updatingCard: '正在更新卡片。',
  cardUpdated: '完成：卡片已更新。',
  calling: ({ method, path }) => `正在调用 ${method} ${path}。`,
  called: ({ method, path }) => `完成：${method} ${path}。`,
  saved: ({ path }) => `已保存到 ${path}。`,
  waiting: ({ seconds, values }) => `已等待 ${seconds} 秒：${sentence(values || '还没有收到响应')}`,
  retrying: ({ call, reason, next }) => `${calls[call].replace(/\w$/, '$& ')}时出错：${sentence(reason)}${next}`,
  retryAfterWait: ({ attempt, maxAttempts, seconds }) =>
    `${seconds} 秒后重试（第 ${attempt} 次，最多 ${maxAttempts} 次）。`,
  retryWithNewToken: ({ attempt, maxAttempts }) => `换用新的访问凭证重试（第 ${attempt} 次，最多 ${maxAttempts} 次）。`,
  facts: ({ facts }) => `${facts.join('，')}。`,

  // 试运行
  dryRun: '试运行（dry_run）：没有发送任何请求。',
  wouldSend: '正式运行时会发送：',
  plannedRequest: ({ call, url, fields, about }) =>
    [calls[call], about, url, fields.join('、')].filter(Boolean).join('  '),
  callName: ({ call, about }) => [calls[call], about].filter(Boolean).join(''),
  forTitle: ({ title, type }) => `「${title}」（如果是${kind(type)}）`,
  everyPage: '（每一页）',
  conditions: ({ until, fail_if }) =>
    `（条件：${[...until.map((line) => `until ${line}`), ...fail_if.map((line) => `fail_if ${line}`)].join('；')}）`,
  forEach: ({ type }) => `（每个${kind(type)}）`,

  // 作业摘要
  heading: ({ operation, outcome }) => {
    const words = { failed: '失败', succeeded: '成功', dryRun: '试运行' }
    return `${operationName(operation ?? '飞书自动化')}：${words[outcome]}`
  },
  happened: ({ during, reason, targets }) => {
    const where = during ? `（${calls[during].replace(/\w$/, '$& ')}时）` : ''
    const which =
      targets && targets.total > 1 ? `${targets.total} 个中有 ${targets.failed} 个未成功。第一个错误` : '错误'
    return sentence(`${which}${where}：${reason}`)
  },
  headTitle: '标题',
  headType: '类型',
  headStatus: '状态',
  headBefore: '原状态',
  headResult: '结果',
  headTrigger: '触发方式',
  headCall: '调用',
  headRequest: '请求',
  headFields: '字段',
  kind: ({ type }) => kind(type),
  statusName: ({ status }) => statusName(status),
  rowBase: '多维表格',
  rowDuration: '耗时',
  notTried: '未尝试',
  gone: '已不在多维表格中',
  notRestored: '仍处于关闭状态',
  notKnown: '未知',
  moreRows: ({ count }) => `……另有 ${count} 行。`,
}
