import { describe, expect, test } from '@jest/globals'
import { networkError } from '../../src/feishu/network-error.ts'
import { say } from '../support/inputs.ts'

const v4 = { code: 'ETIMEDOUT', address: '198.51.100.7', port: 443 }
const v6 = { code: 'ENETUNREACH', address: '2001:db8::1', port: 443 }

describe('an error of the network', () => {
  test.each([
    ['EAI_AGAIN', 'nameLookupFailed'],
    ['EPIPE', 'closed'],
    ['Z_BUF_ERROR', 'closed'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificateName'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tlsVersion'],
    // Known by their family.
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tlsFailed'],
    ['HPE_INVALID_CONSTANT', 'notHttp'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificateUntrusted'],
    ['CRL_HAS_EXPIRED', 'certificateUntrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificateUntrusted'],
    ['INVALID_PURPOSE', 'certificateUntrusted'],
    ['PATH_LENGTH_EXCEEDED', 'certificateUntrusted'],
    ['E_NEW', 'other'],
    ['NO_ERR_SSL_HPE_UNABLE_TO_INVALID_PATH_LENGTH', 'other'],
  ])('%s is %s', (code, fault) => {
    expect(networkError({ code }, false)).toMatchObject({ fault, error: { tried: [{ fault, code }] } })
  })

  test.each([
    [{ code: 'ENOTFOUND', hostname: 'x.invalid' }, 'the host name cannot be resolved (ENOTFOUND x.invalid)'],
    ['boom', 'the connection failed (boom)'],
    // node-fetch quotes the URL.
    [new Error('request to https://x/hook/hush?y=z failed, reason: boom'), 'the connection failed (Error: boom)'],
    [
      { errors: [v6, v4] },
      'no address of the host can be reached: no route to the host (ENETUNREACH [2001:db8::1]:443); connecting timed out (ETIMEDOUT 198.51.100.7:443)',
    ],
  ])('names codes and addresses: %j', (cause, words) => {
    expect(say(networkError(cause, false).error)).toBe(words)
  })

  test('of TLS is named by OpenSSL’s reason where Node has none', () => {
    const message =
      'write EPROTO C0F8:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:../deps/x.c:1:SSL alert number 70'
    const tried = [{ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }]
    expect(networkError({ code: 'EPROTO', message }, false)).toMatchObject({ fault: 'tlsVersion', error: { tried } })
    expect(networkError({ code: 'EPROTO', message: 'read EPROTO' }, false).fault).toBe('tlsFailed')
    expect(networkError({ code: 'EPIPE', message }, false).fault).toBe('closed')
  })

  test('of several addresses is that of the one that could have been reached', () => {
    expect(networkError({ errors: [v6, v4] }, false).fault).toBe('connectTimedOut')
    expect(networkError({ errors: [v6, v6] }, false).fault).toBe('noRoute')
  })

  test.each(['ENOTFOUND', 'ERR_PROXY_TUNNEL'])('is the proxy’s as long as no tunnel is open: %s', (code) => {
    const { fault, error } = networkError({ code }, true)
    expect(fault).toBe('proxyUnreachable')
    expect(say(error)).toMatch(/^the proxy cannot be reached: .* \(E/)
  })

  test('is not the proxy’s behind it', () => {
    expect(networkError({ code: 'CERT_HAS_EXPIRED' }, true).fault).toBe('certificateExpired')
  })
})
