import { describe, expect, test } from '@jest/globals'
import type { CallFailure } from '../../src/feishu/error.ts'
import { codelessTable, errorTable, innerCodes } from '../../src/feishu/error-codes.ts'
import type { Idempotency } from '../../src/feishu/request.ts'
import type { TokenKind } from '../../src/feishu/token.ts'
import { contracts } from '../../src/inputs/contract.ts'
import { en } from '../../src/messages/en.ts'
import { createSay, type HintName, languages } from '../../src/messages/index.ts'
import { entryPoints } from '../../src/operations/index.ts'
import { type Operation, tokensOf } from '../../src/operations/operation.ts'
import { nextSteps, remedies, type Situation } from '../../src/operations/remedy.ts'
import { say } from '../support/inputs.ts'

const hints = Object.keys(en.hints) as HintName[]
const kinds: readonly TokenKind[] = ['app', 'tenant', 'user', 'unknown']
const again: readonly Idempotency['kind'][] = ['idempotent', 'key', 'none']

/** Every action with every operation, token and state that a failed call can leave it in. */
const situations = Object.values(entryPoints).flatMap(({ action, operations }) =>
  operations.flatMap((operation: Operation) => {
    const { name, subject, post, inputs = contracts[action].inputs } = operation
    const tokens = tokensOf(operation) === 'none' ? (['none'] as const) : kinds
    const sendsKey = inputs.some((input) => input === 'idempotent_key')
    const keys = sendsKey ? [true, false].map((given) => ({ idempotent_key: 'k-1', given })) : []
    return tokens.flatMap((token) =>
      [undefined, ...keys].map((each) => {
        const situation: Situation = { subject, token, post: post === true, ...(each && { key: each }) }
        return { action, name, situation }
      }),
    )
  }),
)

/** Whatever can be said of a failed call, and of which. */
function everyAdvice(say: Awaited<ReturnType<typeof createSay>>) {
  return situations.flatMap(({ action, name, situation }) =>
    hints.flatMap((hint) =>
      [undefined, ...again].map((kind) => {
        const outcome = kind && ({ outcomeUnknown: true, again: kind } as const)
        const failure: CallFailure = { call: 'call', reason: { message: 'responseEmpty' }, hint, ...outcome }
        const [said, ...next] = nextSteps(failure, situation)
        const rerun = next.filter(({ message }) => message !== 'remedy')
        const remedy = next.filter(({ message }) => message === 'remedy')
        const what = `${name} with ${situation.token}, ${hint}${kind ? `, ${kind}` : ''}`
        return { what, action, situation, kind, hint: say(said ? [said] : []), remedy: say(remedy), rerun: say(rerun) }
      }),
    ),
  )
}

describe.each(languages)('what to do next, in %s', (language) => {
  test('is about what the step has', async () => {
    const all = everyAdvice(await createSay(language, (text) => text))
    expect(all.length).toBeGreaterThan(5000)
    const everyInput = new Set<string>(Object.values(contracts).flatMap(({ inputs }) => inputs))
    const problems = all.flatMap(({ what, action, situation, kind, hint, remedy, rerun }) => {
      const { inputs, outputs } = contracts[action]
      const own = new Set<string>([...inputs, ...outputs])
      const named = `${hint} ${remedy} ${rerun}`.match(/[a-z]+(?:_[a-z]+)+/g) ?? []
      const { token, post } = situation
      const wrong = [
        ...named.filter((name) => everyInput.has(name) && !own.has(name)),
        ...(hint.match(/[a-z]+(?:_[a-z]+)+/g) ?? []).filter((name) => everyInput.has(name)),
        ...(token === 'user' && /Add document app|添加文档应用/.test(remedy) ? ['adds the app for a user'] : []),
        ...(token === 'app' && /app_secret instead|改填 app_id/.test(remedy) ? ['names an app to an app'] : []),
        ...((kind || post) && /\b[Rr]un(ning)? again|[Rr]e-run|重新运行/.test(hint + remedy) ? ['runs again'] : []),
        ...(post && rerun ? ['runs again in post'] : []),
        ...(kind && !post && rerun === '' ? ['does not say what a re-run does'] : []),
      ]
      return wrong.map((problem) => `${what}: ${problem}`)
    })
    expect(problems).toEqual([])
  })
})

