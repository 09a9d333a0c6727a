import type { State, Token } from './state.ts'
import type { Answer, Request } from './wire.ts'

/** What a page gets to work with: the request, its path's and query's parts decoded, and Feishu's memory. */
export interface Call {
  request: Request
  path: Record<string, string>
  query: URLSearchParams
  state: State
}

/** One endpoint: where it is, which tokens it takes, and what it answers. */
export interface Page {
  name: string
  method: string
  /** Segments in a template; `:name` stands for any one segment. */
  template: string
  /** The kinds of token it takes; none for the page that hands them out. */
  tokens: readonly Token['kind'][]
  answer: (call: Call) => Answer
}

/** The page of a request, with the values of the template's parts. */
export interface Match {
  page: Page
  path: Record<string, string>
}

/**
 * Finds the pages whose template fits a path, whatever their method.
 * @param path the path with its query, as received
 */
export function matchPages(pages: readonly Page[], path: string): Match[] {
  const segments = pathOf(path).split('/')
  return pages.flatMap((page) => {
    const values = matchTemplate(page.template.split('/'), segments)
    return values ? [{ page, path: values }] : []
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
    if (!part.startsWith(':') && part !== segment) return undefined
    if (part.startsWith(':')) {
      if (!segment) return undefined
      values[part.slice(1)] = segment
    }
  }
  return values
}

/** A percent-encoded segment as text; undefined if the encoding is broken. */
function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
