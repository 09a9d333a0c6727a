import { cancelSignal, exit, hasSupportedNode } from './runner/process.ts'

if (hasSupportedNode()) {
  const cancelled = cancelSignal()
  import('./run.ts').then(({ run }) => run('pause', cancelled)).then(exit)
}
