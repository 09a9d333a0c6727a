import { parse, print } from '@swc/core'

/**
 * Marks the functions that a step runs, so that V8 compiles them together with the file. It would otherwise read each
 * of them twice: over it when it reads the file, and through it when it is first called. The mark is the one that V8
 * knows a function by that is called at once: parentheses around it (https://v8.dev/blog/preparser#pife).
 * @param {string} code a script
 * @param {ReadonlySet<string>} names of the functions; callbacks are marked wherever they stand, since they are only
 *   read where the function around them is
 * @returns {Promise<string>} the same script
 */
export async function markEager(code, names) {
  const script = await parse(code, { syntax: 'ecmascript', target: 'es2024', isModule: false })
  visit(script, names)
  const { code: marked } = await print(script, { minify: true, jsc: { target: 'es2024' } })
  return marked
}

function visit(node, names) {
  for (const [key, child] of Object.entries(node)) {
    if (child === null || typeof child !== 'object') continue
    visit(child, names)
    if (isFunction(child) && isWanted(node, names)) node[key] = parenthesized(child)
  }
  if (node.type === 'FunctionBody') node.stmts = withVariables(node.stmts, names)
}

function isFunction({ type }) {
  return type === 'ArrowFunctionExpression' || type === 'FunctionExpression'
}

/** By what the function stands in: parentheses already, a variable with a name, or anything else. */
function isWanted({ type, id }, names) {
  if (type === 'ParenthesisExpression') return false
  return type !== 'VariableDeclarator' || names.has(id.value)
}

/** A declaration takes no parentheses, a function in a variable does. The variables come first, as declarations would. */
function withVariables(statements, names) {
  const isMarked = ({ type, identifier }) => type === 'FunctionDeclaration' && names.has(identifier.value)
  const marked = statements.filter(isMarked)
  if (marked.length === 0) return statements
  const { span, ctxt } = marked[0]
  const declarations = marked.map((declaration) => ({
    type: 'VariableDeclarator',
    span,
    id: { ...declaration.identifier, typeAnnotation: null },
    init: parenthesized({ ...declaration, type: 'FunctionExpression' }),
    definite: false,
  }))
  const rest = statements.filter((statement) => !isMarked(statement))
  const first = rest.findIndex((statement) => !isDirective(statement))
  const variables = { type: 'VariableDeclaration', span, ctxt, kind: 'var', declare: false, declarations }
  return first === -1 ? [...rest, variables] : rest.toSpliced(first, 0, variables)
}

function isDirective({ type, expression }) {
  return type === 'ExpressionStatement' && expression.type === 'StringLiteral'
}

function parenthesized(expression) {
  return { type: 'ParenthesisExpression', span: expression.span, expression }
}
