import { start } from './runner/process.ts'

// Without anything paused, there is nothing to enable and nothing to say.
if (process.env.STATE_paused) start(async (cancelled) => (await import('./run.ts')).run('restore', cancelled))
