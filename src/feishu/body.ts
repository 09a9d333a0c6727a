/** The longest answer that is read, in bytes after decompression. */
export const answerLimit = 10 * 1024 * 1024

/**
 * Reads an answer's body to its end or to the limit, whichever comes first. By events: the stream's iterator would cost
 * a start several milliseconds of Node's code.
 * @param body null where there is none
 * @throws what the stream reports when it breaks off
 */
export async function readBody(body: NodeJS.ReadableStream | null): Promise<{ text: string; whole: boolean }> {
  const chunks: Buffer[] = []
  let size = 0
  if (body) {
    await new Promise<void>((resolve, reject) => {
      body.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size <= answerLimit) return
        body.pause()
        resolve()
      })
      body.on('end', resolve)
      body.on('error', reject)
    })
  }
  return {
    text: Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
    whole: size <= answerLimit,
  }
}
