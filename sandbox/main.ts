import { parseArgs } from 'node:util'
import { createFeishu } from './feishu.ts'
import { startServer } from './server.ts'

/** The embedded Feishu as a process: prints its URL on the first line and responds until it is stopped. */
const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } })
const server = await startServer(createFeishu(), { port: Number(values.port) })
console.log(server.url)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.stop())
