/** A page of a list, in the form in which Feishu's list calls take and give it. */
export interface Page<Item> {
  items: Item[]
  has_more: boolean
  /** '' on the last page. */
  page_token: string
}

/**
 * Cuts a page out of a list. A page_token is the index of its first item.
 * @param most the largest page_size
 * @returns undefined for another page_size, or a page_token that was not given out
 */
export function pageOf<Item>(all: readonly Item[], size: unknown, token: unknown, most = 100): Page<Item> | undefined {
  const [count, start] = [Number(size ?? 20), Number(token || 0)]
  const valid = count >= 1 && count <= most && start >= 0 && (start === 0 || start < all.length)
  if (!valid || !Number.isInteger(count) || !Number.isInteger(start)) return undefined
  const has_more = start + count < all.length
  return { items: all.slice(start, start + count), has_more, page_token: has_more ? String(start + count) : '' }
}
