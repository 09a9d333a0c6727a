/** The longest answer that is read, in bytes after decompression. */
export const answerLimit = 10 * 1024 * 1024

/**
 * Reads an answer's body to its end or to the limit, whichever comes first.
 * @param body null where there is none
 * @throws what the stream throws when it breaks off
 */
export async function readBody(body: AsyncIterable<string | Buffer> | null): Promise<{ text: string; whole: boolean }> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    chunks.push(Buffer.from(chunk))
    size += chunk.length
    // Leaving the loop closes the connection.
    if (size > answerLimit) break
  }
  return {
    text: Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
    whole: size <= answerLimit,
  }
}
