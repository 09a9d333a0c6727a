import { textOf } from './body.ts'

/**
 * The documented response of bitable/v1 has no `has_more`, but Feishu's SDK reads it, with `page_token` or
 * `next_page_token` (seen). Without it, a page token means that there is more.
 */
export function nextPage(
  data: Readonly<Record<string, unknown>>,
): { kind: 'end' } | { kind: 'more'; page_token: string } {
  const page_token = tokenOf(data.page_token) || tokenOf(data.next_page_token)
  const more =
    data.has_more === undefined || data.has_more === null
      ? page_token !== ''
      : !/^"?(false|0)"?$/.test(JSON.stringify(data.has_more))
  return more ? { kind: 'more', page_token } : { kind: 'end' }
}

/** A token that is a number counts pages: 0 and -1 are none. */
function tokenOf(value: unknown): string {
  return typeof value === 'number' && value <= 0 ? '' : (textOf(value) ?? '')
}
