import { cancelSignal, exitAfter, hasSupportedNode } from './runner/process.ts'

// Without anything paused, there is nothing to enable and nothing to say.
if (process.env.STATE_paused && hasSupportedNode()) {
  // GitHub ends a cancelled job after five minutes, whatever still runs.
  const cancelled = cancelSignal(235)
  exitAfter(import('./run.ts').then(({ run }) => run('restore', cancelled)))
}
