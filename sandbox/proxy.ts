import { createProxy } from 'proxy'
import { type Listening, listen } from './listen.ts'

/** What the proxy was asked: `CONNECT host:port`, or a method and an absolute URL. */
export interface Asked {
  method: string
  target: string
  /** The proxy-authorization header; undefined when there was none. */
  authorization: string | undefined
}

export interface ProxyOptions {
  /** User and password that every request must have (Basic). Default: anyone may use it. */
  credentials?: { user: string; password: string }
  /** The `host:port` that every tunnel leads to: lets a test send open.feishu.cn to a server on loopback. */
  tunnelTo?: string
}

export interface Proxy extends Listening {
  /** Without credentials: the test adds its own, right or wrong. */
  url: string
  asked: Asked[]
}

/** A forward proxy on loopback, for CONNECT tunnels and plain HTTP. */
export async function startProxy({ credentials, tunnelTo }: ProxyOptions = {}): Promise<Proxy> {
  const asked: Asked[] = []
  const expected = credentials && Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')
  const proxy = createProxy()
  // The library calls this before anything else, and reads the request's URL after it.
  proxy.authenticate = (request) => {
    const { method = '', url = '' } = request
    const authorization = request.headers['proxy-authorization']
    asked.push({ method, target: url, authorization })
    if (method === 'CONNECT' && tunnelTo !== undefined) request.url = tunnelTo
    return expected === undefined || authorization === `Basic ${expected}`
  }
  const listening = await listen(proxy)
  return { ...listening, url: `http://127.0.0.1:${listening.port}`, asked }
}
