import { existsSync } from 'node:fs'
import { type Message, StepError } from '../messages/index.ts'

/**
 * Describes this run for a flow to read: `@actions/github`'s context, and of the event what it provides.
 * @returns an object for JSON; a value that does not apply is undefined
 */
export async function runMetadata(): Promise<Readonly<Record<string, string | number | undefined>>> {
  // Loaded here alone: it brings Octokit along, which a step without context_param should not pay for.
  const context = await loadContext().catch(() => {
    throw new StepError({ message: 'eventUnreadable' })
  })
  const { sha, actor, eventName, workflow, job, runId, runAttempt, serverUrl } = context
  const payload: typeof context.payload = context.payload ?? {}
  const { head_commit, workflow_run, merge_group, pull_request, release } = payload
  const ref = context.ref || undefined
  const repository = process.env.GITHUB_REPOSITORY || payload.repository?.full_name
  const run_id = known(runId)
  const commit = head_commit ?? workflow_run?.head_commit ?? merge_group?.head_commit
  const author = commit?.author?.username ?? commit?.author?.name ?? pull_request?.user?.login ?? release?.author?.login
  return {
    repository,
    ref,
    ref_name: process.env.GITHUB_REF_NAME || ref?.replace(/^refs\/(heads|tags|pull)\//, ''),
    sha,
    actor,
    author,
    event: eventName,
    workflow,
    job,
    run_id,
    run_attempt: known(runAttempt),
    run_url: run_id && repository && serverUrl ? `${serverUrl}/${repository}/actions/runs/${run_id}` : undefined,
    compare_url: payload.compare,
    commit_message: commit?.message,
    pull_request_number: pull_request?.number,
    pull_request_title: pull_request?.title,
    tag: ref?.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : release?.tag_name,
  }
}

/** What the metadata lack where the runner has no event file, as some that are not GitHub's. */
export function metadataWarnings(): Message[] {
  return existsSync(process.env.GITHUB_EVENT_PATH ?? '') ? [] : [{ message: 'eventMissing' }]
}

/** Where the runner gives no number, the context has NaN. */
function known(number: number): number | undefined {
  return Number.isNaN(number) ? undefined : number
}

/** The bundler leaves out what a destructured import does not name. */
async function loadContext() {
  const { context } = await import('@actions/github')
  return context
}
