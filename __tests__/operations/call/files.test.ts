import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { Inputs } from '../../../src/inputs/read.ts'
import { readOutputFile, writeFile } from '../../../src/operations/call/download.ts'
import { callWith, refusalOf, responseWith } from '../../support/call.ts'
import { inputsOf, messageOf, say } from '../../support/inputs.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'call-')))
const inFolder = (name: string) => join(folder, name)
const before = process.env.RUNNER_TEMP
afterAll(() => {
  rmSync(folder, { recursive: true })
  process.env.RUNNER_TEMP = before
})

describe('an upload', () => {
  const post = { request: 'POST /open-apis/im/v1/files' }
  const path = inFolder('a"b\r\n流.bin')
  writeFileSync(path, 'bytes\r\n--B')
  writeFileSync(inFolder('a=b.png'), 'x')
  writeFileSync(inFolder('large'), '')
  truncateSync(inFolder('large'), 104857601)

  /** What is sent, with a boundary that is always the same. */
  async function bodyOf(given: Partial<Inputs>): Promise<string> {
    const { body } = (await callWith({ ...post, ...given })).request ?? {}
    const [, boundary = '-'] = /^multipart\/form-data; boundary=([\w-]{36})$/.exec(body?.type ?? '') ?? []
    return body?.content instanceof Blob ? (await body.content.text()).replaceAll(boundary, 'B') : ''
  }

  test('has each member of params as a text part, then the file', async () => {
    const params =
      '{"file_name": ":file_name", "size": ":file_size", "n": 1.10, "o": {"x": [1.0]}, "q\\"": "", "t": "\\u4f60"}'
    expect(await bodyOf({ file: path, params })).toBe(
      [
        ...[
          ['file_name', 'a"b\r\n流.bin'],
          ['size', '10'],
          ['n', '1.10'],
          ['o', '{"x":[1.0]}'],
          ['q%22', ''],
          ['t', '你'],
        ].flatMap(([name, text]) => ['--B', `Content-Disposition: form-data; name="${name}"`, '', text]),
        ...['--B', 'Content-Disposition: form-data; name="file"; filename="a%22b%0D%0A流.bin"'],
        ...['Content-Type: application/octet-stream', '', 'bytes\r\n--B', '--B--', ''],
      ].join('\r\n'),
    )
    const { plan, request } = await callWith({ ...post, file: path, params: 'a: 1' })
    expect(plan.requests()[0]?.request.body?.fields()).toEqual(['a', 'file (a"b\r\n流.bin, 10 bytes)'])
    expect(request?.idempotency).toEqual({ kind: 'none' })
  })

  test.each([
    ['image=', 'image'],
    ['', 'file'],
  ])('with %j before its path is field %s', async (prefix, field) => {
    const head = `--B\r\nContent-Disposition: form-data; name="${field}"; filename="a=b.png"\r\n`
    expect(await bodyOf({ file: prefix + inFolder('a=b.png') })).toMatch(new RegExp(`^${head}`))
  })

  test.each([
    [{ file: inFolder('none') }, /^Input file: ".*" cannot be read \(ENOENT\)\./],
    [{ file: folder }, /^Input file: ".*" is not a regular file\./],
    [{ file: inFolder('large') }, /is 104857601 bytes; the limit is 100 MiB\./],
    [{ request: 'GET /open-apis/x' }, /^Input file: a GET request has no body\. Use the method that the page of the /],
    [{ all_pages: 'true' }, /file and all_pages are mutually exclusive/],
    [{ until: 'a = b', repeatable: 'true' }, /file and until are mutually exclusive/],
  ])('cannot be made with %j', async (given, message) => {
    expect(await refusalOf({ ...post, file: path, ...given })).toMatch(message)
  })
})

