import { cancelSignal, exitAfter, hasSupportedNode } from './runner/process.ts'

if (hasSupportedNode()) {
  const cancelled = cancelSignal()
  exitAfter(import('./run.ts').then(({ run }) => run('message', cancelled)))
}
