import type { CallResult } from '../../src/feishu/client.ts'
import { FeishuError } from '../../src/feishu/error.ts'
import type { Inputs } from '../../src/inputs/read.ts'
import type { Message } from '../../src/messages/index.ts'
import { call } from '../../src/operations/call.ts'
import { accepted, clientWith, contextWith, resultFor } from './client.ts'
import { inputsOf, messageOf, say } from './inputs.ts'

/** A response with this `data`; as text, where its spelling matters. */
export function responseWith(data: unknown): CallResult {
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  return resultFor(`{"code":0,"msg":"success","data":${text}}`)
}

const planOf = (given: Partial<Inputs>) => call.prepare(inputsOf({ request: 'GET /open-apis/x', ...given }))

/** What is said of inputs that make no call; undefined of those that do. */
export function refusalOf(given: Partial<Inputs>): Promise<string | undefined> {
  return messageOf(() => planOf(given))
}

/** Makes a call whose requests end as scripted, on a clock on which every wait is over at once; `waits` are in seconds. */
export async function callWith(given: Partial<Inputs>, ...script: (CallResult | Error)[]) {
  const plan = await planOf(given)
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
  /** `path body` of each request. */
  const sent = client.requests.map(({ path, body }) => [path, body?.content].filter(Boolean).join(' '))
  return { plan, result, request: client.requests[0], sent, waits, log: log.map((each) => say(each)) }
}

/** Why such a call fails, with its notes; undefined where it does not. */
export async function failureOf(...given: Parameters<typeof callWith>): Promise<string | undefined> {
  const { error } = await callWith(...given).then(
    ({ result }) => result,
    (error: unknown) => {
      if (error instanceof FeishuError) return { error: { kind: 'call' as const, failure: error.failure } }
      throw error
    },
  )
  return error?.kind === 'call' ? say([error.failure.reason, ...(error.failure.notes ?? [])]) : undefined
}
