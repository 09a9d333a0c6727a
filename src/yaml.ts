import { type Document, isAlias, isCollection, isMap, isScalar, parseDocument, type Scalar } from 'yaml'

/** What cannot be read, and where it stands in the text. */
export interface Fault {
  fault: string
  offset: number
}

/** A number as JSON writes it. */
const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/** Aliases can make a short text long without end; no flow takes this much. */
const deepest = 100
const mostNodes = 100_000

/**
 * Turns a YAML mapping into the text of a JSON object. All scalars are read as strings, so that no digit is lost;
 * what a plain one means is decided here.
 */
export function mappingText(text: string): { json: string } | Fault {
  // Pretty errors would quote lines of a text that may be private.
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false })
  const [error] = [...document.errors, ...document.warnings]
  const many = 'more than one document'
  if (error)
    return {
      fault: `YAML that cannot be read (${error.code === 'MULTIPLE_DOCS' ? many : error.message})`,
      offset: error.pos[0],
    }
  const root = document.contents
  if (!isMap(root)) return { fault: 'YAML that is no mapping', offset: rangeStart(root) }
  let fault: Fault | undefined
  const nodes = { left: mostNodes }
  const json = write(root, document, nodes, 0, (what, node) => {
    fault ??= { fault: what, offset: rangeStart(node) }
  })
  return fault ?? { json }
}

type Report = (what: string, node: unknown) => void

function write(node: unknown, document: Document, nodes: { left: number }, depth: number, report: Report): string {
  nodes.left -= 1
  if (nodes.left < 0 || depth > deepest) {
    report('YAML that is too large or too deep', node)
    return 'null'
  }
  if (isAlias(node)) {
    const target = node.resolve(document)
    if (!target) report('YAML with an alias that names no anchor', node)
    return write(target, document, nodes, depth + 1, report)
  }
  if (isScalar(node)) return scalarText(node)
  if (!isCollection(node)) return 'null'
  if (!isMap(node)) return `[${node.items.map((item) => write(item, document, nodes, depth + 1, report)).join(',')}]`
  const members = node.items.map(({ key, value }) => {
    if (!isScalar(key)) report('YAML with a key that is no text', key)
    if (isScalar(key) && key.type === 'PLAIN' && key.value === '<<')
      report('YAML with a merge key, which YAML 1.2 has not', key)
    const name = isScalar(key) ? JSON.stringify(String(key.value)) : '""'
    return `${name}:${write(value, document, nodes, depth + 1, report)}`
  })
  return `{${members.join(',')}}`
}

function rangeStart(node: unknown): number {
  return (isScalar(node) || isCollection(node) || isAlias(node)) && node.range ? node.range[0] : 0
}

/**
 * A plain scalar is a number only where writing that number back gives the same text: `1.10`, `0123456` and `1e3` stay
 * as they are, and a 19-digit integer keeps its digits. true, false and null as in YAML 1.2.
 */
function scalarText(scalar: Scalar): string {
  const text = String(scalar.value)
  if (scalar.type !== 'PLAIN' || scalar.tag !== undefined) return JSON.stringify(text)
  if (/^(|~|null|Null|NULL)$/.test(text)) return 'null'
  if (/^(true|True|TRUE|false|False|FALSE)$/.test(text)) return text.toLowerCase()
  const integer = /^-?\d+$/.test(text) && String(BigInt(text)) === text
  return integer || (jsonNumber.test(text) && String(Number(text)) === text) ? text : JSON.stringify(text)
}
