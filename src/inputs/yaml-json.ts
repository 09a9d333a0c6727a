import { type Document, isAlias, isCollection, isMap, isNode, isScalar, type Pair, type Scalar } from 'yaml'
import type { YamlErrorKind } from '../messages/index.ts'
import { type Doubt, doubtOf } from './doubt.ts'
import { deepest } from './json-text.ts'
import { type Invalid, invalid, misreadKey, misreadValue } from './misreading.ts'

/** What became of a document. */
export interface Written {
  /** JSON text, unless something was misread. */
  json: string
  misreadings: readonly Invalid[]
  doubts: readonly Doubt[]
  /** Where its lists and mappings begin. */
  collections: ReadonlySet<number>
}

/** Aliases can make a short text long without end; no flow needs this much. */
const mostNodes = 100_000

/** A comment behind a value; the character after its `#` tells data (`Fix #12`) from a remark. */
const commentBehind = /[ \t]*#(\S?)/y
/** The same between a key and its value on the next line. */
const commentAbove = /[ \t]*:[ \t]+#(\S?)/y
/** A block scalar without text, as an expression without a value leaves it. */
const emptyBlock = /^[|>][+-]?\s*$/

/**
 * Writes a document as JSON. All scalars were read as strings, so that no digit is lost; what a plain one means is
 * decided here.
 * @param text what was parsed
 */
export function writeJson(document: Document, text: string): Written {
  const misreadings: Invalid[] = []
  const doubts: Doubt[] = []
  const collections = new Set<number>()
  /** Where scalars with an anchor are. */
  const anchors = new Map<string, number>()
  const aliases = new Set<string>()
  let nodesLeft = mostNodes
  const json = write(document.contents, 1, true)
  for (const [name, offset] of anchors) if (!aliases.has(name)) report('unusedAnchor', offset)
  return { json, misreadings, doubts, collections }

  function report(kind: YamlErrorKind, offset: number): void {
    misreadings.push(invalid(kind, offset))
  }

  function write(node: unknown, depth: number, inBlock: boolean): string {
    nodesLeft -= 1
    if (nodesLeft < 0 || depth > deepest + 1) {
      report(depth > deepest ? 'tooDeep' : 'tooLarge', offsetOf(node))
      return 'null'
    }
    if (isAlias(node)) {
      aliases.add(node.source)
      const target = node.resolve(document)
      if (!target) report('undefinedAlias', offsetOf(node))
      return write(target, depth + 1, inBlock)
    }
    // Without its tag, a value would silently mean something else.
    if ((isScalar(node) || isCollection(node)) && node.tag !== undefined) report('tag', offsetOf(node))
    if (isScalar(node)) return writeScalar(node, inBlock)
    if (!isCollection(node)) return 'null'
    collections.add(offsetOf(node))
    if (node.flow) doubtComment(rangeOf(node)[1])
    const itemsInBlock = !node.flow
    if (!isMap(node)) return `[${node.items.map((item) => write(item, depth + 1, itemsInBlock)).join(',')}]`
    return `{${node.items.map((pair) => writePair(pair, depth, itemsInBlock)).join(',')}}`
  }

  function writePair({ key, value }: Pair, depth: number, inBlock: boolean): string {
    if (isScalar(key)) checkKey(key)
    else report('keyNotText', offsetOf(key))
    if (value === null) report('keyAlone', offsetOf(key))
    if (inBlock && isScalar(value) && value.type === 'PLAIN' && value.value !== '')
      checkComment(commentAbove, rangeOf(key)[1])
    return `${isScalar(key) ? JSON.stringify(String(key.value)) : '""'}:${write(value, depth + 1, inBlock)}`
  }

  function checkKey(key: Scalar): void {
    if (key.tag !== undefined) report('tag', offsetOf(key))
    if (key.type !== 'PLAIN') return
    if (key.value === '<<') report('mergeKey', offsetOf(key))
    const problem = misreadKey(key)
    if (problem) report(problem, offsetOf(key))
  }

  function writeScalar(scalar: Scalar, inBlock: boolean): string {
    const value = String(scalar.value)
    const [start, end] = rangeOf(scalar)
    if (scalar.anchor !== undefined) anchors.set(scalar.anchor, start)
    const doubt = doubtOf(value)
    if (doubt) doubts.push({ kind: doubt, offset: start })
    if (scalar.type !== 'PLAIN') {
      if (scalar.type?.startsWith('QUOTE')) doubtComment(end)
      // `> 1` or `|2` as a text is read as the start of one.
      else if (value === '' && !emptyBlock.test(text.slice(start, end))) report('emptyBlock', start)
      return JSON.stringify(value)
    }
    const comma = inBlock ? -1 : value.indexOf('，')
    if (comma >= 0) doubts.push({ kind: 'fullWidthComma', offset: start + comma })
    checkComment(commentBehind, end)
    const misreading = inBlock ? misreadValue(text, start, end) : undefined
    if (misreading) misreadings.push(misreading)
    return plainToJson(value)
  }

  function checkComment(pattern: RegExp, offset: number): void {
    const { at, isData } = commentAt(pattern, text, offset)
    if (isData) report('hash', at)
    else if (at >= 0) doubts.push({ kind: 'comment', offset: at })
  }

  /** Behind quotes and brackets a comment is plain to see, unless all of them came from one expression. */
  function doubtComment(offset: number): void {
    const { at, isData } = commentAt(commentBehind, text, offset)
    if (isData) doubts.push({ kind: 'comment', offset: at })
  }
}

function commentAt(pattern: RegExp, text: string, offset: number): { at: number; isData: boolean } {
  pattern.lastIndex = offset
  const [all = '', data = ''] = pattern.exec(text) ?? []
  return { at: all === '' ? -1 : offset + all.indexOf('#'), isData: data !== '' }
}

function offsetOf(node: unknown): number {
  return rangeOf(node)[0]
}

/** Where a node begins and its value ends, before a comment. */
function rangeOf(node: unknown): readonly [start: number, end: number, ...unknown[]] {
  return (isNode(node) && node.range) || [0, 0]
}

/**
 * A plain scalar is a number only where writing that number back gives the same text: `1.10`, `0123456` and `1e3` stay
 * as they are, and a 19-digit integer keeps its digits. true, false and null as in YAML 1.2.
 */
function plainToJson(text: string): string {
  if (/^(|~|null|Null|NULL)$/.test(text)) return 'null'
  if (/^(true|True|TRUE|false|False|FALSE)$/.test(text)) return text.toLowerCase()
  const integer = /^-?\d+$/.test(text) && String(BigInt(text)) === text
  return integer || (Number.isFinite(Number(text)) && String(Number(text)) === text) ? text : JSON.stringify(text)
}
