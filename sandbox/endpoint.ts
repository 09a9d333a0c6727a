import querystring from 'node:querystring'
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
  /** `METHOD /path`, where `:name` matches any one segment. */
  request: `${string} /${string}`
  /** The kinds of token it accepts; none where no token is needed. Default: both. */
  tokens?: readonly Token['kind'][]
  /** The app needs any one of these; none where no scope is needed. */
  scopes?: readonly string[]
  /** Gives undefined where the real server never responds. */
  handle: (call: Call) => HttpResponse | undefined
}

/** An endpoint that matches a request, with its method and the values of its path's parts. */
export interface Match {
  endpoint: Endpoint
  method: string
  path: Record<string, string>
}

/**
 * Finds the endpoints that match a path, whatever their method.
 * @param path the path with its query, as received
 */
export function matchEndpoints(endpoints: readonly Endpoint[], path: string): Match[] {
  const [plain = ''] = path.split(/[?#]/)
  return endpoints.flatMap((endpoint) => {
    const [method = '', template = ''] = endpoint.request.split(' ')
    const pattern = template.replace(/:(\w+)/g, '(?<$1>[^/]+)')
    const match = new RegExp(`^${pattern}$`).exec(plain)
    return match ? [{ endpoint, method, path: decoded(match.groups ?? {}) }] : []
  })
}

/** The query of a path, decoded. */
export function queryOf(path: string): URLSearchParams {
  return new URLSearchParams(/\?([^#]*)/.exec(path)?.[1])
}

/** Unlike decodeURIComponent, this also takes an invalid encoding. */
function decoded(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, querystring.unescape(value)]))
}
