import type { HttpResponse } from '../http.ts'
import { json, LOG_ID, pageNotFound } from '../http.ts'
import type { Base, State } from '../state.ts'

/** An error of the base/v3 calls, which say more in `data.error` (seen in Feishu's CLI). */
export function v3Error(status: number, code: number, msg: string): HttpResponse {
  const place = { path: '', value: '', docs_url: '', upstream_code: '' }
  const error = { type: 'api_error', level: 'error', message: msg, hint: '', ...place, logid: LOG_ID }
  return json(status, { code, msg, data: { error: { ...error, retryable: false, retry_after_ms: 0 } } })
}

/** Finds a base, or gives the error: here an unknown one has no `data.error`. */
export function findV3Base({ bases }: State, app_token: string | undefined): Base | HttpResponse {
  const base = bases.find((entry) => entry.app_token === app_token)
  if (!base) return json(404, { code: 91402, msg: 'NOTEXIST', data: {} })
  return base.collaborator === false ? v3Error(403, 91403, 'Forbidden') : base
}

/** What State.v3 says of every base/v3 call: an error, or undefined when it is available. */
export function v3Unavailable({ v3 }: State): HttpResponse | undefined {
  if (v3 === 'absent') return pageNotFound()
  return v3 === 'no permission' ? v3Error(403, 230013, 'No permission') : undefined
}
