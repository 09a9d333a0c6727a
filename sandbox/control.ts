import type { Feishu } from './feishu.ts'
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
 * - `GET requests`: what was received so far
 * - `GET state`: everything but credentials and the contents of files
 * - `POST fault`: an injected fault
 */
export function control(feishu: Feishu, server: ServerLog, request: HttpRequest): HttpResponse {
  const task = `${request.method} ${request.path.slice('/__sandbox__/'.length)}`
  const body = readObject(request.body || '{}')
  if (body.kind !== 'object') return json(400, { error: 'the body is not a JSON object' })
  switch (task) {
    case 'GET requests':
      return json(200, server.received)
    case 'GET state': {
      const { keys, files, apps, tokens, ...rest } = feishu.state
      return json(200, { ...rest, keys: [...keys], files: files.map(({ key }) => key) })
    }
    case 'POST fault':
      server.faults.push(body.value)
      return json(200, {})
    default:
      return json(404, { error: `no such task: ${task}` })
  }
}
