import { cancelSignal, exit, hasSupportedNode, surviveBrokenLog } from './runner/process.ts'

// Without anything saved by pause, there is nothing to enable and nothing to say.
if (process.env.STATE_paused && hasSupportedNode()) {
  // GitHub ends a cancelled job after five minutes, whatever still runs.
  surviveBrokenLog()
  const cancelled = cancelSignal(235)
  import('./run.ts').then(({ run }) => run('restore', cancelled)).then(exit)
}
