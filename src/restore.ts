import { cancelSignal, exitAfter, hasSupportedNode } from './runner/process.ts'

// Without anything paused, there is nothing to enable and nothing to say.
if (process.env.STATE_paused && hasSupportedNode()) {
  const cancelled = cancelSignal()
  exitAfter(import('./run.ts').then(({ run }) => run('restore', cancelled)))
}
