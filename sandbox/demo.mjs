// Starts the demo in a fresh clone: plain JavaScript, so that any Node from 20 on can read it. It installs what is
// missing and then hands over to the Node 24 in node_modules, which is what a runner would use for the action.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const node24 = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

function run(command, args, shell) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell })
  if (error) console.error(`${command}: ${error.message}`)
  return status ?? 1
}

function install() {
  console.log('Installing the development tools first (npm ci); this takes a minute and is done once.\n')
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  return npm ? run(process.execPath, [npm, ...args], false) : run('npm', args, process.platform === 'win32')
}

if (!existsSync(node24)) process.exitCode = install()
if (!process.exitCode)
  process.exitCode = run(node24, [join(root, 'sandbox', 'demo', 'main.ts'), ...process.argv.slice(2)], false)
