import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from '../sandbox/runner/action.ts'
import { toolPath } from './ci-tools.ts'

// Runs the Linux jobs of .github/workflows/e2e.yml with act on this machine, without Docker: `npm run e2e`. Act's output
// is in .e2e/. Fails unless the normal run succeeds, and what has to fail fails for the right reason.

const LOGS = join(ROOT, '.e2e')

/** A push whose commit message would break anything that is careless with quotes, line endings or commands. */
const PUSH = {
  ref: 'refs/heads/main',
  head_commit: {
    id: '7d1b31e74ee336d15cbd21741bc88a537ed063a0',
    message: 'fix: "quotes", \'ticks\', `$(date)` & <b>é你好</b>\n\n::error::no command\n{"no":"json"} \\n',
  },
}

/** A line of act's output. */
interface Event {
  job?: string
  jobID?: string
  jobResult?: string
  step?: string
  stage?: string
  stepResult?: string
  executionTime?: number
  msg?: string
}

interface Run {
  exitCode: number | null
  events: Event[]
}

async function main(): Promise<void> {
  const bundle = join(ROOT, 'dist', 'index.js')
  if (!existsSync(bundle)) throw new Error(`there is no ${bundle}`)
  rmSync(LOGS, { recursive: true, force: true })
  mkdirSync(LOGS)
  const event = join(LOGS, 'push.json')
  writeFileSync(event, JSON.stringify(PUSH))

  const normal = await act('normal', ['push', '--eventpath', event])
  report(normal)
  const all = normal.events.find(({ jobID, jobResult }) => jobID === 'all' && jobResult !== undefined)
  check('the run succeeds', normal.exitCode === 0 && all?.jobResult === 'success', normal)
  const proxy = normal.events.filter(({ step }) => step === 'A list through a proxy that is not there')
  const named = proxy.some(({ msg }) => msg?.includes('127.0.0.1:1'))
  check('the error names the unreachable proxy', named, normal)

  const red = await act('must-fail', ['workflow_dispatch', '--input', 'must_fail=true', '--job', 'pause'])
  check('a run that must fail does', red.exitCode !== 0, red)
  check('the base was paused', resultOf(red, 'Nothing is enabled during the job') === 'success', red)
  check('its migration failed', resultOf(red, 'A migration that fails') === 'failure', red)
  check('the post step of pause succeeded', resultOf(red, 'Pause the base', 'Post') === 'success', red)
  const afterwards = resultOf(red, 'Check the base before and afterwards', 'Post')
  check('the base is as before', afterwards === 'success', red)
}

/** Runs act and keeps its output in .e2e/NAME.log. */
async function act(name: string, args: string[]): Promise<Run> {
  const program = toolPath('act')
  const workflow = join('.github', 'workflows', 'e2e.yml')
  // Outside the repository: in here the bundle would find node_modules, which no runner has.
  const home = mkdtempSync(join(tmpdir(), 'e2e-'))
  // Without a name, act makes one up from the clone's remote, which need not be on GitHub.
  const repository = ['--env', 'GITHUB_REPOSITORY=octo-org/octo-repo']
  const linux = ['--platform', 'ubuntu-latest=-self-hosted', '--matrix', 'os:ubuntu-latest']
  const options = [...linux, '--concurrent-jobs', '2', '--no-cache-server', '--rm']
  const child = spawn(program, [...args, '--workflows', workflow, ...repository, ...options, '--json'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // The Node that runs this, and nothing else of this machine's environment: a run depends on nothing that is set here.
    env: { HOME: home, LANG: 'C.UTF-8', PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` },
  })
  try {
    const log = createWriteStream(join(LOGS, `${name}.log`))
    child.stderr.pipe(log, { end: false })
    const exited = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
    const events: Event[] = []
    for await (const line of createInterface({ input: child.stdout })) {
      log.write(`${line}\n`)
      if (line.startsWith('{')) events.push(JSON.parse(line))
    }
    const exitCode = await exited
    log.end()
    return { exitCode, events }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** One line per job. */
function report({ events }: Run): void {
  for (const { job, jobResult } of events.filter((event) => event.jobResult !== undefined)) {
    const steps = events.filter((event) => event.job === job && event.stage === 'Main' && event.stepResult)
    const seconds = steps.reduce((sum, event) => sum + (event.executionTime ?? 0), 0) / 1e9
    console.log(`${mark(jobResult === 'success')} ${job?.trim()} (steps: ${steps.length}, ${seconds.toFixed(1)} s)`)
  }
}

/** Prints whether something holds; if it does not, also the output of the jobs that failed. */
function check(what: string, holds: boolean, { exitCode, events }: Run): void {
  console.log(`${mark(holds)} ${what}`)
  if (holds) return
  const failed = new Set(events.filter(({ jobResult }) => jobResult === 'failure').map(({ job }) => job))
  for (const { job, msg } of events) if (failed.has(job)) console.log(`[${job?.trim()}] ${msg?.trimEnd()}`)
  throw new Error(`act ended with ${exitCode}; its output is in .e2e/`)
}

function resultOf({ events }: Run, step: string, stage = 'Main'): string | undefined {
  return events.find((event) => event.step === step && event.stage === stage && event.stepResult)?.stepResult
}

function mark(good: boolean): string {
  return good ? '✓' : '✗'
}

main().catch((error: Error) => {
  console.error(`✗ ${error.message}`)
  process.exitCode = 1
})
