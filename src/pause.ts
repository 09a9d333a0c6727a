import { cancelSignal, exit, hasSupportedNode, surviveBrokenLog } from './runner/process.ts'

if (hasSupportedNode()) {
  surviveBrokenLog()
  const cancelled = cancelSignal()
  import('./run.ts').then(({ run }) => run('pause', cancelled)).then(exit)
}
