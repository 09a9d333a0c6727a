import type { Request } from '../feishu/request.ts'
import { tokenEndpoint } from '../feishu/token.ts'
import type { Operation } from './operation.ts'

/**
 * What step debugging shows of a request: its method, the template of its path, HTTP status and milliseconds. Never the
 * path: that of a webhook is a secret.
 * @param http_status undefined where there was no response
 */
export function debugLine(
  { endpoints, lookups = [] }: Operation,
  { name, method }: Request,
  http_status: number | undefined,
  milliseconds: number,
): string {
  const template = [tokenEndpoint, ...endpoints, ...lookups].find((endpoint) => endpoint.name === name)?.path
  return `${method} ${template} ${http_status ?? '-'} ${Math.round(milliseconds)} ms`
}
