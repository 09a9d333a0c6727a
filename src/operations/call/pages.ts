import type { CallResult, Client } from '../../feishu/client.ts'
import { unexpectedResponse } from '../../feishu/error.ts'
import { nextPage } from '../../feishu/page.ts'
import { json, type Request } from '../../feishu/request.ts'
import { isObject, parseSpelled } from '../../json.ts'
import type { Message } from '../../messages/index.ts'
import { type Data, dataOf, readData } from './data.ts'

/** A server that never ends its list must not keep a runner busy, nor fill its memory. */
const mostPages = 1000
const mostSize = 100 * 1024 * 1024

/** A list that was read to its end. */
export interface Pages {
  last: CallResult
  data: Data
}

/**
 * Follows a list to its end, and merges its pages: the first list in `data` grows, the other members are those of the
 * first page, and page tokens are left out.
 * @throws FeishuError where a page cannot be read, or the list has no end
 */
export async function readPages(first: Request, client: Client): Promise<Pages> {
  const items: unknown[] = []
  const seen = new Set<string>()
  let merged: Record<string, unknown> | undefined
  let name: string | undefined
  let size = 0
  for (let request = first; ; ) {
    const last = await client.call(request)
    const fail = (reason: Message) => unexpectedResponse(request, last, reason, 'responseUndocumented')
    const data = readData(last.response)?.value
    // An end that nobody has written is none.
    if (!isObject(data) || !isObject(last.response.body.data))
      throw fail({ message: 'responseWithout', member: 'data' })
    size += last.response.text.length
    merged ??= data
    name ??= Object.keys(data).find((member) => Array.isArray(data[member]))
    const page = name === undefined ? [] : (data[name] ?? [])
    if (!Array.isArray(page)) throw fail({ message: 'responseWithoutList' })
    for (const item of page) items.push(item)
    const next = nextPage(last.response.body.data)
    if (next.kind === 'end') {
      const { page_token: _, next_page_token: __, has_more: ___, ...others } = merged
      // A last page may leave it out.
      const has_more = data.has_more ?? (seen.size > 0 ? false : undefined)
      const list = name === undefined ? {} : { [name]: items }
      return { last, data: dataOf({ ...others, ...list, ...(has_more !== undefined && { has_more }) }) }
    }
    const { page_token } = next
    if (page_token === '' || seen.has(page_token)) throw fail({ message: 'listNeverEnds', found: items.length })
    seen.add(page_token)
    if (seen.size === mostPages || size > mostSize) throw fail({ message: 'listTooLong', found: items.length })
    request = pageOf(first, page_token)
  }
}

/** Of 311 documented calls, 14 take the page in the body: those whose params have one of its names. */
function pageOf({ path, body, ...rest }: Request, page_token: string): Request {
  const params = typeof body?.content === 'string' ? parseSpelled(body.content) : undefined
  if (isObject(params) && ('page_size' in params || 'page_token' in params)) {
    return { ...rest, path, body: json(JSON.stringify({ ...params, page_token })) }
  }
  const [before, ...query] = path.split('?')
  const others = query
    .join('?')
    .split('&')
    .filter((pair) => pair && !pair.startsWith('page_token='))
  const all = [...others, `page_token=${encodeURIComponent(page_token)}`].join('&')
  return { ...rest, path: `${before}?${all}`, ...(body && { body }) }
}
