/**
 * As much of DER, the encoding of certificates (ITU-T X.690), as a certificate needs. Every function gives the bytes of
 * one element: a tag, a length, the content.
 */

/** One element with the given tag. */
export function element(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag]), lengthOf(body), body])
}

export function sequence(...items: Buffer[]): Buffer {
  return element(0x30, ...items)
}

export function set(...items: Buffer[]): Buffer {
  return element(0x31, ...items)
}

/** A non-negative whole number. */
export function integer(value: bigint): Buffer {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  const negative = (bytes[0] ?? 0) >= 0x80
  return element(0x02, negative ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

export function boolean(value: boolean): Buffer {
  return element(0x01, Buffer.from([value ? 0xff : 0]))
}

export function octets(content: Buffer): Buffer {
  return element(0x04, content)
}

/** A bit string of whole bytes. */
export function bits(content: Buffer): Buffer {
  return element(0x03, Buffer.from([0]), content)
}

export function utf8(text: string): Buffer {
  return element(0x0c, Buffer.from(text))
}

/** A time to the second. Years from 2050 on need another form, which this does not have. */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/\D/g, '').slice(2, 14)
  return element(0x17, Buffer.from(`${digits}Z`))
}

/** An object identifier such as `2.5.4.3`. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const low = value & 0x7f
  return value < 0x80 ? [low] : [...base128(value >> 7).map((byte) => byte | 0x80), low]
}

function lengthOf(body: Buffer): Buffer {
  if (body.length < 0x80) return Buffer.from([body.length])
  const hex = body.length.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}
