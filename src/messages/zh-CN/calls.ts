import type { Words } from '../message.ts'

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
