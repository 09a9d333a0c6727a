import type { codelessTable, ErrorClass, Retry } from '../../src/feishu/error-codes.ts'
import type { Endpoint } from '../../src/feishu/request.ts'
import { en } from '../../src/messages/en.ts'
import type { Subject } from '../../src/messages/index.ts'
import type { Words as Messages } from '../../src/messages/message.ts'
import { actions, inEnglish, type Part } from './contract.ts'

/** What the generated parts of a page say in one language. */
export interface Words {
  messages: Messages
  /** What an action does. */
  action: (name: string) => string
  /** Of an input or output. */
  description: (action: string, part: Part, name: string) => string
  scope: (scope: string) => string
  heads: Record<'inputs' | 'outputs' | 'scopes' | 'calls' | 'codes' | 'codeless' | 'inner', readonly string[]>
  required: string
  all: string
  separator: string
  sameScopes: string
  noScopes: string
  tokens: Record<Endpoint['tokens'], string>
  rate: (count: string, unit: string) => string
  units: Readonly<Record<string, string>>
  classes: Record<ErrorClass, string>
  withMessage: (msg: string) => string
  /** Where a remedy helps: with what an operation works, and whose permissions count. */
  subjects: Record<Subject, string>
  withToken: Record<'app' | 'tenant' | 'user', string>
  where: (cases: readonly string[], remedy: string) => string
  /** Codes that mean something else to the calls of one path. */
  from: (path: string) => string
  failures: Record<keyof typeof codelessTable, string>
  flowFailed: string
  flowRejected: string
  retry: Record<Retry | 'key', string>
  retryOther: readonly [idempotent: string, execute: string]
  firstWait: (seconds: number) => string
}

export const english: Words = {
  messages: en,
  action: (name) => actions[name]?.description ?? '',
  description: (action, part, name) => inEnglish(actions, action, part, name),
  scope: (scope) => `\`${scope}\``,
  heads: {
    inputs: ['Input', 'Default', 'Used by', 'Description'],
    outputs: ['Output', 'Description'],
    scopes: ['Used by', 'For', 'Scopes on Feishu (any one)', 'Scopes on Lark (any one)'],
    calls: ['Call', 'Method and path', 'Token', 'Rate limit'],
    codes: ['Code', 'What to do', 'Reads, updates, triggers: retried?', '`execute-flow`: retried?'],
    codeless: ['Failure', 'What to do', 'Reads, updates, triggers: retried?', '`execute-flow`: retried?'],
    inner: ['Inner code', 'What to do'],
  },
  required: 'required',
  all: 'all',
  separator: ', ',
  sameScopes: 'the same',
  noScopes: 'not documented',
  tokens: { 'tenant or user': 'tenant or user', tenant: 'tenant only', none: '–' },
  rate: (count, unit) => `${count} per ${unit}`,
  units: { s: 'second', min: 'minute' },
  classes: {
    auth: 'Token, app and secret',
    permission: 'Permission',
    'bad input': 'Rejected input',
    'not found': 'Not found',
    'rate limit': 'Rate limits',
    quota: 'Quotas',
    transient: 'Transient errors',
    ambiguous: 'Errors with several causes',
    internal: 'Internal errors',
    conflict: 'Conflicts',
    network: 'Network',
    unknown: 'Unknown',
  },
  subjects: { base: 'base', flow: 'flow', call: 'call', message: 'message', trigger: 'trigger' },
  withToken: { app: 'app', tenant: 'tenant token', user: 'user token' },
  where: (cases, remedy) => `(${cases.join(', ')}) ${remedy}`,
  withMessage: (msg) => ` (with "${msg}" in its message)`,
  from: (path) => ` (from \`${path}…\`)`,
  failures: {
    'unknown-path': 'The response is `404 page not found`',
    'too-large': 'HTTP 413',
    'proxy-authentication': 'HTTP 407 from a proxy',
    'http-5xx': 'HTTP 5xx without a code',
    'proxy-refused': 'HTTP 3xx or 4xx from a proxy, except 408, 425 and 429, in response to CONNECT',
    'proxy-failed': 'Any other status from a proxy, in response to CONNECT',
    'proxy-unreachable': 'The proxy cannot be reached',
    'name-unknown': 'The host name cannot be resolved (`ENOTFOUND`)',
    'name-lookup-failed': 'The host name cannot be resolved at the moment (`EAI_AGAIN`)',
    'connection-refused': 'The connection was refused (`ECONNREFUSED`)',
    'no-route': 'No route to the host (`EHOSTUNREACH`, `ENETUNREACH`)',
    'connecting-timed-out': 'Timeout while connecting (`ETIMEDOUT`)',
    'connection-closed': 'The connection was closed before TLS was set up (`ECONNRESET`)',
    'certificate-untrusted':
      'The certificate is not trusted (`SELF_SIGNED_CERT_IN_CHAIN`, `UNABLE_TO_VERIFY_LEAF_SIGNATURE`)',
    'certificate-expired': 'The certificate has expired (`CERT_HAS_EXPIRED`)',
    'certificate-name': 'The certificate is for another host name (`ERR_TLS_CERT_ALTNAME_INVALID`)',
    'tls-version': 'No TLS version in common (`ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION`)',
    'tls-failed': 'Any other TLS failure (`ERR_SSL_…`)',
    'http2-only': 'The server accepts HTTP/2 only',
    'not-sent': 'Any other failure before the request was sent',
    'outcome-unknown': 'Timeout or connection reset after sending',
    other: 'A code that is not on this page, or a response that is not JSON',
  },
  flowFailed: 'The status of the flow is `failed` or `canceled`',
  flowRejected: 'The status of the flow is `rejected`',
  retry: {
    no: 'no',
    yes: 'yes',
    refresh: 'once, with a new token',
    twice: 'at most twice',
    key: 'yes, with the same `idempotent_key`',
  },
  retryOther: ['at HTTP 2xx, 408, 425, 429 and 5xx', 'at HTTP 429 and 503, with the same `idempotent_key`'],
  firstWait: (seconds) => ` (first wait up to ${seconds} s)`,
}
