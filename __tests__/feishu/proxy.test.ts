import { describe, expect, test } from '@jest/globals'
import { proxyOptions } from '../../src/feishu/proxy.ts'
import { messageOf } from '../support/inputs.ts'

const https = 'https://open.feishu.cn'
const options = (env: NodeJS.ProcessEnv, baseUrl = https) => proxyOptions(baseUrl, env, '24.5.0')
const errorOf = (env: NodeJS.ProcessEnv, baseUrl = https) => messageOf(() => options(env, baseUrl))

describe('the proxy', () => {
  test.each<[NodeJS.ProcessEnv, url?: string]>([
    [{ HTTPS_PROXY: 'http://secure:1', http_proxy: 'plain:2' }, 'http://secure:1/'],
    [{ HTTPS_PROXY: 'http://secure:1', https_proxy: 'http://first' }, 'http://first/'],
    [{ HTTP_PROXY: 'http://plain:2' }],
    [{ HTTPS_PROXY: ' ' }],
    [{ HTTPS_PROXY: 'https://p' }, 'https://p/'],
    [{ HTTPS_PROXY: 'http://socks:1' }, 'http://socks:1/'],
    [{ HTTPS_PROXY: 'http://me:p@ss%2Fw !@h' }, 'http://me:p%40ss%2Fw%20!@h/'],
  ])('of %j is %s', (env, https_proxy = '') => {
    expect(options(env)).toEqual(https_proxy ? { proxyEnv: { https_proxy } } : {})
  })

  test('is the one of the platform’s protocol, with or without a scheme', () => {
    const env = { HTTPS_PROXY: 'http://secure:1', http_proxy: 'plain:2' }
    expect(options(env, 'http://127.0.0.1:1')).toEqual({ proxyEnv: { http_proxy: 'http://plain:2/' } })
  })

  test.each(['not a url', 'ftp://p:1', 'xhttp://p:1', 'httpx://p:1', 'http://u:pass@h:port', 'http://'])(
    'cannot be %s, which is not repeated',
    async (value) => {
      const message = 'The environment variable HTTPS_PROXY is not a valid http or https proxy URL.'
      expect(await errorOf({ HTTPS_PROXY: value })).toBe(message)
    },
  )

  test.each(['u:pa/ss', 'u#x:p', 'u:1?x', 'u:1\\x', 'u:50%', 'u:%e4', 'u:a@b/c'])(
    'cannot have credentials that are not percent-encoded, which is the cause named: %s',
    async (credentials) => {
      for (const scheme of ['', 'https://']) {
        const message = await errorOf({ HTTPS_PROXY: `${scheme}${credentials}@proxy:8080` })
        expect(message).toMatch(/^The user name or password in .* HTTPS_PROXY is not percent-encoded\. Write % as %25/)
        expect(message).not.toContain(credentials)
      }
    },
  )

  test('cannot be a SOCKS proxy', async () => {
    expect(await errorOf({ https_proxy: 'SOCKS5://h' })).toMatch(/ https_proxy names a SOCKS proxy, .* not supported/)
  })

  test.each(['24.0.2', '24.4.1'])('needs a newer Node than %s, which would ignore it', async (version) => {
    const env = { HTTPS_PROXY: 'http://127.0.0.1:1' }
    expect(await messageOf(() => proxyOptions(https, env, version))).toMatch(`Node ${version} does not support proxies`)
    for (const none of [{}, { ...env, NO_PROXY: '*' }]) expect(proxyOptions(https, none, version)).toEqual({})
    expect(proxyOptions(https, env, '124.1.0').proxyEnv).toEqual({ https_proxy: 'http://127.0.0.1:1/' })
    expect(proxyOptions(https, env).proxyEnv).toEqual({ https_proxy: 'http://127.0.0.1:1/' })
  })
})

test.each(['ALL_PROXY', 'all_proxy'])('%s is named as unsupported where nothing else says what to do', async (name) => {
  expect(await errorOf({ [name]: 'socks5://h:1' })).toMatch(`The environment variable ${name} is not supported.`)
  expect(await errorOf({ [name]: ' ' })).toBeUndefined()
  expect(await errorOf({ [name]: 'socks5://h:1', HTTPS_PROXY: 'http://p:1' })).toBeUndefined()
  expect(await errorOf({ [name]: 'socks5://h:1', NO_PROXY: '*' })).toBeUndefined()
})

describe('NO_PROXY', () => {
  test.each([
    ['*', https],
    ['feishu.cn', https],
    ['.feishu.cn', https],
    ['*.feishu.cn', https],
    ['Open.Feishu.cn:443', https],
    ['x, ,open.*  y', https],
    ['x|.feishu.cn.;y', https],
    ['127.0.0.1', 'http://127.0.0.1:8080'],
    ['127.0.0.1:80', 'http://127.0.0.1'],
    ['10.0.0.0/8', 'https://10.255.1.2'],
    ['10.*', 'https://10.1.2.3'],
    ['192.168.1.*:8443', 'https://192.168.1.9:8443'],
    ['10.0.0.1-10.0.0.9', 'https://10.0.0.5'],
    ['::1', 'http://[::1]:1'],
    ['[0:0:0:0:0:0:0:1]:1', 'http://[::1]:1'],
    ['[fd00::]/8', 'https://[fd12::1]'],
  ])('that is %s passes the proxy by for %s', (list, baseUrl) => {
    for (const env of [{ NO_PROXY: list }, { NO_PROXY: 'x', no_proxy: list }]) {
      expect(options({ HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://p:1', ...env }, baseUrl)).toEqual({})
    }
  })

  test.each([
    ['ishu.cn', https],
    ['cn.example', https],
    ['open.feishu.cn.example', https],
    ['feishu.cn:8443', https],
    ['openxfeishu.cn', https],
    ['10.*', 'https://1.10.2.3'],
    ['0.0.1', 'https://127.0.0.1'],
    ['10.0.0.0/8', 'https://11.0.0.1'],
    ['10.0.0.0/33', 'https://10.0.0.1'],
    ['10.0.0.0/x', 'https://10.0.0.1'],
    ['10.0.0.0/', 'https://10.0.0.1'],
    ['10.0.0.9-10.0.0.1', 'https://10.0.0.5'],
    ['10.0.0.0/8', 'https://[fd12::1]'],
    ['10.0.0.0/8', 'https://10.example.com'],
    ['', https],
  ])('that is %s does not pass it by for %s', (NO_PROXY, baseUrl) => {
    const { proxyEnv } = options({ HTTPS_PROXY: 'http://p:1', NO_PROXY }, baseUrl)
    expect(proxyEnv).toEqual({ https_proxy: 'http://p:1/' })
  })
})
