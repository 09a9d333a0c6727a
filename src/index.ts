import { cancelSignal, exitAfter, hasSupportedNode } from './runner/process.ts'

// The rest is a file of its own: an old Node could not even read it.
if (hasSupportedNode()) {
  const cancelled = cancelSignal()
  exitAfter(import('./run.ts').then(({ run }) => run('main', cancelled)))
}
