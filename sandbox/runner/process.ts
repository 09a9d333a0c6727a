import { execFile } from 'node:child_process'

export interface ProcessOptions {
  /** A signal to send, as the runner does when a job is cancelled. */
  signal?: NodeJS.Signals
  /** When to send it: a promise such as that of `whenReceived`. Default: at once. */
  signalAfter?: Promise<unknown>
  /** The Node to run it with. Default: the one that runs this. */
  node?: string
}

/** How a process ended, and what it printed. */
export interface Ended {
  /** null when a signal ended the process. */
  exitCode: number | null
  signal: NodeJS.Signals | null
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
  { signal, signalAfter, node = process.execPath }: ProcessOptions,
): Promise<Ended> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const options = { cwd, env, timeout: 30_000, killSignal: 'SIGKILL', maxBuffer: Number.POSITIVE_INFINITY } as const
    const child = execFile(node, [script], options, (error, stdout, stderr) => {
      // An exit code is a number; this is a process that could not be started.
      if (typeof error?.code === 'string') return reject(error)
      resolve({ exitCode: child.exitCode, signal: child.signalCode, stdout, stderr, ms: performance.now() - started })
    })
    if (signal) Promise.resolve(signalAfter).then(() => child.kill(signal))
  })
}
