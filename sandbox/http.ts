/**
 * One HTTP request as Feishu's gateway sees it. `path` still has its query; header names are lower case. Of a form
 * (multipart/form-data), each character of the body is one byte (latin1).
 */
export interface HttpRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: string
}

/** One HTTP response, before anything goes wrong with it on the network. */
export interface HttpResponse {
  status: number
  headers: Record<string, string>
  body: string
  /** Set for a file: each character of the body is one byte. */
  charset?: 'latin1'
}

/** Marks in a body where createFeishu puts the response's log id. */
export const LOG_ID = '{log_id}'

/**
 * A response with a JSON body.
 * @param body any JSON value; a string is taken as JSON text and sent as it is
 */
export function json(status: number, body: unknown): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: text }
}

/** The usual success: `{"code":0,"data":…,"msg":"success"}`. */
export function success(data: unknown): HttpResponse {
  return json(200, { code: 0, data, msg: 'success' })
}

/**
 * The usual error, with `error.log_id`.
 * @param details further members of `error`: permission_violations, field_violations, helps, troubleshooter
 */
export function error(status: number, code: number, msg: string, details: Record<string, unknown> = {}): HttpResponse {
  return json(status, { code, msg, error: { log_id: LOG_ID, ...details } })
}

/** The usual error for a field of the query or the body that is missing or not valid. */
export function invalidField(field: string): HttpResponse {
  const field_violations = [{ field, description: `${field} is missing or not valid` }]
  return error(400, 99992402, 'field validation failed', { field_violations })
}

/** A gateway's response to a path outside `/open-apis/`, or one it does not know yet: plain text, no JSON (seen). */
export function pageNotFound(): HttpResponse {
  return { status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found' }
}

/** What was sent where a JSON object is expected. */
export type Body =
  | { kind: 'object'; value: Record<string, unknown> }
  | { kind: 'content type' }
  | { kind: 'syntax' }
  | { kind: 'not an object' }

/**
 * Reads a request's body as a JSON object, or tells why it is not one. Feishu's Python SDK asks for its token without a
 * Content-Type, and gets it (seen).
 */
export function readBody(request: HttpRequest): Body {
  const type = request.headers['content-type'] ?? 'application/json'
  if (!/^application\/json\s*(;|$)/i.test(type)) return { kind: 'content type' }
  return readObject(request.body)
}

/** The fields of a request's JSON body; none where it is something else. */
export function fieldsOf(request: HttpRequest): Record<string, unknown> {
  const body = readBody(request)
  return body.kind === 'object' ? body.value : {}
}

/** Reads text as a JSON object. JSON.parse rounds large numbers: look at the text for their digits. */
export function readObject(text: string): Body {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? { kind: 'object', value } : { kind: 'not an object' }
  } catch {
    return { kind: 'syntax' }
  }
}

/** True for a JSON object: no array, no null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The names in `value` that are not in `known`. */
export function unknownFields(value: Record<string, unknown>, known: readonly string[]): string[] {
  return Object.keys(value).filter((name) => !known.includes(name))
}
