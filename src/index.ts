import { cancelSignal, exit, hasSupportedNode, surviveBrokenLog } from './runner/process.ts'

// The rest is a file of its own: an old Node could not even read it.
if (hasSupportedNode()) {
  surviveBrokenLog()
  const cancelled = cancelSignal()
  import('./run.ts').then(({ run }) => run('action', cancelled)).then(exit)
}
