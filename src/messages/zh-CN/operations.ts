import type { operations as english } from '../en/operations.ts'
import type { Words } from '../message.ts'
import { execution, kind, name, names, oneOrCount, selection, sentence, statusName } from './phrases.ts'

export const calls: Words['calls'] = {
  token: '获取 tenant_access_token',
  wikiNode: '查询知识库页面',
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
}

/** 各操作写入日志的内容。 */
export const operations: typeof english = {
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
}
