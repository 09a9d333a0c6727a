import type { log as english } from '../en/log.ts'
import { calls } from './operations.ts'
import { kind, operationName, sentence, statusName } from './phrases.ts'

/** 各操作共有：重试、试运行和作业摘要。 */
export const log: typeof english = {
  // 日志
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
