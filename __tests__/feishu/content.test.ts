import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { decoded, isFile } from '../../src/feishu/content.ts'

test.each<[isFile: boolean, http_status: number, headers: Record<string, string>, body?: string]>([
  // Offered for saving.
  [true, 200, { 'content-disposition': ' Attachment; filename="x.json"', 'content-type': 'application/json' }],
  [true, 299, { 'content-disposition': 'attachment', 'content-type': 'text/html' }],
  [false, 199, { 'content-disposition': 'attachment' }],
  [false, 300, { 'content-disposition': 'attachment' }],
  [false, 200, { 'content-disposition': 'inline; filename="attachment"', 'content-type': 'text/html' }],
  [false, 200, { 'content-disposition': 'attachments', 'content-type': 'text/html' }],
  // By its type.
  [true, 200, { 'content-type': 'image/png; q=1' }],
  [true, 200, { 'content-type': 'application/text/x' }],
  [false, 200, { 'content-type': ' Text/HTML' }],
  [false, 200, { 'content-type': 'Application/JSON; charset=utf-8' }],
  [false, 200, { 'content-type': 'application/problem+xml' }],
  [true, 200, { 'content-type': 'application/json5' }],
  // Without one, by what it holds.
  [true, 200, {}, 'PNG\r\n\u001a\n'],
  [false, 200, {}, 'a\t\f\r\nb'],
  [false, 200, { 'content-type': 'text/plain' }, '\u001a'],
])('whether a response is a file: %s, with HTTP %i and %j', (file, http_status, headers, body = '') => {
  const head = { http_status, header: (name: string) => headers[name] }
  expect(isFile(head, body)).toBe(file)
  // In Feishu's form, only what is offered is one.
  expect(isFile(head, body, true)).toBe(file && 'content-disposition' in headers)
})

test.each([
  ['gzip', gzipSync],
  [' X-GZIP', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  [undefined, Buffer.from],
  ['identity', Buffer.from],
])('a file is decompressed: %s', async (encoding, compress) => {
  const body = Readable.from([compress(Buffer.from('bytes'))])
  expect(await text(decoded(body, encoding) as Readable)).toBe('bytes')
})

test('a file that was cut off tells whoever reads it, and nobody else', async () => {
  const content = decoded(Readable.from([gzipSync('bytes').subarray(0, 12)]), 'gzip') as Readable
  // Time in which an error that nobody handles would end the process.
  await new Promise((resolve) => content.once('close', resolve))
  await expect(text(content)).rejects.toThrow()
})
