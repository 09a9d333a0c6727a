/**
 * Names why a request got no answer: the code to search for, then the system's own words, such as
 * `ENOTFOUND: getaddrinfo ENOTFOUND open.feishu.cn`.
 * @param error what node-fetch rejected with
 */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const reason = error.message.replace(/^request to \S+ failed, reason: ?/, '').trim()
  return reason === '' || reason === code ? code : `${code}: ${reason}`
}
