import type { Fault } from './fault.ts'
import type { Feishu, Scripted, When } from './feishu.ts'
import type { Arrival } from './server.ts'
import type { Answer, Request } from './wire.ts'
import { json, readObject } from './wire.ts'

/** What of the server the control page may see and change. */
export interface Wire {
  arrivals: Arrival[]
  faults: Fault[]
}

/**
 * The page under `/__sandbox__/`, for whoever has only an HTTP client, such as a workflow file with curl:
 * - `GET requests`: what arrived so far; `DELETE requests` forgets it
 * - `GET state`: bases, executions and keys
 * - `POST next`: `{on?, act?, status?, headers?, body?}`, an answer to give instead of the normal one
 * - `POST fault`: a fault (fault.ts)
 * - `POST revoke`: makes all tokens invalid
 */
export function control(feishu: Feishu, wire: Wire, request: Request): Answer {
  const task = `${request.method} ${request.path.slice('/__sandbox__/'.length)}`
  const body = readObject(request.body || '{}')
  if (body.kind !== 'object') return json(400, { error: 'the body is no JSON object' })
  switch (task) {
    case 'GET requests':
      return json(200, wire.arrivals)
    case 'DELETE requests':
      wire.arrivals.length = 0
      return json(200, {})
    case 'GET state': {
      const { bases, executions, keys } = feishu.state
      return json(200, { bases, executions, keys: [...keys] })
    }
    case 'POST next': {
      const { on, act, ...answer }: Scripted & When = body.value
      feishu.next(answer, { ...(on !== undefined && { on }), ...(act !== undefined && { act }) })
      return json(200, {})
    }
    case 'POST fault':
      wire.faults.push(body.value)
      return json(200, {})
    case 'POST revoke':
      feishu.revokeTokens()
      return json(200, {})
    default:
      return json(404, { error: `there is no ${task}` })
  }
}
