import type * as server from '../../sandbox/http.ts'
import type * as client from '../../src/feishu/transport.ts'

/** A request of the client's as Feishu's gateway sees it, where no network is between them. */
export function received({ method, url, headers, body = '' }: client.HttpRequest): server.HttpRequest {
  const { pathname, search } = new URL(url)
  const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  return { method, path: pathname + search, headers: Object.fromEntries(lowered), body: String(body) }
}
