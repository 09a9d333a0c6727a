import { spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const { RUNNER_TEMP, GITHUB_STATE, GITHUB_ENV } = process.env

// A file and not a pipe: the sandbox outlives this step and would break on a pipe that nobody reads.
const logFile = join(mkdtempSync(join(RUNNER_TEMP, 'sandbox-')), 'log')
const log = openSync(logFile, 'w')

// The runner's own Node 24, which this file runs under: the sandbox needs nothing installed.
const child = spawn(process.execPath, ['sandbox/main.ts', '--port', '0'], {
  detached: true,
  stdio: ['ignore', log, log],
  windowsHide: true,
})
child.unref()
appendFileSync(GITHUB_STATE, `pid=${child.pid}\n`)

let url
for (const deadline = Date.now() + 20_000; !url && Date.now() < deadline && child.exitCode === null; await sleep(50)) {
  url = /http:\/\/127\.0\.0\.1:\d+/.exec(readFileSync(logFile, 'utf8'))?.[0]
}
if (!url) throw new Error(`the sandbox did not start:\n${readFileSync(logFile, 'utf8')}`)
console.log(`The sandbox listens on ${url}`)
appendFileSync(GITHUB_ENV, `SANDBOX=${url}\n`)
