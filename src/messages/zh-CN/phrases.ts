import { endSentence, firstOf, shortTitle, thatFit, withoutPeriod } from '../parts.ts'
import type { At, Named, NamedOfType, Selected } from '../values.ts'

/** 权限在开发者后台「权限管理」页面显示的名称，按它搜索。 */
export const scopeNames: Readonly<Record<string, string>> = {
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
}

/** 不带原文：其中可能有隐私内容。 */
export const at = ({ line, column }: At) => `第 ${line} 行第 ${column} 列`
export const kind = (type: NamedOfType['type']) => (type === 'automation' ? '自动化流程' : '工作流')
export const name = ({ workflow_id, title }: Named) =>
  title ? `「${shortTitle(title)}」（${workflow_id}）` : workflow_id

export function names(targets: readonly Named[]): string {
  return list(targets, name)
}

/** 一个时写名称；多个时另有列表。 */
export function oneOrCount(targets: readonly Named[]): string {
  return targets.length === 1 ? names(targets) : `${targets.length} 个自动化流程和工作流`
}

/** 只列出注解放得下的部分。 */
export function namesThatFit(targets: readonly Named[]): string {
  const { shown, more } = thatFit(targets, name)
  return shown.join('、') + (more > 0 ? `，另有 ${more} 个见日志和作业摘要` : '')
}

export function namesWithType(targets: readonly NamedOfType[]): string {
  return list(targets, (target) => kind(target.type) + (target.title ? '' : ' ') + name(target))
}

export function list<T>(items: readonly T[], text: (item: T) => string): string {
  const { shown, more } = firstOf(items)
  return shown.map(text).join('、') + (more > 0 ? `，另有 ${more} 个` : '')
}

export function selection({ ids, titles }: Selected): string {
  const all = [...ids, ...titles.map((title) => `「${title}」`)]
  return all.length > 0 ? `：${all.join('、')}` : ''
}

/** 句末是链接时空一格，以免句号成为链接的一部分。 */
export function sentence(clause: string): string {
  const text = withoutPeriod(clause)
  return endSentence(text, /https?:\/\/\S+$/.test(text) ? ' 。' : '。')
}

export const operationName = (name: string) => name.replace(' (restore)', '（恢复）')
export const statusName = (status: string) => ({ Enable: '已开启', Disable: '已关闭' })[status] ?? status
export const scope = (id: string) => id + (scopeNames[id] ? `「${scopeNames[id]}」` : '')
export const execution = (execution_id: string) => (execution_id ? `（execution_id ${execution_id}）` : '')

export const ids: Readonly<Record<string, string>> = {
  tbl: '数据表 ID',
  vew: '视图 ID',
  blk: 'block ID',
  shr: '分享链接的 ID',
  wkf: '工作流 ID',
  bas: 'app_token',
  app: 'app_token',
  cli: 'App ID',
}

export const docsPage = 'troubleshooting.zh-CN.md'
