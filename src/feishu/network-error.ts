import { isObject } from '../json.ts'
import type { Message, NetworkFault, Tried } from '../messages/index.ts'

/** Node's and OpenSSL's codes, by what a person does about them (docs: errors, dns, tls). */
const faults: Readonly<Record<string, NetworkFault>> = {
  ENOTFOUND: 'nameUnknown',
  ENODATA: 'nameUnknown',
  EAI_FAIL: 'nameUnknown',
  EAI_AGAIN: 'nameLookupFailed',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'noRoute',
  ENETUNREACH: 'noRoute',
  EHOSTDOWN: 'noRoute',
  ENETDOWN: 'noRoute',
  EADDRNOTAVAIL: 'noRoute',
  EACCES: 'noRoute',
  EPERM: 'noRoute',
  ETIMEDOUT: 'connectTimedOut',
  ECONNRESET: 'closed',
  ECONNABORTED: 'closed',
  EPIPE: 'closed',
  ERR_STREAM_PREMATURE_CLOSE: 'closed',
  ERR_PROXY_TUNNEL: 'closed',
  Z_BUF_ERROR: 'closed',
  CERT_HAS_EXPIRED: 'certificateExpired',
  CERT_NOT_YET_VALID: 'certificateExpired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateName',
  HOSTNAME_MISMATCH: 'certificateName',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'tlsVersion',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'tlsVersion',
  ERR_SSL_WRONG_SSL_VERSION: 'tlsVersion',
  ERR_SSL_NO_PROTOCOLS_AVAILABLE: 'tlsVersion',
  EPROTO: 'tlsFailed',
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: 'http2Only',
}

/** Families of codes, where there are too many to list. */
const families: readonly [RegExp, NetworkFault][] = [
  [/^ERR_SSL_/, 'tlsFailed'],
  [/^HPE_/, 'notHttp'],
  // X509_V_ERR_*: what is left of them is about who signed it.
  [/CERT|CRL|^UNABLE_TO_|^INVALID_|^PATH_LENGTH/, 'certificateUntrusted'],
]

/** What happens before TLS: through a proxy, it is the proxy that it happens to. */
const connecting: readonly NetworkFault[] = ['nameUnknown', 'nameLookupFailed', 'refused', 'noRoute', 'connectTimedOut']

/** Why a request got no response, and what was tried. */
export interface NetworkError {
  fault: NetworkFault
  error: Message
}

/**
 * @param error as the connection or node-fetch gives it
 * @param proxied whether connections lead to a proxy
 */
export function networkError(error: unknown, proxied: boolean): NetworkError {
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
  return faults[code] ?? families.find(([family]) => family.test(code))?.[1] ?? 'other'
}

/** An address as it stands in a URL. */
export function hostAndPort(address: string, port: unknown): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`
}
