/**
 * Tagged template that builds a request path: what stands in `${}` becomes one percent-encoded path segment.
 * @param parts the literal path, as Feishu documents it
 * @param segments ids as the user gave them
 * @returns the path, with no query
 * @throws RangeError for a segment that would change the path: see {@link segmentFault}
 */
export function path(parts: TemplateStringsArray, ...segments: readonly string[]): string {
  return parts.reduce((built, part, index) => {
    const segment = segments[index - 1] ?? ''
    const fault = segmentFault(segment)
    if (fault) throw new RangeError(fault)
    return built + encodeURIComponent(segment) + part
  })
}

/**
 * Says why a text cannot be a path segment. `.` and `..` survive percent-encoding and are resolved by URL parsers.
 * @returns the fault in words, or undefined where there is none
 */
export function segmentFault(segment: string): string | undefined {
  if (segment === '') return 'it is empty'
  if (segment === '.' || segment === '..') return `"${segment}" is a step in a path, not an id`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: V8 reads Unicode's tables where it only comes across \p{Cc}
  if (/[\x00-\x1f\x7f-\x9f]/.test(segment)) return 'it has a control character'
  return segment.isWellFormed() ? undefined : 'it has half a surrogate pair'
}
