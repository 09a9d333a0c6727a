import { describe, expect, test } from '@jest/globals'
import { FeishuError } from '../../../src/feishu/error.ts'
import { readInventory } from '../../../src/operations/base/inventory.ts'
import { clientWith, failed, resultFor } from '../../support/client.ts'
import { say } from '../../support/inputs.ts'

const page = (data: unknown) => resultFor({ code: 0, msg: 'success', data })
const entry = (id: number) => ({ workflow_id: String(id), title: `title ${id}`, status: 'Enable' })
const none = page({ items: [], has_more: false })

describe('the inventory of a base', () => {
  test('is read page by page, to the end of both lists, each entry once', async () => {
    const client = clientWith(
      page({ workflows: [entry(1)], has_more: true, page_token: 'p 2' }),
      page({ workflows: [entry(1), entry(2)], has_more: 'true', next_page_token: '3' }),
      page({ workflows: [], has_more: false, page_token: 'left over' }),
      page({
        items: [{ ...entry(4), workflow_id: 'wkf4', status: 'disabled', trigger_type: 'AddRecord' }],
        has_more: true,
        page_token: 'x',
        total: 2,
      }),
      page({ items: [{ workflow_id: 'wkf5', status: 'Odd' }], has_more: false, page_token: '', total: 2 }),
    )
    const { workflows, last, unreadable } = await readInventory('appX', client)
    expect(unreadable).toBeUndefined()
    expect(last.response.body.data).toMatchObject({ total: 2 })
    expect(workflows).toEqual([
      { ...entry(1), type: 'automation' },
      { ...entry(2), type: 'automation' },
      { workflow_id: 'wkf4', type: 'workflow', title: 'title 4', status: 'Disable', trigger_type: 'AddRecord' },
      { workflow_id: 'wkf5', type: 'workflow', title: '', status: 'Odd' },
    ])
    expect(client.requests.map(({ path, body }) => [path, body?.content])).toEqual([
      ['/open-apis/bitable/v1/apps/appX/workflows?page_size=100', undefined],
      ['/open-apis/bitable/v1/apps/appX/workflows?page_size=100&page_token=p+2', undefined],
      ['/open-apis/bitable/v1/apps/appX/workflows?page_size=100&page_token=3', undefined],
      ['/open-apis/base/v3/bases/appX/workflows/list', '{"page_size":100}'],
      ['/open-apis/base/v3/bases/appX/workflows/list', '{"page_size":100,"page_token":"x"}'],
    ])
  })

  test('may be empty, and follows a page token without has_more', async () => {
    const absent = page({ has_more: null, page_token: null, next_page_token: null, total: null, workflows: null })
    const client = clientWith(page({ page_token: '2', has_more: null }), absent, absent)
    expect((await readInventory('appX', client)).workflows).toEqual([])
    expect(client.requests).toHaveLength(3)
  })

  const noList = 'the response has no list'
  const noNext = 'the list reports more than 1 entry but gives no next page'
  const more = { workflows: [entry(1)], has_more: true, page_token: 'a' }
  test.each<[says: string, ...pages: unknown[]]>([
    [noList, []],
    [noList, { workflows: 'x' }],
    [noList, { workflows: [entry(1), null] }],
    ['an entry of the list has no valid workflow_id: "no id"', { workflows: [entry(1), { title: 'no id' }] }],
    ['an entry of the list has no valid workflow_id', { workflows: [{ workflow_id: 'a/b' }] }],
    ['the list ends after 1 of 3 entries', { workflows: [entry(1)], total: 3 }],
    [noNext, { ...more, page_token: undefined }],
    [noNext, more, { ...more, workflows: [] }],
  ])('is never half a list: %s', async (message, ...data) => {
    const error = await readInventory('appX', clientWith(...data.map(page), none)).catch((thrown) => thrown)
    expect(error instanceof FeishuError && say(error.failure.reason)).toBe(message)
  })

  test.each([
    ['ENABLED', 'Enable'],
    [' disable ', 'Disable'],
    ['reenabled', 'reenabled'],
    ['enabledx', 'enabledx'],
  ])('has the status %j as %j', async (status, read) => {
    const { workflows } = await readInventory('appX', clientWith(page({ workflows: [{ ...entry(1), status }] }), none))
    expect(workflows[0]?.status).toBe(read)
  })

  test('ends where a server never does', async () => {
    const pages = Array.from({ length: 1001 }, (_, i) => page({ workflows: [], has_more: true, page_token: `t${i}` }))
    const client = clientWith(...pages)
    await expect(readInventory('appX', client)).rejects.toMatchObject({
      failure: { reason: { message: 'listNeverEnds' } },
    })
    expect(client.requests).toHaveLength(1001)
  })

  test('is unknown where the automations cannot be read, the job is cancelled, or the error is our own', async () => {
    const ours = new TypeError('our own')
    await expect(readInventory('appX', clientWith(failed()))).rejects.toThrow(FeishuError)
    await expect(readInventory('appX', clientWith(none, failed({ cancelled: true })))).rejects.toThrow(FeishuError)
    await expect(readInventory('appX', clientWith(none, ours))).rejects.toBe(ours)
  })
})
