import { isIP } from 'node:net'
import { generate } from 'selfsigned'

export interface Authority {
  /** The authority's own certificate as PEM text: the content for NODE_EXTRA_CA_CERTS. */
  cert: string
  /** Issues a server certificate for these host names and IP addresses. Default: localhost and 127.0.0.1. */
  issue: (names?: readonly string[], validity?: Validity) => Promise<{ cert: string; key: string }>
}

interface Validity {
  from: Date
  to: Date
}

const DAY = 24 * 60 * 60 * 1000

/** Makes a certificate authority with new keys, in memory. Default validity: from a day ago until a day from now. */
export async function createAuthority(): Promise<Authority> {
  const aroundNow = { from: new Date(Date.now() - DAY), to: new Date(Date.now() + DAY) }
  const options = ({ from, to }: Validity) =>
    ({ keyType: 'ec', algorithm: 'sha256', notBeforeDate: from, notAfterDate: to }) as const
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Sandbox CA' }], {
    ...options(aroundNow),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  return {
    cert,
    issue: async (names = ['localhost', '127.0.0.1'], validity = aroundNow) => {
      // 7 is an IP address and 2 a host name (RFC 5280, GeneralName).
      const altNames = names.map((name) =>
        isIP(name) ? ({ type: 7, ip: name } as const) : ({ type: 2, value: name } as const),
      )
      const server = await generate([{ name: 'commonName', value: 'Sandbox' }], {
        ...options(validity),
        extensions: [{ name: 'subjectAltName', altNames }],
        ca: { cert, key },
      })
      return { cert: server.cert, key: server.private }
    },
  }
}
