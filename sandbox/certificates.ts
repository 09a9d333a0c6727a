import type { KeyObject } from 'node:crypto'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { isIP } from 'node:net'
import { bits, boolean, element, integer, objectId, octets, sequence, set, time, utf8 } from './der.ts'

/** A certificate and its key, as PEM texts. */
export interface Certificate {
  cert: string
  key: string
}

export interface Authority {
  /** The authority's own certificate: what NODE_EXTRA_CA_CERTS has to hold. */
  cert: string
  /** Issues a server certificate for these host names and IPv4 addresses. */
  issue: (names?: readonly string[], validity?: Validity) => Certificate
}

export interface Validity {
  from: Date
  to: Date
}

const ECDSA_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'))
const AUTHORITY_NAME = 'Sandbox CA'

/**
 * Makes a certificate authority for a test, in memory and with nothing but Node. The keys are new every time.
 * @param validity without it: from a day ago until a day from now
 */
export function createAuthority(validity: Validity = aroundNow()): Authority {
  const authority = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const keyId = createHash('sha1').update(spki(authority.publicKey)).digest()
  const own = [
    extension('2.5.29.19', true, sequence(boolean(true))),
    // keyCertSign and cRLSign
    extension('2.5.29.15', true, element(0x03, Buffer.from([1, 0x06]))),
    extension('2.5.29.14', false, octets(keyId)),
  ]
  let serial = 1n
  return {
    cert: certificate(AUTHORITY_NAME, authority.publicKey, own, validity, serial, authority.privateKey),
    issue: (names = ['localhost', '127.0.0.1'], period = validity) => {
      const server = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
      const extensions = [
        extension('2.5.29.19', true, sequence()),
        extension('2.5.29.37', false, sequence(objectId('1.3.6.1.5.5.7.3.1'))),
        extension('2.5.29.17', false, sequence(...names.map(alternativeName))),
        extension('2.5.29.35', false, sequence(element(0x80, keyId))),
      ]
      serial += 1n
      const subject = names[0] ?? 'localhost'
      return {
        cert: certificate(subject, server.publicKey, extensions, period, serial, authority.privateKey),
        key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      }
    },
  }
}

/** An X.509 certificate (RFC 5280), signed by the authority. */
function certificate(
  subject: string,
  publicKey: KeyObject,
  extensions: Buffer[],
  validity: Validity,
  serial: bigint,
  signer: KeyObject,
): string {
  const toBeSigned = sequence(
    element(0xa0, integer(2n)),
    integer(serial),
    ECDSA_SHA256,
    commonName(AUTHORITY_NAME),
    sequence(time(validity.from), time(validity.to)),
    commonName(subject),
    spki(publicKey),
    element(0xa3, sequence(...extensions)),
  )
  const der = sequence(toBeSigned, ECDSA_SHA256, bits(sign('sha256', toBeSigned, signer)))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

function commonName(name: string): Buffer {
  return sequence(set(sequence(objectId('2.5.4.3'), utf8(name))))
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(objectId(id), ...(critical ? [boolean(true)] : []), octets(value))
}

function alternativeName(name: string): Buffer {
  return isIP(name) === 4
    ? element(0x87, Buffer.from(name.split('.').map(Number)))
    : element(0x82, Buffer.from(name, 'ascii'))
}

function spki(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' })
}

function aroundNow(): Validity {
  const day = 24 * 60 * 60 * 1000
  return { from: new Date(Date.now() - day), to: new Date(Date.now() + day) }
}
