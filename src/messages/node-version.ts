// In a file of its own and without newer syntax: it is what an old Node reads.

/** @param language input language, as written */
export function nodeTooOld(language: string, found: string, needed: number): string {
  if (language.trim().toLowerCase() === 'zh-cn') {
    return `本 action 需要 Node ${needed} 或更高版本，当前运行器启动的是 Node ${found}，尚未发送任何请求。请升级运行器，或在运行器上安装 Node ${needed}。`
  }
  return `This action needs Node ${needed} or later, and the runner started Node ${found}. Nothing was sent. Update the runner, or install Node ${needed} on it.`
}
