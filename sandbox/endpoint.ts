import type { HttpRequest, HttpResponse } from './http.ts'
import type { State, Token } from './state.ts'

/** What an endpoint works with: the request, the decoded parts of its path and query, and Feishu's memory. */
export interface Call {
  request: HttpRequest
  path: Record<string, string>
  query: URLSearchParams
  state: State
}

/** One endpoint: where it is, what it requires, and how it responds. */
export interface Endpoint {
  name: string
  method: string
  /** `:name` matches any one segment. */
  template: string
  /** The kinds of token it accepts; none where no token is needed. */
  tokens: readonly Token['kind'][]
  /** The app needs any one of these; none where no scope is needed. */
  scopes?: readonly string[]
  /** Gives undefined where the real server never responds. */
  handle: (call: Call) => HttpResponse | undefined
}

/** An endpoint that matches a request, with the values of its template's parts. */
export interface Match {
  endpoint: Endpoint
  path: Record<string, string>
}

/**
 * Finds the endpoints whose template matches a path, whatever their method.
 * @param path the path with its query, as received
 */
export function matchEndpoints(endpoints: readonly Endpoint[], path: string): Match[] {
  const segments = pathOf(path).split('/')
  return endpoints.flatMap((endpoint) => {
    const values = matchTemplate(endpoint.template.split('/'), segments)
    return values ? [{ endpoint, path: values }] : []
  })
}

/** The query of a path, decoded. */
export function queryOf(path: string): URLSearchParams {
  return new URLSearchParams(path.slice(pathOf(path).length))
}

function pathOf(path: string): string {
  return path.replace(/[?#].*$/s, '')
}

function matchTemplate(template: string[], segments: string[]): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined
  const values: Record<string, string> = {}
  for (const [i, part] of template.entries()) {
    const segment = decode(segments[i] ?? '')
    if (!part.startsWith(':')) {
      if (part !== segment) return undefined
    } else if (segment) values[part.slice(1)] = segment
    else return undefined
  }
  return values
}

/** A percent-encoded segment as text; undefined if the encoding is invalid. */
function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
