import { createServer, type RequestListener, type Server } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from '@jest/globals'
import { listen } from '../../sandbox/listen.ts'
import { systemClock } from '../../src/feishu/clock.ts'
import type { FileContent } from '../../src/feishu/file.ts'
import { createTransport, type HttpRequest } from '../../src/feishu/transport.ts'
import { StepError } from '../../src/messages/index.ts'

const stops: (() => Promise<void> | void)[] = []
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()))
})

const never = new AbortController().signal
const attachment = { 'content-disposition': 'attachment; filename="a.bin"' }

/** One request to a server, which may save its response. */
async function send(handler: RequestListener, request: Partial<HttpRequest> = {}, seconds = 5) {
  const server: Server = createServer(handler)
  const { port, stop } = await listen(server)
  const url = `http://127.0.0.1:${port}`
  const transport = createTransport(url, {}, systemClock)
  stops.push(transport.close, stop)
  return transport.send({ method: 'POST', url, headers: {}, ...request }, seconds, never)
}

function keep() {
  const pieces: Buffer[] = []
  const save = async (content: FileContent) => {
    for await (const piece of content) pieces.push(Buffer.from(piece))
  }
  return { save, saved: () => Buffer.concat(pieces).toString() }
}

describe('a response is saved', () => {
  test.each([
    [{ 'content-type': 'application/octet-stream' }, 'bytes'],
    [{ 'content-type': 'image/png' }, 'bytes'],
    [{ ...attachment, 'content-type': 'application/json' }, '{"code":1}'],
    [{ ...attachment, 'content-type': 'text/html' }, '<html>'],
    [{ ...attachment, 'content-encoding': 'gzip' }, gzipSync('bytes')],
    [{ ...attachment, 'content-encoding': ' X-GZIP' }, gzipSync('bytes')],
    [{ ...attachment, 'content-encoding': 'deflate' }, deflateSync('bytes')],
    [{ ...attachment, 'content-encoding': 'br' }, brotliCompressSync('bytes')],
  ])('with %j', async (headers, body) => {
    const { save, saved } = keep()
    const result = await send((_, response) => response.writeHead(200, headers).end(body), { save })
    expect(result).toMatchObject({ kind: 'response', http_status: 200, text: '', complete: true, saved: true })
    expect(saved()).toBe(typeof body === 'string' ? body : 'bytes')
  })

  test.each([
    [200, { 'content-type': 'text/html' }],
    [200, { 'content-type': 'application/json; charset=utf-8' }],
    [200, {}],
    [404, attachment],
    [302, attachment],
  ])('not with %i and %j', async (status, headers) => {
    const { save, saved } = keep()
    const result = await send((_, response) => response.writeHead(status, headers).end('text'), { save })
    expect(result).toMatchObject({ kind: 'response', http_status: status, text: 'text' })
    expect(saved()).toBe('')
  })

  test.each([
    { ...attachment, 'content-length': '10' },
    { ...attachment, 'content-encoding': 'gzip' },
  ])('not to its end where it is cut off: %j', async (headers) => {
    const body = 'content-encoding' in headers ? gzipSync('bytes').subarray(0, 12) : 'bytes'
    const result = await send((_, response) => {
      response.writeHead(200, headers).write(body)
      setTimeout(() => response.destroy(), 20)
    }, keep())
    expect(result).toMatchObject({ kind: 'no response', sent: true, error: { message: 'responseCutOff' } })
  })

  test('nor where it is known to be cut off before anybody reads it', async () => {
    const save = async (content: FileContent) => {
      await sleep(100)
      await keep().save(content)
    }
    const headers = { ...attachment, 'content-encoding': 'gzip' }
    const handler: RequestListener = (_, response) =>
      response.writeHead(200, headers).end(gzipSync('bytes').subarray(0, 12))
    expect(await send(handler, { save })).toMatchObject({ kind: 'no response', error: { message: 'responseCutOff' } })
  })

  test('unless it cannot be', async () => {
    const save = async () => {
      throw new StepError({ message: 'noCredentials' })
    }
    await expect(send((_, response) => response.writeHead(200, attachment).end('x'), { save })).rejects.toThrow(
      StepError,
    )
  })
})

describe('with a file, the timeout is for no byte moving:', () => {
  const bytes = new Blob(['x'.repeat(1000)])
  const slowly: RequestListener = async (_, response) => {
    response.writeHead(200, attachment)
    for (let count = 0; count < 8; count += 1) {
      response.write('x')
      await sleep(60)
    }
    response.end()
  }

  test('a download may take longer', async () => {
    const { save, saved } = keep()
    expect(await send(slowly, { save }, 0.3)).toMatchObject({ saved: true })
    expect(saved()).toBe('x'.repeat(8))
  })

  test('other responses may not', async () => {
    expect(await send(slowly, {}, 0.3)).toMatchObject({ error: { message: 'timedOut', seconds: 0.3 } })
  })

  test.each([
    ['a download that stops', { ...keep() }, 0.2],
    ['an upload without a response', { body: bytes }, 0.2],
  ])('%s may not', async (_, request, seconds) => {
    const result = await send(
      (_, response) => {
        if ('save' in request) response.writeHead(200, attachment).write('x')
      },
      request,
      seconds,
    )
    expect(result).toMatchObject({ kind: 'no response', sent: true, error: { message: 'timedOut', seconds } })
  })

  test('an upload arrives whole, with its length', async () => {
    const arrived: unknown[] = []
    const listener: RequestListener = async (request, response) => {
      arrived.push(
        request.headers['content-length'],
        request.headers['transfer-encoding'],
        (await buffer(request)).length,
      )
      response.end('{}')
    }
    await send(listener, { body: bytes })
    expect(arrived).toEqual(['1000', undefined, 1000])
  })
})
