import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { baseLookups, baseRow, findAppToken, readBase } from '../../../src/operations/base/app-token.ts'
import { clientWith, resultFor } from '../../support/client.ts'
import { inputsOf, messageOf } from '../../support/inputs.ts'

const read = (app_token: string) => readBase(inputsOf({ app_token }))
const errorOf = (app_token: string) => messageOf(() => read(app_token))

describe('app_token', () => {
  test.each([
    ['bascnCMII2ORej2RItqpZZUNMIe', 'bascnCMII2ORej2RItqpZZUNMIe'],
    [' appbcbWCzen6D8dezh \n', 'appbcbWCzen6D8dezh'],
    ['appbcbWCzen6D8dezh_tblX', 'appbcbWCzen6D8dezh'],
    ['https://acme.feishu.cn/base/appX?table=tbl1&view=vew1', 'appX'],
    ['https://acme.feishu.cn/base/appX/dashboard?x=y#z', 'appX'],
    ['http://acme.feishu.cn/base/appX_tbl1', 'appX'],
    ['HTTPS://ACME.FEISHU.CN/base/appX', 'appX'],
    ['acme.feishu.cn/base/appX', 'appX'],
    ['acme.feishu.cn/base/appX?from=https://x', 'appX'],
    ['https://acme.feishu.cn/base/formX', 'formX'],
    ['https://acme.feishu.cn/base/Xadd', 'Xadd'],
    ['apptblX', 'apptblX'],
    ['https://acme.feishu.cn/workspace/base/appX/', 'appX'],
  ])('%j names the base %s', (value, app_token) => {
    expect(read(value)).toMatchObject({ kind: 'base', app_token, warnings: [] })
    expect(read(value).app_token).toBe(app_token)
    expect(baseLookups(read(value))).toEqual([])
  })

  test('of a wiki page takes a lookup', () => {
    const base = read('https://acme.larksuite.com/wiki/wikcnX?table=tbl1')
    expect(base).toMatchObject({ kind: 'wiki page', node: 'wikcnX', baseUrl: 'https://open.larksuite.com' })
    expect(base.app_token).toBeUndefined()
    expect(baseLookups(base)).toMatchObject([{ request: { path: '/open-apis/wiki/v2/spaces/get_node?token=wikcnX' } }])
    const link = 'https://acme.larksuite.com/wiki/wikcnX'
    expect(baseRow(base)).toEqual({ label: { message: 'rowBase' }, value: 'wikcnX', link })
    expect(baseRow(read('appX'))).toEqual({ label: { message: 'rowBase' }, value: 'appX' })
  })

  test.each([
    [{}, 'responseWithout'],
    [{ obj_type: '', obj_token: 'x' }, 'responseWithout'],
    [{ obj_type: 'bitable' }, 'responseWithout'],
    [{ obj_type: 'bitable', obj_token: '..' }, 'responseWithout'],
    [{ obj_type: 'docx', obj_token: 'x' }, 'wikiPageNotABase'],
  ])('is not that of the page %j', async (node, message) => {
    const client = clientWith(resultFor({ code: 0, data: { node } }))
    await expect(findAppToken(read('https://acme.feishu.cn/wiki/wikcnX'), client)).rejects.toMatchObject({
      failure: { reason: { message }, hint: 'notABase' },
    })
  })

  test.each([
    ['', /^Input app_token is required: the base's app_token, or the full URL/],
    ['a b', /^Input app_token contains more than one link, or white space/],
    ['https://a.feishu.cn/base/x,https://a.feishu.cn/base/y', /more than one link/],
    ['appX?table=tbl1', /^Input app_token: "appX\?table=tbl1" is part of a link/],
    ['table=tbl1', /is part of a link/],
    ['https://acme.feishu.cn/share/base/shrcnX', /^Input app_token is a share link/],
    ['https://acme.feishu.cn/base/shrcnX', /is a share link/],
    ['https://acme.feishu.cn/base/automation/webhook/event/X', /^Input app_token is the webhook URL/],
    ['https://acme.feishu.cn/docx/X', /^Input app_token: expected the base's/],
    ['https://acme.feishu.cn/wiki/space/7', /expected the base's/],
    ['https://acme.feishu.cn/wiki/settings/7', /expected the base's/],
    ['https://acme.feishu.cn/base/', /expected the base's/],
    ['https://[/base/x', /expected the base's/],
    [
      'https://acme.feishu.cn/base/SbTk\u200bX',
      /^Input app_token: the link contains a character that no app_token has/,
    ],
    ['https://acme.feishu.cn/wiki/Sb%54kX', /the link contains a character/],
    ['7.3E+18', /^Input app_token: .* rounded by YAML/],
    ['"appX"', /expected the base's/],
  ])('cannot be %j', async (value, message) => {
    expect(await errorOf(value)).toMatch(message)
  })

  // Without warnings, it is refused.
  test.each([
    ['u-1', 'feishu', 'wiki', [{ message: 'domainDiffersFromLink', domain: 'feishu', linked: 'lark' }]],
    ['u-1', 'lark', 'wiki', []],
    ['u-1', '', 'wiki', []],
    ['t-1', 'feishu', 'wiki', undefined],
    ['u-1', 'feishu', 'base', undefined],
  ])('of Lark, with %s and domain %j: /%s/', async (access_token, domain, kind, warnings) => {
    const inputs = inputsOf({ access_token, domain, app_token: `https://acme.larksuite.com/${kind}/X` })
    if (warnings) expect(readBase(inputs).warnings).toEqual(warnings)
    else expect(await messageOf(() => readBase(inputs))).toMatch(/^Input domain is feishu, but the link/)
  })

  test.each(['tbl', 'vew', 'blk', 'shr', 'wkf'])('draws a warning where it begins with %s', (prefix) => {
    const warning = { message: 'otherIdAsAppToken', app_token: `${prefix}X`, prefix }
    expect(read(`${prefix}X`).warnings).toEqual([warning])
  })

  test('is one path segment of a host, whatever the link looks like', async () => {
    const pieces = [...'?#@:\\', ...'/base/ /wiki/ appX .. %2e // https:// acme.feishu.cn'.split(' ')]
    const value = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(value, async (text) => {
        if ((await errorOf(text)) !== undefined) return
        const base = read(text)
        expect(base.kind === 'base' ? base.app_token : base.node).toMatch(/^[^/?#\\%\s]+$/)
        if (base.link) expect(URL.canParse(base.link)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
