import { start } from './runner/process.ts'

start(async (cancelled) => (await import('./run.ts')).run('resume', cancelled))
