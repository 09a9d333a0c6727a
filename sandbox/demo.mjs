// Starts the demo in a fresh clone: plain JavaScript, so that any Node from 20 on can read it. It installs what is
// missing and then hands over to a Node 24, which is what a runner would use for the action.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(import.meta.url)

const say = (english, chinese) => console.error(/zh-cn/i.test(process.argv.slice(2).join()) ? chinese : english)

function run(command, args, shell = false) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell })
  if (error) console.error(`${command}: ${error.message}`)
  return status ?? 1
}

/** With npm's own settings and the options of `npm run demo`, which npm passes on in the environment. */
function install() {
  say(
    'Installing the development tools first (npm ci); this takes a minute and is done once.\n',
    '首次运行，先安装开发工具（npm ci），约一分钟，只需一次。\n',
  )
  const npm = process.env.npm_execpath
  return npm ? run(process.execPath, [npm, 'ci']) : run('npm', ['ci'], process.platform === 'win32')
}

/** The Node of "optionalDependencies" in package.json, or the one that runs this if it is new enough. */
function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  try {
    const manifest = require.resolve(`node-${platform}-${process.arch}/package.json`)
    return join(dirname(manifest), require(manifest).bin.node)
  } catch {
    return Number.parseInt(process.versions.node, 10) >= 24 ? process.execPath : undefined
  }
}

function start(node) {
  if (node) return run(node, [join(root, 'sandbox', 'demo', 'main.ts'), ...process.argv.slice(2)])
  const found = process.versions.node
  say(
    `The demo needs Node 24 or later; this is Node ${found}, and npm installed no other.`,
    `演示需要 Node 24 或更高版本；当前是 Node ${found}，npm 也没有安装其他版本。`,
  )
  return 1
}

// npm writes this file when an installation is complete.
if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) process.exitCode = install()
if (!process.exitCode) process.exitCode = start(findNode())
