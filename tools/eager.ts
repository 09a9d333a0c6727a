import { parse, print } from '@swc/core'

/** A part of a script's syntax tree, or a list of them, by the names that swc gives its parts. */
type Part = Record<string, unknown>

/**
 * Marks the functions that a step runs, so that V8 compiles them together with the file. It would otherwise read each
 * of them twice: over it when it reads the file, and through it when it is first called. The mark is the one that V8
 * knows a function by that is called at once: parentheses around it (https://v8.dev/blog/preparser#pife).
 * @param code a script
 * @param names of the functions; callbacks are marked wherever they stand, since V8 comes to them only when it compiles
 *   the function around them
 * @returns the same script, without spaces and comments
 */
export async function markEager(code: string, names: ReadonlySet<string>): Promise<string> {
  const script = await parse(code, { syntax: 'ecmascript', target: 'es2024', isModule: false })
  visit(script, names)
  const { code: marked } = await print(script, { minify: true, jsc: { target: 'es2024' } })
  return marked
}

function visit(part: unknown, names: ReadonlySet<string>): void {
  if (!isPart(part)) return
  for (const [key, child] of Object.entries(part)) {
    visit(child, names)
    if (isFunction(child) && isWanted(part, names)) part[key] = parenthesized(child)
  }
  if (part.type === 'FunctionBody' && Array.isArray(part.stmts)) part.stmts = withVariables(part.stmts, names)
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null
}

function isFunction(value: unknown): value is Part {
  return isPart(value) && (value.type === 'ArrowFunctionExpression' || value.type === 'FunctionExpression')
}

/** By what the function stands in: parentheses already, a variable with a name, or anything else. */
function isWanted({ type, id }: Part, names: ReadonlySet<string>): boolean {
  if (type === 'ParenthesisExpression') return false
  return type !== 'VariableDeclarator' || isNamed(id, names)
}

function isNamed(identifier: unknown, names: ReadonlySet<string>): boolean {
  return isPart(identifier) && typeof identifier.value === 'string' && names.has(identifier.value)
}

/** A declaration takes no parentheses, a function in a variable does. The variables come first, as declarations would. */
function withVariables(statements: readonly unknown[], names: ReadonlySet<string>): unknown[] {
  const isMarked = (statement: unknown): statement is Part =>
    isPart(statement) && statement.type === 'FunctionDeclaration' && isNamed(statement.identifier, names)
  const variables = statements.filter(isMarked).map(asVariable)
  const rest = statements.filter((statement) => !isMarked(statement))
  const first = rest.findIndex((statement) => !isDirective(statement))
  return rest.toSpliced(first === -1 ? rest.length : first, 0, ...variables)
}

function asVariable(declaration: Part): Part {
  const { span, ctxt, identifier } = declaration
  const init = parenthesized({ ...declaration, type: 'FunctionExpression' })
  const declarator = { type: 'VariableDeclarator', span, id: identifier, init, definite: false }
  return { type: 'VariableDeclaration', span, ctxt, kind: 'var', declare: false, declarations: [declarator] }
}

function isDirective(statement: unknown): boolean {
  if (!isPart(statement) || statement.type !== 'ExpressionStatement') return false
  return isPart(statement.expression) && statement.expression.type === 'StringLiteral'
}

function parenthesized(expression: Part): Part {
  return { type: 'ParenthesisExpression', span: expression.span, expression }
}
