import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { callWith, failureOf, responseWith } from '../../support/call.ts'
import { failed, resultFor } from '../../support/client.ts'

const all = { all_pages: 'true' }
const more = (page_token: string, data = {}) => responseWith({ ...data, has_more: true, page_token })

describe('all pages', () => {
  test('are one list, with every digit, and the other members of the first page', async () => {
    const { result, sent } = await callWith(
      { ...all, request: 'GET /open-apis/x?page_token=p0&page_size=2' },
      responseWith(
        '{"total":3.0,"items":[{"id":7308871234552638996},1.10],"users":[1],"has_more":true,"page_token":"p 1"}',
      ),
      responseWith('{"total":9,"items":null,"has_more":true,"next_page_token":7308871234552638996}'),
      // A last page may leave has_more out.
      responseWith('{"items":["c"],"page_token":""}'),
    )
    const merged = '{"total":3.0,"items":[{"id":"7308871234552638996"},1.10,"c"],"users":[1],"has_more":false}'
    expect(result.outputs).toMatchObject({ values: merged, complete: 'true', code: '0' })
    expect(result.warnings).toEqual([])
    expect(sent).toEqual([
      '/open-apis/x?page_token=p0&page_size=2',
      '/open-apis/x?page_size=2&page_token=p%201',
      '/open-apis/x?page_size=2&page_token=7308871234552638996',
    ])
  })

  test.each([
    ['GET /open-apis/x?q=a?b&c=1', '', '/open-apis/x?q=a?b&c=1&page_token=p1'],
    ['POST /open-apis/x', 'filter: {}', '/open-apis/x?page_token=p1 {"filter":{}}'],
    ['POST /open-apis/x', '{"page_size": 1.0}', '/open-apis/x {"page_size":1.0,"page_token":"p1"}'],
    ['POST /open-apis/x', '{"page_token": "p0", "a": "\\u4f60"}', '/open-apis/x {"page_token":"p1","a":"\\u4f60"}'],
  ])('of %s with %j: the second is %s', async (request, params, second) => {
    const { sent, result } = await callWith({ ...all, request, params }, more('p1'), responseWith({}))
    expect(sent[1]).toBe(second)
    expect(result.outputs.complete).toBe('true')
  })

  test.each([
    ['without a token', [more('')], /reports more than 0 entries/],
    ['with the same token again', [more('p', { a: [1] }), more('p', { a: [2] })], /reports more than 2 entries/],
    ['without its list', [more('p', { a: [1] }), responseWith({ a: {} })], /^the response has no list$/],
    ['without data', [responseWith('[]')], /^the response has no data$/],
    ['with a page without data', [more('p'), resultFor({ code: 0, msg: 'success' })], /^the response has no data$/],
    ['with a page that fails', [more('p'), failed()], /ECONNRESET/],
    ['without end', Array.from({ length: 1000 }, (_, page) => more(`p${page}`)), /more than 1,000 pages/],
    [
      'of more than 100 MiB',
      [1, 2].map((page) => responseWith(`${' '.repeat(50 << 20)}{"has_more":true,"page_token":"p${page}"}`)),
      /100 MiB/,
    ],
  ])('cannot be had from a list %s', async (_, script, message) => {
    expect(await failureOf(all, ...script)).toMatch(message)
  })

  test('have every entry of every page', async () => {
    const lists = fc.array(fc.array(fc.string(), { maxLength: 4 }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(lists, async (pages) => {
        const script = pages.map((items, index) =>
          responseWith({ items, has_more: index + 1 < pages.length, page_token: `p${index}` }),
        )
        const { result } = await callWith(all, ...script)
        expect(result.outputs.complete).toBe('true')
        expect(JSON.parse(result.outputs.values ?? '').items).toEqual(JSON.parse(JSON.stringify(pages.flat())))
      }),
    )
  })
})

test.each([
  [{}, 'null', '{}', undefined],
  [{}, '[1.0]', '[1.0]', undefined],
  [{}, '{"has_more":null,"page_token":"p"}', '{"has_more":null,"page_token":"p"}', undefined],
  [{}, '{"items":[1],"has_more":true}', '{"items":[1],"has_more":true}', 'false'],
  [all, '{}', '{}', undefined],
  [all, '{"items":[1]}', '{"items":[1]}', undefined],
  [all, '{"items":[1],"has_more":null,"page_token":""}', '{"items":[1]}', undefined],
  [all, '{"has_more":0,"page_token":"p"}', '{"has_more":0}', 'true'],
  [all, '{"items":[1],"page_token":0}', '{"items":[1]}', undefined],
])('with %j, data %s becomes %s, and complete is %s', async (given, data, values, complete) => {
  const { result } = await callWith(given, responseWith(data))
  expect([result.outputs.values, result.outputs.complete]).toEqual([values, complete])
  expect(result.warnings).toEqual(complete === 'false' ? [{ message: 'hasMore' }] : [])
})
