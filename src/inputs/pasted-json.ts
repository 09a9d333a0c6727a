import { CST, type Document, Lexer, parseDocument, type YAMLError } from 'yaml'
import { deepest, jsonErrorOffset } from './json-text.ts'

/** The lexer's marks between tokens, which are no text. */
const marks: readonly string[] = [CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]

/** What the parser made of a text. */
export interface Parsed {
  document: Document
  /** Where values begin that were joined to one line, and the error that was there before. */
  joined: Map<number, YAMLError>
}

/**
 * Parses YAML, also with what `toJSON()` makes of a list or an object: several lines, which begin in column 0 wherever
 * the expression stands. YAML wants them indented below their key, so they are joined where the parser fails.
 */
export function parseYaml(text: string): Parsed {
  const joined = new Map<number, YAMLError>()
  let source = text
  for (;;) {
    // Pretty errors would quote lines of a text that may be private.
    const document = parseDocument(source, { schema: 'failsafe', prettyErrors: false })
    const [problem] = document.errors
    const values = problem ? pastedValues(source) : []
    if (!problem || values.length === 0) return { document, joined }
    for (const { offset } of values) joined.set(offset, problem)
    source = join(source, values)
  }
}

interface Pasted {
  offset: number
  json: string
}

/** JSON over several lines, wherever the lexer reads its bracket as one of YAML's and not as text. */
function pastedValues(text: string): Pasted[] {
  const values: Pasted[] = []
  let end = 0
  let offset = 0
  let depth = 0
  let isScalar = false
  // Text with many brackets that are no JSON must not be read again from each of them.
  let charactersLeft = 20 * text.length
  for (const token of new Lexer().lex(text)) {
    if (!isScalar && marks.includes(token)) {
      isScalar = token === CST.SCALAR
      if (token === CST.FLOW_END) depth = 0
      continue
    }
    if (!isScalar && (token === ']' || token === '}')) depth -= 1
    if (!isScalar && (token === '[' || token === '{')) {
      depth += 1
      if (offset >= end && depth <= deepest && charactersLeft > 0) {
        const { json, characters } = jsonAt(text, offset)
        charactersLeft -= characters
        if (json.includes('\n')) values.push({ offset, json })
        end = offset + json.length
      }
    }
    isScalar = false
    offset += token.length
  }
  return values
}

/**
 * The list or object that begins at a bracket; '' where it is not JSON.
 * @returns how many characters were read too
 */
function jsonAt(text: string, offset: number): { json: string; characters: number } {
  const rest = text.slice(offset)
  const characters = jsonErrorOffset(rest)
  const json = rest.slice(0, characters).trimEnd()
  try {
    JSON.parse(json)
    return { json, characters }
  } catch {
    return { json: '', characters }
  }
}

/** Every other character stays in its place. */
function join(text: string, values: readonly Pasted[]): string {
  let joined = ''
  for (const { offset, json } of values) joined += text.slice(joined.length, offset) + json.replace(/[\r\n]/g, ' ')
  return joined + text.slice(joined.length)
}
