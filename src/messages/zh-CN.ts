import { en } from './en.ts'
import type { Words } from './message.ts'
export const zhCN: Words = en

/** What the developer console calls the scopes, and searches them by. */
export const scopeNames: Readonly<Record<string, string>> = {
  'base:workflow:write': '更新自动化流程/工作流状态',
  'base:workflow:read': '查看自动化流程/工作流',
  'bitable:app': '查看、评论、编辑和管理多维表格',
  'bitable:app:readonly': '查看、评论和导出多维表格',
  'wiki:node:read': '查看知识空间节点信息',
  'wiki:wiki': '查看、编辑和管理知识库',
  'wiki:wiki:readonly': '查看知识库',
  'app_engine:flow:write': '执行流程',
}