describe('an output file', () => {
  const read = (output_file: string) => readOutputFile(inputsOf({ output_file }))
  const data = responseWith('{"items":[7308871234552638996,1.0],"has_more":false}')

  test('receives data as JSON, in new folders, and values and response stay unset', async () => {
    const output_file = inFolder('new/folder/data.json')
    const { result } = await callWith({ output_file }, data)
    expect(readFileSync(output_file, 'utf8')).toBe('{"items":["7308871234552638996",1.0],"has_more":false}')
    expect(result.outputs).toEqual({ code: '0', msg: 'success', http_status: '200', log_id: 'log-1', complete: 'true' })
    expect(say(result.log ?? [])).toBe(`Done: GET /open-apis/x. Saved to ${output_file}.`)
    expect(readdirSync(inFolder('new/folder'))).toEqual(['data.json'])
  })

  test('is not written where the step fails, and data that nobody can read is a failure', async () => {
    const output_file = inFolder('none.json')
    expect((await callWith({ output_file, fail_if: 'a = b' }, responseWith({ a: 'b' }))).result.error).toBeDefined()
    const deep = responseWith('['.repeat(100_000) + ']'.repeat(100_000))
    const { result } = await callWith({ output_file }, deep)
    expect(result.error).toEqual({ kind: 'message', messages: [{ message: 'dataUnreadable' }] })
    expect(existsSync(output_file)).toBe(false)
  })

  test('may be one that is there, and is a failure with outputs where it cannot be written', async () => {
    const output_file = inFolder('old.json')
    writeFileSync(output_file, 'old')
    await callWith({ output_file }, data)
    expect(readFileSync(output_file, 'utf8')).toMatch(/^\{"items"/)
    const late = {
      ...data,
      get response() {
        rmSync(output_file, { force: true, recursive: true })
        mkdirSync(output_file, { recursive: true })
        return data.response
      },
    }
    const { result } = await callWith({ output_file }, late)
    expect(result.outputs.http_status).toBe('200')
    const reason = { message: 'outputFileNotWritten', path: output_file, code: 'EISDIR' }
    expect(result.error).toEqual({ kind: 'message', messages: [reason] })
  })

  test('stays in the workspace or RUNNER_TEMP, unless its path is absolute', async () => {
    process.env.RUNNER_TEMP = folder
    symlinkSync(tmpdir(), inFolder('link'))
    expect(read('')).toBeUndefined()
    expect(read('dist/new/a.json')).toBe(join(process.cwd(), 'dist/new/a.json'))
    expect(read(inFolder('link/a'))).toBe(inFolder('link/a'))
    const relative = (path: string) => join('..'.concat('/..'.repeat(20)), path)
    expect(read(relative(inFolder('a')))).toBe(inFolder('a'))
    for (const path of ['../a.json', relative(inFolder('link/a')), relative(`${folder}-2/a`)])
      expect(await messageOf(() => read(path))).toMatch(/is outside of the workspace/)
    process.env.RUNNER_TEMP = inFolder('missing')
    expect(await messageOf(() => read(relative(inFolder('a'))))).toMatch(/is outside of the workspace/)
  })

  test('may have a name as long as a name can be, and one that is longer leaves nothing', async () => {
    await callWith({ output_file: inFolder('报'.repeat(85)) }, data)
    expect(existsSync(inFolder('报'.repeat(85)))).toBe(true)
    const { result } = await callWith({ output_file: inFolder('long/'.concat('报'.repeat(86))) }, data)
    expect(result.error).toMatchObject({ messages: [{ code: 'ENAMETOOLONG' }] })
    expect(readdirSync(inFolder('long'))).toEqual([])
  })

  test.each([
    ['', /is a folder/],
    ['/new/', /is a folder/],
    ['/file/a', /cannot be written \(ENOTDIR\)/],
  ])('cannot be at %j', async (path, message) => {
    writeFileSync(inFolder('file'), '')
    expect(await messageOf(() => read(folder + path))).toMatch(message)
  })

  test('has at most 100 MiB, and nothing of a stream that fails', async () => {
    const path = inFolder('stream')
    const piece = Buffer.alloc(1 << 20)
    async function* pieces(count: number, error?: Error) {
      for (let index = 0; index < count; index += 1) yield piece
      if (error) throw error
    }
    expect(await messageOf(() => writeFile(path, pieces(101)))).toMatch(/exceeds 100 MiB\.$/)
    await expect(writeFile(path, pieces(1, new Error('reset')))).rejects.toThrow('reset')
    expect(existsSync(path)).toBe(false)
    await writeFile(path, pieces(2))
    expect(readFileSync(path)).toHaveLength(2 << 20)
  })
})
