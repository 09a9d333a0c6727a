import type { CallResult } from '../../src/feishu/client.ts'
import type { Request } from '../../src/feishu/request.ts'
import type { Inputs } from '../../src/inputs/read.ts'
import type { Message } from '../../src/messages/index.ts'
import { call } from '../../src/operations/call.ts'
import type { Plan, Result } from '../../src/operations/operation.ts'
import { accepted, clientWith, contextWith, resultFor } from './client.ts'
import { inputsOf } from './inputs.ts'

/** A response with this `data`; as text, where its spelling matters. */
export function responseWith(data: unknown): CallResult {
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  return resultFor(`{"code":0,"msg":"success","data":${text}}`)
}

export interface Called {
  plan: Plan<'call'>
  result: Result<'call'>
  requests: Request[]
  /** `path body`, in order. */
  sent: string[]
  /** Seconds of each wait, in order. */
  waits: number[]
  log: Message[]
}

/** Makes a call whose requests end as scripted, on a clock on which every wait is over at once. */
export async function callWith(given: Partial<Inputs>, ...script: (CallResult | Error)[]): Promise<Called> {
  const plan = await call.prepare(inputsOf({ request: 'GET /open-apis/x', ...given }))
  const client = clientWith(...(script.length > 0 ? script : [accepted]))
  const log: Message[] = []
  const waits: number[] = []
  let now = 0
  const clock = {
    now: () => now,
    after(ms: number, action: () => void) {
      waits.push(ms / 1000)
      now += ms
      setImmediate(action)
      return () => {}
    },
  }
  const result = await plan.perform(client, { ...contextWith(log), clock })
  const sent = client.requests.map(({ path, body }) => [path, body?.content].filter(Boolean).join(' '))
  return { plan, result, requests: client.requests, sent, waits, log }
}
