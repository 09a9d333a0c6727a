import type { HttpResponse } from '../http.ts'
import { json, LOG_ID, pageNotFound } from '../http.ts'
import type { State } from '../state.ts'

/** An error of the base/v3 calls, which have their log id in `data.error`. */
export function v3Error(status: number, code: number, msg: string): HttpResponse {
  return json(status, { code, msg, data: { error: { log_id: LOG_ID, hint: '' } } })
}

/** What State.v3 says of every base/v3 call: an error, or undefined when it is available. */
export function v3Unavailable({ v3 }: State): HttpResponse | undefined {
  if (v3 === 'absent') return pageNotFound()
  return v3 === 'no permission' ? v3Error(403, 230013, 'No permission') : undefined
}
