import { incomplete } from './faults.ts'
import type { Sent } from './network.ts'
import type { Trace } from './play.ts'

/** Something that holds whatever goes wrong; gives what does not, in words. */
export type Rule = (trace: Trace) => readonly string[]

/** The message of the error annotation; '' without one. */
export function errorOf({ result }: Trace): string {
  return result.annotations.find(({ level }) => level === 'error')?.message ?? ''
}

export function failed({ result }: Trace): boolean {
  return result.exitCode !== 0
}

/** The endpoints that enable and disable. */
export const switches = ['update', 'enable', 'disable']

/** The requests of the operation's own calls. */
export function ownRequests({ goal, sent }: Trace): readonly Sent[] {
  const own = (): readonly string[] => {
    switch (goal.kind) {
      case 'list':
        return ['list', 'list-v3']
      case 'call':
        return [goal.endpoint]
      case 'execute':
      case 'trigger':
        return [goal.kind]
      default:
        return switches
    }
  }
  const endpoints = own()
  return sent.filter(({ endpoint }) => endpoints.includes(endpoint))
}

/** The requests of each call, in order; the token's, which any call may need, by what lies between them. */
export function callsOf({ sent }: Trace): readonly (readonly Sent[])[] {
  const calls = new Map<string, Sent[]>()
  let others = 0
  for (const request of sent) {
    if (request.endpoint !== 'token') others += 1
    const { method, body = '' } = request.request
    const name = request.endpoint === 'token' ? `token ${others}` : `${method} ${request.path} ${body}`
    calls.set(name, [...(calls.get(name) ?? []), request])
  }
  return [...calls.values()]
}

/** True where a list was read to its end. */
export function wasRead(trace: Trace, endpoint: 'list' | 'list-v3'): boolean {
  const last = trace.sent.findLast((request) => request.endpoint === endpoint)
  const cut = last?.fault.kind === 'changed' && incomplete.includes(last.fault.how)
  return last?.heard?.meaning === 'granted' && !cut
}

/** The words, where the condition is true. */
export function when(condition: boolean, words: string): readonly string[] {
  return condition ? [words] : []
}
