import fc from 'fast-check'

/**
 * Any text, or one that is put together from pieces which mean something to its reader.
 * @param most how many pieces at the most
 */
export function textOf(pieces: readonly string[], most: number): fc.Arbitrary<string> {
  const composed = fc.array(fc.constantFrom(...pieces), { maxLength: most }).map((parts) => parts.join(''))
  return fc.oneof(fc.string({ unit: 'binary' }), composed)
}
