// In a file of its own and without newer syntax: it is what an old Node reads.

/**
 * GitHub's runner uses the Node that it brings along (actions/runner, NodeScriptActionHandler.cs): one that is installed
 * helps other runners only.
 * @param language input language, as written
 */
export function nodeTooOld(language: string, found: string, needed: number): string {
  if (language.trim().toLowerCase() === 'zh-cn') {
    return `本 action 需要 Node ${needed} 或更高版本，当前运行器启动的是 Node ${found}，尚未发送任何请求。请把 GitHub 的运行器升级到 2.327.1 或更高版本（32 位 ARM 上没有 Node ${needed}）；使用 act、Gitea 或 Forgejo 时，请在作业镜像中安装 Node ${needed}。`
  }
  return `This action needs Node ${needed} or later, and the runner started Node ${found}. Nothing was sent. Update GitHub's runner to 2.327.1 or later (on 32-bit ARM it has no Node ${needed}); under act, Gitea or Forgejo, install Node ${needed} in the job image.`
}
