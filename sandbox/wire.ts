/** One HTTP request as Feishu's gateway sees it. `path` still has its query; header names are lower case. */
export interface Request {
  method: string
  path: string
  headers: Record<string, string>
  body: string
}

/** One HTTP answer, before anything on the wire can go wrong with it. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: string
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

/**
 * An answer with a JSON body.
 * @param status the HTTP status
 * @param body any JSON value; a string is taken as JSON text and sent as it is
 */
export function json(status: number, body: unknown): Answer {
  return { status, headers: { ...JSON_TYPE }, body: typeof body === 'string' ? body : JSON.stringify(body) }
}

/** The usual success: `{"code":0,"data":…,"msg":"success"}`. */
export function success(data: unknown): Answer {
  return json(200, { code: 0, data, msg: 'success' })
}

/** Stands in a body for the answer's log id, which createFeishu puts there. */
export const LOG_ID = '{log_id}'

/**
 * The usual refusal, with `error.log_id`.
 * @param extra further members of `error`: permission_violations, field_violations, helps, troubleshooter
 */
export function refusal(status: number, code: number, msg: string, extra: Record<string, unknown> = {}): Answer {
  return json(status, { code, msg, error: { log_id: LOG_ID, ...extra } })
}

/** What the gateway answers for a path it does not know: plain text, no JSON (seen). */
export function pageNotFound(): Answer {
  return { status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found' }
}

/** What was sent where a JSON object belongs. */
export type Body =
  | { kind: 'object'; value: Record<string, unknown> }
  | { kind: 'content type' }
  | { kind: 'syntax' }
  | { kind: 'no object' }

/** Reads a request's body as a JSON object, and says what is wrong with it if it is not one. */
export function readBody(request: Request): Body {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return { kind: 'content type' }
  return readObject(request.body)
}

/** Reads text as a JSON object. Numbers in the value are rounded by JSON.parse: look at the text for their digits. */
export function readObject(text: string): Body {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { kind: 'syntax' }
  }
  return isRecord(value) ? { kind: 'object', value } : { kind: 'no object' }
}

/** True for a JSON object: no array, no null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The names in `value` that are not in `known`. */
export function unknownFields(value: Record<string, unknown>, known: readonly string[]): string[] {
  return Object.keys(value).filter((name) => !known.includes(name))
}
