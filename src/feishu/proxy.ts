/** The variables that name a proxy, as the runner passes them: in both cases. */
const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const

/**
 * Passwords that the proxy variables carry, in every form in which they could come back in a message.
 * @param env the process's environment
 */
export function proxySecrets(env: NodeJS.ProcessEnv): string[] {
  return proxyVariables.flatMap((name) => {
    // Most runs have none, and a regular expression costs a start some time.
    if (!env[name]) return []
    const value = env[name].replace(/^[a-z]+:\/\//i, '')
    const [, user = '', password = ''] = /^([^:@/]*):(.*)@/.exec(value) ?? []
    if (password === '') return []
    const [plainUser, plain] = [decoded(user) ?? user, decoded(password) ?? password]
    return [password, plain, Buffer.from(`${plainUser}:${plain}`).toString('base64')]
  })
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/**
 * What Node's agent needs to go through a proxy. It reads the variables itself, but passes over a proxy without a
 * scheme, which curl and others take.
 * @param secure whether calls go to https
 * @param env as above
 * @param version Node's own
 * @throws Error where a variable holds no URL of a proxy, or Node is too old for one
 */
export function proxyOptions(
  secure: boolean,
  env: NodeJS.ProcessEnv,
  version: string = process.versions.node,
): { proxyEnv?: NodeJS.ProcessEnv } {
  const scheme = secure ? 'https_proxy' : 'http_proxy'
  const urls = proxyVariables.flatMap((name) => {
    const value = env[name]?.trim()
    return value && name.toLowerCase() === scheme ? [[name, proxyUrl(name, value)]] : []
  })
  if (urls.length === 0) return {}
  // Node 24.4, which the first runners for node24 brought along, takes the option and ignores it (docs: http.Agent).
  if (/^24\.[0-4]\./.test(version)) {
    throw new Error(`Node ${version} cannot go through a proxy: update the runner to 2.328.0 or newer.`)
  }
  return { proxyEnv: { ...env, ...Object.fromEntries(urls), no_proxy: bypassed(env.no_proxy || env.NO_PROXY) } }
}

function proxyUrl(name: string, value: string): string {
  const url = URL.parse(value.includes('://') ? value : `http://${value}`)
  // Node decodes user and password, and throws where it cannot.
  const readable = url && decoded(url.username + url.password) !== undefined
  if (readable && /^https?:$/.test(url.protocol)) return url.href
  throw new Error(`The variable ${name} holds no http or https URL of a proxy.`)
}

/** To Node, `example.com` in NO_PROXY is that host alone; to the runner's own tools and curl, the hosts below it too. */
function bypassed(noProxy = ''): string {
  const entries = noProxy.split(/[\s,]+/).filter((entry) => entry !== '')
  return entries.flatMap((entry) => (/^[.*]/.test(entry) ? [entry] : [entry, `.${entry}`])).join(',')
}
