import {
  codelessTable,
  type ErrorEntry,
  errorTable,
  innerCodes,
  type RetryRow,
  retryOf,
} from '../../src/feishu/error-codes.ts'
import type { Endpoint } from '../../src/feishu/request.ts'
import type { TokenKind } from '../../src/feishu/token.ts'
import type { HintName } from '../../src/messages/index.ts'
import { entryPoints } from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/operation.ts'
import { type Remedy, remedies } from '../../src/operations/remedy.ts'
import { code, table } from './markdown.ts'
import { referenceSections } from './reference.ts'
import type { Words } from './words.ts'

/** Post of pause makes the calls that main makes. */
const everyOperation = Object.values(entryPoints).flatMap(({ operations }): Operation[] =>
  operations.filter((operation: Operation) => !operation.post),
)

/** The generated parts of the pages, by the name of their markers. */
export const parts: Readonly<Record<string, (words: Words) => string>> = {
  actions: referenceSections,
  scopes: scopesTable,
  calls: callsTable,
  codes: codesSection,
  codeless: codelessTableOf,
  inner: innerTable,
}

function list(words: Words, of: readonly Operation[]): string {
  return of.map(({ name }) => code(name)).join(words.separator)
}

/** Every documented call, once, with the operations that make it. */
function endpoints(): { endpoint: Endpoint; users: Operation[] }[] {
  const all = new Set(everyOperation.flatMap((operation) => [...operation.endpoints, ...(operation.lookups ?? [])]))
  return [...all].map((endpoint) => ({
    endpoint,
    users: everyOperation.filter(({ endpoints, lookups = [] }) => [...endpoints, ...lookups].includes(endpoint)),
  }))
}

function scopesTable(words: Words): string {
  const scopes = (of: readonly string[]) => of.map(words.scope).join(words.separator) || words.noScopes
  const rows = endpoints()
    .filter(({ endpoint }) => endpoint.scopes.length > 0)
    .map(({ endpoint, users }) => {
      const lark = endpoint.larkScopes ? scopes(endpoint.larkScopes) : words.sameScopes
      return [list(words, users), words.messages.calls[endpoint.name], scopes(endpoint.scopes), lark]
    })
  return table(words.heads.scopes, rows)
}

function callsTable(words: Words): string {
  const rows = endpoints().map(({ endpoint: { name, method, path, tokens, rate } }) => {
    const [, count = '', unit = ''] = /^(\d+)\/(\w+)$/.exec(rate ?? '') ?? []
    return [
      words.messages.calls[name],
      code(`${method} ${path}`),
      words.tokens[tokens],
      rate ? words.rate(count, words.units[unit] ?? unit) : '–',
    ]
  })
  return table(words.heads.calls, rows)
}

const names =
  /https?:\/\/[^\s,，。]+|(?:GET )?\/open-apis\/[^\s]*|\b[a-z]+(?::[a-z]+)+\b|\w*_\w+|\bcli_|\b(?:domain|namespace|operator|params|list-workflows|execute-flow)\b|(?:tbl|wkf)…|\/wiki\/|(?<=(?:[oi]n|of|Check|检查) )(?:request|to)\b|(?<=(?:or|或) )update\b/g

/** A hint and its remedies for Markdown: names of inputs, variables, scopes and operations as code. */
function hintOf(words: Words, name: HintName): string {
  const { hints, remedies: texts, separator } = words.messages
  const all = remediesOf(name)
  const differ = (of: (remedy: Remedy) => unknown) => new Set(all.map((remedy) => String(of(remedy)))).size > 1
  const [bySubject, byToken] = [differ(({ subjects }) => subjects), differ(({ tokens }) => tokens)]
  const said = all.map(({ remedy, subjects = [], tokens = [] }) => {
    // What is only about flows needs no label among codes that only flows have; a call can be any.
    const where = bySubject || subjects.includes('call') ? subjects.map((subject) => words.subjects[subject]) : []
    const cases = [...where, ...(byToken ? tokenCase(words, tokens) : [])]
    return cases.length > 0 ? words.where(cases, texts[remedy]) : texts[remedy]
  })
  return [hints[name], ...said].join(separator).replace(names, '`$&`')
}

function tokenCase({ withToken }: Words, tokens: readonly TokenKind[]): string[] {
  if (tokens.includes('app')) return [withToken.app]
  const [tenant, user] = [tokens.includes('tenant'), tokens.includes('user')]
  if (tenant && user) return ['access_token']
  return tenant ? [withToken.tenant] : user ? [withToken.user] : []
}

/** Up to the one that fits everywhere; of tokens that could be anybody's, the remedies of both have said it. */
function remediesOf(name: HintName): readonly Remedy[] {
  const all = (remedies[name] ?? []).filter(({ tokens }) => tokens?.join() !== 'unknown')
  const last = all.findIndex(({ subjects, tokens }) => !subjects && !tokens)
  return last === -1 ? all : all.slice(0, last + 1)
}

function anchor(id: string): string {
  return `<a id="${id}"></a>`
}

/** One section per class. A code that is in two rows has its anchor at the first. */
function codesSection(words: Words): string {
  const classes = [...new Set(errorTable.map((entry) => entry.class))]
  const anchored = new Set<number>()
  const codeCell = (number: number) => {
    const mark = anchored.has(number) ? '' : anchor(`code-${number}`)
    anchored.add(number)
    return mark + number
  }
  const cell = ({ codes, path, msg }: ErrorEntry) =>
    codes.map(codeCell).join(', ') + (path ? words.from(path) : '') + (msg ? words.withMessage(msg.source) : '')
  const sections = classes.map((name) => {
    const rows = errorTable
      .filter((entry) => entry.class === name)
      .map((entry) => [cell(entry), hintOf(words, entry.hint), ...retries(words, entry)])
    return `### ${words.classes[name]}\n\n${table(words.heads.codes, rows)}`
  })
  return sections.join('\n\n')
}

function retries({ retry, firstWait }: Words, row: RetryRow): string[] {
  const { firstWaitSeconds, processed } = row
  const execute = retryOf('key', row)
  return [
    retry[retryOf('idempotent', row)] + (firstWaitSeconds ? firstWait(firstWaitSeconds) : ''),
    retry[execute === 'yes' && processed === 'maybe' ? 'key' : execute],
  ]
}

function codelessTableOf(words: Words): string {
  const failures: Readonly<Record<string, string>> = words.failures
  const rows = Object.entries(codelessTable).map(([name, row]) => {
    const failure = anchor(name) + (failures[name] ?? name)
    const hints: readonly HintName[] = name === 'other' ? ['codeUnknown', row.hint] : [row.hint]
    const said = hints.map((hint) => hintOf(words, hint)).join(words.messages.separator)
    return [failure, said, ...(name === 'other' ? words.retryOther : retries(words, row))]
  })
  return table(words.heads.codeless, rows)
}

function innerTable(words: Words): string {
  const rows = innerCodes.map(({ codes, hint }) => [
    codes.map((name) => anchor(name) + code(name)).join(', '),
    hintOf(words, hint),
  ])
  return table(words.heads.inner, [
    ...rows,
    [anchor('flow-status') + words.flowFailed, hintOf(words, 'flowFailed')],
    [words.flowRejected, hintOf(words, 'flowRejected')],
  ])
}
