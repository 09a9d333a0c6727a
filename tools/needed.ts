import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, readAction } from '../__tests__/support/action.ts'
import { calledFunctions } from '../bench/called.ts'
import { createFeishu } from '../sandbox/feishu.ts'
import { startServer } from '../sandbox/server.ts'
import { sampleState } from '../sandbox/state.ts'

// Writes bundle/needed.json, the names of the functions that a step calls, by running the bundle: `npm run needed`.
// The next build marks them.
const { apps, bases } = sampleState()
const { app_token = '', workflows: [workflow] = [] } = bases[0] ?? {}
const server = await startServer(createFeishu())
const names = await calledFunctions(join(ROOT, readAction().runs.main), {
  operation: 'update-workflow',
  domain: server.url,
  app_token,
  workflow_id: workflow?.workflow_id ?? '',
  status: 'Enable',
  ...apps[0],
})
await server.stop()
writeFileSync(join(ROOT, 'bundle', 'needed.json'), `${JSON.stringify(names, null, 2)}\n`)
console.log(`${names.length} functions.`)
