import type { network as english } from '../en/network.ts'
import type { NetworkFault, Tried } from '../values.ts'

/** 网络的故障；Node 自己的说法只有英文。 */
const faults: Readonly<Record<NetworkFault, string>> = {
  nameUnknown: '主机名无法解析',
  nameLookupFailed: '主机名暂时无法解析',
  refused: '连接被拒绝',
  noRoute: '没有到达主机的路由',
  connectTimedOut: '建立连接超时',
  closed: '连接被对方关闭',
  certificateUntrusted: '证书不受信任',
  certificateExpired: '证书已过期或尚未生效',
  certificateName: '证书属于另一个主机名',
  tlsVersion: '双方没有共同支持的 TLS 版本',
  tlsFailed: 'TLS 握手失败',
  http2Only: '服务器只接受 HTTP/2',
  notHttp: '响应不是有效的 HTTP/1.1',
  proxyUnreachable: '无法连接代理',
  other: '连接失败',
}

const fact = ({ fault, code, where }: Tried) => `${faults[fault]}（${[code, where].filter(Boolean).join(' ')}）`

export const network: typeof english = {
  networkError: ({ tried, proxy }) => {
    const causes = tried.map(fact).join('；')
    if (proxy) return `${faults.proxyUnreachable}：${causes}`
    return tried.length > 1 ? `主机的所有地址都无法连接：${causes}` : causes
  },
  connectingTimedOut: ({ seconds, tried }) =>
    `${tried.length > 0 ? `与 ${tried.join('、')} ` : ''}建立连接时在 ${seconds} 秒后超时`,
  proxyRefused: '代理拒绝连接目标主机',
  proxyFailed: '代理无法连接目标主机',
  encodingWrong: ({ encoding }) => `响应的编码与其 Content-Encoding（${encoding}）不符`,
}
