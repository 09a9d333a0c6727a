/**
 * A path as the most lenient server reads it: without any layer of percent-encoding, without parameters (`;x`) and
 * repeated slashes, in lower case.
 * @returns '' where an encoding is invalid: servers differ in what they make of it
 */
export function plainPath(path: string): string {
  return (decodedFully(path) ?? '')
    .replace(/;[^/]*/g, '')
    .replace(/\/+/g, '/')
    .toLowerCase()
}

/** @returns undefined where an encoding is invalid */
export function decodedFully(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text)
    return decoded === text ? text : decodedFully(decoded)
  } catch {
    return undefined
  }
}

/** The webhook of a group bot: whoever knows it can write to the group, and what is sent twice arrives twice. */
export function isBotHook(path: string): boolean {
  return /\/open-apis\/bot\/(.*\/)?hook(\/|$)/.test(plainPath(path))
}
