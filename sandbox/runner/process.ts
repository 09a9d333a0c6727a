import { spawn } from 'node:child_process'

export interface ProcessOptions {
  /** Milliseconds after which it is killed. Default: 30000. */
  timeout?: number
  /** A signal to send, as the runner does when a job is cancelled. */
  signal?: NodeJS.Signals
  /** When to send it: after so many milliseconds, or when the promise resolves, such as that of `whenReceived`. */
  signalAfter?: number | Promise<unknown>
  /** The Node to run it with. Default: the one that runs this. */
  node?: string
}

/** How a process ended, and what it printed. */
export interface Ended {
  /** null when a signal ended the process. */
  exitCode: number | null
  signal: NodeJS.Signals | null
  timedOut: boolean
  stdout: string
  stderr: string
  /** Milliseconds from start to exit. */
  ms: number
}

/** Runs a script in a process of its own, to its end. */
export function runProcess(
  script: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
  options: ProcessOptions,
): Promise<Ended> {
  const { promise, resolve, reject } = Promise.withResolvers<Ended>()
  const started = performance.now()
  const child = spawn(options.node ?? process.execPath, [script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  let timedOut = false
  child.stdout.on('data', (piece: Buffer) => stdout.push(piece))
  child.stderr.on('data', (piece: Buffer) => stderr.push(piece))
  const timer = setTimeout(() => {
    timedOut = true
    child.kill('SIGKILL')
  }, options.timeout ?? 30_000)
  const signalTimer = sendSignalLater(options, (signal) => child.kill(signal))
  child.on('error', reject)
  child.on('close', (exitCode, signal) => {
    clearTimeout(timer)
    clearTimeout(signalTimer)
    const ms = performance.now() - started
    resolve({ exitCode, signal, timedOut, stdout: text(stdout), stderr: text(stderr), ms })
  })
  return promise
}

/** Gives the timer, if it takes one. */
function sendSignalLater(
  { signal, signalAfter = 0 }: ProcessOptions,
  kill: (signal: NodeJS.Signals) => void,
): NodeJS.Timeout | undefined {
  if (!signal) return undefined
  if (typeof signalAfter === 'number') return setTimeout(() => kill(signal), signalAfter)
  signalAfter.then(() => kill(signal))
  return undefined
}

function text(pieces: Buffer[]): string {
  return Buffer.concat(pieces).toString('utf8')
}
