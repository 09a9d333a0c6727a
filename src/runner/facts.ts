/**
 * What this run is, for a flow to read: `@actions/github`'s context, and of the event what it has.
 * @returns JSON text of an object; a fact that does not apply is left out
 */
export async function runFacts(): Promise<string> {
  // Loaded here alone: it brings Octokit along, which a step without context_param should not pay for.
  const context = await loadContext().catch(() => {
    throw new Error('Input context_param: the facts of this run cannot be read, since GITHUB_EVENT_PATH holds no JSON.')
  })
  const { repo, ref, sha, actor, eventName, workflow, job, runId, runAttempt, serverUrl, payload } = context
  const repository = `${repo.owner}/${repo.repo}`
  const { head_commit, workflow_run, merge_group, pull_request, release } = payload
  const tag = ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : release?.tag_name
  return JSON.stringify({
    repository,
    ref,
    sha,
    actor,
    event: eventName,
    workflow,
    job,
    run_id: runId,
    run_attempt: runAttempt,
    run_url: `${serverUrl}/${repository}/actions/runs/${runId}`,
    commit_message: (head_commit ?? workflow_run?.head_commit ?? merge_group?.head_commit)?.message,
    pull_request_number: pull_request?.number,
    pull_request_title: pull_request?.title,
    tag,
  })
}

/** The bundler leaves out what a destructured import does not name. */
async function loadContext() {
  const { context } = await import('@actions/github')
  return context
}
