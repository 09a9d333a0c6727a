import { describe, expect, test } from '@jest/globals'
import { networkError } from '../../src/feishu/network-error.ts'
import { createSay } from '../../src/messages/index.ts'

const [en, zh] = await Promise.all(['en', 'zh-CN'].map((language) => createSay(language, (text) => text)))

const v4 = { code: 'ETIMEDOUT', address: '198.51.100.7', port: 443 }
const v6 = { code: 'ENETUNREACH', address: '2001:db8::1', port: 443 }

describe('an error of the network', () => {
  test.each([
    ['ENOTFOUND', 'nameUnknown'],
    ['EAI_AGAIN', 'nameLookupFailed'],
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'noRoute'],
    ['ETIMEDOUT', 'connectTimedOut'],
    ['EPIPE', 'closed'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificateUntrusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificateUntrusted'],
    ['CERT_HAS_EXPIRED', 'certificateExpired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificateName'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tlsVersion'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tlsFailed'],
    ['ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL', 'http2Only'],
    ['HPE_INVALID_CONSTANT', 'notHttp'],
    ['Z_BUF_ERROR', 'closed'],
    ['E_NEW', 'other'],
  ])('%s is %s', (code, fault) => {
    expect(networkError({ code }, false)).toMatchObject({ fault, error: { tried: [{ fault, code }] } })
  })

  test.each([
    [
      { code: 'ENOTFOUND', hostname: 'x.invalid' },
      'the host name cannot be resolved (ENOTFOUND x.invalid)',
      '主机名无法解析（ENOTFOUND x.invalid）',
    ],
    ['boom', 'the connection failed (boom)', '连接失败（boom）'],
    [
      new Error('request to https://x/hook/hush?y=z failed, reason: boom'),
      'the connection failed (Error: boom)',
      '连接失败（Error: boom）',
    ],
    [new Error('boom'), 'the connection failed (Error: boom)', '连接失败（Error: boom）'],
    [
      { errors: [v6, v4] },
      'no address of the host can be reached: no route to the host (ENETUNREACH [2001:db8::1]:443); connecting timed out (ETIMEDOUT 198.51.100.7:443)',
      '主机的所有地址都无法连接：没有到达主机的路由（ENETUNREACH [2001:db8::1]:443）；建立连接超时（ETIMEDOUT 198.51.100.7:443）',
    ],
  ])('names codes and addresses: %j', (cause, english, chinese) => {
    const { error } = networkError(cause, false)
    expect([en?.(error), zh?.(error)]).toEqual([english, chinese])
  })

  test('of TLS is named by OpenSSL’s reason where Node has none', () => {
    const message =
      'write EPROTO C0F8:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:../deps/x.c:1:SSL alert number 70'
    expect(networkError({ code: 'EPROTO', message }, false)).toMatchObject({
      ...{ fault: 'tlsVersion', error: { tried: [{ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }] } },
    })
    expect(networkError({ code: 'EPROTO', message: 'read EPROTO' }, false).fault).toBe('tlsFailed')
  })

  test('of several addresses is that of the one that could have been reached', () => {
    expect(networkError({ errors: [v6, v4] }, false).fault).toBe('connectTimedOut')
    expect(networkError({ errors: [v6, v6] }, false).fault).toBe('noRoute')
  })

  test('is the proxy’s as long as no tunnel is open', () => {
    for (const code of ['ENOTFOUND', 'ECONNREFUSED', 'ERR_PROXY_TUNNEL']) {
      const { fault, error } = networkError({ code }, true)
      expect(fault).toBe('proxyUnreachable')
      expect([en?.(error), zh?.(error)]).toEqual([
        expect.stringMatching(/^the proxy cannot be reached: .* \(E/),
        expect.stringMatching(/^无法连接代理：.*（E/),
      ])
    }
    expect(networkError({ code: 'CERT_HAS_EXPIRED' }, true).fault).toBe('certificateExpired')
  })
})
