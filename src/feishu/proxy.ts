import { StepError } from '../messages/index.ts'

/** The variables that name a proxy, in both cases, as the runner passes them. */
const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const
const catchAllVariables = ['all_proxy', 'ALL_PROXY'] as const

/**
 * Removes the credentials that the proxy variables carry. They are not registered as masks: a short password would
 * tear up the whole log.
 * @param text what a network error says
 * @param env the process's environment
 */
export function withoutProxyCredentials(text: string, env: NodeJS.ProcessEnv): string {
  const credentials = proxyVariables.flatMap((name) => {
    const value = env[name]?.replace(/^[a-z]+:\/\//i, '') ?? ''
    const [, user = '', password = ''] = /^([^:@/]*):(.*)@/.exec(value) ?? []
    if (password === '') return []
    const plain = `${decoded(user) ?? user}:${decoded(password) ?? password}`
    return [`${user}:${password}`, plain, Buffer.from(plain).toString('base64')]
  })
  return credentials.reduce((shown, secret) => shown.replaceAll(secret, '***'), text)
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/**
 * What Node's agent needs to go through a proxy. It reads the variables itself, but ignores a proxy without a scheme,
 * which curl and others accept.
 * @param baseUrl where the requests go
 * @param env as above
 * @param version Node's own
 * @throws StepError where a variable names no usable proxy, or Node is too old for one
 */
export function proxyOptions(
  baseUrl: string,
  env: NodeJS.ProcessEnv,
  version: string = process.versions.node,
): { proxyEnv?: NodeJS.ProcessEnv } {
  const { protocol, hostname } = new URL(baseUrl)
  const noProxy = (env.no_proxy || env.NO_PROXY || '').split(/[\s,]+/).filter((entry) => entry !== '')
  const urls = proxyVariables.flatMap((name) => {
    const value = env[name]?.trim()
    return value && name.toLowerCase() === `${protocol}_proxy`.replace(':', '') ? [[name, proxyUrl(name, value)]] : []
  })
  if (urls.length === 0) {
    const catchAll = catchAllVariables.find((name) => env[name]?.trim())
    if (catchAll && !bypasses(noProxy, hostname))
      throw new StepError({ message: 'allProxyUnsupported', variable: catchAll })
    return {}
  }
  // Node 24.4, which the first runners for node24 brought along, accepts the option and ignores it (docs: http.Agent).
  if (/^24\.[0-4]\./.test(version)) throw new StepError({ message: 'nodeWithoutProxy', version })
  // To Node, `example.com` in NO_PROXY is that host alone; to the runner's own tools and curl, its subdomains too.
  const no_proxy = noProxy.flatMap((entry) => (/^[.*]/.test(entry) ? [entry] : [entry, `.${entry}`])).join(',')
  return { proxyEnv: { ...env, ...Object.fromEntries(urls), no_proxy } }
}

function proxyUrl(variable: string, value: string): string {
  if (/^socks/i.test(value)) throw new StepError({ message: 'socksUnsupported', variable })
  const url = URL.parse(value.includes('://') ? value : `http://${value}`)
  // Node decodes user and password, and throws where it cannot.
  const readable = url && decoded(url.username + url.password) !== undefined
  if (readable && /^https?:$/.test(url.protocol)) return url.href
  throw new StepError({ message: 'proxyInvalid', variable })
}

function bypasses(noProxy: readonly string[], hostname: string): boolean {
  return noProxy.some((entry) => {
    const suffix = entry
      .toLowerCase()
      .replace(/^\*?\./, '')
      .replace(/:\d+$/, '')
    return entry === '*' || hostname === suffix || hostname.endsWith(`.${suffix}`)
  })
}
