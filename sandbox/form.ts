import type { HttpRequest } from './http.ts'

/**
 * The parts of a multipart/form-data body by their names; each character is one byte. Whether a part is a file is not
 * told by a filename: Feishu's Python SDK sends files without one (seen). Node's own parser is asynchronous, and the
 * sandbox is not.
 * @returns nothing for a form that is not complete
 */
export function readForm({ headers, body }: HttpRequest): Record<string, string> {
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]+)/i.exec(headers['content-type'] ?? '')?.[1]
  const pieces = `\r\n${body}`.split(`\r\n--${boundary}`)
  if (pieces.pop()?.trimEnd() !== '--') return {}
  const parts = pieces.slice(1).map((piece) => {
    const [head = ''] = piece.split('\r\n\r\n', 1)
    return [/[; ]name="([^"]*)"/i.exec(head)?.[1] ?? '', piece.slice(head.length + 4)]
  })
  return Object.fromEntries(parts)
}
