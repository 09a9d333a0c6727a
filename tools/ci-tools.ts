import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** A program that no npm package ships, at the one version we use, and the command that puts it into a folder. */
interface Tool {
  /** The folder's name, which tells one version from another. */
  folder: string
  /** The program's path inside the folder. */
  program: string
  /** The command; GOBIN is the folder too. */
  install: (folder: string) => [command: string, ...args: string[]]
}

const TOOLS = {
  act: goTool('github.com/nektos/act', '0.2.89'),
  actionlint: goTool('github.com/rhysd/actionlint/cmd/actionlint', '1.7.12'),
  shellcheck: pythonTool('shellcheck'),
  zizmor: pythonTool('zizmor'),
} satisfies Record<string, Tool>

export type ToolName = keyof typeof TOOLS

/**
 * The path of a tool. The first call on a machine installs it into the user's cache; later ones, in any clone, find it.
 * @throws when it cannot be installed, with what the installer said
 */
export function toolPath(name: ToolName): string {
  const { folder, program, install }: Tool = TOOLS[name]
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const home = join(cache, 'feishu-automation-action', 'tools', folder)
  const path = join(home, program)
  if (existsSync(path)) return path

  // Installed beside its place and then renamed: a run that is cut off leaves nothing that looks complete.
  mkdirSync(dirname(home), { recursive: true })
  const draft = mkdtempSync(`${home}.`)
  try {
    const [command, ...args] = install(draft)
    console.log(`installing ${name}: ${command} ${args.join(' ')}`)
    const env = { ...process.env, GOBIN: draft }
    const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env })
    if (status !== 0 || !existsSync(join(draft, program))) {
      throw new Error(`${name} cannot be installed: ${error?.message ?? `${stdout}${stderr}`.trim()}`)
    }
    // Only a half-removed cache leaves this folder without its program.
    rmSync(home, { recursive: true, force: true })
    renameSync(draft, home)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return path
}

function goTool(module: string, version: string): Tool {
  const program = module.slice(module.lastIndexOf('/') + 1)
  return { folder: `${program}-${version}`, program, install: () => ['go', 'install', `${module}@v${version}`] }
}

/**
 * A wheel that carries a ready program. All of them are installed at once, each held to its bytes by requirements.txt.
 * `--target` leaves the machine's own packages alone and needs no venv.
 */
function pythonTool(program: string): Tool {
  const requirements = join(import.meta.dirname, 'requirements.txt')
  const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12)
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary', ':all:', '--require-hashes']
  return {
    folder: `python-${version}`,
    program: join('bin', program),
    install: (folder) => ['python3', ...pip, '--target', folder, '--requirement', requirements],
  }
}
