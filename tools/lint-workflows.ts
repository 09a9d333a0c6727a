import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { ROOT } from '../sandbox/runner/action.ts'
import { toolPath } from './ci-tools.ts'

// Everything that a runner reads, and the shell scripts beside it: `npm run lint:workflows`.

const scripts = ['.ci/run', '.github/e2e/expect', '.github/release/move-tags', '.github/release/sbom']
const workflows = globSync('.github/workflows/*.yml', { cwd: ROOT }).sort()
const examples = globSync('examples/**/*.yml', { cwd: ROOT }).sort()

// An empty name turns pyflakes off: no workflow has Python, and whether a machine has it must make no difference.
const actionlint = ['-shellcheck', toolPath('shellcheck'), '-pyflakes', '']
const zizmor = ['--offline', '--quiet', '--strict-collection']

lint('shellcheck', [], scripts)
lint('actionlint', actionlint, [...workflows, ...examples])
lint('zizmor', [...zizmor, '--persona', 'auditor', '--config', '.github/zizmor.yml'], ['.'])
lint('zizmor', [...zizmor, '--config', '.github/zizmor-examples.yml'], examples)

/** Runs a linter over paths of the repository; a finding makes this process fail, after the other linters. */
function lint(tool: 'actionlint' | 'shellcheck' | 'zizmor', options: string[], paths: string[]): void {
  const { status, error } = spawnSync(toolPath(tool), [...options, ...paths], { cwd: ROOT, stdio: 'inherit' })
  console.log(`${status === 0 ? '✓' : '✗'} ${tool} ${paths.join(' ')}`)
  if (error) throw error
  if (status !== 0) process.exitCode = 1
}
