import type { Feishu, ScriptedResponse, ScriptOptions } from './feishu.ts'
import type { HttpRequest, HttpResponse } from './http.ts'
import { json, readObject } from './http.ts'
import type { InjectedFault } from './injected-fault.ts'

/** What the control API may see and change of the server. */
export interface ServerLog {
  received: unknown[]
  faults: InjectedFault[]
}

/**
 * The API under `/__sandbox__/`, for a client that only has HTTP, such as a workflow file with curl:
 * - `GET requests`: what was received so far; `DELETE requests` forgets it
 * - `GET state`: everything but credentials and the contents of files
 * - `POST next`: `{on?, act?, status?, headers?, body?}`, a response to give instead of the normal one
 * - `POST fault`: an injected fault
 */
export function control(feishu: Feishu, server: ServerLog, request: HttpRequest): HttpResponse {
  const task = `${request.method} ${request.path.slice('/__sandbox__/'.length)}`
  const body = readObject(request.body || '{}')
  if (body.kind !== 'object') return json(400, { error: 'the body is not a JSON object' })
  switch (task) {
    case 'GET requests':
      return json(200, server.received)
    case 'DELETE requests':
      server.received.length = 0
      return json(200, {})
    case 'GET state': {
      const { keys, files, apps, tokens, ...rest } = feishu.state
      return json(200, { ...rest, keys: [...keys], files: files.map(({ key }) => key) })
    }
    case 'POST next': {
      const { on, act, ...response }: ScriptedResponse & ScriptOptions = body.value
      feishu.next(response, { ...(on !== undefined && { on }), ...(act && { act }) })
      return json(200, {})
    }
    case 'POST fault':
      server.faults.push(body.value)
      return json(200, {})
    default:
      return json(404, { error: `no such task: ${task}` })
  }
}
