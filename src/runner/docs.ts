/** Where the documentation is, of the release that the examples name. */
const published = 'https://github.com/your-org/feishu-automation-action/blob/v1/docs/'

/**
 * The folder of the documentation as it is in the very version that runs, so that forks and pinned commits point to
 * themselves. The runner names both in post too (actions/runner, ActionRunner.cs); neither is set for a local action.
 * @returns a URL with a slash at the end
 */
export function docsFolder(): string {
  const { GITHUB_SERVER_URL, GITHUB_ACTION_REPOSITORY = '', GITHUB_ACTION_REF = '' } = process.env
  const known = /^[\w.-]+\/[\w.-]+$/.test(GITHUB_ACTION_REPOSITORY) && /^[\w./-]+$/.test(GITHUB_ACTION_REF)
  return known && GITHUB_SERVER_URL === 'https://github.com'
    ? `https://github.com/${GITHUB_ACTION_REPOSITORY}/blob/${GITHUB_ACTION_REF}/docs/`
    : published
}
