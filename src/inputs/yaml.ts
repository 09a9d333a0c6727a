import { type Document, isAlias, isCollection, isMap, isScalar, parseDocument, type Scalar, type YAMLError } from 'yaml'
import type { YamlError } from '../messages/index.ts'

/** What cannot be read, and where. */
export interface Invalid {
  error: YamlError
  /** In UTF-16 units. */
  offset: number
}

/** A number as JSON writes it. */
const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/** Aliases can make a short text long without end; no flow needs this much. */
const mostNodes = 100_000

/**
 * Turns a YAML mapping into the text of a JSON object. All scalars are read as strings, so that no digit is lost;
 * what a plain one means is decided here.
 * @param deepest how deeply it may be nested
 */
export function mappingToJson(text: string, deepest: number): { json: string } | Invalid {
  // Pretty errors would quote lines of a text that may be private.
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false })
  const [problem] = document.errors
  if (problem) return { error: errorOf(problem, text), offset: problem.pos[0] }
  const root = document.contents
  if (!isMap(root)) {
    const mistyped = isScalar(root) && hasFullWidthColon(String(root.value))
    return { error: { kind: mistyped ? 'fullWidthColon' : 'notAMapping' }, offset: offsetOf(root) }
  }
  let invalid: Invalid | undefined
  const report: Report = (kind, node) => {
    invalid ??= { error: { kind }, offset: offsetOf(node) }
  }
  const json = write(root, { document, deepest, nodesLeft: mostNodes, report }, 1)
  if (invalid) return invalid
  const [warning] = document.warnings
  if (!warning) return { json }
  return { error: { kind: 'syntax', code: warning.code }, offset: warning.pos[0] }
}

/** By the parser's code: its messages quote the text. */
function errorOf({ code, pos: [offset] }: YAMLError, text: string): YamlError {
  if (code === 'MULTIPLE_DOCS') return { kind: 'multipleDocuments' }
  // The parser's stack has overflowed.
  if (code === 'RESOURCE_EXHAUSTION') return { kind: 'tooDeep' }
  const line = text.slice(text.slice(0, offset).lastIndexOf('\n') + 1)
  return hasFullWidthColon(line) ? { kind: 'fullWidthColon' } : { kind: 'syntax', code }
}

/** A Chinese keyboard's colon after a key makes the line plain text. */
function hasFullWidthColon(text: string): boolean {
  return /^[^\S\n]*[^\s：:]+：/.test(text)
}

type Report = (kind: Exclude<YamlError['kind'], 'syntax'>, node: unknown) => void

interface Context {
  document: Document
  deepest: number
  nodesLeft: number
  report: Report
}

function write(node: unknown, context: Context, depth: number): string {
  const { document, deepest, report } = context
  context.nodesLeft -= 1
  if (context.nodesLeft < 0 || depth > deepest + 1) {
    report(depth > deepest ? 'tooDeep' : 'tooLarge', node)
    return 'null'
  }
  if (isAlias(node)) {
    const target = node.resolve(document)
    if (!target) report('undefinedAlias', node)
    return write(target, context, depth + 1)
  }
  if (isScalar(node) || isCollection(node)) {
    // Without its tag, a value would silently mean something else.
    if (node.tag !== undefined) report('tag', node)
  }
  if (isScalar(node)) return scalarToJson(node)
  if (!isCollection(node)) return 'null'
  if (!isMap(node)) return `[${node.items.map((item) => write(item, context, depth + 1)).join(',')}]`
  const members = node.items.map(({ key, value }) => {
    if (!isScalar(key)) report('keyNotText', key)
    if (isScalar(key) && key.tag !== undefined) report('tag', key)
    if (isScalar(key) && key.type === 'PLAIN' && key.value === '<<') report('mergeKey', key)
    const name = isScalar(key) ? JSON.stringify(String(key.value)) : '""'
    return `${name}:${write(value, context, depth + 1)}`
  })
  return `{${members.join(',')}}`
}

function offsetOf(node: unknown): number {
  return (isScalar(node) || isCollection(node) || isAlias(node)) && node.range ? node.range[0] : 0
}

/**
 * A plain scalar is a number only where writing that number back gives the same text: `1.10`, `0123456` and `1e3` stay
 * as they are, and a 19-digit integer keeps its digits. true, false and null as in YAML 1.2.
 */
function scalarToJson(scalar: Scalar): string {
  const text = String(scalar.value)
  if (scalar.type !== 'PLAIN') return JSON.stringify(text)
  if (/^(|~|null|Null|NULL)$/.test(text)) return 'null'
  if (/^(true|True|TRUE|false|False|FALSE)$/.test(text)) return text.toLowerCase()
  const integer = /^-?\d+$/.test(text) && String(BigInt(text)) === text
  return integer || (jsonNumber.test(text) && String(Number(text)) === text) ? text : JSON.stringify(text)
}