test('no hint and no remedy is left over', () => {
  const inCode: readonly HintName[] = [
    ...(['cancelled', 'checkFlow', 'codeUnknown', 'flowFailed', 'flowRejected', 'keyUsed', 'notABase'] as const),
    ...(['notFeishu', 'fileResponse', 'conditionNotMet', 'readOnly', 'responseUndocumented'] as const),
  ]
  const rows = [...errorTable, ...Object.values(codelessTable), ...innerCodes]
  const used = new Set<string>([...inCode, ...rows.map(({ hint }) => hint)])
  expect(hints.filter((name) => !used.has(name))).toEqual([])
  const named = new Set<string>(Object.values(remedies).flatMap((list) => list.map(({ remedy }) => remedy)))
  expect(Object.keys(en.remedies).filter((name) => !named.has(name))).toEqual([])
})

const advice = (hint: HintName, situation: Partial<Situation>, outcome: Partial<CallFailure> = {}) => {
  const failure = { call: 'call', reason: { message: 'responseEmpty' }, hint, ...outcome } as const
  return say(nextSteps(failure, { subject: 'call', token: 'app', post: false, ...situation }))
}

test.each([
  ['a call explains the token of a wiki page', 'baseNotFound', {}, /GET \/open-apis\/wiki\/.*\/get_node\?token=…/],
  ['a base takes its link', 'baseNotFound', { subject: 'base' }, /into app_token/],
  ['an app is added to the base', 'notCollaborator', { subject: 'base' }, /Add document app/],
  ['an app is added to the document', 'notCollaborator', {}, /^Feishu denies access\. Open the document/],
  ['a user is given access', 'notCollaborator', { subject: 'base', token: 'user' }, /give this user "can manage"/],
  ['a user authorizes again', 'scopeMissing', { token: 'user' }, /a user has to authorize the app again/],
  ['an app has a platform', 'tokenInvalid', {}, /Set domain to the platform of the app/],
  ['a webhook has no domain', 'nameUnknown', { subject: 'trigger', token: 'none' }, /into webhook_url\.$/],
] as const)('%s', (_, hint, situation, wanted) => {
  expect(advice(hint, situation)).toMatch(wanted)
})

test('a re-run of a flow that has failed needs another key, where the key is the user’s own', () => {
  const other = /^The execution timed out.* A re-run needs another idempotent_key/
  const [used, flow] = [{ keyUsed: true }, { subject: 'flow' } as const]
  expect(advice('flowTimedOut', { ...flow, key: { idempotent_key: 'k-1', given: true } }, used)).toMatch(other)
  expect(advice('flowTimedOut', { ...flow, key: { idempotent_key: 'k-1', given: false } }, used)).not.toMatch(other)
  expect(advice('flowTimedOut', { ...flow, key: { idempotent_key: 'k-1', given: true } })).not.toMatch(other)
})

test('a re-run is advised where nothing was done, and in main only', () => {
  expect(advice('internalError', {})).toMatch(/Run again; if it persists, give Feishu support the log_id\.$/)
  expect(advice('internalError', { post: true })).toMatch(/ If it persists, give Feishu support the log_id\.$/)
  const unknown = { outcomeUnknown: true, again: 'key' } as const
  const key = { idempotent_key: 'k-1', given: false }
  expect(advice('http5xx', { subject: 'flow', key }, unknown)).toBe(
    'Feishu or a proxy in front of it failed. Re-running this job as it is sends a new key and may start the flow a second time. Check the low-code platform first, or set "idempotent_key: k-1" and run again.',
  )
})
