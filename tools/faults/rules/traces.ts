import { findLeaks } from '../../../__tests__/support/leaks.ts'
import type { Episode } from '../sequence.ts'
import { failed, type Rule, when } from './rule.ts'

/** A failure is one error annotation and exit code 1; a success is none and 0. Nothing else becomes a command. */
export const verdict: Rule = (episode) => {
  const { result } = episode
  const errors = result.annotations.filter(({ level }) => level === 'error')
  const heading = /^### .*: (\w+)$/m.exec(result.summary)?.[1]
  const others = result.commands.filter(({ name }) => !['add-mask', 'warning', 'error', 'debug'].includes(name))
  return [
    ...when(
      failed(episode) ? errors.length !== 1 || result.exitCode !== 1 : errors.length !== 0,
      `exit code ${result.exitCode} with ${errors.length} error annotations`,
    ),
    ...when(heading !== (failed(episode) ? 'failed' : 'succeeded'), `the summary says ${heading}`),
    ...others.map(({ name }) => `the runner reads a command: ${name}`),
    ...when(
      errors.some(({ message }) => /\bat .*:\d+:\d+|undefined|\[object /.test(message)),
      'the message is no prose',
    ),
  ]
}

/** Credentials are nowhere. What the user gave the flow is only where the server's own text is an output. */
export const secrecy: Rule = (episode) => {
  const { plan, result } = episode
  const tokens = plan.feishu.state.tokens.map(({ token }) => token)
  const leaks = [
    ...findLeaks(result, [...new Set([...plan.secrets, ...tokens])]),
    ...findLeaks(result, plan.privates).filter(({ where, secret }) => !(fromServer(where) && echoed(episode, secret))),
  ]
  return [...new Set(leaks.map(({ where, form, excerpt }) => `${where} has a secret (${form}): ${excerpt}`))]
}

function fromServer(where: string): boolean {
  return ['output response', 'output msg'].includes(where)
}

function echoed({ trips }: Episode, secret: string): boolean {
  const said = trips.map(({ heard }) => (heard?.exchange.kind === 'answered' ? heard.exchange.text : ''))
  const inner = JSON.stringify(secret).slice(1, -1)
  const forms = [secret, inner, JSON.stringify(inner).slice(1, -1)]
  return said.some((text) => forms.some((form) => text.includes(form)))
}
