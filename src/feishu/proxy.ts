import { BlockList, isIP } from 'node:net'
import { StepError } from '../messages/index.ts'

/**
 * What Node's agent needs to go through a proxy. It reads the variables itself, but ignores a proxy without a scheme,
 * which curl and others accept, and knows fewer forms of NO_PROXY.
 * @param baseUrl where the requests go
 * @param env the process's environment: HTTPS_PROXY, HTTP_PROXY, NO_PROXY in either case, as the runner passes them
 * @param version Node's own
 * @returns empty where no proxy is to be used
 * @throws StepError where a variable names no usable proxy, or Node is too old for one
 */
export function proxyOptions(
  baseUrl: string,
  env: NodeJS.ProcessEnv,
  version: string = process.versions.node,
): { proxyEnv?: NodeJS.ProcessEnv } {
  const target = new URL(baseUrl)
  if (bypasses(env.no_proxy || env.NO_PROXY || '', target)) return {}
  const name = target.protocol.replace(':', '_proxy')
  // The lower case takes precedence, as in curl and in Node.
  const [proxy] = [name, name.toUpperCase()].flatMap((variable) => {
    const value = env[variable]?.trim()
    return value ? [{ variable, value }] : []
  })
  if (!proxy) {
    const catchAll = ['all_proxy', 'ALL_PROXY'].find((each) => env[each]?.trim())
    if (catchAll) throw new StepError({ message: 'allProxyUnsupported', variable: catchAll })
    return {}
  }
  // Node 24.4, which the first runners for node24 brought along, accepts the option and ignores it (docs: http.Agent).
  if (/^24\.[0-4]\./.test(version)) throw new StepError({ message: 'nodeWithoutProxy', version })
  return { proxyEnv: { [name]: proxyUrl(proxy.variable, proxy.value) } }
}

function proxyUrl(variable: string, value: string): string {
  if (/^socks/i.test(value)) throw new StepError({ message: 'socksUnsupported', variable })
  const text = value.includes('://') ? value : `http://${value}`
  const credentials = /:\/\/(.*)@/s.exec(text)?.[1] ?? ''
  // Such a password ends the host, or cannot be decoded, which Node does.
  if (/[#/?\\]/.test(credentials) || !isDecodable(credentials)) {
    throw new StepError({ message: 'proxyNotEncoded', variable })
  }
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) throw new StepError({ message: 'proxyInvalid', variable })
  return url.href
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== undefined
  } catch {
    return false
  }
}

/**
 * Tells whether NO_PROXY lists a host. What other tools understand counts: a host with its subdomains, also written
 * `.host` or `*.host`, a port, an address, `10.*`, a CIDR block, and a range `10.0.0.1-10.0.0.9`, which Node knows.
 */
function bypasses(noProxy: string, { hostname, port, protocol }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  const ownPort = port || (protocol === 'https:' ? '443' : '80')
  return noProxy.split(/[\s,;|]+/).some((entry) => {
    const [, withPort, itsPort = ownPort] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? []
    const name = (withPort ?? entry).toLowerCase().replace(/[[\]]/g, '')
    if (name === '' || itsPort !== ownPort) return false
    return isIP(host) ? isAmong(host, name) : isBelow(host, name.replace(/^\*?\.|\.$/g, ''))
  })
}

function isBelow(host: string, suffix: string): boolean {
  return new RegExp(`^(.*\\.)?${globOf(suffix)}$`).test(host)
}

function isAmong(address: string, entry: string): boolean {
  const [, first = '', bits] = /^([^/]*)(?:\/(\d+))?$/.exec(entry) ?? []
  const [from = '', to = from] = first.split('-')
  if (!isIP(from)) return new RegExp(`^${globOf(entry)}$`).test(address)
  const block = new BlockList()
  try {
    if (bits === undefined) block.addRange(from, to, familyOf(from))
    else block.addSubnet(from, Number(bits), familyOf(from))
  } catch {
    // It is no range, and so contains nothing.
    return false
  }
  return block.check(address, familyOf(address))
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

function globOf(text: string): string {
  return text.split('*').map(RegExp.escape).join('.*')
}
