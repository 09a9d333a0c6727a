import type { YAMLError } from 'yaml'
import type { YamlErrorKind } from '../messages/index.ts'
import { entryProblem, type Invalid, invalid } from './misreading.ts'

/**
 * @param error the parser's: by its code, because its message quotes the text
 * @param text the whole YAML
 */
export function errorOf({ code, pos: [offset] }: YAMLError, text: string): Invalid {
  if (code === 'MULTIPLE_DOCS') return invalid('multipleDocuments', offset)
  // The parser's stack has overflowed.
  if (code === 'RESOURCE_EXHAUSTION') return invalid('tooDeep', offset)
  const kind = kindOfText(text)
  if (kind) return invalid(kind, offset)
  if (code === 'BLOCK_AS_IMPLICIT_KEY') return mappingInValue(offset, text)
  const line = lineAt(text, offset)
  const problem = entryProblem(line)
  if (problem) return invalid(problem, offset)
  // Nothing that could be a key stands before the place.
  const isWholeLine = code === 'MISSING_CHAR' && text.startsWith(line.trimStart(), offset)
  return isWholeLine ? invalid('notAnEntry', offset) : { error: { kind: 'syntax', code }, offset }
}

/**
 * @param offset where the root begins
 * @param text without a mapping
 */
export function notAMapping(offset: number, text: string): Invalid {
  return invalid(kindOfText(text) ?? entryProblem(lineAt(text, offset)) ?? 'notAMapping', offset)
}

/** A second colon in the line, or a deeper line below a value. */
function mappingInValue(offset: number, text: string): Invalid {
  const [rest = '', next] = text.slice(offset).split('\n', 2)
  // `>` makes one line of all.
  if (/:(\s|$)/.test(rest)) return invalid(text.trim().includes('\n') ? 'twoColons' : 'oneLine', offset)
  if (next === undefined) return { error: { kind: 'syntax', code: 'UNEXPECTED_TOKEN' }, offset }
  return invalid('foldedEntry', offset + rest.length + 1 + next.search(/\S|$/))
}

function lineAt(text: string, offset: number): string {
  const [line = ''] = text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n', 1)
  return line
}

/** What was given instead of YAML. */
function kindOfText(text: string): YamlErrorKind | undefined {
  const start = text.trimStart()
  if (/^["']\s*[{[]/.test(start)) return 'quotedJson'
  if (/^\/[/*]/.test(start)) return 'commentedJson'
  if (/^(Object|Array)\s*$/.test(start)) return 'objectAsText'
  return /^null\s*$/.test(start) ? 'nothing' : undefined
}
