import { describe, expect, test } from '@jest/globals'
import { type LinkHost, platformOf, readBaseUrl } from '../../src/inputs/domain.ts'
import { inputsOf, messageOf } from '../support/inputs.ts'

const read = (domain: string, linked?: LinkHost) => readBaseUrl(inputsOf({ domain }), linked)

describe('the base URL', () => {
  test.each<[domain: string, linked: LinkHost | undefined, url: string]>([
    ['', undefined, 'https://open.feishu.cn'],
    ['', 'lark', 'https://open.larksuite.com'],
    ['Feishu', undefined, 'https://open.feishu.cn'],
    ['LARK', 'other', 'https://open.larksuite.com'],
    ['open.feishu.cn', 'feishu', 'https://open.feishu.cn'],
    ['fsopen.feishu.cn', undefined, 'https://fsopen.feishu.cn'],
    ['https://feishu.corp.example/gateway/', 'lark', 'https://feishu.corp.example/gateway'],
    ['https://open.feishu.cn/OPEN-APIS/', undefined, 'https://open.feishu.cn'],
    ['https://x.example/open-apis/y', undefined, 'https://x.example/open-apis/y'],
    ['http://127.0.0.1:8080', 'feishu', 'http://127.0.0.1:8080'],
    ['http://localhost:1', undefined, 'http://localhost:1'],
    ['http://[::1]:1', undefined, 'http://[::1]:1'],
  ])('of %j with a link of %s is %s', (domain, linked, url) => {
    expect(read(domain, linked)).toBe(url)
  })

  test.each<[domain: string, linked: LinkHost | undefined, says: RegExp]>([
    ['', 'other', /^Input domain is required: the host of the link/],
    ['lark', 'feishu', /^Input domain is lark, but the link in app_token belongs to feishu\./],
    ['https://open.larksuite.com', 'feishu', /belongs to feishu/],
    ['https://me:secret@open.feishu.cn', undefined, /^Input domain is a URL with a user name or password/],
    ['http://open.feishu.cn', undefined, /^Input domain: expected feishu, lark/],
    ['http://127.0.0.1.example', undefined, /expected feishu, lark/],
    ['https://open.feishu.cn/?a=b', undefined, /expected feishu, lark/],
    ['https://open.feishu.cn/#a', undefined, /expected feishu, lark/],
    ['ftp://open.feishu.cn', undefined, /expected feishu, lark/],
    ['open feishu', undefined, /expected feishu, lark/],
    ['acme.feishu.cn', undefined, /^Input domain: acme\.feishu\.cn hosts documents, not the Open Platform\./],
    ['https://open.feishu.cn/open-apis/bot/v2/hook/x', undefined, /expected feishu, lark/],
    ['acme.example/base/x', undefined, /expected feishu, lark/],
  ])('cannot be read from %j with a link of %s', async (domain, linked, message) => {
    const text = await messageOf(() => read(domain, linked))
    expect(text).toMatch(message)
    expect(text).not.toContain('secret')
  })
})

describe('the platform', () => {
  test.each<[host: string, platform: LinkHost]>([
    ['acme.feishu.cn', 'feishu'],
    ['FEISHU.CN', 'feishu'],
    ['notfeishu.cn', 'other'],
    ['feishu.cn.example', 'other'],
    ['acme.sg.larksuite.com', 'lark'],
    ['acme.larkoffice.com', 'feishu'],
    ['acme.sg.larkoffice.com', 'other'],
    ['base.corp.example', 'other'],
  ])('of %s is %s', (host, platform) => {
    expect(platformOf(host)).toBe(platform)
  })
})
