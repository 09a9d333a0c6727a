import { isIP } from 'node:net'
import { generate } from 'selfsigned'

/** A certificate and its key, as PEM texts. */
export interface Certificate {
  cert: string
  key: string
}

export interface Validity {
  from: Date
  to: Date
}

export interface Authority {
  /** The authority's own certificate: the content for NODE_EXTRA_CA_CERTS. */
  cert: string
  /** Issues a server certificate for these host names and IP addresses. Default: localhost and 127.0.0.1. */
  issue: (names?: readonly string[], validity?: Validity) => Promise<Certificate>
}

const DAY = 24 * 60 * 60 * 1000

/** Makes a certificate authority with new keys, in memory. Default validity: from a day ago until a day from now. */
export async function createAuthority(): Promise<Authority> {
  const now = Date.now()
  const aroundNow = { from: new Date(now - DAY), to: new Date(now + DAY) }
  const ca = await certify('Sandbox CA', aroundNow, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ])
  return {
    cert: ca.cert,
    issue: (names = ['localhost', '127.0.0.1'], validity = aroundNow) => {
      const altNames = names.map((name) =>
        isIP(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name },
      )
      const extensions: Extensions = [
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames },
      ]
      return certify(names[0] ?? 'localhost', validity, extensions, ca)
    },
  }
}

type Options = NonNullable<Parameters<typeof generate>[1]>
type Extensions = NonNullable<Options['extensions']>

/** Without a `ca`, the certificate is signed with its own key. */
async function certify(
  subject: string,
  { from, to }: Validity,
  extensions: Extensions,
  ca?: Certificate,
): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: subject }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: from,
    notAfterDate: to,
    extensions,
    ...(ca && { ca }),
  })
  return { cert, key }
}
