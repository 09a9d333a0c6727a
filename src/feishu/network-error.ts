import { isObject } from '../json.ts'
import type { Message, NetworkFault, Tried } from '../messages/index.ts'

/** Node's and OpenSSL's codes, by what a person does about them (docs: errors, dns, tls); the first that fits counts. */
const faults: readonly [fault: NetworkFault, codes: RegExp][] = [
  ['nameUnknown', /^(ENOTFOUND|ENODATA|EAI_FAIL)$/],
  ['nameLookupFailed', /^EAI_AGAIN$/],
  ['refused', /^ECONNREFUSED$/],
  ['noRoute', /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/],
  ['connectTimedOut', /^ETIMEDOUT$/],
  ['closed', /^(ECONNRESET|ECONNABORTED|EPIPE|ERR_STREAM_PREMATURE_CLOSE|ERR_PROXY_TUNNEL|Z_BUF_ERROR)$/],
  ['certificateExpired', /^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/],
  ['certificateName', /^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/],
  [
    'tlsVersion',
    /^ERR_SSL_(UNSUPPORTED_PROTOCOL|TLSV1_ALERT_PROTOCOL_VERSION|WRONG_SSL_VERSION|NO_PROTOCOLS_AVAILABLE)$/,
  ],
  ['http2Only', /^ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL$/],
  ['tlsFailed', /^(EPROTO$|ERR_SSL_)/],
  ['notHttp', /^HPE_/],
  // X509_V_ERR_*, too many to list: what is left of them is about who signed it.
  ['certificateUntrusted', /CERT|CRL|^UNABLE_TO_|^INVALID_|^PATH_LENGTH/],
]

/** What happens before TLS: through a proxy, it is the proxy that it happens to. */
const connecting: readonly NetworkFault[] = ['nameUnknown', 'nameLookupFailed', 'refused', 'noRoute', 'connectTimedOut']

/**
 * Why a request got no response, and what was tried.
 * @param error as the connection or node-fetch gives it
 * @param proxied whether connections lead to a proxy
 */
export function networkError(error: unknown, proxied: boolean): { fault: NetworkFault; error: Message } {
  // Node's error of a name with several addresses has no message of its own.
  const causes: readonly unknown[] = isObject(error) && Array.isArray(error.errors) ? error.errors : [error]
  const tried = causes.map(attemptOf)
  // A runner without IPv6 has no route to half of the addresses: that is not what went wrong.
  const { fault, code } = tried.find((attempt) => attempt.fault !== 'noRoute') ?? attemptOf(causes[0])
  const proxy = proxied && (connecting.includes(fault) || code === 'ERR_PROXY_TUNNEL')
  return { fault: proxy ? 'proxyUnreachable' : fault, error: { message: 'networkError', tried, proxy } }
}

function attemptOf(error: unknown): Tried {
  const { address, port, hostname } = isObject(error) ? error : {}
  const code = codeOf(error)
  // node-fetch quotes the URL, whose path or query may be private.
  if (code === undefined) return { fault: 'other', code: String(error).replace(/request to \S+ failed, reason: ?/, '') }
  const where = typeof address === 'string' ? hostAndPort(address, port) : hostname
  return { fault: faultOf(code), code, ...(typeof where === 'string' && { where }) }
}

/** Node's code of an error. Where writing fails it is EPROTO, and OpenSSL's reason is in the message only. */
export function codeOf(error: unknown): string | undefined {
  const { code, message } = isObject(error) ? error : {}
  const [, reason] = code === 'EPROTO' ? (/:SSL routines:[^:]*:([^:]+)/.exec(String(message)) ?? []) : []
  if (reason) return `ERR_SSL_${reason.toUpperCase().replaceAll(' ', '_')}`
  return typeof code === 'string' ? code : undefined
}

function faultOf(code: string): NetworkFault {
  return faults.find(([, codes]) => codes.test(code))?.[0] ?? 'other'
}

/** An address as it stands in a URL. */
export function hostAndPort(address: string, port: unknown): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`
}
