/** Values of sentences that are more than text. */

/** A sentence's parameter that holds another sentence. */
export type Said = string & { readonly brand: 'said' }

/** What an input has to be. */
export type Expected =
  | { kind: 'seconds' | 'minutes' | 'integer'; most: number }
  | { kind: 'operation'; names: readonly string[] }
  | { kind: ExpectedKind }

export type ExpectedKind =
  | 'boolean'
  | 'condition'
  | 'language'
  | 'domain'
  | 'appToken'
  | 'workflows'
  | 'earlierWorkflows'
  | 'resume'
  | 'status'
  | 'namespace'
  | 'flowId'
  | 'operator'
  | 'params'
  | 'loopMasks'
  | 'webhookUrl'
  | 'request'
  | 'recipient'
  | 'messageId'

/** Why a text is not a YAML mapping, in the parser's words or in ours. */
export type YamlError = { kind: 'syntax'; code: string } | { kind: YamlErrorKind }

export type YamlErrorKind =
  | 'multipleDocuments'
  | 'notAMapping'
  | 'fullWidthColon'
  | 'tooLarge'
  | 'tooDeep'
  | 'undefinedAlias'
  | 'keyNotText'
  | 'mergeKey'
  | 'tag'
  | 'unusedAnchor'
  | 'emptyBlock'
  | 'keyAlone'
  | 'hash'
  | 'blank'
  | 'colonWithoutSpace'
  | 'dashWithoutSpace'
  | 'foldedEntry'
  | 'notAnEntry'
  | 'twoColons'
  | 'oneLine'
  | 'fullWidthBracket'
  | 'quotedJson'
  | 'commentedJson'
  | 'objectAsText'
  | 'nothing'

/** Why a text is not JSON, where that can be told. */
export type JsonError = 'comment' | 'punctuation' | 'text'

/** What in params may be meant otherwise. */
export type ParamsDoubt = 'comment' | 'fullWidthComma' | 'rounded' | 'objectAsText' | 'expression'

/** An automation or workflow, as sentences name it. */
export interface Named {
  workflow_id: string
  title?: string
}

/** The same, with its kind. */
export interface NamedOfType extends Named {
  type: 'automation' | 'workflow'
}

/** What an input selects by id or by title; neither is all of a base. */
export interface Selected {
  ids: readonly string[]
  titles: readonly string[]
}

/** A place in a text: line and column count from 1. What stands there may be private. */
export interface At {
  line: number
  column: number
}

/** What an operation works with. */
export type Subject = 'base' | 'flow' | 'call' | 'message' | 'trigger'

/** Why there was no connection, or no response. */
export type NetworkFault =
  | 'nameUnknown'
  | 'nameLookupFailed'
  | 'refused'
  | 'noRoute'
  | 'connectTimedOut'
  | 'closed'
  | 'certificateUntrusted'
  | 'certificateExpired'
  | 'certificateName'
  | 'tlsVersion'
  | 'tlsFailed'
  | 'http2Only'
  | 'notHttp'
  | 'proxyUnreachable'
  | 'other'

/** An attempt to connect, or to use a connection. */
export interface Tried {
  fault: NetworkFault
  /** Node's code, such as ECONNREFUSED. */
  code: string
  /** Address and port, or the name that has no address. */
  where?: string
}

/** Free text of Feishu's, as data: it may repeat what it was sent, and it may be megabytes. */
export interface Quoted {
  quoted: string
}

/** The same as a sentence gets it: shortened, and without what is private. */
export type FreeText = string & { readonly brand: 'free text' }
