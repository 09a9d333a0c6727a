import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Credentials } from '../sandbox/state.ts'

/** What the server process answers whenever it is asked: where it is, and what it has seen so far. */
export interface Told {
  url: string
  /** PEM text, where it speaks TLS. */
  authority: string | undefined
  /** Those of an app it knows. */
  credentials: Credentials | undefined
  requests: number
  connections: number
  handshakes: number
}

export interface Ask {
  /** Pads the next answer to the list call by so many MiB. */
  padMiB?: number
}

export interface Target {
  ask: (ask?: Ask) => Promise<Told>
  stop: () => void
}

/** A tenant token that it knows from the start. */
export const accessToken = 't-g1044ghJRUIJJ5ZPPZMOHKWZISL33E4Q'
export const appToken = 'appbcbWCzen6D8dezh'
/** The base's workflows, as many as the growth run needs. */
export const workflowIds = Array.from({ length: 100 }, (_, index) => String(7308871234552638000n + BigInt(index)))

/**
 * Starts an embedded Feishu on loopback in a process of its own.
 * @param latency milliseconds that every answer takes
 */
export function startTarget({ latency = 0, tls = false }): Target {
  const options = [`--latency=${latency}`, ...(tls ? ['--tls'] : [])]
  const child = fork(join(import.meta.dirname, 'server.ts'), options)
  return {
    ask: async (ask = {}) => {
      child.send(ask)
      const [told] = await once(child, 'message')
      return told
    },
    stop: () => child.disconnect(),
  }
}
