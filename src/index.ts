import { systemClock } from './feishu/clock.ts'
import { createTransport } from './feishu/transport.ts'
import { run } from './run.ts'

const cancel = new AbortController()
// A cancelled job sends SIGINT, then SIGTERM; a second signal finds Node's own handler and ends the process.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => cancel.abort())

// Not awaited here: an async entry is a function of its own to a bundler, and is compiled twice.
run({
  openTransport: (baseUrl) => createTransport(baseUrl, process.env),
  clock: systemClock,
  random: Math.random,
  cancelled: cancel.signal,
}).then(leave)

/** All that was printed goes out first. Left alone, Node would wait for what is still open, and then take itself apart. */
function leave(): void {
  process.stdout.write('', () => process.exit())
}
