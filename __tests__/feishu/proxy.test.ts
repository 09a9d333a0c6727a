import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { proxyOptions, withoutProxyCredentials } from '../../src/feishu/proxy.ts'
import { messageOf } from '../support/inputs.ts'

const https = 'https://open.feishu.cn'
const options = (env: NodeJS.ProcessEnv, baseUrl = https) => proxyOptions(baseUrl, env, '24.5.0')
const errorOf = (env: NodeJS.ProcessEnv, baseUrl = https) => messageOf(() => options(env, baseUrl))

describe('the proxy', () => {
  test('is the one of the platform’s protocol', () => {
    const env = { HTTPS_PROXY: 'http://secure:1', http_proxy: 'plain:2' }
    expect(options(env)).toEqual({ proxyEnv: { ...env, HTTPS_PROXY: 'http://secure:1/', no_proxy: '' } })
    expect(options(env, 'http://127.0.0.1:1').proxyEnv).toMatchObject({ http_proxy: 'http://plain:2/' })
    expect(options({ HTTP_PROXY: 'http://plain:2' })).toEqual({})
    expect(options({ HTTPS_PROXY: ' ' })).toEqual({})
    expect(options({ HTTPS_PROXY: 'http://socks:1' }).proxyEnv).toMatchObject({ HTTPS_PROXY: 'http://socks:1/' })
  })

  test('is passed by for the subdomains of a host too', () => {
    const env = { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'feishu.cn, .larksuite.com *.corp,,*' }
    expect(options(env).proxyEnv?.no_proxy).toBe('feishu.cn,.feishu.cn,.larksuite.com,*.corp,*')
    expect(options({ ...env, no_proxy: 'x' }).proxyEnv?.no_proxy).toBe('x,.x')
  })

  test.each([
    'not a url',
    'ftp://p:1',
    'xhttp://p:1',
    'httpx://p:1',
    'http://u:pa/ss@h:8080',
    'http://',
    'http://%zz:p@h:1',
    'http://u:%e4@h:1',
  ])('cannot be %s, which is not repeated', async (value) => {
    const message = 'The environment variable HTTPS_PROXY is not a valid http or https proxy URL.'
    expect(await errorOf({ HTTPS_PROXY: value })).toBe(message)
  })

  test.each(['socks5://127.0.0.1:1', 'SOCKS://h'])('cannot be %s: SOCKS is not supported', async (value) => {
    expect(await errorOf({ https_proxy: value })).toMatch(/variable https_proxy names a SOCKS proxy, .* not supported/)
  })

  test.each(['24.0.2', '24.4.1'])('needs a newer Node than %s, which would ignore it', async (version) => {
    const env = { HTTPS_PROXY: 'http://127.0.0.1:1' }
    expect(await messageOf(() => proxyOptions(https, env, version))).toMatch(`Node ${version} does not support proxies`)
    expect(proxyOptions(https, {}, version)).toEqual({})
    expect(proxyOptions(https, env, '124.1.0').proxyEnv).toMatchObject({ HTTPS_PROXY: 'http://127.0.0.1:1/' })
    expect(proxyOptions(https, env).proxyEnv).toMatchObject({ HTTPS_PROXY: 'http://127.0.0.1:1/' })
  })
})

describe('ALL_PROXY', () => {
  test.each(['ALL_PROXY', 'all_proxy'])('is named as unsupported: %s', async (name) => {
    expect(await errorOf({ [name]: 'socks5://h:1' })).toMatch(`The environment variable ${name} is not supported.`)
    expect(await errorOf({ [name]: ' ' })).toBeUndefined()
  })

  test('does not matter beside the protocol’s own variable', async () => {
    expect(await errorOf({ ALL_PROXY: 'socks5://h:1', HTTPS_PROXY: 'http://p:1' })).toBeUndefined()
  })

  test.each(['*', 'feishu.cn', '.feishu.cn', '*.feishu.cn', 'Open.Feishu.cn:443'])(
    'does not matter to a host that NO_PROXY lists: %s',
    async (NO_PROXY) => {
      expect(await errorOf({ ALL_PROXY: 'socks5://h:1', NO_PROXY })).toBeUndefined()
      expect(await errorOf({ ALL_PROXY: 'socks5://h:1', no_proxy: 'x', NO_PROXY })).toMatch(/not supported/)
    },
  )

  test.each(['ishu.cn', 'cn.example', 'open.feishu.cn.example'])(
    'matters where NO_PROXY lists others: %s',
    async (no_proxy) => {
      expect(await errorOf({ ALL_PROXY: 'socks5://h:1', no_proxy })).toMatch(/not supported/)
    },
  )
})

describe('credentials of a proxy', () => {
  test.each([
    ['http://me:p%40ss@proxy:8080', ['me:p%40ss', 'me:p@ss', btoa('me:p@ss')]],
    ['HTTP://me:p%40ss@proxy', ['me:p%40ss', 'me:p@ss']],
    ['me:50%@proxy', ['me:50%', btoa('me:50%')]],
    ['5%:word@proxy', ['5%:word', btoa('5%:word')]],
    ['http://me:p@ss@proxy', ['me:p@ss']],
    ['http://me:pa/ss@proxy', ['me:pa/ss']],
    ['https://:only@proxy', [':only']],
  ])('are not in what a network error says: %s', (HTTPS_PROXY, forms) => {
    for (const form of forms) expect(withoutProxyCredentials(`at ${form} x`, { HTTPS_PROXY })).toBe('at *** x')
  })

  test('are none without a password, so that nothing is torn up', () => {
    const env = { HTTPS_PROXY: 'http://me@proxy', http_proxy: 'http://proxy:80', HTTP_PROXY: '' }
    fc.assert(fc.property(fc.string(), (text) => withoutProxyCredentials(text, env) === text))
  })
})
