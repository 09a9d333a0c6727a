import type { CallResult, Client } from '../../src/feishu/client.ts'
import { type CallFailure, FeishuError } from '../../src/feishu/error.ts'
import { networkError } from '../../src/feishu/network-error.ts'
import type { Request } from '../../src/feishu/request.ts'
import { readResponse } from '../../src/feishu/response.ts'
import type { Message } from '../../src/messages/index.ts'
import type { Context } from '../../src/operations/operation.ts'
import { respond } from './scripted.ts'

/** A result as a client gives it, for a body in Feishu's form. */
export function resultFor(body: unknown, kind: CallResult['kind'] = 'accepted'): CallResult {
  const response = readResponse(respond(body, 200, { 'x-tt-logid': 'log-1' }))
  if (response.kind !== 'feishu') throw new Error("expected a response in Feishu's form")
  return { kind, ambiguous: kind === 'duplicate', response }
}

export const accepted = resultFor({ code: 0, msg: 'success', data: {} })

/** A failed call. */
export function failed(differences: Partial<CallFailure> = {}): FeishuError {
  const common = { call: 'updateAutomation', reason: networkError({ code: 'ECONNRESET' }, false).error } as const
  return new FeishuError({ ...common, hint: 'outcomeUnknown', ...differences })
}

/** A client whose calls end as scripted, one after the other, and which records them. */
export function clientWith(...script: (CallResult | Error)[]): Client & { requests: Request[] } {
  const requests: Request[] = []
  return {
    requests,
    attempts: () => requests.length,
    async call(request) {
      requests.push(request)
      const next = script.shift()
      if (!next) throw new Error(`nothing is scripted for request ${requests.length}`)
      if (next instanceof Error) throw next
      return next
    },
  }
}

/** What an operation can use, on a clock on which no timer ever fires. */
export function contextWith(log: Message[] = []): Context {
  const clock = { now: () => 0, after: () => () => {} }
  return { clock, cancelled: new AbortController().signal, log: (message) => log.push(message) }
}
