import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { FeishuError } from '../../../src/feishu/error.ts'
import { callWith, responseWith } from '../../support/call.ts'
import { failed, resultFor } from '../../support/client.ts'
import { say } from '../../support/inputs.ts'

const all = { all_pages: 'true' }
const more = (page_token: unknown, data = {}) => responseWith({ ...data, has_more: true, page_token })

async function errorOf(...script: Parameters<typeof callWith>[1][]): Promise<string> {
  try {
    await callWith(all, ...script)
  } catch (error) {
    if (error instanceof FeishuError) return say(error.failure.reason)
    throw error
  }
  return ''
}

describe('all pages', () => {
  test('are one list, with every digit, and the other members of the first page', async () => {
    const { result, sent } = await callWith(
      { ...all, request: 'GET /open-apis/x?page_token=p0&page_size=2' },
      responseWith(
        '{"total":3.0,"items":[{"id":7308871234552638996},1.10],"users":[1],"has_more":true,"page_token":"p 1"}',
      ),
      responseWith('{"total":9,"items":null,"has_more":true,"next_page_token":"p2&"}'),
      responseWith('{"items":["c"],"has_more":false,"page_token":""}'),
    )
    const merged = '{"total":3.0,"items":[{"id":"7308871234552638996"},1.10,"c"],"users":[1],"has_more":false}'
    expect(result.outputs).toMatchObject({ values: merged, complete: 'true', code: '0' })
    expect(result.warnings).toEqual([])
    expect(sent).toEqual([
      '/open-apis/x?page_token=p0&page_size=2',
      '/open-apis/x?page_size=2&page_token=p%201',
      '/open-apis/x?page_size=2&page_token=p2%26',
    ])
  })

  test.each([
    ['{"page_size": 1.0}', '{"page_size":1.0,"page_token":"p1"}'],
    ['{"page_token": "p0", "a": "\\u4f60"}', '{"page_token":"p1","a":"\\u4f60"}'],
  ])('are asked for in the body %s', async (params, second) => {
    const given = { ...all, request: 'POST /open-apis/x', params }
    const { sent } = await callWith(given, more('p1'), responseWith({ items: [], has_more: false }))
    expect(sent).toEqual([`/open-apis/x ${params}`, `/open-apis/x ${second}`])
  })

  test('are asked for in the query of a POST whose body says nothing of pages', async () => {
    const given = { ...all, request: 'POST /open-apis/x', params: 'filter: {}' }
    const { sent } = await callWith(given, more('p1'), responseWith({}))
    expect(sent[1]).toBe('/open-apis/x?page_token=p1 {"filter":{}}')
  })

  test('keep every other part of the query, also a question mark', async () => {
    const { sent } = await callWith(
      { ...all, request: 'GET /open-apis/x?q=a?b&c=1' },
      more('p1'),
      responseWith('{"has_more":0}'),
    )
    expect(sent[1]).toBe('/open-apis/x?q=a?b&c=1&page_token=p1')
  })

  test.each([
    ['{}', undefined],
    ['{"items":[1]}', undefined],
    ['{"items":[1],"has_more":null,"page_token":""}', undefined],
    ['{"has_more":false}', 'true'],
  ])('of %s', async (data, complete) => {
    const { result } = await callWith(all, responseWith(data))
    expect(result.outputs.complete).toBe(complete)
    expect(result.outputs.values).toBe(data.replace(',"has_more":null,"page_token":""', ''))
  })

  test.each([
    ['without a token', [more('')], /reports more than 0 entries/],
    ['with the same token again', [more('p', { a: [1] }), more('p', { a: [2] })], /reports more than 2 entries/],
    ['without its list', [more('p', { a: [1] }), responseWith({ a: {} })], 'the response has no list'],
    ['without data', [responseWith('[]')], 'the response has no data'],
    ['with a page without data', [more('p'), resultFor({ code: 0, msg: 'success' })], 'the response has no data'],
    ['with a page that fails', [more('p'), failed()], /ECONNRESET/],
    ['without end', Array.from({ length: 1000 }, (_, page) => more(`p${page}`)), /more than 1,000 pages/],
    [
      'of more than 100 MiB',
      Array.from({ length: 11 }, (_, page) => more(`p${page}`, { t: 'x'.repeat(10 << 20) })),
      /100 MiB/,
    ],
  ])('cannot be a list %s', async (_, script, message) => {
    expect(await errorOf(...script)).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message)
  })
})

test.each([
  ['null', '{}'],
  ['[1.0]', '[1.0]'],
])('data %s becomes %s', async (data, values) => {
  expect((await callWith({}, responseWith(data))).result.outputs).toMatchObject({ values })
})

test('a complete list has every entry of every page', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.string(), { maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      async (pages) => {
        const script = pages.map((items, index) =>
          responseWith({ items, has_more: index + 1 < pages.length, page_token: `p${index}` }),
        )
        const { result } = await callWith(all, ...script)
        expect(result.outputs.complete).toBe('true')
        expect(JSON.parse(result.outputs.values ?? '').items).toEqual(JSON.parse(JSON.stringify(pages.flat())))
      },
    ),
  )
})

test('a last page may leave has_more out', async () => {
  const { result } = await callWith(all, more('p', { items: [1] }), responseWith({ items: [2] }))
  expect(result.outputs).toMatchObject({ values: '{"items":[1,2],"has_more":false}', complete: 'true' })
})

test('one page of several is a warning, and not complete', async () => {
  const { result } = await callWith({}, more('p', { items: [1] }))
  expect(result.outputs.complete).toBe('false')
  expect(result.warnings).toEqual([{ message: 'hasMore' }])
})
