import type { NetworkFault, Tried } from '../values.ts'

/** What the network did; Node's own words exist in English only. */
const faults: Readonly<Record<NetworkFault, string>> = {
  nameUnknown: 'the host name cannot be resolved',
  nameLookupFailed: 'the host name cannot be resolved at the moment',
  refused: 'the connection was refused',
  noRoute: 'no route to the host',
  connectTimedOut: 'connecting timed out',
  closed: 'the other side closed the connection',
  certificateUntrusted: 'the certificate is not trusted',
  certificateExpired: 'the certificate has expired or is not valid yet',
  certificateName: 'the certificate is for another host name',
  tlsVersion: 'no TLS version in common',
  tlsFailed: 'the TLS handshake failed',
  http2Only: 'the server accepts HTTP/2 only',
  notHttp: 'the response is not valid HTTP/1.1',
  proxyUnreachable: 'the proxy cannot be reached',
  other: 'the connection failed',
}

const fact = ({ fault, code, where }: Tried) => `${faults[fault]} (${[code, where].filter(Boolean).join(' ')})`

export const network = {
  networkError: ({ tried, proxy }: { tried: readonly Tried[]; proxy: boolean }) => {
    const causes = tried.map(fact).join('; ')
    if (proxy) return `${faults.proxyUnreachable}: ${causes}`
    return tried.length > 1 ? `no address of the host can be reached: ${causes}` : causes
  },
  connectingTimedOut: ({ seconds, tried }: { seconds: number; tried: readonly string[] }) =>
    `timed out after ${seconds} s while connecting${tried.length > 0 ? ` to ${tried.join(', ')}` : ''}`,
  proxyRefused: 'the proxy refused the connection to the host',
  proxyFailed: 'the proxy could not connect to the host',
  encodingWrong: ({ encoding }: { encoding: string }) =>
    `the response is not encoded as its Content-Encoding says (${encoding})`,
}
